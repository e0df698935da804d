//! Macros with innocent names that end in a call that must not be hidden (catalogue class 12), across the drop.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use banbury_evidence::{DropPath, RuleId};

use super::MacroFact;
use super::expansion::{Budget, TooMuch};
use super::pasting::{Paster, PastingFact, glues};
use super::sinks::{Sink, functions, sink};
use super::tokens::{is_name, tokens};
use crate::findings::Hit;

/// Rules that depend on macros being followed to the calls that they hide.
pub const HIDDEN_CALL_RULES: [&str; 2] = ["innocent-macro-hides-call", "pasted-name-hides-call"];

/// The calls that the macros of a drop hide.
#[derive(Default)]
pub struct HiddenCalls<'a> {
    /// The hits on definitions, and on uses that glue a name together, with their files.
    pub hits: Vec<(&'a DropPath, Hit)>,
    /// Macros that are too long or too many to follow to their end, with their files.
    pub not_followed: Vec<(&'a DropPath, &'a str)>,
}

/// Follows every macro that may end in such a call, and every use of one that glues names together.
pub fn trace_hidden_calls<'a>(
    macros: &'a [(DropPath, Vec<MacroFact>)],
    pastings: &'a [(DropPath, Vec<PastingFact>)],
) -> HiddenCalls<'a> {
    let [named, pasted] = HIDDEN_CALL_RULES;
    let mut found = HiddenCalls::default();
    let facts = || macros.iter().flat_map(|(path, facts)| facts.iter().map(move |fact| (path, fact)));
    let uses = || pastings.iter().flat_map(|(path, uses)| uses.iter().map(move |it| (path, it)));
    let callers = Callers::of(facts().map(|(_, fact)| fact));
    let mut ways = Ways::default();
    ways.lead_to(&callers, functions());
    let pasting = callers.above(facts().filter(|(_, fact)| glues(fact)).map(|(_, fact)| fact.name.as_str()));
    let budget = Budget::for_macros(callers.count + uses().count());
    let mut paster = Paster::new(facts().map(|(_, fact)| fact), budget);
    let mut glued: Vec<&str> = Vec::new();
    for (path, fact) in facts().filter(|(_, fact)| pasting.contains(fact.name.as_str())) {
        match paster.glued(&without_parameters(fact), &|name| ways.leads_on(name)) {
            Ok(Some(name)) if name != fact.name => {
                ways.next.entry(&fact.name).or_insert(name);
                glued.push(&fact.name);
            }
            Ok(_) => {}
            Err(TooMuch) => found.not_followed.push((path, &fact.name)),
        }
    }
    ways.lead_to(&callers, glued.into_iter());
    for (path, fact) in facts() {
        let Some(place) = &fact.place else { continue };
        let glued = || ways.next.get(fact.name.as_str()).filter(|_| pasting.contains(fact.name.as_str()));
        let next = mentioned(fact).into_iter().find(|name| ways.leads_on(name)).or_else(|| Some(glued()?.as_str()));
        let Some((chain, sink)) = next.and_then(|next| ways.chain(&fact.name, next)) else { continue };
        if !sink.is_told_by(&fact.name) && fact.place.is_some() {
            let message = format!(
                "The name `{}` says nothing of it, but the macro {}: it ends in {}. A reader of the code that uses it does not see the call. Look at every use, and at what reaches its arguments.",
                fact.name,
                sink.does,
                listed(&chain)
            );
            found.hits.push((path, Hit { rule: RuleId(named.to_owned()), message, ..(**place).clone() }));
        }
    }
    // What a definition glues together whatever its arguments is told there.
    for (path, it) in uses().filter(|(_, it)| !ways.next.contains_key(it.name.as_str())) {
        let name = match paster.glued(&it.text, &|name| ways.leads_on(name)) {
            Ok(Some(name)) => name,
            Ok(None) => continue,
            Err(TooMuch) => {
                found.not_followed.push((path, &it.name));
                continue;
            }
        };
        let Some((chain, sink)) = ways.chain(&it.name, &name) else { continue };
        if !sink.is_told_by(&it.name) && !tokens(&it.text).contains(&name.as_str()) {
            let message = format!(
                "`{}` glues a name together that stands nowhere in the text: {}, which {}. A search for the name does not find this place. Look at what reaches its arguments.",
                it.name,
                listed(&chain),
                sink.does
            );
            found.hits.push((path, Hit { rule: RuleId(pasted.to_owned()), message, ..it.place.clone() }));
        }
    }
    found
}

