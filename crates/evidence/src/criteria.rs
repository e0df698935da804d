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
    /// All that is asked, each with whether an inspection has it.
    pub fn judge(&self, inspection: &Inspection) -> Vec<(Demand, bool)> {
        self.demands.iter().map(|demand| (*demand, demand.is_met(inspection))).collect()
    }

    /// Whether an inspection that is no draft meets all that is asked.
    pub fn are_met(&self, inspection: &Inspection) -> bool {
        let has_all = self.demands.iter().all(|demand| demand.is_met(inspection));
        self.objection().is_none() && !inspection.is_draft() && has_all
    }

    /// Why nothing can be said in these terms, if nothing can: a name is no URI, no level is named, or nothing is asked.
    pub fn objection(&self) -> Option<String> {
        let names = [("verifier", &self.verifier), ("resource", &self.resource), ("policy", &self.policy)];
        if let Some((key, uri)) = names.into_iter().find(|(_, uri)| !is_uri(uri)) {
            return Some(format!("`{key}` is `{uri}`: a URI is expected, such as https://lab.example/{key}"));
        }
        if self.levels.is_empty() || !self.levels.iter().all(|level| is_word(level)) {
            let expected = "words such as LAB_INSPECTED are expected, for what a product has that passes";
            return Some(format!("`levels` is {:?}: {expected}", self.levels));
        }
        self.demands.is_empty().then(|| "`demand` asks for nothing, so that everything would pass".to_owned())
    }
}

/// A scheme, a colon, and something behind it that needs no escape (RFC 3986, section 3).
fn is_uri(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte);
    text.split_once(':')
        .is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty() && rest.bytes().all(is_plain))
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}
