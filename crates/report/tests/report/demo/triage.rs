use banbury_evidence::{
    Answer, Decision, Digest, FindingTriage, Judgement, Origin, Question, QuestionStatus, Review, Standing, Triage,
};

use super::Demo;

impl Demo {
    /// One finding that two people have taken off the list, and one that the vendor was asked about.
    pub(super) fn triage(&self) -> Triage {
        let findings = self.findings();
        let in_place = |index: usize| findings[index].fingerprints.in_place.clone();
        let accepted = FindingTriage {
            standing: Standing::Decided,
            decision: self.decision(Judgement::Accepted),
            review: Some(Review {
                approves: true,
                reason: self.t("The unit is not reachable from there."),
                by: self.t("G. Hollis"),
                on: "2026-11-25".parse().unwrap(),
            }),
            carried_from: Some(self.origin()),
        };
        let confirmed = FindingTriage {
            standing: Standing::CodeChanged,
            decision: self.decision(Judgement::Confirmed),
            review: None,
            carried_from: None,
        };
        let question = Question {
            number: 1,
            findings: vec![in_place(0)],
            text: self.t("Who may send this command?"),
            by: self.t("A. Mercer"),
            on: "2026-11-24".parse().unwrap(),
            status: QuestionStatus::Answered,
            answers: vec![Answer {
                text: self.t("Service staff alone."),
                on: "2026-11-28".parse().unwrap(),
                by: self.t("A. Mercer"),
            }],
            carried_from: Some(self.origin()),
        };
        Triage {
            findings: [(in_place(0), confirmed.clone()), (in_place(1), accepted)].into(),
            gone: vec![confirmed],
            questions: vec![question],
            head: Some(Digest::of(b"head")),
            log: b"{}\n".to_vec(),
        }
    }

    fn decision(&self, judgement: Judgement) -> Decision {
        Decision {
            judgement,
            reason: self.t("Looked at it in the laboratory."),
            by: self.t("A. Mercer"),
            on: "2026-11-24".parse().unwrap(),
            expires: Some("2027-11-24".parse().unwrap()),
        }
    }

    fn origin(&self) -> Origin {
        Origin { release: self.t("1.0"), head: Digest::of(b"earlier"), number: 3 }
    }
}
