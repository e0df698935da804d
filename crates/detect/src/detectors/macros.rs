//! Macros that make a safe name unsafe (catalogue class 15), followed through any number of steps across the drop.

use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{DropPath, Redefinition};
use banbury_syntax::{MacroDefinition, SourceText};
use serde::{Deserialize, Serialize};

use super::hit;
use crate::ApiFamilies;
use crate::findings::Hit;
use crate::names::{is_bound_name, promises_bound};

/// A macro definition of one file that may matter to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroFact {
    /// The name.
    pub name: String,
    /// Parameters; none for an object-like macro.
    pub parameters: Option<Vec<String>>,
    /// The body, on one line and without comments.
    pub body: String,
    /// Where it stands, as a hit without rule and message, if it promises a bound: the others are only passed through.
    place: Option<Box<Hit>>,
}

/// The macros of a file that may lead to a function, or promise a bound. The many that stand for a number lead nowhere.
pub(crate) fn macro_facts(
    source: &SourceText<'_>,
    definitions: &[MacroDefinition],
    families: &ApiFamilies,
) -> Vec<MacroFact> {
    definitions.iter().filter_map(|definition| MacroFact::new(source, definition, families)).collect()
}

impl MacroFact {
    fn new(source: &SourceText<'_>, definition: &MacroDefinition, families: &ApiFamilies) -> Option<Self> {
        let MacroDefinition { name, parameters, body, start, end, .. } = definition;
        let tokens = tokens(body);
        let leads_on = tokens.len() > LONGEST_BODY || tokens.iter().any(|token| is_name(token));
        if !leads_on && !families.is_safe(name) {
            return None;
        }
        let bounds = || parameters.iter().flatten().any(|parameter| is_bound_name(parameter));
        // A name that the C library itself leaves unsafe promises nothing.
        let promises = !families.is_unsafe(name) && (promises_bound(name, families) || bounds());
        let place = || Box::new(hit(source, "", &(*start..*end), Some(name.clone()), String::new()));
        Some(Self {
            name: name.clone(),
            parameters: parameters.clone(),
            body: body.clone(),
            place: promises.then(place),
        })
    }
}

impl MacroFact {
    /// The hit that there would be on this macro, if it promises a bound.
    pub(crate) fn hit_mut(&mut self) -> Option<&mut Hit> {
        self.place.as_deref_mut()
    }
}

/// Longest chain of macros that is followed.
const MOST_STEPS: usize = 16;
/// Longest body, in tokens, that is looked at.
const LONGEST_BODY: usize = 10_000;
/// Tokens that may be looked at in a drop, however small, and further ones for each of its macros: definitions that
/// double at each step would otherwise cost hours.
const BASE_BUDGET: usize = 2_000_000;
const BUDGET_PER_MACRO: usize = 200;

/// What the macros of a drop make of safe names.
#[derive(Default)]
pub struct TracedMacros<'a> {
    /// The hits on macros that make a safe name unsafe, with their files.
    pub hits: Vec<(&'a DropPath, Hit)>,
    /// Every macro that gives a safe name another end, for census.json; sorted by path and line.
    pub redefinitions: Vec<Redefinition>,
    /// Macros whose definitions are too long or too many to follow to their end, with their files.
    pub not_followed: Vec<(&'a DropPath, &'a str)>,
}

/// Rules that depend on macros being followed to their end.
pub const MACRO_RULES: [&str; 2] = ["safe-macro-drops-bound", "safe-name-aliased-to-unsafe"];

/// Follows every macro whose name or parameters promise a bound.
pub fn trace_macros<'a>(macros: &'a [(DropPath, Vec<MacroFact>)], families: &'a ApiFamilies) -> TracedMacros<'a> {
    let mut tracer = Tracer::new(macros, families);
    let mut traced = TracedMacros::default();
    for (path, facts) in macros {
        for fact in facts {
            let Some(place) = &fact.place else { continue };
            let promises = promises_bound(&fact.name, families);
            let end = match tracer.follow(fact) {
                Ok(Some(end)) => end,
                Ok(None) => continue,
                Err(TooMuch) => {
                    traced.not_followed.push((path, &fact.name));
                    continue;
                }
            };
            let drops_bound = match end.only_names {
                true => promises,
                false => end.dropped.iter().any(|parameter| promises || is_bound_name(parameter)),
            };
            if drops_bound {
                traced.hits.push((path, finding(fact, place, &end)));
            }
            if promises || drops_bound {
                traced.redefinitions.push(Redefinition {
                    path: path.clone(),
                    line: place.start.line,
                    name: fact.name.clone(),
                    ends_in: end.function.to_owned(),
                    via: end.via.into_iter().map(str::to_owned).collect(),
                    drops_bound,
                });
            }
        }
    }
    traced.redefinitions.sort_by(|a, b| (&a.path, a.line, &a.name).cmp(&(&b.path, b.line, &b.name)));
    traced
}

