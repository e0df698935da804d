use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use banbury_evidence::Snippet;
use banbury_syntax::NodeId;

use super::aliases::Aliases;
use super::compact::Difference;
use super::dialect::Dialect;
use super::facts::{
    CallSite, Edge, End, FactPlace, FileFacts, FunctionFacts, NameId, Origin, SinkDetails, SinkFact, SourceDetails,
    SourceFact, Written,
};
use super::follow::{Followed, Follower, Surroundings, UnderRule};
use super::marks::{Marked, Marks, NodesByStart};
use super::names::FileNames;
use super::packed::FlowFacts;
use super::scope::Scope;
use super::slots;
use crate::code::Code;
use crate::code::functions::{FoundFunction, parameter_name};
use crate::excerpt::shortened;
use crate::findings::Hit;
use crate::pattern::{Match, Unit, Variables};
use crate::rule::{Evaluation, Rule, TaintSpec};

/// A taint rule by its number in the ruleset.
#[derive(Clone, Copy)]
pub(crate) struct NumberedRule<'r> {
    pub number: u32,
    pub rule: &'r Rule,
    pub spec: &'r TaintSpec,
}

/// How places of a text are told outside.
pub(crate) struct Telling<'a> {
    pub place: &'a dyn Fn(&Range<u32>) -> FactPlace,
    pub snippet: &'a dyn Fn(&Range<u32>) -> Snippet,
    pub hit: &'a dyn Fn(&Rule, &Match) -> Hit,
    pub variables: &'a Variables,
}

/// Follows these functions of a text; `candidates` are the rules of which it may hold something.
///
/// Gives the facts and the rules whose search for sources and sinks was given up.
pub(crate) fn follow<'a>(
    unit: &'a Unit<'a>,
    dialect: &'a Dialect,
    evaluation: &Evaluation<'_>,
    candidates: &[NumberedRule<'_>],
    telling: &Telling<'_>,
    functions: &[FoundFunction],
) -> (FlowFacts, Vec<u32>) {
    let code = unit.code;
    let index = if candidates.is_empty() { None } else { Some(NodesByStart::new(code)) };
    let mut gave_up = Vec::new();
    let mut marked: Vec<(NumberedRule<'_>, Marks)> = Vec::new();
    if let Some(index) = &index {
        for rule in candidates {
            let marks = Marks::of_rule(rule.spec, rule.rule.propagation, evaluation, code, index);
            if !marks.is_complete {
                gave_up.push(rule.number);
            }
            if !marks.is_empty() {
                marked.push((*rule, marks));
            }
        }
    }
    let mut names = FileNames::default();
    let globals = Scope::collect(unit, dialect, &mut names, 0);
    let around = Surroundings { unit, dialect, globals: &globals };
    let mut extract = Extract::new(unit, telling);
    for function in functions {
        let own;
        let scope = if function.node == 0 {
            &globals
        } else {
            own = Scope::collect(unit, dialect, &mut names, function.node);
            &own
        };
        let aliases = match dialect.has_pointers && function.node != 0 {
            true => Aliases::collect(unit, scope, &function.parameters, &mut names, function.node),
            false => Aliases::default(),
        };
        let class = function.class.map(|class| names.of(code.text(class, unit.text)));
        let follow = |names: &mut FileNames<'a>, rule| {
            Follower::new(&around, names, (scope, &aliases), class, rule).run(function.node, &function.parameters)
        };
        let neutral = follow(&mut names, None);
        let under_rules: Vec<(usize, Followed)> = marked
            .iter()
            .enumerate()
            .filter(|(_, (_, marks))| marks.touches(&code.subtree(function.node)))
            .map(|(at, (rule, marks))| (at, follow(&mut names, Some(UnderRule { spec: rule.spec, marks }))))
            .collect();
        extract.add(function, &mut names, class, neutral, under_rules, &marked);
    }
    let mut facts = extract.facts;
    facts.family = Some(dialect.family);
    slots::collect(unit, &globals, &mut names, &mut facts);
    facts.names = names.into_list();
    facts.keep_used_names();
    let with_sources = marked.iter().filter(|(_, marks)| !marks.sources.is_empty());
    facts.rules_with_sources = with_sources.map(|(rule, _)| rule.number).collect();
    (FlowFacts::pack(facts), gave_up)
}

