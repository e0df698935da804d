//! The lexical level of C: what is code, comment and literal, before any grammar.

/// What a stretch of text is to a C compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lexeme {
    Code,
    LineComment,
    BlockComment,
    Literal,
}

/// Cuts text into stretches: `(kind, end)` in order, each beginning where the last one ends.
///
/// Works on bytes, since that is how some compilers read: multi-byte characters count for nothing here, and only the
/// bytes of ASCII matter. A literal ends at the latest with its line.
pub(crate) fn lexemes(bytes: &[u8]) -> Vec<(Lexeme, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut code_open = false;
    while at < bytes.len() {
        let (kind, end) = match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'/')) => (Lexeme::LineComment, line_end(bytes, at)),
            (b'/', Some(b'*')) => {
                let close = memchr::memmem::find(&bytes[at + 2..], b"*/");
                (Lexeme::BlockComment, close.map_or(bytes.len(), |close| at + 2 + close + 2))
            }
            (b'"', _) => (Lexeme::Literal, literal_end(bytes, at)),
            // An apostrophe inside a number is C++14's digit separator.
            (b'\'', _) if at == 0 || !bytes[at - 1].is_ascii_digit() => (Lexeme::Literal, literal_end(bytes, at)),
            _ => {
                let next = memchr::memchr3(b'/', b'"', b'\'', &bytes[at + 1..]);
                (Lexeme::Code, next.map_or(bytes.len(), |next| at + 1 + next))
            }
        };
        match found.last_mut() {
            Some((Lexeme::Code, last)) if kind == Lexeme::Code && code_open => *last = end,
            _ => found.push((kind, end)),
        }
        code_open = kind == Lexeme::Code;
        at = end;
    }
    found
}

/// Offset of the newline that ends the logical line at `from`, or the end of the text: a backslash before a newline continues it.
pub(crate) fn line_end(bytes: &[u8], from: usize) -> usize {
    memchr::memchr_iter(b'\n', &bytes[from..])
        .map(|newline| from + newline)
        .find(|newline| !continues(&bytes[from..*newline]))
        .unwrap_or(bytes.len())
}

/// Whether a line ends in a backslash (before an optional carriage return).
fn continues(line: &[u8]) -> bool {
    line.strip_suffix(b"\r").unwrap_or(line).ends_with(b"\\")
}

fn literal_end(bytes: &[u8], from: usize) -> usize {
    let quote = bytes[from];
    let mut at = from + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += if bytes.get(at + 1) == Some(&b'\r') { 3 } else { 2 },
            b'\n' => return at,
            _ if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_cover_the_text() {
        let text = br#"a'b"c//d
'\'' /* x */ 1'000 "#;
        let kinds: Vec<_> = lexemes(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(lexemes(text).last().unwrap().1, text.len());
        assert!(kinds.contains(&Lexeme::BlockComment));
    }
}
