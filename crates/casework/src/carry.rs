use std::collections::BTreeMap;

use banbury_evidence::{Date, Digest, Finding, QuestionStatus, Standing, pair};

use crate::book::Decided;
use crate::entry::{CarriedAnswerV1, CarriedQuestionV1, CarriedReviewV1, CarriedV1, EntryV1, OriginV1};
use crate::{LogError, TriageLog};

/// What is known of the release before.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// Its log.
    pub log: &'a TriageLog,
    /// What was found in it.
    pub findings: &'a [Finding],
    /// The day of its case, by which its decisions had expired or not.
    pub date: Option<Date>,
    /// The release in the words of its case file; empty if it had none.
    pub release: &'a str,
}

/// The log with which the next release begins: what was decided and asked about the one before, as far as its findings are
/// recognised. A decision keeps its author, its day and the digest of the code that it is about, so that it lapses where
/// that code has changed. Nobody's clock is asked: the same two releases give the same log.
///
/// What had lapsed or was rejected in review is not carried over. Of a finding that is gone, the decision alone is noted.
///
/// # Errors
/// If the earlier log speaks of findings that its release does not have.
pub fn carry_over(earlier: Earlier<'_>, findings: &[Finding]) -> Result<TriageLog, LogError> {
    let mut log = TriageLog::default();
    let Some(head) = earlier.log.head() else {
        return Ok(log);
    };
    let now = recognised(earlier.findings, findings);
    let origin = |number| OriginV1 { release: earlier.release.to_owned(), head, number };
    let triage = earlier.log.triage(earlier.findings, earlier.date)?;
    for question in &triage.questions {
        let still_there: Vec<String> =
            question.findings.iter().filter_map(|old| now.get(&**old)).map(|new| (*new).to_owned()).collect();
        let matters = matches!(question.status, QuestionStatus::Open | QuestionStatus::Answered);
        if matters && !still_there.is_empty() {
            let answer =
                |it: &banbury_evidence::Answer| CarriedAnswerV1 { text: it.text.clone(), by: it.by.clone(), on: it.on };
            log.add(EntryV1::CarriedQuestion(CarriedQuestionV1 {
                from: origin(question.number),
                findings: still_there,
                text: question.text.clone(),
                by: question.by.clone(),
                on: question.on,
                answers: question.answers.iter().map(answer).collect(),
            }))?;
        }
    }
    let holds = |(finding, _): &(&String, &Decided)| {
        matches!(triage.standing(finding), Standing::Decided | Standing::AwaitingReview)
    };
    let mut decided: Vec<(&String, &Decided)> = earlier.log.book().decided.iter().filter(holds).collect();
    decided.sort_by_key(|(_, decided)| decided.number);
    for (old, decided) in decided {
        log.add(EntryV1::Carried(carried(origin(decided.number), now.get(&**old).copied(), decided)))?;
    }
    Ok(log)
}

/// In-place fingerprints of old findings, and of the new ones that they are.
fn recognised<'a>(old: &'a [Finding], new: &'a [Finding]) -> BTreeMap<&'a str, &'a str> {
    let marks = |finding: &'a Finding| [&*finding.fingerprints.in_place, &*finding.fingerprints.moved];
    let pairs = pair(old.iter().map(marks), new.iter().map(marks));
    let in_place = |finding: &'a Finding| &*finding.fingerprints.in_place;
    let known = new.iter().zip(pairs).filter_map(|(new, pair)| Some((new, old.get(pair?.0)?)));
    known.map(|(new, old)| (in_place(old), in_place(new))).collect()
}

fn carried(from: OriginV1, finding: Option<&str>, decided: &Decided) -> CarriedV1 {
    let context: Digest = decided.context;
    let decision = decided.decision.clone();
    let review = decided.review.clone().map(|it| CarriedReviewV1 { reason: it.reason, by: it.by, on: it.on });
    CarriedV1 {
        from,
        finding: finding.map(str::to_owned),
        judgement: decision.judgement,
        reason: decision.reason,
        by: decision.by,
        on: decision.on,
        expires: decision.expires,
        context,
        review,
    }
}
