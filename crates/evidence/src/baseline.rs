use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Coverage, Digest, DropPath, FileCoverage, Finding, RuleId, Severity, Status, pair};

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
    /// The rules that ran, with the digests of their texts as far as these are known.
    pub rules: RulesRun,
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
    /// How bad.
    pub severity: Severity,
    /// The message.
    pub message: String,
    /// `banbury/v1`.
    pub in_place: String,
    /// `banburyMoved/v1`.
    pub moved: String,
}

impl From<&Finding> for OldFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            path: finding.location.path.clone(),
            line: finding.location.start.line,
            rule: finding.rule.clone(),
            severity: finding.severity,
            message: finding.message.clone(),
            in_place: finding.fingerprints.in_place.clone(),
            moved: finding.fingerprints.moved.clone(),
        }
    }
}

/// The outcome of a comparison with an earlier inspection.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    /// Findings that are new.
    pub new: u64,
    /// Those of them whose rule is new or another one than before: they tell of our rules, not of the vendor's changes.
    pub of_new_rules: u64,
    /// Findings that were there before, moved ones included.
    pub persisting: u64,
    /// Findings that are gone although rule and file took part.
    pub fixed: Vec<OldFinding>,
    /// Findings that may be gone or not: the rule did not run or has changed, or the file was not inspected; with the reason.
    pub not_comparable: Vec<(OldFinding, String)>,
}

/// Marks `findings` new, unchanged or updated, and tells what became of the old ones.
///
/// `rules` are those that ran. Each old finding is used up by at most one new one, so that a second
/// instance of the same construct counts as new.
pub fn compare_with_baseline(
    old: &OldInspection,
    findings: &mut [Finding],
    coverage: &Coverage,
    rules: &RulesRun,
) -> Trend {
    let mut open: Vec<Option<&OldFinding>> = old.findings.iter().map(Some).collect();
    let mut trend = Trend::default();
    let of_old = old.findings.iter().map(|old| [&*old.in_place, &*old.moved]);
    let pairs = pair(of_old, findings.iter().map(|new| [&*new.fingerprints.in_place, &*new.fingerprints.moved]));
    for (finding, pair) in findings.iter_mut().zip(pairs) {
        if let Some((index, state)) = pair {
            open[index] = None;
            finding.state = Some(state);
            trend.persisting += 1;
        }
    }
    for finding in findings.iter_mut().filter(|finding| finding.state.is_none()) {
        finding.state = Some(BaselineState::New);
        trend.new += 1;
        trend.of_new_rules += u64::from(is_other_rule(&old.rules, rules, &finding.rule));
    }
    let files: BTreeMap<&DropPath, &FileCoverage> = coverage.files.iter().map(|file| (&file.path, file)).collect();
    let gave_up: BTreeSet<&RuleId> = coverage.rules_not_run.iter().map(|rule| &rule.id).collect();
    for finding in open.into_iter().flatten() {
        let file = files.get(&finding.path);
        let why_not = if !rules.contains_key(&finding.rule) {
            Some("the rule did not run this time")
        } else if gave_up.contains(&finding.rule) {
            Some("the rule did not run to its end this time")
        } else if is_other_rule(&old.rules, rules, &finding.rule) {
            Some("the rule has changed since")
        } else if file.is_some_and(|file| file.status == Status::Skipped || file.is_uninspected()) {
            Some("the file could not be inspected this time")
        } else {
            None
        };
        match why_not {
            Some(reason) => trend.not_comparable.push((finding.clone(), reason.to_owned())),
            None => trend.fixed.push(finding.clone()),
        }
    }
    trend.fixed.sort();
    trend.not_comparable.sort();
    trend
}

