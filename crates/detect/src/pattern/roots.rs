//! Where a pattern is looked for: the nodes at which it may match, and the statements at which a run of them may begin.

use std::ops::Range;

use banbury_syntax::NodeId;

use super::binding::{Bindings, Match};
use super::compile::{Pat, Pattern, What};
use super::matching::{Matcher, STEPS_PER_MATCH, has_any_name, in_role, is_open, lambdas_stand_for_functions};
use super::script::is_script;
use crate::code::{Kind, Role};

impl Matcher<'_, '_> {
    /// Every match of `pattern`, in the order of the text; only those inside `scope`, if there is one.
    pub fn find(&self, pattern: &Pattern, scope: Option<&Range<u32>>) -> Vec<Match> {
        let mut found = Vec::new();
        match pattern {
            Pattern::One(pat) => self.each_root(pat, scope, &mut |id| {
                let range = self.code().range(id);
                self.node(pat, id, &mut Bindings::default(), &mut |bindings| {
                    self.charge(STEPS_PER_MATCH);
                    found.push(Match { range: range.clone(), bindings: bindings.clone() });
                });
            }),
            Pattern::Statements(pats) => self.each_run(pats, scope, &mut found),
            Pattern::Nothing => {}
        }
        found.sort_by_key(|it| (it.range.start, it.range.end));
        found.dedup();
        found
    }

    /// About how many places a pattern may match at, by the rarest of its parts.
    pub fn places(&self, pattern: &Pattern) -> usize {
        let may_match = match pattern {
            Pattern::One(pat) => self.may_hold(pat.features, 0),
            Pattern::Statements(pats) => pats.iter().all(|pat| self.may_hold(pat.features, 0)),
            Pattern::Nothing => false,
        };
        match pattern {
            _ if !may_match => 0,
            Pattern::One(pat) => self.places_of(pat),
            Pattern::Statements(pats) => pats.iter().map(|pat| self.places_of(pat)).min().unwrap_or(0),
            Pattern::Nothing => 0,
        }
    }

    /// Recursion is bounded by the depth of the pattern.
    fn places_of(&self, pat: &Pat) -> usize {
        match &pat.what {
            What::Node { kind, children, .. } => {
                let inner = children.iter().map(|child| self.places_of(child)).min().unwrap_or(usize::MAX);
                let own = match kind {
                    &Kind::CALL => match called_name(children) {
                        Some(name) => self.unit.calls_of(name).len(),
                        None => {
                            self.wanted_calls(children).map_or(self.unit.of_kind(*kind).len(), |wanted| wanted.len())
                        }
                    },
                    &Kind::FUNCTION => self.wanted_functions(children),
                    // Statements, and what is most of a text, say nothing.
                    &Kind::EXPRESSION_STATEMENT | &Kind::BLOCK | &Kind::ARGUMENTS | &Kind::STRING => usize::MAX,
                    &Kind::ASSIGNMENT => self.unit.of_kind(*kind).len() + self.unit.of_kind(Kind::VARIABLE).len(),
                    _ => self.unit.of_kind(*kind).len(),
                };
                own.min(inner)
            }
            What::Deep(inside) | What::Chain(inside) => self.places_of(inside),
            _ => self.code().nodes.len(),
        }
    }

    fn each_run(&self, pats: &[Pat], scope: Option<&Range<u32>>, found: &mut Vec<Match>) {
        for block in [Kind::BLOCK, Kind::MEMBERS].into_iter().flat_map(|kind| self.unit.of_kind(kind)) {
            let range = self.code().range(*block);
            if !self.is_near(range.start, range.end) || !pats.iter().all(|pat| self.may_hold(pat.features, *block)) {
                continue;
            }
            let statements = self.children(*block);
            for (at, first) in statements.iter().enumerate() {
                let start = self.code().node(*first).start;
                if !self.is_near(start, range.end) {
                    continue;
                }
                if self.gave_up() {
                    return;
                }
                if scope.is_some_and(|scope| start < scope.start || start >= scope.end) {
                    continue;
                }
                let bindings = &mut Bindings::default();
                self.statements(pats, &statements[at..], false, start, bindings, &mut |bindings, end| {
                    self.charge(STEPS_PER_MATCH);
                    found.push(Match { range: start..end, bindings: bindings.clone() });
                });
            }
        }
    }

