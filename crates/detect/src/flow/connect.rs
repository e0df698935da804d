//! From the facts of all files to what flows from a source to a sink.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;

use banbury_evidence::{DropPath, Location, RuleId, Snippet, TraceStep};

use super::facts::{End, FactPlace, NameId, Origin, RECEIVER, SinkFact, SourceFact};
use super::graph::{FunctionId, Graph};
use super::packed::FlowFacts;
use super::ways::{How, Passage, WayId, Ways};
use crate::findings::Hit;
use crate::rule::{Requires, Ruleset, TaintSpec};

/// Calls in calls that are followed, up and down.
const DEEPEST: u32 = 8;
/// Steps that each rule may take over the whole drop.
const STEPS_PER_RULE: u64 = 4_000_000;
/// Steps of a trace that are kept.
const LONGEST_TRACE: usize = 100;

/// What flows over all files.
pub struct ConnectedFlows {
    /// Findings by file, with their traces.
    pub hits: Vec<(DropPath, Hit)>,
    /// Rules that gave up somewhere, and in which file.
    pub gave_up: BTreeSet<(RuleId, DropPath)>,
}

/// Finds what flows from sources to sinks, from the facts of each file, sorted by path.
pub fn connect_flows(files: Vec<(DropPath, Vec<FlowFacts>)>, ruleset: &Ruleset) -> ConnectedFlows {
    let mut connected = ConnectedFlows { hits: Vec::new(), gave_up: BTreeSet::new() };
    let searched = rules_with_source_and_sink(&files);
    if searched.is_empty() {
        return connected;
    }
    let graph = Graph::new(files);
    for path in &graph.unreadable {
        let rules = searched.iter().filter_map(|number| ruleset.rules.get(*number as usize));
        connected.gave_up.extend(rules.map(|rule| (rule.info.id.clone(), path.clone())));
    }
    for (number, of_rule) in graph.sinks.iter().filter(|(number, _)| searched.contains(number)) {
        let number = *number;
        let Some(rule) = ruleset.rules.get(number as usize) else { continue };
        let mut search = Search::new(&graph, number, rule.taint.values().next());
        let mut seen = HashSet::new();
        for (function, sink) in of_rule.iter().copied() {
            let file = &graph.files[graph.file(function)];
            let Some(fact) = file.sinks.get(sink as usize) else { continue };
            if seen.contains(&(&file.path, fact.hit.span)) {
                continue;
            }
            if let Some(hit) = search.at(function, sink, fact) {
                seen.insert((&file.path, fact.hit.span));
                connected.hits.push((file.path.clone(), hit));
            }
            if std::mem::take(&mut search.has_given_up) {
                connected.gave_up.insert((rule.info.id.clone(), file.path.clone()));
            }
        }
    }
    connected
}

/// The rules that have both somewhere in the drop: nothing can be found under others.
fn rules_with_source_and_sink(files: &[(DropPath, Vec<FlowFacts>)]) -> BTreeSet<u32> {
    let all = || files.iter().flat_map(|(_, readings)| readings);
    let sinks: BTreeSet<u32> = all().flat_map(|facts| &facts.sinks).map(|sink| sink.rule).collect();
    all().flat_map(|facts| &facts.rules_with_sources).copied().filter(|rule| sinks.contains(rule)).collect()
}

/// A value in a function, on the way back from a sink, with the label that it has from there on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Value {
    function: FunctionId,
    origin: Origin,
    label: Option<u8>,
}

/// A value that does not come from a call, and how it gets to where it was asked for.
#[derive(Clone, Copy)]
struct Found {
    origin: Origin,
    label: Option<u8>,
    way: WayId,
}

/// What the values of one function lead back to, as far as they are followed.
#[derive(Default)]
struct Reached {
    /// What was followed.
    seen: HashSet<(Origin, Option<u8>)>,
    /// Where following ends, each once: the first way that it comes by is enough.
    found: Vec<Found>,
    ends: HashSet<(Origin, Option<u8>)>,
}

