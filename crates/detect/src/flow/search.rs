//! The way back from a sink to the sources of what arrives there.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use banbury_evidence::{Snippet, TraceStep};

use super::facts::{End, NameId, Origin, RECEIVER, SinkFact, SourceFact};
use super::graph::{Callers, Graph};
use super::ids::{IdMap, IdSet};
use super::index::FunctionId;
use super::reach::Reach;
use super::returns::{Found, Returns};
use super::ways::{How, Passage, WayId};
use crate::rule::{Requires, TaintSpec};

/// Functions that a value is followed through on its way from source to sink, whether by calls, returns or what is kept.
const DEEPEST: u32 = 12;
/// Calls of a function that keeps what it gets, up to which a reader of that is taken to get what they hand over. What more
/// hand over is a container of the whole program, in which everything would seem to come from everywhere.
const MOST_KEEPERS: usize = 8;
/// Values behind which no source was found that are remembered: some 50 MB for each rule.
const MOST_BARREN: usize = 1 << 20;
/// Passages of a trace that are kept.
const LONGEST_TRACE: usize = 100;

/// What is asked for in a function.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Point {
    /// Where a value comes from.
    From(Origin),
    /// Where a parameter comes from that a function keeps in a global or a field.
    Kept(u16, Option<NameId>),
    /// Where that comes from which leaves the function at an end, its own parameters aside.
    Within(End),
}

/// A value in a function, on the way back from a sink, with the label that it has from there on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Value {
    function: FunctionId,
    point: Point,
    label: Option<u8>,
}

/// A value that is looked into, and the one that it leads to.
struct Visit {
    value: Value,
    depth: u32,
    way: WayId,
    leads_to: Option<usize>,
}

/// What was visited from one sink, and what is still to be looked into.
#[derive(Default)]
struct Trail {
    visits: Vec<Visit>,
    seen: IdSet<Value>,
    queue: VecDeque<usize>,
}

impl Trail {
    fn add(&mut self, visit: Visit) {
        self.visits.push(visit);
        self.queue.push_back(self.visits.len() - 1);
    }
}

/// How a function is entered on the way back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// From one that it calls, or at a sink.
    Within,
    /// From a caller, who has seen to its parameters.
    Caller,
    /// From one that reads what it keeps.
    Reader,
}

/// Where a function is entered on the way back.
struct Entry {
    function: FunctionId,
    /// What is asked for there, with the label that it has.
    end: End,
    label: Option<u8>,
    depth: u32,
    /// From where in the function to the value that it leads to.
    way: WayId,
    leads_to: Option<usize>,
    side: Side,
}

/// Values behind which searches found no source, by the fewest calls away from a sink that they were met at. A later sink that
/// leads to them need not look again: without this, each of a thousand sinks goes over the same half of a drop.
#[derive(Default)]
struct Barren(IdMap<Value, Looked>);

/// How a value was looked behind.
#[derive(Clone, Copy)]
struct Looked {
    depth: u32,
    /// Whether the search gave something up.
    is_incomplete: bool,
}

impl Barren {
    /// What is known of a value that is met `depth` calls away from a sink.
    fn get(&self, value: &Value, depth: u32) -> Option<Looked> {
        self.0.get(value).copied().filter(|looked| looked.depth <= depth)
    }

    fn add(&mut self, value: Value, looked: Looked) {
        if self.0.len() >= MOST_BARREN {
            self.0.clear();
        }
        let known = self.0.entry(value).or_insert(looked);
        if looked.depth < known.depth {
            *known = looked;
        }
    }
}

/// A source from which taint arrives at a sink.
pub(super) struct Arrival {
    /// Its number in the drop.
    pub source: u32,
    /// The steps from function to function in between.
    pub passages: Vec<TraceStep>,
}

/// The search for one rule.
pub(super) struct Search<'g> {
    graph: &'g Graph<'g>,
    spec: Option<&'g TaintSpec>,
    reach: &'g Reach<'g>,
    returns: Returns<'g>,
    barren: Barren,
}

impl<'g> Search<'g> {
    pub fn new(graph: &'g Graph<'g>, spec: Option<&'g TaintSpec>, reach: &'g Reach<'g>) -> Self {
        Self { graph, spec, reach, returns: Returns::new(graph, reach), barren: Barren::default() }
    }

    /// Whether anything was given up since this was asked last.
    pub fn has_given_up(&mut self) -> bool {
        std::mem::take(&mut self.returns.has_given_up)
    }

