//! Rules: files in Semgrep's syntax, loaded, compiled, and evaluated over a reading.

mod analysis;
mod comparison;
mod compile;
mod evaluate;
#[allow(
    dead_code,
    unused_imports,
    reason = "the form is whole: what nothing reads yet, the compiler is to refuse by name"
)]
mod file;
mod formula;
mod languages;
mod load;
mod paths;
mod regex;
mod requires;
mod taint;
mod words;

pub(crate) use compile::Rule;
pub(crate) use evaluate::Evaluation;
pub(crate) use file::SideEffect;
pub use file::{BadRule, RuleFile};
pub(crate) use file::{
    ConditionKind, ConditionYaml, FormulaYaml, OperatorYaml, Place, RuleYaml, SearchYaml, TaintYaml,
};
pub(crate) use formula::Formula;
pub use load::{Ruleset, RulesetError};
pub(crate) use regex::ConditionRegex;
pub(crate) use requires::Requires;
pub(crate) use taint::{TaintOptions, TaintSpec};
pub(crate) use words::{Presence, Words};