/// Where a macro ends.
struct End<'a> {
    function: &'a str,
    via: Vec<&'a str>,
    dropped: Vec<&'a str>,
    /// Whether only the name changes on the way: no macro in the chain has parameters that could carry a bound.
    only_names: bool,
}

fn finding(fact: &MacroFact, place: &Hit, end: &End<'_>) -> Hit {
    let listed =
        |names: &[&str], between: &str| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between);
    let chain: Vec<&str> = end.via.iter().copied().chain([end.function]).collect();
    let [macro_rule, alias_rule] = MACRO_RULES;
    let rule = if fact.parameters.is_some() { macro_rule } else { alias_rule };
    let lost = match end.dropped.as_slice() {
        [] => String::new(),
        dropped => format!(" and drops {}", listed(dropped, ", ")),
    };
    let message = format!(
        "`{}` promises a bound, but ends in {}{lost}: each use looks safe in review and is not. Count its uses, and ask why the name was kept.",
        fact.name,
        listed(&chain, ", then in ")
    );
    Hit { rule: banbury_evidence::RuleId(rule.to_owned()), message, ..place.clone() }
}

/// A macro cannot be followed within the limits.
#[derive(Debug)]
struct TooMuch;

/// The macros of a drop by name, and what looking at them may still cost.
struct Tracer<'a> {
    by_name: BTreeMap<&'a str, &'a MacroFact>,
    safe: BTreeSet<&'a str>,
    unsafe_: BTreeSet<&'a str>,
    /// Whether expanding a macro may get nearer to a function, as far as is known.
    leads_on: BTreeMap<&'a str, bool>,
    budget: usize,
}

impl<'a> Tracer<'a> {
    fn new(macros: &'a [(DropPath, Vec<MacroFact>)], families: &'a ApiFamilies) -> Self {
        let mut by_name = BTreeMap::new();
        let mut count = 0;
        for fact in macros.iter().flat_map(|(_, facts)| facts) {
            by_name.entry(fact.name.as_str()).or_insert(fact);
            count += 1;
        }
        Self {
            by_name,
            safe: families.safe_names().collect(),
            unsafe_: families.unsafe_names().collect(),
            leads_on: BTreeMap::new(),
            budget: BASE_BUDGET + BUDGET_PER_MACRO * count,
        }
    }

    /// Expands a macro step by step until an unsafe function is called; none if a safe one is, or nothing known.
    fn follow(&mut self, fact: &'a MacroFact) -> Result<Option<End<'a>>, TooMuch> {
        let mut via = Vec::new();
        let mut seen = BTreeSet::from([fact.name.as_str()]);
        let mut fact = fact;
        // An alias keeps or drops what the macro behind it keeps or drops.
        while fact.parameters.is_none()
            && let [name] = tokens(&fact.body).as_slice()
            && let Some(inner) = self.by_name.get(name).copied()
            && via.len() < MOST_STEPS
            && seen.insert(&inner.name)
        {
            via.push(inner.name.as_str());
            fact = inner;
        }
        let function_like = fact.parameters.is_some();
        let mut body = tokens(&fact.body);
        for _ in 0..MOST_STEPS {
            self.spend(&body)?;
            let names = || body.iter().copied().filter(|token| is_name(token));
            // A safe function anywhere on the way keeps the promise.
            if names().any(|name| self.safe.contains(name) && !self.by_name.contains_key(name)) {
                return Ok(None);
            }
            let called = called(&body, function_like);
            let mut next = None;
            for name in names().filter(|name| called.contains(name) && !seen.contains(name)) {
                let Some(inner) = self.by_name.get(name).copied() else { continue };
                if self.leads_on(inner)? {
                    next = Some(inner);
                    break;
                }
            }
            match next {
                Some(inner) => {
                    seen.insert(&inner.name);
                    via.push(inner.name.as_str());
                    body = expand(&body, inner)?;
                }
                None => {
                    let ends_in = |name: &&&str| self.unsafe_.contains(**name) && called.contains(**name);
                    let Some(function) = body.iter().find(ends_in).copied() else { return Ok(None) };
                    let used = used(&body);
                    let own = fact.parameters.iter().flatten().filter(|parameter| !parameter.ends_with("..."));
                    let dropped = own.map(String::as_str).filter(|parameter| !used.contains(parameter)).collect();
                    return Ok(Some(End { function, via, dropped, only_names: !function_like }));
                }
            }
        }
        Ok(None)
    }

    /// Whether the body of a macro names a function that counts, or another macro.
    fn leads_on(&mut self, inner: &'a MacroFact) -> Result<bool, TooMuch> {
        if let Some(known) = self.leads_on.get(inner.name.as_str()) {
            return Ok(*known);
        }
        let body = tokens(&inner.body);
        self.spend(&body)?;
        let counts = |token: &&str| {
            self.unsafe_.contains(token) || self.safe.contains(token) || self.by_name.contains_key(token)
        };
        let leads_on = body.iter().any(counts);
        self.leads_on.insert(&inner.name, leads_on);
        Ok(leads_on)
    }

    fn spend(&mut self, body: &[&str]) -> Result<(), TooMuch> {
        if body.len() > LONGEST_BODY || body.len() > self.budget {
            return Err(TooMuch);
        }
        self.budget -= body.len();
        Ok(())
    }
}

/// The names that a body calls; in the body of an alias, also the one that stands alone.
fn called<'t>(body: &[&'t str], in_function_like: bool) -> BTreeSet<&'t str> {
    match body {
        [only] if !in_function_like => BTreeSet::from([*only]),
        _ => body.windows(2).filter(|pair| pair[1] == "(").map(|pair| pair[0]).collect(),
    }
}

