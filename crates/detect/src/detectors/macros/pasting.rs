//! Names that are glued together from pieces with `##`.

use std::collections::BTreeSet;
use std::ops::Range;

use banbury_evidence::DropPath;
use banbury_syntax::{MacroTable, PastingUse, SourceText, pasting_uses};
use serde::{Deserialize, Serialize};

use super::MacroFact;
use super::expansion::{Budget, MOST_STEPS, TooMuch, expand};
use super::scopes::{Scoped, Scopes};
use super::tokens::tokens;
use crate::detectors::hit;
use crate::findings::Hit;

/// A use of a macro that glues names together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastingFact {
    /// The macro.
    pub name: String,
    /// The use as it stands, on one line; long arguments, which are no part of a name, are left out.
    pub text: String,
    /// Where it stands, as a hit without rule and message.
    pub(super) place: Hit,
}

impl PastingFact {
    /// The hit that there would be on this use.
    pub(crate) fn hit_mut(&mut self) -> &mut Hit {
        &mut self.place
    }
}

/// The uses of macros that glue names together.
pub(crate) fn pasting_facts(
    source: &SourceText<'_>,
    macros: &MacroTable,
    around: &dyn Fn(&Range<usize>) -> Option<String>,
) -> Vec<PastingFact> {
    let fact = |found: PastingUse| {
        let range = found.start..found.end;
        let place = hit(source, "", &range, around(&range), String::new());
        PastingFact { name: found.name, text: found.text, place }
    };
    pasting_uses(&source.text, macros).into_iter().map(fact).collect()
}

/// Expands what may glue names together.
pub(super) struct Paster<'s, 'a> {
    scopes: &'s Scopes<'a>,
    /// The macros that glue, or lead to one that does.
    pasting: &'s BTreeSet<Scoped<'a>>,
    budget: Budget,
}

impl<'s, 'a> Paster<'s, 'a> {
    pub fn new(scopes: &'s Scopes<'a>, pasting: &'s BTreeSet<Scoped<'a>>, budget: Budget) -> Self {
        Self { scopes, pasting, budget }
    }

    /// The first name for which `is_sought` holds among those that are glued together when `text`, which stands in the file at
    /// `path`, is expanded.
    pub fn glued<T>(
        &mut self,
        path: &DropPath,
        text: &str,
        sought: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, TooMuch> {
        let mut text = text.to_owned();
        let mut replaced = BTreeSet::new();
        for _ in 0..MOST_STEPS {
            let cut = tokens(&text);
            self.budget.spend(&cut)?;
            let (joined, made) = glue(&cut);
            if let Some(found) = made.iter().find_map(|name| sought(name)) {
                return Ok(Some(found));
            }
            let joined = joined.join(" ");
            let body = tokens(&joined);
            let Some(inner) = self.next(path, &body, &replaced) else { return Ok(None) };
            if inner.parameters.is_none() {
                replaced.insert(inner.name.as_str());
            }
            text = expand(&body, inner)?.join(" ");
        }
        Ok(None)
    }

    /// The macro to be replaced next: first those that may stand for a piece of a name, then, from the
    /// last on, those that take arguments: arguments are replaced before they are handed on.
    fn next(&self, path: &DropPath, body: &[&str], replaced: &BTreeSet<&str>) -> Option<&'a MacroFact> {
        // Others than those that glue, or stand for one word, make no name.
        let of = |name: &str| {
            let (scoped, fact) = self.scopes.meant(path, name)?;
            (self.pasting.contains(&scoped) || tokens(&fact.body).len() == 1).then_some(fact)
        };
        let piece = body.iter().enumerate().find_map(|(at, name)| {
            let is_operand = body.get(at + 1) == Some(&"#") || (at > 0 && body.get(at - 1) == Some(&"#"));
            of(name).filter(|it| it.parameters.is_none() && !is_operand && !replaced.contains(it.name.as_str()))
        });
        let call = || {
            let mut calls = body.windows(2).rev().filter(|pair| pair[1] == "(");
            calls.find_map(|pair| of(pair[0]).filter(|it| it.parameters.is_some()))
        };
        piece.or_else(call)
    }
}

/// Whether the body of a macro has `##`.
pub(super) fn glues(fact: &MacroFact) -> bool {
    fact.body.contains("##") || fact.body.contains("# #")
}

/// Tokens with the words around each `##` joined, and the names that are made so.
fn glue(body: &[&str]) -> (Vec<String>, Vec<String>) {
    let is_word = |token: &str| token.starts_with(|first: char| first.is_alphanumeric() || first == '_');
    let mut joined: Vec<String> = Vec::new();
    let mut made = BTreeSet::new();
    let mut at = 0;
    while let Some(token) = body.get(at) {
        let is_operator = *token == "#" && body.get(at + 1) == Some(&"#");
        match (joined.last_mut(), body.get(at + 2)) {
            (Some(left), Some(right)) if is_operator && is_word(left) && is_word(right) => {
                left.push_str(right);
                made.insert(joined.len() - 1);
                at += 3;
            }
            _ => {
                joined.push((*token).to_owned());
                at += 1;
            }
        }
    }
    let made = made.into_iter().filter_map(|at| joined.get(at).cloned()).collect();
    (joined, made)
}
