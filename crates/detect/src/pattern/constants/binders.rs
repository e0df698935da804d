use banbury_syntax::NodeId;

use crate::c_library::LibraryFunction;
use crate::code::{Code, Kind, Lowering, Role};

/// What a grammar's own kinds do to names and to the order in which code runs.
pub(super) struct Binders {
    /// All names in them get values that are not known.
    patterns: Vec<Kind>,
    /// The same for the names on their left.
    clauses: Vec<Kind>,
    /// What is in them is changed in place.
    updates: Vec<Kind>,
    /// `&x`, through which others may change a name.
    references: Vec<Kind>,
    /// Names that belong to an outer scope.
    outer: Vec<Kind>,
    enumerators: Vec<Kind>,
    leaving: Vec<Kind>,
    negated: Vec<Kind>,
    /// Bodies that run whenever what stands before them does.
    plain: Vec<Kind>,
    /// The same, but for what handles errors.
    tries: Vec<Kind>,
    /// Whether functions of C's library write to what they are given.
    has_c_library: bool,
}

/// Names that one node gives a value to.
pub(super) struct Bound<'a> {
    pub names: Vec<&'a str>,
    /// The expression of which a single name gets the value.
    pub value: Option<NodeId>,
}

impl Binders {
    pub fn new(lowering: &Lowering) -> Self {
        let own = |names: &[&str]| names.iter().filter_map(|name| lowering.own_kind(name)).collect();
        Self {
            patterns: own(&["as_pattern_target", "delete_statement", "case_pattern"]),
            clauses: own(&["for_in_clause", "range_clause"]),
            updates: own(&["update_expression", "inc_statement", "dec_statement", "postfix_unary_expression"]),
            references: own(&["pointer_expression", "unary_expression", "reference_expression"]),
            outer: own(&["global_statement", "nonlocal_statement"]),
            enumerators: own(&["enumerator"]),
            leaving: own(&["raise_statement", "throw_statement", "throw_expression"]),
            negated: own(&["unary_operator", "unary_expression"]),
            plain: own(&[
                "with_statement",
                "synchronized_statement",
                "using_statement",
                "namespace_definition",
                "finally_clause",
            ]),
            tries: own(&["try_statement", "try_with_resources_statement"]),
            has_c_library: lowering.grammar.has_preprocessor(),
        }
    }

    /// The names that a node gives a value to as it is left.
    pub fn bound<'a>(&self, code: &Code, text: &'a str, id: NodeId) -> Bound<'a> {
        let node = code.node(id);
        let unknown = |names| Bound { names, value: None };
        match node.kind {
            Kind::ASSIGNMENT | Kind::VARIABLE | Kind::UPDATE => {
                let Some(left) = code.child(id, Role::LEFT) else { return unknown(Vec::new()) };
                let is_array = code.children(id).any(|part| code.node(part).kind == Kind::BOUNDS);
                // An empty one is yet to be filled.
                let is_text = |value: &NodeId| {
                    matches!(code.node(*value).kind, Kind::STRING | Kind::STRINGS) && code.text(*value, text) != "\"\""
                };
                let is_name = code.node(left).kind == Kind::NAME;
                // An array of characters holds the text that it is given; another one holds many values.
                let value = code.child(id, Role::RIGHT).filter(|value| is_name && (!is_array || is_text(value)));
                let mut names = names_in(code, text, left);
                if self.has_c_library && code.node(left).kind == Kind::INDEX {
                    names.extend(name_in_role(code, text, left, Role::OBJECT));
                }
                Bound { names, value }
            }
            Kind::FUNCTION | Kind::CLASS => {
                unknown(code.child(id, Role::NAME).map(|name| code.text(name, text)).into_iter().collect())
            }
            Kind::CALL if self.has_c_library => unknown(written_by_library(code, text, id)),
            kind if self.patterns.contains(&kind) || self.outer.contains(&kind) => unknown(names_in(code, text, id)),
            kind if node.is_loop || self.clauses.contains(&kind) => {
                let left = code.child(id, Role::LEFT).filter(|left| code.node(*left).kind != Kind::BLOCK);
                unknown(left.map(|left| names_in(code, text, left)).unwrap_or_default())
            }
            kind if self.enumerators.contains(&kind) => Bound {
                names: code.child(id, Role::NAME).map(|name| code.text(name, text)).into_iter().collect(),
                value: code.child(id, Role::VALUE),
            },
            kind if self.updates.contains(&kind)
                || (self.references.contains(&kind) && takes_address(code, text, id)) =>
            {
                let names = code.children(id).filter(|part| code.node(*part).kind == Kind::NAME);
                unknown(names.map(|name| code.text(name, text)).collect())
            }
            _ => unknown(Vec::new()),
        }
    }

    pub fn is_outer(&self, kind: Kind) -> bool {
        self.outer.contains(&kind)
    }

    /// Whether nothing behind it runs.
    pub fn leaves(&self, kind: Kind) -> bool {
        kind == Kind::RETURN || self.leaving.contains(&kind)
    }

    /// Whether it may be `-x`.
    pub fn may_negate(&self, kind: Kind) -> bool {
        self.negated.contains(&kind)
    }

    /// Whether a block in a role in a node of this kind runs whenever the node does.
    pub fn always_runs(&self, kind: Kind, role: Role) -> bool {
        (role == Role::BODY && self.tries.contains(&kind))
            || matches!(kind, Kind::BLOCK | Kind::FUNCTION | Kind::LAMBDA | Kind::CLASS | Kind::MEMBERS)
            || self.plain.contains(&kind)
    }
}

/// The names of what a call of C's library writes to.
fn written_by_library<'a>(code: &Code, text: &'a str, call: NodeId) -> Vec<&'a str> {
    let function = name_in_role(code, text, call, Role::CALLEE).and_then(LibraryFunction::named);
    let (Some(function), Some(arguments)) = (function, code.child(call, Role::ARGUMENTS)) else { return Vec::new() };
    let written = (0..=u16::MAX).zip(code.children(arguments)).filter(|(at, _)| function.writes(*at)).map(|(_, id)| id);
    written.filter(|id| code.node(*id).kind == Kind::NAME).map(|id| code.text(id, text)).collect()
}

fn name_in_role<'a>(code: &Code, text: &'a str, id: NodeId, role: Role) -> Option<&'a str> {
    let name = code.child(id, role).filter(|name| code.node(*name).kind == Kind::NAME)?;
    Some(code.text(name, text))
}

fn takes_address(code: &Code, text: &str, id: NodeId) -> bool {
    code.children(id).next().is_some_and(|first| matches!(code.text(first, text), "&" | "&mut"))
}

/// The names in a target; what is reached through an object or an index is no name.
fn names_in<'a>(code: &Code, text: &'a str, target: NodeId) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut id = target;
    let end = code.node(target).next;
    while id < end {
        let node = code.node(id);
        match node.kind {
            Kind::NAME => names.push(code.text(id, text)),
            Kind::MEMBER | Kind::INDEX | Kind::CALL => {
                id = node.next;
                continue;
            }
            _ => {}
        }
        id += 1;
    }
    names
}
