use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{BaselineState, Demand, Finding, Inspection, OldFinding, RuleId, Severity, Tier, Trend};

use super::Edition;

/// The fewest digits of a fingerprint that name a finding.
const FEWEST_DIGITS: usize = 8;

/// How many protected findings a redacted edition leaves out, by tier and severity: all that it says of them.
pub(crate) type Withheld = BTreeMap<(Tier, Severity), u64>;

/// What every edition says of the whole inspection, whatever it leaves out.
pub(crate) struct Whole {
    pub(crate) withheld: Withheld,
    /// What the case demands before it passes, and whether that is met: a protected finding is open all the same.
    pub(crate) demands: Vec<(Demand, bool)>,
    /// Whether the case passes.
    pub(crate) passes: bool,
}

/// An inspection as an edition may tell of it, and what is said of the whole.
pub(crate) fn told_in(inspection: &Inspection, edition: Edition) -> (Cow<'_, Inspection>, Whole) {
    let criteria = inspection.case.as_ref().and_then(|case| case.pass.as_ref());
    let demands = criteria.map_or_else(Vec::new, |criteria| criteria.judge(inspection));
    let passes = criteria.is_some_and(|criteria| criteria.are_met(inspection));
    let (told, withheld) = match edition.redacted {
        true => withhold(inspection),
        false => (Cow::Borrowed(inspection), Withheld::new()),
    };
    (told, Whole { withheld, demands, passes })
}

/// What a case protects: rules, and findings by the fingerprint in place or eight or more digits with which it begins.
struct Protected<'a>(Vec<&'a str>);

impl<'a> Protected<'a> {
    fn of(inspection: &'a Inspection) -> Self {
        Self(inspection.case.iter().flat_map(|case| &case.protected).map(String::as_str).collect())
    }

    fn covers(&self, rule: &str, in_place: &str) -> bool {
        let begins = |name: &&&str| name.len() >= FEWEST_DIGITS && in_place.starts_with(&name.to_ascii_lowercase());
        self.0.contains(&rule) || self.0.iter().any(|name| begins(&name))
    }
}

/// The names under `[redaction]` that protect nothing: no rule that ran, and the beginning of no finding's fingerprint, now or
/// in an earlier release. Whoever wrote one meant something that would be published.
pub fn unknown_protected(inspection: &Inspection) -> Vec<&str> {
    let old = inspection.trend.iter().flat_map(all_old);
    let old: Vec<(&str, &str)> = old.map(|old| (old.rule.0.as_str(), old.in_place.as_str())).collect();
    let now = inspection.findings.iter().map(|it| (it.rule.0.as_str(), it.fingerprints.in_place.as_str()));
    let all: Vec<(&str, &str)> = now.chain(old).collect();
    let names = inspection.case.iter().flat_map(|case| &case.protected).map(String::as_str);
    let is_unknown = |name: &&str| {
        let protected = Protected(vec![name]);
        !inspection.rules.iter().any(|rule| rule.id.0 == *name)
            && !all.iter().any(|(rule, in_place)| protected.covers(rule, in_place))
    };
    names.filter(is_unknown).collect()
}

fn all_old(trend: &Trend) -> impl Iterator<Item = &OldFinding> {
    trend.fixed.iter().chain(trend.not_comparable.iter().map(|(old, _)| old))
}

/// An inspection without its protected findings and whatever else tells of them: decisions, questions, the findings of earlier
/// releases, and what is odd about the drop or redefined in the same places. No number of what is left counts them.
fn withhold(inspection: &Inspection) -> (Cow<'_, Inspection>, Withheld) {
    let protected = Protected::of(inspection);
    if protected.0.is_empty() {
        return (Cow::Borrowed(inspection), Withheld::default());
    }
    let mut told = inspection.clone();
    let tiers: BTreeMap<&RuleId, Tier> = inspection.rules.iter().map(|rule| (&rule.id, rule.tier)).collect();
    let is_withheld = |finding: &Finding| protected.covers(&finding.rule.0, &finding.fingerprints.in_place);
    let withheld: Vec<&Finding> = inspection.findings.iter().filter(|finding| is_withheld(finding)).collect();
    let mut counts = Withheld::new();
    for finding in &withheld {
        let tier = tiers.get(&finding.rule).copied().unwrap_or(Tier::Suspicion);
        *counts.entry((tier, finding.severity)).or_default() += 1;
    }
    told.findings.retain(|finding| !is_withheld(finding));
    if let Some(trend) = &mut told.trend {
        forget(trend, &withheld, &protected);
    }
    let names: BTreeSet<&str> = withheld.iter().map(|it| it.fingerprints.in_place.as_str()).collect();
    told.triage.findings.retain(|in_place, _| !names.contains(in_place.as_str()));
    for question in &mut told.triage.questions {
        question.findings.retain(|in_place| !names.contains(in_place.as_str()));
    }
    told.triage.questions.retain(|question| !question.findings.is_empty());
    let places: BTreeSet<(&str, u32)> =
        withheld.iter().map(|it| (it.location.path.as_str(), it.location.start.line)).collect();
    let of_rule: BTreeSet<(&str, &str)> =
        withheld.iter().map(|it| (it.rule.0.as_str(), it.location.path.as_str())).collect();
    told.manifest.anomalies.retain(|it| !of_rule.contains(&(it.kind.name(), it.path.as_str())));
    told.census.redefinitions.retain(|it| !places.contains(&(it.path.as_str(), it.line)));
    (Cow::Owned(told), counts)
}

fn forget(trend: &mut Trend, withheld: &[&Finding], protected: &Protected<'_>) {
    for finding in withheld {
        let count = match finding.state {
            Some(BaselineState::New) => &mut trend.new,
            Some(BaselineState::Returned) => &mut trend.returned,
            Some(BaselineState::Unchanged | BaselineState::Updated) => &mut trend.persisting,
            Some(BaselineState::Absent) | None => continue,
        };
        *count = count.saturating_sub(1);
    }
    trend.fixed.retain(|old| !protected.covers(&old.rule.0, &old.in_place));
    trend.not_comparable.retain(|(old, _)| !protected.covers(&old.rule.0, &old.in_place));
}
