use banbury_evidence::{BaselineState, OldFinding, OldInspection, RuleId, Severity, json};
use serde::Deserialize;

use super::uri;
use crate::ReportError;

/// Reads the findings of an earlier bundle back from its findings.sarif.
///
/// Results that are `absent`, which that inspection took over from its own predecessor, are left out; those that it could not
/// compare are still open, and come back.
///
/// # Errors
/// If `bytes` is not a SARIF 2.1.0 log as this crate writes it: no JSON, a key that stands twice in one object, another version, or
/// a result without severity, fingerprints or location.
pub fn read_sarif(bytes: &[u8]) -> Result<OldInspection, ReportError> {
    let log: Log = json::from_bytes(bytes)?;
    if log.version != "2.1.0" {
        return Err(ReportError::ForeignSarif("it is not SARIF 2.1.0".to_owned()));
    }
    let Ok([run]) = <[Run; 1]>::try_from(log.runs) else {
        return Err(ReportError::ForeignSarif("it does not hold exactly one run".to_owned()));
    };
    let digest = |rule: &Rule| rule.properties.as_ref()?.sha256.as_deref()?.parse().ok();
    let rules = run.tool.driver.rules.into_iter().map(|rule| (RuleId(rule.id.clone()), digest(&rule))).collect();
    let present = run.results.into_iter().filter(|result| result.baseline_state != Some(BaselineState::Absent));
    let open = run.properties.not_comparable.into_iter().map(|it| it.result);
    let findings = present.chain(open).enumerate().map(|(index, result)| old_finding(index, result));
    Ok(OldInspection { findings: findings.collect::<Result<_, _>>()?, rules })
}

fn old_finding(index: usize, result: SarifResult) -> Result<OldFinding, ReportError> {
    let Some(place) = result.locations.into_iter().next() else {
        return Err(ReportError::ForeignSarif(format!("result {index} has no location")));
    };
    Ok(OldFinding {
        path: uri::to_path(&place.physical_location.artifact_location.uri),
        line: place.physical_location.region.map_or(0, |region| region.start_line),
        rule: RuleId(result.rule_id),
        severity: result.properties.severity,
        message: result.message.text,
        in_place: result.partial_fingerprints.in_place,
        moved: result.partial_fingerprints.moved,
    })
}

#[derive(Deserialize)]
struct Log {
    version: String,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    tool: Tool,
    results: Vec<SarifResult>,
    #[serde(default)]
    properties: RunProperties,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RunProperties {
    #[serde(default)]
    not_comparable: Vec<NotComparable>,
}

#[derive(Deserialize)]
struct NotComparable {
    result: SarifResult,
}

#[derive(Deserialize)]
struct Tool {
    driver: Driver,
}

#[derive(Deserialize)]
struct Driver {
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    id: String,
    properties: Option<RuleProperties>,
}

#[derive(Deserialize)]
struct RuleProperties {
    sha256: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: String,
    message: Message,
    locations: Vec<Place>,
    partial_fingerprints: Fingerprints,
    baseline_state: Option<BaselineState>,
    properties: Properties,
}

#[derive(Deserialize)]
struct Message {
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    physical_location: PhysicalLocation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Option<Region>,
}

#[derive(Deserialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
}

#[derive(Deserialize)]
struct Fingerprints {
    #[serde(rename = "banbury/v1")]
    in_place: String,
    #[serde(rename = "banburyMoved/v1")]
    moved: String,
}

#[derive(Deserialize)]
struct Properties {
    severity: Severity,
}
