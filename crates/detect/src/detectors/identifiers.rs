use std::collections::BTreeSet;

use banbury_syntax::SourceText;
use unicode_script::{Script, UnicodeScript};

use super::hit;
use crate::code::Kind;
use crate::findings::Hit;
use crate::pattern::Unit;

/// Letters of other scripts that look like Latin ones in common type faces. Written down from the shapes of the letters.
const LATIN_LOOK_ALIKES: &str = "аАВсСеЕԁһНіІјЈкКМоОрРԛѕЅТуУхХѵԝаΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιρυ";

/// Identifiers that can pass for others.
pub(crate) fn identifier_hits(source: &SourceText<'_>, unit: &Unit<'_>) -> Vec<Hit> {
    if unit.text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for id in unit.of_kind(Kind::NAME) {
        let name = unit.code.text(*id, unit.text);
        if name.is_ascii() {
            continue;
        }
        if let Some(why) = look_alike(name) {
            let points: Vec<String> = name
                .chars()
                .filter(|character| !character.is_ascii())
                .map(|character| format!("{character} U+{:04X}", u32::from(character)))
                .take(8)
                .collect();
            let message =
                format!("The identifier `{name}` {why} ({}): it can pass for another one.", points.join(", "));
            let range = unit.code.range(*id);
            let range = range.start as usize..range.end as usize;
            found.push(hit(source, "identifier-look-alike", &range, None, message));
        }
    }
    found
}

/// Why a name can pass for another one (Unicode Technical Standard 39, 5: mixed-script and whole-script confusables).
fn look_alike(name: &str) -> Option<&'static str> {
    let letters = || name.chars().filter(|character| character.is_alphabetic());
    let scripts: BTreeSet<&str> = letters()
        .map(|character| character.script())
        .filter(|script| !matches!(script, Script::Common | Script::Inherited))
        .map(|script| script.full_name())
        .collect();
    let resembling = ["Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Lisu"];
    if scripts.contains("Latin") && resembling.iter().any(|script| scripts.contains(script)) {
        return Some("mixes Latin letters with letters of another script that look like them");
    }
    let fullwidth = |character: char| matches!(character, '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}');
    let mathematical = |character: char| matches!(character, '\u{1d400}'..='\u{1d7ff}');
    if letters().any(|character| fullwidth(character) || mathematical(character)) {
        return Some("has letters from a block of look-alikes");
    }
    let latin_like = |character: char| LATIN_LOOK_ALIKES.contains(character);
    if !scripts.contains("Latin") && letters().count() > 1 && letters().all(latin_like) {
        return Some("is written wholly in letters that look like Latin ones");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_and_whole_script_look_alikes_are_told_from_honest_names() {
        assert!(look_alike("p\u{430}ssword").is_some());
        assert!(look_alike("\u{441}\u{43e}\u{440}\u{443}").is_some(), "a Cyrillic `copy`");
        assert!(look_alike("\u{ff41}bc").is_some());
        for honest in ["größe", "имя", "数据_len", "straße2", "ψ", "Δt"] {
            let verdict = look_alike(honest);
            // A Greek letter beside a Latin one is common in formulas, and still worth a look.
            assert_eq!(verdict.is_some(), honest == "Δt", "{honest}");
        }
    }
}
