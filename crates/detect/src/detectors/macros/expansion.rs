//! Expanding macros step by step, within limits.

use std::collections::BTreeMap;

use super::MacroFact;
use super::tokens::{arguments, tokens};

/// Longest chain of macros that is followed.
pub(super) const MOST_STEPS: usize = 16;
/// Longest body, in tokens, that is looked at.
pub(super) const LONGEST_BODY: usize = 10_000;
/// Tokens that may be looked at in a drop, however small, and further ones for each of its macros: definitions that
/// double at each step would otherwise cost hours.
const BASE_BUDGET: usize = 2_000_000;
const BUDGET_PER_MACRO: usize = 200;

/// A macro cannot be followed within the limits.
#[derive(Debug)]
pub(super) struct TooMuch;

/// What looking at the macros of a drop may still cost, in tokens.
pub(super) struct Budget(usize);

impl Budget {
    pub fn for_macros(count: usize) -> Self {
        Self(BASE_BUDGET + BUDGET_PER_MACRO * count)
    }

    /// The share of each macro, without the base.
    pub fn for_each(count: usize) -> Self {
        Self(BUDGET_PER_MACRO * count)
    }

    /// Takes the cost of looking at a body of so many tokens.
    pub fn spend(&mut self, tokens: usize) -> Result<(), TooMuch> {
        if tokens > LONGEST_BODY || tokens > self.0 {
            return Err(TooMuch);
        }
        self.0 -= tokens;
        Ok(())
    }
}

/// Replaces the uses of one macro in a body by its own body, with the arguments put in.
pub(super) fn expand<'a, T>(body: &[T], inner: &'a MacroFact) -> Result<Vec<T>, TooMuch>
where
    T: Clone + AsRef<str> + From<&'a str>,
{
    let replacement = tokens(&inner.body);
    let mut expanded = Vec::new();
    let mut at = 0;
    while let Some(token) = body.get(at) {
        if token.as_ref() != inner.name {
            expanded.push(token.clone());
            at += 1;
            continue;
        }
        match (&inner.parameters, body.get(at + 1).map(T::as_ref)) {
            (Some(parameters), Some("(")) => {
                let (arguments, end) = arguments(body, at + 1);
                let positions: BTreeMap<&str, usize> =
                    parameters.iter().enumerate().rev().map(|(index, name)| (name.as_str(), index)).collect();
                for token in &replacement {
                    match positions.get(token).and_then(|position| arguments.get(*position)) {
                        Some(argument) => expanded.extend(argument.iter().cloned()),
                        None if *token == "__VA_ARGS__" => {
                            let rest = arguments.get(parameters.len().saturating_sub(1)..).unwrap_or(&[]);
                            expanded.extend(rest.iter().flatten().cloned());
                        }
                        None => expanded.push(T::from(token)),
                    }
                    if expanded.len() > LONGEST_BODY {
                        return Err(TooMuch);
                    }
                }
                at = end;
            }
            _ => {
                expanded.extend(replacement.iter().copied().map(T::from));
                at += 1;
            }
        }
        if expanded.len() > LONGEST_BODY {
            return Err(TooMuch);
        }
    }
    Ok(expanded)
}
