use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Digest, Language};

/// A rule's id: it names the bad construct, for example `safe-macro-drops-bound`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub String);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How bad it is if the finding is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Severity {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

/// How sure the rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Confidence {
    Low,
    Medium,
    High,
}

/// Whether a person should look at each finding, or at their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Rare on honest code, and worth a look each time.
    Suspicion,
    /// Counted, tabled and trended.
    Hygiene,
}

macro_rules! names {
    ($type:ty, $($variant:ident => $name:literal),+) => {
        impl $type {
            /// The lower-case name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

names!(Severity, Info => "info", Low => "low", Medium => "medium", High => "high", Critical => "critical");
names!(Confidence, Low => "low", Medium => "medium", High => "high");
names!(Tier, Suspicion => "suspicion", Hygiene => "hygiene");

/// What a report needs to know of a rule or built-in detector.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RuleInfo {
    /// Unique over all rulesets of a run.
    pub id: RuleId,
    /// What it means and what to look at next.
    pub message: String,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Suspicion or hygiene.
    pub tier: Tier,
    /// Numbers of the catalogue's classes, 1 to 40.
    pub class: Vec<u8>,
    /// `CWE-78` and the like.
    pub cwe: Vec<String>,
    /// Documents on the construct.
    pub references: Vec<String>,
    /// A mending that the rule's author proposes. It is shown, never applied.
    pub fix: Option<String>,
    /// Languages it runs on; empty for detectors that look at every text.
    pub languages: Vec<Language>,
    /// The rule file, relative to its ruleset, or `built-in`.
    pub origin: String,
    /// SHA-256 of the rule's own text; none for what is built in.
    pub sha256: Option<Digest>,
}

/// A ruleset that took part, by digest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RulesetDigest {
    /// The rule file's name relative to its ruleset.
    pub name: String,
    /// SHA-256 of the file.
    pub sha256: Digest,
}
