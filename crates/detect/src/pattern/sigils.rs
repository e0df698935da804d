//! Languages that mark their variables with a `$`, as Semgrep marks its metavariables.

use banbury_evidence::Language;
use banbury_syntax::Grammar;

use super::frames::Manner;
use super::placeholder::{metavariable, metavariable_in_string};

/// Words of PHP behind which a name stands that is no variable.
const NAMING_WORDS: [&str; 11] =
    ["class", "interface", "trait", "enum", "extends", "implements", "function", "namespace", "use", "const", "goto"];

/// What stands in front of a metavariable's name behind `written` and in front of `after`: nothing where the language wants a
/// name that is no variable, such as that of a class or of a parameter's type.
pub(super) fn sigil(manner: &Manner, written: &str, after: &str) -> &'static str {
    let written = written.trim_end();
    let word = written.rsplit(|it: char| !(it.is_alphanumeric() || it == '_')).next().unwrap_or("");
    let is_type = after.starts_with([' ', '\t', '\n']) && after.trim_start().starts_with('$');
    if NAMING_WORDS.contains(&word) || is_type { "" } else { manner.sigil }
}

/// Whether code may stand in literals with this quote.
pub(super) fn interpolates(grammar: Grammar, quote: char) -> bool {
    match grammar {
        Grammar::Bash => quote == '"',
        Grammar::Php => matches!(quote, '"' | '`'),
        _ => grammar.language() == Language::Ruby && matches!(quote, '"' | '`'),
    }
}

/// A literal whose metavariables and commands are put through `placehold`. One that is all of the literal stays: it stands for the
/// content of any.
pub(super) fn interpolated(
    grammar: Grammar,
    manner: &Manner,
    literal: &str,
    placehold: &mut dyn FnMut(&str) -> String,
) -> String {
    if literal.len() < 2 || metavariable_in_string(&literal[1..literal.len() - 1]).is_some() {
        return literal.to_owned();
    }
    let mut text = String::with_capacity(literal.len() + 64);
    let mut rest = literal;
    let has_variables = !manner.sigil.is_empty();
    let sign = if grammar == Grammar::Bash || has_variables { '$' } else { '#' };
    while let Some(at) = rest.find(sign) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match metavariable(rest) {
            _ if !has_variables => substitution_length(rest),
            Some((kind, name)) => kind.len() + name.len(),
            None => 0,
        };
        if length == 0 {
            text.push(sign);
            rest = &rest[1..];
        } else {
            text.push_str(&placehold(&rest[..length]));
            rest = &rest[length..];
        }
    }
    text.push_str(rest);
    text
}

/// Length of the `$(...)`, `${...}` or `#{...}` that opens a text; 0 if none does.
fn substitution_length(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return if at == 1 { 0 } else { at + character.len_utf8() };
        }
    }
    0
}
