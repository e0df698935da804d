use std::collections::BTreeSet;
use std::ops::Range;

use banbury_syntax::NodeId;

use super::aliases::Aliases;
use super::dialect::Dialect;
use super::facts::{Callee, Edge, End, NameId, Origin, Written};
use super::ids::{IdMap, IdSet};
use super::marks::{Mark, Marks};
use super::names::FileNames;
use super::scope::{Declared, Scope};
use super::sets::{CLEAN, SetId, Sets, Taint};
use super::state::{PlaceId, Places, State};
use crate::code::{Code, Kind, Role};
use crate::pattern::Unit;
use crate::rule::{SideEffect, TaintOptions, TaintSpec};

/// One rule, and what it says of the nodes of the text.
#[derive(Clone, Copy)]
pub(super) struct UnderRule<'a> {
    pub spec: &'a TaintSpec,
    pub marks: &'a Marks,
}

/// What all functions of a text share.
pub(super) struct Surroundings<'s, 'a> {
    pub unit: &'a Unit<'a>,
    pub dialect: &'s Dialect,
    /// The variables outside all functions.
    pub globals: &'s Scope,
}

/// A call that was met.
pub(super) struct MetCall {
    pub node: NodeId,
    pub callee: Callee,
    pub keywords: Vec<(u16, NameId)>,
}

/// Nodes inside nodes that are followed; what lies deeper is taken as a whole.
pub(super) const DEEPEST: u32 = 200;
/// Steps that a function may take, however short.
const BASE_STEPS: u32 = 50_000;
/// Further steps for each of its nodes.
const STEPS_PER_NODE: u32 = 100;

/// Follows values through one function: what may be in each variable at each point, with loops run until nothing changes.
pub(super) struct Follower<'f, 'a> {
    pub(super) code: &'a Code,
    pub(super) text: &'a str,
    pub(super) around: &'f Surroundings<'f, 'a>,
    pub(super) names: &'f mut FileNames<'a>,
    rule: Option<UnderRule<'f>>,
    pub(super) options: TaintOptions,
    pub(super) scope: &'f Scope,
    aliases: &'f Aliases,
    /// The class around the function.
    pub(super) class: Option<NameId>,
    /// The class whose body is being followed.
    pub(super) in_class: Option<NameId>,
    pub(super) is_outermost: bool,
    pub(super) sets: Sets,
    pub(super) places: Places,
    /// Variables that got another value as a whole: what they lead to then is not what the caller gave.
    pub(super) reassigned: IdSet<PlaceId>,
    pub(super) edges: BTreeSet<Edge>,
    pub(super) calls: Vec<MetCall>,
    calls_by_node: IdMap<NodeId, u32>,
    pub(super) written: BTreeSet<Written>,
    /// What each propagation has picked up.
    picked_up: IdMap<u32, SetId>,
    /// States in which a loop or switch is left, innermost last.
    pub(super) breaks: Vec<State>,
    pub(super) continues: Vec<State>,
    /// What the lambdas around return, innermost last.
    pub(super) lambdas: Vec<SetId>,
    /// How everything stands where the function is left.
    pub(super) exit: State,
    pub(super) depth: u32,
    steps: u32,
    pub(super) is_incomplete: bool,
}

/// What following one function came to.
pub(super) struct Followed {
    pub edges: BTreeSet<Edge>,
    pub calls: Vec<MetCall>,
    pub written: BTreeSet<Written>,
    pub is_incomplete: bool,
}

impl<'f, 'a> Follower<'f, 'a> {
    pub fn new(
        around: &'f Surroundings<'f, 'a>,
        names: &'f mut FileNames<'a>,
        (scope, aliases): (&'f Scope, &'f Aliases),
        class: Option<NameId>,
        rule: Option<UnderRule<'f>>,
    ) -> Self {
        Self {
            code: around.unit.code,
            text: around.unit.text,
            around,
            names,
            rule,
            options: rule.map(|rule| rule.spec.options).unwrap_or_default(),
            scope,
            aliases,
            class,
            in_class: None,
            is_outermost: false,
            sets: Sets::default(),
            places: Places::default(),
            reassigned: IdSet::default(),
            edges: BTreeSet::new(),
            calls: Vec::new(),
            calls_by_node: IdMap::default(),
            written: BTreeSet::new(),
            picked_up: IdMap::default(),
            breaks: Vec::new(),
            continues: Vec::new(),
            lambdas: Vec::new(),
            exit: State::dead(),
            depth: 0,
            steps: 0,
            is_incomplete: false,
        }
    }

