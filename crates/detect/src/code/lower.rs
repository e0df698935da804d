use std::ops::Range;

use banbury_syntax::{NodeId, Tree};

use super::table::{Action, Lowering};
use super::{Code, CodeNode, Kind, Role};

/// Work that is left to do; the last entry comes first. Hostile trees are too deep to recurse into.
pub(crate) enum Task {
    /// A node of the grammar's tree, in a role.
    Lower(NodeId, Role),
    /// The same, as a block even if it is a single statement.
    Block(NodeId, Role),
    /// The same, without its keywords and operators.
    Children(NodeId, bool),
    /// Opens a node that covers a range.
    Open(Kind, Role, Range<u32>, bool),
    /// A node without children.
    Leaf(Kind, Role, Range<u32>),
    /// Closes the node that was opened last.
    Close,
}

/// A tree that is being lowered.
pub(crate) struct Lower<'a> {
    pub lowering: &'a Lowering,
    pub tree: &'a Tree,
    pub text: &'a str,
    pub code: Code,
    pub(super) tasks: Vec<Task>,
    open: Vec<NodeId>,
}

/// Most nodes of a type or of modifiers that are repeated for each of several declarations.
const LARGEST_SHARED: NodeId = 64;

impl<'a> Lower<'a> {
    pub(super) fn new(lowering: &'a Lowering, tree: &'a Tree, text: &'a str) -> Self {
        let code = Code { nodes: Vec::with_capacity(tree.nodes.len() * 2 / 3) };
        Self { lowering, tree, text, code, tasks: Vec::new(), open: Vec::new() }
    }

    pub(super) fn run(&mut self) {
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Lower(id, role) => self.node(id, role, false),
                Task::Block(id, role) => self.node(id, role, true),
                Task::Children(id, tokens) => self.push_children(id, Role::NONE, tokens),
                Task::Open(kind, role, range, is_loop) => self.open(kind, role, range, is_loop),
                Task::Leaf(kind, role, range) => {
                    self.open(kind, role, range, false);
                    self.close();
                }
                Task::Close => self.close(),
            }
        }
    }

    /// Does `tasks` next, in their order.
    pub fn then(&mut self, tasks: impl IntoIterator<Item = Task, IntoIter: DoubleEndedIterator>) {
        self.tasks.extend(tasks.into_iter().rev());
    }

    fn open(&mut self, kind: Kind, role: Role, range: Range<u32>, is_loop: bool) {
        let id = self.code.nodes.len() as NodeId;
        let parent = self.open.last().copied().unwrap_or(0);
        self.code.nodes.push(CodeNode {
            kind,
            role,
            is_loop,
            start: range.start,
            end: range.end,
            next: id + 1,
            parent,
        });
        self.open.push(id);
    }

    fn close(&mut self) {
        if let Some(id) = self.open.pop() {
            self.code.nodes[id as usize].next = self.code.nodes.len() as NodeId;
        }
    }

    fn node(&mut self, id: NodeId, role: Role, as_block: bool) {
        let node = self.tree.node(id);
        let range = node.start..node.end;
        let action = self.lowering.action(node);
        if as_block && !self.is_block(id) {
            self.open(Kind::BLOCK, role, range, false);
            self.then([Task::Lower(id, Role::NONE), Task::Close]);
            return;
        }
        let is_loop = self.lowering.is_loop(node.kind);
        match action {
            Action::Drop => {}
            Action::Own => {
                self.open(Kind::own(node.kind), role, range, is_loop);
                self.then([Task::Children(id, true), Task::Close]);
            }
            Action::As(kind) => {
                self.open(kind, role, range, is_loop);
                self.then([Task::Children(id, false), Task::Close]);
            }
            Action::WithTokens(kind) => {
                self.open(kind, role, range, is_loop);
                self.then([Task::Children(id, true), Task::Close]);
            }
            Action::Leaf(kind) => {
                self.open(kind, role, range, false);
                self.close();
            }
            Action::Splice => self.push_children(id, role, true),
            Action::Custom(lower) | Action::Statement(lower) => lower(self, id, role),
        }
    }

    /// The children of a node that may come to something, with their roles.
    pub fn parts(&self, id: NodeId) -> Vec<(NodeId, Role)> {
        let kind = self.tree.node(id).kind;
        self.tree
            .children(id)
            .filter(|child| {
                let node = self.tree.node(*child);
                !node.is_extra() && !node.is_missing()
            })
            .map(|child| (child, self.lowering.role(kind, self.tree.node(child).field)))
            .collect()
    }

    /// What several declarations share, for the one of them at `index`. Only the first gets it if it is longer than any program
    /// writes: hostile text would repeat it without end.
    pub fn shared(&self, id: NodeId, role: Role, index: usize) -> Option<Task> {
        let size = self.tree.node(id).next.saturating_sub(id);
        (index == 0 || size <= LARGEST_SHARED).then_some(Task::Lower(id, role))
    }

    /// The parts that are no keywords, operators or punctuation.
    pub fn named(&self, id: NodeId) -> Vec<NodeId> {
        let parts = self.parts(id).into_iter().map(|part| part.0);
        parts.filter(|part| self.tree.node(*part).is_named()).collect()
    }

    fn push_children(&mut self, id: NodeId, inherited: Role, tokens: bool) {
        let at = self.tasks.len();
        let parent = self.tree.node(id).kind;
        for child in self.tree.children(id) {
            let node = self.tree.node(child);
            if node.is_extra() || node.is_missing() || (!tokens && !node.is_named()) {
                continue;
            }
            let own = self.lowering.role(parent, node.field);
            let role = if inherited == Role::NONE { own } else { inherited };
            // The word `else` is no branch.
            if !node.is_named() && matches!(role, Role::THEN | Role::ELSE | Role::BODY) {
                continue;
            }
            self.tasks.push(match role {
                Role::THEN | Role::ELSE | Role::BODY => Task::Block(child, role),
                _ => Task::Lower(child, role),
            });
        }
        self.tasks[at..].reverse();
    }

    /// Whether a node becomes a block, or something that holds what becomes one.
    fn is_block(&self, id: NodeId) -> bool {
        match self.lowering.action(self.tree.node(id)) {
            Action::As(kind) | Action::WithTokens(kind) => matches!(kind, Kind::BLOCK | Kind::MEMBERS | Kind::RECORD),
            Action::Splice | Action::Drop | Action::Custom(_) => true,
            Action::Own | Action::Leaf(_) | Action::Statement(_) => false,
        }
    }

    /// The first part in a role.
    pub fn part(&self, id: NodeId, role: Role) -> Option<NodeId> {
        self.parts(id).into_iter().find(|part| part.1 == role).map(|part| part.0)
    }

    pub fn range(&self, id: NodeId) -> Range<u32> {
        let node = self.tree.node(id);
        node.start..node.end
    }

    /// The grammar's name of a node's kind.
    pub fn name(&self, id: NodeId) -> &'static str {
        self.lowering.name(self.tree.node(id).kind)
    }
}
