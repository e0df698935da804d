use std::collections::HashMap;

use banbury_syntax::{Grammar, Node, NodeId, Tree};

use super::lower::{Lower, Task};
use super::{Code, Kind, Role};

/// What becomes of a node of the grammar's tree.
#[derive(Clone, Copy)]
pub(crate) enum Action {
    /// It keeps its own kind, and its keywords and operators.
    Own,
    /// It gets a kind that all languages share; punctuation and keywords inside it go.
    As(Kind),
    /// The same, with keywords and operators kept.
    WithTokens(Kind),
    /// It gets that kind and nothing of what is in it.
    Leaf(Kind),
    /// It goes, and its children take its place.
    Splice,
    /// It goes with all that is in it.
    Drop,
    /// Something else.
    Custom(fn(&mut Lower<'_>, NodeId, Role)),
    /// Something else that is a statement, and alone in a branch gets a block around it.
    Statement(fn(&mut Lower<'_>, NodeId, Role)),
}

/// How one language is lowered, in the grammar's own names.
pub(super) struct Description {
    pub kinds: &'static [(&'static str, Action)],
    /// `(field, role)`; a field of one kind alone is `kind.field`.
    pub fields: &'static [(&'static str, Role)],
    /// Kinds that are loops.
    pub loops: &'static [&'static str],
}

/// How one language is lowered, by the grammar's numbers.
pub(crate) struct Lowering {
    pub grammar: Grammar,
    actions: Vec<Action>,
    roles: Vec<Role>,
    own_roles: Vec<(u16, u16, Role)>,
    loops: Vec<bool>,
    punctuation: Vec<bool>,
    names: Vec<&'static str>,
    has_own_roles: Vec<bool>,
    /// The kinds of named nodes: the library finds a name by comparing all.
    own_kinds: HashMap<&'static str, Kind>,
    /// Sets, and shells in shells, where the grammar has them: matching asks for them again and again.
    pub set: Option<Kind>,
    pub subshell: Option<Kind>,
}

/// Tokens that say nothing which the kinds of the nodes do not.
const PUNCTUATION: [&str; 13] = ["(", ")", "{", "}", "[", "]", ",", ";", ":", "\n", ";;", "`", "\""];

impl Lowering {
    pub(super) fn new(grammar: Grammar, descriptions: &[&Description]) -> Self {
        let tables = grammar.tables();
        let count = tables.node_kind_count() as u16;
        let names: Vec<&'static str> = (0..count).map(|id| tables.node_kind_for_id(id).unwrap_or("")).collect();
        let is_named = |id: u16| tables.node_kind_is_named(id);
        let own_kind = |(id, name): (u16, &&'static str)| {
            let own = if is_named(id) { tables.id_for_node_kind(name, true) } else { 0 };
            (own != 0).then(|| (*name, Kind::own(own)))
        };
        let own_kinds = (0..).zip(&names).filter_map(own_kind).collect();
        let mut lowering = Self {
            grammar,
            actions: vec![Action::Own; names.len()],
            roles: (0..=tables.field_count() as u16)
                .map(|id| if id == 0 { Role::NONE } else { Role::own(id) })
                .collect(),
            own_roles: Vec::new(),
            loops: vec![false; names.len()],
            punctuation: (0..count).map(|id| !is_named(id) && PUNCTUATION.contains(&names[id as usize])).collect(),
            has_own_roles: vec![false; names.len()],
            names,
            own_kinds,
            set: None,
            subshell: None,
        };
        lowering.set = lowering.own_kind("set");
        lowering.subshell = lowering.own_kind("subshell");
        let of_name = |lowering: &Self, name: &str| -> Vec<u16> {
            (0..count).filter(|id| is_named(*id) && lowering.names[*id as usize] == name).collect()
        };
        for description in descriptions {
            for (name, action) in description.kinds {
                for id in of_name(&lowering, name) {
                    lowering.actions[id as usize] = *action;
                }
            }
            for (name, role) in description.fields {
                let (kind, field) = name.split_once('.').map_or((None, *name), |(kind, field)| (Some(kind), field));
                let Some(field) = tables.field_id_for_name(field).map(|id| id.get()) else { continue };
                match kind {
                    None => lowering.roles[field as usize] = *role,
                    Some(kind) => {
                        for id in of_name(&lowering, kind) {
                            lowering.own_roles.push((id, field, *role));
                            lowering.has_own_roles[id as usize] = true;
                        }
                    }
                }
            }
            for name in description.loops {
                for id in of_name(&lowering, name) {
                    lowering.loops[id as usize] = true;
                }
            }
        }
        // What a later description says of a field goes before.
        lowering.own_roles.reverse();
        lowering
    }

    /// Lowers a tree.
    pub fn lower(&self, tree: &Tree, text: &str) -> Code {
        let mut lower = Lower::new(self, tree, text);
        lower.tasks.push(Task::Lower(0, Role::NONE));
        lower.run();
        lower.code
    }

    pub(super) fn action(&self, node: &Node) -> Action {
        if node.is_error() {
            return Action::WithTokens(Kind::ERROR);
        }
        if !node.is_named() {
            return match self.punctuation.get(node.kind as usize) {
                Some(false) => Action::Leaf(Kind::TOKEN),
                _ => Action::Drop,
            };
        }
        self.actions.get(node.kind as usize).copied().unwrap_or(Action::Own)
    }

    /// The role of a node that fills `field` in a parent of `kind`.
    pub(super) fn role(&self, kind: u16, field: u16) -> Role {
        if self.has_own_roles.get(kind as usize).copied().unwrap_or(false)
            && let Some((_, _, role)) = self.own_roles.iter().find(|it| it.0 == kind && it.1 == field)
        {
            return *role;
        }
        self.roles.get(field as usize).copied().unwrap_or(Role::NONE)
    }

    pub(super) fn is_loop(&self, kind: u16) -> bool {
        self.loops.get(kind as usize).copied().unwrap_or(false)
    }

    /// The grammar's name of a node's kind.
    pub(super) fn name(&self, kind: u16) -> &'static str {
        self.names.get(kind as usize).copied().unwrap_or("ERROR")
    }

    /// The kind that a node of the grammar gets if it keeps its own.
    pub fn own_kind(&self, name: &str) -> Option<Kind> {
        self.own_kinds.get(name).copied()
    }
}
