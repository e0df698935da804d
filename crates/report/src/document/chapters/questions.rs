use banbury_evidence::{Answer, Question, QuestionStatus};

use crate::document::Editor;
use crate::document::block::{Block, Table, cell, text, word};
use crate::document::text::{Inline, Text, digest, lines};

/// What the vendor is asked, and what he said.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let questions = &e.shown.inspection.triage.questions;
    if questions.is_empty() {
        return vec![Block::plain(e.t("The vendor is asked nothing.", "Der Hersteller wird nichts gefragt."))];
    }
    let shown = questions.len().min(e.edition.most_rows());
    let columns = vec![
        word(e.t("Number", "Nummer")),
        text(e.t("Question", "Frage")),
        text(e.t("Answer", "Antwort")),
        text(e.t("Status", "Stand")),
    ];
    let rows = questions.iter().take(shown).map(|question| {
        vec![
            cell(format!("OR-{}", question.number)),
            cell(asked(e, question)),
            cell(answers(e, &question.answers)),
            cell(status(e, question.status)),
        ]
    });
    let table = Table::of(columns).headed().rows(rows);
    [Some(table.into()), e.cut(shown, questions.len(), "triage.jsonl")].into_iter().flatten().collect()
}

fn asked(e: &Editor, question: &Question) -> Text {
    let mut asked = match (e.edition.redacted, question.text.is_empty()) {
        (true, _) => e.left_out(),
        (false, true) => e.t("About the finding itself.", "Zum Befund selbst.").into(),
        (false, false) => lines(&question.text),
    };
    for fingerprint in &question.findings {
        asked = asked.and(Inline::Break).and(digest(fingerprint.chars().take(16).collect::<String>()));
    }
    asked.and(Inline::Break).and(Inline::Absent(format!("{}, {}", question.by, question.on)))
}

fn answers(e: &Editor, answers: &[Answer]) -> Text {
    let mut text = Text::default();
    for (index, answer) in answers.iter().enumerate() {
        if index > 0 {
            text = text.and(Inline::Break);
        }
        let said = if e.edition.redacted { e.left_out() } else { lines(&answer.text) };
        text = text.and(said).and(Inline::Break).and(Inline::Absent(answer.on.to_string()));
    }
    text
}

fn status(e: &Editor, status: QuestionStatus) -> String {
    match status {
        QuestionStatus::Open => e.t("open", "offen").to_owned(),
        QuestionStatus::Answered => e.t("answered", "beantwortet").to_owned(),
        QuestionStatus::ReplacedBy(number) => format!("{} OR-{number}", e.t("replaced by", "ersetzt durch")),
        QuestionStatus::Withdrawn => e.t("withdrawn", "zurückgezogen").to_owned(),
    }
}