impl Reached {
    fn is_new(&mut self, origin: Origin, label: Option<u8>) -> bool {
        self.ends.insert((origin, label))
    }
}

/// The search for one rule.
struct Search<'g> {
    graph: &'g Graph,
    rule: u32,
    spec: Option<&'g TaintSpec>,
    /// What comes out of a function at one of its ends.
    summaries: HashMap<(FunctionId, End), Rc<Vec<Found>>>,
    /// Summaries that are being made.
    open: Vec<(FunctionId, End)>,
    callers: HashMap<FunctionId, Rc<Vec<(FunctionId, u32)>>>,
    ways: Ways,
    steps: u64,
    has_given_up: bool,
}

/// A value that is looked into, and the one that it leads to.
struct Visit {
    value: Value,
    depth: u32,
    way: WayId,
    leads_to: Option<usize>,
}

impl<'g> Search<'g> {
    fn new(graph: &'g Graph, rule: u32, spec: Option<&'g TaintSpec>) -> Self {
        Self {
            graph,
            rule,
            spec,
            summaries: HashMap::new(),
            open: Vec::new(),
            callers: HashMap::new(),
            ways: Ways::default(),
            steps: STEPS_PER_RULE,
            has_given_up: false,
        }
    }

    fn callers(&mut self, of: FunctionId) -> Rc<Vec<(FunctionId, u32)>> {
        self.callers.entry(of).or_insert_with(|| Rc::new(self.graph.callers(of))).clone()
    }

    fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.has_given_up |= self.steps == 0;
        self.steps > 0
    }

    /// What is found at a sink: nothing if no taint that it asks for arrives.
    fn at(&mut self, function: FunctionId, sink: u32, fact: &SinkFact) -> Option<Hit> {
        let requires =
            self.spec.and_then(|spec| spec.sinks.get(fact.sink as usize)).and_then(|it| it.requires.as_ref());
        let mut visits: Vec<Visit> = Vec::new();
        let mut seen: HashSet<Value> = HashSet::new();
        let mut queue: VecDeque<usize> = VecDeque::new();
        let mut labels: BTreeMap<u8, usize> = BTreeMap::new();
        let starts: Vec<Found> = self.origins(function, End::Sink(sink), End::Sink(sink), None);
        self.enter(function, starts, 0, None, WayId::default(), &mut visits, &mut seen, &mut queue);
        while let Some(at) = queue.pop_front() {
            if !self.step() {
                break;
            }
            let Visit { value, depth, .. } = visits[at];
            self.has_given_up |= self.graph.is_incomplete(value.function);
            match value.origin {
                Origin::Source(source) => {
                    let Some((_, source)) = self.graph.sources.get(source as usize) else { continue };
                    if !self.agrees(source, fact) {
                        continue;
                    }
                    labels.entry(value.label.unwrap_or(source.label)).or_insert(at);
                    if requires.is_none() {
                        break;
                    }
                }
                Origin::Parameter(parameter, field) => {
                    for (caller, call) in self.callers(value.function).iter().copied() {
                        if self.is_out_of_reach(value.function, caller) {
                            continue;
                        }
                        if depth >= DEEPEST {
                            self.has_given_up = true;
                            break;
                        }
                        let Some(site) = self.graph.call(caller, call) else { continue };
                        for argument in self.graph.arguments_for(&site, value.function, parameter) {
                            let how = How::Passed { call, target: value.function, argument };
                            let passed = self.ways.step(Passage { function: caller, how });
                            let origins = self.argument_origins(caller, call, argument, field, value.label);
                            self.enter(
                                caller,
                                origins,
                                depth + 1,
                                Some(at),
                                passed,
                                &mut visits,
                                &mut seen,
                                &mut queue,
                            );
                        }
                    }
                }
                Origin::Global(name) => {
                    self.enter_writers(at, End::Global(name), name, &mut visits, &mut seen, &mut queue);
                }
                Origin::Field(of, name) => {
                    self.enter_writers(at, End::Field(of, name), name, &mut visits, &mut seen, &mut queue);
                }
                // `closure` leaves none of these.
                Origin::Result(_) | Origin::Written(_) => {}
            }
        }
        let is_found = match requires {
            None => !labels.is_empty(),
            Some(requires) => requires_holds(requires, &labels),
        };
        let first = labels.values().min().copied().filter(|_| is_found)?;
        Some(self.hit(fact, function, first, &visits))
    }

    fn enter_writers(
        &mut self,
        at: usize,
        end: End,
        name: NameId,
        visits: &mut Vec<Visit>,
        seen: &mut HashSet<Value>,
        queue: &mut VecDeque<usize>,
    ) {
        let Visit { value, depth, .. } = visits[at];
        let graph = self.graph;
        for writer in graph.writers(end) {
            if self.is_out_of_reach(value.function, writer) {
                continue;
            }
            if depth >= DEEPEST {
                self.has_given_up = true;
                return;
            }
            let kept = self.ways.step(Passage { function: writer, how: How::Kept(name) });
            let origins = self.origins(writer, end, end, value.label);
            self.enter(writer, origins, depth + 1, Some(at), kept, visits, seen, queue);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the state of one search")]
    fn enter(
        &mut self,
        function: FunctionId,
        origins: Vec<Found>,
        depth: u32,
        leads_to: Option<usize>,
        behind: WayId,
        visits: &mut Vec<Visit>,
        seen: &mut HashSet<Value>,
        queue: &mut VecDeque<usize>,
    ) {
        for found in self.closure(function, origins, 0) {
            let value = Value { function, origin: found.origin, label: found.label };
            if seen.insert(value) {
                let way = self.ways.join(found.way, behind);
                visits.push(Visit { value, depth, way, leads_to });
                queue.push_back(visits.len() - 1);
            }
        }
    }

    /// Whether the rule does not follow values from one function to the other.
    fn is_out_of_reach(&self, from: FunctionId, to: FunctionId) -> bool {
        self.spec.is_some_and(|spec| spec.options.intrafile) && self.graph.path(from) != self.graph.path(to)
    }

    /// Whether source and sink stand for the same code in the metavariables that they share, if the rule asks for that.
    fn agrees(&self, source: &SourceFact, sink: &SinkFact) -> bool {
        let unifies = self.spec.is_some_and(|spec| spec.options.unify);
        !unifies || source.bound.iter().all(|(name, text)| sink.bound.get(name).is_none_or(|other| other == text))
    }

    /// Where what arrives at the ends from `first` to `last` comes from.
    fn origins(&self, function: FunctionId, first: End, last: End, label: Option<u8>) -> Vec<Found> {
        let edges = self.graph.edges_to(function, self.rule, first, last);
        let found =
            edges.iter().map(|edge| Found { origin: edge.from, label: label.or(edge.label), way: WayId::default() });
        found.collect()
    }

    /// Where an argument comes from, or the field of it that is asked for.
    fn argument_origins(
        &self,
        function: FunctionId,
        call: u32,
        argument: u16,
        field: Option<NameId>,
        label: Option<u8>,
    ) -> Vec<Found> {
        let whole = End::Argument(call, argument, None);
        let Some(field) = field else {
            return self.origins(function, whole, End::Argument(call, argument, Some(NameId::MAX)), label);
        };
        let mut found = self.origins(function, whole, whole, label);
        for it in &mut found {
            // What is handed on whole is asked for this field alone.
            if let Origin::Parameter(number, None) = it.origin {
                it.origin = Origin::Parameter(number, Some(field));
            }
        }
        let part = End::Argument(call, argument, Some(field));
        found.extend(self.origins(function, part, part, label));
        found
    }

    /// The values of one function that `origins` lead back to: sources, parameters, globals and fields.
    fn closure(&mut self, function: FunctionId, origins: Vec<Found>, depth: u32) -> Vec<Found> {
        let mut reached = Reached::default();
        let mut queue: VecDeque<Found> = origins.into();
        while let Some(it) = queue.pop_front() {
            if !reached.seen.insert((it.origin, it.label)) || !self.step() {
                continue;
            }
            match it.origin {
                Origin::Source(_) | Origin::Parameter(..) | Origin::Global(_) | Origin::Field(..) => {
                    if reached.is_new(it.origin, it.label) {
                        reached.found.push(it);
                    }
                }
                Origin::Result(call) => {
                    let targets = self.graph.targets(function, call);
                    if targets.is_empty() {
                        queue.extend(self.through_unknown(function, call, &it));
                    }
                    for target in targets {
                        if self.is_out_of_reach(function, target) {
                            queue.extend(self.through_unknown(function, call, &it));
                        } else {
                            queue.extend(self.through(function, call, target, End::Return, &it, depth, &mut reached));
                        }
                    }
                }
                Origin::Written(variable) => {
                    let graph = self.graph;
                    let Some(facts) = graph.facts(function) else { continue };
                    for by in facts.written.iter().filter(|by| by.variable == variable) {
                        let Some(site) = graph.call(function, by.call) else { continue };
                        for target in graph.targets(function, by.call) {
                            if self.is_out_of_reach(function, target) {
                                continue;
                            }
                            if let Some(parameter) = graph.parameter_for(&site, target, by.argument) {
                                let end = End::Parameter(parameter, None);
                                queue.extend(self.through(function, by.call, target, end, &it, depth, &mut reached));
                            }
                        }
                    }
                }
            }
        }
        reached.found
    }

    /// A function that is not in the drop returns what its arguments have, unless the rule says otherwise.
    fn through_unknown(&self, function: FunctionId, call: u32, it: &Found) -> Vec<Found> {
        if self.spec.is_some_and(|spec| spec.options.safe_functions) {
            return Vec::new();
        }
        let last = End::Argument(call, u16::MAX, Some(NameId::MAX));
        let mut found = self.origins(function, End::Argument(call, 0, None), last, it.label);
        for one in &mut found {
            one.way = it.way;
        }
        found
    }

    /// What comes out of `target` at `end`, in terms of the caller; what is no concern of the caller goes to `found`.
    #[allow(clippy::too_many_arguments, reason = "the state of one closure")]
    fn through(
        &mut self,
        function: FunctionId,
        call: u32,
        target: FunctionId,
        end: End,
        it: &Found,
        depth: u32,
        reached: &mut Reached,
    ) -> Vec<Found> {
        let graph = self.graph;
        let Some(site) = graph.call(function, call) else { return Vec::new() };
        let how = match end {
            End::Return => How::Returned { call, target },
            _ => How::Written { call, target },
        };
        let out = self.ways.step(Passage { function, how });
        let onward = self.ways.join(out, it.way);
        let mut origins = Vec::new();
        for inner in self.summary(target, end, depth + 1).iter() {
            let label = it.label.or(inner.label);
            match inner.origin {
                Origin::Parameter(parameter, field) => {
                    for argument in graph.arguments_for(&site, target, parameter) {
                        let mut given = self.argument_origins(function, call, argument, field, label);
                        given.retain(|one| !reached.seen.contains(&(one.origin, one.label)));
                        if given.is_empty() {
                            continue;
                        }
                        let passed = self.ways.step(Passage { function, how: How::Passed { call, target, argument } });
                        let behind = self.ways.join(inner.way, onward);
                        let way = self.ways.join(passed, behind);
                        origins.extend(given.into_iter().map(|one| Found { way, ..one }));
                    }
                }
                Origin::Source(_) | Origin::Global(_) | Origin::Field(..) => {
                    if reached.is_new(inner.origin, label) {
                        let way = self.ways.join(inner.way, onward);
                        reached.found.push(Found { origin: inner.origin, label, way });
                    }
                }
                Origin::Result(_) | Origin::Written(_) => {}
            }
        }
        origins
    }

    fn summary(&mut self, function: FunctionId, end: End, depth: u32) -> Rc<Vec<Found>> {
        if let Some(known) = self.summaries.get(&(function, end)) {
            return known.clone();
        }
        // What comes round again brings nothing new.
        if self.open.contains(&(function, end)) {
            return Rc::default();
        }
        if depth > DEEPEST {
            self.has_given_up = true;
            return Rc::default();
        }
        self.has_given_up |= self.graph.is_incomplete(function);
        self.open.push((function, end));
        let last = match end {
            End::Parameter(number, None) => End::Parameter(number, Some(NameId::MAX)),
            other => other,
        };
        let origins = self.origins(function, end, last, None);
        let found = Rc::new(self.closure(function, origins, depth));
        self.open.pop();
        self.summaries.insert((function, end), found.clone());
        found
    }

    /// A passage as a step of a trace.
    fn passage(&self, passage: Passage) -> Option<TraceStep> {
        let (graph, function) = (self.graph, passage.function);
        let (call, note) = match passage.how {
            How::Passed { call, target, argument: RECEIVER } => {
                (Some(call), format!("passed to {} as its object", graph.name(target)))
            }
            How::Passed { call, target, argument } => {
                (Some(call), format!("passed to {} as argument {}", graph.name(target), u32::from(argument) + 1))
            }
            How::Returned { call, target } => (Some(call), format!("returned by {}", graph.name(target))),
            How::Written { call, target } => (Some(call), format!("written by {}", graph.name(target))),
            How::Kept(name) => (None, format!("kept in {} by {}", graph.text(name), graph.name(function))),
        };
        let at = match call {
            Some(call) => graph.call(function, call)?.at,
            None => graph.facts(function)?.at,
        };
        Some(step(graph.path(function).clone(), &at, note, Snippet::default()))
    }

    /// The finding with the way from the source, which is visited last, to the sink.
    fn hit(&self, fact: &SinkFact, function: FunctionId, source: usize, visits: &[Visit]) -> Hit {
        let mut hit = fact.hit.clone();
        let mut trace = Vec::new();
        let first = &visits[source];
        if let Origin::Source(number) = first.value.origin
            && let Some((file, source)) = self.graph.sources.get(number as usize)
        {
            let path = self.graph.files[*file].path.clone();
            trace.push(step(path, &source.at, format!("comes from {}", source.text), source.snippet.clone()));
            for (name, text) in &source.bound {
                hit.message = hit.message.replace(&format!("${name}"), text);
            }
        }
        let mut at = Some(source);
        while let Some(visit) = at.and_then(|at| visits.get(at)) {
            let passages = self.ways.passages(visit.way).take(LONGEST_TRACE.saturating_sub(trace.len()));
            trace.extend(passages.filter_map(|passage| self.passage(passage)));
            at = visit.leads_to;
        }
        let place = FactPlace { span: hit.span, start: hit.start, end: hit.end };
        let path = self.graph.path(function).clone();
        trace.push(step(path, &place, format!("reaches {}", fact.text), hit.snippet.clone()));
        hit.trace = trace;
        hit
    }
}

fn requires_holds(requires: &Requires, labels: &BTreeMap<u8, usize>) -> bool {
    !labels.is_empty() && requires.holds(&|label| labels.contains_key(&label))
}

fn step(path: DropPath, at: &FactPlace, note: String, snippet: Snippet) -> TraceStep {
    let location = Location { path, span: at.span, start: at.start, end: at.end };
    TraceStep { location, note, snippet }
}
