//! Pointers that are other names for something: set once in a function, to what stays where it is.

use banbury_syntax::NodeId;

use super::facts::NameId;
use super::ids::{IdMap, IdSet};
use super::names::FileNames;
use super::scope::Scope;
use crate::code::functions::parameter_name;
use crate::code::{Code, Kind, Role};
use crate::pattern::Unit;

/// Pointers to pointers that are followed.
const DEEPEST: u8 = 8;

/// Types of which a pointer leads to a text or to plain bytes.
const BYTES: [&str; 8] = ["char", "u8", "uint8_t", "uchar", "UINT8", "BYTE", "byte", "void"];

/// What a pointer is another name for.
#[derive(Clone, Copy)]
pub(super) struct Alias {
    /// What it is set to.
    pub value: NodeId,
    /// The variable or field in that.
    pub target: NodeId,
    /// The variable that this is or is in.
    base: NameId,
    depth: u8,
}

/// The pointers of one function that are other names.
#[derive(Default)]
pub(super) struct Aliases(IdMap<NameId, Alias>);

/// Names of a variable and of fields in it, outermost first.
type Path = Vec<NameId>;

struct Assigned {
    path: Path,
    at: NodeId,
    value: Option<NodeId>,
}

impl Aliases {
    pub fn of(&self, name: NameId) -> Option<Alias> {
        self.0.get(&name).copied()
    }

    /// Collects those of a function.
    pub fn collect<'t>(
        unit: &Unit<'t>,
        scope: &Scope,
        parameters: &[NodeId],
        names: &mut FileNames<'t>,
        function: NodeId,
    ) -> Self {
        let (code, text) = (unit.code, unit.text);
        let mut assigned: Vec<Assigned> = Vec::new();
        // A name that is declared twice stands for two variables.
        let (mut declared, mut ambiguous) = (IdSet::default(), IdSet::default());
        // A parameter has got its value before anything else.
        for parameter in parameters {
            let name = parameter_name(code, *parameter).map(|name| names.of(code.text(name, text)));
            assigned.extend(name.map(|name| Assigned { path: vec![name], at: function, value: None }));
        }
        for id in code.subtree(function) {
            let node = code.node(id);
            match node.kind {
                Kind::VARIABLE | Kind::ASSIGNMENT => {
                    let Some(left) = code.child(id, Role::LEFT) else { continue };
                    if node.kind == Kind::VARIABLE {
                        let name = names.of(code.text(left, text));
                        if !declared.insert(name) {
                            ambiguous.insert(name);
                        }
                    }
                    let value = code.child(id, Role::RIGHT);
                    // What is declared without a value has an address all the same, and gets its value later.
                    if value.is_some()
                        && let Some(path) = path(code, text, names, left)
                    {
                        assigned.push(Assigned { path, at: id, value });
                    }
                }
                // Whoever has the address of a pointer may set it.
                kind if !kind.is_shared() => {
                    if let Some(("&", operand)) = signed(code, text, id)
                        && let Some(path) = path(code, text, names, operand)
                    {
                        assigned.push(Assigned { path, at: id, value: None });
                    }
                }
                _ => {}
            }
        }
        assigned.sort_by(|left, right| (&left.path, left.at).cmp(&(&right.path, right.at)));
        let mut aliases = Self::default();
        let mut in_order: Vec<usize> = (0..assigned.len()).collect();
        in_order.sort_by_key(|at| assigned[*at].at);
        for at in in_order {
            let Assigned { path, at, value: Some(value) } = &assigned[at] else { continue };
            let [pointer] = path[..] else { continue };
            let Some(declared) = scope.variables.get(&pointer).filter(|declared| declared.is_indirect) else {
                continue;
            };
            if ambiguous.contains(&pointer) || times(&assigned, path).len() != 1 {
                continue;
            }
            let is_of_bytes = declared.type_name.is_some_and(|of| BYTES.contains(&names.text(of)));
            if let Some(alias) = aliases.alias(code, text, names, &assigned, (*at, *value), is_of_bytes)
                && !ambiguous.contains(&alias.base)
            {
                aliases.0.insert(pointer, alias);
            }
        }
        aliases
    }

    fn alias<'t>(
        &self,
        code: &Code,
        text: &'t str,
        names: &mut FileNames<'t>,
        assigned: &[Assigned],
        (at, value): (NodeId, NodeId),
        is_of_bytes: bool,
    ) -> Option<Alias> {
        let (target, is_address) = pointed_to(code, text, value)?;
        // Of what a pointer in a field leads to, the fields are asked for by their type.
        if code.node(target).kind == Kind::MEMBER && !is_address && !is_of_bytes {
            return None;
        }
        let whole = path(code, text, names, target)?;
        // What an address is taken of may get other values; what a value is taken of may not.
        let fixed = if is_address { whole.len() - 1 } else { whole.len() };
        for length in 1..=fixed {
            let once_before = |times: &[Assigned]| match times {
                [] => true,
                [only] => length == 1 && only.at < at,
                _ => false,
            };
            if !once_before(times(assigned, &whole[..length])) {
                return None;
            }
        }
        let base = *whole.first()?;
        let depth = self.of(base).map_or(0, |through| through.depth + 1);
        (depth < DEEPEST).then_some(Alias { value, target, base, depth })
    }
}

/// The assignments to a place.
fn times<'s>(assigned: &'s [Assigned], path: &[NameId]) -> &'s [Assigned] {
    let from = assigned.partition_point(|it| it.path.as_slice() < path);
    let count = assigned[from..].iter().take_while(|it| it.path == path).count();
    &assigned[from..from + count]
}

/// The sign and the operand of `&x`, `*x` and their like.
pub(super) fn signed<'t>(code: &Code, text: &'t str, id: NodeId) -> Option<(&'t str, NodeId)> {
    let mut children = code.children(id);
    let (sign, operand) = (children.next()?, children.next()?);
    let is_signed = code.node(sign).kind == Kind::TOKEN && children.next().is_none();
    is_signed.then(|| (code.text(sign, text), operand))
}

/// What a pointer that is set to this points to or into: `x`, `x + 1`, `&x`, `&x[1]`, and whether its address is taken.
fn pointed_to(code: &Code, text: &str, value: NodeId) -> Option<(NodeId, bool)> {
    let (mut at, mut is_address) = (value, false);
    loop {
        match code.node(at).kind {
            Kind::NAME | Kind::MEMBER => return Some((at, is_address)),
            Kind::CAST => at = code.cast_operand(at)?,
            Kind::INDEX if is_address => at = code.child(at, Role::OBJECT)?,
            Kind::BINARY => {
                let mut children = code.children(at);
                let (left, sign) = (children.next()?, children.next()?);
                if !matches!(code.text(sign, text), "+" | "-") {
                    return None;
                }
                at = left;
            }
            _ => match signed(code, text, at)? {
                ("&", operand) => (at, is_address) = (operand, true),
                _ => return None,
            },
        }
    }
}

/// The path to a variable or field that is named without an index or a step through a pointer to a pointer.
fn path<'t>(code: &Code, text: &'t str, names: &mut FileNames<'t>, id: NodeId) -> Option<Path> {
    let (mut at, mut path) = (id, Path::new());
    while code.node(at).kind == Kind::MEMBER {
        path.push(names.of(code.text(code.child(at, Role::PROPERTY)?, text)));
        at = code.child(at, Role::OBJECT)?;
        if path.len() > usize::from(DEEPEST) {
            return None;
        }
    }
    if code.node(at).kind != Kind::NAME {
        return None;
    }
    path.push(names.of(code.text(at, text)));
    path.reverse();
    Some(path)
}
