use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use banbury_evidence::DropPath;

use super::decoded::Decoded;
use super::facts::{CallSite, Callee, FunctionFacts, RECEIVER};
use super::ids::IdMap;
use super::index::{FunctionId, Index};
use super::targets::Targets;
use crate::c_library::returns_no_data;
use crate::rule::TaintSpec;

/// The calls of a drop, found by name, under one rule. What is known of a function is unpacked when it is asked for.
pub(super) struct Graph<'i> {
    pub index: &'i Index,
    rule: u32,
    spec: Option<&'i TaintSpec>,
    decoded: RefCell<Decoded>,
    targets: RefCell<IdMap<(FunctionId, u32), Rc<Targets>>>,
    callers: RefCell<IdMap<FunctionId, Rc<Callers>>>,
    unreadable: RefCell<BTreeSet<&'i DropPath>>,
}

/// The calls that may reach a function, in order.
pub(super) struct Callers {
    pub calls: Vec<(FunctionId, u32)>,
    /// Whether there may be more.
    pub is_incomplete: bool,
}

impl<'i> Graph<'i> {
    pub fn new(index: &'i Index, rule: u32, spec: Option<&'i TaintSpec>) -> Self {
        Self {
            index,
            rule,
            spec,
            decoded: RefCell::default(),
            targets: RefCell::default(),
            callers: RefCell::default(),
            unreadable: RefCell::default(),
        }
    }

    /// Whether the rule does not follow values from one function to the other.
    pub fn is_out_of_reach(&self, from: FunctionId, to: FunctionId) -> bool {
        self.spec.is_some_and(|spec| spec.options.intrafile) && !self.index.are_in_one_file(from, to)
    }

    /// Whether a call of a function that is not in the drop returns what its arguments have: so it is taken to do, unless the rule or
    /// C's library says otherwise.
    pub fn unknown_hands_on(&self, from: FunctionId, call: u32) -> bool {
        let is_safe = self.spec.is_some_and(|spec| spec.options.safe_functions);
        !is_safe && !self.c_callee(from, call).is_some_and(returns_no_data)
    }

    /// Forgets which functions calls reach, and what calls functions: it will be found out again where it is asked for.
    pub fn forget_calls(&self) {
        self.targets.borrow_mut().clear();
        self.callers.borrow_mut().clear();
    }

    /// The files of which a function was asked for that cannot be read.
    pub fn unreadable(&self) -> BTreeSet<&'i DropPath> {
        self.unreadable.borrow().clone()
    }

    /// What is known of a function; none if nothing flows through it.
    pub fn facts(&self, id: FunctionId) -> Option<Rc<FunctionFacts>> {
        if self.index.function(id).length == 0 {
            return None;
        }
        if let Some(known) = self.decoded.borrow().get(id) {
            return known;
        }
        let facts = self.index.decode(id, self.rule).map(Rc::new);
        if facts.is_none() {
            self.unreadable.borrow_mut().insert(self.index.path(id));
        }
        self.decoded.borrow_mut().keep(id, facts.clone());
        facts
    }

    pub fn call(&self, id: FunctionId, call: u32) -> Option<CallSite> {
        self.facts(id)?.calls.get(call as usize).cloned()
    }

    /// The name that a call has, if what it calls may be of C's library.
    fn c_callee(&self, from: FunctionId, call: u32) -> Option<&'i str> {
        let file = &self.index.files[self.index.file(from)];
        match self.facts(from)?.calls.get(call as usize)?.callee {
            Callee::Name(name) if file.has_pointers() => Some(self.index.text(name)),
            _ => None,
        }
    }

    /// The functions that a call may reach.
    pub fn targets(&self, from: FunctionId, call: u32) -> Rc<Targets> {
        if let Some(known) = self.targets.borrow().get(&(from, call)) {
            return known.clone();
        }
        let callee = self.facts(from).and_then(|facts| facts.calls.get(call as usize).map(|site| site.callee));
        let targets = Rc::new(callee.map_or_else(Targets::default, |callee| self.index.targets_of(from, callee)));
        self.targets.borrow_mut().insert((from, call), targets.clone());
        targets
    }

    /// The calls that may reach a function.
    pub fn callers(&self, of: FunctionId) -> Rc<Callers> {
        if let Some(known) = self.callers.borrow().get(&of) {
            return known.clone();
        }
        let callers = Rc::new(self.find_callers(of));
        self.callers.borrow_mut().insert(of, callers.clone());
        callers
    }

    fn find_callers(&self, of: FunctionId) -> Callers {
        let index = self.index;
        let function = index.function(of);
        let by_name = function.name.map(|name| (name, function.is_local));
        let holders = index.kept.holders(of);
        let by_holder = holders.iter().map(|holder| (holder.name, holder.is_crowded));
        let anywhere = 0..FunctionId::MAX;
        let mut found: Vec<(FunctionId, u32)> = Vec::new();
        let mut is_incomplete = holders.iter().any(|holder| holder.is_crowded);
        for (name, is_near) in by_name.into_iter().chain(by_holder) {
            let some = if is_near { index.own(of) } else { anywhere.clone() };
            for from in index.callers.among(name, &some) {
                let Some(facts) = self.facts(from) else { continue };
                for (number, site) in (0..).zip(&facts.calls) {
                    if site.callee.name() != Some(name) {
                        continue;
                    }
                    let targets = index.targets_of(from, site.callee);
                    match targets.functions.binary_search(&of) {
                        Ok(_) => found.push((from, number)),
                        Err(_) => is_incomplete |= targets.is_incomplete,
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Callers { calls: found, is_incomplete }
    }

    /// The arguments of a call that a parameter of its target gets.
    pub fn arguments_for(&self, site: &CallSite, target: FunctionId, parameter: u16) -> Vec<u16> {
        let Some(facts) = self.facts(target) else { return Vec::new() };
        let is_method_call = matches!(site.callee, Callee::Member { .. });
        let position = match (facts.takes_receiver && is_method_call, parameter) {
            (true, 0) => return vec![RECEIVER],
            (true, _) => parameter - 1,
            (false, _) => parameter,
        };
        let is_keyword = |argument: u16| site.keywords.iter().any(|(at, _)| *at == argument);
        let mut arguments: Vec<u16> = Vec::new();
        if !is_keyword(position) {
            arguments.push(position);
        }
        let name = facts.parameters.get(parameter as usize).copied().flatten();
        arguments.extend(site.keywords.iter().filter(|(_, keyword)| Some(*keyword) == name).map(|(at, _)| *at));
        arguments
    }

    /// The parameter of a target that gets an argument.
    pub fn parameter_for(&self, site: &CallSite, target: FunctionId, argument: u16) -> Option<u16> {
        let count = self.facts(target)?.parameters.len() as u16;
        (0..count).find(|parameter| self.arguments_for(site, target, *parameter).contains(&argument))
    }
}
