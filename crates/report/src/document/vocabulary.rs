use std::borrow::Cow;

use banbury_evidence::ReportLanguage;

/// What our own programs call things, in English and in German: severities, tiers, states, decisions, and what checks count. Sorted.
const VOCABULARY: [(&str, &str, &str); 63] = [
    ("absent", "absent", "nicht mehr da"),
    ("accepted", "accepted", "hingenommen"),
    ("anomalies", "oddities", "Auffälligkeiten"),
    ("as_declared", "as declared", "wie angegeben"),
    ("awaiting-review", "awaiting review", "wartet auf Durchsicht"),
    ("binary", "binary", "binär"),
    ("code-changed", "lapsed: code changed", "verfallen: Code geändert"),
    ("commented_out_lines", "commented-out lines", "auskommentierte Zeilen"),
    ("components", "files", "Dateien"),
    ("confirmed", "confirmed", "bestätigt"),
    ("crashed", "crashed", "abgestürzt"),
    ("critical", "critical", "kritisch"),
    ("decided", "decided", "entschieden"),
    ("deterministic", "deterministic", "deterministisch"),
    ("differs_explained", "differ, explained", "verschieden, erklärt"),
    ("differs_unexplained", "differ, unexplained", "verschieden, unerklärt"),
    ("do_not_hold", "do not hold", "gelten nicht"),
    ("duplicated_lines", "duplicated lines", "doppelte Zeilen"),
    ("entries", "entries", "Einträge"),
    ("equivalent", "equivalent", "gleichwertig"),
    ("expired", "lapsed: expired", "verfallen: abgelaufen"),
    ("false-positive", "false positive", "Fehlalarm"),
    ("files", "files", "Dateien"),
    ("findings", "findings", "Befunde"),
    ("fixed", "fixed", "behoben"),
    ("functions", "functions", "Funktionen"),
    ("high", "high", "hoch"),
    ("hold", "hold", "gelten"),
    ("hygiene", "hygiene", "Hygiene"),
    ("identical", "identical", "gleich"),
    ("inconclusive", "inconclusive", "ohne Ergebnis"),
    ("info", "info", "Hinweis"),
    ("lexical", "as text", "als Text"),
    ("lines", "lines", "Zeilen"),
    ("low", "low", "niedrig"),
    ("medium", "medium", "mittel"),
    ("needs-vendor", "needs the vendor", "Hersteller gefragt"),
    ("new", "new", "neu"),
    ("not_built", "not built", "nicht gebaut"),
    ("not_comparable", "not comparable", "nicht vergleichbar"),
    ("not_installed", "not installed", "nicht vorhanden"),
    ("not_judged", "not judged", "nicht beurteilt"),
    ("only_in_rebuilt", "only rebuilt", "nur nachgebaut"),
    ("only_in_shipped", "only shipped", "nur geliefert"),
    ("open", "open", "offen"),
    ("other_version", "in another version", "in anderer Version"),
    ("parsed", "parsed", "gelesen"),
    ("partial", "in part", "teilweise"),
    ("rejected", "rejected in review", "in der Durchsicht abgelehnt"),
    ("returned", "returned", "wieder da"),
    ("rules", "rules", "Regeln"),
    ("rules_not_run", "rules that did not run", "Regeln, die nicht liefen"),
    ("safe_calls", "calls of them", "Aufrufe davon"),
    ("safe_functions", "safe functions", "sichere Funktionen"),
    ("skipped", "skipped", "übergangen"),
    ("suspicion", "suspicion", "Verdacht"),
    ("timed_out", "timed out", "abgebrochen"),
    ("unchanged", "persisting", "weiterhin da"),
    ("uninspected", "not inspected", "nicht geprüft"),
    ("unsafe_calls", "calls of them", "Aufrufe davon"),
    ("unsafe_functions", "unsafe functions", "unsichere Funktionen"),
    ("updated", "persisting, moved", "weiterhin da, verschoben"),
    ("varies", "vary", "schwanken"),
];

/// A name of ours for people. One that is not in the vocabulary is shown as it is.
pub(crate) fn in_words(language: ReportLanguage, name: &str) -> Cow<'_, str> {
    match VOCABULARY.binary_search_by_key(&name, |(name, ..)| name).ok().and_then(|at| VOCABULARY.get(at)) {
        Some((_, english, _)) if language == ReportLanguage::English => Cow::Borrowed(english),
        Some((.., german)) => Cow::Borrowed(german),
        None => Cow::Owned(name.replace('_', " ")),
    }
}

#[cfg(test)]
mod tests {
    use banbury_evidence::{Judgement, Standing};

    use super::*;
    use crate::tally::SEVERITIES;

    #[test]
    fn the_vocabulary_is_in_order_and_has_what_reports_show() {
        assert!(VOCABULARY.is_sorted_by(|one, next| one.0 < next.0));
        let shown = SEVERITIES.map(|severity| severity.name());
        let shown =
            shown.into_iter().chain(Standing::ALL.map(Standing::key)).chain(Judgement::ALL.map(Judgement::name));
        for name in shown {
            assert!(VOCABULARY.iter().any(|(known, ..)| *known == name), "{name}");
        }
        assert_eq!(in_words(ReportLanguage::German, "high"), "hoch");
        assert_eq!(in_words(ReportLanguage::English, "not_known"), "not known");
    }
}
