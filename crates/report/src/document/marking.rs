use super::Editor;

/// A line that every page bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// What it is.
    pub kind: MarkingKind,
    /// The word that matters; empty for a classification.
    pub word: &'static str,
    /// The rest.
    pub text: String,
}

/// What a marking is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkingKind {
    /// In the case file's words.
    Classification,
    /// The key was made for the occasion.
    Demonstration,
    /// The evaluator's words are not complete.
    Draft,
    /// Source, paths and protected findings are left out.
    Redacted,
}

pub(super) fn markings(e: &Editor) -> Vec<Marking> {
    let marking = &e.shown.inspection.marking;
    let mut markings = Vec::new();
    if let Some(text) = &marking.text {
        markings.push(Marking { kind: MarkingKind::Classification, word: "", text: text.clone() });
    }
    let mut add = |kind, word, text: &'static str| markings.push(Marking { kind, word, text: text.to_owned() });
    if marking.demonstration {
        add(
            MarkingKind::Demonstration,
            "DEMONSTRATION",
            e.t("signed with a key made for the occasion", "signiert mit einem eigens erzeugten Schlüssel"),
        );
    }
    if e.is_draft() {
        add(
            MarkingKind::Draft,
            e.t("DRAFT", "ENTWURF"),
            e.t("the evaluator’s words are not complete", "die Worte des Prüfers sind nicht vollständig"),
        );
    }
    if e.edition.redacted {
        add(
            MarkingKind::Redacted,
            e.t("REDACTED EDITION", "GEKÜRZTE AUSGABE"),
            e.t(
                "source text, the vendor’s paths and protected findings are left out",
                "Quelltext, Pfade des Herstellers und geschützte Befunde sind ausgelassen",
            ),
        );
    }
    markings
}
