//! What a report says, before it is set on anything: chapters of blocks of text. The page and the paper are two ways to
//! set the same document; the languages and the redacted edition are decided here, once for both.
//!
//! All of it is made from a `Shown` inspection, whose strings have passed the choke point. Who sets it must still
//! treat every string as text: none is markup of any kind.

pub(crate) mod block;
mod chapters;
mod classes;
mod colour;
mod edition;
mod editor;
mod marking;
pub(crate) mod text;
mod vocabulary;
mod withheld;

use banbury_evidence::ReportLanguage;

use crate::visible::Shown;

pub use block::{
    Block, Cell, Chart, Column, ColumnKind, Excerpt, ExcerptLine, Fill, FindingBlock, Level, Manner, Row, Side, Table,
    Traits,
};
pub(crate) use classes::class_in_words;
pub use colour::Lexeme;
pub use edition::{Edition, Form};
pub(crate) use editor::Editor;
pub use marking::{Marking, MarkingKind};
pub use text::{Inline, Text, Tone};
pub(crate) use vocabulary::in_words;
pub use withheld::unknown_protected;
pub(crate) use withheld::{Whole, told_in};

/// A report in one edition.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which one.
    pub edition: Edition,
    /// `Source code inspection report`.
    pub kind: &'static str,
    /// Product and release, or that no case file was given.
    pub title: Title,
    /// What every page says, at its top.
    pub markings: Vec<Marking>,
    /// The classification, which every page says at its foot too; empty if there is none.
    pub classification: String,
    /// The SHA-256 that names the drop.
    pub drop: String,
    /// The report's date in the case file's words, `2026-11-30`; none if it is not given.
    pub date: Option<String>,
    /// In the order that regulators expect.
    pub chapters: Vec<Chapter>,
}

/// What the first page says.
#[derive(Clone, Debug)]
pub struct Title {
    /// The product.
    pub product: String,
    /// Its release; may be empty.
    pub release: String,
    /// Who supplied it.
    pub vendor: String,
}

/// A chapter.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The target of links; made by us.
    pub anchor: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The language as HTML and PDF name it (BCP 47).
    pub fn language_tag(&self) -> &'static str {
        self.word("en", "de")
    }

    /// The word in the document's language.
    pub fn word(&self, english: &'static str, german: &'static str) -> &'static str {
        match self.edition.language {
            ReportLanguage::English => english,
            ReportLanguage::German => german,
        }
    }

    pub(crate) fn of(shown: &Shown, edition: Edition, whole: Whole) -> Self {
        let editor = Editor::new(shown, edition, whole);
        let case = shown.inspection.case.as_ref();
        Self {
            edition,
            kind: editor.t("Source code inspection report", "Bericht über die Prüfung von Quelltext"),
            title: title(&editor),
            markings: marking::markings(&editor),
            classification: shown.inspection.marking.text.clone().unwrap_or_default(),
            drop: shown.drop.digest.to_string(),
            date: case.and_then(|case| case.date).map(|date| date.to_string()),
            chapters: chapters::chapters(&editor),
        }
    }
}

fn title(e: &Editor) -> Title {
    let not_given = e.t("not given", "keine Angabe");
    let given = |text: &str| if text.trim().is_empty() { not_given.to_owned() } else { text.to_owned() };
    match &e.shown.inspection.case {
        Some(case) => Title {
            product: given(&case.product),
            release: case.release.clone(),
            vendor: format!("{}{}", e.t("Supplied by ", "Geliefert von "), given(&case.vendor)),
        },
        None => Title {
            product: e.t("Inspection of a code drop", "Prüfung einer Lieferung").to_owned(),
            release: String::new(),
            vendor: e
                .t(
                    "No case file was given: product, vendor and release are not stated.",
                    "Keine Falldatei wurde angegeben: Produkt, Hersteller und Version sind nicht genannt.",
                )
                .to_owned(),
        },
    }
}
