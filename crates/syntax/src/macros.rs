use crate::MacroTable;
use crate::lexis::{Lexeme, lexemes};
use crate::tokens::{DirectiveAt, tokens};

/// A `#define` as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MacroDefinition {
    /// Its name.
    pub name: String,
    /// Parameters in order; none for an object-like macro. A variadic one ends in `...`, a GNU named one in `name...`.
    pub parameters: Option<Vec<String>>,
    /// Text offset of the `#`.
    pub start: usize,
    /// Text offset of the body's first character.
    pub body_start: usize,
    /// Text offset behind the body.
    pub end: usize,
    /// The body with comments and line continuations turned into single spaces, trimmed.
    pub body: String,
}

/// The macros that a text defines, in order, whatever conditionals stand around them.
pub fn macro_definitions(text: &str) -> Vec<MacroDefinition> {
    definitions_at(text, &tokens(text, &MacroTable::empty(), false).directives)
}

/// The same, where the directives are known.
pub(crate) fn definitions_at(text: &str, directives: &[DirectiveAt]) -> Vec<MacroDefinition> {
    directives.iter().filter(|it| it.name(text) == "define").filter_map(|it| definition(text, it)).collect()
}

fn definition(text: &str, directive: &DirectiveAt) -> Option<MacroDefinition> {
    let (start, end) = (directive.start as usize, directive.end as usize);
    let name_end = directive.name_end as usize;
    let line = text.get(name_end..end)?;
    let is_word = |character: &char| character.is_alphanumeric() || matches!(character, '_' | '$');
    let trimmed = line.trim_start_matches([' ', '\t', '\\', '\r', '\n']);
    let name_start = name_end + (line.len() - trimmed.len());
    let name: String = trimmed.chars().take_while(is_word).collect();
    if name.is_empty() {
        return None;
    }
    let mut body_start = name_start + name.len();
    let rest = text.get(body_start..end)?;
    let mut parameters = None;
    // Only a parenthesis directly behind the name opens a parameter list (C11 6.10.3 p10).
    if let Some(list) = rest.strip_prefix('(') {
        let close = list.find(')')?;
        let names = list.get(..close)?.replace(['\\', '\n', '\r'], " ");
        parameters =
            Some(names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect());
        body_start += close + 2;
    }
    let body = plain(text.get(body_start..end)?);
    Some(MacroDefinition { name, parameters, start, body_start, end, body })
}

/// A macro body without comments and line continuations.
pub(crate) fn plain(body: &str) -> String {
    // Most bodies are one word behind a blank.
    let trimmed = body.trim();
    if !trimmed.contains(['/', '\\', ' ', '\t', '"', '\'']) {
        return trimmed.to_owned();
    }
    let mut text = String::with_capacity(body.len());
    let mut at = 0;
    for (kind, end) in lexemes(body.as_bytes()) {
        match kind {
            Lexeme::Code | Lexeme::Literal => text.push_str(body.get(at..end).unwrap_or(" ")),
            Lexeme::LineComment | Lexeme::BlockComment => text.push(' '),
        }
        at = end;
    }
    let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An overlay of `text` in which only the bodies of `macros` are left, each closed by `;` where its line ends.
/// Everything else is spaces; newlines stay.
pub(crate) fn bodies_overlay(text: &str, macros: &[MacroDefinition]) -> Option<String> {
    // What calls or sets nothing is a constant, and a name.
    let worth_reading = |body: &str| {
        let bytes = body.as_bytes();
        let calls = |open: usize| {
            bytes[..open].trim_ascii_end().last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        body.contains('=') || memchr::memchr_iter(b'(', bytes).any(calls)
    };
    let mut overlay: Option<Vec<u8>> = None;
    for definition in macros.iter().filter(|definition| worth_reading(&definition.body)) {
        let overlay = overlay.get_or_insert_with(|| blank(text.as_bytes()));
        let source = text.as_bytes();
        let mut at = definition.body_start;
        for (kind, end) in lexemes(&source[definition.body_start..definition.end]) {
            let end = definition.body_start + end;
            if matches!(kind, Lexeme::Code | Lexeme::Literal) {
                overlay[at..end].copy_from_slice(&source[at..end]);
            }
            at = end;
        }
        clean_operators(&mut overlay[definition.body_start..definition.end]);
        if let Some(newline) = overlay.get_mut(definition.end) {
            *newline = b';';
        }
    }
    overlay.and_then(|bytes| String::from_utf8(bytes).ok())
}

/// Turns line continuations into spaces, `a##b` into the one identifier `a__b`, and takes the `#` of `#x` away.
fn clean_operators(body: &mut [u8]) {
    for at in 0..body.len() {
        match (body[at], body.get(at + 1)) {
            (b'\\', Some(b'\n' | b'\r')) => body[at] = b' ',
            (b'#', Some(b'#')) => {
                body[at] = b'_';
                body[at + 1] = b'_';
                join(body, at);
            }
            (b'#', Some(next)) if next.is_ascii_alphabetic() || *next == b'_' || *next == b' ' => body[at] = b' ',
            _ => {}
        }
    }
}

/// Fills the blanks around a paste operator at `at` with `_`, so that what it joins reads as one identifier.
fn join(body: &mut [u8], at: usize) {
    let is_blank = |byte: &u8| *byte == b' ' || *byte == b'\t';
    let left = body[..at].iter().rev().take_while(|byte| is_blank(byte)).count();
    let right = body[at + 2..].iter().take_while(|byte| is_blank(byte)).count();
    body[at - left..at + 2 + right].fill(b'_');
}

/// As many spaces as there are bytes, with the newlines where they were.
pub(crate) fn blank(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| if *byte == b'\n' { b'\n' } else { b' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parameters_and_bodies_are_told_apart() {
        let text = "#define A 1\n#define B (x)\n#define C(a, b) \\\n  f(a, /* no */ b)\n#define D(fmt...) p(fmt)\n# define E(a,...)\n";
        let macros = macro_definitions(text);
        let shown: Vec<_> =
            macros.iter().map(|it| (it.name.as_str(), it.parameters.clone(), it.body.as_str())).collect();
        let list = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            shown,
            [
                ("A", None, "1"),
                ("B", None, "(x)"),
                ("C", list(&["a", "b"]), "f(a, b)"),
                ("D", list(&["fmt..."]), "p(fmt)"),
                ("E", list(&["a", "..."]), ""),
            ]
        );
    }

    #[test]
    fn an_overlay_has_the_length_of_its_text() {
        let text = "int ü;\n#define RUN(x) \\\n  system(#x \" 乗\" a ## b)\nint y;\n";
        let overlay = bodies_overlay(text, &macro_definitions(text)).unwrap();
        assert_eq!(overlay.len(), text.len());
        assert!(overlay.contains("system( x \" 乗\" a____b);"), "{overlay}");
        assert!(!overlay.contains("int"));
    }
}
