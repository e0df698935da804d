//! Macros that make a safe name unsafe (catalogue class 15), followed through any number of steps across the drop.

use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{DropPath, Redefinition};
use banbury_syntax::{MacroDefinition, SourceText};
use serde::{Deserialize, Serialize};

use super::hit;
use crate::ApiFamilies;
use crate::findings::Hit;
use crate::names::{is_bound_name, promises_bound};

/// A macro definition of one file, with the hit that it would make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroFact {
    /// The name.
    pub name: String,
    /// Parameters; none for an object-like macro.
    pub parameters: Option<Vec<String>>,
    /// The body, on one line and without comments.
    pub body: String,
    /// Where it stands, as a hit without rule and message.
    place: Box<Hit>,
}

impl MacroFact {
    pub(crate) fn new(source: &SourceText<'_>, definition: &MacroDefinition) -> Self {
        let range = definition.start..definition.end;
        Self {
            name: definition.name.clone(),
            parameters: definition.parameters.clone(),
            body: definition.body.clone(),
            place: Box::new(hit(source, "", &range, Some(definition.name.clone()), String::new())),
        }
    }
}

/// Longest chain of macros that is followed.
const MOST_STEPS: usize = 16;

/// Where a macro ends.
struct End {
    function: String,
    via: Vec<String>,
    dropped: Vec<String>,
}

/// What becomes of safe names, by file: hits for the files, and the census's list.
struct Resolved<'a> {
    path: &'a DropPath,
    fact: &'a MacroFact,
    end: End,
    drops_bound: bool,
}

/// The hits on macros that make a safe name unsafe, with their files.
pub fn macro_findings<'a>(
    macros: &'a [(DropPath, Vec<MacroFact>)],
    families: &ApiFamilies,
) -> Vec<(&'a DropPath, Hit)> {
    resolve(macros, families)
        .into_iter()
        .filter(|it| it.drops_bound)
        .map(|it| {
            let chain = it.end.via.iter().chain([&it.end.function]).map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let rule = if it.fact.parameters.is_some() { "safe-macro-drops-bound" } else { "safe-name-aliased-to-unsafe" };
            let lost = match it.end.dropped.as_slice() {
                [] => String::new(),
                dropped => format!(" and drops {}", dropped.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
            };
            let message = format!(
                "`{}` promises a bound, but ends in {}{lost}: each use looks safe in review and is not. Count its uses, and ask why the name was kept.",
                it.fact.name,
                chain.join(", then in ")
            );
            let mut found = (*it.fact.place).clone();
            found.rule = banbury_evidence::RuleId(rule.to_owned());
            found.message = message;
            (it.path, found)
        })
        .collect()
}

/// Every macro that gives a safe name another end, for census.json; sorted by path and line.
pub fn redefinitions(macros: &[(DropPath, Vec<MacroFact>)], families: &ApiFamilies) -> Vec<Redefinition> {
    let mut found: Vec<Redefinition> = resolve(macros, families)
        .into_iter()
        .map(|it| Redefinition {
            path: it.path.clone(),
            line: it.fact.place.start.line,
            name: it.fact.name.clone(),
            ends_in: it.end.function,
            via: it.end.via,
            drops_bound: it.drops_bound,
        })
        .collect();
    found.sort_by(|a, b| (&a.path, a.line, &a.name).cmp(&(&b.path, b.line, &b.name)));
    found
}

fn resolve<'a>(macros: &'a [(DropPath, Vec<MacroFact>)], families: &ApiFamilies) -> Vec<Resolved<'a>> {
    let mut by_name: BTreeMap<&str, Vec<&MacroFact>> = BTreeMap::new();
    for fact in macros.iter().flat_map(|(_, facts)| facts) {
        by_name.entry(&fact.name).or_default().push(fact);
    }
    let mut found = Vec::new();
    for (path, facts) in macros {
        for fact in facts {
            let promises = promises_bound(&fact.name, families);
            let bounds = fact.parameters.iter().flatten().any(|parameter| is_bound_name(parameter));
            // A name that the C library itself leaves unsafe promises nothing.
            if !(promises || bounds) || families.is_unsafe(&fact.name) {
                continue;
            }
            let Some(end) = follow(fact, &by_name, families) else { continue };
            let drops_bound = match &fact.parameters {
                None => promises,
                Some(_) => end.dropped.iter().any(|parameter| promises || is_bound_name(parameter)),
            };
            if promises || drops_bound {
                found.push(Resolved { path, fact, end, drops_bound });
            }
        }
    }
    found
}

