//! The stretches of a device tree that a configuration's signature is over, as U-Boot finds them (`fdt_find_regions` in
//! `boot/fdt_region.c`).

use std::collections::BTreeSet;

use super::super::endian::Endian::Big;
use super::Blocks;
use super::names;
use super::tree::{BEGIN, EMPTY, END, LAST, PROPERTY};
use crate::budget::Budget;
use crate::content::Content;
use crate::fault::Fault;

/// Properties that no signature covers, since hashes cover what they lead to.
const LEFT_OUT: [&[u8]; 4] = [b"data", b"data-size", b"data-position", b"data-offset"];

/// U-Boot takes no more.
const DEEPEST: usize = 32;

/// What it takes to remember a region, in bytes.
const KEPT: u64 = 64;

pub(crate) struct Regions {
    pub(crate) covered: Vec<Content>,
    /// Where the last name of a property ends that is covered, in the block of names.
    pub(crate) names_end: u64,
}

/// How much of the node under way is covered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nothing,
    /// Where it and the nodes right below begin and end, and no properties.
    Frame,
    /// With its properties.
    All,
}

impl Regions {
    /// `nodes` are the paths of those that are covered with their properties; `tokens` is how many beginnings and ends of
    /// nodes, and properties, may yet be looked at.
    pub(super) fn of(
        content: &Content,
        blocks: &Blocks,
        nodes: &BTreeSet<Vec<u8>>,
        tokens: &mut u64,
        budget: &mut Budget,
    ) -> Result<Self, Fault> {
        let (base, length) = blocks.structure;
        let end = base.saturating_add(length).min(content.length());
        let mut this = Self { covered: Vec::new(), names_end: 0 };
        // Nodes that are open: what was wanted around each, and how long the path was.
        let mut open: Vec<(Wanted, usize)> = Vec::new();
        let mut path = Vec::new();
        let mut wanted = Wanted::Nothing;
        let mut start = None;
        let mut at = base;
        let all_names = content.bytes_at(blocks.names.0, usize::try_from(blocks.names.1).unwrap_or(usize::MAX))?;
        loop {
            *tokens =
                tokens.checked_sub(1).ok_or_else(|| Fault::Limit("its signatures cover too many nodes".to_owned()))?;
            if at.saturating_add(4) > end {
                return Err(Fault::damaged("the structure has no end"));
            }
            let tag = Big.u32_at(content, at)?;
            let mut next = at + 4;
            // Where a region ends that does not go on with this token.
            let mut stop_before = false;
            let include = match tag {
                BEGIN => {
                    if open.len() == DEEPEST {
                        return Err(Fault::Unsupported(format!("nodes nest more than {DEEPEST} deep")));
                    }
                    let bytes = content.bytes_at(next, content.length().saturating_sub(next).min(256) as usize)?;
                    let name = names::checked(&bytes)?;
                    next += name.len() as u64 + 1;
                    open.push((wanted, path.len()));
                    if path != b"/" {
                        path.push(b'/');
                    }
                    path.extend_from_slice(name);
                    stop_before = wanted != Wanted::All;
                    wanted = match wanted {
                        _ if nodes.contains(&path) => Wanted::All,
                        Wanted::All => Wanted::Frame,
                        _ => Wanted::Nothing,
                    };
                    wanted != Wanted::Nothing
                }
                END => {
                    let include = wanted != Wanted::Nothing;
                    let (around, length) =
                        open.pop().ok_or_else(|| Fault::damaged("a node ends that has not begun"))?;
                    wanted = around;
                    path.truncate(length);
                    include
                }
                PROPERTY => {
                    let [a, b, c, d, e, f, g, h] = content.array_at(at + 4)?;
                    next = at + 12 + u64::from(u32::from_be_bytes([a, b, c, d]));
                    let name_at = u32::from_be_bytes([e, f, g, h]);
                    let name = names::checked(all_names.get(name_at as usize..).unwrap_or_default())?;
                    stop_before = true;
                    let include = wanted == Wanted::All && !LEFT_OUT.contains(&name);
                    if include {
                        this.names_end = this.names_end.max(u64::from(name_at) + name.len() as u64 + 1);
                    }
                    include
                }
                EMPTY => {
                    stop_before = true;
                    wanted == Wanted::All
                }
                LAST => true,
                _ => return Err(Fault::damaged("the structure has a token that cannot stand there")),
            };
            next = next.next_multiple_of(4);
            if include {
                start.get_or_insert(at);
            } else if let Some(start) = start.take() {
                this.add(content, start, if stop_before { at } else { next }, budget)?;
            }
            at = next;
            if tag == LAST {
                let start = start.unwrap_or(at);
                return this.add(content, start, at, budget).map(|()| this);
            }
        }
    }

    fn add(&mut self, content: &Content, start: u64, end: u64, budget: &mut Budget) -> Result<(), Fault> {
        budget.keep(KEPT)?;
        let part = end.checked_sub(start).and_then(|length| content.part(start, length));
        self.covered.push(part.ok_or_else(|| Fault::damaged("the structure reaches behind the end"))?);
        Ok(())
    }
}
