use banbury_evidence::{Date, FindingTriage, Standing};
use serde::Serialize;

use super::model::Suppression;
use crate::visible::Visible;

/// What people decided about a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TriageProperties {
    pub standing: &'static str,
    pub judgement: &'static str,
    pub reason: Visible,
    pub by: Visible,
    pub on: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<Visible>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_reason: Option<Visible>,
    /// The release that it was carried over from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<Visible>,
}

impl TriageProperties {
    pub(super) fn of(triage: &FindingTriage) -> Self {
        let review = triage.review.as_ref();
        Self {
            standing: triage.standing.name(),
            judgement: triage.decision.judgement.name(),
            reason: Visible::prose(&triage.decision.reason),
            by: Visible::line(&triage.decision.by),
            on: triage.decision.on,
            expires: triage.decision.expires,
            reviewed_by: review.map(|review| Visible::line(&review.by)),
            reviewed_on: review.map(|review| review.on),
            review_reason: review.map(|review| Visible::prose(&review.reason)),
            carried_from: triage.carried_from.as_ref().map(|origin| Visible::line(&origin.release)),
        }
    }
}

/// A decision that takes a finding off the list, as SARIF has it (3.35): `accepted` once two people stand for it.
pub(super) fn suppression(triage: &FindingTriage) -> Option<Suppression> {
    let status = match triage.standing {
        _ if !triage.decision.judgement.takes_off_the_list() => return None,
        Standing::Decided => "accepted",
        Standing::AwaitingReview => "underReview",
        Standing::Rejected => "rejected",
        Standing::Open | Standing::Expired | Standing::CodeChanged => return None,
    };
    Some(Suppression {
        kind: "external",
        status: Some(status),
        location: None,
        justification: Visible::prose(&triage.decision.reason),
    })
}
