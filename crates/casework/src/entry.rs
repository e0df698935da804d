use banbury_evidence::{Answer, Date, Decision, Digest, Judgement, Origin, Review};
use serde::{Deserialize, Serialize};

/// What a line of triage.jsonl says, besides its place in the chain.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub(crate) enum EntryV1 {
    /// A person decides about a finding.
    Decision(DecisionV1),
    /// A second person looks at a decision.
    Review(ReviewV1),
    /// The vendor is asked about several findings at one time.
    Question(QuestionV1),
    /// The vendor has answered.
    Answer(AnswerV1),
    /// A question of the release before, with its answers.
    CarriedQuestion(CarriedQuestionV1),
    /// A decision about the release before, with its review.
    Carried(CarriedV1),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionV1 {
    pub finding: String,
    pub judgement: Judgement,
    pub reason: String,
    pub by: String,
    pub on: Date,
    pub expires: Option<Date>,
    pub context: Digest,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewV1 {
    pub finding: String,
    /// Number of the entry with the decision.
    pub decision: u64,
    pub approves: bool,
    pub reason: String,
    pub by: String,
    pub on: Date,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionV1 {
    pub findings: Vec<String>,
    pub text: String,
    pub by: String,
    pub on: Date,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerV1 {
    /// The number behind `OR-`.
    pub question: u64,
    pub text: String,
    pub by: String,
    pub on: Date,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarriedQuestionV1 {
    pub from: OriginV1,
    pub findings: Vec<String>,
    pub text: String,
    pub by: String,
    pub on: Date,
    pub answers: Vec<CarriedAnswerV1>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarriedAnswerV1 {
    pub text: String,
    pub by: String,
    pub on: Date,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarriedV1 {
    pub from: OriginV1,
    /// None if the finding is gone.
    pub finding: Option<String>,
    pub judgement: Judgement,
    pub reason: String,
    pub by: String,
    pub on: Date,
    pub expires: Option<Date>,
    pub context: Digest,
    pub review: Option<CarriedReviewV1>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarriedReviewV1 {
    pub reason: String,
    pub by: String,
    pub on: Date,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OriginV1 {
    pub release: String,
    pub head: Digest,
    pub number: u64,
}

impl From<&OriginV1> for Origin {
    fn from(OriginV1 { release, head, number }: &OriginV1) -> Self {
        Self { release: release.clone(), head: *head, number: *number }
    }
}

impl DecisionV1 {
    pub(crate) fn new(finding: &str, context: Digest, decision: Decision) -> Self {
        let Decision { judgement, reason, by, on, expires } = decision;
        Self { finding: finding.to_owned(), judgement, reason, by, on, expires, context }
    }

    pub(crate) fn decision(&self) -> Decision {
        let Self { finding: _, judgement, reason, by, on, expires, context: _ } = self.clone();
        Decision { judgement, reason, by, on, expires }
    }
}

impl ReviewV1 {
    pub(crate) fn review(&self) -> Review {
        let Self { finding: _, decision: _, approves, reason, by, on } = self.clone();
        Review { approves, reason, by, on }
    }
}

impl CarriedV1 {
    pub(crate) fn decision(&self) -> Decision {
        let Self { judgement, reason, by, on, expires, .. } = self.clone();
        Decision { judgement, reason, by, on, expires }
    }

    pub(crate) fn review(&self) -> Option<Review> {
        let CarriedReviewV1 { reason, by, on } = self.review.clone()?;
        // What a second person did not approve is not carried over.
        Some(Review { approves: true, reason, by, on })
    }
}

impl From<&AnswerV1> for Answer {
    fn from(AnswerV1 { question: _, text, by, on }: &AnswerV1) -> Self {
        Self { text: text.clone(), by: by.clone(), on: *on }
    }
}

impl From<&CarriedAnswerV1> for Answer {
    fn from(CarriedAnswerV1 { text, by, on }: &CarriedAnswerV1) -> Self {
        Self { text: text.clone(), by: by.clone(), on: *on }
    }
}