    /// What arrives at a sink: nothing if no taint that it asks for arrives.
    pub fn at(&mut self, function: FunctionId, sink: u32, fact: &SinkFact) -> Option<Arrival> {
        if !self.reach.comes_to_sink(function, sink) {
            return None;
        }
        let requires =
            self.spec.and_then(|spec| spec.sinks.get(fact.sink as usize)).and_then(|it| it.requires.as_ref());
        self.returns.forget_if_full();
        let mut trail = Trail::default();
        let mut labels: BTreeMap<u8, usize> = BTreeMap::new();
        let (end, way) = (End::Sink(sink), WayId::default());
        let entry = Entry { function, end, label: None, depth: 0, way, leads_to: None, side: Side::Within };
        self.enter(entry, &mut trail);
        while let Some(at) = trail.queue.pop_front() {
            if !self.returns.step() {
                break;
            }
            let Visit { value, .. } = trail.visits[at];
            self.returns.has_given_up |= self.graph.index.function(value.function).is_incomplete;
            if let Point::From(Origin::Source(source)) = value.point {
                let Some((_, source)) = self.graph.index.sources.get(source as usize) else { continue };
                if !self.agrees(source, fact) {
                    continue;
                }
                labels.entry(value.label.unwrap_or(source.label)).or_insert(at);
                if requires.is_none() {
                    break;
                }
            } else {
                self.look_behind(at, &mut trail);
            }
        }
        // Whether a source agrees is a question of the sink.
        let is_about_all = self.spec.is_none_or(|spec| !spec.options.unify);
        if labels.is_empty() && is_about_all {
            let is_incomplete = self.returns.has_given_up;
            for visit in &trail.visits {
                self.barren.add(visit.value, Looked { depth: visit.depth, is_incomplete });
            }
        }
        let is_found = match requires {
            None => !labels.is_empty(),
            Some(requires) => requires_holds(requires, &labels),
        };
        let first = labels.values().min().copied().filter(|_| is_found)?;
        let Point::From(Origin::Source(source)) = trail.visits.get(first)?.value.point else { return None };
        Some(self.arrival(first, source, &trail.visits))
    }

    /// Goes back from a visited value to those that it may come from.
    fn look_behind(&mut self, at: usize, trail: &mut Trail) {
        let Visit { value: Value { function, point, label }, depth, .. } = trail.visits[at];
        match point {
            Point::Within(end) => {
                let way = WayId::default();
                let entry = Entry { function, end, label, depth, way, leads_to: Some(at), side: Side::Caller };
                self.enter(entry, trail);
            }
            Point::Kept(..) if self.callers(function).calls.len() > MOST_KEEPERS => {}
            Point::From(Origin::Parameter(parameter, field)) | Point::Kept(parameter, field) => {
                for (caller, call) in self.callers(function).calls.iter().copied() {
                    if self.graph.is_out_of_reach(function, caller) {
                        continue;
                    }
                    if self.is_too_deep(depth) {
                        return;
                    }
                    let Some(site) = self.graph.call(caller, call) else { continue };
                    for argument in self.graph.arguments_for(&site, function, parameter) {
                        let how = How::Passed { call, target: function, argument };
                        let way = self.returns.ways.step(Passage { function: caller, how }, WayId::default());
                        let entry = Entry {
                            function: caller,
                            end: End::Argument(call, argument, field),
                            label,
                            depth: depth + 1,
                            way,
                            leads_to: Some(at),
                            side: Side::Within,
                        };
                        self.enter(entry, trail);
                    }
                }
            }
            Point::From(Origin::Global(name)) => self.enter_writers(at, End::Global(name), name, trail),
            Point::From(Origin::Field(of, name)) => self.enter_writers(at, End::Field(of, name), name, trail),
            // A source ends the way; `Returns` leaves none of the others.
            Point::From(Origin::Source(_) | Origin::Result(_) | Origin::Written(..) | Origin::Filled(_)) => {}
        }
    }

    fn enter_writers(&mut self, at: usize, end: End, name: NameId, trail: &mut Trail) {
        let Visit { value, depth, .. } = trail.visits[at];
        let graph = self.graph;
        for writer in graph.index.writers(end) {
            if self.graph.is_out_of_reach(value.function, writer) {
                continue;
            }
            if self.is_too_deep(depth) {
                return;
            }
            let way = self.returns.ways.step(Passage { function: writer, how: How::Kept(name) }, WayId::default());
            let (label, depth) = (value.label, depth + 1);
            let entry = Entry { function: writer, end, label, depth, way, leads_to: Some(at), side: Side::Reader };
            self.enter(entry, trail);
        }
    }

