use serde::{Deserialize, Serialize};

use crate::{BaselineState, Digest, Location, RuleId, Severity};

/// One place where a rule matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// The rule's severity.
    pub severity: Severity,
    /// The rule's message with the metavariables filled in.
    pub message: String,
    /// Where.
    pub location: Location,
    /// The enclosing function or macro, if there is one.
    pub function: Option<String>,
    /// The source around it.
    pub snippet: Snippet,
    /// How the construct comes about, from its source to its effect; empty where one place says it all.
    pub trace: Vec<TraceStep>,
    /// The reading of the file in which it holds, where that is not the plain text: `macro body`, `#else branch`, `raw bytes`.
    pub reading: Option<String>,
    /// Digest of the code that it stands in, without white space: what a decision about it is about. It is no part of the fingerprints.
    pub context: Digest,
    /// Names of the finding that survive edits elsewhere in the file.
    pub fingerprints: Fingerprints,
    /// Comments of the vendor that ask a tool to keep silent about it. They hide nothing.
    pub suppressions: Vec<Suppression>,
    /// How it stands against the baseline; none without a baseline.
    pub state: Option<BaselineState>,
}

/// A few lines of decoded source, as the vendor wrote them: a view must escape them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// Number of the first line, from 1.
    pub first_line: u32,
    /// The lines without line ends; overlong ones are cut and end in `…`.
    pub lines: Vec<String>,
}

/// One step of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceStep {
    /// Where.
    pub location: Location,
    /// What happens there.
    pub note: String,
    /// The line of source there.
    pub snippet: Snippet,
}

/// A finding's names from release to release, 64 hexadecimal digits each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprints {
    /// `banbury/v1`: rule, path, enclosing declaration, text without white space, ordinal.
    pub in_place: String,
    /// `banburyMoved/v1`: the same without the path.
    pub moved: String,
    /// `banburySimilar/v1`: rule and text alone, which the same construct elsewhere has too.
    pub similar: String,
}

/// A comment of the vendor that asks a tool to keep silent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Suppression {
    /// Its line, from 1.
    pub line: u32,
    /// The comment, for example `NOLINT(cert-env33-c)`.
    pub comment: String,
}
