use serde::{Deserialize, Serialize};

use super::rule::RulesetV1;
use crate::wire::BadForm;
use crate::{Assessment, Check, Requirement, RequirementDocument, Words};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RequirementDocumentV1 {
    id: String,
    title: String,
    edition: String,
    date: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left_out: Option<WordsV1>,
    requirements: Vec<RequirementV1>,
    file: RulesetV1,
}

#[derive(Debug, Serialize, Deserialize)]
struct RequirementV1 {
    number: String,
    about: WordsV1,
    #[serde(flatten)]
    assessment: AssessmentV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AssessmentV1 {
    Evidence(Vec<String>),
    NotAssessable(WordsV1),
}

#[derive(Debug, Serialize, Deserialize)]
struct WordsV1 {
    en: String,
    de: String,
}

impl From<&RequirementDocument> for RequirementDocumentV1 {
    fn from(document: &RequirementDocument) -> Self {
        let RequirementDocument { id, title, edition, date, left_out, requirements, file } = document.clone();
        let requirements = requirements.into_iter().map(|Requirement { number, about, assessment }| RequirementV1 {
            number,
            about: about.into(),
            assessment: match assessment {
                Assessment::Evidence(checks) => AssessmentV1::Evidence(checks.iter().map(Check::to_string).collect()),
                Assessment::NotAssessable(reason) => AssessmentV1::NotAssessable(reason.into()),
            },
        });
        Self {
            id,
            title,
            edition,
            date,
            left_out: left_out.map(WordsV1::from),
            requirements: requirements.collect(),
            file: RulesetV1::from(&file),
        }
    }
}

impl TryFrom<RequirementDocumentV1> for RequirementDocument {
    type Error = BadForm;

    fn try_from(wire: RequirementDocumentV1) -> Result<Self, BadForm> {
        let RequirementDocumentV1 { id, title, edition, date, left_out, requirements, file } = wire;
        Ok(Self {
            id,
            title,
            edition,
            date,
            left_out: left_out.map(Words::from),
            requirements: requirements.into_iter().map(Requirement::try_from).collect::<Result<_, _>>()?,
            file: file.into(),
        })
    }
}

impl TryFrom<RequirementV1> for Requirement {
    type Error = BadForm;

    fn try_from(wire: RequirementV1) -> Result<Self, BadForm> {
        let assessment = match wire.assessment {
            AssessmentV1::Evidence(checks) => {
                let checks = checks.iter().map(|name| name.parse().map_err(|error| BadForm(format!("{error}"))));
                Assessment::Evidence(checks.collect::<Result<_, _>>()?)
            }
            AssessmentV1::NotAssessable(reason) => Assessment::NotAssessable(reason.into()),
        };
        Ok(Self { number: wire.number, about: wire.about.into(), assessment })
    }
}

impl From<Words> for WordsV1 {
    fn from(Words { en, de }: Words) -> Self {
        Self { en, de }
    }
}

impl From<WordsV1> for Words {
    fn from(WordsV1 { en, de }: WordsV1) -> Self {
        Self { en, de }
    }
}