    /// Of nodes in the order of the text, those that begin in `scope`.
    fn starting_in<'n>(&self, scope: Option<&Range<u32>>, nodes: &'n [NodeId]) -> &'n [NodeId] {
        let Some(scope) = scope else { return nodes };
        let first = nodes.partition_point(|id| self.code().node(*id).start < scope.start);
        let behind = nodes.partition_point(|id| self.code().node(*id).start <= scope.end);
        nodes.get(first..behind).unwrap_or(&[])
    }

    /// Calls `visit` for each node at which `pat` may match.
    fn each_root(&self, pat: &Pat, scope: Option<&Range<u32>>, visit: &mut dyn FnMut(NodeId)) {
        let inside = |id: &NodeId| {
            let node = self.code().node(*id);
            scope.is_none_or(|scope| scope.start <= node.start && node.end <= scope.end)
                && self.is_near(node.start, node.end)
        };
        // Where a name stands for another name or for an expression, and a cast for what is cast, the text does not tell.
        let may_be = |id: &NodeId| {
            !self.unit.names.is_empty()
                || self.propagation.symbols
                || self.code().node(*id).kind == Kind::CAST
                || self.near.is_none_or(|near| near.may_stand_for(self.unit.text, self.code().range(*id)))
        };
        // What a metavariable stands for is looked at whatever it is.
        let is_scope = |id: NodeId| scope.is_some_and(|scope| *scope == self.code().range(id));
        let mut of_nodes = |nodes: &[NodeId]| {
            self.starting_in(scope, nodes)
                .iter()
                .filter(|id| inside(id))
                .take_while(|_| !self.gave_up())
                .for_each(|id| visit(*id));
        };
        let unit = self.unit;
        match &pat.what {
            What::Node { kind: Kind::CALL, children, .. } => match called_name(children) {
                Some(name) => of_nodes(unit.calls_of(name)),
                None => match self.wanted_calls(children) {
                    Some(wanted) => of_nodes(&wanted),
                    None => of_nodes(unit.of_kind(Kind::CALL)),
                },
            },
            What::Node { kind: Kind::ASSIGNMENT, .. } => {
                of_nodes(unit.of_kind(Kind::ASSIGNMENT));
                of_nodes(unit.of_kind(Kind::VARIABLE));
            }
            What::Node { kind: Kind::MEMBER, .. } => {
                of_nodes(unit.of_kind(Kind::MEMBER));
                if !unit.names.is_empty() {
                    of_nodes(unit.of_kind(Kind::NAME));
                }
            }
            What::Leaf { kind: Kind::NAME, .. } => {
                let used: Vec<NodeId> = unit
                    .of_kind(Kind::NAME)
                    .iter()
                    .copied()
                    .filter(|id| self.is_expression(*id) || is_scope(*id))
                    .collect();
                of_nodes(&used);
                if !unit.names.is_empty() {
                    of_nodes(unit.of_kind(Kind::MEMBER));
                }
            }
            What::Node { kind: Kind::LAMBDA, .. } if lambdas_stand_for_functions(unit.lowering.grammar) => {
                of_nodes(unit.of_kind(Kind::LAMBDA));
                of_nodes(unit.of_kind(Kind::FUNCTION));
            }
            What::Node { kind: Kind::FUNCTION, children, .. } => {
                of_nodes(unit.of_kind(Kind::FUNCTION));
                of_nodes(unit.of_kind(Kind::PROTOTYPE));
                if has_any_name(children) {
                    of_nodes(unit.of_kind(Kind::LAMBDA));
                }
            }
            What::Node { kind: Kind::IMPORT, .. } => {
                of_nodes(unit.of_kind(Kind::IMPORT));
                of_nodes(unit.of_kind(Kind::VARIABLE));
            }
            // Statements have several equivalents.
            What::Node { kind: Kind::EXPRESSION_STATEMENT, .. } => {
                for kind in [Kind::EXPRESSION_STATEMENT, Kind::VARIABLE, Kind::RETURN] {
                    of_nodes(unit.of_kind(kind));
                }
            }
            What::Leaf { kind: kind @ (Kind::NUMBER | Kind::CONSTANT), .. } if self.propagation.constants => {
                of_nodes(unit.of_kind(*kind));
                of_nodes(unit.of_kind(Kind::NAME));
            }
            What::Node { kind: Kind::RECORD, children, .. } => {
                of_nodes(unit.of_kind(Kind::RECORD));
                if let Some(set) = unit.lowering.set.filter(|_| is_open(children)) {
                    of_nodes(unit.of_kind(set));
                }
            }
            What::Node { kind: Kind::BINARY, .. } if is_script(unit.lowering.grammar) => {
                of_nodes(unit.of_kind(Kind::BINARY));
                of_nodes(unit.of_kind(Kind::UPDATE));
            }
            What::Node { kind, .. } | What::Leaf { kind, .. } => of_nodes(unit.of_kind(*kind)),
            What::String(_) => {
                of_nodes(unit.of_kind(Kind::STRING));
                of_nodes(unit.of_kind(Kind::STRINGS));
                if self.propagation.constants {
                    of_nodes(unit.of_kind(Kind::NAME));
                    of_nodes(unit.of_kind(Kind::BINARY));
                }
            }
            What::Metavariable { .. }
            | What::Deep(_)
            | What::Chain(_)
            | What::Ellipsis
            | What::MetavariableEllipsis(_) => {
                let nodes = &self.code().nodes;
                (1..nodes.len() as NodeId)
                    .take_while(|_| !self.gave_up())
                    .filter(|id| self.code().node(*id).kind != Kind::TOKEN && inside(id) && may_be(id))
                    .filter(|id| self.is_expression(*id) || is_scope(*id))
                    .for_each(visit);
            }
        }
    }

    /// The calls of which the name that they call satisfies the conditions on the metavariable that stands for it in the
    /// pattern, and those that call no plain name. None if nothing is asked of it.
    fn wanted_calls(&self, pats: &[Pat]) -> Option<Vec<NodeId>> {
        let What::Metavariable { variable: Some(variable), type_: None } = in_role(pats, Role::CALLEE)?.what else {
            return None;
        };
        let wanted: Vec<_> = self.constraints.iter().filter(|constraint| constraint.variable == variable).collect();
        if wanted.is_empty() {
            return None;
        }
        let callees = self.unit.callees();
        let may_be: Vec<bool> =
            callees.names.iter().map(|name| wanted.iter().all(|constraint| self.satisfies(constraint, name))).collect();
        let calls = self.unit.of_kind(Kind::CALL).iter().zip(&callees.of_calls);
        Some(calls.filter(|(_, name)| name.is_none_or(|name| may_be[name as usize])).map(|(id, _)| *id).collect())
    }

    /// Whether a node may be an expression: the names of what is declared, and of properties, are none.
    fn is_expression(&self, id: NodeId) -> bool {
        let code = self.code();
        let parent = code.parent(id).map_or(Kind::BLOCK, |parent| code.node(parent).kind);
        match code.node(id).role {
            _ if matches!(code.node(id).kind, Kind::PARAMETERS | Kind::ARGUMENTS | Kind::MEMBERS) => false,
            Role::NAME | Role::PROPERTY => false,
            Role::LEFT => parent != Kind::VARIABLE,
            _ => parent != Kind::PARAMETERS,
        }
    }
}

