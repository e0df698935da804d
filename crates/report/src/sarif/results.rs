use std::collections::BTreeMap;

use banbury_evidence::{BaselineState, Finding, Inspection, OldFinding, RuleId};

use super::model::{
    CodeFlow, LogicalLocation, Message, PartialFingerprints, Result, ResultProperties, Suppression, ThreadFlow,
    ThreadFlowLocation,
};
use super::{level, places};
use crate::visible::Visible;

/// Every finding in the inspection's order, then those of the earlier inspection that are fixed, as `absent`.
///
/// Those that cannot be compared are not `absent`: nobody knows. They stand in the report.
pub(super) fn of(inspection: &Inspection) -> Vec<Result> {
    let index: BTreeMap<&RuleId, usize> =
        inspection.rules.iter().enumerate().map(|(index, rule)| (&rule.id, index)).collect();
    let index_of = |rule: &RuleId| index.get(rule).copied();
    let present = inspection.findings.iter().map(|finding| of_finding(finding, index_of(&finding.rule)));
    let fixed = inspection.trend.iter().flat_map(|trend| &trend.fixed);
    present.chain(fixed.map(|old| of_fixed(old, index_of(&old.rule)))).collect()
}

fn of_finding(finding: &Finding, rule_index: Option<usize>) -> Result {
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
                location: places::line(&finding.location.path, suppression.line),
                justification: Visible::prose(&suppression.comment),
            })
            .collect(),
        baseline_state: finding.state.map(BaselineState::name),
        properties: ResultProperties {
            severity: finding.severity.name(),
            reading: finding.reading.as_deref().map(Visible::line),
        },
    }
}

fn code_flow(finding: &Finding) -> Option<CodeFlow> {
    let steps = finding.trace.iter().map(|step| {
        let mut location = places::stretch(&step.location, &step.snippet);
        location.message = Some(Message::of(&step.note));
        ThreadFlowLocation { location }
    });
    let locations: Vec<_> = steps.collect();
    (!locations.is_empty()).then_some(CodeFlow { thread_flows: [ThreadFlow { locations }] })
}

fn of_fixed(old: &OldFinding, rule_index: Option<usize>) -> Result {
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
        baseline_state: Some(BaselineState::Absent.name()),
        properties: ResultProperties { severity: old.severity.name(), reading: None },
    }
}
