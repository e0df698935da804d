use std::cell::{Cell, OnceCell};
use std::ops::Range;

use banbury_syntax::{NodeId, Tree};

use super::compile::{Pat, Pattern, StringPat, counts};
use super::dialect::{Dialect, string_content};
use super::placeholder::is_metavariable_name;
use super::types::Types;
use crate::rule::ConditionRegex;

/// What a metavariable stands for: a stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
    pub name: String,
    pub range: Range<u32>,
}

/// The metavariables of one match, in the order in which they were bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bindings(pub Vec<Binding>);

impl Bindings {
    pub fn get(&self, name: &str) -> Option<Range<u32>> {
        self.0.iter().find(|binding| binding.name == name).map(|binding| binding.range.clone())
    }

    /// Both sets together, if they agree on the metavariables that they share.
    pub fn merged(&self, other: &Self, text: &str) -> Option<Self> {
        if !self.agrees(other, text) {
            return None;
        }
        let mut merged = self.clone();
        merged.0.extend(other.0.iter().filter(|binding| self.get(&binding.name).is_none()).cloned());
        Some(merged)
    }

    /// Whether the metavariables that both sets have stand for the same code.
    pub fn agrees(&self, other: &Self, text: &str) -> bool {
        other
            .0
            .iter()
            .all(|binding| self.get(&binding.name).is_none_or(|range| same_text(text, &range, &binding.range)))
    }
}

/// One place where a pattern matches.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub range: Range<u32>,
    pub bindings: Bindings,
}

/// Whether two stretches hold the same code, white space aside.
pub(crate) fn same_text(text: &str, left: &Range<u32>, right: &Range<u32>) -> bool {
    if left == right {
        return true;
    }
    let visible = |range: &Range<u32>| {
        text.as_bytes()
            .get(range.start as usize..range.end as usize)
            .unwrap_or(&[])
            .iter()
            .filter(|byte| !byte.is_ascii_whitespace())
    };
    visible(left).eq(visible(right))
}

/// What to do with each solution; it may look for more.
pub(super) type Continue<'k> = &'k mut dyn FnMut(&mut Bindings);
/// The same for a run of statements, with the offset behind the last one.
pub(super) type ContinueAt<'k> = &'k mut dyn FnMut(&mut Bindings, u32);

/// A regular expression that a metavariable's text must satisfy.
#[derive(Clone, Copy)]
pub(crate) struct Constraint<'a> {
    pub metavariable: &'a str,
    pub regex: &'a ConditionRegex,
}

/// What a match costs that is kept, in steps: it bounds memory.
pub(crate) const STEPS_PER_MATCH: u64 = 64;

/// Matches patterns against one tree.
pub(crate) struct Matcher<'a> {
    pub dialect: &'a Dialect,
    pub tree: &'a Tree,
    pub text: &'a str,
    /// Collected when a pattern first asks for a type.
    pub types: &'a OnceCell<Types>,
    /// Nodes of each kind, in order.
    pub by_kind: &'a [Vec<NodeId>],
    /// What the text of a metavariable must look like for the match to count in the end: checked as it is bound, so
    /// that hopeless branches end early.
    pub constraints: &'a [Constraint<'a>],
    /// Steps left before the search gives up. It depends on nothing but pattern and text.
    pub steps: Cell<u64>,
}