struct Extract<'e, 'a> {
    code: &'a Code,
    text: &'a str,
    telling: &'e Telling<'e>,
    facts: FileFacts,
    /// Numbers of sources and sinks, by rule and number among its matches.
    sources: HashMap<(usize, u32), u32>,
    sinks: HashMap<(usize, u32), u32>,
}

impl<'e, 'a> Extract<'e, 'a> {
    fn new(unit: &'a Unit<'a>, telling: &'e Telling<'e>) -> Self {
        Self {
            code: unit.code,
            text: unit.text,
            telling,
            facts: FileFacts::default(),
            sources: HashMap::new(),
            sinks: HashMap::new(),
        }
    }

    fn add<'t>(
        &mut self,
        function: &FoundFunction,
        names: &mut FileNames<'t>,
        class: Option<NameId>,
        neutral: Followed,
        under_rules: Vec<(usize, Followed)>,
        marked: &[(NumberedRule<'_>, Marks)],
    ) where
        'a: 't,
    {
        let mut calls = CallNumbers::default();
        let mut written = BTreeSet::new();
        let is_incomplete = neutral.is_incomplete || under_rules.iter().any(|(_, followed)| followed.is_incomplete);
        let edges = calls.renumber(self, &neutral, &mut written, None, marked);
        let under_rules: Vec<Difference> = under_rules
            .into_iter()
            .map(|(at, followed)| {
                let number = marked.get(at).map_or(0, |(rule, _)| rule.number);
                let under = calls.renumber(self, &followed, &mut written, Some(at), marked);
                Difference::of(number, &under, &edges)
            })
            .collect();
        if edges.is_empty() && under_rules.iter().all(|it| it.with.is_empty()) && function.node == 0 {
            return;
        }
        let mut name_of = |id: NodeId| names.of(self.code.text(id, self.text));
        let name = function.name.map(&mut name_of);
        let parameters: Vec<Option<NameId>> = function
            .parameters
            .iter()
            .map(|parameter| parameter_name(self.code, *parameter).map(&mut name_of))
            .collect();
        let head = self.code.node(function.node).start..function.name.map_or(0, |name| self.code.node(name).end);
        let head = if function.node == 0 { 0..0 } else { head.start.min(head.end)..head.end };
        self.facts.functions.push(FunctionFacts {
            name,
            class,
            is_local: function.is_static,
            at: (self.telling.place)(&head),
            parameters,
            takes_receiver: function.takes_receiver,
            calls: calls.sites,
            written: written.into_iter().collect(),
            edges,
            under_rules,
            is_incomplete,
        });
    }

    fn source(&mut self, at: usize, number: u32, marked: &[(NumberedRule<'_>, Marks)]) -> u32 {
        if let Some(known) = self.sources.get(&(at, number)) {
            return *known;
        }
        let fact = self.facts.sources.len() as u32;
        if let Some((rule, marks)) = marked.get(at)
            && let Some(Marked { spec, found }) = marks.sources.get(number as usize)
        {
            let source = SourceFact {
                label: rule.spec.sources.get(*spec).map_or(0, |source| source.label),
                bound: self.bound(rule, found, false),
            };
            let details = SourceDetails {
                at: (self.telling.place)(&found.range),
                snippet: (self.telling.snippet)(&found.range),
                text: self.short(&found.range),
            };
            self.facts.sources.push((source, details));
        }
        self.sources.insert((at, number), fact);
        fact
    }

    fn sink(&mut self, at: usize, number: u32, marked: &[(NumberedRule<'_>, Marks)]) -> u32 {
        if let Some(known) = self.sinks.get(&(at, number)) {
            return *known;
        }
        let fact = self.facts.sinks.len() as u32;
        if let Some((rule, marks)) = marked.get(at)
            && let Some(Marked { spec, found }) = marks.sinks.get(number as usize)
        {
            let hit = (self.telling.hit)(rule.rule, found);
            let bound = self.bound(rule, found, true);
            let sink = SinkFact { rule: rule.number, sink: *spec as u32, span: hit.span, bound };
            self.facts.sinks.push((sink, SinkDetails { hit, text: self.short(&found.range) }));
        }
        self.sinks.insert((at, number), fact);
        fact
    }

    fn short(&self, range: &Range<u32>) -> String {
        let text = self.text.get(range.start as usize..range.end as usize).unwrap_or("");
        shortened(text.lines().next().unwrap_or(""))
    }

    /// What metavariables stand for, where it is needed outside: in the message, or to compare source and sink.
    fn bound(&self, rule: &NumberedRule<'_>, found: &Match, is_sink: bool) -> BTreeMap<String, String> {
        let wanted = |name: &str| rule.spec.options.unify || (!is_sink && rule.rule.info.message.contains(name));
        let bindings = found.bindings.0.iter().map(|binding| (self.telling.variables.name(binding.variable), binding));
        bindings
            .filter(|(name, _)| wanted(name))
            .map(|(name, binding)| (name.to_owned(), self.short(&binding.range)))
            .collect()
    }
}

/// The calls of one function that edges speak of, numbered over all runs through it.
#[derive(Default)]
struct CallNumbers {
    of_nodes: HashMap<NodeId, u32>,
    sites: Vec<CallSite>,
}

impl CallNumbers {
    fn renumber(
        &mut self,
        extract: &mut Extract<'_, '_>,
        followed: &Followed,
        written: &mut BTreeSet<Written>,
        rule: Option<usize>,
        marked: &[(NumberedRule<'_>, Marks)],
    ) -> Vec<Edge> {
        let mut variables = BTreeSet::new();
        let mut edges: Vec<Edge> = Vec::with_capacity(followed.edges.len());
        for edge in &followed.edges {
            let is_idle = match (edge.from, edge.to) {
                (Origin::Global(from), End::Global(to)) => from == to,
                (Origin::Field(of, from), End::Field(other, to)) => (of, from) == (other, to),
                _ => false,
            };
            if is_idle {
                continue;
            }
            let to = match edge.to {
                End::Argument(call, argument, field) => {
                    End::Argument(self.call(extract, followed, call), argument, field)
                }
                End::Sink(sink) => End::Sink(rule.map_or(0, |at| extract.sink(at, sink, marked))),
                other => other,
            };
            let from = match edge.from {
                Origin::Result(call) => Origin::Result(self.call(extract, followed, call)),
                Origin::Source(source) => Origin::Source(rule.map_or(0, |at| extract.source(at, source, marked))),
                Origin::Written(variable, _) | Origin::Filled(variable) => {
                    variables.insert(variable);
                    edge.from
                }
                other => other,
            };
            edges.push(Edge { to, from, label: edge.label });
        }
        for it in followed.written.iter().filter(|it| variables.contains(&it.variable)) {
            written.insert(Written { call: self.call(extract, followed, it.call), ..*it });
        }
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    fn call(&mut self, extract: &Extract<'_, '_>, followed: &Followed, call: u32) -> u32 {
        let Some(met) = followed.calls.get(call as usize) else { return 0 };
        *self.of_nodes.entry(met.node).or_insert_with(|| {
            let at = (extract.telling.place)(&extract.code.range(met.node));
            self.sites.push(CallSite { callee: met.callee, at, keywords: met.keywords.clone() });
            (self.sites.len() - 1) as u32
        })
    }
}
