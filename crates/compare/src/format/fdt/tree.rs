use std::rc::Rc;

use super::super::endian::Endian::Big;
use super::Blocks;
use super::names::{self, Names};
use crate::budget::Budget;
use crate::container::{Fact, Member};
use crate::content::Content;
use crate::fault::Fault;

pub(super) const BEGIN: u32 = 1;
pub(super) const END: u32 = 2;
pub(super) const PROPERTY: u32 = 3;
pub(super) const EMPTY: u32 = 4;
pub(super) const LAST: u32 = 9;

/// What it takes to remember a node or a property, beside the path, in bytes.
const KEPT: u64 = 128;

/// The structure block, taken apart.
pub(super) struct Tree {
    /// Each before those below it.
    pub(super) nodes: Vec<Node>,
    /// What of the file the nodes and properties tell.
    pub(super) covered: Vec<(u64, u64)>,
    /// Before which tokens empty ones stand, as numbers of 4 bytes.
    pub(super) empty_tokens: Vec<u8>,
    /// Where the structure ends.
    pub(super) end: u64,
}

pub(crate) struct Node {
    /// From the root on, which is `/`.
    pub(crate) path: Vec<u8>,
    pub(crate) properties: Vec<Property>,
}

pub(crate) struct Property {
    pub(crate) name: Rc<[u8]>,
    pub(super) at: u64,
    pub(crate) value: Content,
}

impl Node {
    pub(super) fn path_of(&self, name: &[u8]) -> Vec<u8> {
        below(&self.path, name)
    }

    pub(crate) fn property(&self, name: &[u8]) -> Option<&Property> {
        self.properties.iter().find(|property| *property.name == *name)
    }

    /// A node's name could also be a property's.
    pub(super) fn member(&self) -> Member {
        Member::empty(self.path.clone()).with(vec![Fact::new("kind", "node")])
    }
}

fn are_zero(content: &Content, ranges: &[(u64, u64)]) -> Result<bool, Fault> {
    for (start, end) in ranges.iter().filter(|(start, end)| start < end) {
        if content.bytes_at(*start, (end - start) as usize)?.iter().any(|byte| *byte != 0) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn below(path: &[u8], name: &[u8]) -> Vec<u8> {
    let separator: &[u8] = if path == b"/" { b"" } else { b"/" };
    [path, separator, name].concat()
}

impl Tree {
    pub(super) fn read(content: &Content, blocks: &Blocks, budget: &mut Budget) -> Result<Self, Fault> {
        let (start, length) = blocks.structure;
        let end = start.saturating_add(length).min(content.length());
        let mut names = Names::read(content, blocks.names)?;
        let mut this = Self { nodes: Vec::new(), covered: Vec::new(), empty_tokens: Vec::new(), end: start };
        // How long the paths of the nodes are that are open.
        let mut open: Vec<usize> = Vec::new();
        let mut path: Vec<u8> = Vec::new();
        let mut closed = false;
        let mut names_at = Vec::new();
        let mut padding = Vec::new();
        let mut tokens = 0_u32;
        loop {
            let at = this.end;
            if at.saturating_add(4) > end {
                return Err(Fault::damaged("the structure has no end"));
            }
            tokens = tokens.saturating_add(1);
            let next = match Big.u32_at(content, at)? {
                BEGIN if open.is_empty() != this.nodes.is_empty() => return Err(Fault::damaged("it has two roots")),
                BEGIN => {
                    let length = content.length().saturating_sub(at + 4).min(256) as usize;
                    let bytes = content.bytes_at(at + 4, length)?;
                    let name = names::checked(&bytes)?;
                    if name.is_empty() != this.nodes.is_empty() {
                        return Err(Fault::damaged("a node has no name, or the root has one"));
                    }
                    open.push(path.len());
                    path = if this.nodes.is_empty() { b"/".to_vec() } else { below(&path, name) };
                    budget.keep(KEPT + path.len() as u64)?;
                    this.nodes.push(Node { path: path.clone(), properties: Vec::new() });
                    closed = false;
                    at + 4 + name.len() as u64 + 1
                }
                END => {
                    let length = open.pop().ok_or_else(|| Fault::damaged("a node ends that has not begun"))?;
                    path.truncate(length);
                    closed = true;
                    at + 4
                }
                PROPERTY => {
                    let (length, name_at) = (Big.u32_at(content, at + 4)?, Big.u32_at(content, at + 8)?);
                    let value = content.part(at + 12, length.into()).filter(|_| at + 12 + u64::from(length) <= end);
                    let value = value.ok_or_else(|| Fault::damaged("a property reaches behind the end"))?;
                    let node = this.nodes.last_mut().filter(|_| !closed);
                    let node = node.ok_or_else(|| Fault::damaged("a property stands behind a node, or in none"))?;
                    budget.keep(KEPT)?;
                    node.properties.push(Property { name: names.at(name_at)?, at: at + 12, value });
                    names_at.push((at + 8, at + 12));
                    this.covered.push((at, at + 8));
                    this.covered.push((at + 12, at + 12 + u64::from(length)));
                    let next = at + 12 + u64::from(length);
                    this.end = next.next_multiple_of(4);
                    padding.push((next, this.end));
                    continue;
                }
                EMPTY => {
                    this.empty_tokens.extend(tokens.to_be_bytes());
                    this.end = at + 4;
                    continue;
                }
                LAST if open.is_empty() && !this.nodes.is_empty() => {
                    this.covered.push((at, at + 4));
                    this.end = at + 4;
                    break;
                }
                _ => return Err(Fault::damaged("the structure has a token that cannot stand there")),
            };
            this.covered.push((at, next));
            this.end = next.next_multiple_of(4);
            padding.push((next, this.end));
        }
        if are_zero(content, &padding)? {
            this.covered.extend(padding);
        }
        if names.are_usual() {
            this.covered.extend(names_at);
            this.covered.push((blocks.names.0, blocks.names.0 + blocks.names.1));
        }
        Ok(this)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_of_nodes_inside_nodes_are_bounded() {
        let deep = |depth: usize| {
            let root = [BEGIN, 0].map(u32::to_be_bytes).concat();
            let node = [&BEGIN.to_be_bytes()[..], &[b'n'; 251], &[0]].concat();
            let ends = [END.to_be_bytes().repeat(depth + 1), LAST.to_be_bytes().to_vec()].concat();
            let content = Content::of_bytes([root, node.repeat(depth), ends].concat());
            let blocks = Blocks {
                total: content.length(),
                structure: (0, content.length()),
                names: (0, 0),
                reserved: (0, 0),
                version: 17,
                compatible: 16,
                boot_cpu: 0,
            };
            let mut budget = Budget::of(0);
            budget.keep(500 << 20).unwrap();
            Tree::read(&content, &blocks, &mut budget).map(|tree| tree.nodes.len())
        };
        assert_eq!(deep(100).unwrap(), 101);
        assert!(matches!(deep(500), Err(Fault::Limit(_))), "paths of 32 MB");
    }
}
