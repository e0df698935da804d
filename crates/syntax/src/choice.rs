use banbury_evidence::Language;

use crate::{Grammar, MacroTable, ParseFailure, Parser, ReadingSet, SourceText, read};

/// Reads a file with the grammar for its language that leaves least of it unparsed: the usual one, unless it fails and
/// another does better. None if there is no grammar.
///
/// # Errors
/// If no grammar can read it within the work limit.
pub fn read_language(
    parser: &mut Parser,
    language: Language,
    source: &SourceText<'_>,
    macros: &MacroTable,
) -> Option<Result<(Grammar, ReadingSet), ParseFailure>> {
    let mut best: Option<Result<(Grammar, ReadingSet), ParseFailure>> = None;
    for grammar in Grammar::all_of(language) {
        let set = read(parser, grammar, source, macros).map(|set| (grammar, set));
        let left = unparsed(&set);
        if best.as_ref().is_none_or(|best| left < unparsed(best)) {
            best = Some(set);
        }
        if left == 0 {
            break;
        }
    }
    best
}

/// Bytes of text that were not placed.
fn unparsed(set: &Result<(Grammar, ReadingSet), ParseFailure>) -> u64 {
    match set {
        Ok((_, set)) => set.unparsed.iter().map(|(start, end)| u64::from(end - start)).sum(),
        Err(_) => u64::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    fn chosen(text: &str) -> Grammar {
        read_language(&mut Parser::default(), Language::Typescript, &decode(text.as_bytes()), &MacroTable::empty())
            .unwrap()
            .unwrap()
            .0
    }

    #[test]
    fn jsx_is_read_by_its_own_grammar() {
        assert_eq!(chosen("const a = <string>b;\n"), Grammar::Typescript);
        assert_eq!(chosen("const a = <b>c</b>;\nconst d = <b>{c}</b>;\n"), Grammar::Tsx);
    }

    #[test]
    fn a_language_without_a_grammar_is_not_read() {
        assert!(
            read_language(&mut Parser::default(), Language::Sql, &decode(b"select 1"), &MacroTable::empty()).is_none()
        );
    }
}
