use std::collections::BTreeMap;

use banbury_evidence::{BaselineState, Finding, FindingTriage, Inspection, OldFinding, RuleId};
use serde::{Serialize, Serializer};

use super::model::{
    CodeFlow, LogicalLocation, Message, NotComparable, PartialFingerprints, Result, ResultProperties, Suppression,
    ThreadFlow, ThreadFlowLocation,
};
use super::triage::{TriageProperties, suppression};
use super::{level, places};
use crate::visible::Visible;

/// Every finding in the inspection's order, then those of the earlier inspection that are fixed, as `absent`.
///
/// Those that cannot be compared are not `absent`: nobody knows. They stand in the run's properties. Each result is made
/// when it is written, since together they would take several times the memory of the findings.
pub(crate) struct Results<'a>(pub &'a Inspection);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self(inspection) = self;
        let index: BTreeMap<&RuleId, usize> =
            inspection.rules.iter().enumerate().map(|(index, rule)| (&rule.id, index)).collect();
        let index_of = |rule: &RuleId| index.get(rule).copied();
        let present = inspection.findings.iter().map(|finding| {
            let triage = inspection.triage.findings.get(&finding.fingerprints.in_place);
            of_finding(finding, triage, index_of(&finding.rule))
        });
        let fixed = inspection.trend.iter().flat_map(|trend| &trend.fixed);
        let absent = |old: &OldFinding| of_old(old, index_of(&old.rule), Some(BaselineState::Absent));
        serializer.collect_seq(present.chain(fixed.map(absent)))
    }
}

/// Findings of the earlier inspection that may be gone or not.
pub(super) fn not_comparable(inspection: &Inspection) -> Vec<NotComparable> {
    let all = inspection.trend.iter().flat_map(|trend| &trend.not_comparable);
    all.map(|(old, why)| NotComparable { reason: Visible::prose(why), result: of_old(old, None, None) }).collect()
}

fn of_finding(finding: &Finding, triage: Option<&FindingTriage>, rule_index: Option<usize>) -> Result {
    let mut place = places::stretch(&finding.location, &finding.snippet);
    place.logical_locations =
        finding.function.iter().map(|name| LogicalLocation { name: Visible::line(name), kind: "function" }).collect();
    Result {
        rule_id: Visible::line(&finding.rule.0),
        rule_index,
        level: level(finding.severity),
        message: Message::of(&finding.message),
        locations: [place],
        partial_fingerprints: PartialFingerprints {
            in_place: Visible::line(&finding.fingerprints.in_place),
            moved: Visible::line(&finding.fingerprints.moved),
        },
        code_flows: code_flow(finding).into_iter().collect(),
        suppressions: finding
            .suppressions
            .iter()
            .map(|suppression| Suppression {
                kind: "inSource",
                status: Some("rejected"),
                location: Some(places::line(&finding.location.path, suppression.line)),
                justification: Visible::prose(&suppression.comment),
            })
            .chain(triage.and_then(suppression))
            .collect(),
        baseline_state: finding.state.map(BaselineState::sarif_name),
        properties: ResultProperties {
            severity: finding.severity.name(),
            context: Some(finding.context),
            returned: finding.state == Some(BaselineState::Returned),
            reading: finding.reading.as_deref().map(Visible::line),
            triage: triage.map(TriageProperties::of),
        },
    }
}

fn code_flow(finding: &Finding) -> Option<CodeFlow> {
    let last = finding.trace.len().checked_sub(1)?;
    let steps = finding.trace.iter().enumerate().map(|(index, step)| {
        let mut location = places::stretch(&step.location, &step.snippet);
        location.message = Some(Message::of(&step.note));
        let importance = if index == 0 || index == last { "essential" } else { "important" };
        ThreadFlowLocation { execution_order: index + 1, importance, location }
    });
    let message = Message::of("How it comes about, from its source to its effect.");
    Some(CodeFlow { message, thread_flows: [ThreadFlow { locations: steps.collect() }] })
}

fn of_old(old: &OldFinding, rule_index: Option<usize>, state: Option<BaselineState>) -> Result {
    Result {
        rule_id: Visible::line(&old.rule.0),
        rule_index,
        level: level(old.severity),
        message: Message::of(&old.message),
        locations: [places::line(&old.path, old.line)],
        partial_fingerprints: PartialFingerprints {
            in_place: Visible::line(&old.in_place),
            moved: Visible::line(&old.moved),
        },
        code_flows: Vec::new(),
        suppressions: Vec::new(),
        baseline_state: state.map(BaselineState::sarif_name),
        properties: ResultProperties {
            severity: old.severity.name(),
            context: None,
            returned: false,
            reading: None,
            triage: None,
        },
    }
}
