//! Macros that make a safe name unsafe (catalogue class 15), followed through any number of steps across the drop.

use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{DropPath, Redefinition};

use super::MacroFact;
use super::expansion::{Budget, MOST_STEPS, TooMuch, expand};
use super::tokens::{called, is_name, tokens};
use crate::ApiFamilies;
use crate::findings::Hit;
use crate::names::{is_bound_name, promises_bound};

/// What the macros of a drop make of safe names.
#[derive(Default)]
pub struct TracedMacros {
    /// The hits on macros that make a safe name unsafe, with their files.
    pub hits: Vec<(DropPath, Hit)>,
    /// Every macro that gives a safe name another end, for census.json; sorted by path and line.
    pub redefinitions: Vec<Redefinition>,
    /// Macros whose definitions are too long or too many to follow to their end, with their files.
    pub not_followed: Vec<(DropPath, String)>,
}

/// Rules that depend on macros being followed to their end.
pub const MACRO_RULES: [&str; 2] = ["safe-macro-drops-bound", "safe-name-aliased-to-unsafe"];

/// Follows every macro whose name or parameters promise a bound.
pub fn trace_macros(macros: &[(DropPath, Vec<MacroFact>)], families: &ApiFamilies) -> TracedMacros {
    let mut tracer = Tracer::new(macros, families);
    let mut traced = TracedMacros::default();
    for (path, facts) in macros {
        for fact in facts {
            let Some(place) = &fact.place else { continue };
            if !promises(fact, families) {
                continue;
            }
            let promises = promises_bound(&fact.name, families);
            let end = match tracer.follow(fact) {
                Ok(Some(end)) => end,
                Ok(None) => continue,
                Err(TooMuch) => {
                    traced.not_followed.push((path.clone(), fact.name.clone()));
                    continue;
                }
            };
            let drops_bound = match end.only_names {
                true => promises,
                false => end.dropped.iter().any(|parameter| promises || is_bound_name(parameter)),
            };
            if drops_bound {
                traced.hits.push((path.clone(), finding(fact, place, &end)));
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

/// Whether the name or the parameters of a macro promise a bound. A name that the C library itself leaves unsafe promises nothing.
pub(super) fn promises(fact: &MacroFact, families: &ApiFamilies) -> bool {
    let bounds = || fact.parameters.iter().flatten().any(|parameter| is_bound_name(parameter));
    !families.is_unsafe(&fact.name) && (promises_bound(&fact.name, families) || bounds())
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

/// The macros of a drop by name, and what looking at them may still cost.
struct Tracer<'a> {
    by_name: BTreeMap<&'a str, &'a MacroFact>,
    safe: BTreeSet<&'a str>,
    unsafe_: BTreeSet<&'a str>,
    /// Whether expanding a macro may get nearer to a function, as far as is known.
    leads_on: BTreeMap<&'a str, bool>,
    budget: Budget,
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
            budget: Budget::for_macros(count),
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
            self.budget.spend(body.len())?;
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
        self.budget.spend(body.len())?;
        let counts = |token: &&str| {
            self.unsafe_.contains(token) || self.safe.contains(token) || self.by_name.contains_key(token)
        };
        let leads_on = body.iter().any(counts);
        self.leads_on.insert(&inner.name, leads_on);
        Ok(leads_on)
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

#[cfg(test)]
mod tests {
    use super::super::macro_facts;
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
