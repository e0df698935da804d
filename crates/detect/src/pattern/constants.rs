//! Constants: what a name holds if only one assignment can have set it when it is read, and strings put together from such.

use std::collections::HashMap;

use banbury_syntax::NodeId;

use crate::code::{Code, Kind, Role};

/// The assignments to the names of one text.
#[derive(Default)]
pub(crate) struct Constants<'text> {
    assigned: HashMap<&'text str, Vec<Assigned>>,
}

/// An assignment to a name.
#[derive(Clone, Copy)]
struct Assigned {
    at: NodeId,
    /// Index behind the assignment.
    behind: NodeId,
    /// None for a value that is not known: a parameter's, a loop's.
    value: Option<NodeId>,
    /// Whether it declares the name.
    declares: bool,
    /// The innermost function around it; 0 for none.
    function: NodeId,
    /// The innermost block around it.
    block: NodeId,
}

/// Most assignments to one name that are looked at.
const MOST_ASSIGNED: usize = 64;
/// How far a constant is followed through names and operands, and how deep in blocks a name may be read.
const DEEPEST: usize = 256;
const MOST_STEPS: usize = 32;

impl<'text> Constants<'text> {
    /// Collects the assignments of a text. Where the language has no declarations, what a function sets is its own.
    pub fn collect(code: &Code, text: &'text str, has_declarations: bool) -> Self {
        let mut constants = Self::default();
        // The functions and blocks around a node, with where they end.
        let mut functions: Vec<NodeId> = Vec::new();
        let mut blocks: Vec<NodeId> = vec![0];
        for (id, node) in (0..).zip(&code.nodes) {
            let is_closed = |open: &NodeId| code.node(*open).next <= id;
            while functions.last().is_some_and(is_closed) {
                functions.pop();
            }
            while blocks.len() > 1 && blocks.last().is_some_and(is_closed) {
                blocks.pop();
            }
            let function = functions.last().copied().unwrap_or(0);
            let block = blocks.last().copied().unwrap_or(0);
            let mut add = |name: NodeId, value: Option<NodeId>, declares: bool| {
                let assigned = Assigned { at: id, behind: node.next, value, declares, function, block };
                constants.assigned.entry(code.text(name, text)).or_default().push(assigned);
            };
            let is_name = |id: &NodeId| code.node(*id).kind == Kind::NAME;
            match node.kind {
                Kind::FUNCTION | Kind::LAMBDA => functions.push(id),
                Kind::BLOCK | Kind::MEMBERS => blocks.push(id),
                Kind::PARAMETERS => code.subtree(id).filter(is_name).for_each(|name| add(name, None, true)),
                Kind::ASSIGNMENT | Kind::VARIABLE | Kind::UPDATE => {
                    let declares = node.kind == Kind::VARIABLE || !has_declarations;
                    let value = code.child(id, Role::RIGHT);
                    match code.child(id, Role::LEFT) {
                        Some(left) if is_name(&left) && node.kind == Kind::UPDATE => add(left, None, false),
                        // A declaration alone sets nothing.
                        Some(left) if is_name(&left) && value.is_some() => add(left, value, declares),
                        Some(left) if !matches!(code.node(left).kind, Kind::NAME | Kind::MEMBER | Kind::INDEX) => {
                            code.subtree(left).filter(is_name).for_each(|name| add(name, None, declares));
                        }
                        _ => {}
                    }
                }
                _ if node.is_loop => {
                    if let Some(left) = code.child(id, Role::LEFT) {
                        code.subtree(left).filter(is_name).for_each(|name| add(name, None, false));
                    }
                }
                // `x++`, and `&x`, through which anything may be set.
                Kind::TOKEN if matches!(code.text(id, text), "++" | "--" | "&") => {
                    let mut operands = code.children(node.parent).filter(|part| *part != id);
                    if let (Some(only), None) = (operands.next(), operands.next())
                        && is_name(&only)
                    {
                        add(only, None, false);
                    }
                }
                _ => {}
            }
        }
        constants
    }