/// Names that are used: not those in `(void)name`, nor those of which it is only asked whether they are zero.
fn used<'t>(body: &[&'t str]) -> BTreeSet<&'t str> {
    let discarded = |at: usize| {
        let before = |back: usize| at.checked_sub(back).and_then(|at| body.get(at)).copied();
        (before(1), before(2), before(3)) == (Some(")"), Some("void"), Some("("))
            || (before(1), before(2), before(3), before(4)) == (Some("("), Some(")"), Some("void"), Some("("))
    };
    let counts = |at: &usize| !discarded(*at) && !is_asked_for_zero(body, *at);
    (0..body.len()).filter(counts).filter_map(|at| body.get(at)).copied().collect()
}

/// Whether of a name it is only asked whether it is zero: `!(n)`, `n ?`, `n &&`, `n == 0`, `n > 0`.
fn is_asked_for_zero(body: &[&str], at: usize) -> bool {
    let token = |at: Option<usize>| at.and_then(|at| body.get(at)).copied().unwrap_or("");
    let (mut first, mut last) = (at, at);
    // Parentheses of its own; those behind a name are a call's.
    while token(first.checked_sub(1)) == "("
        && token(Some(last + 1)) == ")"
        && !is_name(token(first.checked_sub(2)))
        && token(first.checked_sub(2)) != ")"
    {
        first -= 1;
        last += 1;
    }
    let behind = |count: usize| token(Some(last + count));
    match behind(1) {
        "?" => true,
        "&" | "|" => behind(2) == behind(1),
        "=" | "!" => behind(2) == "=" && behind(3) == "0",
        ">" => behind(2) == "0",
        _ => token(first.checked_sub(1)) == "!",
    }
}

/// Replaces the uses of one macro in a body by its own body, with the arguments put in.
fn expand<'a>(body: &[&'a str], inner: &'a MacroFact) -> Result<Vec<&'a str>, TooMuch> {
    let replacement = tokens(&inner.body);
    let mut expanded = Vec::new();
    let mut at = 0;
    while let Some(token) = body.get(at) {
        if *token != inner.name {
            expanded.push(*token);
            at += 1;
            continue;
        }
        match (&inner.parameters, body.get(at + 1)) {
            (Some(parameters), Some(&"(")) => {
                let (arguments, end) = arguments(body, at + 1);
                let positions: BTreeMap<&str, usize> =
                    parameters.iter().enumerate().rev().map(|(index, name)| (name.as_str(), index)).collect();
                for token in &replacement {
                    match positions.get(token).and_then(|position| arguments.get(*position)) {
                        Some(argument) => expanded.extend(argument),
                        None if *token == "__VA_ARGS__" => {
                            let rest = arguments.get(parameters.len().saturating_sub(1)..).unwrap_or(&[]);
                            expanded.extend(rest.iter().flatten());
                        }
                        None => expanded.push(token),
                    }
                    if expanded.len() > LONGEST_BODY {
                        return Err(TooMuch);
                    }
                }
                at = end;
            }
            _ => {
                expanded.extend(&replacement);
                at += 1;
            }
        }
        if expanded.len() > LONGEST_BODY {
            return Err(TooMuch);
        }
    }
    Ok(expanded)
}

