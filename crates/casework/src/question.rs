use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{Answer, Date, Decision, Origin, Question, QuestionStatus};

use crate::entry::{CarriedQuestionV1, QuestionV1};

/// What the vendor is asked, numbered in the order of the log, so that a number stays what it is.
#[derive(Default)]
pub(crate) struct Questions {
    asked: Vec<Asked>,
    /// The last question about each finding, by its place in the list.
    last: BTreeMap<String, usize>,
}

/// One question.
pub(crate) struct Asked {
    pub(crate) findings: Vec<String>,
    pub(crate) text: String,
    pub(crate) by: String,
    pub(crate) on: Date,
    pub(crate) answers: Vec<Answer>,
    pub(crate) carried_from: Option<Origin>,
}

impl From<&QuestionV1> for Asked {
    fn from(QuestionV1 { findings, text, by, on }: &QuestionV1) -> Self {
        let (findings, text, by) = (findings.clone(), text.clone(), by.clone());
        Self { findings, text, by, on: *on, answers: Vec::new(), carried_from: None }
    }
}

impl From<&CarriedQuestionV1> for Asked {
    fn from(CarriedQuestionV1 { from, findings, text, by, on, answers }: &CarriedQuestionV1) -> Self {
        Self {
            findings: findings.clone(),
            text: text.clone(),
            by: by.clone(),
            on: *on,
            answers: answers.iter().map(Answer::from).collect(),
            carried_from: Some(from.into()),
        }
    }
}

impl Questions {
    /// A finding was judged to be the vendor's matter: it gets a question of its own, unless there is one about it.
    pub(crate) fn note(&mut self, finding: &str, decision: &Decision) {
        if !self.last.contains_key(finding) {
            self.last.insert(finding.to_owned(), self.asked.len());
            self.asked.push(Asked {
                findings: vec![finding.to_owned()],
                text: String::new(),
                by: decision.by.clone(),
                on: decision.on,
                answers: Vec::new(),
                carried_from: None,
            });
        }
    }

    /// One question about several findings takes the place of those that they had.
    pub(crate) fn ask(&mut self, asked: Asked) -> Result<(), String> {
        if asked.findings.is_empty() {
            return Err("a question is about one finding at least".to_owned());
        }
        if asked.findings.iter().collect::<BTreeSet<_>>().len() != asked.findings.len() {
            return Err("the question names a finding twice".to_owned());
        }
        for finding in &asked.findings {
            self.last.insert(finding.clone(), self.asked.len());
        }
        self.asked.push(asked);
        Ok(())
    }

    /// The vendor's answer to question `number`.
    pub(crate) fn answer(&mut self, number: u64, answer: Answer) -> Result<(), String> {
        let count = self.asked.len();
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let Some(asked) = index.and_then(|index| self.asked.get_mut(index)) else {
            return Err(match count {
                0 => format!("there is no OR-{number}: nothing has been asked"),
                _ => format!("there is no OR-{number}: the last one is OR-{count}"),
            });
        };
        asked.answers.push(answer);
        Ok(())
    }

    /// How many there are: the number of the last one.
    pub(crate) fn count(&self) -> u64 {
        self.asked.len() as u64
    }

    /// All of them; `is_asked` tells whether a finding is still the vendor's matter.
    pub(crate) fn list(&self, is_asked: impl Fn(&str) -> bool) -> Vec<Question> {
        let last = |finding: &String| self.last.get(finding).copied().unwrap_or(0);
        let question = |(index, asked): (usize, &Asked)| {
            let later = asked.findings.iter().map(last).min().filter(|later| *later > index);
            let status = match later {
                _ if !asked.answers.is_empty() => QuestionStatus::Answered,
                Some(later) => QuestionStatus::ReplacedBy(later as u64 + 1),
                None if asked.findings.iter().any(|finding| is_asked(finding)) => QuestionStatus::Open,
                None => QuestionStatus::Withdrawn,
            };
            Question {
                number: index as u64 + 1,
                findings: asked.findings.clone(),
                text: asked.text.clone(),
                by: asked.by.clone(),
                on: asked.on,
                status,
                answers: asked.answers.clone(),
                carried_from: asked.carried_from.clone(),
            }
        };
        self.asked.iter().enumerate().map(question).collect()
    }
}
