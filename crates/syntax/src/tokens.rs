//! The tokens of C and C++ after the first translation phases: no comments, no directives, no line continuations.

use crate::lexis::line_end;
use crate::macro_table::MacroTable;
use crate::words::{Word, cpp_word, word};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword or a name.
    Word,
    Number,
    /// A string, with its prefix.
    String,
    Character,
    /// An operator or bracket: see [`Token::code`].
    Punctuation,
}

/// Codes of operators that are longer than one character; others have their character as code.
pub(crate) mod code {
    /// `...`
    pub const ELLIPSIS: u8 = 128;
    /// `->`
    pub const ARROW: u8 = 129;
    /// `&&`
    pub const AND: u8 = 130;
    /// `::`
    pub const SCOPE: u8 = 131;
    /// `+=` and the like, not `=`.
    pub const ASSIGN: u8 = 132;
    /// `++` and `--`.
    pub const STEP: u8 = 133;
    /// `==`, `||`, `<<` and all that can stand only between operands.
    pub const BINARY: u8 = 134;
    /// `##`
    pub const PASTE: u8 = 135;
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Text offset of its first byte.
    pub start: u32,
    /// Text offset behind its last byte.
    pub end: u32,
    pub kind: Kind,
    /// Of punctuation, which; 0 for all else.
    pub code: u8,
    /// Of words, which.
    pub word: Word,
    /// Of names, the roles that macros of that name have.
    pub roles: u8,
    /// Whether it is the first of its line.
    pub first: bool,
    /// Its column, in bytes, if it is the first of its line and stands there before column 255.
    pub column: u8,
}

impl Token {
    pub fn is(&self, code: u8) -> bool {
        self.code == code
    }

    pub fn text<'text>(&self, text: &'text str) -> &'text str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether it is a name, and no keyword.
    pub fn is_name(&self) -> bool {
        self.word == Word::Name
    }
}

/// A preprocessor directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DirectiveAt {
    /// Text offset of the `#`.
    pub start: u32,
    /// Text offset behind the name.
    pub name_end: u32,
    /// Text offset of the newline that ends it, or the end of the text.
    pub end: u32,
    /// How many tokens stand before it.
    pub token: u32,
}

impl DirectiveAt {
    /// `define`, `if`, ...
    pub fn name<'text>(&self, text: &'text str) -> &'text str {
        text.get(self.start as usize + 1..self.name_end as usize).unwrap_or("").trim_start_matches([' ', '\t'])
    }
}

/// A text as tokens and directives.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub tokens: Vec<Token>,
    pub directives: Vec<DirectiveAt>,
}

const SPACE: u8 = 0;
const NEWLINE: u8 = 1;
const LETTER: u8 = 2;
const DIGIT: u8 = 3;
const OTHER: u8 = 4;

/// What each byte begins; letters and digits continue words.
const CLASS: [u8; 256] = {
    let mut class = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            b'\n' => NEWLINE,
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => SPACE,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | 0x80.. => LETTER,
            b'0'..=b'9' => DIGIT,
            _ => OTHER,
        };
        byte += 1;
    }
    class
};

fn class(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(NEWLINE, |byte| CLASS[*byte as usize])
}

