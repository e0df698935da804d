//! How far the values of a rule's sources may come, told roughly and fast: without regard to fields of parameters, labels and
//! depth. What they do not come to, the search back from sinks need not look at.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;
use std::rc::Rc;

use super::facts::{Edge, End, FunctionFacts, NameId, Origin};
use super::graph::Graph;
use super::ids::{IdMap, IdSet};
use super::index::FunctionId;
use super::returns::NO_FIELD;

/// Parameters of a function as bits; the last stands for all from there on.
#[derive(Clone, Copy, Default)]
struct Parameters(u64);

impl Parameters {
    fn bit(parameter: u16) -> u64 {
        1 << parameter.min(63)
    }

    fn contains(self, parameter: u16) -> bool {
        self.0 & Self::bit(parameter) != 0
    }

    /// Adds one; whether it is new.
    fn insert(&mut self, parameter: u16) -> bool {
        let known = self.contains(parameter);
        self.0 |= Self::bit(parameter);
        !known
    }
}

/// A function that is followed again whenever more comes to it.
struct Followed {
    /// The edges to each end that nothing has come to yet.
    waiting: Vec<Range<u32>>,
    /// The arguments that something has come to, and the calls that have them.
    given: IdSet<(u32, u16)>,
    calls: IdSet<u32>,
    /// For each variable, which parameters of called functions write to it.
    writers: IdMap<NameId, Rc<[(FunctionId, u16)]>>,
}

impl Followed {
    fn new(edges: &[Edge]) -> Self {
        let mut waiting: Vec<Range<u32>> = Vec::new();
        let mut start = 0;
        for of_end in edges.chunk_by(|a, b| a.to == b.to) {
            let end = start + of_end.len() as u32;
            waiting.push(start..end);
            start = end;
        }
        Self { waiting, given: IdSet::default(), calls: IdSet::default(), writers: IdMap::default() }
    }
}

/// What values may come to.
pub(super) struct Reach<'g> {
    graph: &'g Graph<'g>,
    /// Parameters that functions get them in.
    taken: IdMap<FunctionId, Parameters>,
    /// Parameters that functions write them to, and those of them that they are the whole of.
    written: IdMap<FunctionId, Parameters>,
    filled: IdMap<FunctionId, Parameters>,
    returned: IdSet<FunctionId>,
    /// Globals and fields.
    kept: IdSet<End>,
    sinks: IdSet<(FunctionId, u32)>,
    /// Functions in which they could not be followed everywhere.
    lost_in: BTreeSet<FunctionId>,
    followed: IdMap<FunctionId, Followed>,
    queue: VecDeque<FunctionId>,
    queued: IdSet<FunctionId>,
    steps: u64,
}

impl<'g> Reach<'g> {
    /// From these functions, which have sources of the rule in them. Once so many flows have been looked at, values may come to
    /// everything.
    pub fn new(graph: &'g Graph<'g>, with_sources: &[FunctionId], steps: u64) -> Self {
        let mut reach = Self {
            graph,
            taken: IdMap::default(),
            written: IdMap::default(),
            filled: IdMap::default(),
            returned: IdSet::default(),
            kept: IdSet::default(),
            sinks: IdSet::default(),
            lost_in: BTreeSet::new(),
            followed: IdMap::default(),
            queue: VecDeque::new(),
            queued: IdSet::default(),
            steps,
        };
        with_sources.iter().for_each(|function| reach.enqueue(*function));
        while let Some(function) = reach.queue.pop_front() {
            reach.queued.remove(&function);
            reach.follow(function);
            if reach.steps == 0 {
                break;
            }
        }
        reach.followed = IdMap::default();
        reach
    }

    fn is_everywhere(&self) -> bool {
        self.steps == 0
    }

