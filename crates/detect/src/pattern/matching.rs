use std::cell::Cell;
use std::ops::Range;

use banbury_syntax::{Grammar, NodeId};

use super::binding::{Binding, Bindings, Match, Variable};
use super::compile::{Pat, Pattern, StringPat, WantedType, What};
use super::constants::{Propagation, Value};
use super::literal::{interpolates, same_number, string_content};
use super::script::{is_script, type_name};
use super::types::Types;
use super::unit::Unit;
use crate::code::{Code, Kind, Role, is_default_modifier};
use crate::rule::ConditionRegex;

/// What to do with each solution; it may look for more.
pub(super) type Continue<'k> = &'k mut dyn FnMut(&mut Bindings);
/// The same for a run of statements, with the offset behind the last one.
pub(super) type ContinueAt<'k> = &'k mut dyn FnMut(&mut Bindings, u32);

/// A regular expression that a metavariable's text must satisfy.
#[derive(Clone, Copy)]
pub(crate) struct Constraint<'a> {
    pub variable: Variable,
    pub regex: &'a ConditionRegex,
}

/// What a match costs that is kept, in steps: it bounds memory.
pub(crate) const STEPS_PER_MATCH: u64 = 64;

/// Matches patterns against one unit.
pub(crate) struct Matcher<'a, 'unit> {
    pub unit: &'a Unit<'unit>,
    /// What the text of a metavariable must look like for the match to count in the end: checked as it is bound, so
    /// that hopeless branches end early.
    pub constraints: &'a [Constraint<'a>],
    pub propagation: Propagation,
    /// Steps left before the search gives up. It depends on nothing but pattern and text.
    pub steps: &'a Cell<u64>,
}

