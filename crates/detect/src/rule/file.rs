use std::collections::BTreeMap;

use serde::Deserialize;

/// A rule file: its name relative to its ruleset, and its text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RuleFile {
    /// The name, with `/`.
    pub name: String,
    /// The YAML.
    pub text: String,
}

/// A rule file that cannot be used.
#[derive(Debug, thiserror::Error)]
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

/// The top of a rule file, as Semgrep has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileYaml {
    pub rules: Vec<RuleYaml>,
}

/// One rule.
#[derive(Debug, Deserialize)]
pub(super) struct RuleYaml {
    pub id: String,
    pub message: String,
    pub severity: SeverityYaml,
    pub languages: Vec<String>,
    #[serde(default)]
    pub metadata: MetadataYaml,
    #[serde(default)]
    pub mode: Option<String>,
    #[serde(flatten)]
    pub formula: FormulaYaml,
}

/// Semgrep's two scales of severity.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum SeverityYaml {
    Critical,
    High,
    Medium,
    Low,
    Info,
    Error,
    Warning,
    Inventory,
    Experiment,
}

/// Metadata that Banbury reads; a lab's own may hold anything else beside it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct MetadataYaml {
    #[serde(default)]
    pub class: Vec<u8>,
    #[serde(default)]
    pub tier: Option<String>,
    #[serde(default)]
    pub confidence: Option<String>,
    #[serde(default)]
    pub cwe: OneOrMany,
    #[serde(default)]
    pub references: OneOrMany,
}

/// A string or a list of strings.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// One mapping of a formula. Semgrep puts operators and conditions into the same kind of mapping.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct FormulaYaml {
    pub pattern: Option<String>,
    pub patterns: Option<Vec<FormulaYaml>>,
    pub pattern_either: Option<Vec<FormulaYaml>>,
    pub pattern_not: Option<PatternOrFormula>,
    pub pattern_inside: Option<PatternOrFormula>,
    pub pattern_not_inside: Option<PatternOrFormula>,
    pub pattern_regex: Option<String>,
    pub pattern_not_regex: Option<String>,
    pub focus_metavariable: Option<OneOrMany>,
    pub metavariable_regex: Option<MetavariableRegexYaml>,
    pub metavariable_pattern: Option<Box<MetavariablePatternYaml>>,
    pub metavariable_comparison: Option<MetavariableComparisonYaml>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

/// `pattern-not` and its like take a pattern or, in newer rules, a formula.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum PatternOrFormula {
    Pattern(String),
    Formula(Box<FormulaYaml>),
}

#[derive(Debug, Deserialize)]
pub(super) struct MetavariableRegexYaml {
    pub metavariable: String,
    pub regex: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct MetavariablePatternYaml {
    pub metavariable: String,
    #[serde(flatten)]
    pub formula: FormulaYaml,
}

#[derive(Debug, Deserialize)]
pub(super) struct MetavariableComparisonYaml {
    #[serde(default)]
    pub metavariable: Option<String>,
    pub comparison: String,
    #[serde(default)]
    pub strip: bool,
    #[serde(default)]
    pub base: Option<u32>,
}

/// Parses a rule file.
pub(super) fn parse(file: &RuleFile) -> Result<FileYaml, BadRule> {
    serde_saphyr::from_str(&file.text).map_err(|error| {
        let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
        BadRule { file: file.name.clone(), line, column, message: error.without_snippet().to_string() }
    })
}
