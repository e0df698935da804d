use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::{Components, Trend};
use crate::{BaselineState, Finding, OldFinding, RuleId, RuleInfo, Severity};

/// Findings by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrendCounts {
    /// Never there before.
    pub new: u64,
    /// Gone, and there again.
    pub returned: u64,
    /// There before, at the same path.
    pub unchanged: u64,
    /// There before, under another path.
    pub moved: u64,
    /// Gone although rule and file took part.
    pub fixed: u64,
    /// Gone or not.
    pub not_comparable: u64,
}

impl TrendCounts {
    /// There before, moved ones included.
    pub fn persisting(&self) -> u64 {
        self.unchanged + self.moved
    }

    fn add(&mut self, state: Option<BaselineState>) {
        let count = match state {
            Some(BaselineState::New) => &mut self.new,
            Some(BaselineState::Returned) => &mut self.returned,
            Some(BaselineState::Unchanged) => &mut self.unchanged,
            Some(BaselineState::Updated) => &mut self.moved,
            Some(BaselineState::Absent) | None => return,
        };
        count.add_assign(1);
    }
}

/// Over all findings.
pub fn in_all(trend: &Trend, findings: &[Finding]) -> TrendCounts {
    counts(trend, findings, |_| vec![()], |_| vec![()]).remove(&()).unwrap_or_default()
}

/// By severity.
pub fn by_severity(trend: &Trend, findings: &[Finding]) -> BTreeMap<Severity, TrendCounts> {
    counts(trend, findings, |now| vec![now.severity], |old| vec![old.severity])
}

/// By class of the catalogue; a finding that is of several counts in each, one that is of none under none.
pub fn by_class(trend: &Trend, findings: &[Finding], rules: &[RuleInfo]) -> BTreeMap<Option<u8>, TrendCounts> {
    let classes: BTreeMap<&RuleId, &[u8]> = rules.iter().map(|rule| (&rule.id, rule.class.as_slice())).collect();
    let all = |class: &[u8]| if class.is_empty() { vec![None] } else { class.iter().copied().map(Some).collect() };
    let now = |finding: &Finding| all(classes.get(&finding.rule).copied().unwrap_or_default());
    counts(trend, findings, now, |old| all(&old.class))
}

/// By component of the drop.
pub fn by_component(trend: &Trend, findings: &[Finding], components: &Components) -> BTreeMap<String, TrendCounts> {
    let now = |finding: &Finding| vec![components.name(&finding.location.path)];
    counts(trend, findings, now, |old| vec![components.name(&old.path)])
}

fn counts<K: Ord>(
    trend: &Trend,
    findings: &[Finding],
    of_now: impl Fn(&Finding) -> Vec<K>,
    of_old: impl Fn(&OldFinding) -> Vec<K>,
) -> BTreeMap<K, TrendCounts> {
    let mut counts: BTreeMap<K, TrendCounts> = BTreeMap::new();
    for finding in findings {
        of_now(finding).into_iter().for_each(|key| counts.entry(key).or_default().add(finding.state));
    }
    for old in &trend.fixed {
        of_old(old).into_iter().for_each(|key| counts.entry(key).or_default().fixed += 1);
    }
    for (old, _) in &trend.not_comparable {
        of_old(old).into_iter().for_each(|key| counts.entry(key).or_default().not_comparable += 1);
    }
    counts
}
