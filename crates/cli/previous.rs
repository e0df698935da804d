use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use banbury_evidence::{Inspection, OldFinding, OldInspection, RulesRun, compare_with_baseline};
use banbury_report::read_sarif;

/// The findings of an earlier bundle.
pub fn read(bundle: &Path) -> Result<OldInspection> {
    let path = bundle.join("findings.sarif");
    let bytes = fs::read(&path).with_context(|| format!("{} cannot be read: is this a bundle?", path.display()))?;
    read_sarif(&bytes).with_context(|| format!("{}", path.display()))
}

/// The findings of an inspection that was made just now, as an earlier one.
pub fn of(inspection: &Inspection) -> OldInspection {
    let old = |finding: &banbury_evidence::Finding| OldFinding {
        path: finding.location.path.clone(),
        line: finding.location.start.line,
        rule: finding.rule.clone(),
        severity: finding.severity,
        message: finding.message.clone(),
        in_place: finding.fingerprints.in_place.clone(),
        moved: finding.fingerprints.moved.clone(),
    };
    OldInspection { findings: inspection.findings.iter().map(old).collect(), rules: rules_run(inspection) }
}

/// Marks the findings of `inspection` against `old`.
pub fn compare(inspection: &mut Inspection, old: &OldInspection) {
    let rules = rules_run(inspection);
    inspection.trend = Some(compare_with_baseline(old, &mut inspection.findings, &inspection.coverage, &rules));
}

fn rules_run(inspection: &Inspection) -> RulesRun {
    inspection.rules.iter().map(|rule| (rule.id.clone(), rule.sha256)).collect()
}