/// Cuts a text into tokens.
pub(crate) fn tokens(text: &str, macros: &MacroTable, is_cpp: bool) -> Tokens {
    let bytes = text.as_bytes();
    let mut found = Tokens { tokens: Vec::with_capacity(bytes.len() / 6), directives: Vec::new() };
    let mut at = 0;
    let mut line = 0;
    let mut first = true;
    while at < bytes.len() {
        let start = at;
        let mut token = Token {
            start: start as u32,
            end: 0,
            kind: Kind::Punctuation,
            code: 0,
            word: Word::None,
            roles: 0,
            first,
            column: (start - line).min(255) as u8,
        };
        match class(bytes, at) {
            SPACE => {
                at += 1;
                continue;
            }
            NEWLINE => {
                at += 1;
                line = at;
                first = true;
                continue;
            }
            LETTER => {
                at = word_end(bytes, at);
                match bytes.get(at) {
                    Some(b'"') if is_prefix(&bytes[start..at]) => {
                        token.kind = Kind::String;
                        at = if bytes[at - 1] == b'R' { raw_end(bytes, at) } else { literal_end(bytes, at) };
                    }
                    Some(b'\'') if is_prefix(&bytes[start..at]) => {
                        token.kind = Kind::Character;
                        at = literal_end(bytes, at);
                    }
                    _ => {
                        token.kind = Kind::Word;
                        token.word = if is_cpp { cpp_word(&bytes[start..at]) } else { word(&bytes[start..at]) };
                        if token.word == Word::Name {
                            token.roles = macros.roles(text.get(start..at).unwrap_or(""));
                        }
                    }
                }
            }
            DIGIT => {
                token.kind = Kind::Number;
                at = number_end(bytes, at);
            }
            _ => match (bytes[at], bytes.get(at + 1)) {
                (b'/', Some(b'/')) => {
                    at = line_end(bytes, at);
                    continue;
                }
                (b'/', Some(b'*')) => {
                    at = comment_end(bytes, at);
                    if let Some(newline) = memchr::memrchr(b'\n', &bytes[start..at]) {
                        line = start + newline + 1;
                    }
                    continue;
                }
                (b'\\', Some(b'\n')) => {
                    at += 2;
                    line = at;
                    continue;
                }
                (b'\\', Some(b'\r')) => {
                    at += 2;
                    continue;
                }
                (b'#', _) if first => {
                    let name_start = at + 1 + bytes[at + 1..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
                    let mut name_end = name_start;
                    while class(bytes, name_end) == LETTER && bytes[name_end].is_ascii() {
                        name_end += 1;
                    }
                    at = directive_end(bytes, name_end);
                    found.directives.push(DirectiveAt {
                        start: start as u32,
                        name_end: name_end as u32,
                        end: at as u32,
                        token: found.tokens.len() as u32,
                    });
                    continue;
                }
                (b'"', _) => {
                    token.kind = Kind::String;
                    at = literal_end(bytes, at);
                }
                (b'\'', _) => {
                    token.kind = Kind::Character;
                    at = literal_end(bytes, at);
                }
                (b'.', Some(b'0'..=b'9')) => {
                    token.kind = Kind::Number;
                    at = number_end(bytes, at);
                }
                (byte, next) => {
                    let (code, length) = operator(byte, next.copied(), bytes.get(at + 2).copied());
                    token.code = code;
                    at += length;
                }
            },
        }
        first = false;
        token.end = at as u32;
        found.tokens.push(token);
    }
    found
}

fn operator(byte: u8, next: Option<u8>, third: Option<u8>) -> (u8, usize) {
    match (byte, next) {
        (b'.', Some(b'.')) if third == Some(b'.') => (code::ELLIPSIS, 3),
        (b'-', Some(b'>')) => (code::ARROW, 2),
        (b'&', Some(b'&')) => (code::AND, 2),
        (b':', Some(b':')) => (code::SCOPE, 2),
        (b'#', Some(b'#')) => (code::PASTE, 2),
        (b'+', Some(b'+')) | (b'-', Some(b'-')) => (code::STEP, 2),
        (b'<', Some(b'<')) if third == Some(b'=') => (code::ASSIGN, 3),
        // `>>` stays two tokens: in C++ it may close two lists of template arguments.
        (b'=' | b'!' | b'<' | b'>', Some(b'=')) | (b'|', Some(b'|')) | (b'<', Some(b'<')) => (code::BINARY, 2),
        (b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^', Some(b'=')) => (code::ASSIGN, 2),
        _ => (byte, 1),
    }
}

fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while matches!(class(bytes, at), LETTER | DIGIT) {
        at += 1;
    }
    at
}

fn number_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        let goes_on = match byte {
            b'.' => true,
            // `0xE+1` is a sum, and `1e+1` a number.
            b'+' | b'-' => match bytes[at - 1] {
                b'p' | b'P' => true,
                b'e' | b'E' => !is_hexadecimal(bytes, at),
                _ => false,
            },
            b'\'' => bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
            byte => byte.is_ascii_alphanumeric() || *byte == b'_',
        };
        if !goes_on {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the number whose inside is before `at` begins with `0x`.
fn is_hexadecimal(bytes: &[u8], at: usize) -> bool {
    let start = bytes[..at].iter().rposition(|byte| !byte.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
    bytes.get(start..start + 2).is_some_and(|two| two.eq_ignore_ascii_case(b"0x"))
}

fn is_prefix(word: &[u8]) -> bool {
    matches!(word, b"L" | b"u" | b"U" | b"u8" | b"R" | b"LR" | b"uR" | b"UR" | b"u8R")
}

/// Behind the literal that opens at `quote`; it ends at the latest with its line.
fn literal_end(bytes: &[u8], quote: usize) -> usize {
    let mark = bytes[quote];
    let mut at = quote + 1;
    while let Some(found) = memchr::memchr3(mark, b'\\', b'\n', bytes.get(at..).unwrap_or(&[])) {
        at += found;
        match bytes[at] {
            b'\\' => at += if bytes.get(at + 1..at + 3) == Some(b"\r\n") { 3 } else { 2 },
            b'\n' => return at,
            _ => return at + 1,
        }
    }
    bytes.len()
}

fn raw_end(bytes: &[u8], quote: usize) -> usize {
    let Some(open) = bytes[quote..].iter().take(18).position(|byte| *byte == b'(') else {
        return literal_end(bytes, quote);
    };
    let close = [b")", &bytes[quote + 1..quote + open], b"\""].concat();
    memchr::memmem::find(&bytes[quote + open..], &close).map_or(bytes.len(), |at| quote + open + at + close.len())
}

fn comment_end(bytes: &[u8], at: usize) -> usize {
    let mut from = at + 2;
    while let Some(star) = memchr::memchr(b'*', bytes.get(from..).unwrap_or(&[])) {
        from += star + 1;
        if bytes.get(from) == Some(&b'/') {
            return from + 1;
        }
    }
    bytes.len()
}

/// Offset of the newline that ends the directive whose name ends at `from`: continued lines and comments belong to it.
fn directive_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes[at..].iter().position(|byte| matches!(byte, b'\n' | b'\\' | b'/' | b'"' | b'\'')) {
        at += found;
        match (bytes[at], bytes.get(at + 1)) {
            (b'\n', _) => return at,
            (b'\\', _) => at = (at + if bytes.get(at + 1..at + 3) == Some(b"\r\n") { 3 } else { 2 }).min(bytes.len()),
            (b'/', Some(b'*')) => at = comment_end(bytes, at),
            (b'/', Some(b'/')) => return line_end(bytes, at),
            (b'"' | b'\'', _) => at = literal_end(bytes, at),
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text, &MacroTable::empty(), false).tokens.iter().map(|token| token.text(text)).collect()
    }

    #[test]
    fn comments_directives_and_continuations_are_no_tokens() {
        let text = "a /* #if\n */ b // c \\\n d\n # define X /* \n */ y \\\n z\n\"s\\\"\" L'\\'' 0xE+1 1e+5 x->y...";
        assert_eq!(cut(text), ["a", "b", "\"s\\\"\"", "L'\\''", "0xE", "+", "1", "1e+5", "x", "->", "y", "..."]);
        assert_eq!(tokens(text, &MacroTable::empty(), false).directives[0].name(text), "define");
    }

    #[test]
    fn an_open_literal_ends_with_its_line() {
        assert_eq!(cut("'a\nb \"c\nd"), ["'a", "b", "\"c", "d"]);
        assert_eq!(cut("R\"x( \" )\" )x\" a"), ["R\"x( \" )\" )x\"", "a"]);
    }

    fn names(text: &str) -> Vec<&str> {
        tokens(text, &MacroTable::empty(), false).directives.iter().map(|directive| directive.name(text)).collect()
    }

    #[test]
    fn directives_in_comments_and_literals_do_not_count() {
        let text = "/*\n#if A\n*/\n# define X 1\nchar *s = \"\\\n#if B\";\nint a; # if C\n//\\\n#if D\n  #\tendif\n";
        assert_eq!(names(text), ["define", "endif"]);
    }

    #[test]
    fn a_directive_ends_behind_its_continuations_and_comments() {
        let text = "#define A(x) \\\n  f(x) /* one\n two */ \\\n  + 1\nint a;\n";
        let directive = tokens(text, &MacroTable::empty(), false).directives[0];
        assert_eq!(&text[directive.end as usize..], "\nint a;\n");
    }

    #[test]
    fn a_continued_line_is_no_directive_of_its_own() {
        assert_eq!(names("#define A x \\\n#if B \\\n#else\n#endif\n"), ["define", "endif"]);
        assert_eq!(names("#define A /* a\n b */ x /* c\n#if B\n d */ y\n#endif\n"), ["define", "endif"]);
    }
}
