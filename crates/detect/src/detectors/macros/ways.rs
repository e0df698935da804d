//! Which macros lead to which, across the files of a drop.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use banbury_evidence::DropPath;

use super::MacroFact;
use super::scopes::{FileNumber, Scoped, Scopes};
use super::sinks::{Sink, sink};
use super::tokens::{is_name, tokens};
use crate::effects::Effect;

/// The macros that name a function or a macro, by that.
pub(super) struct Callers<'a>(HashMap<Scoped<'a>, Vec<Scoped<'a>>>);

impl<'a> Callers<'a> {
    pub fn of(scopes: &Scopes<'a>, facts: impl Iterator<Item = (&'a DropPath, &'a MacroFact)>) -> Self {
        let mut callers: HashMap<_, Vec<_>> = HashMap::new();
        for (path, fact) in facts {
            let file = scopes.file(path);
            for name in mentioned(fact) {
                let function = || sink(name).map(|_| (None, name));
                if let Some(callee) = function().or_else(|| Some(scopes.meant(file, name)?.0)) {
                    callers.entry(callee).or_default().extend(scopes.of_fact(path, fact));
                }
            }
        }
        Self(callers)
    }

    fn of_callee(&self, callee: &Scoped<'a>) -> impl Iterator<Item = Scoped<'a>> {
        self.0.get(callee).into_iter().flatten().copied()
    }

    /// These macros, and all that lead to them.
    pub fn above(&self, names: impl Iterator<Item = Scoped<'a>>) -> HashSet<Scoped<'a>> {
        let mut open: Vec<Scoped<'a>> = names.collect();
        let mut above: HashSet<Scoped<'a>> = open.iter().copied().collect();
        while let Some(name) = open.pop() {
            open.extend(self.of_callee(&name).filter(|caller| above.insert(*caller)));
        }
        above
    }
}

/// For each macro that leads to a sink, the next one on the shortest way there.
#[derive(Default)]
pub(super) struct Ways<'a> {
    pub next: HashMap<Scoped<'a>, Scoped<'a>>,
}

impl<'a> Ways<'a> {
    /// Adds the macros that lead to these.
    pub fn lead_to(&mut self, callers: &Callers<'a>, names: impl Iterator<Item = Scoped<'a>>) {
        let mut open: VecDeque<Scoped<'a>> = names.collect();
        while let Some(name) = open.pop_front() {
            for caller in callers.of_callee(&name) {
                if sink(caller.1).is_none() && !self.next.contains_key(&caller) {
                    self.next.insert(caller, name);
                    open.push_back(caller);
                }
            }
        }
    }

    /// What a name means in a file, if that is a sink or leads to one.
    pub fn meant(&self, scopes: &Scopes<'a>, file: Option<FileNumber>, name: &str) -> Option<Scoped<'a>> {
        let function = || Effect::all_functions().find(|function| *function == name).map(|function| (None, function));
        function()
            .or_else(|| scopes.meant(file, name).map(|(scoped, _)| scoped).filter(|it| self.next.contains_key(it)))
    }

    /// The names from `next` to a sink, and that; none if the way leads through `from` itself.
    pub fn chain(&self, from: Scoped<'_>, next: Scoped<'a>) -> Option<(Vec<&'a str>, &'static Sink)> {
        let mut chain = vec![next.1];
        let mut seen = BTreeSet::from([from, next]);
        let mut at = next;
        loop {
            if let Some(sink) = sink(at.1) {
                return Some((chain, sink));
            }
            at = *self.next.get(&at)?;
            if !seen.insert(at) {
                return None;
            }
            chain.push(at.1);
        }
    }
}

/// The names in a macro's body that it calls, stands for, or hands on, without its parameters, members and declarations.
pub(super) fn mentioned(fact: &MacroFact) -> Vec<&str> {
    let body = tokens(&fact.body);
    let token = |at: Option<usize>| at.and_then(|at| body.get(at)).copied().unwrap_or("");
    let is_mentioned = |at: &usize| {
        let before = |back: usize| token(at.checked_sub(back));
        let name = token(Some(*at));
        let is_member = before(1) == "." || (before(1) == ">" && before(2) == "-");
        let is_declared = is_name(before(1)) && !["return", "else", "do"].contains(&before(1));
        let behind = token(Some(at + 1));
        let is_called = behind == "(";
        let is_handed_on =
            ["", "(", ",", "=", "?", ":", "&"].contains(&before(1)) && ["", ")", ",", ";", ":"].contains(&behind);
        let is_parameter = |name: &str| fact.parameters.iter().flatten().any(|parameter| parameter == name);
        // What a parameter stands for takes names of many kinds, as in lists of them.
        let is_handed_on = is_handed_on && !taker(&body, *at).is_some_and(is_parameter);
        is_name(name) && !is_member && !is_declared && !is_parameter(name) && (is_called || is_handed_on)
    };
    (0..body.len()).filter(is_mentioned).filter_map(|at| body.get(at)).copied().collect()
}

/// Tokens that an argument may stand behind its call's name.
const LONGEST_CALL: usize = 64;

/// The name of the call in whose arguments a token stands, unless that is far away.
fn taker<'t>(body: &[&'t str], at: usize) -> Option<&'t str> {
    let mut depth = 0;
    for place in (at.saturating_sub(LONGEST_CALL)..at).rev() {
        match *body.get(place)? {
            ")" => depth += 1,
            "(" if depth == 0 => return body.get(place.checked_sub(1)?).copied(),
            "(" => depth -= 1,
            _ => {}
        }
    }
    None
}
