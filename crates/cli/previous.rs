use std::path::Path;

use anyhow::Result;
use banbury_evidence::{Inspection, OldFinding, OldInspection, RulesRun, compare_with_baseline};

use crate::bundle;

/// The findings of an earlier bundle.
pub fn read(path: &Path) -> Result<OldInspection> {
    Ok(of(&bundle::read(path)?))
}

/// The findings of an earlier inspection. Those of its own predecessor that it could not compare are still open.
pub fn of(inspection: &Inspection) -> OldInspection {
    let found = inspection.findings.iter().map(OldFinding::from);
    let open = inspection.trend.iter().flat_map(|trend| &trend.not_comparable).map(|(old, _)| old.clone());
    OldInspection { findings: found.chain(open).collect(), rules: rules_run(inspection) }
}

/// Marks the findings of `inspection` against `old`.
pub fn compare(inspection: &mut Inspection, old: &OldInspection) {
    let rules = rules_run(inspection);
    inspection.findings.iter_mut().for_each(|finding| finding.state = None);
    inspection.trend = Some(compare_with_baseline(old, &mut inspection.findings, &inspection.coverage, &rules));
}

fn rules_run(inspection: &Inspection) -> RulesRun {
    inspection.rules.iter().map(|rule| (rule.id.clone(), rule.sha256)).collect()
}
