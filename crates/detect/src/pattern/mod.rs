//! Semgrep's patterns: code with holes, compiled by the language's own grammar and matched against [`Code`](crate::code::Code).

mod arguments;
mod binding;
mod call_graph;
mod compile;
mod constants;
mod equivalents;
mod features;
mod frames;
mod imports;
mod literal;
mod matching;
mod names;
mod near;
mod placeholder;
mod required;
mod roots;
mod scopes;
mod script;
mod sigils;
mod statements;
mod types;
mod unit;
mod words;

pub(crate) use binding::{Binding, Bindings, Match, Variable, Variables, same_text};
pub(crate) use compile::{Pattern, compile};
pub(crate) use constants::Propagation;
pub(crate) use literal::{integer, string_content};
pub(crate) use matching::{Constraint, Matcher, STEPS_PER_MATCH};
pub(crate) use names::Names;
pub(crate) use near::Near;
pub(crate) use placeholder::is_metavariable_name;
pub(crate) use types::Types;
pub(crate) use unit::Unit;
