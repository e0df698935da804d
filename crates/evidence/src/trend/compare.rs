use super::Trend;
use super::ledger::{Ledger, Look, Names, marked, match_up};
use crate::{BaselineState, Coverage, Finding, OldInspection, Recognised, RuleId, RulesRun};

/// Marks `findings` new, returned, unchanged or updated against `earlier` inspections, from the oldest to the newest, and tells
/// what became of the old ones. What the newest could not compare, and did not see either, is still open.
///
/// `rules` are those that ran.
pub fn compare_with_earlier(
    earlier: &[OldInspection],
    findings: &mut [Finding],
    coverage: &Coverage,
    rules: &RulesRun,
) -> Trend {
    let Ledger { open, closed } = earlier.iter().fold(Ledger::default(), Ledger::followed_by);
    let mut states = vec![BaselineState::New; findings.len()];
    let mut found = vec![false; findings.len()];
    let names = findings.iter().map(|it| Names { in_place: &it.fingerprints.in_place, moved: &it.fingerprints.moved });
    let gone = match_up(&open, names.clone(), &mut found, |index, how| {
        states[index] = match how {
            Recognised::InPlace => BaselineState::Unchanged,
            Recognised::Moved => BaselineState::Updated,
        };
    });
    match_up(&closed, names, &mut found, |index, _| states[index] = BaselineState::Returned);

    let mut trend = Trend { earlier: earlier.iter().map(|it| it.release.clone()).collect(), ..Trend::default() };
    let before = earlier.last().map(|it| &it.rules);
    for (finding, state) in findings.iter_mut().zip(states) {
        finding.state = Some(state);
        match state {
            BaselineState::Returned => trend.returned += 1,
            BaselineState::Unchanged | BaselineState::Updated => trend.persisting += 1,
            BaselineState::New | BaselineState::Absent => {
                trend.new += 1;
                trend.of_new_rules +=
                    u64::from(before.is_some_and(|before| is_other_rule(before, rules, &finding.rule)));
            }
        }
    }
    let look = Look::new(rules, coverage);
    for finding in marked(open, &gone) {
        match look.why_not_seen(&finding) {
            Some(reason) => trend.not_comparable.push((finding, reason.to_owned())),
            None => trend.fixed.push(finding),
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
    use crate::{
        Digest, DropPath, EarlierRelease, FileCoverage, Fingerprints, Location, OldFinding, Position, Reason,
        RuleNotRun, Severity, Snippet, Span, Status,
    };

    fn text(rule: &str) -> Option<Digest> {
        Some(Digest::of(rule.as_bytes()))
    }

    fn rules(texts: &[(&str, &str)]) -> RulesRun {
        texts.iter().map(|(id, it)| (RuleId((*id).to_owned()), text(it))).collect()
    }

    fn old(rule: &str, path: &str, in_place: &str) -> OldFinding {
        OldFinding {
            path: DropPath::from_escaped(path),
            line: 1,
            rule: RuleId(rule.to_owned()),
            class: Vec::new(),
            rule_text: text("t"),
            severity: Severity::Low,
            message: String::new(),
            in_place: in_place.to_owned(),
            moved: format!("moved {in_place}"),
            similar: String::new(),
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
            fingerprints: Fingerprints {
                in_place: in_place.to_owned(),
                moved: moved.to_owned(),
                similar: String::new(),
            },
            suppressions: Vec::new(),
            state: None,
        }
    }

    fn before(findings: Vec<OldFinding>, rules: RulesRun) -> OldInspection {
        let release = EarlierRelease { release: None, drop: Digest::of(b"") };
        OldInspection { release, findings, rules, coverage: Coverage::default() }
    }

    fn file(path: &str, status: Status, uninspected: Option<bool>) -> FileCoverage {
        FileCoverage {
            path: DropPath::from_escaped(path),
            status,
            language: None,
            encoding: None,
            bytes: 1,
            unparsed: Vec::new(),
            reason: uninspected.map(|uninspected| Reason { text: String::new(), uninspected }),
        }
    }

    #[test]
    fn each_old_finding_is_used_up_once_and_in_place_comes_first() {
        let before = before(vec![old("r", "a.c", "1")], rules(&[("r", "t")]));
        let mut findings = [new("r", "2", "moved 1"), new("r", "1", "moved 1")];
        let now = before.rules.clone();
        let trend = compare_with_earlier(&[before], &mut findings, &Coverage::default(), &now);
        assert_eq!(findings[0].state, Some(BaselineState::New));
        assert_eq!(findings[1].state, Some(BaselineState::Unchanged));
        assert_eq!((trend.new, trend.of_new_rules, trend.persisting), (1, 0, 1));
    }

    #[test]
    fn of_two_copies_one_stays_and_one_is_fixed() {
        let copy = OldFinding { moved: "moved 1".to_owned(), ..old("r", "b.c", "2") };
        let before = before(vec![old("r", "a.c", "1"), copy], rules(&[("r", "t")]));
        let mut findings = [new("r", "1", "moved 1")];
        let now = before.rules.clone();
        let trend = compare_with_earlier(&[before], &mut findings, &Coverage::default(), &now);
        assert_eq!(findings[0].state, Some(BaselineState::Unchanged));
        assert_eq!(trend.fixed.iter().map(|old| old.path.as_str()).collect::<Vec<_>>(), ["b.c"]);
    }

    #[test]
    fn what_is_gone_is_fixed_only_if_it_could_have_been_found() {
        let findings = ["a.c", "b.c", "c.c", "d.c", "e.c"].map(|path| old("r", path, path));
        let others = [old("off", "a.c", "6"), old("changed", "a.c", "7"), old("tired", "a.c", "8")];
        let ran = rules(&[("r", "t"), ("off", "t"), ("changed", "t"), ("tired", "t")]);
        let before = before(findings.into_iter().chain(others).collect(), ran);
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
        let trend = compare_with_earlier(&[before], &mut findings, &coverage, &now);
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

    #[test]
    fn what_was_fixed_in_between_has_returned_and_what_nobody_saw_persists() {
        let ran = rules(&[("r", "t")]);
        let first = before(vec![old("r", "a.c", "1"), old("r", "b.c", "2"), old("r", "c.c", "3")], ran.clone());
        // The first is fixed, the second out of sight, the third fixed for good.
        let mut second = before(Vec::new(), ran.clone());
        second.coverage.files = vec![file("b.c", Status::Crashed, Some(true))];
        let mut findings = [new("r", "1", "moved 1"), new("r", "2", "moved 2"), new("r", "4", "moved 1")];
        let both = [first, second];
        let trend = compare_with_earlier(&both, &mut findings, &Coverage::default(), &ran);
        let states = findings.map(|finding| finding.state.unwrap());
        assert_eq!(states, [BaselineState::Returned, BaselineState::Unchanged, BaselineState::New]);
        assert_eq!((trend.new, trend.returned, trend.persisting), (1, 1, 1));
        assert!(trend.fixed.is_empty() && trend.not_comparable.is_empty(), "the third was fixed long ago");
        assert_eq!(trend.earlier.len(), 2);

        // Against the second alone nobody knows of any of them.
        let mut findings = [new("r", "1", "moved 1")];
        let trend = compare_with_earlier(&both[1..], &mut findings, &Coverage::default(), &ran);
        assert_eq!((findings[0].state, trend.new), (Some(BaselineState::New), 1));
    }

    #[test]
    fn what_returned_may_go_again() {
        let ran = rules(&[("r", "t")]);
        let with = |findings| before(findings, ran.clone());
        let there = || with(vec![old("r", "a.c", "1")]);
        let row = [there(), with(Vec::new()), there()];
        let trend = compare_with_earlier(&row, &mut [], &Coverage::default(), &ran);
        assert_eq!(trend.fixed.len(), 1);
        let mut findings = [new("r", "5", "moved 1")];
        let trend = compare_with_earlier(&row, &mut findings, &Coverage::default(), &ran);
        assert_eq!((findings[0].state, trend.fixed.len()), (Some(BaselineState::Updated), 0));
    }
}