impl Matcher<'_> {
    /// Every match of `pattern`, in the order of the text; only those inside `scope`, if there is one.
    pub fn find(&self, pattern: &Pattern, scope: Option<&Range<u32>>) -> Vec<Match> {
        let mut found = Vec::new();
        match pattern {
            Pattern::One(pat) => self.each_root(pat, scope, &mut |id| {
                let node = self.tree.node(id);
                self.node(pat, id, &mut Bindings::default(), &mut |bindings| {
                    self.charge(STEPS_PER_MATCH);
                    found.push(Match { range: node.start..node.end, bindings: bindings.clone() });
                });
            }),
            Pattern::Statements(pats) => {
                for block in self.dialect.blocks.iter() {
                    for id in self.of_kind(block) {
                        let statements = self.children(*id);
                        for (at, first) in statements.iter().enumerate() {
                            let start = self.tree.node(*first).start;
                            if self.gave_up() {
                                break;
                            }
                            if scope.is_some_and(|scope| start < scope.start || start >= scope.end) {
                                continue;
                            }
                            let rest = &statements[at..];
                            self.statements(
                                pats,
                                rest,
                                false,
                                start,
                                &mut Bindings::default(),
                                &mut |bindings, end| {
                                    self.charge(STEPS_PER_MATCH);
                                    found.push(Match { range: start..end, bindings: bindings.clone() });
                                },
                            );
                        }
                    }
                }
                found.sort_by_key(|it| (it.range.start, it.range.end));
            }
        }
        found.dedup_by(|a, b| a.range == b.range && a.bindings == b.bindings);
        found
    }

    fn of_kind(&self, kind: u16) -> &[NodeId] {
        self.by_kind.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    /// Of nodes in the order of the text, those that begin in `scope`.
    fn starting_in<'n>(&self, scope: Option<&Range<u32>>, nodes: &'n [NodeId]) -> &'n [NodeId] {
        let Some(scope) = scope else { return nodes };
        let first = nodes.partition_point(|id| self.tree.node(*id).start < scope.start);
        let behind = nodes.partition_point(|id| self.tree.node(*id).start <= scope.end);
        nodes.get(first..behind).unwrap_or(&[])
    }

    /// Calls `visit` for each node at which `pat` may match.
    fn each_root(&self, pat: &Pat, scope: Option<&Range<u32>>, visit: &mut dyn FnMut(NodeId)) {
        let inside = |id: &NodeId| {
            let node = self.tree.node(*id);
            scope.is_none_or(|scope| scope.start <= node.start && node.end <= scope.end)
        };
        let mut of_kinds = |kinds: &mut dyn Iterator<Item = u16>| {
            for kind in kinds {
                self.starting_in(scope, self.of_kind(kind))
                    .iter()
                    .filter(|id| inside(id))
                    .take_while(|_| !self.gave_up())
                    .for_each(|id| visit(*id));
            }
        };
        let dialect = self.dialect;
        match pat {
            Pat::InField(_, pat) => self.each_root(pat, scope, visit),
            Pat::Node { kind, .. } if *kind == dialect.assignment => {
                of_kinds(&mut [*kind, dialect.initialized_declarator].into_iter().filter(|kind| *kind != 0));
            }
            Pat::Node { kind, .. } if *kind == dialect.expression_statement => {
                let kinds = [*kind, dialect.declaration, dialect.return_statement];
                of_kinds(&mut kinds.into_iter().filter(|kind| *kind != 0));
            }
            Pat::Leaf { kind, .. } if dialect.names.contains(kind) => of_kinds(&mut dialect.names.iter()),
            Pat::Node { kind, .. } | Pat::Leaf { kind, .. } => of_kinds(&mut std::iter::once(*kind)),
            Pat::String(_) => of_kinds(&mut dialect.strings.iter().chain(dialect.joined_strings.iter())),
            Pat::Metavariable { .. } | Pat::Deep(_) | Pat::Ellipsis | Pat::MetavariableEllipsis(_) => {
                let nodes = &self.tree.nodes;
                let first = scope.map_or(0, |scope| nodes.partition_point(|node| node.start < scope.start)) as NodeId;
                (first..nodes.len() as NodeId)
                    .take_while(|id| {
                        !self.gave_up() && scope.is_none_or(|scope| self.tree.node(*id).start <= scope.end)
                    })
                    .filter(|id| self.tree.node(*id).is_named() && inside(id))
                    .for_each(visit);
            }
        }
    }

    fn children(&self, id: NodeId) -> Vec<NodeId> {
        self.tree.children(id).filter(|child| counts(self.dialect, self.tree, *child)).collect()
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

    fn text_of(&self, id: NodeId) -> &str {
        self.tree.node(id).text(self.text)
    }

    /// Cheap, and never wrong in saying no: whether a node's kind allows a pattern to match there.
    pub(super) fn may_match(&self, pat: &Pat, id: NodeId) -> bool {
        let kind = self.tree.node(id).kind;
        match pat {
            Pat::InField(_, pat) => self.may_match(pat, id),
            Pat::Node { kind: wanted, .. } if *wanted == self.dialect.assignment => {
                kind == *wanted || kind == self.dialect.initialized_declarator
            }
            // Statements have several equivalents.
            Pat::Node { kind: wanted, .. } => {
                kind == *wanted || self.dialect.statements.contains(wanted) || self.dialect.blocks.contains(wanted)
            }
            _ => true,
        }
    }

    /// Parentheses do not count on either side.
    fn ungrouped(&self, mut id: NodeId) -> NodeId {
        while self.dialect.parentheses.contains(&self.tree.node(id).kind) && self.spend() {
            match self.tree.children(id).find(|child| counts(self.dialect, self.tree, *child)) {
                Some(inside) => id = inside,
                None => break,
            }
        }
        id
    }

    fn bind(&self, name: Option<&str>, range: Range<u32>, bindings: &mut Bindings, go_on: Continue<'_>) {
        let Some(name) = name else { return go_on(bindings) };
        match bindings.get(name) {
            Some(known) => {
                self.charge(u64::from(range.end - range.start) / 64);
                if same_text(self.text, &known, &range) {
                    go_on(bindings);
                }
            }
            None => {
                let text = self.text.get(range.start as usize..range.end as usize).unwrap_or("");
                let mut wanted = self.constraints.iter().filter(|constraint| constraint.metavariable == name);
                let holds = wanted.all(|constraint| {
                    // Reading text costs too, and nested code is read at each level.
                    self.charge(text.len() as u64 / 4);
                    !self.gave_up() && constraint.regex.is_match(text).unwrap_or(false)
                });
                if !holds {
                    return;
                }
                bindings.0.push(Binding { name: name.to_owned(), range });
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
        let dialect = self.dialect;
        match pat {
            Pat::InField(_, pat) => self.node(pat, id, bindings, go_on),
            Pat::Metavariable { name, type_ } => {
                let inner = self.ungrouped(id);
                let node = self.tree.node(inner);
                if !node.is_named() || node.start == node.end {
                    return;
                }
                let Some(wanted) = type_ else {
                    return self.bind(name.as_deref(), node.start..node.end, bindings, go_on);
                };
                let Some(found) =
                    self.types.get_or_init(|| Types::collect(self.dialect, self.tree, self.text)).of(self, inner)
                else {
                    return;
                };
                let (stem, stars) = Types::split_pointers(wanted);
                match stem.strip_prefix('$').filter(|name| is_metavariable_name(name)) {
                    Some(_) if !found.canonical.ends_with(&stars) => {}
                    Some(type_name) => self.bind(Some(type_name), found.range, bindings, &mut |bindings| {
                        self.bind(name.as_deref(), node.start..node.end, bindings, go_on);
                    }),
                    None if Types::same(wanted, &found.canonical) => {
                        self.bind(name.as_deref(), node.start..node.end, bindings, go_on);
                    }
                    None => {}
                }
            }
            Pat::Ellipsis => go_on(bindings),
            Pat::MetavariableEllipsis(name) => {
                let node = self.tree.node(id);
                self.bind(name.as_deref(), node.start..node.end, bindings, go_on);
            }
            Pat::Deep(inside) => {
                for inner in self.tree.subtree(id) {
                    if !self.spend() {
                        return;
                    }
                    if !self.may_match(inside, inner) {
                        continue;
                    }
                    if counts(dialect, self.tree, inner) && !dialect.parentheses.contains(&self.tree.node(inner).kind) {
                        self.node(inside, inner, bindings, go_on);
                    }
                }
            }
            Pat::String(wanted) => self.string(wanted, self.ungrouped(id), bindings, go_on),
            Pat::Leaf { kind, text, .. } => {
                let inner = self.ungrouped(id);
                let found = self.tree.node(inner).kind;
                let same_kind = found == *kind || (dialect.names.contains(kind) && dialect.names.contains(&found));
                if same_kind && self.text_of(inner) == text {
                    go_on(bindings);
                }
            }
            Pat::Node { kind, children, .. } => self.inner_node(*kind, children, self.ungrouped(id), bindings, go_on),
        }
    }

    fn inner_node(&self, kind: u16, children: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let dialect = self.dialect;
        let node = self.tree.node(id);
        if node.kind == kind
            && kind == dialect.expression_statement
            && kind != 0
            && dialect.grammar.has_preprocessor()
            && let [expression] = children
        {
            return self.anywhere_in_statement(expression, id, bindings, go_on);
        }
        if node.kind == kind {
            let found = self.children(id);
            let deep = dialect.blocks.contains(&kind);
            if deep {
                return self
                    .statements(children, &found, true, node.start, bindings, &mut |bindings, _| go_on(bindings));
            }
            return self.list(children, &found, node.kind, bindings, go_on);
        }
        if node.kind == dialect.local_declaration && node.kind != 0 {
            if let [only] =
                self.children(id).into_iter().filter(|id| self.tree.node(*id).is_named()).collect::<Vec<_>>().as_slice()
            {
                self.inner_node(kind, children, *only, bindings, go_on);
            }
            return;
        }
        // `$X = f()` also stands for a declaration with that initialiser, `$X = f();` for one that holds it.
        if kind == dialect.assignment && node.kind == dialect.initialized_declarator && node.kind != 0 {
            return self.initializer(children, id, bindings, go_on);
        }
        if kind == dialect.expression_statement
            && dialect.grammar.has_preprocessor()
            && dialect.statements.contains(&node.kind)
            && let [expression] = children
        {
            return self.anywhere_in_statement(expression, id, bindings, go_on);
        }
        // Braces around a single statement do not count, on either side.
        if dialect.statements.contains(&kind)
            && dialect.blocks.contains(&node.kind)
            && let [only] = self.children(id).as_slice()
        {
            return self.inner_node(kind, children, *only, bindings, go_on);
        }
        if dialect.blocks.contains(&kind) && dialect.statements.contains(&node.kind) {
            self.statements(children, &[id], true, node.start, bindings, &mut |bindings, _| go_on(bindings));
        }
    }

    fn initializer(&self, assignment: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let ([left, .., right], Some(declarator), Some(value)) = (
            assignment,
            self.tree.field(id, self.dialect.field_declarator),
            self.tree.field(id, self.dialect.field_value),
        ) else {
            return;
        };
        // Only a plain `=` declares.
        if let [_, Pat::Leaf { text, .. }, _] = assignment
            && text != "="
        {
            return;
        }
        let Some(name) = self.declared_name(declarator) else { return };
        self.node(left, name, bindings, &mut |bindings| self.node(right, value, bindings, go_on));
    }

    /// The name in a declarator: behind pointers and before array bounds.
    pub fn declared_name(&self, declarator: NodeId) -> Option<NodeId> {
        self.tree.subtree(declarator).find(|id| self.dialect.names.contains(&self.tree.node(*id).kind))
    }

    fn string(&self, wanted: &StringPat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let node = self.tree.node(id);
        if self.dialect.joined_strings.contains(&node.kind) {
            if matches!(wanted, StringPat::Any) {
                go_on(bindings);
            }
            return;
        }
        if !self.dialect.strings.contains(&node.kind) {
            return;
        }
        let text = self.text_of(id);
        let content = string_content(text);
        match wanted {
            StringPat::Any if self.is_interpolated(id) => {}
            StringPat::Any => go_on(bindings),
            StringPat::Exact(wanted) if wanted == content => go_on(bindings),
            StringPat::Exact(_) => {}
            StringPat::Metavariable(name) => {
                let start = node.start + (content.as_ptr() as usize - text.as_ptr() as usize) as u32;
                self.bind(Some(name), start..start + content.len() as u32, bindings, go_on);
            }
        }
    }

    /// Whether a string literal holds code.
    fn is_interpolated(&self, id: NodeId) -> bool {
        let tables = self.dialect.grammar.tables();
        self.tree.children(id).any(|child| {
            let name = tables.node_kind_for_id(self.tree.node(child).kind).unwrap_or("");
            matches!(name, "interpolation" | "expansion" | "simple_expansion" | "command_substitution")
        })
    }

    /// Matches the children of one node. `kind` is the kind of the parent in the code.
    fn list(&self, pats: &[Pat], nodes: &[NodeId], kind: u16, bindings: &mut Bindings, go_on: Continue<'_>) {
        if !self.spend() {
            return;
        }
        let Some((first, rest)) = pats.split_first() else {
            if nodes.iter().all(|id| self.may_be_left_out(*id)) {
                go_on(bindings);
            }
            return;
        };
        match first {
            Pat::Ellipsis if rest.is_empty() => go_on(bindings),
            Pat::Ellipsis => {
                for at in 0..=nodes.len() {
                    self.list(rest, &nodes[at..], kind, bindings, go_on);
                }
            }
            Pat::MetavariableEllipsis(name) => {
                for at in 0..=nodes.len() {
                    let range = match (nodes.first(), at.checked_sub(1).and_then(|last| nodes.get(last))) {
                        (Some(first), Some(last)) => self.tree.node(*first).start..self.tree.node(*last).end,
                        _ => 0..0,
                    };
                    self.bind(name.as_deref(), range, bindings, &mut |bindings| {
                        self.list(rest, &nodes[at..], kind, bindings, go_on);
                    });
                }
            }
            _ => {
                let Some((node, others)) = nodes.split_first() else { return };
                let wanted = field_of(first);
                let found = self.tree.node(*node).field;
                if wanted == 0 || found == 0 || wanted == found {
                    self.node(first, *node, bindings, &mut |bindings| self.list(rest, others, kind, bindings, go_on));
                    self.through_pointers(first, *node, bindings, &mut |bindings| {
                        self.list(rest, others, kind, bindings, go_on);
                    });
                }
                let another_declarator = kind == self.dialect.declaration && found == self.dialect.field_declarator;
                if self.may_be_left_out(*node) || another_declarator {
                    self.list(pats, others, kind, bindings, go_on);
                }
            }
        }
    }

    /// C writes the `*` of `char *f(void)` and `char *p = x` at the name: a pattern that leaves the type open, or declares
    /// a plain name, means the name behind it, and one without initialiser means one with any.
    fn through_pointers(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let dialect = self.dialect;
        let field = field_of(pat);
        if field == 0 || field != dialect.field_declarator {
            return;
        }
        let inner_pat = if let Pat::InField(_, inner) = pat { inner } else { pat };
        let wanted = match inner_pat {
            Pat::Node { kind, .. } => *kind,
            _ => 0,
        };
        let mut at = id;
        loop {
            let kind = self.tree.node(at).kind;
            let steps_in = (kind == dialect.pointer_declarator || kind == dialect.initialized_declarator) && kind != 0;
            if !steps_in || kind == wanted {
                return;
            }
            // A bare metavariable as declarator binds the name and nothing around it.
            let Some(inner) = self.tree.field(at, dialect.field_declarator) else { return };
            at = inner;
            let inner_kind = self.tree.node(at).kind;
            if wanted == 0 && (inner_kind == dialect.pointer_declarator || inner_kind == dialect.function_declarator) {
                continue;
            }
            self.node(inner_pat, at, bindings, go_on);
        }
    }

    /// Whether code may have this where a pattern says nothing of it: `static`, `const`, attributes, an `else`.
    fn may_be_left_out(&self, id: NodeId) -> bool {
        let node = self.tree.node(id);
        self.dialect.modifiers.contains(&node.kind) || (node.field == self.dialect.field_alternative && node.field != 0)
    }
}

/// The field that a pattern's node fills.
fn field_of(pat: &Pat) -> u16 {
    match pat {
        Pat::Leaf { field, .. } | Pat::Node { field, .. } | Pat::InField(field, _) => *field,
        _ => 0,
    }
}
