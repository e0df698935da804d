//! What functions hand on from their parameters, so that calls and returns match.

use std::collections::VecDeque;
use std::rc::Rc;

use super::facts::{Edge, End, FunctionFacts, NameId, Origin};
use super::graph::Graph;
use super::ids::{IdMap, IdSet};
use super::index::FunctionId;
use super::reach::Reach;
use super::targets::Targets;
use super::ways::{How, Passage, WayId, Ways};

/// A field that nothing has: what is asked for is written to the whole.
pub(super) const NO_FIELD: NameId = NameId::MAX;
/// Calls in calls that are looked through for what comes back from them.
const DEEPEST: u32 = 8;
/// Steps that each rule may take over the whole drop.
const STEPS_PER_RULE: u64 = 4_000_000;
/// Values, passages and the like that are remembered of what was found out once: some 50 MB for each rule.
const MOST_REMEMBERED: usize = 1 << 20;

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
}

/// A function whose values are being followed.
struct Reaching<'g> {
    reach: &'g Reach<'g>,
    function: FunctionId,
    facts: Rc<FunctionFacts>,
    reached: Reached,
    queue: VecDeque<Found>,
    seen: IdSet<(Origin, Option<u8>)>,
    called: IdSet<(FunctionId, End, Option<u8>)>,
}

impl Reaching<'_> {
    fn add(&mut self, found: Found) {
        if self.reach.comes_from(self.function, found.origin) && self.seen.insert((found.origin, found.label)) {
            self.queue.push_back(found);
        }
    }
}

/// The parameters of which something comes out of a function at one of its ends.
#[derive(Clone)]
struct HandedOn {
    parameters: Rc<Vec<Found>>,
    /// Whether something was given up in finding them out.
    is_incomplete: bool,
}

/// What is known of the values at one end of a function.
struct Known {
    reached: Rc<Reached>,
    /// Whether something was given up in finding it out.
    is_incomplete: bool,
}

/// The flows through calls that one rule allows.
pub(super) struct Returns<'g> {
    graph: &'g Graph<'g>,
    reach: &'g Reach<'g>,
    reached: IdMap<(FunctionId, End, Option<u8>), Known>,
    handed_on: IdMap<(FunctionId, End), HandedOn>,
    /// Those that are being found out.
    open: Vec<(FunctionId, End)>,
    /// How often something was left aside because of what is open: what was found meanwhile holds only there.
    cuts: u64,
    pub ways: Ways,
    /// How many values `reached` and `handed_on` hold.
    values: usize,
    steps: u64,
    pub has_given_up: bool,
}

