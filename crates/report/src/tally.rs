use std::collections::BTreeMap;

use banbury_evidence::{DropPath, FileCoverage, Finding, Language, RuleId, RuleInfo, Severity, Status, Tier, Verdict};

use crate::visible::Shown;

/// From the most severe to the least.
pub(crate) const SEVERITIES: [Severity; 5] =
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

/// The sums that several views show.
pub(crate) struct Tally<'a> {
    /// Rules by id.
    pub(crate) rules: BTreeMap<&'a RuleId, &'a RuleInfo>,
    /// The languages of files, as far as they have one.
    pub(crate) languages: BTreeMap<&'a DropPath, Language>,
    /// Findings that a person should look at, the most severe first, otherwise in the inspection's order.
    pub(crate) suspicion: Vec<&'a Finding>,
    /// Findings that are counted, in the inspection's order.
    pub(crate) hygiene: Vec<&'a Finding>,
    /// Files by status.
    pub(crate) by_status: BTreeMap<Status, u64>,
    /// Files that the bench was unable to look at.
    pub(crate) uninspected: Vec<&'a FileCoverage>,
    /// Artefacts by verdict; empty if nothing was compared.
    pub(crate) by_verdict: BTreeMap<Verdict, u64>,
}

impl<'a> Tally<'a> {
    pub(crate) fn of(shown: &'a Shown) -> Self {
        let inspection = &shown.inspection;
        let rules: BTreeMap<_, _> = inspection.rules.iter().map(|rule| (&rule.id, rule)).collect();
        // A finding whose rule is not listed is shown in full rather than only counted.
        let is_hygiene = |finding: &&Finding| rules.get(&finding.rule).is_some_and(|rule| rule.tier == Tier::Hygiene);
        let (hygiene, mut suspicion): (Vec<_>, Vec<_>) = inspection.findings.iter().partition(is_hygiene);
        suspicion.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let mut by_status = BTreeMap::new();
        for file in &inspection.coverage.files {
            *by_status.entry(file.status).or_default() += 1;
        }
        let mut by_verdict = BTreeMap::new();
        for artefact in inspection.comparison.iter().flat_map(|comparison| &comparison.artefacts) {
            *by_verdict.entry(artefact.verdict).or_default() += 1;
        }
        let uninspected = inspection.coverage.files.iter().filter(|file| file.is_uninspected()).collect();
        let of_file = |file: &'a FileCoverage| file.language.map(|language| (&file.path, language));
        let languages = inspection.coverage.files.iter().filter_map(of_file).collect();
        Self { rules, languages, suspicion, hygiene, by_status, uninspected, by_verdict }
    }

    /// Whether findings of this rule are looked at one by one: those of a rule that is not listed are.
    pub(crate) fn is_suspicion(&self, rule: &RuleId) -> bool {
        self.rules.get(rule).is_none_or(|rule| rule.tier == Tier::Suspicion)
    }
}

/// How many of `findings` have `severity`.
pub(crate) fn count(findings: &[&Finding], severity: Severity) -> u64 {
    findings.iter().filter(|finding| finding.severity == severity).count() as u64
}
