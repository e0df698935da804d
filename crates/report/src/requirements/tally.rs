use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{
    Assessment, BaselineState, Check, Comparison, Coverage, DeterminismVerdict, EntryKind, Finding, Inspection,
    Manifest, RuleId, RuleInfo, Severity, SignatureCheck, Status, Tier, Trend, Verdict,
};

/// What came out of one check: how many of what, in an order fit for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Each with its name, in `snake_case`.
    Numbers(Vec<(&'static str, u64)>),
    /// The inspection did not do it.
    NotDone(NotDone),
}

/// Why a check was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotDone {
    NoRule,
    NoFamily,
    NothingRebuilt,
    NoKey,
    NoEarlierRelease,
}

impl NotDone {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::NoRule => "no rule of this class was in force",
            Self::NoFamily => "no family of this name was in force",
            Self::NothingRebuilt => "nothing was rebuilt",
            Self::NoKey => "no public key of the vendor was given",
            Self::NoEarlierRelease => "there was no earlier inspection to compare with",
        }
    }
}

/// What every check found out that some requirement names, each counted once.
#[derive(Clone, Debug, Default)]
pub(crate) struct CheckTallies(BTreeMap<Check, Outcome>);

impl CheckTallies {
    pub(crate) fn of(inspection: &Inspection) -> Self {
        let requirements = inspection.requirements.iter().flat_map(|document| &document.requirements);
        let named: BTreeSet<&Check> = requirements
            .filter_map(|requirement| match &requirement.assessment {
                Assessment::Evidence(checks) => Some(checks),
                Assessment::NotAssessable(_) => None,
            })
            .flatten()
            .collect();
        if named.is_empty() {
            return Self::default();
        }
        let rules = RuleTallies::of(inspection);
        Self(named.into_iter().map(|check| (check.clone(), outcome(check, inspection, &rules))).collect())
    }

    pub(crate) fn get(&self, check: &Check) -> Option<&Outcome> {
        self.0.get(check)
    }
}

fn outcome(check: &Check, inspection: &Inspection, rules: &RuleTallies<'_>) -> Outcome {
    let done = |numbers: Option<Vec<_>>, why| numbers.map_or(Outcome::NotDone(why), Outcome::Numbers);
    let comparison = inspection.comparison.as_ref();
    match check {
        Check::Class(number) => done(rules.of_class(*number), NotDone::NoRule),
        Check::Findings => Outcome::Numbers(rules.of_tiers()),
        Check::Census(family) => done(census(inspection, family), NotDone::NoFamily),
        Check::Metrics => Outcome::Numbers(metrics(inspection)),
        Check::Coverage => Outcome::Numbers(coverage(&inspection.coverage)),
        Check::Manifest => Outcome::Numbers(manifest(&inspection.manifest)),
        Check::BillOfFiles => Outcome::Numbers(vec![("components", files(&inspection.manifest))]),
        Check::Equivalence => done(comparison.map(equivalence), NotDone::NothingRebuilt),
        Check::Determinism => done(comparison.map(determinism), NotDone::NothingRebuilt),
        Check::Toolchain => done(comparison.map(toolchain), NotDone::NothingRebuilt),
        Check::Signature => signature(comparison),
        Check::Trend => {
            done(inspection.trend.as_ref().map(|it| trend(it, &inspection.findings)), NotDone::NoEarlierRelease)
        }
    }
}

/// Rules and findings by class and tier.
struct RuleTallies<'a> {
    rules: BTreeMap<&'a RuleId, &'a RuleInfo>,
    not_run: BTreeSet<&'a RuleId>,
    findings: BTreeMap<&'a RuleId, BTreeMap<Severity, u64>>,
}

impl<'a> RuleTallies<'a> {
    fn of(inspection: &'a Inspection) -> Self {
        let mut findings: BTreeMap<_, BTreeMap<_, u64>> = BTreeMap::new();
        for finding in &inspection.findings {
            *findings.entry(&finding.rule).or_default().entry(finding.severity).or_default() += 1;
        }
        Self {
            rules: inspection.rules.iter().map(|rule| (&rule.id, rule)).collect(),
            not_run: inspection.coverage.rules_not_run.iter().map(|rule| &rule.id).collect(),
            findings,
        }
    }

    fn of_class(&self, number: u8) -> Option<Vec<(&'static str, u64)>> {
        let rules: Vec<&RuleId> =
            self.rules.values().filter(|rule| rule.class.contains(&number)).map(|rule| &rule.id).collect();
        if rules.is_empty() {
            return None;
        }
        let of_severity =
            |severity| rules.iter().filter_map(|rule| self.findings.get(rule)?.get(&severity)).sum::<u64>();
        let severities = crate::tally::SEVERITIES.map(|severity| (severity.name(), of_severity(severity)));
        let mut numbers = vec![
            ("rules", rules.len() as u64),
            ("rules_not_run", rules.iter().filter(|rule| self.not_run.contains(*rule)).count() as u64),
            ("findings", severities.iter().map(|(_, count)| count).sum()),
        ];
        numbers.extend(severities);
        Some(numbers)
    }

