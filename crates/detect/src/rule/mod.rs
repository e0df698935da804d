//! Rules: files in Semgrep's syntax, loaded, compiled, and evaluated over a reading.

#[allow(dead_code)] // TO WIRE
mod analysis;
#[allow(dead_code)] // TO WIRE
mod comparison;
mod compile;
mod evaluate;
mod file;
mod load;
#[allow(dead_code)] // TO WIRE
mod paths;
#[allow(dead_code)] // TO WIRE
mod regex;
#[allow(dead_code)] // TO WIRE
mod regex_prefilter;

pub(crate) use compile::{Formula, Rule};
pub(crate) use evaluate::Evaluation;
pub use file::{BadRule, RuleFile};
pub use load::{Ruleset, RulesetError};
pub(crate) use regex::ConditionRegex;
