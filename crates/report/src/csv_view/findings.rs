use std::collections::BTreeMap;

use super::{inert, table};
use crate::ReportError;
use crate::sarif::read::{Rule, Run, SarifResult, run};
use crate::sarif::uri;

/// The findings of a bundle's findings.sarif, in its order, then those of the earlier inspection that could not be compared.
///
/// # Errors
/// If it is not a SARIF log as this crate writes it.
pub fn findings_csv(sarif: &[u8]) -> Result<Vec<u8>, ReportError> {
    let Run { tool, results, properties } = run(sarif)?;
    let rules: BTreeMap<&str, &Rule> = tool.driver.rules.iter().map(|rule| (rule.id.as_str(), rule)).collect();
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
    ];
    let now = results.iter().map(|result| row(result, result.baseline_state.map_or("", |state| state.name()), &rules));
    let open = properties.not_comparable.iter().map(|it| row(&it.result, "not comparable", &rules));
    table(header, now.chain(open))
}

fn row(result: &SarifResult, status: &str, rules: &BTreeMap<&str, &Rule>) -> [String; 13] {
    let rule = rules.get(result.rule_id.as_str()).and_then(|rule| rule.properties.as_ref());
    let place = result.locations.first().map(|place| &place.physical_location);
    let region = place.and_then(|place| place.region.as_ref());
    [
        status.to_owned(),
        result.properties.severity.name().to_owned(),
        rule.map_or_else(String::new, |rule| inert(&rule.tier)),
        rule.map_or_else(String::new, |rule| inert(&rule.confidence)),
        inert(&result.rule_id),
        rule.map_or_else(String::new, |rule| joined(rule.class.iter().map(u32::to_string))),
        rule.map_or_else(String::new, |rule| inert(&joined(rule.cwe.iter().cloned()))),
        place.map_or_else(String::new, |place| inert(uri::to_path(&place.artifact_location.uri).as_str())),
        region.map_or_else(String::new, |region| region.start_line.to_string()),
        region.and_then(|region| region.start_column).map_or_else(String::new, |column| column.to_string()),
        inert(&result.message.text),
        if result.suppressions.is_empty() { "no" } else { "yes" }.to_owned(),
        inert(&result.partial_fingerprints.in_place),
    ]
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" ")
}
