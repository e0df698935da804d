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

    pub fn spend(&mut self, body: &[&str]) -> Result<(), TooMuch> {
        if body.len() > LONGEST_BODY || body.len() > self.0 {
            return Err(TooMuch);
        }
        self.0 -= body.len();
        Ok(())
    }
}

/// Replaces the uses of one macro in a body by its own body, with the arguments put in.
pub(super) fn expand<'a>(body: &[&'a str], inner: &'a MacroFact) -> Result<Vec<&'a str>, TooMuch> {
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