fn listed(chain: &[&str]) -> String {
    chain.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", then in ")
}

/// Whether a body may end in a call: it calls something, or is another name for what has lower-case letters, as functions do.
pub(super) fn may_call(body: &[&str]) -> bool {
    let is_function = |name: &str| is_name(name) && name.contains(|letter: char| letter.is_lowercase());
    match body {
        [only] => is_function(only),
        _ => {
            body.windows(2).any(|pair| (is_name(pair[0]) && pair[1] == "(") || is_name(pair[0]) && pair[1] == "#")
                || body.iter().any(|token| sink(token).is_some())
        }
    }
}

/// The macros that name a function or a macro, by that name.
struct Callers<'a> {
    of: BTreeMap<&'a str, Vec<&'a str>>,
    count: usize,
}

impl<'a> Callers<'a> {
    fn of(facts: impl Iterator<Item = &'a MacroFact>) -> Self {
        let mut callers = Self { of: BTreeMap::new(), count: 0 };
        for fact in facts {
            callers.count += 1;
            for name in mentioned(fact) {
                callers.of.entry(name).or_default().push(&fact.name);
            }
        }
        callers
    }

    /// These macros, and all that lead to them.
    fn above(&self, names: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut open: Vec<&str> = names.collect();
        let mut above: BTreeSet<&str> = open.iter().copied().collect();
        while let Some(name) = open.pop() {
            open.extend(self.of.get(name).into_iter().flatten().copied().filter(|caller| above.insert(caller)));
        }
        above
    }
}

/// For each macro that leads to a sink, the next name on the shortest way there.
#[derive(Default)]
struct Ways<'a> {
    next: BTreeMap<&'a str, String>,
}

impl<'a> Ways<'a> {
    /// Adds the macros that lead to these names.
    fn lead_to(&mut self, callers: &Callers<'a>, names: impl Iterator<Item = &'a str>) {
        let mut open: VecDeque<&str> = names.collect();
        while let Some(name) = open.pop_front() {
            for caller in callers.of.get(name).into_iter().flatten() {
                if sink(caller).is_none() && !self.next.contains_key(caller) {
                    self.next.insert(caller, name.to_owned());
                    open.push_back(caller);
                }
            }
        }
    }

    fn leads_on(&self, name: &str) -> bool {
        sink(name).is_some() || self.next.contains_key(name)
    }

    /// The names from `next` to a sink, and that; none if the way leads through `from` itself.
    fn chain<'n>(&'n self, from: &str, next: &'n str) -> Option<(Vec<&'n str>, &'static Sink)> {
        let mut chain = vec![next];
        let mut seen = BTreeSet::from([from, next]);
        let mut at = next;
        loop {
            if let Some(sink) = sink(at) {
                return Some((chain, sink));
            }
            at = self.next.get(at)?;
            if !seen.insert(at) {
                return None;
            }
            chain.push(at);
        }
    }
}

/// The names in a macro's body that it calls, stands for, or hands on, without its parameters, members and declarations.
fn mentioned(fact: &MacroFact) -> Vec<&str> {
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
        let is_parameter = fact.parameters.iter().flatten().any(|parameter| parameter == name);
        is_name(name) && !is_member && !is_declared && !is_parameter && (is_called || is_handed_on)
    };
    (0..body.len()).filter(is_mentioned).filter_map(|at| body.get(at)).copied().collect()
}

/// The body of a macro with its parameters, of which nothing is known, turned into numbers.
fn without_parameters(fact: &MacroFact) -> String {
    let is_parameter = |token: &&str| fact.parameters.iter().flatten().any(|parameter| parameter == token);
    let known = |token: &str| if is_parameter(&token) { "0".to_owned() } else { token.to_owned() };
    tokens(&fact.body).into_iter().map(known).collect::<Vec<_>>().join(" ")
}
