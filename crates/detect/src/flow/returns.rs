//! What functions hand on from their parameters, so that calls and returns match.

use std::collections::VecDeque;
use std::rc::Rc;

use super::facts::{End, NameId, Origin};
use super::graph::{FunctionId, Graph};
use super::ids::{IdMap, IdSet};
use super::ways::{How, Passage, WayId, Ways};
use crate::c_library::returns_no_data;
use crate::rule::TaintSpec;

/// Calls in calls that are looked through for what comes back from them.
const DEEPEST: u32 = 8;
/// Steps that each rule may take over the whole drop.
const STEPS_PER_RULE: u64 = 4_000_000;

/// A value that does not come from a call, and how it gets to where it was asked for.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub origin: Origin,
    pub label: Option<u8>,
    pub way: WayId,
}

/// A function that a value comes out of at one of its ends.
#[derive(Clone, Copy)]
pub(super) struct Called {
    pub function: FunctionId,
    pub end: End,
    pub label: Option<u8>,
    pub way: WayId,
}

/// What the values of one function lead back to.
#[derive(Default)]
pub(super) struct Reached {
    /// Sources, parameters, globals and fields, each once: the first way that it comes by is enough.
    pub found: Vec<Found>,
    /// What was called. What it hands on from its arguments is followed already, not what it has of its own.
    pub callees: Vec<Called>,
    seen: IdSet<(Origin, Option<u8>)>,
    called: IdSet<(FunctionId, End, Option<u8>)>,
}

/// The parameters of which something comes out of a function at one of its ends.
#[derive(Clone)]
struct HandedOn {
    parameters: Rc<Vec<Found>>,
    /// Whether something was given up in finding them out.
    is_incomplete: bool,
}

/// The flows through calls that one rule allows.
pub(super) struct Returns<'g> {
    graph: &'g Graph,
    rule: u32,
    spec: Option<&'g TaintSpec>,
    handed_on: IdMap<(FunctionId, End), HandedOn>,
    /// Those that are being found out.
    open: Vec<(FunctionId, End)>,
    targets: IdMap<(FunctionId, u32), Rc<Vec<FunctionId>>>,
    pub ways: Ways,
    steps: u64,
    pub has_given_up: bool,
}

impl<'g> Returns<'g> {
    pub fn new(graph: &'g Graph, rule: u32, spec: Option<&'g TaintSpec>) -> Self {
        Self {
            graph,
            rule,
            spec,
            handed_on: IdMap::default(),
            open: Vec::new(),
            targets: IdMap::default(),
            ways: Ways::default(),
            steps: STEPS_PER_RULE,
            has_given_up: false,
        }
    }

