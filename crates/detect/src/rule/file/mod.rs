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

pub(crate) use condition::{AnalyzerYaml, ConditionKind, ConditionYaml, EntropyMode};
pub(crate) use formula::{FormulaYaml, OperatorYaml};
pub(crate) use header::{ExtensionsYaml, FixYaml, PathsYaml, RuleYaml, SearchYaml};
pub(crate) use options::{GenericEngine, OptionsYaml};
pub(crate) use taint::{PropagatorYaml, RequiresYaml, SanitizerYaml, SideEffect, SinkYaml, SourceYaml, TaintYaml};

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
    cut(file, &mut rules);
    if mistakes.is_empty() { Ok(rules) } else { Err(mistakes) }
}

impl RuleFile {
    /// Its rules; none if there is a mistake in it.
    pub(crate) fn rules(&self) -> Vec<RuleYaml> {
        parse(self).unwrap_or_default()
    }

    /// The YAML of the rule `id`, as it stands there.
    pub fn text_of(&self, id: &str) -> Option<String> {
        // A rule that shares its id with others has its folder in front.
        let is_named = |rule: &RuleYaml| rule.id.value == id || id.ends_with(&format!(".{}", rule.id.value));
        self.rules().into_iter().find(is_named).map(|rule| rule.text)
    }
}

/// Gives each rule its lines of the file: from where it begins to where the next one does, or its document ends.
fn cut(file: &RuleFile, rules: &mut [RuleYaml]) {
    let mut lines = (1..).zip(file.text.lines()).peekable();
    for index in 0..rules.len() {
        let behind = rules.get(index + 1).map_or(u64::MAX, |next| next.starts.line);
        let Some(rule) = rules.get_mut(index) else { return };
        let mut is_over = false;
        while let Some((number, line)) = lines.next_if(|(number, _)| *number < behind) {
            is_over |= number >= rule.starts.line && line.starts_with("---");
            if number >= rule.starts.line && !is_over {
                rule.text.push_str(line.trim_end());
                rule.text.push('\n');
            }
        }
        rule.text.truncate(rule.text.trim_end().len());
        rule.text.push('\n');
    }
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