    /// Follows a function, or the text outside all functions.
    pub fn run(mut self, id: NodeId, parameters: &[NodeId]) -> Followed {
        let nodes = self.code.subtree(id).len() as u32;
        self.steps = BASE_STEPS.saturating_add(STEPS_PER_NODE.saturating_mul(nodes));
        let mut state = State::default();
        let mut places = Vec::new();
        for (number, parameter) in (0..).zip(parameters) {
            let set = self.sets.one(Taint::of(Origin::Parameter(number, None)));
            places.push(self.declare_parameter(*parameter, set, &mut state));
        }
        self.is_outermost = self.code.node(id).kind == Kind::BLOCK;
        match self.code.child(id, Role::BODY) {
            Some(body) if !self.is_outermost => self.value(body, &mut state),
            _ => self.value(id, &mut state),
        };
        let exit = std::mem::take(&mut self.exit);
        state.join(&exit, &self.places, &mut self.sets);
        if self.around.dialect.has_pointers {
            self.leave_through_parameters(&places, &state);
        }
        Followed {
            edges: self.edges,
            calls: self.calls,
            written: self.written,
            is_incomplete: self.is_incomplete || self.sets.overflowed,
        }
    }

    /// Sets a parameter to what comes in; its place if it is one variable.
    pub(super) fn declare_parameter(&mut self, id: NodeId, set: SetId, state: &mut State) -> Option<PlaceId> {
        let code = self.code;
        let of_whole = self.marked(id, set, state);
        let range = code.subtree(id);
        let mut only = None;
        let mut at = range.start;
        while at < range.end {
            let node = code.node(at);
            let skip = at != id && (node.role == Role::TYPE || node.role == Role::VALUE || node.kind == Kind::MODIFIER);
            if skip || matches!(node.kind, Kind::TYPE | Kind::BOUNDS | Kind::PARAMETERS) {
                at = node.next;
                continue;
            }
            if node.kind == Kind::NAME {
                let name = self.names.of(code.text(at, self.text));
                let place = self.places.variable(name);
                state.replace(place, of_whole, &self.places);
                // A default value may be a source.
                let set = self.marked(at, of_whole, state);
                let before = state.own(place).unwrap_or(CLEAN);
                let both = if set == CLEAN { CLEAN } else { self.sets.union(before, set) };
                state.replace(place, both, &self.places);
                only = Some(place);
            }
            at += 1;
        }
        if let Some(default) = code.child(id, Role::VALUE)
            && let Some(place) = only
        {
            let set = self.value(default, state);
            state.add(place, set, &self.places, &mut self.sets);
        }
        only
    }

    /// What the function leaves in what its parameters point to.
    fn leave_through_parameters(&mut self, places: &[Option<PlaceId>], state: &State) {
        for (number, place) in (0..).zip(places) {
            let Some(place) = *place else { continue };
            let is_indirect = |declared: &Declared| declared.is_indirect;
            let is_pointer = self.scope.variables.get(&self.places.base(place)).is_none_or(is_indirect);
            if !is_pointer || self.reassigned.contains(&place) {
                continue;
            }
            let whole = state.own(place).unwrap_or(CLEAN);
            self.emit_changed(whole, End::Parameter(number, None), number);
            let inside: Vec<(NameId, SetId)> =
                state.inside(place, &self.places).map(|(field, _, set)| (field, set)).collect();
            for (field, set) in inside {
                self.emit_changed(set, End::Parameter(number, Some(field)), number);
            }
        }
    }

