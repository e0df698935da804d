use banbury_evidence::Language;
use banbury_syntax::{Grammar, SourceText, reading_disagreements};

use super::hit;
use crate::findings::Hit;

/// Files that read differently raw and decoded, that are damaged, or that are in a legacy encoding.
pub(crate) fn encoding_hits(source: &SourceText<'_>, language: Option<Language>) -> Vec<Hit> {
    let Some(language) = language else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(byte) = source.first_invalid {
        let at = source.offsets.to_text(byte);
        let end = source.text[at..].chars().next().map_or(at, |character| at + character.len_utf8());
        let message = format!(
            "From byte {byte} on, the file holds bytes that are not valid {}: tools differ in what they make of them.",
            source.encoding
        );
        found.push(hit(source, "encoding-damaged", &(at..end), None, message));
    }
    if source.encoding == "UTF-8" {
        return found;
    }
    let first_line = 0..source.lines.text(&source.text, 1).len();
    let message = format!(
        "This {language} file is in {}, not in UTF-8: tools that do not know that misread or skip it.",
        source.encoding
    );
    found.push(hit(source, "encoding-not-utf8", &first_line, None, message));
    if Grammar::of(language).is_some_and(Grammar::has_preprocessor) {
        for disagreement in reading_disagreements(source) {
            let span = disagreement.span;
            let range = source.offsets.to_text(span.start)..source.offsets.to_text(span.end);
            let range = trimmed(&source.text, range);
            let (seen, hidden) = match disagreement.code_when_decoded {
                true => (source.encoding, "raw bytes"),
                false => ("raw bytes", source.encoding),
            };
            let message = format!(
                "This is code when the file is read as {seen}, and comment or literal when it is read as {hidden}: find out which reading the vendor's compiler has."
            );
            found.push(hit(source, "encoding-hides-code", &range, None, message));
        }
    }
    found
}

/// A range without the white space at its ends.
fn trimmed(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let Some(inside) = text.get(range.clone()) else { return range };
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}
