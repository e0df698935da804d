use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Coverage, DropPath, Finding, Fingerprints, RuleId, Severity, Status};

/// How a finding stands against an earlier inspection (SARIF 2.1.0, 3.27.24 `baselineState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BaselineState {
    /// Not there before.
    New,
    /// There before, at the same path.
    Unchanged,
    /// There before, under another path.
    Updated,
    /// There before, gone now.
    Absent,
}

impl BaselineState {
    /// The SARIF name.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Updated => "updated",
            Self::Absent => "absent",
        }
    }
}

/// What a comparison needs of an earlier inspection.
#[derive(Clone, Debug, Default)]
pub struct OldInspection {
    /// Its findings.
    pub findings: Vec<OldFinding>,
    /// The rules that it knew.
    pub rules: BTreeSet<RuleId>,
}

/// A finding as an earlier bundle has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OldFinding {
    /// The file.
    pub path: DropPath,
    /// Line, from 1.
    pub line: u32,
    /// The rule.
    pub rule: RuleId,
    /// How bad.
    pub severity: Severity,
    /// The message.
    pub message: String,
    /// `banbury/v1`.
    pub in_place: String,
    /// `banburyMoved/v1`.
    pub moved: String,
}

/// The outcome of a comparison with an earlier inspection.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    /// Findings that are new.
    pub new: u64,
    /// Findings that were there before, moved ones included.
    pub persisting: u64,
    /// Findings that are gone although rule and file took part.
    pub fixed: Vec<OldFinding>,
    /// Findings that may be gone or not: the rule did not run, or the file was not inspected; with the reason.
    pub not_comparable: Vec<(OldFinding, String)>,
}

/// One way to recognise an old finding: its fingerprint, the new one's, and what a match means.
type Pass = (fn(&OldFinding) -> &str, fn(&Fingerprints) -> &str, BaselineState);

/// Marks `findings` new, unchanged or updated, and tells what became of the old ones.
///
/// `rules` are the ids that ran. Each old finding is used up by at most one new one, so that a second
/// instance of the same construct counts as new.
pub fn compare_with_baseline(
    old: &OldInspection,
    findings: &mut [Finding],
    coverage: &Coverage,
    rules: &BTreeSet<RuleId>,
) -> Trend {
    let mut open: Vec<Option<&OldFinding>> = old.findings.iter().map(Some).collect();
    let mut trend = Trend::default();
    let passes: [Pass; 2] = [
        (|old| &old.in_place, |new| &new.in_place, BaselineState::Unchanged),
        (|old| &old.moved, |new| &new.moved, BaselineState::Updated),
    ];
    for (of_old, of_new, state) in passes {
        let mut by_fingerprint: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, finding) in open.iter().enumerate().rev() {
            if let Some(finding) = finding {
                by_fingerprint.entry(of_old(finding)).or_default().push(index);
            }
        }
        for finding in findings.iter_mut().filter(|finding| finding.state.is_none()) {
            let match_ = by_fingerprint.get_mut(of_new(&finding.fingerprints)).and_then(Vec::pop);
            if let Some(index) = match_ {
                open[index] = None;
                finding.state = Some(state);
                trend.persisting += 1;
            }
        }
    }
    for finding in findings.iter_mut().filter(|finding| finding.state.is_none()) {
        finding.state = Some(BaselineState::New);
        trend.new += 1;
    }
    let statuses: BTreeMap<&DropPath, Status> = coverage.files.iter().map(|file| (&file.path, file.status)).collect();
    for finding in open.into_iter().flatten() {
        let why_not = if !rules.contains(&finding.rule) {
            Some("the rule did not run this time".to_owned())
        } else {
            match statuses.get(&finding.path) {
                Some(Status::Skipped | Status::TimedOut | Status::Crashed) => {
                    Some("the file could not be inspected this time".to_owned())
                }
                _ => None,
            }
        };
        match why_not {
            Some(reason) => trend.not_comparable.push((finding.clone(), reason)),
            None => trend.fixed.push(finding.clone()),
        }
    }
    trend.fixed.sort();
    trend.not_comparable.sort();
    trend
}
