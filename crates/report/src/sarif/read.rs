use banbury_evidence::{BaselineState, OldFinding, OldInspection, RuleId, Severity, json};
use serde::Deserialize;
use serde::de::IgnoredAny;

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
    let run = run(bytes)?;
    let digest = |rule: &Rule| rule.properties.as_ref()?.sha256.as_deref()?.parse().ok();
    let rules = run.tool.driver.rules.into_iter().map(|rule| (RuleId(rule.id.clone()), digest(&rule))).collect();
    let present = run.results.into_iter().filter(|result| result.baseline_state != Some(BaselineState::Absent));
    let open = run.properties.not_comparable.into_iter().map(|it| it.result);
    let findings = present.chain(open).enumerate().map(|(index, result)| old_finding(index, result));
    Ok(OldInspection { findings: findings.collect::<Result<_, _>>()?, rules })
}

/// The one run of a findings.sarif.
///
/// # Errors
/// As [`read_sarif`].
pub(crate) fn run(bytes: &[u8]) -> Result<Run, ReportError> {
    let log: Log = json::from_bytes(bytes)?;
    if log.version != "2.1.0" {
        return Err(ReportError::ForeignSarif("it is not SARIF 2.1.0".to_owned()));
    }
    let Ok([run]) = <[Run; 1]>::try_from(log.runs) else {
        return Err(ReportError::ForeignSarif("it does not hold exactly one run".to_owned()));
    };
    Ok(run)
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
pub(crate) struct Run {
    pub(crate) tool: Tool,
    pub(crate) results: Vec<SarifResult>,
    #[serde(default)]
    pub(crate) properties: RunProperties,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunProperties {
    #[serde(default)]
    pub(crate) not_comparable: Vec<NotComparable>,
}

#[derive(Deserialize)]
pub(crate) struct NotComparable {
    pub(crate) result: SarifResult,
}

#[derive(Deserialize)]
pub(crate) struct Tool {
    pub(crate) driver: Driver,
}

#[derive(Deserialize)]
pub(crate) struct Driver {
    pub(crate) rules: Vec<Rule>,
}

#[derive(Deserialize)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) properties: Option<RuleProperties>,
}

#[derive(Deserialize)]
pub(crate) struct RuleProperties {
    sha256: Option<String>,
    #[serde(default)]
    pub(crate) tier: String,
    #[serde(default)]
    pub(crate) confidence: String,
    #[serde(default)]
    pub(crate) class: Vec<u32>,
    #[serde(default)]
    pub(crate) cwe: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SarifResult {
    pub(crate) rule_id: String,
    pub(crate) message: Message,
    pub(crate) locations: Vec<Place>,
    pub(crate) partial_fingerprints: Fingerprints,
    pub(crate) baseline_state: Option<BaselineState>,
    #[serde(default)]
    pub(crate) suppressions: Vec<IgnoredAny>,
    pub(crate) properties: Properties,
}

#[derive(Deserialize)]
pub(crate) struct Message {
    pub(crate) text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Place {
    pub(crate) physical_location: PhysicalLocation,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhysicalLocation {
    pub(crate) artifact_location: ArtifactLocation,
    pub(crate) region: Option<Region>,
}

#[derive(Deserialize)]
pub(crate) struct ArtifactLocation {
    pub(crate) uri: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    pub(crate) start_line: u32,
    pub(crate) start_column: Option<u32>,
}

#[derive(Deserialize)]
pub(crate) struct Fingerprints {
    #[serde(rename = "banbury/v1")]
    pub(crate) in_place: String,
    #[serde(rename = "banburyMoved/v1")]
    moved: String,
}

#[derive(Deserialize)]
pub(crate) struct Properties {
    pub(crate) severity: Severity,
}
