use std::collections::BTreeMap;

use banbury_evidence::{Assessment, Check, Digest, Inspection, Requirement, RequirementDocument, Words};
use serde::Serialize;

use super::tally::{CheckTallies, Outcome};

/// requirements.json.
#[derive(Serialize)]
pub(crate) struct RequirementMatrixV1<'a> {
    schema: &'static str,
    documents: Vec<DocumentV1<'a>>,
    requirements: Vec<RequirementV1<'a>>,
}

#[derive(Serialize)]
struct DocumentV1<'a> {
    id: &'a str,
    title: &'a str,
    edition: &'a str,
    date: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<WordsV1<'a>>,
    file: &'a str,
    sha256: Digest,
}

/// One requirement, with either checks or a reason.
#[derive(Serialize)]
struct RequirementV1<'a> {
    document: &'a str,
    number: &'a str,
    about: WordsV1<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<CheckV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_assessable: Option<WordsV1<'a>>,
}

/// One check, with either numbers or why it was not done.
#[derive(Serialize)]
struct CheckV1 {
    check: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    class_name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    numbers: Option<BTreeMap<&'static str, u64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_done: Option<&'static str>,
}

#[derive(Serialize)]
struct WordsV1<'a> {
    en: &'a str,
    de: &'a str,
}

/// The whole of requirements.json.
pub(crate) fn matrix(inspection: &Inspection) -> RequirementMatrixV1<'_> {
    let tallies = CheckTallies::of(inspection);
    let of_document = |document| of_requirements(document, &tallies);
    RequirementMatrixV1 {
        schema: "banbury.requirement-matrix/v1",
        documents: inspection.requirements.iter().map(document).collect(),
        requirements: inspection.requirements.iter().flat_map(of_document).collect(),
    }
}

fn document(document: &RequirementDocument) -> DocumentV1<'_> {
    let RequirementDocument { id, title, edition, date, left_out, requirements: _, file } = document;
    let left_out = left_out.as_ref().map(words);
    DocumentV1 { id, title, edition, date, left_out, file: &file.name, sha256: file.sha256 }
}

fn of_requirements<'a>(
    document: &'a RequirementDocument,
    tallies: &CheckTallies,
) -> impl Iterator<Item = RequirementV1<'a>> {
    document.requirements.iter().map(|Requirement { number, about, assessment }| {
        let (checks, not_assessable) = match assessment {
            Assessment::Evidence(checks) => (checks.iter().map(|it| check(it, tallies)).collect(), None),
            Assessment::NotAssessable(reason) => (Vec::new(), Some(words(reason))),
        };
        RequirementV1 { document: &document.id, number, about: words(about), checks, not_assessable }
    })
}

fn check(check: &Check, tallies: &CheckTallies) -> CheckV1 {
    let class_name = match check {
        Check::Class(number) => banbury_evidence::class_name(*number),
        _ => None,
    };
    let (numbers, not_done) = match tallies.get(check) {
        Some(Outcome::Numbers(numbers)) => (Some(numbers.iter().copied().collect()), None),
        Some(Outcome::NotDone(why)) => (None, Some(why.text())),
        None => (None, None),
    };
    CheckV1 { check: check.to_string(), class_name, numbers, not_done }
}

fn words(Words { en, de }: &Words) -> WordsV1<'_> {
    WordsV1 { en, de }
}
