//! Colours for source that is only shown: a few lines out of a file, without their surroundings. Whoever needs to know
//! what they mean has the syntax tree; this tells comments, literals, numbers and keywords apart, in any language.

/// What a piece of source looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lexeme {
    /// Names, operators and white space.
    Plain,
    /// A comment.
    Comment,
    /// A string or a character.
    Literal,
    /// A number.
    Number,
    /// A word of the language.
    Keyword,
    /// A mark in place of a character that acts or cannot be seen.
    Mark,
}

/// Words that are keywords in most languages that have them.
const KEYWORDS: [&str; 48] = [
    "auto", "break", "case", "catch", "char", "class", "const", "continue", "def", "default", "do", "elif", "else",
    "end", "enum", "except", "extern", "finally", "float", "fn", "for", "func", "function", "goto", "if", "import",
    "int", "let", "long", "new", "package", "private", "public", "return", "short", "signed", "sizeof", "static",
    "struct", "switch", "then", "throw", "try", "typedef", "unsigned", "var", "void", "while",
];

/// Languages in which `#` begins a comment; in the others it does not.
const HASH_COMMENTS: [&str; 10] = ["bash", "cmake", "kconfig", "make", "perl", "php", "python", "ruby", "toml", "yaml"];

/// A line in pieces. `language` is a name as [`banbury_evidence::Language`] has it, or empty.
pub(super) fn pieces(line: &str, language: &str) -> Vec<(Lexeme, String)> {
    let mut pieces: Vec<(Lexeme, String)> = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = lexeme(rest, first, language);
        let (piece, after) = rest.split_at(length);
        match pieces.last_mut() {
            Some((last, text)) if *last == kind => text.push_str(piece),
            _ => pieces.push((kind, piece.to_owned())),
        }
        rest = after;
    }
    pieces
}

/// What stands at the beginning of `rest`, and how many bytes of it.
fn lexeme(rest: &str, first: char, language: &str) -> (Lexeme, usize) {
    if first == '⟨' && rest.starts_with("⟨U+") {
        return (Lexeme::Mark, rest.find('⟩').map_or(first.len_utf8(), |end| end + '⟩'.len_utf8()));
    }
    let hash = HASH_COMMENTS.contains(&language);
    let comment = rest.starts_with("//") && !hash
        || first == '#' && hash
        || rest.starts_with("--") && language == "lua"
        || rest.starts_with("/*") && !hash;
    if comment {
        let end = if rest.starts_with("/*") { rest.find("*/").map_or(rest.len(), |end| end + 2) } else { rest.len() };
        return (Lexeme::Comment, end);
    }
    match first {
        '"' | '\'' => (Lexeme::Literal, literal(rest, first)),
        '0'..='9' => (Lexeme::Number, word(rest)),
        _ if is_word(first) => {
            let length = word(rest);
            let is_keyword = rest.get(..length).is_some_and(|word| KEYWORDS.binary_search(&word).is_ok());
            (if is_keyword { Lexeme::Keyword } else { Lexeme::Plain }, length)
        }
        _ => (Lexeme::Plain, first.len_utf8()),
    }
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

fn word(rest: &str) -> usize {
    rest.find(|character| !is_word(character)).unwrap_or(rest.len())
}

/// Up to the quote that ends it, or to the end of the line.
fn literal(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + character.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, language: &str) -> Vec<(Lexeme, String)> {
        pieces(line, language)
    }

    #[test]
    fn what_stands_in_a_line_is_told_apart() {
        use Lexeme::{Comment, Keyword, Literal, Mark, Number, Plain};
        let c: Vec<_> = shown("if (x == 0x1f) y(\"a\\\"//b\"); // why", "c");
        let kinds: Vec<(Lexeme, &str)> = c.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
        let expected = [
            (Keyword, "if"),
            (Plain, " (x == "),
            (Number, "0x1f"),
            (Plain, ") y("),
            (Literal, "\"a\\\"//b\""),
            (Plain, "); "),
            (Comment, "// why"),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(shown("# no", "python"), [(Comment, "# no".to_owned())]);
        assert_eq!(shown("#x", "c")[0].0, Plain);
        assert_eq!(shown("a⟨U+202E⟩", "c")[1], (Mark, "⟨U+202E⟩".to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(line in "\\PC{0,60}", language in "c|python|lua|") {
            let whole: String = pieces(&line, &language).into_iter().map(|(_, text)| text).collect();
            proptest::prop_assert_eq!(whole, line);
        }
    }

    #[test]
    fn keywords_are_in_order() {
        assert!(KEYWORDS.is_sorted() && HASH_COMMENTS.is_sorted());
    }
}