    fn emit_changed(&mut self, set: SetId, to: End, parameter: u16) {
        for taint in self.sets.taints(set) {
            if !matches!(taint.origin, Origin::Parameter(number, _) if number == parameter) {
                self.edges.insert(Edge { to, from: taint.origin, label: taint.label });
            }
        }
    }

    pub(super) fn emit(&mut self, set: SetId, to: End) {
        for taint in self.sets.taints(set) {
            self.edges.insert(Edge { to, from: taint.origin, label: taint.label });
        }
    }

    /// Takes a step; false if none are left.
    pub(super) fn step(&mut self) -> bool {
        if self.steps == 0 {
            self.is_incomplete = true;
            return false;
        }
        self.steps -= 1;
        true
    }

    /// The value of a node, once it is known what the rule says of it.
    pub(super) fn marked(&mut self, id: NodeId, set: SetId, state: &mut State) -> SetId {
        let Some(UnderRule { spec, marks }) = self.rule else { return set };
        let mut set = set;
        for mark in marks.of(id) {
            match *mark {
                Mark::Sanitizer { side_effect } => {
                    if side_effect && let Some(place) = self.place(id) {
                        state.replace(place, CLEAN, &self.places);
                    }
                    return CLEAN;
                }
                Mark::To(propagation) => {
                    let arrived = self.picked_up.get(&propagation).copied().unwrap_or(CLEAN);
                    set = self.sets.union(set, arrived);
                }
                Mark::Source(source) => {
                    let Some(number) = marks.sources.get(source as usize).map(|it| it.spec) else { continue };
                    let Some(asked) = spec.sources.get(number) else { continue };
                    if asked.requires.as_ref().is_some_and(|requires| !requires.holds(&|label| self.has(set, label))) {
                        continue;
                    }
                    let tainted = self.sets.one(Taint { origin: Origin::Source(source), label: Some(asked.label) });
                    if asked.side_effect != SideEffect::No
                        && !self.is_object_in(id, marks.sources.get(source as usize).map(|it| &it.found.range))
                        && let Some(place) = self.place(id)
                    {
                        state.add(place, tainted, &self.places, &mut self.sets);
                        self.keep(id, place, tainted);
                    }
                    if asked.side_effect != SideEffect::Only {
                        set = self.sets.union(set, tainted);
                    }
                }
                Mark::Sink(sink) => {
                    let all = self.everything_in(id, set, state);
                    let is_call = matches!(self.code.node(id).kind, Kind::CALL | Kind::NEW);
                    // What a call that is a sink returns does not matter, unless it is asked for by a name: `$X` in `sink($X)`.
                    let returned_is_asked_for = marks.stands_for_metavariable(sink, &self.code.range(id));
                    for taint in self.sets.taints(all) {
                        if returned_is_asked_for || !is_call || !matches!(taint.origin, Origin::Result(_)) {
                            self.edges.insert(Edge { to: End::Sink(sink), from: taint.origin, label: taint.label });
                        }
                    }
                }
                Mark::From(propagation) => self.propagate(propagation, set, state),
            }
        }
        set
    }

    /// Whether a node in a range is what a field or an element in that range is taken from.
    fn is_object_in(&self, id: NodeId, range: Option<&Range<u32>>) -> bool {
        let Some((parent, range)) = self.code.parent(id).zip(range) else { return false };
        let around = self.code.node(parent);
        matches!(around.kind, Kind::MEMBER | Kind::INDEX)
            && self.code.node(id).role == Role::OBJECT
            && around.start >= range.start
            && around.end <= range.end
    }

    /// Hands what is at the one end of a propagation to the other.
    fn propagate(&mut self, propagation: u32, set: SetId, state: &mut State) {
        let Some(UnderRule { spec, marks }) = self.rule else { return };
        let Some(marked) = marks.propagations.get(propagation as usize) else { return };
        let Some(propagator) = spec.propagators.get(marked.spec) else { return };
        if propagator.requires.as_ref().is_some_and(|requires| !requires.holds(&|label| self.has(set, label))) {
            return;
        }
        let mut set = set;
        if let Some(new) = propagator.label {
            let relabelled = self.sets.taints(set).iter().map(|taint| {
                let is_replaced = propagator
                    .replaced
                    .as_ref()
                    .is_none_or(|replaced| taint.label.is_some_and(|label| replaced.contains(&label)));
                if is_replaced { Taint { label: Some(new), ..*taint } } else { *taint }
            });
            let relabelled = relabelled.collect();
            set = self.sets.of(relabelled);
        }
        let before = self.picked_up.get(&propagation).copied().unwrap_or(CLEAN);
        let all = self.sets.union(before, set);
        self.picked_up.insert(propagation, all);
        if propagator.side_effect
            && let Some(place) = marks.led_to(propagation).and_then(|to| self.place(to))
        {
            state.add(place, set, &self.places, &mut self.sets);
        }
    }

