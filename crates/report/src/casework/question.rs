use std::collections::BTreeMap;

use banbury_evidence::{Finding, Inspection, Question};

/// The findings of an inspection, by in-place fingerprint.
pub(super) struct Asked<'a>(BTreeMap<&'a str, &'a Finding>);

impl<'a> Asked<'a> {
    pub(super) fn of(inspection: &'a Inspection) -> Self {
        Self(inspection.findings.iter().map(|finding| (&*finding.fingerprints.in_place, finding)).collect())
    }

    /// What a question is about.
    pub(super) fn about(&self, question: &Question) -> Vec<&'a Finding> {
        question.findings.iter().filter_map(|fingerprint| self.0.get(&**fingerprint).copied()).collect()
    }
}

/// What is asked: in the evaluator's words, or else what the one finding says.
pub(super) fn wording<'a>(question: &'a Question, about: &[&'a Finding]) -> &'a str {
    match about.first() {
        Some(finding) if question.text.is_empty() => &finding.message,
        _ => &question.text,
    }
}

/// `path:line`.
pub(super) fn place(finding: &Finding) -> String {
    format!("{}:{}", finding.location.path, finding.location.start.line)
}
