use serde::{Deserialize, Serialize};

use crate::{
    Census, Comparison, Coverage, Date, Finding, FunctionRecord, Manifest, Metrics, PassCriteria, Provenance,
    RequirementDocument, RuleInfo, RulesetDigest, Trend, Triage,
};

/// Everything that one inspection found out. Reports are views of it.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The program that made it.
    pub tool: ToolIdentity,
    /// The sealed drop.
    pub manifest: Manifest,
    /// How the drop came about; none if no repository tells it.
    pub provenance: Option<Provenance>,
    /// The case file's words, if the inspection ran from one.
    pub case: Option<CaseFacts>,
    /// What every page says.
    pub marking: Marking,
    /// Rule files that took part, sorted.
    pub rulesets: Vec<RulesetDigest>,
    /// What the product is held to, sorted by file.
    pub requirements: Vec<RequirementDocument>,
    /// Rules and built-in detectors that ran, sorted by id.
    pub rules: Vec<RuleInfo>,
    /// Limits in force that bear on the result, sorted by name.
    pub limits: Vec<Limit>,
    /// Sorted by path, span and rule.
    pub findings: Vec<Finding>,
    /// What was looked at.
    pub coverage: Coverage,
    /// Every function, sorted by file and line.
    pub functions: Vec<FunctionRecord>,
    /// Safe and unsafe calls.
    pub census: Census,
    /// Size, repetition and commented-out code.
    pub metrics: Metrics,
    /// Shipped against rebuilt; none if nothing was rebuilt.
    pub comparison: Option<Comparison>,
    /// Against an earlier inspection; none if there is none.
    pub trend: Option<Trend>,
    /// What people have decided about the findings; empty before anybody has.
    pub triage: Triage,
}

impl Inspection {
    /// The files with rules and requirements that took part: what a statement names besides the bundle's own.
    pub fn files_in_force(&self) -> Vec<RulesetDigest> {
        let requirements = self.requirements.iter().map(|document| &document.file);
        self.rulesets.iter().chain(requirements).cloned().collect()
    }

    /// A report is a draft until the evaluator has stated assurance, scope and conclusions.
    pub fn is_draft(&self) -> bool {
        self.case.as_ref().is_none_or(|case| {
            [&case.assurance_statement, &case.scope, &case.conclusions].iter().any(|words| words.trim().is_empty())
        })
    }
}

/// The program that made a bundle.
#[derive(Clone, Debug)]
pub struct ToolIdentity {
    /// `banbury`.
    pub name: String,
    /// Semantic version.
    pub version: String,
}

/// What the case file says in the evaluator's words.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct CaseFacts {
    pub id: String,
    pub product: String,
    pub vendor: String,
    pub release: String,
    pub date: Option<Date>,
    pub previous_release: Option<String>,
    pub evaluator: String,
    pub assurance_statement: String,
    pub scope: String,
    pub conclusions: String,
    /// Language of the documents.
    pub language: ReportLanguage,
    /// Rules and fingerprints of findings of which a redacted edition says no more than that they are there.
    pub protected: Vec<String>,
    /// When the case passes; none if nobody asks for a verification summary.
    pub pass: Option<PassCriteria>,
}

/// Language of the documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportLanguage {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
}

/// What every page of every view says.
#[derive(Clone, Debug, Default)]
pub struct Marking {
    /// The classification in the case file's words, for example `COMMERCIAL IN CONFIDENCE`.
    pub text: Option<String>,
    /// Whether the signing key was made for the occasion, so that the report is a DEMONSTRATION.
    pub demonstration: bool,
}

/// A limit that bears on the result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// What it bounds.
    pub name: String,
    /// Its value with the unit.
    pub value: String,
}