impl<'a> Matcher<'a, '_> {
    pub(super) fn code(&self) -> &'a Code {
        self.unit.code
    }

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

    fn each_run(&self, pats: &[Pat], scope: Option<&Range<u32>>, found: &mut Vec<Match>) {
        for block in [Kind::BLOCK, Kind::MEMBERS].into_iter().flat_map(|kind| self.unit.of_kind(kind)) {
            let statements = self.children(*block);
            for (at, first) in statements.iter().enumerate() {
                let start = self.code().node(*first).start;
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
                None => {
                    let wanted: Vec<NodeId> =
                        unit.of_kind(Kind::CALL).iter().copied().filter(|id| self.may_call(children, *id)).collect();
                    of_nodes(&wanted);
                }
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
                if let Some(set) = unit.lowering.own_kind("set").filter(|_| is_open(children)) {
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
                    .filter(|id| self.code().node(*id).kind != Kind::TOKEN && inside(id))
                    .filter(|id| self.is_expression(*id) || is_scope(*id))
                    .for_each(visit);
            }
        }
    }

    /// Cheap, and never wrong in saying no: whether what a call calls satisfies the conditions on the metavariable that stands
    /// for it in the pattern.
    fn may_call(&self, pats: &[Pat], id: NodeId) -> bool {
        let callee = in_role(pats, Role::CALLEE).map(|pat| &pat.what);
        let (Some(What::Metavariable { variable: Some(variable), type_: None }), Some(node)) =
            (callee, self.code().child(id, Role::CALLEE))
        else {
            return true;
        };
        let mut wanted = self.constraints.iter().filter(|constraint| constraint.variable == *variable);
        self.code().node(node).kind != Kind::NAME
            || wanted.all(|constraint| self.unit.satisfies(constraint.regex, self.unit.code.text(node, self.unit.text)))
    }

    pub(super) fn children(&self, id: NodeId) -> Vec<NodeId> {
        self.code().children(id).collect()
    }

    pub(super) fn spend(&self) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(1));
        left > 0
    }

    /// Spends what a step costs beyond itself.
    pub fn charge(&self, steps: u64) {
        self.steps.set(self.steps.get().saturating_sub(steps));
    }

    /// Whether the search gave up, so that matches may be missing.
    pub fn gave_up(&self) -> bool {
        self.steps.get() == 0
    }

    pub(super) fn text_of(&self, id: NodeId) -> &'a str {
        self.code().text(id, self.unit.text)
    }

    /// Cheap, and never wrong in saying no: whether a node's kind allows a pattern to match there.
    pub(super) fn may_match(&self, pat: &Pat, id: NodeId) -> bool {
        let found = self.code().node(id).kind;
        match &pat.what {
            What::Node { kind: Kind::ASSIGNMENT, .. } => matches!(found, Kind::ASSIGNMENT | Kind::VARIABLE),
            What::Node { kind: Kind::CALL | Kind::INDEX, .. } => {
                matches!(&pat.what, What::Node { kind, .. } if *kind == found)
            }
            _ => true,
        }
    }

    pub(super) fn bind(
        &self,
        variable: Option<Variable>,
        range: Range<u32>,
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        let Some(variable) = variable else { return go_on(bindings) };
        match bindings.get(variable) {
            Some(known) => {
                self.charge(u64::from(range.end.saturating_sub(range.start)) / 64);
                if self.unit.same_code(&known, &range) {
                    go_on(bindings);
                }
            }
            None => {
                let text = self.unit.text.get(range.start as usize..range.end as usize).unwrap_or("");
                let mut wanted = self.constraints.iter().filter(|constraint| constraint.variable == variable);
                let holds = wanted.all(|constraint| {
                    // Reading text costs too, and nested code is read at each level.
                    self.charge(text.len() as u64 / 4);
                    !self.gave_up() && self.unit.satisfies(constraint.regex, text)
                });
                if !holds {
                    return;
                }
                bindings.0.push(Binding { variable, range });
                go_on(bindings);
                bindings.0.pop();
            }
        }
    }

    /// Recursion is bounded by the depth of the pattern.
    pub(super) fn node(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        if !self.spend() {
            return;
        }
        if self.propagation.symbols
            && self.may_be_symbol(pat)
            && self.code().node(id).kind == Kind::NAME
            && let Some(Value::Symbol(expression)) = self.unit.constants().of(id)
        {
            self.node(pat, *expression, bindings, go_on);
        }
        self.through_cast(pat, id, bindings, go_on);
        self.regex_value(pat, id, bindings, go_on);
        self.without_type_arguments(pat, id, bindings, go_on);
        match &pat.what {
            What::Metavariable { variable, type_ } => {
                let node = self.code().node(id);
                if node.start == node.end || node.kind == Kind::KEYWORD_ARGUMENT || self.is_bare_piece(id) {
                    return;
                }
                match type_ {
                    None => self.bind(*variable, node.start..node.end, bindings, go_on),
                    Some(wanted) => self.typed(*variable, wanted, id, bindings, go_on),
                }
            }
            What::Ellipsis => go_on(bindings),
            What::MetavariableEllipsis(variable) => self.bind(*variable, self.code().range(id), bindings, go_on),
            // What a function in it does is not part of an expression.
            What::Deep(inside) => {
                let mut inner = id;
                while inner < self.code().node(id).next {
                    if !self.spend() {
                        return;
                    }
                    if self.may_match(inside, inner) {
                        self.node(inside, inner, bindings, go_on);
                    }
                    let node = self.code().node(inner);
                    let is_function = matches!(node.kind, Kind::FUNCTION | Kind::LAMBDA);
                    inner = if is_function { node.next } else { inner + 1 };
                }
            }
            What::Chain(inside) => self.chain(inside, id, bindings, go_on),
            What::String(wanted) => self.string(wanted, id, bindings, go_on),
            What::Leaf { kind, text } => {
                if self.is_leaf(*kind, text, id) || self.is_value(*kind, text, id) {
                    go_on(bindings);
                }
            }
            What::Node { kind, children, full_name } => {
                if full_name.as_ref().is_some_and(|name| self.stands_for(id, name)) {
                    return go_on(bindings);
                }
                // With metavariables in it, the name that an import spells out part by part.
                if *kind == Kind::MEMBER && full_name.is_none() && self.code().node(id).kind == Kind::NAME {
                    let parts = self.unit.names.parts(self.text_of(id), self.code().node(id).start);
                    return self.spelt_out(pat, parts, bindings, go_on);
                }
                self.inner_node(*kind, children, id, bindings, go_on);
            }
        }
    }

    /// A cast of C changes the type alone: what is cast matches too.
    fn through_cast(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let is_cast = self.code().node(id).kind == Kind::CAST && self.unit.lowering.grammar.has_preprocessor();
        if is_cast
            && !matches!(pat.what, What::Deep(_) | What::Node { kind: Kind::CAST, .. })
            && let Some(value) = self.code().child(id, Role::VALUE)
        {
            self.node(pat, value, bindings, go_on);
        }
    }

    /// Whether a name or chain of members is another name for `full`.
    fn stands_for(&self, id: NodeId, full: &str) -> bool {
        let names = self.unit.names;
        let parent = self.code().parent(id).map_or(Kind::ERROR, |parent| self.code().node(parent).kind);
        if !names.hide_last_parts() && !self.text_of(id).ends_with(full.rsplit('.').next().unwrap_or(full)) {
            return false;
        }
        !names.is_empty()
            && parent != Kind::IMPORT
            && matches!(self.code().node(id).kind, Kind::NAME | Kind::MEMBER)
            && (names.resolve(self.code(), self.unit.text, id).as_deref() == Some(full)
                || names.may_stand_for(self.text_of(id), full, self.code().node(id).start))
    }

    /// A type stands for itself with type arguments.
    fn without_type_arguments(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        if self.code().node(id).kind == Kind::GENERIC
            && matches!(&pat.what, What::Leaf { .. } | What::Node { kind: Kind::MEMBER, .. })
            && let Some(type_) = self.code().children(id).next()
        {
            self.node(pat, type_, bindings, go_on);
        }
    }

    fn is_leaf(&self, kind: Kind, text: &str, id: NodeId) -> bool {
        let node = self.code().node(id);
        match kind {
            Kind::NAME => (node.kind == Kind::NAME && self.text_of(id) == text) || self.stands_for(id, text),
            Kind::NUMBER => node.kind == kind && same_number(self.text_of(id), text),
            Kind::MODIFIER if is_default_modifier(self.code(), id) => text == "public",
            // PHP writes them in any case.
            Kind::CONSTANT => node.kind == kind && self.text_of(id).eq_ignore_ascii_case(text),
            _ => node.kind == kind && self.text_of(id) == text,
        }
    }

    /// The same in a language that tells it from the code; in PHP's strings a variable stands as bare as the text.
    fn is_bare_piece(&self, id: NodeId) -> bool {
        self.is_piece(id) && self.unit.lowering.grammar != Grammar::Php
    }

    /// Whether a node is text between the code of a string.
    fn is_piece(&self, id: NodeId) -> bool {
        let node = self.code().node(id);
        let holder = self.code().node(node.parent).kind;
        let lowering = self.unit.lowering;
        node.kind == Kind::TOKEN
            && (holder == Kind::STRING
                || (lowering.grammar != Grammar::Bash && lowering.own_kind("subshell") == Some(holder)))
    }

    /// A metavariable that asks for an expression of some type.
    fn typed(
        &self,
        variable: Option<Variable>,
        wanted: &WantedType,
        id: NodeId,
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        let range = self.code().range(id);
        let (declared, looked_at) = match self.code().node(id).kind {
            Kind::NAME => self.unit.types().of(self.text_of(id), &range),
            _ => (None, 0),
        };
        self.charge(looked_at as u64 / 4);
        let inferred;
        let found = match declared {
            Some(found) => found,
            None => {
                let types = self.unit.types();
                let Some(type_) = types.of_expression(self.code(), self.unit.text, id) else { return };
                inferred = type_;
                &inferred
            }
        };
        let grammar = self.unit.lowering.grammar;
        match wanted.variable {
            Some(_) if !found.canonical.ends_with(&Types::split_pointers(&wanted.text).1) => {}
            Some(type_variable) => self.bind(Some(type_variable), found.range.clone(), bindings, &mut |bindings| {
                self.bind(variable, range.clone(), bindings, go_on);
            }),
            None if Types::same(
                type_name(grammar, &wanted.text),
                type_name(grammar, &found.canonical),
                self.unit.names,
            ) =>
            {
                self.bind(variable, range, bindings, go_on);
            }
            None => {}
        }
    }

    /// The pattern, or a chain of members and calls that begins with it.
    fn chain(&self, inside: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let mut at = id;
        while self.spend() {
            self.node(inside, at, bindings, go_on);
            let next = match self.code().node(at).kind {
                Kind::CALL => self.code().child(at, Role::CALLEE),
                Kind::MEMBER | Kind::INDEX => self.code().child(at, Role::OBJECT),
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => return,
            }
        }
    }

    fn inner_node(&self, kind: Kind, children: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let found = self.code().node(id).kind;
        match (kind, found) {
            (Kind::EXPRESSION_STATEMENT, _) if let [expression] = children => {
                self.anywhere_in_statement(expression, id, bindings, go_on);
                // Braces around a single statement do not count.
                if found == Kind::BLOCK
                    && let [only] = self.children(id).as_slice()
                {
                    self.anywhere_in_statement(expression, *only, bindings, go_on);
                }
            }
            (Kind::BLOCK, Kind::BLOCK) => {
                let start = self.code().node(id).start;
                // A block with `...` in it is open at its end, too.
                let whole = !children.iter().any(|pat| matches!(pat.what, What::Ellipsis));
                self.statements(children, &self.children(id), whole, start, bindings, &mut |bindings, _| {
                    go_on(bindings)
                });
            }
            (Kind::BLOCK, _) if self.is_statement(id) => {
                let start = self.code().node(id).start;
                self.statements(children, &[id], true, start, bindings, &mut |bindings, _| go_on(bindings));
            }
            (Kind::FUNCTION, Kind::PROTOTYPE)
                if let Some((body, head)) = children.split_last()
                    && is_open_body(body)
                    && !self.unit.lowering.grammar.has_preprocessor() =>
            {
                self.parts(head, self.children(id), kind, bindings, go_on);
            }
            (Kind::ASSIGNMENT, Kind::VARIABLE) => self.initializer(children, id, bindings, go_on),
            (Kind::IMPORT, Kind::VARIABLE) => self.required(children, id, bindings, go_on),
            (Kind::FUNCTION, Kind::LAMBDA) if has_any_name(children) => {
                self.parts(children, self.children(id), kind, bindings, go_on);
            }
            (Kind::LAMBDA, Kind::FUNCTION) if lambdas_stand_for_functions(self.unit.lowering.grammar) => {
                let unnamed: Vec<NodeId> =
                    self.code().children(id).filter(|child| self.code().node(*child).role != Role::NAME).collect();
                self.parts(children, unnamed, kind, bindings, go_on);
            }
            (Kind::IMPORT, Kind::IMPORT) if self.unit.lowering.grammar == Grammar::Python => {
                self.import(children, id, bindings, go_on);
            }
            (Kind::IMPORT, Kind::IMPORT) => self.import_of_module(children, id, bindings, go_on),
            (Kind::ARGUMENTS, Kind::ARGUMENTS) if self.code().node(id).role == Role::BASES => {
                let wanted: Vec<&Pat> = children.iter().filter(|pat| !matches!(pat.what, What::Ellipsis)).collect();
                self.in_any_order(&wanted, &self.children(id), bindings, &mut |bindings, _| go_on(bindings));
            }
            (Kind::STRING, Kind::STRING) if self.code().is_leaf(id) && !interpolates(self.text_of(id)) => {}
            // `{...}` is a set as well as a dictionary.
            (Kind::RECORD, _) if is_open(children) && self.unit.lowering.own_kind("set") == Some(found) => {
                go_on(bindings);
            }
            (Kind::CALL, Kind::CALL) if self.is_open_command(children) => self.command(children, id, bindings, go_on),
            (Kind::TYPE, Kind::TYPE) => self.type_(children, id, bindings, go_on),
            // `a += b` is `a = a + b`.
            (Kind::BINARY, Kind::UPDATE) if is_script(self.unit.lowering.grammar) => {
                self.updated(children, id, bindings, go_on);
            }
            (Kind::BINARY, Kind::BINARY) => {
                self.parts(children, self.children(id), kind, bindings, go_on);
                self.swapped(children, id, bindings, go_on);
                self.leading(children, id, bindings, go_on);
            }
            _ if kind == found => self.parts(children, self.children(id), kind, bindings, go_on),
            // Braces around a single statement do not count, on either side.
            (_, Kind::BLOCK) => {
                if let [only] = self.children(id).as_slice()
                    && self.code().node(*only).kind == kind
                {
                    self.inner_node(kind, children, *only, bindings, go_on);
                }
            }
            _ => {}
        }
    }

    /// Whether a node stands in a block.
    pub(super) fn is_statement(&self, id: NodeId) -> bool {
        self.code().parent(id).is_some_and(|parent| self.code().node(parent).kind == Kind::BLOCK)
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

    /// `$X = f()` also stands for a declaration with that initialiser.
    fn initializer(&self, assignment: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        // A pattern that says more, as Go's `:=` does, stands for no declaration.
        let [left @ Pat { role: Role::LEFT, .. }, right @ Pat { role: Role::RIGHT, .. }] = assignment else { return };
        let code = self.code();
        if let (Some(name), Some(value)) = (code.child(id, Role::LEFT), code.child(id, Role::RIGHT)) {
            self.node(left, name, bindings, &mut |bindings| self.node(right, value, bindings, go_on));
        }
    }

    /// Types with the same pointers; a metavariable as type takes pointers that the pattern does not write.
    fn type_(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let nodes = self.children(id);
        if let [Pat { what: What::Metavariable { variable, type_: None }, .. }, pointers @ ..] = pats {
            let signs = nodes.iter().filter(|id| self.code().node(**id).kind == Kind::TOKEN).count();
            if let (Some(first), true) = (nodes.first(), signs >= pointers.len()) {
                let last = nodes.len() - 1 - pointers.len().min(nodes.len() - 1);
                let range = self.code().node(*first).start..self.code().node(nodes[last]).end;
                self.bind(*variable, range, bindings, go_on);
            }
            return;
        }
        self.parts(pats, nodes, Kind::TYPE, bindings, go_on);
    }

    /// `P + ...` also stands for longer sums that begin with P.
    fn leading(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let [left, operator, Pat { what: What::Metavariable { variable: None, type_: None }, .. }] = pats else {
            return;
        };
        let mut at = id;
        while self.spend() {
            let Some(inner) = self.code().children(at).next() else { return };
            let mut parts = self.code().children(inner);
            let (Some(first), Some(sign)) = (parts.next(), parts.next()) else { return };
            if self.code().node(inner).kind != Kind::BINARY || self.text_of(sign) != "+" {
                return;
            }
            self.node(operator, sign, bindings, &mut |bindings| self.node(left, first, bindings, go_on));
            at = inner;
        }
    }

    /// An operation and the assignment that holds it.
    fn updated(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let nodes = self.children(id);
        if let ([left, Pat { what: What::Leaf { text: operator, .. }, .. }, right], [node_left, token, node_right]) =
            (pats, nodes.as_slice())
            && self.text_of(*token).strip_suffix('=') == Some(operator)
        {
            self.node(left, *node_left, bindings, &mut |bindings| self.node(right, *node_right, bindings, go_on));
        }
    }

    /// Operators for which the order of the operands says nothing.
    fn swapped(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let nodes = self.children(id);
        if let ([left, operator, right], [node_left, node_operator, node_right]) = (pats, nodes.as_slice())
            && matches!(self.text_of(*node_operator), "&&" | "||" | "and" | "or" | "&" | "|" | "^")
        {
            self.node(operator, *node_operator, bindings, &mut |bindings| {
                self.node(left, *node_right, bindings, &mut |bindings| self.node(right, *node_left, bindings, go_on));
            });
        }
    }

    fn string(&self, wanted: &StringPat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let kind = self.code().node(id).kind;
        if matches!(wanted, StringPat::Template) {
            if kind == Kind::STRING && self.text_of(id).starts_with('`') {
                go_on(bindings);
            }
            return;
        }
        let is_plain =
            kind == Kind::STRING && (self.code().is_leaf(id) || matches!(wanted, StringPat::Metavariable(_)));
        let wants_form = matches!(wanted, StringPat::Interpolated);
        if !is_plain
            && !wants_form
            && let Some(value) = self.known(id)
        {
            return self.string_value(wanted, value, id, bindings, go_on);
        }
        if kind == Kind::STRINGS {
            // Of parts that make one string none may hold code.
            let is_plain = self.code().subtree(id).skip(1).all(|part| self.code().is_leaf(part));
            if matches!(wanted, StringPat::Any) && is_plain {
                go_on(bindings);
            }
            return;
        }
        let text = self.text_of(id);
        let content = match kind {
            Kind::STRING => string_content(text),
            _ if self.is_piece(id) => text,
            _ => return,
        };
        match wanted {
            StringPat::Any if !self.code().is_leaf(id) || kind != Kind::STRING => {}
            StringPat::Interpolated if !interpolates(text) => {}
            StringPat::Interpolated => go_on(bindings),
            StringPat::Template => {}
            StringPat::Any => go_on(bindings),
            StringPat::Exact(wanted) if wanted == content => go_on(bindings),
            StringPat::Exact(_) => {}
            StringPat::Regex(regex) => {
                self.charge(content.len() as u64 / 16);
                if regex.is_match(content) {
                    go_on(bindings);
                }
            }
            StringPat::Metavariable(variable) => {
                let start = self.code().node(id).start + (content.as_ptr() as usize - text.as_ptr() as usize) as u32;
                self.bind(Some(*variable), start..start + content.len() as u32, bindings, go_on);
            }
        }
    }
}

/// Whether a list is nothing but an ellipsis.
fn is_open(pats: &[Pat]) -> bool {
    matches!(pats, [Pat { what: What::Ellipsis, .. }])
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

/// Whether a function's pattern leaves its name open: `function ...(a) {}`.
fn has_any_name(children: &[Pat]) -> bool {
    in_role(children, Role::NAME).is_some_and(|name| matches!(name.what, What::Ellipsis))
}

/// Whether a function without a name in a pattern is also one with a name.
fn lambdas_stand_for_functions(grammar: Grammar) -> bool {
    !is_script(grammar) && grammar != Grammar::Go
}

/// `{ ... }`, which a method without a body matches, too.
fn is_open_body(pat: &Pat) -> bool {
    let What::Node { children, .. } = &pat.what else { return false };
    pat.role == Role::BODY && matches!(children.as_slice(), [Pat { what: What::Ellipsis, .. }])
}

/// The pattern in a role.
pub(super) fn in_role(pats: &[Pat], role: Role) -> Option<&Pat> {
    pats.iter().find(|pat| pat.role == role)
}