impl<'unit> Matcher<'_, 'unit> {
    /// How many functions there are whose name satisfies the conditions on the metavariable that stands for it in the pattern.
    fn wanted_functions(&self, pats: &[Pat]) -> usize {
        let functions = self.unit.of_kind(Kind::FUNCTION);
        let variable = match in_role(pats, Role::NAME).map(|name| &name.what) {
            Some(What::Metavariable { variable: Some(variable), type_: None }) => *variable,
            _ => return functions.len(),
        };
        let is_wanted = |id: &&NodeId| {
            let mut wanted = self.constraints.iter().filter(|constraint| constraint.variable == variable);
            let name = self.code().child(**id, Role::NAME);
            name.is_none_or(|name| {
                wanted.all(|constraint| self.satisfies(constraint, self.code().text(name, self.unit.text)))
            })
        };
        functions.iter().filter(is_wanted).count()
    }
}

/// The name that a call's pattern calls last, if it is no metavariable.
fn called_name(children: &[Pat]) -> Option<&str> {
    let mut callee = in_role(children, Role::CALLEE)?;
    if let What::Node { kind: Kind::MEMBER, children, .. } = &callee.what {
        callee = in_role(children, Role::PROPERTY)?;
    }
    match &callee.what {
        What::Leaf { kind: Kind::NAME, text } => Some(text),
        _ => None,
    }
}
