use serde::{Deserialize, Serialize};

use crate::{Digest, DropPath, EarlierRelease, OldFinding, RuleId, Severity, Trend};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TrendV1 {
    earlier: Vec<EarlierV1>,
    new: u64,
    of_new_rules: u64,
    returned: u64,
    persisting: u64,
    fixed: Vec<OldFindingV1>,
    not_comparable: Vec<NotComparableV1>,
}

#[derive(Debug, Serialize, Deserialize)]
struct EarlierV1 {
    release: Option<String>,
    drop: Digest,
}

#[derive(Debug, Serialize, Deserialize)]
struct NotComparableV1 {
    finding: OldFindingV1,
    reason: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct OldFindingV1 {
    path: DropPath,
    line: u32,
    rule: RuleId,
    class: Vec<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule_text: Option<Digest>,
    severity: Severity,
    message: String,
    in_place: String,
    moved: String,
    similar: String,
}

impl From<&Trend> for TrendV1 {
    fn from(trend: &Trend) -> Self {
        let Trend { earlier, new, of_new_rules, returned, persisting, fixed, not_comparable } = trend.clone();
        Self {
            earlier: earlier.into_iter().map(|EarlierRelease { release, drop }| EarlierV1 { release, drop }).collect(),
            new,
            of_new_rules,
            returned,
            persisting,
            fixed: fixed.into_iter().map(OldFindingV1::from).collect(),
            not_comparable: not_comparable
                .into_iter()
                .map(|(finding, reason)| NotComparableV1 { finding: finding.into(), reason })
                .collect(),
        }
    }
}

impl From<TrendV1> for Trend {
    fn from(wire: TrendV1) -> Self {
        let TrendV1 { earlier, new, of_new_rules, returned, persisting, fixed, not_comparable } = wire;
        Self {
            earlier: earlier.into_iter().map(|EarlierV1 { release, drop }| EarlierRelease { release, drop }).collect(),
            new,
            of_new_rules,
            returned,
            persisting,
            fixed: fixed.into_iter().map(OldFinding::from).collect(),
            not_comparable: not_comparable
                .into_iter()
                .map(|NotComparableV1 { finding, reason }| (finding.into(), reason))
                .collect(),
        }
    }
}

impl From<OldFinding> for OldFindingV1 {
    fn from(old: OldFinding) -> Self {
        let OldFinding { path, line, rule, class, rule_text, severity, message, in_place, moved, similar } = old;
        Self { path, line, rule, class, rule_text, severity, message, in_place, moved, similar }
    }
}

impl From<OldFindingV1> for OldFinding {
    fn from(wire: OldFindingV1) -> Self {
        let OldFindingV1 { path, line, rule, class, rule_text, severity, message, in_place, moved, similar } = wire;
        Self { path, line, rule, class, rule_text, severity, message, in_place, moved, similar }
    }
}
