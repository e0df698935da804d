use crate::compact::{Back, Compact};

/// Index of a node in its [`Tree`].
pub type NodeId = u32;

/// One node: 24 bytes, so that a tree is an array that is walked without recursion.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// The grammar's number for its kind.
    pub kind: u16,
    /// The grammar's number for the field that it fills in its parent; 0 for none.
    pub field: u16,
    /// Text offset of its first byte.
    pub start: u32,
    /// Text offset behind its last byte.
    pub end: u32,
    /// Index behind its last descendant: its next sibling, if the parent reaches that far.
    pub next: NodeId,
    /// Its parent; the root is its own.
    pub parent: NodeId,
    flags: u8,
}

const NAMED: u8 = 1;
const EXTRA: u8 = 2;
const ERROR: u8 = 4;
const MISSING: u8 = 8;

impl Node {
    /// Whether the grammar gives it a name, unlike punctuation and keywords.
    pub fn is_named(&self) -> bool {
        self.flags & NAMED != 0
    }

    /// Whether it may stand anywhere: a comment, mostly.
    pub fn is_extra(&self) -> bool {
        self.flags & EXTRA != 0
    }

    /// Whether it holds text that the grammar could not place.
    pub fn is_error(&self) -> bool {
        self.flags & ERROR != 0
    }

    /// Whether the parser made it up to go on.
    pub fn is_missing(&self) -> bool {
        self.flags & MISSING != 0
    }

    /// The text it covers.
    pub fn text<'text>(&self, text: &'text str) -> &'text str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// A syntax tree as an array of nodes in the order in which they begin, parents first.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The nodes; the first is the root. Never empty after a parse.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// Copies a tree-sitter tree, iteratively: after syntax errors trees can be very deep.
    pub(crate) fn copy(tree: &tree_sitter::Tree, kinds: &NodeKinds) -> Self {
        Self::copy_with(tree, kinds, &mut Unmoved)
    }

    /// Copies the tree of a compact text, with offsets into what it was made from.
    pub(crate) fn copy_back(tree: &tree_sitter::Tree, kinds: &NodeKinds, compact: &Compact) -> Self {
        Self::copy_with(tree, kinds, &mut compact.back())
    }

    fn copy_with(tree: &tree_sitter::Tree, kinds: &NodeKinds, places: &mut impl Places) -> Self {
        let mut nodes: Vec<Node> = Vec::with_capacity(tree.root_node().descendant_count());
        let mut cursor = tree.walk();
        let mut parent = 0;
        loop {
            let node = cursor.node();
            let id = nodes.len() as NodeId;
            let kind = node.kind_id();
            let range = node.byte_range();
            let (start, end) = (range.start as u32, range.end as u32);
            let mut flags = 0;
            if kinds.is_named(kind) {
                flags |= NAMED;
            }
            if kinds.may_be_extra(kind) && node.is_extra() {
                flags |= EXTRA;
            }
            if kind == u16::MAX {
                flags |= ERROR;
            }
            if start == end && node.is_missing() {
                flags |= MISSING;
            }
            // What has no extent of its own stands where the last thing ended.
            let start = if start == end { places.end(start) } else { places.start(start) };
            let least = nodes.get(parent as usize).map_or(0, |parent| parent.start);
            let start = start.max(least);
            nodes.push(Node {
                kind,
                field: cursor.field_id().map_or(0, |field| field.get()),
                start,
                // In the parser's offsets until its children are done: ends ascend from then on.
                end,
                next: 0,
                parent,
                flags,
            });
            if cursor.goto_first_child() {
                parent = id;
                continue;
            }
            let mut done = id;
            loop {
                let next = nodes.len() as NodeId;
                let node = &mut nodes[done as usize];
                node.next = next;
                node.end = places.end(node.end).max(node.start);
                if cursor.goto_next_sibling() {
                    parent = nodes[done as usize].parent;
                    break;
                }
                if !cursor.goto_parent() {
                    return Self { nodes };
                }
                done = nodes[done as usize].parent;
            }
        }
    }

    /// A tree of nothing but its root.
    pub(crate) fn of_root(kind: u16, end: u32) -> Self {
        Self { nodes: vec![Node { kind, field: 0, start: 0, end, next: 1, parent: 0, flags: NAMED }] }
    }

    /// Hangs a node of another tree, with all below it, under the root, behind what is there.
    pub(crate) fn graft(&mut self, from: &Self, id: NodeId) {
        let offset = (self.nodes.len() as NodeId).wrapping_sub(id);
        let range = from.range(id);
        for (at, node) in range.clone().zip(&from.nodes[range]) {
            let parent = if at as NodeId == id { 0 } else { node.parent.wrapping_add(offset) };
            self.nodes.push(Node { parent, next: node.next.wrapping_add(offset), ..*node });
        }
        let next = self.nodes.len() as NodeId;
        self.nodes[0].next = next;
    }

    /// A node. Ids come from this tree.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// The children of a node, in order.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { tree: self, at: id + 1, end: self.nodes.get(id as usize).map_or(0, |node| node.next) }
    }

    /// The first child that fills `field`.
    pub fn field(&self, id: NodeId, field: u16) -> Option<NodeId> {
        self.children(id).find(|child| field != 0 && self.node(*child).field == field)
    }

    /// A node and all below it, in order.
    pub fn subtree(&self, id: NodeId) -> std::ops::Range<NodeId> {
        id..self.nodes.get(id as usize).map_or(id, |node| node.next)
    }

    /// The parent; none for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != 0).then(|| self.node(id).parent)
    }

    /// Whether a node or one below it holds text that could not be placed, or was made up.
    pub fn has_error(&self, id: NodeId) -> bool {
        self.nodes
            .get(self.range(id))
            .is_some_and(|nodes| nodes.iter().any(|node| node.is_error() || node.is_missing()))
    }

    /// Stretches of text that could not be placed, in order, without overlap.
    pub fn errors(&self) -> Vec<(u32, u32)> {
        let mut found: Vec<(u32, u32)> = Vec::new();
        for node in self.nodes.iter().filter(|node| node.is_error() && node.start < node.end) {
            match found.last_mut() {
                Some(last) if node.start <= last.1 => last.1 = last.1.max(node.end),
                _ => found.push((node.start, node.end)),
            }
        }
        found
    }

    /// Gives the root the extent of the whole text.
    pub(crate) fn stretch(&mut self, end: u32) {
        if let Some(root) = self.nodes.first_mut() {
            root.start = 0;
            root.end = end;
        }
    }

    fn range(&self, id: NodeId) -> std::ops::Range<usize> {
        let range = self.subtree(id);
        range.start as usize..range.end as usize
    }
}