    /// Whether nothing further away may be looked at, which is noted.
    fn is_too_deep(&mut self, depth: u32) -> bool {
        self.returns.has_given_up |= depth >= DEEPEST;
        depth >= DEEPEST
    }

    /// Adds what is asked for in a function, as far back as it can be followed there.
    fn enter(&mut self, entry: Entry, trail: &mut Trail) {
        let Entry { function, end, label, depth, way: behind, leads_to, side } = entry;
        let reached = self.returns.reached(function, end, label);
        for Found { origin, label, way } in reached.found.iter().copied() {
            let point = match (origin, side) {
                (Origin::Parameter(..), Side::Caller) => continue,
                (Origin::Parameter(parameter, field), Side::Reader) => Point::Kept(parameter, field),
                _ => Point::From(origin),
            };
            let value = Value { function, point, label };
            self.add(Visit { value, depth, way, leads_to }, behind, trail);
        }
        for callee in &reached.callees {
            if self.is_too_deep(depth) {
                return;
            }
            let value = Value { function: callee.function, point: Point::Within(callee.end), label: callee.label };
            self.add(Visit { value, depth: depth + 1, way: callee.way, leads_to }, behind, trail);
        }
    }

    /// Adds a visit whose way goes on `behind` where the function was entered, unless that is known to lead nowhere.
    fn add(&mut self, visit: Visit, behind: WayId, trail: &mut Trail) {
        let Value { function, point, .. } = visit.value;
        let may_be = match point {
            Point::From(origin) => self.reach.comes_from(function, origin),
            Point::Kept(parameter, field) => self.reach.comes_from(function, Origin::Parameter(parameter, field)),
            Point::Within(end) => self.reach.leaves_at(function, end),
        };
        if !may_be {
            return;
        }
        match self.barren.get(&visit.value, visit.depth) {
            Some(looked) => self.returns.has_given_up |= looked.is_incomplete,
            None if trail.seen.insert(visit.value) => {
                let way = self.returns.ways.join(visit.way, behind);
                trail.add(Visit { way, ..visit });
            }
            None => {}
        }
    }

    fn callers(&mut self, of: FunctionId) -> Rc<Callers> {
        let callers = self.graph.callers(of);
        self.returns.has_given_up |= callers.is_incomplete;
        callers
    }

    /// Whether source and sink stand for the same code in the metavariables that they share, if the rule asks for that.
    fn agrees(&self, source: &SourceFact, sink: &SinkFact) -> bool {
        let unifies = self.spec.is_some_and(|spec| spec.options.unify);
        !unifies || source.bound.iter().all(|(name, text)| sink.bound.get(name).is_none_or(|other| other == text))
    }

    /// A passage as a step of a trace.
    fn passage(&self, passage: Passage) -> Option<TraceStep> {
        let (graph, function) = (self.graph, passage.function);
        let (call, note) = match passage.how {
            How::Passed { call, target, argument: RECEIVER } => {
                (Some(call), format!("passed to {} as its object", graph.index.name(target)))
            }
            How::Passed { call, target, argument } => {
                (Some(call), format!("passed to {} as argument {}", graph.index.name(target), u32::from(argument) + 1))
            }
            How::Returned { call, target } => (Some(call), format!("returned by {}", graph.index.name(target))),
            How::Written { call, target } => (Some(call), format!("written by {}", graph.index.name(target))),
            How::Kept(name) => (None, format!("kept in {} by {}", graph.index.text(name), graph.index.name(function))),
        };
        let at = match call {
            Some(call) => graph.call(function, call)?.at,
            None => graph.facts(function)?.at,
        };
        Some(at.step(graph.index.path(function).clone(), note, Snippet::default()))
    }

    /// The way from a visited source to the sink.
    fn arrival(&self, at: usize, source: u32, visits: &[Visit]) -> Arrival {
        let mut passages = Vec::new();
        let mut next = Some(at);
        while let Some(visit) = next.and_then(|next| visits.get(next)) {
            let on = self.returns.ways.passages(visit.way).take(LONGEST_TRACE.saturating_sub(passages.len()));
            passages.extend(on.filter_map(|passage| self.passage(passage)));
            next = visit.leads_to;
        }
        Arrival { source, passages }
    }
}

fn requires_holds(requires: &Requires, labels: &BTreeMap<u8, usize>) -> bool {
    !labels.is_empty() && requires.holds(&|label| labels.contains_key(&label))
}
