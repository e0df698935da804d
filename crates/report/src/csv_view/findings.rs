use std::collections::BTreeMap;

use banbury_evidence::{BaselineState, Finding, Inspection, OldFinding, RuleId, RuleInfo, Triage};

use super::{inert, inert_prose, table};
use crate::ReportError;

type Rules<'a> = BTreeMap<&'a RuleId, &'a RuleInfo>;

/// A line for each finding in the inspection's order, then those of the earlier inspection that are gone, and those that could not
/// be compared.
///
/// # Errors
/// If it cannot be written, which does not happen for an inspection that this program made.
pub fn findings_csv(inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
    let rules: Rules = inspection.rules.iter().map(|rule| (&rule.id, rule)).collect();
    let header = [
        "status",
        "severity",
        "tier",
        "confidence",
        "rule",
        "class",
        "cwe",
        "file",
        "line",
        "column",
        "message",
        "suppressed",
        "fingerprint",
        "standing",
        "verdict",
    ];
    let trend = inspection.trend.as_ref();
    let now = inspection.findings.iter().map(|finding| of_now(finding, &inspection.triage, &rules));
    let fixed = trend.into_iter().flat_map(|it| &it.fixed).map(|old| row(old, BaselineState::Absent.name(), &rules));
    let open = trend.into_iter().flat_map(|it| &it.not_comparable).map(|(old, _)| row(old, "not comparable", &rules));
    table(header, now.chain(fixed).chain(open))
}

fn of_now(finding: &Finding, triage: &Triage, rules: &Rules) -> [String; 15] {
    let mut fields = row(&OldFinding::of(finding, None), finding.state.map_or("", BaselineState::name), rules);
    fields[9] = if finding.location.start.line > 0 { finding.location.start.column.to_string() } else { String::new() };
    fields[11] = if finding.suppressions.is_empty() { "no" } else { "yes" }.to_owned();
    let in_place = &finding.fingerprints.in_place;
    fields[13] = triage.standing(in_place).name().to_owned();
    fields[14] = triage.findings.get(in_place).map_or("", |it| it.decision.judgement.name()).to_owned();
    fields
}

fn row(finding: &OldFinding, status: &str, rules: &Rules) -> [String; 15] {
    let rule = rules.get(&finding.rule);
    [
        status.to_owned(),
        finding.severity.name().to_owned(),
        rule.map_or_else(String::new, |rule| rule.tier.name().to_owned()),
        rule.map_or_else(String::new, |rule| rule.confidence.name().to_owned()),
        inert(&finding.rule.0),
        rule.map_or_else(String::new, |rule| joined(rule.class.iter().map(u8::to_string))),
        rule.map_or_else(String::new, |rule| inert(&joined(rule.cwe.iter().cloned()))),
        inert(finding.path.as_str()),
        if finding.line > 0 { finding.line.to_string() } else { String::new() },
        String::new(),
        inert_prose(&finding.message),
        "no".to_owned(),
        inert(&finding.in_place),
        String::new(),
        String::new(),
    ]
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" ")
}
