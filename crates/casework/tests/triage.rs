//! Decisions, reviews, questions, and what becomes of them from release to release.

mod common;

use banbury_casework::{Earlier, TriageLog, carry_over, resolve};
use banbury_evidence::{Answer, Judgement, QuestionStatus, Standing};
use common::{answer, day, decision, finding, fingerprint, review};

#[test]
fn one_person_takes_nothing_off_the_list() {
    for judgement in Judgement::ALL {
        let findings = [finding("a", "code")];
        let mut log = TriageLog::default();
        log.decide(&findings[0], decision(judgement, "Ada Example")).unwrap();
        let triage = log.triage(&findings, None).unwrap();
        assert!(!triage.is_off_the_list(&fingerprint("a")), "{judgement}");
        let expected = match judgement.takes_off_the_list() {
            true => Standing::AwaitingReview,
            false => Standing::Decided,
        };
        assert_eq!(triage.standing(&fingerprint("a")), expected, "{judgement}");
    }
}

#[test]
fn a_second_person_takes_it_off_or_puts_it_back() {
    let findings = [finding("a", "code"), finding("b", "code")];
    let mut log = TriageLog::default();
    for it in &findings {
        log.decide(it, decision(Judgement::FalsePositive, "Ada Example")).unwrap();
    }
    for by in ["Ada Example", "ADA example", "Ada\u{200b} Example", "Ada-Example"] {
        let own = log.review(&fingerprint("a"), review(true, by)).unwrap_err().to_string();
        assert!(own.contains("another person has to review it"), "{own}");
    }
    log.review(&fingerprint("a"), review(true, "Grace Example")).unwrap();
    log.review(&fingerprint("b"), review(false, "Grace Example")).unwrap();
    let triage = log.triage(&findings, None).unwrap();
    assert!(triage.is_off_the_list(&fingerprint("a")));
    assert_eq!(triage.standing(&fingerprint("b")), Standing::Rejected);
    let twice = log.review(&fingerprint("a"), review(false, "Alan Example")).unwrap_err().to_string();
    assert!(twice.contains("has reviewed that decision already"), "{twice}");

    // Another decision needs another review.
    log.decide(&findings[0], decision(Judgement::Accepted, "Ada Example")).unwrap();
    assert_eq!(log.triage(&findings, None).unwrap().standing(&fingerprint("a")), Standing::AwaitingReview);
}

#[test]
fn what_says_nothing_or_cannot_be_is_not_written() {
    let findings = [finding("a", "code")];
    let mut log = TriageLog::default();
    let mut refused = |change: &dyn Fn(&mut banbury_evidence::Decision), why: &str| {
        let mut bad = decision(Judgement::Accepted, "Ada Example");
        change(&mut bad);
        let error = log.decide(&findings[0], bad).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    };
    refused(&|it| it.reason = " \n".to_owned(), "the reason is blank");
    refused(&|it| it.reason = "\u{200b}...".to_owned(), "the reason is blank");
    refused(&|it| it.reason = "x".repeat(4_001), "longer than 4000 characters");
    refused(&|it| it.by = String::new(), "a person's name is expected");
    refused(&|it| it.expires = Some(day("2026-01-01")), "before it is made");
    let error = log.review(&fingerprint("a"), review(true, "Grace Example")).unwrap_err().to_string();
    assert!(error.contains("nothing to review"), "{error}");
    let error = log.answer(1, answer("yes")).unwrap_err().to_string();
    assert!(error.contains("there is no OR-1"), "{error}");
    assert!(log.is_empty());
}

#[test]
fn a_log_that_says_what_cannot_be_is_not_read() {
    let findings = [finding("a", "code")];
    let mut log = TriageLog::default();
    log.decide(&findings[0], decision(Judgement::Fixed, "Ada Example")).unwrap();
    log.review(&fingerprint("a"), review(true, "Grace Example")).unwrap();
    // The last line of a chain can be rewritten by anybody who can compute a digest.
    let forged = String::from_utf8(log.bytes().to_vec()).unwrap().replace("Grace Example", "Ada Example");
    let error = TriageLog::read(forged.as_bytes()).err().unwrap().to_string();
    assert!(error.starts_with("line 2 says what cannot be: Ada Example made that decision"), "{error}");
}

#[test]
fn a_log_reads_back_as_it_was_and_speaks_of_the_bundles_findings_alone() {
    let findings = [finding("a", "code")];
    let mut log = TriageLog::default();
    log.decide(&findings[0], decision(Judgement::Confirmed, "Ada Example")).unwrap();
    let back = TriageLog::read(log.bytes()).unwrap();
    assert_eq!(back.triage(&findings, None).unwrap(), log.triage(&findings, None).unwrap());
    assert_eq!(back.head(), log.head());
    let error = back.triage(&[finding("b", "code")], None).unwrap_err().to_string();
    assert!(error.starts_with("line 1 is about a finding that the bundle does not have"), "{error}");
}

