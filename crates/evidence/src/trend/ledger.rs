use std::collections::{BTreeMap, BTreeSet};

use crate::{Coverage, DropPath, FileCoverage, OldFinding, OldInspection, Recognised, RuleId, RulesRun, Status, pair};

/// What stands at the end of a row of inspections.
#[derive(Default)]
pub(super) struct Ledger {
    /// Findings that are there, or of which nobody knows that they are gone.
    pub open: Vec<OldFinding>,
    /// Findings that are gone, each as it was last seen.
    pub closed: Vec<OldFinding>,
}

impl Ledger {
    /// One inspection further.
    pub fn followed_by(self, next: &OldInspection) -> Self {
        let names = || next.findings.iter().map(|it| Names { in_place: &it.in_place, moved: &it.moved });
        let mut found = vec![false; next.findings.len()];
        let gone = match_up(&self.open, names(), &mut found, |_, _| {});
        let stays_closed = match_up(&self.closed, names(), &mut found, |_, _| {});
        let look = Look::new(&next.rules, &next.coverage);
        let mut closed = marked(self.closed, &stays_closed);
        let mut open = next.findings.clone();
        for finding in marked(self.open, &gone) {
            match look.why_not_seen(&finding) {
                Some(_) => open.push(finding),
                None => closed.push(finding),
            }
        }
        Self { open, closed }
    }
}

/// Those of `findings` that have a mark.
pub(super) fn marked(findings: Vec<OldFinding>, marks: &[bool]) -> Vec<OldFinding> {
    findings.into_iter().zip(marks).filter(|(_, mark)| **mark).map(|(finding, _)| finding).collect()
}

/// By what a finding is recognised.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub in_place: &'a str,
    pub moved: &'a str,
}

/// Recognises `old` findings among those that have `names` and are not `found` yet, in place before elsewhere, and tells which are
/// not there. Each old finding is used up by at most one new one, so that a second instance of the same construct counts as new.
pub(super) fn match_up<'a>(
    old: &[OldFinding],
    names: impl Iterator<Item = Names<'a>>,
    found: &mut [bool],
    mut tell: impl FnMut(usize, Recognised),
) -> Vec<bool> {
    let names: Vec<(usize, Names<'_>)> = names.enumerate().filter(|(index, _)| !found[*index]).collect();
    let of_old = old.iter().map(|it| [&*it.in_place, &*it.moved]);
    let pairs = pair(of_old, names.iter().map(|(_, it)| [it.in_place, it.moved]));
    let mut missing = vec![true; old.len()];
    for ((index, _), pair) in names.iter().zip(pairs) {
        if let Some((old, how)) = pair {
            (missing[old], found[*index]) = (false, true);
            tell(*index, how);
        }
    }
    missing
}

/// What an inspection could see.
pub(super) struct Look<'a> {
    rules: &'a RulesRun,
    gave_up: BTreeSet<&'a RuleId>,
    files: BTreeMap<&'a DropPath, &'a FileCoverage>,
}

impl<'a> Look<'a> {
    pub fn new(rules: &'a RulesRun, coverage: &'a Coverage) -> Self {
        Self {
            rules,
            gave_up: coverage.rules_not_run.iter().map(|rule| &rule.id).collect(),
            files: coverage.files.iter().map(|file| (&file.path, file)).collect(),
        }
    }

    /// Why a finding that is not there may be there all the same; none if it is gone.
    pub fn why_not_seen(&self, finding: &OldFinding) -> Option<&'static str> {
        let Some(text) = self.rules.get(&finding.rule) else {
            return Some("the rule did not run this time");
        };
        let file = self.files.get(&finding.path);
        if self.gave_up.contains(&finding.rule) {
            Some("the rule did not run to its end this time")
        } else if finding.rule_text.zip(*text).is_some_and(|(before, now)| before != now) {
            Some("the rule has changed since")
        } else if file.is_some_and(|file| file.status == Status::Skipped || file.is_uninspected()) {
            Some("the file could not be inspected this time")
        } else {
            None
        }
    }
}
