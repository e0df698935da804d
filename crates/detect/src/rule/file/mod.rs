//! Rule files: YAML in Semgrep's schema, search and taint mode, in the older syntax and the newer one (`match`, `taint`),
//! read into one typed form with the place of each part.

mod condition;
mod document;
mod fields;
mod formula;
mod header;
mod modern;
mod nearest;
mod options;
mod taint;
#[cfg(test)]
mod tests;

use std::fmt;

use document::{Node, documents};
use fields::{Field, Fields};

pub(super) use condition::{AnalyzerYaml, ConditionKind, ConditionYaml, EntropyMode};
pub(super) use formula::{FormulaYaml, OperatorYaml};
pub(super) use header::{ExtensionsYaml, FixYaml, PathsYaml, RuleYaml, SearchYaml};
pub(super) use options::OptionsYaml;
pub(crate) use taint::SideEffect;
pub(super) use taint::{PropagatorYaml, RequiresYaml, SanitizerYaml, SinkYaml, SourceYaml, TaintYaml};

/// A rule file: its name relative to its ruleset, and its text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RuleFile {
    /// The name, with `/`.
    pub name: String,
    /// The YAML.
    pub text: String,
}

/// A mistake in a rule file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct BadRule {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
    /// Column, from 1.
    pub column: u64,
    /// What is wrong and what was expected.
    pub message: String,
}

/// A place in a rule file, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub line: u64,
    pub column: u64,
}

impl Default for Place {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Placed<T> {
    pub value: T,
    pub at: Place,
}

/// Why a rule cannot be read.
#[derive(Debug)]
enum Fault {
    /// A mistake: nothing is inspected until it is mended.
    Bad { at: Place, message: String },
    /// It asks for what this version does not have: the rule is not run, and this is said.
    NotSupported(Unsupported),
}

/// What a rule asks for and this version does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsupported {
    pub at: Place,
    pub reason: String,
}

impl Unsupported {
    pub fn new(at: Place, reason: impl Into<String>) -> Self {
        Self { at, reason: reason.into() }
    }
}

impl Fault {
    fn bad(at: Place, message: impl Into<String>) -> Self {
        Self::Bad { at, message: message.into() }
    }

    /// A key that is known and not supported.
    fn unsupported(key: &Placed<String>) -> Self {
        Self::NotSupported(Unsupported::new(key.at, format!("`{}` is not supported", key.value)))
    }
}

/// The rules of a file, or all its mistakes: one for each rule.
pub(super) fn parse(file: &RuleFile) -> Result<Vec<RuleYaml>, Vec<BadRule>> {
    let (mut rules, mut mistakes) = (Vec::new(), Vec::new());
    let located = |fault| {
        let (at, message) = match fault {
            Fault::Bad { at, message } => (at, message),
            Fault::NotSupported(what) => (what.at, what.reason),
        };
        BadRule { file: file.name.clone(), line: at.line, column: at.column, message }
    };
    let documents = documents(&file.text).map_err(|fault| vec![located(fault)])?;
    if documents.is_empty() {
        mistakes.push(located(Fault::bad(Place::default(), "the key `rules` is missing: a list of rules")));
    }
    for document in &documents {
        match nodes(document) {
            Ok(nodes) => {
                for node in nodes {
                    match RuleYaml::read(node) {
                        Ok(rule) => rules.push(rule),
                        Err(fault) => mistakes.push(located(fault)),
                    }
                }
            }
            Err(fault) => mistakes.push(located(fault)),
        }
    }
    if mistakes.is_empty() { Ok(rules) } else { Err(mistakes) }
}

/// The rules of one document.
fn nodes(document: &Node) -> Result<&[Node], Fault> {
    let mut fields = Fields::of(document, "a rule file")?;
    let rules = fields.require("rules", "a list of rules")?.list()?;
    // A registry's export says how many rules there were beside them.
    fields.take("missed");
    fields.finish()?;
    Ok(rules)
}