/// The arguments of a call whose parenthesis stands at `open`, and the place behind it.
fn arguments<'t>(body: &[&'t str], open: usize) -> (Vec<Vec<&'t str>>, usize) {
    let mut arguments = vec![Vec::new()];
    let mut depth = 0;
    for (at, token) in body.iter().enumerate().skip(open) {
        match *token {
            "(" => depth += 1,
            ")" => depth -= 1,
            "," if depth == 1 => {
                arguments.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            return (arguments, at + 1);
        }
        if (at > open || *token != "(")
            && let Some(last) = arguments.last_mut()
        {
            last.push(*token);
        }
    }
    (arguments, body.len())
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, literals and single characters of a macro body; of a body that is too long, one more than is looked at.
fn tokens(body: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = body.trim_start();
    while found.len() <= LONGEST_BODY
        && let Some(first) = rest.chars().next()
    {
        let word =
            rest.find(|character: char| !(character.is_alphanumeric() || character == '_')).unwrap_or(rest.len());
        let length = match first {
            '"' | '\'' => rest[1..].find(first).map_or(rest.len(), |close| close + 2),
            _ if word > 0 => word,
            _ => first.len_utf8(),
        };
        found.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use banbury_syntax::{decode, macro_definitions};

    fn families() -> ApiFamilies {
        ApiFamilies::parse(
            "[[family]]\nname = \"memcpy\"\nsafe = [\"memcpy_s\", \"bounded_copy\"]\nunsafe = [\"memcpy\", \"strcpy\"]\n",
        )
        .unwrap()
    }

    fn found(text: &str) -> Vec<(String, String, Vec<String>, bool)> {
        let source = decode(text.as_bytes());
        let facts = macro_facts(&source, &macro_definitions(&source.text), &families());
        trace_macros(&[(DropPath::from_bytes(b"a.h"), facts)], &families())
            .redefinitions
            .into_iter()
            .map(|it| (it.name, it.ends_in, it.via, it.drops_bound))
            .collect()
    }

    #[test]
    fn a_bound_that_is_dropped_is_seen_through_a_chain() {
        let text = "#define VOS_MemCpy_s V_MemCpy_s\n#define V_MemCpy_s(d, m, s, n) do { (void)(m); memcpy((d), (s), (n)); } while (0)\n";
        let expected = [
            ("VOS_MemCpy_s".to_owned(), "memcpy".to_owned(), vec!["V_MemCpy_s".to_owned()], true),
            ("V_MemCpy_s".to_owned(), "memcpy".to_owned(), vec![], true),
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn a_bound_of_which_only_zero_is_asked_is_dropped() {
        for body in ["((n) ? memcpy(d, s, 8) : d)", "(n == 0 ? d : memcpy(d, s, 8))", "(!(n) || memcpy(d, s, 8))"] {
            assert!(found(&format!("#define bounded_copy(d, s, n) {body}\n"))[0].3, "{body}");
        }
        for body in ["((n) ? memcpy(d, s, n) : d)", "(fits(n) ? memcpy(d, s, 8) : d)", "(n > 8 ? memcpy(d, s, 8) : d)"]
        {
            assert!(!found(&format!("#define bounded_copy(d, s, n) {body}\n"))[0].3, "{body}");
        }
    }

    #[test]
    fn honest_shims_drop_nothing() {
        let text = "#define alias_s a_s\n#define a_s(d, m, s, n) memcpy(d, s, (n) < (m) ? (n) : (m))\n#define b_s(d, m, s, n) memcpy_s(d, m, s, n)\n#define xcpy(d, s, n) memcpy(d, s, n)\n";
        assert!(found(text).iter().all(|(_, _, _, drops)| !drops), "{:?}", found(text));
    }

    #[test]
    fn definitions_that_double_are_given_up_in_the_open() {
        let mut text = String::new();
        for step in 0..15 {
            let next = step + 1;
            text.push_str(&format!("#define f{step}_s(x, n) f{next}_s(x, n) f{next}_s(x, n) f{next}_s(x, n)\n"));
        }
        text.push_str("#define f15_s(x, n) memcpy(x, x, 1)\n");
        let source = decode(text.as_bytes());
        let facts = macro_facts(&source, &macro_definitions(&source.text), &families());
        let (macros, families) = ([(DropPath::from_bytes(b"a.h"), facts)], families());
        let traced = trace_macros(&macros, &families);
        assert!(traced.not_followed.iter().any(|(_, name)| *name == "f0_s"));
        assert!(traced.hits.iter().any(|(_, hit)| hit.message.contains("`f15_s`")));
    }

    #[test]
    fn circles_end() {
        assert_eq!(found("#define a_s b_s\n#define b_s a_s\n#define c_s(x) c_s(x)\n"), []);
    }
}
