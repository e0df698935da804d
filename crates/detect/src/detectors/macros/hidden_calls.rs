//! Macros with innocent names that end in a call that must not be hidden (catalogue class 12), across the drop.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use banbury_evidence::{DropPath, RuleId};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::MacroFact;
use super::expansion::{Budget, TooMuch};
use super::pasting::{Paster, PastingFact, glues};
use super::scopes::{FileNumber, Scoped, Scopes};
use super::sinks::sink;
use super::tokens::{is_name, tokens};
use super::ways::{Callers, Ways, mentioned};
use crate::effects::Effect;
use crate::findings::Hit;
use crate::packed::Packed;

/// Rules that depend on macros being followed to the calls that they hide.
pub const HIDDEN_CALL_RULES: [&str; 2] = ["innocent-macro-hides-call", "pasted-name-hides-call"];

/// How many macros a use may lead through, for what following it may cost.
const MACROS_PER_USE: usize = 16;

/// The calls that the macros of a drop hide.
#[derive(Default)]
pub struct HiddenCalls {
    /// The hits on definitions, and on uses that glue a name together, with their files.
    pub hits: Vec<(DropPath, Hit)>,
    /// Macros that are too long or too many to follow to their end, with their files.
    pub not_followed: Vec<(DropPath, String)>,
}

/// Follows every macro that may end in such a call, and every use of one that glues names together.
pub fn trace_hidden_calls(
    macros: &[(DropPath, Vec<MacroFact>)],
    pastings: &[(&DropPath, &Packed<Vec<PastingFact>>)],
) -> HiddenCalls {
    let mut found = HiddenCalls::default();
    let facts = || macros.iter().flat_map(|(path, facts)| facts.iter().map(move |fact| (path, fact)));
    let scopes = Scopes::of(macros);
    let callers = Callers::of(&scopes, facts());
    let mut ways = Ways::default();
    ways.lead_to(&callers, Effect::all_functions().map(|function| (None, function)));
    let gluing = facts().filter(|(_, fact)| glues(fact)).flat_map(|(path, fact)| scopes.of_fact(path, fact));
    let pasting = callers.above(gluing);
    let paster = Paster::new(&scopes, &pasting);
    let mut budget = Budget::for_macros(facts().count());
    let mut glued: Vec<Scoped<'_>> = Vec::new();
    for (path, fact) in facts() {
        let file = scopes.file(path);
        if !pasting.contains(&(file, fact.name.as_str())) {
            continue;
        }
        match paster.glued(file, without_parameters(fact), &mut budget, |name| ways.meant(&scopes, file, name)) {
            Ok(Some(next)) if next.1 != fact.name => {
                for scoped in scopes.of_fact(path, fact) {
                    if let Entry::Vacant(way) = ways.next.entry(scoped) {
                        way.insert(next);
                        glued.push(scoped);
                    }
                }
            }
            Ok(_) => {}
            Err(TooMuch) => found.not_followed.push((path.clone(), fact.name.clone())),
        }
    }
    ways.lead_to(&callers, glued.iter().copied());
    let glued: BTreeSet<Scoped<'_>> = glued.into_iter().collect();
    for (path, fact) in facts() {
        let Some(place) = &fact.place else { continue };
        let file = scopes.file(path);
        let own = (file, fact.name.as_str());
        let first = mentioned(fact).into_iter().find_map(|name| ways.meant(&scopes, file, name));
        let next = first.or_else(|| ways.next.get(&own).copied().filter(|_| glued.contains(&own)));
        let Some((chain, sink)) = next.and_then(|next| ways.chain(own, next)) else { continue };
        if !sink.is_told_by(&fact.name) {
            let message = format!(
                "The name `{}` says nothing of it, but the macro {}: it ends in {}. A reader of the code that uses it does not see the call. Look at every use, and at what reaches its arguments.",
                fact.name,
                sink.does,
                listed(&chain)
            );
            let hit = Hit { rule: RuleId(HIDDEN_CALL_RULES[0].to_owned()), message, ..(**place).clone() };
            found.hits.push((path.clone(), hit));
        }
    }
    // What a definition leads to whatever its arguments is told there.
    let is_told = |file, name: &str| {
        let meant = scopes.meant(file, name).map(|(scoped, _)| scoped);
        meant.is_some_and(|scoped| ways.next.contains_key(&scoped))
    };
    let lead_to = |file, text: &str, budget: &mut Budget| {
        let text = tokens(text).into_iter().map(Cow::Borrowed).collect();
        paster.glued(file, text, budget, |name| ways.meant(&scopes, file, name))
    };
    // Most uses cost little: they are looked at side by side, each within its share. The few that cost more then share what
    // all of them may cost.
    let looked_at: Vec<_> = pastings
        .par_iter()
        .map(|(path, uses)| {
            let (file, uses) = (scopes.file(path), uses.get());
            let lead_on = uses.iter().filter(|it| !is_told(file, &it.name)).filter_map(|it| {
                let next = lead_to(file, &it.text, &mut Budget::for_each(MACROS_PER_USE)).transpose()?;
                Some((it.clone(), next))
            });
            (uses.len(), lead_on.collect::<Vec<_>>())
        })
        .collect();
    let mut budget = Budget::for_macros(MACROS_PER_USE * looked_at.iter().map(|(count, _)| count).sum::<usize>());
    for ((path, _), (_, uses)) in pastings.iter().zip(looked_at) {
        let file = scopes.file(path);
        for (it, next) in uses {
            let next = match next.map(Some).or_else(|TooMuch| lead_to(file, &it.text, &mut budget)) {
                Ok(Some(next)) => next,
                Ok(None) => continue,
                Err(TooMuch) => {
                    found.not_followed.push(((*path).clone(), it.name));
                    continue;
                }
            };
            found.hits.extend(glued_hit(&ways, file, it, next).map(|hit| ((*path).clone(), hit)));
        }
    }
    found
}

/// The hit on a use that glues the name of a call together, unless its own name or the text tells of the call.
fn glued_hit<'a>(ways: &Ways<'a>, file: Option<FileNumber>, it: PastingFact, next: Scoped<'a>) -> Option<Hit> {
    let (chain, sink) = ways.chain((file, &it.name), next)?;
    if sink.is_told_by(&it.name) || tokens(&it.text).contains(&next.1) {
        return None;
    }
    let message = format!(
        "`{}` glues a name together that does not stand in the text: {}, which {}. A search for the name does not find this place. Look at what reaches its arguments.",
        it.name,
        listed(&chain),
        sink.does
    );
    Some(Hit { rule: RuleId(HIDDEN_CALL_RULES[1].to_owned()), message, ..it.place })
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

/// The body of a macro with its parameters, of which nothing is known, turned into numbers.
fn without_parameters(fact: &MacroFact) -> Vec<Cow<'_, str>> {
    let is_parameter = |token: &str| fact.parameters.iter().flatten().any(|parameter| parameter == token);
    let known = |token| Cow::Borrowed(if is_parameter(token) { "0" } else { token });
    tokens(&fact.body).into_iter().map(known).collect()
}
