//! inspection.json: of an inspection what no other file of the bundle holds exactly. Strings are those of the inspection, where
//! findings.sarif has what may be shown of them.

mod case;
mod criteria;
mod finding;
mod requirement;
mod rule;
mod trend;

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::case::{CaseV1, MarkingV1, ToolV1};
pub use self::criteria::{DemandsV1, ToleratedV1};
use self::finding::FindingV1;
use self::requirement::RequirementDocumentV1;
use self::rule::{LimitV1, RuleV1, RulesetV1};
use self::trend::TrendV1;
use super::{BadForm, check_schema};
use crate::{
    CaseFacts, Digest, Finding, Inspection, Limit, Marking, RequirementDocument, RuleInfo, RulesetDigest, ToolIdentity,
    Trend,
};

const SCHEMA: &str = "banbury.inspection/v1";

/// inspection.json.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Inspection`")]
pub struct InspectionV1<'a> {
    pub schema: String,
    /// The drop's digest: which manifest.json this goes with.
    pub drop: Digest,
    tool: ToolV1,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<CaseV1>,
    marking: MarkingV1,
    rulesets: Vec<RulesetV1>,
    rules: Vec<RuleV1>,
    limits: Vec<LimitV1>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    requirements: Vec<RequirementDocumentV1>,
    #[serde(serialize_with = "one_by_one", deserialize_with = "all")]
    findings: Cow<'a, [Finding]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trend: Option<TrendV1>,
    /// Functions of which functions.csv does not show file and name as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<ExactFunctionV1>,
    /// What the build printed, in Base64 (RFC 4648, section 4), where build.log does not show it as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_log: Option<String>,
}

/// File and name of one function.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `FunctionRecord`")]
pub struct ExactFunctionV1 {
    /// Which line of functions.csv, from 0, the heading left out.
    pub index: usize,
    pub file: String,
    pub name: String,
}

impl<'a> InspectionV1<'a> {
    /// The wire form of `inspection`, with nothing of the functions and the build.
    pub fn new(inspection: &'a Inspection) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            drop: inspection.manifest.digest(),
            tool: ToolV1::from(&inspection.tool),
            case: inspection.case.as_ref().map(CaseV1::from),
            marking: MarkingV1::from(&inspection.marking),
            rulesets: inspection.rulesets.iter().map(RulesetV1::from).collect(),
            rules: inspection.rules.iter().map(RuleV1::from).collect(),
            limits: inspection.limits.iter().map(LimitV1::from).collect(),
            requirements: inspection.requirements.iter().map(RequirementDocumentV1::from).collect(),
            findings: Cow::Borrowed(&inspection.findings),
            trend: inspection.trend.as_ref().map(TrendV1::from),
            functions: Vec::new(),
            build_log: None,
        }
    }
}

/// The parts of an inspection that inspection.json alone holds.
#[allow(missing_docs, reason = "see `Inspection`")]
pub struct InspectionParts {
    pub tool: ToolIdentity,
    pub case: Option<CaseFacts>,
    pub marking: Marking,
    pub rulesets: Vec<RulesetDigest>,
    pub rules: Vec<RuleInfo>,
    pub limits: Vec<Limit>,
    pub requirements: Vec<RequirementDocument>,
    pub findings: Vec<Finding>,
    pub trend: Option<Trend>,
}

impl TryFrom<InspectionV1<'_>> for InspectionParts {
    type Error = BadForm;

    fn try_from(wire: InspectionV1<'_>) -> Result<Self, BadForm> {
        check_schema(&wire.schema, SCHEMA)?;
        Ok(Self {
            tool: wire.tool.into(),
            case: wire.case.map(CaseFacts::from),
            marking: wire.marking.into(),
            rulesets: wire.rulesets.into_iter().map(RulesetDigest::from).collect(),
            rules: wire.rules.into_iter().map(RuleInfo::from).collect(),
            limits: wire.limits.into_iter().map(Limit::from).collect(),
            requirements: wire.requirements.into_iter().map(RequirementDocument::try_from).collect::<Result<_, _>>()?,
            findings: wire.findings.into_owned(),
            trend: wire.trend.map(Trend::from),
        })
    }
}

/// Each finding takes its wire form when it is written, since together they would take the memory of all once more.
fn one_by_one<S: Serializer>(findings: &[Finding], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(findings.iter().map(FindingV1::from))
}

fn all<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'static, [Finding]>, D::Error> {
    let wire = Vec::<FindingV1>::deserialize(deserializer)?;
    let findings = wire.into_iter().map(Finding::try_from).collect::<Result<Vec<_>, _>>();
    findings.map(Cow::Owned).map_err(serde::de::Error::custom)
}
