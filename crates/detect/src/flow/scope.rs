use banbury_syntax::NodeId;

use super::dialect::Dialect;
use super::facts::NameId;
use super::ids::{IdMap, IdSet};
use super::names::FileNames;
use crate::code::{Code, Kind, Role};
use crate::pattern::Unit;

/// What a declaration says of a variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Declared {
    /// The name of its type, pointers aside.
    pub type_name: Option<NameId>,
    /// Whether it is a pointer or an array, so that a call may write to what it leads to.
    pub is_indirect: bool,
}

/// The variables of a function, or those outside all functions.
#[derive(Default)]
pub(super) struct Scope {
    pub variables: IdMap<NameId, Declared>,
    /// Variables that an assignment declares.
    assigned: IdSet<NameId>,
    parameters: IdSet<NameId>,
}

impl Scope {
    /// Collects from `id` and all below it, but nothing inside further functions.
    pub fn collect<'t>(unit: &Unit<'t>, dialect: &Dialect, names: &mut FileNames<'t>, id: NodeId) -> Self {
        let code = unit.code;
        let mut scope = Self::default();
        let range = code.subtree(id);
        let mut at = range.start;
        while at < range.end {
            let node = code.node(at);
            match node.kind {
                Kind::FUNCTION | Kind::CLASS if at != id && id == 0 => {
                    at = node.next;
                    continue;
                }
                Kind::VARIABLE | Kind::PARAMETER => scope.declare(unit, names, at),
                Kind::PARAMETERS => {
                    for child in code.children(at).filter(|child| code.node(*child).kind == Kind::NAME) {
                        let name = names.of(code.text(child, unit.text));
                        scope.assigned.insert(name);
                        scope.parameters.insert(name);
                    }
                }
                Kind::ASSIGNMENT if dialect.assigning_declares => scope.assign(unit, names, at),
                _ if node.is_loop => scope.assign(unit, names, at),
                _ => {}
            }
            at += 1;
        }
        scope
    }

    fn declare<'t>(&mut self, unit: &Unit<'t>, names: &mut FileNames<'t>, id: NodeId) {
        let code = unit.code;
        let (mut type_name, mut is_indirect) = (None, false);
        if let Some(of_type) = code.child(id, Role::TYPE) {
            let parts = code.subtree(of_type);
            let last = parts.clone().rev().find(|part| code.node(*part).kind == Kind::NAME);
            type_name = last.map(|last| names.of(code.text(last, unit.text)));
            is_indirect = parts.clone().any(|part| {
                code.node(part).kind == Kind::TOKEN && matches!(code.text(part, unit.text), "*" | "&" | "^")
            });
        }
        is_indirect |= code.children(id).any(|child| code.node(child).kind == Kind::BOUNDS);
        let declared = Declared { type_name, is_indirect };
        for child in code.children(id) {
            let node = code.node(child);
            match (node.kind, node.role) {
                (Kind::NAME, Role::NAME | Role::LEFT | Role::NONE) => {
                    self.variables.insert(names.of(code.text(child, unit.text)), declared);
                }
                (_, Role::LEFT) => self.assign_leaves(code, unit.text, names, child),
                _ => {}
            }
        }
    }

    fn assign<'t>(&mut self, unit: &Unit<'t>, names: &mut FileNames<'t>, id: NodeId) {
        if let Some(left) = unit.code.child(id, Role::LEFT) {
            self.assign_leaves(unit.code, unit.text, names, left);
        }
    }

    /// The names in a target of an assignment, objects of members aside.
    fn assign_leaves<'t>(&mut self, code: &Code, text: &'t str, names: &mut FileNames<'t>, target: NodeId) {
        let range = code.subtree(target);
        let mut at = range.start;
        while at < range.end {
            let node = code.node(at);
            match node.kind {
                Kind::MEMBER | Kind::INDEX => {
                    at = node.next;
                    continue;
                }
                Kind::NAME => {
                    self.assigned.insert(names.of(code.text(at, text)));
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// The variables that are declared outright, not by an assignment.
    pub fn declared(&self) -> impl Iterator<Item = NameId> {
        self.variables.keys().chain(&self.parameters).copied()
    }

    pub fn has(&self, name: NameId) -> bool {
        self.variables.contains_key(&name) || self.assigned.contains(&name)
    }
}