    fn of_tiers(&self) -> Vec<(&'static str, u64)> {
        let of_tier = |tier: Tier| {
            let of_tier = |rule: &&RuleId| self.rules.get(*rule).is_some_and(|it| it.tier == tier);
            self.findings.iter().filter(|(rule, _)| of_tier(rule)).flat_map(|(_, counts)| counts.values()).sum()
        };
        vec![
            ("rules", self.rules.len() as u64),
            ("rules_not_run", self.not_run.len() as u64),
            ("suspicion", of_tier(Tier::Suspicion)),
            ("hygiene", of_tier(Tier::Hygiene)),
        ]
    }
}

fn census(inspection: &Inspection, family: &str) -> Option<Vec<(&'static str, u64)>> {
    let family = inspection.census.families.iter().find(|it| it.family == family)?;
    Some(vec![
        ("safe_functions", family.safe.functions),
        ("safe_calls", family.safe.calls),
        ("unsafe_functions", family.unsafe_.functions),
        ("unsafe_calls", family.unsafe_.calls),
    ])
}

fn metrics(inspection: &Inspection) -> Vec<(&'static str, u64)> {
    let lines = |of: fn(&banbury_evidence::LanguageMetrics) -> u64| inspection.metrics.languages.iter().map(of).sum();
    vec![
        ("functions", inspection.functions.len() as u64),
        ("lines", lines(|it| it.lines)),
        ("duplicated_lines", lines(|it| it.duplicated_lines)),
        ("commented_out_lines", lines(|it| it.commented_out_lines)),
    ]
}

fn coverage(coverage: &Coverage) -> Vec<(&'static str, u64)> {
    let of_status = |status| coverage.files.iter().filter(|file| file.status == status).count() as u64;
    let mut numbers: Vec<_> = Status::ALL.map(|status| (snake(status), of_status(status))).into();
    numbers.push(("uninspected", coverage.files.iter().filter(|file| file.is_uninspected()).count() as u64));
    numbers.push(("rules_not_run", coverage.rules_not_run.len() as u64));
    numbers
}

/// The status as the other numbers are named.
fn snake(status: Status) -> &'static str {
    if status == Status::TimedOut { "timed_out" } else { status.name() }
}

fn files(manifest: &Manifest) -> u64 {
    manifest.entries.iter().filter(|entry| matches!(entry.kind, EntryKind::File(_))).count() as u64
}

fn manifest(manifest: &Manifest) -> Vec<(&'static str, u64)> {
    vec![
        ("entries", manifest.entries.len() as u64),
        ("files", files(manifest)),
        ("anomalies", manifest.anomalies.len() as u64),
    ]
}

fn equivalence(comparison: &Comparison) -> Vec<(&'static str, u64)> {
    let of = |verdict: Verdict| comparison.artefacts.iter().filter(|it| it.verdict == verdict).count() as u64;
    vec![
        ("identical", of(Verdict::Identical)),
        ("equivalent", of(Verdict::Equivalent)),
        ("differs_explained", of(Verdict::DiffersExplained)),
        ("differs_unexplained", of(Verdict::DiffersUnexplained)),
        ("not_built", of(Verdict::NotBuilt)),
        ("inconclusive", of(Verdict::Inconclusive)),
        ("only_in_shipped", of(Verdict::OnlyInShipped)),
        ("only_in_rebuilt", of(Verdict::OnlyInRebuilt)),
    ]
}

fn determinism(comparison: &Comparison) -> Vec<(&'static str, u64)> {
    let of = |verdict| comparison.determinism.iter().filter(|it| it.verdict == verdict).count() as u64;
    vec![
        ("deterministic", of(DeterminismVerdict::Deterministic)),
        ("varies", of(DeterminismVerdict::Varies)),
        ("not_judged", of(DeterminismVerdict::NotJudged)),
    ]
}

fn toolchain(comparison: &Comparison) -> Vec<(&'static str, u64)> {
    let tools = &comparison.toolchain;
    let as_declared = tools.iter().filter(|tool| tool.is_as_declared()).count() as u64;
    let absent = tools.iter().filter(|tool| tool.installed.is_none()).count() as u64;
    vec![
        ("as_declared", as_declared),
        ("other_version", tools.len() as u64 - as_declared - absent),
        ("not_installed", absent),
    ]
}

fn signature(comparison: Option<&Comparison>) -> Outcome {
    let Some(comparison) = comparison else { return Outcome::NotDone(NotDone::NothingRebuilt) };
    let checked: Vec<&SignatureCheck> = comparison.artefacts.iter().filter_map(|it| it.signature.as_ref()).collect();
    if checked.is_empty() {
        return Outcome::NotDone(NotDone::NoKey);
    }
    let holding = checked.iter().filter(|it| it.holds).count() as u64;
    Outcome::Numbers(vec![("hold", holding), ("do_not_hold", checked.len() as u64 - holding)])
}

fn trend(trend: &Trend, findings: &[Finding]) -> Vec<(&'static str, u64)> {
    let of = |state| findings.iter().filter(|finding| finding.state == Some(state)).count() as u64;
    vec![
        ("new", of(BaselineState::New)),
        ("returned", of(BaselineState::Returned)),
        ("unchanged", of(BaselineState::Unchanged)),
        ("updated", of(BaselineState::Updated)),
        ("fixed", trend.fixed.len() as u64),
        ("not_comparable", trend.not_comparable.len() as u64),
    ]
}
