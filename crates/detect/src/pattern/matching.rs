use std::cell::Cell;
use std::ops::Range;

use banbury_syntax::{Grammar, NodeId};
use smallvec::SmallVec;

use super::binding::{Binding, Bindings, Variable};
use super::compile::{Pat, StringPat, WantedType, What};
use super::constants::{Propagation, Value};
use super::features::Features;
use super::literal::{interpolates, same_number, string_content};
use super::near::Near;
use super::script::{is_script, type_name};
use super::types::Types;
use super::unit::Unit;
use crate::code::{Code, Kind, Role, is_default_modifier};
use crate::rule::ConditionRegex;

/// What to do with each solution; it may look for more.
pub(super) type Continue<'k> = &'k mut dyn FnMut(&mut Bindings);
/// The same for a run of statements, with the offset behind the last one.
pub(super) type ContinueAt<'k> = &'k mut dyn FnMut(&mut Bindings, u32);

/// A few nodes, as most lists of them are.
pub(super) type Nodes = SmallVec<[NodeId; 8]>;

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
    /// Where a match must touch other matches to count; none if it counts anywhere.
    pub near: Option<&'a Near>,
    pub propagation: Propagation,
    /// Steps left before the search gives up. It depends on nothing but pattern and text.
    pub steps: &'a Cell<u64>,
}

impl<'a> Matcher<'a, '_> {
    pub(super) fn code(&self) -> &'a Code {
        self.unit.code
    }

    pub(super) fn children(&self, id: NodeId) -> Nodes {
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

    /// Cheap, and never wrong in saying no: whether what a pattern needs is somewhere in a node.
    pub(super) fn may_hold(&self, wanted: Features, id: NodeId) -> bool {
        wanted == Features::default() || self.unit.holds(id, wanted, self.propagation)
    }

    /// Whether a stretch of text is where a match counts.
    pub(super) fn is_near(&self, start: u32, end: u32) -> bool {
        self.near.is_none_or(|near| near.touches(start, end))
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
        self.bind_as(Binding { variable, range, of_value: false }, None, bindings, go_on);
    }

    /// Binds a metavariable; conditions see `content` instead of the code, if there is one.
    pub(super) fn bind_as(
        &self,
        binding: Binding,
        content: Option<&str>,
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        let Binding { variable, ref range, .. } = binding;
        match bindings.get(variable) {
            Some(known) => {
                self.charge(u64::from(range.end.saturating_sub(range.start)) / 64);
                if self.unit.same_code(&known, range) {
                    go_on(bindings);
                }
            }
            None => {
                let text = self.unit.text.get(range.start as usize..range.end as usize).unwrap_or("");
                let mut wanted = self.constraints.iter().filter(|constraint| constraint.variable == variable);
                let holds = wanted.all(|constraint| {
                    // Reading text costs too, and nested code is read at each level.
                    self.charge(content.unwrap_or(text).len() as u64 / 4);
                    !self.gave_up()
                        && match content {
                            Some(content) => self.found_out(constraint.regex.is_match(content)),
                            None => self.satisfies(constraint, text),
                        }
                });
                if !holds {
                    return;
                }
                bindings.0.push(binding);
                go_on(bindings);
                bindings.0.pop();
            }
        }
    }

    /// Recursion is bounded by the depth of the pattern.
    pub(super) fn node(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        if !self.spend() || !self.may_hold(pat.features, id) {
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
                    let node = self.code().node(inner);
                    if !self.may_hold(inside.features, inner) {
                        inner = node.next;
                        continue;
                    }
                    if self.may_match(inside, inner) {
                        self.node(inside, inner, bindings, go_on);
                    }
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
            && (holder == Kind::STRING || (lowering.grammar != Grammar::Bash && lowering.subshell == Some(holder)))
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
                let unnamed: Nodes =
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
            (Kind::RECORD, _) if is_open(children) && self.unit.lowering.set == Some(found) => {
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

impl<'unit> Matcher<'_, 'unit> {
    /// Whether a text is what a constraint asks for. If that cannot be found out, the search has given up.
    pub(super) fn satisfies(&self, constraint: &Constraint<'_>, text: &'unit str) -> bool {
        self.found_out(self.unit.satisfies(constraint.regex, text))
    }

    /// What was found out; if nothing was, the search has given up.
    fn found_out(&self, holds: Option<bool>) -> bool {
        holds.unwrap_or_else(|| {
            self.steps.set(0);
            false
        })
    }
}

/// Whether a list is nothing but an ellipsis.
pub(super) fn is_open(pats: &[Pat]) -> bool {
    matches!(pats, [Pat { what: What::Ellipsis, .. }])
}

/// Whether a function's pattern leaves its name open: `function ...(a) {}`.
pub(super) fn has_any_name(children: &[Pat]) -> bool {
    in_role(children, Role::NAME).is_some_and(|name| matches!(name.what, What::Ellipsis))
}

/// Whether a function without a name in a pattern is also one with a name.
pub(super) fn lambdas_stand_for_functions(grammar: Grammar) -> bool {
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