impl<'g> Returns<'g> {
    pub fn new(graph: &'g Graph<'g>, reach: &'g Reach<'g>) -> Self {
        Self {
            graph,
            reach,
            reached: IdMap::default(),
            handed_on: IdMap::default(),
            open: Vec::new(),
            cuts: 0,
            ways: Ways::default(),
            values: 0,
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

    /// Forgets what was found out, if that is too much to be kept; it will be found out again where it is asked for. No way
    /// that was told before may be asked for any more.
    pub fn forget_if_full(&mut self) {
        if self.ways.len() + self.values > MOST_REMEMBERED {
            self.reached.clear();
            self.handed_on.clear();
            self.graph.forget_calls();
            self.ways = Ways::default();
            self.values = 0;
        }
    }

    /// What the values that arrive at an end of a function lead back to: within it, and through what it calls. At an end that is
    /// a whole, all of its fields are meant.
    pub fn reached(&mut self, function: FunctionId, end: End, label: Option<u8>) -> Rc<Reached> {
        if let Some(known) = self.reached.get(&(function, end, label)) {
            self.has_given_up |= known.is_incomplete;
            return known.reached.clone();
        }
        let Some(facts) = self.graph.facts(function) else { return Rc::default() };
        let cuts = self.cuts;
        let had_given_up = std::mem::take(&mut self.has_given_up);
        let reached = Rc::new(self.reach(function, facts, end, label));
        if self.cuts == cuts {
            let known = Known { reached: reached.clone(), is_incomplete: self.has_given_up };
            self.values += 1 + known.reached.found.len() + known.reached.callees.len();
            self.reached.insert((function, end, label), known);
        }
        self.has_given_up |= had_given_up;
        reached
    }

    fn reach(&mut self, function: FunctionId, facts: Rc<FunctionFacts>, end: End, label: Option<u8>) -> Reached {
        let mut reaching = Reaching {
            reach: self.reach,
            function,
            facts: facts.clone(),
            reached: Reached::default(),
            queue: VecDeque::new(),
            seen: IdSet::default(),
            called: IdSet::default(),
        };
        each_origin(&facts, end, label, |found| reaching.add(found));
        while let Some(it) = reaching.queue.pop_front() {
            if !self.step() {
                break;
            }
            match it.origin {
                Origin::Source(_) | Origin::Parameter(..) | Origin::Global(_) | Origin::Field(..) => {
                    reaching.reached.found.push(it);
                }
                Origin::Result(call) => {
                    let targets = self.targets(function, call);
                    let mut leads_out = targets.functions.is_empty();
                    for target in targets.functions.iter().copied() {
                        if self.graph.is_out_of_reach(function, target) {
                            leads_out = true;
                        } else if self.reach.leaves_at(target, End::Return) {
                            self.through(call, target, End::Return, &it, &mut reaching);
                        }
                    }
                    if leads_out {
                        self.through_unknown(call, &it, &mut reaching);
                    }
                }
                Origin::Written(variable, _) | Origin::Filled(variable) => {
                    let field = match it.origin {
                        Origin::Written(_, field) => field,
                        _ => Some(NO_FIELD),
                    };
                    for by in facts.written.iter().filter(|by| by.variable == variable) {
                        let Some(site) = facts.calls.get(by.call as usize) else { continue };
                        for target in self.targets(function, by.call).functions.iter().copied() {
                            if self.graph.is_out_of_reach(function, target) {
                                continue;
                            }
                            if let Some(parameter) = self.graph.parameter_for(site, target, by.argument) {
                                let end = End::Parameter(parameter, field);
                                if self.reach.leaves_at(target, end) {
                                    self.through(by.call, target, end, &it, &mut reaching);
                                }
                            }
                        }
                    }
                }
            }
        }
        reaching.reached.found.shrink_to_fit();
        reaching.reached.callees.shrink_to_fit();
        reaching.reached
    }

    fn targets(&mut self, from: FunctionId, call: u32) -> Rc<Targets> {
        let targets = self.graph.targets(from, call);
        self.has_given_up |= targets.is_incomplete;
        targets
    }

    /// What comes back from a call that leads out of the drop.
    fn through_unknown(&self, call: u32, it: &Found, reaching: &mut Reaching<'_>) {
        if !self.graph.unknown_hands_on(reaching.function, call) {
            return;
        }
        let facts = reaching.facts.clone();
        let last = End::Argument(call, u16::MAX, Some(NameId::MAX));
        for edge in facts.edges_between(End::Argument(call, 0, None), last) {
            reaching.add(Found { origin: edge.from, label: it.label.or(edge.label), way: it.way });
        }
    }

    /// The arguments of which something comes out of `target` at `end`.
    fn through(&mut self, call: u32, target: FunctionId, end: End, it: &Found, reaching: &mut Reaching<'_>) {
        let (function, facts) = (reaching.function, reaching.facts.clone());
        let Some(site) = facts.calls.get(call as usize) else { return };
        let how = match end {
            End::Return => How::Returned { call, target },
            _ => How::Written { call, target },
        };
        let out = Passage { function, how };
        let mut onward = None;
        if reaching.called.insert((target, end, it.label)) {
            let way = *onward.insert(self.ways.step(out, it.way));
            reaching.reached.callees.push(Called { function: target, end, label: it.label, way });
        }
        for inner in self.handed_on(target, end).iter() {
            let Origin::Parameter(parameter, field) = inner.origin else { continue };
            let label = it.label.or(inner.label);
            for argument in self.graph.arguments_for(site, target, parameter) {
                let mut way = None;
                let mut given: Vec<Found> = Vec::new();
                each_origin(&facts, End::Argument(call, argument, field), label, |one| {
                    if !reaching.seen.contains(&(one.origin, one.label)) {
                        given.push(one);
                    }
                });
                for one in given {
                    let way = *way.get_or_insert_with(|| {
                        let onward = *onward.get_or_insert_with(|| self.ways.step(out, it.way));
                        let behind = self.ways.join(inner.way, onward);
                        let how = How::Passed { call, target, argument };
                        self.ways.step(Passage { function, how }, behind)
                    });
                    reaching.add(Found { way, ..one });
                }
            }
        }
    }

    /// The parameters of which something comes out of a function at an end.
    fn handed_on(&mut self, function: FunctionId, end: End) -> Rc<Vec<Found>> {
        if let Some(known) = self.handed_on.get(&(function, end)) {
            self.has_given_up |= known.is_incomplete;
            return known.parameters.clone();
        }
        // What comes round again brings nothing new.
        if self.open.contains(&(function, end)) {
            self.cuts += 1;
            return Rc::default();
        }
        if self.open.len() as u32 >= DEEPEST {
            self.cuts += 1;
            self.has_given_up = true;
            return Rc::default();
        }
        let had_given_up = std::mem::replace(&mut self.has_given_up, self.graph.index.function(function).is_incomplete);
        self.open.push((function, end));
        let reached = self.reached(function, end, None);
        let is_parameter = |it: &&Found| matches!(it.origin, Origin::Parameter(..));
        let parameters: Rc<Vec<Found>> = Rc::new(reached.found.iter().filter(is_parameter).copied().collect());
        self.open.pop();
        let known = HandedOn { parameters: parameters.clone(), is_incomplete: self.has_given_up };
        self.values += 1 + known.parameters.len();
        self.handed_on.insert((function, end), known);
        self.has_given_up |= had_given_up;
        parameters
    }
}

/// Where what arrives at an end comes from, in whichever field if the end is a whole.
fn each_origin(facts: &FunctionFacts, end: End, label: Option<u8>, mut add: impl FnMut(Found)) {
    let found = |edge: &Edge| Found { origin: edge.from, label: label.or(edge.label), way: WayId::default() };
    let between = |first, last| facts.edges_between(first, last);
    match end {
        End::Parameter(number, None) => {
            between(end, End::Parameter(number, Some(NameId::MAX))).iter().map(found).for_each(add);
        }
        End::Argument(call, argument, None) => {
            between(end, End::Argument(call, argument, Some(NameId::MAX))).iter().map(found).for_each(add);
        }
        End::Parameter(number, Some(_)) => {
            // What is written to the whole is in the field too.
            let whole = End::Parameter(number, None);
            between(end, end).iter().chain(between(whole, whole)).map(found).for_each(add);
        }
        End::Argument(call, argument, Some(field)) => {
            let whole = End::Argument(call, argument, None);
            for mut it in between(whole, whole).iter().map(found) {
                // What is handed on whole is asked for this field alone.
                it.origin = match it.origin {
                    Origin::Parameter(number, None) => Origin::Parameter(number, Some(field)),
                    Origin::Written(variable, None) => Origin::Written(variable, Some(field)),
                    other => other,
                };
                add(it);
            }
            between(end, end).iter().map(found).for_each(add);
        }
        _ => between(end, end).iter().map(found).for_each(add),
    }
}
