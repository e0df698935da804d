//! The words that every part of Banbury shares: digests, spans, drop paths, the manifest, findings,
//! coverage, verdicts, and the [`Inspection`] that holds them all, with the versioned wire forms of each.
//!
//! This crate must not know the file system, the network, tree-sitter, the environment or the clock.

mod baseline;
mod census;
mod class;
mod comparison;
mod coverage;
mod criteria;
mod date;
mod digest;
mod drop_path;
mod finding;
mod inspection;
pub mod json;
mod language;
mod manifest;
mod metrics;
mod pairing;
mod person;
mod provenance;
mod requirement;
mod rule;
mod span;
mod trend;
mod triage;
pub mod wire;

pub use baseline::{BaselineState, EarlierRelease, OldFinding, OldInspection, RulesRun};
pub use census::{ApiFamily, ApiName, CallCount, Census, Redefinition};
pub use class::class_name;
pub use comparison::{
    Artefact, BuildFiles, Cause, Comparison, Determinism, DeterminismVerdict, Difference, MaskedRange, Resources,
    SignatureCheck, SignatureKind, Tool, Verdict,
};
pub use coverage::{Coverage, FileCoverage, FunctionRecord, Means, Parse, Reason, RuleNotRun, Status};
pub use criteria::{Demand, PassCriteria};
pub use date::{BadDate, Date};
pub use digest::{Digest, DigestWriter, GitBlobId};
pub use drop_path::DropPath;
pub use finding::{Finding, Fingerprints, Snippet, Suppression, TraceStep};
pub use inspection::{CaseFacts, Inspection, Limit, Marking, ReportLanguage, ToolIdentity};
pub use language::Language;
pub use manifest::{
    Anomaly, AnomalyKind, ArchiveFormat, Container, DropSource, Entry, EntryKind, FileFacts, GitFacts, Manifest,
    WorkTreeChange,
};
pub use metrics::{
    CodePlace, CommentedOut, Distribution, DuplicateGroup, FUNCTION_MEASURES, FunctionMeasure, LARGEST_NAMED,
    LanguageMetrics, Metrics,
};
pub use pairing::{Marks, Pair, Recognised, pair};
pub use person::person_key;
pub use provenance::{
    CommitDifference, CommitDifferenceKind, CommitFacts, Habit, History, HistoryRemark, PersonZones, Provenance,
    RemarkKind,
};
pub use requirement::{Assessment, Check, Requirement, RequirementDocument, UnknownCheck, Words};
pub use rule::{Confidence, RuleId, RuleInfo, RulesetDigest, Severity, Tier};
pub use span::{Location, Position, Span};
pub use trend::{
    Components, PointFix, Trend, TrendCounts, by_class, by_component, by_severity, compare_with_earlier, in_all,
    point_fixes,
};
pub use triage::{
    Answer, Decision, FindingTriage, Judgement, Origin, Question, QuestionStatus, Review, Standing, Triage,
};
