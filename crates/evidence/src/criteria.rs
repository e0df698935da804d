use std::collections::BTreeMap;

use crate::{Digest, Inspection, RuleId, Severity, Tier};

/// When a case passes, in the evaluator's own terms: what a verification summary (SLSA VSA) rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassCriteria {
    /// Who verifies, as a URI.
    pub verifier: String,
    /// What is verified, as a URI: the name under which others know the product.
    pub resource: String,
    /// These criteria, as a URI.
    pub policy: String,
    /// SHA-256 of the case file, in which the criteria stand.
    pub case_file: Digest,
    /// What a product has that meets them, in the lab's words.
    pub levels: Vec<String>,
    /// All that is asked; never empty.
    pub demands: Vec<Demand>,
}

/// One thing that is asked of an inspection before the case passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// No finding of the tier is open and worse than this; without a severity, none is open at all. A finding is open until
    /// two people have taken it off the list.
    WorstOpen(Tier, Option<Severity>),
    /// There was a rebuild in a sandbox, and every shipped artefact comes from the source.
    Equivalent,
    /// Every file that should be inspected was.
    AllInspected,
    /// Every rule ran, and to its end.
    AllRulesRan,
    /// The vendor has answered every question.
    NoOpenQuestion,
}

impl Demand {
    /// Whether an inspection has what is asked.
    pub fn is_met(self, inspection: &Inspection) -> bool {
        match self {
            Self::WorstOpen(tier, tolerated) => {
                let tiers: BTreeMap<&RuleId, Tier> =
                    inspection.rules.iter().map(|rule| (&rule.id, rule.tier)).collect();
                // What no rule accounts for counts as the worse of the two tiers.
                let tier_of = |rule| tiers.get(rule).copied().unwrap_or(Tier::Suspicion);
                let mut open = inspection.findings.iter().filter(|finding| {
                    tier_of(&finding.rule) == tier && !inspection.triage.is_off_the_list(&finding.fingerprints.in_place)
                });
                !open.any(|finding| tolerated.is_none_or(|tolerated| finding.severity > tolerated))
            }
            Self::Equivalent => inspection.comparison.as_ref().is_some_and(|comparison| {
                comparison.holds() && !comparison.unconfined && !comparison.artefacts.is_empty()
            }),
            Self::AllInspected => !inspection.coverage.has_uninspected(),
            Self::AllRulesRan => inspection.coverage.rules_not_run.is_empty(),
            Self::NoOpenQuestion => !inspection.triage.questions.iter().any(|question| question.is_open()),
        }
    }
}

impl PassCriteria {
    /// Whether an inspection that is no draft meets all that is asked.
    pub fn are_met(&self, inspection: &Inspection) -> bool {
        !inspection.is_draft()
            && !self.demands.is_empty()
            && self.demands.iter().all(|demand| demand.is_met(inspection))
    }
}
