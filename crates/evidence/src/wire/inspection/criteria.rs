use serde::{Deserialize, Serialize};

use crate::{Demand, Digest, PassCriteria, Severity, Tier};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PassV1 {
    verifier: String,
    resource: String,
    policy: String,
    case_file: Digest,
    levels: Vec<String>,
    demand: DemandsV1,
}

/// What is asked before a case passes, as inspection.json and case files have it. What is left out is not asked.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "see `Demand`")]
pub struct DemandsV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst_open_suspicion: Option<ToleratedV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst_open_hygiene: Option<ToleratedV1>,
    #[serde(skip_serializing_if = "is_false")]
    pub equivalent: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub all_inspected: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub all_rules_ran: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub no_open_question: bool,
}

/// How bad an open finding may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ToleratedV1 {
    None,
    #[serde(untagged)]
    UpTo(Severity),
}

// The form is serde's own.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(value: &bool) -> bool {
    !value
}

impl From<&[Demand]> for DemandsV1 {
    fn from(demands: &[Demand]) -> Self {
        let mut wire = Self::default();
        for demand in demands {
            match *demand {
                Demand::WorstOpen(Tier::Suspicion, tolerated) => wire.worst_open_suspicion = Some(tolerated.into()),
                Demand::WorstOpen(Tier::Hygiene, tolerated) => wire.worst_open_hygiene = Some(tolerated.into()),
                Demand::Equivalent => wire.equivalent = true,
                Demand::AllInspected => wire.all_inspected = true,
                Demand::AllRulesRan => wire.all_rules_ran = true,
                Demand::NoOpenQuestion => wire.no_open_question = true,
            }
        }
        wire
    }
}

impl From<DemandsV1> for Vec<Demand> {
    fn from(wire: DemandsV1) -> Self {
        let worst = |tier, tolerated: Option<ToleratedV1>| tolerated.map(|it| Demand::WorstOpen(tier, it.into()));
        let asked = |is_asked: bool, demand| is_asked.then_some(demand);
        [
            worst(Tier::Suspicion, wire.worst_open_suspicion),
            worst(Tier::Hygiene, wire.worst_open_hygiene),
            asked(wire.equivalent, Demand::Equivalent),
            asked(wire.all_inspected, Demand::AllInspected),
            asked(wire.all_rules_ran, Demand::AllRulesRan),
            asked(wire.no_open_question, Demand::NoOpenQuestion),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl From<Option<Severity>> for ToleratedV1 {
    fn from(tolerated: Option<Severity>) -> Self {
        tolerated.map_or(Self::None, Self::UpTo)
    }
}

impl From<ToleratedV1> for Option<Severity> {
    fn from(wire: ToleratedV1) -> Self {
        match wire {
            ToleratedV1::None => None,
            ToleratedV1::UpTo(severity) => Some(severity),
        }
    }
}

impl From<&PassCriteria> for PassV1 {
    fn from(criteria: &PassCriteria) -> Self {
        let PassCriteria { verifier, resource, policy, case_file, levels, demands } = criteria.clone();
        Self { verifier, resource, policy, case_file, levels, demand: DemandsV1::from(&*demands) }
    }
}

impl From<PassV1> for PassCriteria {
    fn from(wire: PassV1) -> Self {
        let PassV1 { verifier, resource, policy, case_file, levels, demand } = wire;
        Self { verifier, resource, policy, case_file, levels, demands: demand.into() }
    }
}