    /// A call that is a sink gets `set`.
    pub(super) fn sink_here(&mut self, id: NodeId, set: SetId) {
        let Some(rule) = self.rule else { return };
        let marks = rule.marks.of(id);
        if marks.iter().any(|mark| matches!(mark, Mark::Sanitizer { .. })) {
            return;
        }
        for mark in marks {
            if let Mark::Sink(sink) = mark {
                self.emit(set, End::Sink(*sink));
            }
        }
    }

    /// Whether a value may have a label; calls are taken to hand on what their arguments have.
    fn has(&self, set: SetId, label: u8) -> bool {
        let mut open: Vec<Taint> = self.sets.taints(set).to_vec();
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        while let Some(taint) = open.pop() {
            match taint.origin {
                _ if taint.label == Some(label) => return true,
                Origin::Result(call) if taint.label.is_none() && seen.insert(call) => {
                    let first = Edge { to: End::Argument(call, 0, None), from: Origin::Source(0), label: None };
                    let arguments = self
                        .edges
                        .range(first..)
                        .take_while(|edge| matches!(edge.to, End::Argument(other, ..) if other == call));
                    open.extend(arguments.map(|edge| Taint { origin: edge.from, label: edge.label }));
                }
                _ => {}
            }
        }
        false
    }

    /// What a value and everything in it has: a callee may look at any field of what it gets.
    pub(super) fn everything_in(&mut self, id: NodeId, set: SetId, state: &State) -> SetId {
        let mut all = set;
        if let Some(place) = self.place(id) {
            let inside: Vec<SetId> = state.inside(place, &self.places).map(|(_, _, set)| set).collect();
            for set in inside {
                all = self.sets.union(all, set);
            }
        }
        all
    }

    /// The number of a call.
    pub(super) fn call_number(&mut self, node: NodeId, callee: Callee, keywords: Vec<(u16, NameId)>) -> u32 {
        if let Some(known) = self.calls_by_node.get(&node) {
            return *known;
        }
        let number = self.calls.len() as u32;
        self.calls.push(MetCall { node, callee, keywords });
        self.calls_by_node.insert(node, number);
        number
    }

    pub(super) fn is_under_rule(&self) -> bool {
        self.rule.is_some()
    }

    /// What a name is another name for, unless the rule says something of it.
    pub(super) fn alias(&self, name: NameId) -> Option<NodeId> {
        let alias = self.aliases.of(name)?;
        let is_marked = |id| self.rule.is_some_and(|rule| !rule.marks.of(id).is_empty());
        (!is_marked(alias.value) && !is_marked(alias.target)).then_some(alias.target)
    }

    /// Whether a node is a name that is another name for something.
    pub(super) fn is_alias(&mut self, id: NodeId) -> bool {
        if self.code.node(id).kind != Kind::NAME {
            return false;
        }
        let name = self.names.of(self.code.text(id, self.text));
        self.alias(name).is_some()
    }

    /// The type of the object that a name stands for, if it is known.
    pub(super) fn type_of(&mut self, id: NodeId) -> Option<NameId> {
        if self.code.node(id).kind != Kind::NAME {
            return None;
        }
        let text = self.code.text(id, self.text);
        if matches!(text, "self" | "this" | "$this" | "cls") && self.class.is_some() {
            return self.class;
        }
        let name = self.names.of(text);
        self.scope.type_of(name).or_else(|| self.around.globals.type_of(name))
    }
}