/// Whether a rule that runs now did not run before, or with another text. What is built in has no text to compare.
fn is_other_rule(before: &RulesRun, now: &RulesRun, id: &RuleId) -> bool {
    match (before.get(id), now.get(id)) {
        (Some(before), Some(now)) => before.zip(*now).is_some_and(|(before, now)| before != now),
        (before, _) => before.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fingerprints, Location, Position, Reason, RuleNotRun, Snippet, Span};

    fn rules(texts: &[(&str, &str)]) -> RulesRun {
        texts.iter().map(|(id, text)| (RuleId((*id).to_owned()), Some(Digest::of(text.as_bytes())))).collect()
    }

    fn old(rule: &str, path: &str, in_place: &str) -> OldFinding {
        OldFinding {
            path: DropPath::from_escaped(path),
            line: 1,
            rule: RuleId(rule.to_owned()),
            severity: Severity::Low,
            message: String::new(),
            in_place: in_place.to_owned(),
            moved: format!("moved {in_place}"),
        }
    }

    fn new(rule: &str, in_place: &str, moved: &str) -> Finding {
        let at = Position { line: 1, column: 1 };
        Finding {
            rule: RuleId(rule.to_owned()),
            severity: Severity::Low,
            message: String::new(),
            location: Location {
                path: DropPath::from_escaped("a.c"),
                span: Span { start: 0, end: 0 },
                start: at,
                end: at,
            },
            function: None,
            snippet: Snippet::default(),
            trace: Vec::new(),
            reading: None,
            context: Digest::of(b""),
            fingerprints: Fingerprints { in_place: in_place.to_owned(), moved: moved.to_owned() },
            suppressions: Vec::new(),
            state: None,
        }
    }

    #[test]
    fn each_old_finding_is_used_up_once_and_in_place_comes_first() {
        let before = OldInspection { findings: vec![old("r", "a.c", "1")], rules: rules(&[("r", "t")]) };
        let mut findings = [new("r", "2", "moved 1"), new("r", "1", "moved 1")];
        let trend = compare_with_baseline(&before, &mut findings, &Coverage::default(), &before.rules);
        assert_eq!(findings[0].state, Some(BaselineState::New));
        assert_eq!(findings[1].state, Some(BaselineState::Unchanged));
        assert_eq!((trend.new, trend.of_new_rules, trend.persisting), (1, 0, 1));
    }

    #[test]
    fn what_is_gone_is_fixed_only_if_it_could_have_been_found() {
        let findings = ["a.c", "b.c", "c.c", "d.c", "e.c"].map(|path| old("r", path, path));
        let others = [old("off", "a.c", "6"), old("changed", "a.c", "7"), old("tired", "a.c", "8")];
        let before = OldInspection {
            findings: findings.into_iter().chain(others).collect(),
            rules: rules(&[("r", "t"), ("off", "t"), ("changed", "t"), ("tired", "t")]),
        };
        let file = |path: &str, status, uninspected: Option<bool>| FileCoverage {
            path: DropPath::from_escaped(path),
            status,
            language: None,
            encoding: None,
            bytes: 1,
            unparsed: Vec::new(),
            reason: uninspected.map(|uninspected| Reason { text: String::new(), uninspected }),
        };
        let coverage = Coverage {
            files: vec![
                file("a.c", Status::Parsed, None),
                file("b.c", Status::Crashed, Some(true)),
                file("c.c", Status::Lexical, Some(true)),
                file("d.c", Status::Skipped, Some(false)),
            ],
            rules_not_run: vec![RuleNotRun { id: RuleId("tired".to_owned()), reason: String::new() }],
            ..Coverage::default()
        };
        let now = rules(&[("r", "t"), ("changed", "other"), ("tired", "t")]);
        let mut findings = [new("changed", "9", "9"), new("r", "10", "10")];
        let trend = compare_with_baseline(&before, &mut findings, &coverage, &now);
        // The last one's file is gone, and the finding with it.
        assert_eq!(trend.fixed.iter().map(|old| old.path.as_str()).collect::<Vec<_>>(), ["a.c", "e.c"]);
        let why: Vec<_> = trend.not_comparable.iter().map(|(old, why)| (old.in_place.as_str(), why.as_str())).collect();
        assert_eq!(
            why,
            [
                ("7", "the rule has changed since"),
                ("6", "the rule did not run this time"),
                ("8", "the rule did not run to its end this time"),
                ("b.c", "the file could not be inspected this time"),
                ("c.c", "the file could not be inspected this time"),
                ("d.c", "the file could not be inspected this time"),
            ]
        );
        assert_eq!((trend.new, trend.of_new_rules), (2, 1));
    }
}
