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
    /// The types of which variables get new objects; none if these differ.
    constructed: IdMap<NameId, Option<NameId>>,
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
                Kind::VARIABLE | Kind::PARAMETER => {
                    scope.declare(unit, names, at);
                    scope.note_constructed(unit, dialect, names, at);
                }
                Kind::PARAMETERS => {
                    for child in code.children(at).filter(|child| code.node(*child).kind == Kind::NAME) {
                        let name = names.of(code.text(child, unit.text));
                        scope.assigned.insert(name);
                        scope.parameters.insert(name);
                    }
                }
                Kind::ASSIGNMENT => {
                    if dialect.assigning_declares {
                        scope.assign(unit, names, at);
                    }
                    scope.note_constructed(unit, dialect, names, at);
                }
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
            type_name = code.last_name(of_type).map(|last| names.of(code.text(last, unit.text)));
            is_indirect = code.subtree(of_type).any(|part| {
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

    /// Notes of `variable = new Type()` the type.
    fn note_constructed<'t>(&mut self, unit: &Unit<'t>, dialect: &Dialect, names: &mut FileNames<'t>, id: NodeId) {
        let code = unit.code;
        let (Some(left), Some(right)) = (code.child(id, Role::LEFT), code.child(id, Role::RIGHT)) else { return };
        if code.node(left).kind != Kind::NAME {
            return;
        }
        let Some(of) = constructed_type(code, unit.text, dialect, right) else { return };
        let of = names.of(code.text(of, unit.text));
        let known = self.constructed.entry(names.of(code.text(left, unit.text))).or_insert(Some(of));
        *known = known.filter(|known| *known == of);
    }

    /// The type of a variable, pointers aside, if it is declared or all that it gets are new objects of that type.
    pub fn type_of(&self, name: NameId) -> Option<NameId> {
        let declared = self.variables.get(&name).and_then(|declared| declared.type_name);
        declared.or_else(|| self.constructed.get(&name).copied().flatten())
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

    /// Whether there are parameters that are names alone.
    pub fn has_parameters(&self) -> bool {
        !self.parameters.is_empty()
    }

    pub fn has(&self, name: NameId) -> bool {
        self.variables.contains_key(&name) || self.assigned.contains(&name)
    }
}

/// The name of the type of which an expression makes a new object: `new Type()`, `&Type{}`, `Type.new`, `Type()`.
fn constructed_type(code: &Code, text: &str, dialect: &Dialect, id: NodeId) -> Option<NodeId> {
    let mut at = id;
    if !code.node(at).kind.is_shared() {
        // `&Type{}`
        at = code.children(at).last()?;
    }
    let callee = code.child(at, Role::CALLEE)?;
    let is_type = |name: &NodeId| {
        code.node(*name).kind == Kind::NAME && code.text(*name, text).starts_with(|first: char| first.is_uppercase())
    };
    match (code.node(at).kind, code.node(callee).kind) {
        (Kind::NEW, _) => code.last_name(callee),
        (Kind::CALL, Kind::NAME) => Some(callee).filter(is_type).filter(|_| !dialect.has_pointers),
        (Kind::CALL, Kind::MEMBER) => {
            let property = code.child(callee, Role::PROPERTY)?;
            code.child(callee, Role::OBJECT).filter(is_type).filter(|_| code.text(property, text) == "new")
        }
        _ => None,
    }
}