    /// Functions in which values could not be followed everywhere, if it is known how far they come at all.
    pub fn lost_in(&self) -> impl Iterator<Item = FunctionId> + '_ {
        self.lost_in.iter().copied().filter(|_| !self.is_everywhere())
    }

    pub fn comes_to_sink(&self, function: FunctionId, sink: u32) -> bool {
        self.is_everywhere() || self.sinks.contains(&(function, sink))
    }

    /// Whether what has this origin in a function may be a value of a source.
    pub fn comes_from(&self, function: FunctionId, origin: Origin) -> bool {
        self.is_everywhere()
            || match origin {
                Origin::Parameter(parameter, _) => contains(&self.taken, function, parameter),
                Origin::Global(name) => self.kept.contains(&End::Global(name)),
                Origin::Field(of, name) => self.kept.contains(&End::Field(of, name)),
                Origin::Source(_) | Origin::Result(_) | Origin::Written(..) | Origin::Filled(_) => true,
            }
    }

    /// Whether a value of a source may leave a function at this end.
    pub fn leaves_at(&self, function: FunctionId, end: End) -> bool {
        self.is_everywhere()
            || match end {
                End::Return => self.returned.contains(&function),
                End::Parameter(parameter, Some(NO_FIELD)) => contains(&self.filled, function, parameter),
                End::Parameter(parameter, _) => contains(&self.written, function, parameter),
                _ => true,
            }
    }

    fn enqueue(&mut self, function: FunctionId) {
        self.steps = self.steps.saturating_sub(1);
        if self.queued.insert(function) {
            self.queue.push_back(function);
        }
    }

    /// Follows what comes to a function until it brings nothing new.
    fn follow(&mut self, function: FunctionId) {
        let Some(facts) = self.graph.facts(function) else { return };
        let known = self.followed.remove(&function);
        let mut followed = known.unwrap_or_else(|| Followed::new(&facts.edges));
        loop {
            let mut waiting = std::mem::take(&mut followed.waiting);
            let before = waiting.len();
            waiting.retain(|edges| {
                let edges = facts.edges.get(edges.start as usize..edges.end as usize).unwrap_or(&[]);
                self.steps = self.steps.saturating_sub(edges.len() as u64);
                let is_reached = edges.iter().any(|edge| self.is_reached(function, &facts, edge.from, &mut followed));
                if let Some(edge) = edges.first().filter(|_| is_reached) {
                    self.arrive(function, &facts, edge.to, &mut followed);
                }
                !is_reached
            });
            followed.waiting = waiting;
            if followed.waiting.len() == before || self.steps == 0 {
                break;
            }
        }
        self.followed.insert(function, followed);
    }

    fn is_reached(&mut self, function: FunctionId, facts: &FunctionFacts, origin: Origin, of: &mut Followed) -> bool {
        match origin {
            Origin::Result(call) => {
                let targets = self.graph.targets(function, call);
                let is_followed = |target: &&FunctionId| !self.graph.is_out_of_reach(function, **target);
                let followed = || targets.functions.iter().filter(is_followed);
                let leads_out = targets.functions.is_empty() || followed().count() < targets.functions.len();
                followed().any(|target| self.returned.contains(target))
                    || (leads_out && of.calls.contains(&call) && self.graph.unknown_hands_on(function, call))
            }
            Origin::Written(variable, _) | Origin::Filled(variable) => {
                let known = of.writers.get(&variable).cloned();
                let writers = known.unwrap_or_else(|| {
                    let writers = self.writers(function, facts, variable);
                    of.writers.insert(variable, writers.clone());
                    writers
                });
                let leaving = if matches!(origin, Origin::Filled(_)) { &self.filled } else { &self.written };
                writers.iter().any(|(target, parameter)| contains(leaving, *target, *parameter))
            }
            Origin::Source(_) => true,
            other => self.comes_from(function, other),
        }
    }

    /// The parameters of called functions that write to a variable.
    fn writers(&mut self, function: FunctionId, facts: &FunctionFacts, variable: NameId) -> Rc<[(FunctionId, u16)]> {
        let mut writers = Vec::new();
        for by in facts.written.iter().filter(|by| by.variable == variable) {
            let Some(site) = facts.calls.get(by.call as usize) else { continue };
            for target in self.graph.targets(function, by.call).functions.iter().copied() {
                self.steps = self.steps.saturating_sub(1);
                if !self.graph.is_out_of_reach(function, target) {
                    let parameter = self.graph.parameter_for(site, target, by.argument);
                    writers.extend(parameter.map(|parameter| (target, parameter)));
                }
            }
        }
        writers.into()
    }

    /// Hands on what has arrived at an end of a function.
    fn arrive(&mut self, function: FunctionId, facts: &FunctionFacts, end: End, of: &mut Followed) {
        match end {
            End::Sink(sink) => {
                self.sinks.insert((function, sink));
            }
            End::Return => {
                if self.returned.insert(function) {
                    self.enqueue_callers(function);
                }
            }
            End::Parameter(parameter, field) => {
                let is_new = self.written.entry(function).or_default().insert(parameter);
                let fills = field.is_none() && self.filled.entry(function).or_default().insert(parameter);
                if is_new || fills {
                    self.enqueue_callers(function);
                }
            }
            End::Argument(call, argument, _) => {
                of.calls.insert(call);
                if !of.given.insert((call, argument)) {
                    return;
                }
                let Some(site) = facts.calls.get(call as usize) else { return };
                let targets = self.graph.targets(function, call);
                if targets.is_incomplete {
                    self.lost_in.insert(function);
                }
                for target in targets.functions.iter().copied() {
                    self.steps = self.steps.saturating_sub(1);
                    if self.graph.is_out_of_reach(function, target) {
                        continue;
                    }
                    if let Some(parameter) = self.graph.parameter_for(site, target, argument)
                        && self.taken.entry(target).or_default().insert(parameter)
                    {
                        self.enqueue(target);
                    }
                }
            }
            End::Global(_) | End::Field(..) => {
                if self.kept.insert(end) {
                    let graph = self.graph;
                    let readers = graph.index.readers(end);
                    readers.for_each(|reader| self.enqueue(reader));
                }
            }
        }
    }

    fn enqueue_callers(&mut self, function: FunctionId) {
        let callers = self.graph.callers(function);
        if callers.is_incomplete {
            self.lost_in.insert(function);
        }
        callers.calls.iter().for_each(|(caller, _)| self.enqueue(*caller));
    }
}

fn contains(of: &IdMap<FunctionId, Parameters>, function: FunctionId, parameter: u16) -> bool {
    of.get(&function).is_some_and(|parameters| parameters.contains(parameter))
}
