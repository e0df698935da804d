use serde::{Deserialize, Serialize};

use super::criteria::PassV1;
use crate::{CaseFacts, Date, Marking, PassCriteria, ReportLanguage, ToolIdentity};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ToolV1 {
    name: String,
    version: String,
}

impl From<&ToolIdentity> for ToolV1 {
    fn from(tool: &ToolIdentity) -> Self {
        let ToolIdentity { name, version } = tool.clone();
        Self { name, version }
    }
}

impl From<ToolV1> for ToolIdentity {
    fn from(wire: ToolV1) -> Self {
        let ToolV1 { name, version } = wire;
        Self { name, version }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CaseV1 {
    id: String,
    product: String,
    vendor: String,
    release: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    previous_release: Option<String>,
    evaluator: String,
    assurance_statement: String,
    scope: String,
    conclusions: String,
    #[serde(default)]
    language: ReportLanguage,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    protected: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pass: Option<PassV1>,
}

impl From<&CaseFacts> for CaseV1 {
    fn from(case: &CaseFacts) -> Self {
        let CaseFacts {
            id,
            product,
            vendor,
            release,
            previous_release,
            evaluator,
            assurance_statement,
            scope,
            conclusions,
            date,
            language,
            protected,
            pass,
        } = case.clone();
        Self {
            id,
            product,
            vendor,
            release,
            previous_release,
            evaluator,
            assurance_statement,
            scope,
            conclusions,
            date,
            language,
            protected,
            pass: pass.as_ref().map(PassV1::from),
        }
    }
}

impl From<CaseV1> for CaseFacts {
    fn from(wire: CaseV1) -> Self {
        let CaseV1 {
            id,
            product,
            vendor,
            release,
            previous_release,
            evaluator,
            assurance_statement,
            scope,
            conclusions,
            date,
            language,
            protected,
            pass,
        } = wire;
        Self {
            id,
            product,
            vendor,
            release,
            previous_release,
            evaluator,
            assurance_statement,
            scope,
            conclusions,
            date,
            language,
            protected,
            pass: pass.map(PassCriteria::from),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MarkingV1 {
    text: Option<String>,
    demonstration: bool,
}

impl From<&Marking> for MarkingV1 {
    fn from(marking: &Marking) -> Self {
        let Marking { text, demonstration } = marking.clone();
        Self { text, demonstration }
    }
}

impl From<MarkingV1> for Marking {
    fn from(wire: MarkingV1) -> Self {
        let MarkingV1 { text, demonstration } = wire;
        Self { text, demonstration }
    }
}