#[test]
fn a_decision_holds_up_to_its_last_day_in_its_case() {
    let findings = [finding("a", "code")];
    let mut log = TriageLog::default();
    let expires = Some(day("2027-01-31"));
    log.decide(&findings[0], banbury_evidence::Decision { expires, ..decision(Judgement::Confirmed, "Ada") }).unwrap();
    let standing = |date| log.triage(&findings, date).unwrap().standing(&fingerprint("a"));
    assert_eq!(standing(None), Standing::Expired, "without a date nobody can tell");
    assert_eq!(standing(expires), Standing::Decided);
    assert_eq!(standing(Some(day("2027-02-01"))), Standing::Expired);
}

#[test]
fn a_prefix_names_one_finding_or_none() {
    let findings = [finding("a", "code"), finding("b", "code")];
    let of_a = fingerprint("a");
    assert_eq!(resolve(&findings, &of_a[..8]).unwrap(), &findings[0]);
    assert_eq!(resolve(&findings, &of_a.to_uppercase()).unwrap(), &findings[0]);
    for (prefix, why) in [(&of_a[..7], "8 or more"), ("zzzzzzzz", "hexadecimal"), ("0000000000", "no finding")] {
        let error = resolve(&findings, prefix).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
    let twice = [findings[0].clone(), findings[0].clone()];
    assert!(resolve(&twice, &of_a).unwrap_err().contains("more than one"));
}

#[test]
fn each_finding_of_the_vendors_has_a_question_with_a_number_that_stays() {
    let findings = [finding("a", "code"), finding("b", "code"), finding("c", "code")];
    let mut log = TriageLog::default();
    log.decide(&findings[0], decision(Judgement::Confirmed, "Ada Example")).unwrap();
    log.decide(&findings[1], decision(Judgement::NeedsVendor, "Ada Example")).unwrap();
    log.decide(&findings[2], decision(Judgement::Accepted, "Ada Example")).unwrap();
    let group = |log: &mut TriageLog, of: &[&str]| {
        let of = of.iter().map(|name| fingerprint(name)).collect();
        log.ask(of, "Who can reach this?".to_owned(), "Ada Example".to_owned(), day("2026-11-30"))
    };
    let error = group(&mut log, &["a", "c"]).unwrap_err().to_string();
    assert!(error.contains("neither confirmed nor in need of the vendor"), "{error}");
    assert!(group(&mut log, &[]).is_err() && group(&mut log, &["a", "a"]).is_err());
    assert_eq!(group(&mut log, &["a", "b"]).unwrap(), 3);
    log.answer(3, answer("Nobody. =1+1 <script>")).unwrap();
    log.decide(&findings[2], decision(Judgement::NeedsVendor, "Ada Example")).unwrap();
    log.decide(&findings[2], decision(Judgement::FalsePositive, "Ada Example")).unwrap();
    let questions = log.triage(&findings, None).unwrap().questions;
    let told: Vec<_> = questions.iter().map(|it| (it.number, it.findings.len(), it.status)).collect();
    assert_eq!(
        told,
        [
            (1, 1, QuestionStatus::ReplacedBy(3)),
            (2, 1, QuestionStatus::ReplacedBy(3)),
            (3, 2, QuestionStatus::Answered),
            (4, 1, QuestionStatus::Open),
        ],
        "nobody withdraws a question alone"
    );
    log.review(&fingerprint("c"), review(true, "Grace Example")).unwrap();
    assert_eq!(log.triage(&findings, None).unwrap().questions[3].status, QuestionStatus::Withdrawn);
    assert_eq!(questions[2].answers, [Answer { text: "Nobody. =1+1 <script>".to_owned(), ..answer("") }]);
}

/// A release with findings `a` to `e`, and what was decided about them.
fn earlier() -> (Vec<banbury_evidence::Finding>, TriageLog) {
    let findings: Vec<_> = ["a", "b", "c", "d", "e"].map(|name| finding(name, "code")).into();
    let mut log = TriageLog::default();
    for (it, judgement) in findings.iter().zip(Judgement::ALL) {
        log.decide(it, decision(judgement, "Ada Example")).unwrap();
    }
    log.review(&fingerprint("b"), review(true, "Grace Example")).unwrap();
    log.review(&fingerprint("c"), review(false, "Grace Example")).unwrap();
    log.answer(1, answer("It is meant so.")).unwrap();
    (findings, log)
}

fn carried(new: &[banbury_evidence::Finding]) -> (TriageLog, TriageLog) {
    let (findings, log) = earlier();
    let next = carry_over(Earlier { log: &log, findings: &findings, date: None, release: "1.0" }, new).unwrap();
    (log, TriageLog::read(next.bytes()).unwrap())
}

#[test]
fn decisions_go_on_with_the_findings_that_are_recognised() {
    let mut moved = finding("elsewhere", "code");
    moved.fingerprints.moved = "moved e".to_owned();
    let new = [finding("a", "code"), finding("b", "code"), finding("c", "code"), moved];
    let (log, next) = carried(&new);
    let triage = next.triage(&new, None).unwrap();
    assert_eq!(triage.standing(&fingerprint("a")), Standing::Decided);
    assert!(triage.is_off_the_list(&fingerprint("b")), "with its review");
    assert_eq!(triage.standing(&fingerprint("c")), Standing::Open, "what was rejected is not carried over");
    assert_eq!(triage.standing(&fingerprint("elsewhere")), Standing::Decided, "moved");
    let of_b = &triage.findings[&fingerprint("b")];
    assert_eq!((of_b.decision.by.as_str(), of_b.decision.on), ("Ada Example", day("2026-11-30")));
    let from = of_b.carried_from.as_ref().unwrap();
    assert_eq!((from.release.as_str(), Some(from.head), from.number), ("1.0", log.head(), 2));
    // `d` is gone.
    assert_eq!(triage.gone.len(), 1);
    assert_eq!(triage.gone[0].decision.judgement, Judgement::Fixed);

    let [first, second] = &triage.questions[..] else { panic!("{:?}", triage.questions) };
    assert_eq!((first.findings.as_slice(), first.status), (&[fingerprint("a")][..], QuestionStatus::Answered));
    assert_eq!(first.answers, [answer("It is meant so.")]);
    assert_eq!(first.carried_from.as_ref().unwrap().number, 1);
    assert_eq!((second.findings.as_slice(), second.status), (&[fingerprint("elsewhere")][..], QuestionStatus::Open));
}

#[test]
fn a_decision_lapses_where_the_code_around_has_changed_and_is_not_carried_on() {
    let new = [finding("a", "other code"), finding("b", "other code")];
    let (_, next) = carried(&new);
    let triage = next.triage(&new, None).unwrap();
    for name in ["a", "b"] {
        assert_eq!(triage.standing(&fingerprint(name)), Standing::CodeChanged);
        assert!(!triage.is_off_the_list(&fingerprint(name)));
    }
    let third = carry_over(Earlier { log: &next, findings: &new, date: None, release: "2.0" }, &new).unwrap();
    assert_eq!(third.triage(&new, None).unwrap().standing(&fingerprint("a")), Standing::Open);
}

#[test]
fn a_decision_never_attaches_to_a_second_instance() {
    let copy = |place: &str| {
        let mut copy = finding(place, "code");
        copy.fingerprints.moved = "moved b".to_owned();
        copy
    };
    // The original stays, and a copy comes.
    let new = [copy("copy"), finding("b", "code")];
    let triage = carried(&new).1.triage(&new, None).unwrap();
    assert_eq!(triage.findings.keys().collect::<Vec<_>>(), [&fingerprint("b")]);
    // The original goes, and two copies come.
    let new = [copy("copy"), copy("another")];
    let triage = carried(&new).1.triage(&new, None).unwrap();
    assert_eq!(triage.findings.len(), 1);
}

#[test]
fn the_same_two_releases_give_the_same_log_and_nothing_gives_none() {
    let new = [finding("a", "code"), finding("b", "code")];
    assert_eq!(carried(&new).1.bytes(), carried(&new).1.bytes());
    let nothing = TriageLog::default();
    let (findings, _) = earlier();
    let earlier = Earlier { log: &nothing, findings: &findings, date: None, release: "1.0" };
    assert!(carry_over(earlier, &new).unwrap().is_empty());
}

#[test]
fn nobody_can_bring_in_a_decision_as_if_it_were_an_old_one() {
    let new = [finding("b", "code")];
    let (_, next) = carried(&new);
    let lines: Vec<&str> = str::from_utf8(next.bytes()).unwrap().lines().collect();
    let carried = lines.iter().find(|line| line.contains("\"entry\":\"carried\"")).unwrap();
    let mut log = TriageLog::default();
    log.decide(&new[0], decision(Judgement::Confirmed, "Ada Example")).unwrap();
    let before = format!("\"number\":2,\"previous\":\"{}\"", log.head().unwrap());
    let start = carried.find("\"number\"").unwrap();
    let end = carried.find(",\"entry\"").unwrap();
    let forged =
        format!("{}{}{}{}\n", str::from_utf8(log.bytes()).unwrap(), &carried[..start], before, &carried[end..]);
    let error = TriageLog::read(forged.as_bytes()).err().unwrap().to_string();
    assert!(
        error.contains("line 2 says what cannot be: it is carried over behind an entry about this release"),
        "{error}"
    );
}
