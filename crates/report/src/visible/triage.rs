use banbury_evidence::{Answer, Decision, FindingTriage, Origin, Question, Review, Triage};

use super::Visible;
use super::shown::line;

/// What people decided, with every string past the choke point. A vendor's answer is hostile; so is the log of a bundle.
pub(crate) fn of_triage(triage: &Triage) -> Triage {
    let Triage { findings, gone, questions, head, log: _ } = triage;
    Triage {
        findings: findings.iter().map(|(fingerprint, it)| (line(fingerprint), of_finding_triage(it))).collect(),
        gone: gone.iter().map(of_finding_triage).collect(),
        questions: questions.iter().map(of_question).collect(),
        head: *head,
        // A view of its own.
        log: Vec::new(),
    }
}

fn of_finding_triage(triage: &FindingTriage) -> FindingTriage {
    let FindingTriage { standing, decision, review, carried_from } = triage;
    let Decision { judgement, reason, by, on, expires } = decision;
    let of_review = |Review { approves, reason, by, on }: &Review| Review {
        approves: *approves,
        reason: paragraphs(reason),
        by: line(by),
        on: *on,
    };
    FindingTriage {
        standing: *standing,
        decision: Decision {
            judgement: *judgement,
            reason: paragraphs(reason),
            by: line(by),
            on: *on,
            expires: *expires,
        },
        review: review.as_ref().map(of_review),
        carried_from: carried_from.as_ref().map(of_origin),
    }
}

pub(crate) fn of_question(question: &Question) -> Question {
    let Question { number, findings, text, by, on, status, answers, carried_from } = question;
    let of_answer = |Answer { text, on, by }: &Answer| Answer { text: paragraphs(text), on: *on, by: line(by) };
    Question {
        number: *number,
        findings: findings.iter().map(|fingerprint| line(fingerprint)).collect(),
        text: paragraphs(text),
        by: line(by),
        on: *on,
        status: *status,
        answers: answers.iter().map(of_answer).collect(),
        carried_from: carried_from.as_ref().map(of_origin),
    }
}

fn of_origin(origin: &Origin) -> Origin {
    let Origin { release, head, number } = origin;
    Origin { release: line(release), head: *head, number: *number }
}

fn paragraphs(text: &str) -> String {
    Visible::paragraphs(text).into_string()
}