/// What holds for all nodes of a kind, asked of a grammar once.
pub(crate) struct NodeKinds {
    named: Vec<bool>,
    is_c: bool,
    comment: u16,
}

impl NodeKinds {
    pub fn of(tables: &tree_sitter::Language, is_c: bool) -> Self {
        let named = (0..tables.node_kind_count()).map(|kind| tables.node_kind_is_named(kind as u16)).collect();
        Self { named, is_c, comment: tables.id_for_node_kind("comment", true) }
    }

    fn is_named(&self, kind: u16) -> bool {
        self.named.get(kind as usize).copied().unwrap_or(true)
    }

    /// In C nothing is extra but comments and errors.
    fn may_be_extra(&self, kind: u16) -> bool {
        !self.is_c || kind == u16::MAX || kind == self.comment
    }
}

/// Where in the source the offsets of a parsed text are.
trait Places {
    fn start(&mut self, at: u32) -> u32;
    fn end(&mut self, at: u32) -> u32;
}

/// The parsed text is the source.
struct Unmoved;

impl Places for Unmoved {
    fn start(&mut self, at: u32) -> u32 {
        at
    }

    fn end(&mut self, at: u32) -> u32 {
        at
    }
}

impl Places for Back<'_> {
    fn start(&mut self, at: u32) -> u32 {
        Back::start(self, at)
    }

    fn end(&mut self, at: u32) -> u32 {
        Back::end(self, at)
    }
}

/// The children of a node.
pub struct Children<'tree> {
    tree: &'tree Tree,
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
        self.at = self.tree.node(id).next;
        Some(id)
    }
}
