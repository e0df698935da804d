//! A program as all languages have it.
//!
//! A grammar's tree is lowered into [`Code`]: calls, assignments, functions and the like have the same kinds and roles whatever
//! the language, grouping parentheses and punctuation are gone, and branches are always blocks. What is peculiar to a
//! language keeps the kind that its grammar gives it. Patterns are lowered the same way, so that matching and dataflow
//! are written once.

pub(crate) mod functions;
mod kind;
mod known;
mod languages;
mod lower;
mod statement;
mod table;

use std::ops::Range;

use banbury_syntax::NodeId;

pub(crate) use kind::{Kind, Role};
pub(crate) use known::Known;
pub(crate) use languages::{ARGUMENT_LISTS, lowering};
pub(crate) use statement::{first_word, is_jump};
pub(crate) use table::Lowering;

/// One node of [`Code`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeNode {
    pub kind: Kind,
    pub role: Role,
    /// Whether it is a loop, so that its body runs any number of times.
    pub is_loop: bool,
    pub start: u32,
    pub end: u32,
    /// Index behind its last descendant.
    pub next: NodeId,
    /// Its parent; the root is its own.
    pub parent: NodeId,
}

/// A lowered tree: nodes in the order in which they begin, parents first.
#[derive(Debug, Default)]
pub(crate) struct Code {
    pub nodes: Vec<CodeNode>,
}

impl Code {
    pub fn node(&self, id: NodeId) -> &CodeNode {
        &self.nodes[id as usize]
    }

    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { code: self, at: id + 1, end: self.nodes.get(id as usize).map_or(0, |node| node.next) }
    }

    /// The first child in a role.
    pub fn child(&self, id: NodeId, role: Role) -> Option<NodeId> {
        self.children(id).find(|child| self.node(*child).role == role)
    }

    /// What a cast is applied to.
    pub fn cast_operand(&self, id: NodeId) -> Option<NodeId> {
        let operand = || self.children(id).filter(|child| self.node(*child).kind != Kind::TYPE).last();
        self.child(id, Role::VALUE).or_else(operand)
    }

    /// The last name in a node: of a type, without what it is in.
    pub fn last_name(&self, id: NodeId) -> Option<NodeId> {
        self.subtree(id).rev().find(|part| self.node(*part).kind == Kind::NAME)
    }

    /// A node and all below it, in order.
    pub fn subtree(&self, id: NodeId) -> Range<NodeId> {
        id..self.nodes.get(id as usize).map_or(id, |node| node.next)
    }

    /// The parent; none for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != 0).then(|| self.node(id).parent)
    }

    pub fn is_leaf(&self, id: NodeId) -> bool {
        self.node(id).next == id + 1
    }

    pub fn range(&self, id: NodeId) -> Range<u32> {
        let node = self.node(id);
        node.start..node.end
    }

    /// The text that a node covers.
    pub fn text<'text>(&self, id: NodeId, text: &'text str) -> &'text str {
        let node = self.node(id);
        text.get(node.start as usize..node.end as usize).unwrap_or("")
    }
}

/// Whether a modifier is one that the text leaves out, as PHP's `public`.
pub(crate) fn is_default_modifier(code: &Code, id: NodeId) -> bool {
    let node = code.node(id);
    node.kind == Kind::MODIFIER && node.start == node.end
}

/// The children of a node.
pub(crate) struct Children<'code> {
    code: &'code Code,
    at: NodeId,
    end: NodeId,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.at >= self.end {
            return None;
        }
        let id = self.at;
        self.at = self.code.node(id).next;
        Some(id)
    }
}
