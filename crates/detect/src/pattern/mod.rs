//! Semgrep patterns: compiled by the language's own grammar, matched against trees.

mod compile;
mod dialect;
mod matching;
mod placeholder;
mod statements;
mod types;

pub(crate) use compile::{Pattern, compile};
pub(crate) use dialect::Dialect;
pub(crate) use matching::{Binding, Bindings, Constraint, Match, Matcher, STEPS_PER_MATCH};
pub(crate) use placeholder::is_metavariable_name;
pub(crate) use types::Types;
