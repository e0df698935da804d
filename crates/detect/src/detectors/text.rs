use banbury_evidence::Language;
use banbury_syntax::SourceText;

use super::hit;
use crate::findings::Hit;

/// Embeddings, overrides and isolates (Unicode Standard Annex 9, 2): what reorders a line.
pub(super) fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that show nothing and that no language's code has a need of.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{e0000}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Joiners have their place between letters of scripts that join; between ASCII they hide.
fn is_stray_joiner(character: char, before: Option<char>, after: Option<char>) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
        && (before.is_none_or(|before| before.is_ascii()) || after.is_none_or(|after| after.is_ascii()))
}

/// Whether a language is code, rather than prose that may be in any script.
fn is_code(language: Option<Language>) -> bool {
    !matches!(
        language,
        None | Some(Language::Markdown | Language::Html | Language::Xml | Language::Json | Language::Css)
    )
}

/// Bidirectional controls, and invisible characters in code: one hit for each line that has them.
pub(crate) fn text_hits(source: &SourceText<'_>, language: Option<Language>) -> Vec<Hit> {
    // Nearly all lines of nearly all files are ASCII.
    if source.text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for number in 1..=source.lines.count() {
        let line = source.lines.text(&source.text, number);
        if line.is_ascii() {
            continue;
        }
        let start = source.lines.start(number);
        let places = |wanted: &dyn Fn(usize, char) -> bool| {
            let all: Vec<(usize, char)> =
                line.char_indices().filter(|(at, character)| wanted(*at, *character)).collect();
            let (first, last) = (*all.first()?, *all.last()?);
            let mut points: Vec<String> =
                all.iter().map(|(_, character)| format!("U+{:04X}", u32::from(*character))).collect();
            points.dedup();
            points.truncate(8);
            Some((start + first.0..start + last.0 + last.1.len_utf8(), points.join(", ")))
        };
        // Outside code only overrides are odd: embeddings and isolates have honest uses in prose.
        let overrides_only = !is_code(language);
        let is_odd_control = |character: char| match overrides_only {
            true => matches!(character, '\u{202d}' | '\u{202e}'),
            false => is_bidi_control(character),
        };
        if let Some((range, points)) = places(&|_, character| is_odd_control(character)) {
            let message = format!(
                "Bidirectional control characters ({points}) make this line show in another order than a compiler reads it: read it by its code points."
            );
            found.push(hit(source, "bidi-control-in-text", &range, None, message));
        }
        let is_odd_blank = |at: usize, character: char| {
            let before = line[..at].chars().next_back();
            let after = line[at + character.len_utf8()..].chars().next();
            is_invisible(character) || is_stray_joiner(character, before, after)
        };
        if is_code(language)
            && let Some((range, points)) = places(&is_odd_blank)
        {
            let message = format!(
                "Invisible characters ({points}) stand in this line of code: names and strings that look the same may differ."
            );
            found.push(hit(source, "invisible-character-in-code", &range, None, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use banbury_syntax::decode;

    fn rules(text: &str, language: Option<Language>) -> Vec<(String, u32)> {
        text_hits(&decode(text.as_bytes()), language).into_iter().map(|hit| (hit.rule.0, hit.start.line)).collect()
    }

    #[test]
    fn controls_count_in_code_and_right_to_left_letters_do_not() {
        let text = "int a; // \u{5e9}\u{5dc}\u{5d5}\u{5dd}\nif (x /*\u{202e} } */) {\nint b\u{200b};\n";
        let expected = [("bidi-control-in-text".to_owned(), 2), ("invisible-character-in-code".to_owned(), 3)];
        assert_eq!(rules(text, Some(Language::C)), expected);
    }

    #[test]
    fn prose_may_isolate_and_join() {
        assert_eq!(rules("\u{2067}\u{645}\u{200c}\u{646}\u{2069}", None), []);
        assert_eq!(rules("// \u{645}\u{200c}\u{646}", Some(Language::C)), []);
        assert_eq!(rules("\u{202e}txt", None).len(), 1);
    }
}