    /// Takes a step; false if none are left.
    pub fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.has_given_up |= self.steps == 0;
        self.steps > 0
    }

    /// Whether the rule does not follow values from one function to the other.
    pub fn is_out_of_reach(&self, from: FunctionId, to: FunctionId) -> bool {
        self.spec.is_some_and(|spec| spec.options.intrafile) && !self.graph.are_in_one_file(from, to)
    }

    /// Where what arrives at an end comes from, in whichever field of a parameter.
    pub fn origins_of(&self, function: FunctionId, end: End, label: Option<u8>) -> Vec<Found> {
        let last = match end {
            End::Parameter(number, None) => End::Parameter(number, Some(NameId::MAX)),
            other => other,
        };
        let mut origins = self.origins(function, end, last, label);
        if let End::Parameter(number, Some(_)) = end {
            // What is written to the whole is in the field too.
            let whole = End::Parameter(number, None);
            origins.extend(self.origins(function, whole, whole, label));
        }
        origins
    }

    /// Where an argument comes from, or the field of it that is asked for.
    pub fn origins_of_argument(
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
            it.origin = match it.origin {
                Origin::Parameter(number, None) => Origin::Parameter(number, Some(field)),
                Origin::Written(variable, None) => Origin::Written(variable, Some(field)),
                other => other,
            };
        }
        let part = End::Argument(call, argument, Some(field));
        found.extend(self.origins(function, part, part, label));
        found
    }

    /// Where what arrives at the ends from `first` to `last` comes from.
    fn origins(&self, function: FunctionId, first: End, last: End, label: Option<u8>) -> Vec<Found> {
        let edges = self.graph.edges_to(function, self.rule, first, last);
        let found =
            edges.iter().map(|edge| Found { origin: edge.from, label: label.or(edge.label), way: WayId::default() });
        found.collect()
    }

    /// What `origins` in a function lead back to: within it, and through what it calls.
    pub fn reached(&mut self, function: FunctionId, origins: Vec<Found>) -> Reached {
        let mut reached = Reached::default();
        let mut queue: VecDeque<Found> = origins.into();
        while let Some(it) = queue.pop_front() {
            if !reached.seen.insert((it.origin, it.label)) || !self.step() {
                continue;
            }
            match it.origin {
                Origin::Source(_) | Origin::Parameter(..) | Origin::Global(_) | Origin::Field(..) => {
                    reached.found.push(it);
                }
                Origin::Result(call) => {
                    let targets = self.targets(function, call);
                    let mut leads_out = targets.is_empty();
                    for target in targets.iter().copied() {
                        if self.is_out_of_reach(function, target) {
                            leads_out = true;
                        } else {
                            queue.extend(self.through(function, call, target, End::Return, &it, &mut reached));
                        }
                    }
                    if leads_out {
                        queue.extend(self.through_unknown(function, call, &it));
                    }
                }
                Origin::Written(variable, field) => {
                    let graph = self.graph;
                    let Some(facts) = graph.facts(function) else { continue };
                    for by in facts.written.iter().filter(|by| by.variable == variable) {
                        let Some(site) = facts.calls.get(by.call as usize) else { continue };
                        for target in self.targets(function, by.call).iter().copied() {
                            if self.is_out_of_reach(function, target) {
                                continue;
                            }
                            if let Some(parameter) = graph.parameter_for(site, target, by.argument) {
                                let end = End::Parameter(parameter, field);
                                queue.extend(self.through(function, by.call, target, end, &it, &mut reached));
                            }
                        }
                    }
                }
            }
        }
        reached
    }

    fn targets(&mut self, from: FunctionId, call: u32) -> Rc<Vec<FunctionId>> {
        self.targets.entry((from, call)).or_insert_with(|| Rc::new(self.graph.targets(from, call))).clone()
    }

    /// A function that is not in the drop returns what its arguments have, unless the rule or C's library says otherwise.
    fn through_unknown(&self, function: FunctionId, call: u32, it: &Found) -> Vec<Found> {
        let is_safe = self.spec.is_some_and(|spec| spec.options.safe_functions);
        if is_safe || self.graph.c_callee(function, call).is_some_and(returns_no_data) {
            return Vec::new();
        }
        let last = End::Argument(call, u16::MAX, Some(NameId::MAX));
        let mut found = self.origins(function, End::Argument(call, 0, None), last, it.label);
        for one in &mut found {
            one.way = it.way;
        }
        found
    }

    /// The arguments of which something comes out of `target` at `end`.
    fn through(
        &mut self,
        function: FunctionId,
        call: u32,
        target: FunctionId,
        end: End,
        it: &Found,
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
        if reached.called.insert((target, end, it.label)) {
            reached.callees.push(Called { function: target, end, label: it.label, way: onward });
        }
        let mut origins = Vec::new();
        for inner in self.handed_on(target, end).iter() {
            let Origin::Parameter(parameter, field) = inner.origin else { continue };
            let label = it.label.or(inner.label);
            for argument in graph.arguments_for(&site, target, parameter) {
                let mut given = self.origins_of_argument(function, call, argument, field, label);
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
        origins
    }

    /// The parameters of which something comes out of a function at an end.
    fn handed_on(&mut self, function: FunctionId, end: End) -> Rc<Vec<Found>> {
        if let Some(known) = self.handed_on.get(&(function, end)) {
            self.has_given_up |= known.is_incomplete;
            return known.parameters.clone();
        }
        // What comes round again brings nothing new.
        if self.open.contains(&(function, end)) {
            return Rc::default();
        }
        if self.open.len() as u32 >= DEEPEST {
            self.has_given_up = true;
            return Rc::default();
        }
        let had_given_up = std::mem::replace(&mut self.has_given_up, self.graph.is_incomplete(function));
        self.open.push((function, end));
        let origins = self.origins_of(function, end, None);
        let mut found = self.reached(function, origins).found;
        found.retain(|it| matches!(it.origin, Origin::Parameter(..)));
        let parameters = Rc::new(found);
        self.open.pop();
        let known = HandedOn { parameters: parameters.clone(), is_incomplete: self.has_given_up };
        self.handed_on.insert((function, end), known);
        self.has_given_up |= had_given_up;
        parameters
    }
}