    /// The expression that the name at `id` was set to, and no other.
    pub fn value(&self, code: &Code, text: &str, id: NodeId) -> Option<NodeId> {
        let assigned = self.assigned.get(code.text(id, text)).filter(|all| all.len() <= MOST_ASSIGNED)?;
        let is_set = matches!(code.node(code.node(id).parent).kind, Kind::ASSIGNMENT | Kind::UPDATE | Kind::VARIABLE);
        match code.node(id).role {
            Role::KEY | Role::PROPERTY | Role::NAME => return None,
            Role::LEFT if is_set => return None,
            _ => {}
        }
        let (function, loops) = surroundings(code, id)?;
        let inside = |outer: NodeId, inner: NodeId| outer == 0 || code.subtree(outer).contains(&inner);
        // The variable is the one that the innermost function around declares, or else sets.
        let around = || assigned.iter().filter(|it| inside(it.function, id));
        let scope = around().filter(|it| it.declares).map(|it| it.function).max();
        let scope = scope.or_else(|| around().map(|it| it.function).max())?;
        // What a function in it declares is another variable.
        let is_same = |it: &&Assigned| {
            inside(scope, it.function)
                && (it.function == scope
                    || !assigned.iter().any(|other| {
                        other.declares && other.function > scope && inside(other.function, it.function)
                    }))
        };
        let same: Vec<Assigned> = assigned.iter().filter(is_same).copied().collect();
        let found = if scope == function {
            if same.iter().any(|it| it.function != scope) {
                return None;
            }
            let last = same.iter().filter(|it| it.behind <= id).max_by_key(|it| it.at)?;
            let is_set_again = |outer: &NodeId| {
                !inside(*outer, last.at) && same.iter().any(|it| inside(*outer, it.at))
            };
            if loops.iter().any(is_set_again) {
                return None;
            }
            *last
        } else {
            // Functions run at any time: what they read from outside must never be set again.
            match same.as_slice() {
                [only] => *only,
                _ => return None,
            }
        };
        // An assignment in a branch may not have run.
        if inside(found.block, id) { found.value } else { None }
    }

    /// The literal that an expression stands for.
    pub fn literal(&self, code: &Code, text: &str, id: NodeId) -> Option<NodeId> {
        let mut at = id;
        for _ in 0..MOST_STEPS {
            match code.node(at).kind {
                Kind::NAME => at = self.value(code, text, at)?,
                Kind::STRING | Kind::NUMBER | Kind::CONSTANT => return Some(at),
                _ => return None,
            }
        }
        None
    }

    /// Whether an expression is a string that is always the same: a literal, a name that holds one, or several joined.
    pub fn is_string(&self, code: &Code, text: &str, id: NodeId) -> bool {
        let mut left = vec![id];
        let mut has_string = false;
        for _ in 0..MOST_STEPS {
            let Some(at) = left.pop() else { return has_string };
            match code.node(at).kind {
                Kind::NAME => match self.value(code, text, at) {
                    Some(value) => left.push(value),
                    None => return false,
                },
                Kind::STRING | Kind::STRINGS => {
                    has_string = true;
                    left.extend(code.children(at));
                }
                Kind::NUMBER => {}
                Kind::BINARY => {
                    for part in code.children(at) {
                        match code.node(part).kind {
                            Kind::TOKEN if matches!(code.text(part, text), "+" | "." | "..") => {}
                            Kind::TOKEN => return false,
                            _ => left.push(part),
                        }
                    }
                }
                _ => return false,
            }
        }
        false
    }
}

/// The innermost function around a node, and the loops between.
fn surroundings(code: &Code, id: NodeId) -> Option<(NodeId, Vec<NodeId>)> {
    let mut loops = Vec::new();
    let mut at = id;
    for _ in 0..DEEPEST {
        let Some(parent) = code.parent(at) else { return Some((0, loops)) };
        let node = code.node(parent);
        if matches!(node.kind, Kind::FUNCTION | Kind::LAMBDA) {
            return Some((parent, loops));
        }
        if node.is_loop {
            loops.push(parent);
        }
        at = parent;
    }
    None
}
