use std::collections::BTreeMap;

use super::Trend;
use crate::{BaselineState, Finding, OldFinding, RuleId};

/// A construct that is gone in some places, and still there in others that had it before: the places were mended, perhaps, that
/// somebody pointed at.
#[derive(Clone, Debug)]
pub struct PointFix<'a> {
    /// Where it is gone.
    pub fixed: Vec<&'a OldFinding>,
    /// Where it is still: the same rule, and the same text but for white space. Never empty.
    pub remaining: Vec<&'a Finding>,
}

/// The point fixes of a trend, the most severe first. Those of `findings` that are new are left out: what was renamed is not mended.
pub fn point_fixes<'a>(trend: &'a Trend, findings: &'a [Finding]) -> Vec<PointFix<'a>> {
    let mut by_construct: BTreeMap<(&RuleId, &str), PointFix<'a>> = BTreeMap::new();
    // Bundles of before there was such a fingerprint have an empty one.
    for old in trend.fixed.iter().filter(|old| !old.similar.is_empty()) {
        let none = || PointFix { fixed: Vec::new(), remaining: Vec::new() };
        by_construct.entry((&old.rule, &old.similar)).or_insert_with(none).fixed.push(old);
    }
    for finding in findings {
        if !matches!(finding.state, Some(BaselineState::Unchanged | BaselineState::Updated)) {
            continue;
        }
        if let Some(fix) = by_construct.get_mut(&(&finding.rule, finding.fingerprints.similar.as_str())) {
            fix.remaining.push(finding);
        }
    }
    let mut fixes: Vec<PointFix<'a>> = by_construct.into_values().filter(|fix| !fix.remaining.is_empty()).collect();
    let severity = |fix: &PointFix<'_>| fix.remaining.iter().map(|finding| finding.severity).max();
    fixes.sort_by(|a, b| severity(b).cmp(&severity(a)).then_with(|| a.fixed.cmp(&b.fixed)));
    fixes
}
