//! Names that are glued together from pieces with `##`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use banbury_syntax::{MacroTable, PastingUse, SourceText, pasting_uses};
use serde::{Deserialize, Serialize};

use super::MacroFact;
use super::expansion::{Budget, MOST_STEPS, TooMuch, expand};
use super::scopes::{FileNumber, Scoped, Scopes};
use super::tokens::is_name;
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
    pasting: &'s HashSet<Scoped<'a>>,
}

impl<'s, 'a> Paster<'s, 'a> {
    pub fn new(scopes: &'s Scopes<'a>, pasting: &'s HashSet<Scoped<'a>>) -> Self {
        Self { scopes, pasting }
    }

    /// The first name for which `is_sought` holds among those that are glued together when the tokens of a `text`, which stands
    /// in a file, are expanded.
    pub fn glued<'t, T>(
        &self,
        file: Option<FileNumber>,
        mut text: Vec<Cow<'t, str>>,
        budget: &mut Budget,
        sought: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, TooMuch>
    where
        'a: 't,
    {
        let mut replaced = HashSet::new();
        for _ in 0..MOST_STEPS {
            budget.spend(text.len())?;
            let Glued { tokens, made } = glue(text);
            if let Some(found) = made.iter().filter_map(|at| tokens.get(*at)).find_map(|name| sought(name)) {
                return Ok(Some(found));
            }
            let Some(inner) = self.next(file, &tokens, &replaced) else { return Ok(None) };
            if inner.parameters.is_none() {
                replaced.insert(inner.name.as_str());
            }
            text = expand(&tokens, inner)?;
        }
        Ok(None)
    }

    /// The macro to be replaced next: first those that may stand for a piece of a name, then, from the
    /// last on, those that take arguments: arguments are replaced before they are handed on.
    fn next(&self, file: Option<FileNumber>, body: &[Cow<'_, str>], replaced: &HashSet<&str>) -> Option<&'a MacroFact> {
        // Others than those that glue, or stand for one word, make no name.
        let of = |name: &str| {
            let (scoped, definition) = is_name(name).then(|| self.scopes.meant(file, name))??;
            (definition.is_one_token || self.pasting.contains(&scoped)).then_some(definition.fact)
        };
        let is_operator = |at: Option<usize>| at.and_then(|at| body.get(at)).is_some_and(|token| token == "#");
        let piece = body.iter().enumerate().find_map(|(at, name)| {
            let is_operand = is_operator(Some(at + 1)) || is_operator(at.checked_sub(1));
            of(name).filter(|it| it.parameters.is_none() && !is_operand && !replaced.contains(it.name.as_str()))
        });
        let call = || {
            let mut calls = body.windows(2).rev().filter(|pair| pair[1] == "(");
            calls.find_map(|pair| of(&pair[0]).filter(|it| it.parameters.is_some()))
        };
        piece.or_else(call)
    }
}

/// Whether the body of a macro has `##`.
pub(super) fn glues(fact: &MacroFact) -> bool {
    fact.body.contains("##") || fact.body.contains("# #")
}

/// Tokens with the words around each `##` joined.
struct Glued<'t> {
    tokens: Vec<Cow<'t, str>>,
    /// Where those stand that are made so.
    made: BTreeSet<usize>,
}

fn glue(body: Vec<Cow<'_, str>>) -> Glued<'_> {
    let is_word = |token: &str| token.starts_with(|first: char| first.is_alphanumeric() || first == '_');
    let is_operator = |at: usize| body.get(at).is_some_and(|token| token == "#");
    if !(0..body.len()).any(|at| is_operator(at) && is_operator(at + 1)) {
        return Glued { tokens: body, made: BTreeSet::new() };
    }
    let mut tokens: Vec<Cow<'_, str>> = Vec::with_capacity(body.len());
    let mut made = BTreeSet::new();
    let mut at = 0;
    while let Some(token) = body.get(at) {
        match (tokens.last_mut(), body.get(at + 2)) {
            (Some(left), Some(right)) if is_operator(at) && is_operator(at + 1) && is_word(left) && is_word(right) => {
                left.to_mut().push_str(right);
                made.insert(tokens.len() - 1);
                at += 3;
            }
            _ => {
                tokens.push(token.clone());
                at += 1;
            }
        }
    }
    Glued { tokens, made }
}
