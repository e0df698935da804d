use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use banbury_evidence::{
    EarlierRelease, Inspection, OldFinding, OldInspection, RuleId, RuleInfo, RulesRun, compare_with_earlier,
};

use crate::bundle;

/// The inspections of earlier bundles.
pub fn read_all<'a>(bundles: impl IntoIterator<Item = &'a PathBuf>) -> Result<Vec<OldInspection>> {
    bundles.into_iter().map(|bundle| read(bundle)).collect()
}

fn read(path: &Path) -> Result<OldInspection> {
    let inspection = bundle::read(path)?;
    let release = inspection.case.as_ref().map(|case| case.release.clone());
    Ok(of(inspection, release))
}

/// An inspection of this `release` as a later one needs it. What it could not compare with its own predecessors is still open.
pub fn of(inspection: Inspection, release: Option<String>) -> OldInspection {
    let rules: BTreeMap<&RuleId, &RuleInfo> = inspection.rules.iter().map(|rule| (&rule.id, rule)).collect();
    let found = inspection.findings.iter().map(|it| OldFinding::of(it, rules.get(&it.rule).copied()));
    let open = inspection.trend.iter().flat_map(|trend| &trend.not_comparable).map(|(old, _)| old.clone());
    OldInspection {
        release: EarlierRelease { release, drop: inspection.manifest.digest() },
        findings: found.chain(open).collect(),
        rules: rules_run(&inspection),
        coverage: inspection.coverage,
    }
}

/// Marks the findings of `inspection` against `earlier` ones, from the oldest to the newest.
pub fn compare(inspection: &mut Inspection, earlier: &[OldInspection]) {
    let rules = rules_run(inspection);
    inspection.trend = Some(compare_with_earlier(earlier, &mut inspection.findings, &inspection.coverage, &rules));
}

fn rules_run(inspection: &Inspection) -> RulesRun {
    inspection.rules.iter().map(|rule| (rule.id.clone(), rule.sha256)).collect()
}
