use banbury_evidence::{BaselineState, Confidence, DropPath, Inspection, RuleId, Severity, Tier, TraceStep};
use serde::Serialize;

use crate::{ReportError, to_json};

#[derive(Serialize)]
struct FindingsV1<'a> {
    schema: &'static str,
    drop: String,
    findings: Vec<FindingV1<'a>>,
}

#[derive(Serialize)]
struct FindingV1<'a> {
    rule: &'a RuleId,
    severity: Severity,
    tier: Option<Tier>,
    confidence: Option<Confidence>,
    class: &'a [u8],
    path: &'a DropPath,
    line: u32,
    column: u32,
    message: &'a str,
    function: Option<&'a str>,
    reading: Option<&'a str>,
    trace: Vec<StepV1<'a>>,
    suppressions: Vec<SuppressionV1<'a>>,
    fingerprint: &'a str,
    state: Option<BaselineState>,
    standing: &'static str,
    verdict: Option<&'static str>,
}

#[derive(Serialize)]
struct StepV1<'a> {
    path: &'a DropPath,
    line: u32,
    column: u32,
    note: &'a str,
}

#[derive(Serialize)]
struct SuppressionV1<'a> {
    line: u32,
    comment: &'a str,
}

/// `--format json`: the findings in a flat form for scripts.
///
/// # Errors
/// If it cannot be serialised, which does not happen for an inspection that this program made.
pub fn json_findings(inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
    let findings = inspection.findings.iter().map(|finding| {
        let rule = inspection.rules.iter().find(|rule| rule.id == finding.rule);
        let triage = &inspection.triage;
        let decided = triage.findings.get(&finding.fingerprints.in_place);
        FindingV1 {
            rule: &finding.rule,
            severity: finding.severity,
            tier: rule.map(|rule| rule.tier),
            confidence: rule.map(|rule| rule.confidence),
            class: rule.map_or(&[], |rule| &rule.class),
            path: &finding.location.path,
            line: finding.location.start.line,
            column: finding.location.start.column,
            message: &finding.message,
            function: finding.function.as_deref(),
            reading: finding.reading.as_deref(),
            trace: finding.trace.iter().map(step).collect(),
            suppressions: finding
                .suppressions
                .iter()
                .map(|request| SuppressionV1 { line: request.line, comment: &request.comment })
                .collect(),
            fingerprint: &finding.fingerprints.in_place,
            state: finding.state,
            standing: triage.standing(&finding.fingerprints.in_place).name(),
            verdict: decided.map(|it| it.decision.judgement.name()),
        }
    });
    let drop = inspection.manifest.digest().to_string();
    to_json("findings.json", &FindingsV1 { schema: "banbury.findings/v1", drop, findings: findings.collect() })
}

fn step(step: &TraceStep) -> StepV1<'_> {
    let start = step.location.start;
    StepV1 { path: &step.location.path, line: start.line, column: start.column, note: &step.note }
}
