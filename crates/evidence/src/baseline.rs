use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Coverage, Digest, DropPath, Finding, RuleId, RuleInfo, Severity};

/// How a finding stands against earlier inspections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BaselineState {
    /// Never there before.
    New,
    /// There in an earlier inspection, gone in a later one, and there again.
    Returned,
    /// There before, at the same path.
    Unchanged,
    /// There before, under another path.
    Updated,
    /// There before, gone now.
    Absent,
}

impl BaselineState {
    /// The lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Returned => "returned",
            Self::Unchanged => "unchanged",
            Self::Updated => "updated",
            Self::Absent => "absent",
        }
    }

    /// The name in SARIF (2.1.0, 3.27.24 `baselineState`), which knows one earlier run alone: there, what returned is new.
    pub fn sarif_name(self) -> &'static str {
        match self {
            Self::Returned => Self::New.name(),
            other => other.name(),
        }
    }
}

/// What a comparison needs of an earlier inspection.
#[derive(Clone, Debug)]
pub struct OldInspection {
    /// What was inspected.
    pub release: EarlierRelease,
    /// Its findings.
    pub findings: Vec<OldFinding>,
    /// The rules that ran.
    pub rules: RulesRun,
    /// What they saw.
    pub coverage: Coverage,
}

/// What an earlier inspection was of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierRelease {
    /// The release, if a case file names it.
    pub release: Option<String>,
    /// The drop's digest.
    pub drop: Digest,
}

/// Rules that ran, and the digests of their texts; none for what is built in.
pub type RulesRun = BTreeMap<RuleId, Option<Digest>>;

/// A finding as an earlier bundle has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OldFinding {
    /// The file.
    pub path: DropPath,
    /// Line, from 1.
    pub line: u32,
    /// The rule.
    pub rule: RuleId,
    /// The rule's classes.
    pub class: Vec<u8>,
    /// SHA-256 of the rule's text at that time; none for what is built in.
    pub rule_text: Option<Digest>,
    /// How bad.
    pub severity: Severity,
    /// The message.
    pub message: String,
    /// `banbury/v1`.
    pub in_place: String,
    /// `banburyMoved/v1`.
    pub moved: String,
    /// `banburySimilar/v1`.
    pub similar: String,
}

impl OldFinding {
    /// A finding as a later inspection will have it; `rule` is that of the finding.
    pub fn of(finding: &Finding, rule: Option<&RuleInfo>) -> Self {
        Self {
            path: finding.location.path.clone(),
            line: finding.location.start.line,
            rule: finding.rule.clone(),
            class: rule.map_or_else(Vec::new, |rule| rule.class.clone()),
            rule_text: rule.and_then(|rule| rule.sha256),
            severity: finding.severity,
            message: finding.message.clone(),
            in_place: finding.fingerprints.in_place.clone(),
            moved: finding.fingerprints.moved.clone(),
            similar: finding.fingerprints.similar.clone(),
        }
    }
}
