use banbury_evidence::Span;

use crate::SourceText;
use crate::lexis::{Lexeme, lexemes};

/// A stretch that is code in one reading of the file and comment or literal in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The bytes concerned.
    pub span: Span,
    /// Whether the decoded text has code there, and the raw bytes do not; otherwise it is the other way round.
    pub code_when_decoded: bool,
}

/// Compares the C lexis of the raw bytes, as a compiler reads that knows nothing of the encoding, with that of the decoded
/// text. In GBK, Big5 and Shift JIS the second byte of a character may be a backslash or a quote, which then hides or
/// reveals what follows (CWE-176).
pub fn reading_disagreements(source: &SourceText<'_>) -> Vec<Disagreement> {
    if source.encoding == "UTF-8" || source.encoding.starts_with("UTF-16") {
        return Vec::new();
    }
    let raw = code_ranges(source.bytes, |at| at as u64);
    let decoded = code_ranges(source.text.as_bytes(), |at| source.offsets.to_byte(at));
    let mut found: Vec<Disagreement> = Vec::new();
    for (ranges, others, code_when_decoded) in [(&decoded, &raw, true), (&raw, &decoded, false)] {
        for span in subtract(ranges, others) {
            let bytes = source.bytes.get(span.start as usize..span.end as usize).unwrap_or(&[]);
            if bytes.iter().any(|byte| byte.is_ascii_alphanumeric()) {
                found.push(Disagreement { span, code_when_decoded });
            }
        }
    }
    found.sort_by_key(|it| it.span);
    found
}

/// The file's bytes as a reader has them that takes each byte beyond ASCII for a letter.
pub(crate) fn raw_text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if byte.is_ascii() { *byte as char } else { 'x' }).collect()
}

fn code_ranges(bytes: &[u8], to_byte: impl Fn(usize) -> u64) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    for (kind, end) in lexemes(bytes) {
        if kind == Lexeme::Code {
            found.push(Span { start: to_byte(at), end: to_byte(end) });
        }
        at = end;
    }
    found
}

/// What of `ranges` is in none of `others`; both ascend without overlap.
fn subtract(ranges: &[Span], others: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut others = others.iter().peekable();
    for range in ranges {
        let mut start = range.start;
        while let Some(other) = others.peek() {
            if other.start >= range.end {
                break;
            }
            if other.start > start {
                left.push(Span { start, end: other.start });
            }
            start = start.max(other.end);
            if other.end > range.end {
                break;
            }
            others.next();
        }
        if start < range.end {
            left.push(Span { start, end: range.end });
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    #[test]
    fn a_hidden_call_is_named_with_its_bytes() {
        let (chinese, _, _) = encoding_rs::GBK.encode("这个函数处理远程命令并且返回结果乗");
        let bytes =
            [b"int f(char *cmd) {\n// ", &chinese[..], b"\n    system(cmd);\n    return 0; /* ok */\n}\n"].concat();
        let source = decode(&bytes);
        let found = reading_disagreements(&source);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].code_when_decoded);
        let text = &bytes[found[0].span.start as usize..found[0].span.end as usize];
        assert_eq!(String::from_utf8_lossy(text).trim(), "system(cmd);");
    }

    #[test]
    fn an_honest_legacy_file_has_none() {
        let bytes = b"/* Gr\xfc\xdfe aus K\xf6ln */\nint a; // \xe4\n\"\xf6\";\n";
        assert_eq!(reading_disagreements(&decode(bytes)), []);
    }
}
