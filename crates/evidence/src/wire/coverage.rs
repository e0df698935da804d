use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{BadForm, check_schema, checked_sum};
use crate::{Coverage, DropPath, FileCoverage, Language, Limit, Reason, RuleNotRun, Span, Status};

const SCHEMA: &str = "banbury.coverage/v1";

/// coverage.json.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Coverage`")]
pub struct CoverageV1 {
    pub schema: String,
    pub totals: Totals,
    pub files: Vec<FileV1>,
    pub rules_not_run: Vec<RuleNotRun>,
    /// Absent in bundles of earlier versions.
    #[serde(default)]
    pub suppressions: Vec<SuppressionsV1>,
    pub limits: BTreeMap<String, String>,
}

/// How often the vendor asks tools to keep silent, in one form.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Coverage`")]
pub struct SuppressionsV1 {
    pub comment: String,
    pub count: u64,
}

/// Sums over all files.
#[derive(Debug, Serialize, Deserialize)]
pub struct Totals {
    /// Number of records.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Bytes that no reading could parse, in files that have a tree.
    pub unparsed_bytes: u64,
    /// Records that the bench was unable to look at.
    pub uninspected: u64,
    /// Records per status.
    pub by_status: BTreeMap<String, u64>,
}

/// One file.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `FileCoverage`")]
pub struct FileV1 {
    pub path: DropPath,
    pub status: Status,
    pub language: Option<Language>,
    pub encoding: Option<String>,
    pub bytes: u64,
    pub unparsed: Vec<(u64, u64)>,
    pub reason: Option<String>,
    pub uninspected: bool,
}

impl CoverageV1 {
    /// The wire form of `coverage`, with the `limits` in force.
    pub fn new(coverage: &Coverage, limits: &[Limit]) -> Self {
        let count = |status| coverage.files.iter().filter(|file| file.status == status).count() as u64;
        Self {
            schema: SCHEMA.to_owned(),
            totals: Totals {
                files: coverage.files.len() as u64,
                bytes: coverage.files.iter().map(|file| file.bytes).sum(),
                unparsed_bytes: coverage.files.iter().flat_map(|file| &file.unparsed).map(|span| span.len()).sum(),
                uninspected: coverage.files.iter().filter(|file| file.is_uninspected()).count() as u64,
                by_status: Status::ALL.map(|status| (status.name().to_owned(), count(status))).into(),
            },
            files: coverage
                .files
                .iter()
                .map(|file| FileV1 {
                    path: file.path.clone(),
                    status: file.status,
                    language: file.language,
                    encoding: file.encoding.clone(),
                    bytes: file.bytes,
                    unparsed: file.unparsed.iter().map(|span| (span.start, span.end)).collect(),
                    reason: file.reason.as_ref().map(|reason| reason.text.clone()),
                    uninspected: file.is_uninspected(),
                })
                .collect(),
            rules_not_run: coverage.rules_not_run.clone(),
            suppressions: coverage
                .suppressions
                .iter()
                .map(|(comment, count)| SuppressionsV1 { comment: comment.clone(), count: *count })
                .collect(),
            limits: limits.iter().map(|limit| (limit.name.clone(), limit.value.clone())).collect(),
        }
    }
}

impl TryFrom<CoverageV1> for Coverage {
    type Error = BadForm;

    fn try_from(wire: CoverageV1) -> Result<Self, BadForm> {
        check_schema(&wire.schema, SCHEMA)?;
        checked_sum("bytes", wire.files.iter().map(|file| file.bytes))?;
        let unparsed = wire.files.iter().flat_map(|file| &file.unparsed);
        checked_sum("bytes that could not be parsed", unparsed.map(|(start, end)| end.saturating_sub(*start)))?;
        checked_sum("requests for silence", wire.suppressions.iter().map(|it| it.count))?;
        Ok(Self {
            files: wire.files.into_iter().map(FileCoverage::from).collect(),
            rules_not_run: wire.rules_not_run,
            suppressions: wire.suppressions.into_iter().map(|it| (it.comment, it.count)).collect(),
        })
    }
}

impl From<FileV1> for FileCoverage {
    fn from(file: FileV1) -> Self {
        let uninspected = file.uninspected;
        Self {
            path: file.path,
            status: file.status,
            language: file.language,
            encoding: file.encoding,
            bytes: file.bytes,
            unparsed: file.unparsed.into_iter().map(|(start, end)| Span { start, end }).collect(),
            reason: file.reason.map(|text| Reason { text, uninspected }),
        }
    }
}