/// Expands a macro step by step until an unsafe function is called; none if a safe one is, or nothing known.
fn follow(fact: &MacroFact, by_name: &BTreeMap<&str, Vec<&MacroFact>>, families: &ApiFamilies) -> Option<End> {
    let mut via = Vec::new();
    let mut body = tokens(&fact.body);
    let mut seen = BTreeSet::from([fact.name.as_str()]);
    for _ in 0..MOST_STEPS {
        let called = body.iter().filter(|token| is_name(token));
        // A safe function anywhere on the way keeps the promise.
        if called.clone().any(|name| families.is_safe(name) && !by_name.contains_key(name.as_str())) {
            return None;
        }
        let next = called.clone().find_map(|name| {
            let inner = by_name.get(name.as_str())?.iter().find(|inner| !seen.contains(inner.name.as_str()))?;
            (callee_position(&body, name, fact.parameters.is_some()) && leads_on(inner, by_name, families))
                .then_some(*inner)
        });
        match next {
            Some(inner) => {
                seen.insert(&inner.name);
                via.push(inner.name.clone());
                body = expand(&body, inner);
            }
            None => {
                let function = body
                    .iter()
                    .find(|name| families.is_unsafe(name) && callee_position(&body, name, fact.parameters.is_some()))?
                    .clone();
                let used: BTreeSet<&str> = without_discards(&body);
                let own = fact.parameters.iter().flatten().filter(|parameter| !parameter.ends_with("..."));
                let dropped = own.filter(|parameter| !used.contains(parameter.as_str())).cloned().collect();
                return Some(End { function, via, dropped });
            }
        }
    }
    None
}

/// Whether expanding a macro may get nearer to a function: its body names one, or another macro.
fn leads_on(inner: &MacroFact, by_name: &BTreeMap<&str, Vec<&MacroFact>>, families: &ApiFamilies) -> bool {
    tokens(&inner.body)
        .iter()
        .any(|token| families.is_unsafe(token) || families.is_safe(token) || by_name.contains_key(token.as_str()))
}

/// Whether a name is called in a body, or, in the body of an alias, stands alone.
fn callee_position(body: &[String], name: &str, in_function_like: bool) -> bool {
    let called = body.windows(2).any(|pair| pair[0] == name && pair[1] == "(");
    called || (!in_function_like && body.len() == 1 && body[0] == name)
}

/// Names that are used, `(void)name` aside.
fn without_discards(body: &[String]) -> BTreeSet<&str> {
    let discarded = |at: usize| {
        let before = |back: usize| at.checked_sub(back).and_then(|at| body.get(at)).map(String::as_str);
        (before(1), before(2), before(3)) == (Some(")"), Some("void"), Some("("))
            || (before(1), before(2), before(3), before(4)) == (Some("("), Some(")"), Some("void"), Some("("))
    };
    (0..body.len()).filter(|at| !discarded(*at)).filter_map(|at| body.get(at)).map(String::as_str).collect()
}

/// Replaces the uses of one macro in a body by its own body, with the arguments put in.
fn expand(body: &[String], inner: &MacroFact) -> Vec<String> {
    let replacement = tokens(&inner.body);
    let mut expanded = Vec::new();
    let mut at = 0;
    while let Some(token) = body.get(at) {
        if *token != inner.name {
            expanded.push(token.clone());
            at += 1;
            continue;
        }
        match (&inner.parameters, body.get(at + 1).map(String::as_str)) {
            (Some(parameters), Some("(")) => {
                let (arguments, end) = arguments(body, at + 1);
                for token in &replacement {
                    let position = parameters.iter().position(|parameter| parameter == token);
                    match position.and_then(|position| arguments.get(position)) {
                        Some(argument) => expanded.extend(argument.iter().cloned()),
                        None if token == "__VA_ARGS__" => {
                            let rest = arguments.get(parameters.len().saturating_sub(1)..).unwrap_or(&[]);
                            expanded.extend(rest.iter().flatten().cloned());
                        }
                        None => expanded.push(token.clone()),
                    }
                }
                at = end;
            }
            _ => {
                expanded.extend(replacement.iter().cloned());
                at += 1;
            }
        }
        if expanded.len() > 10_000 {
            break;
        }
    }
    expanded
}

/// The arguments of a call whose parenthesis stands at `open`, and the place behind it.
fn arguments(body: &[String], open: usize) -> (Vec<Vec<String>>, usize) {
    let mut arguments = vec![Vec::new()];
    let mut depth = 0;
    for (at, token) in body.iter().enumerate().skip(open) {
        match token.as_str() {
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
        if (at > open || token != "(")
            && let Some(last) = arguments.last_mut()
        {
            last.push(token.clone());
        }
    }
    (arguments, body.len())
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, literals and single characters of a macro body.
fn tokens(body: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = body.trim_start();
    while let Some(first) = rest.chars().next() {
        let word =
            rest.find(|character: char| !(character.is_alphanumeric() || character == '_')).unwrap_or(rest.len());
        let length = match first {
            '"' | '\'' => rest[1..].find(first).map_or(rest.len(), |close| close + 2),
            _ if word > 0 => word,
            _ => first.len_utf8(),
        };
        found.push(rest[..length].to_owned());
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
        let facts = macro_definitions(&source.text).iter().map(|it| MacroFact::new(&source, it)).collect();
        redefinitions(&[(DropPath::from_bytes(b"a.h"), facts)], &families())
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
    fn honest_shims_drop_nothing() {
        let text = "#define a_s(d, m, s, n) memcpy(d, s, (n) < (m) ? (n) : (m))\n#define b_s(d, m, s, n) memcpy_s(d, m, s, n)\n#define xcpy(d, s, n) memcpy(d, s, n)\n";
        assert!(found(text).iter().all(|(_, _, _, drops)| !drops), "{:?}", found(text));
    }

    #[test]
    fn circles_end() {
        assert_eq!(found("#define a_s b_s\n#define b_s a_s\n#define c_s(x) c_s(x)\n"), []);
    }
}
