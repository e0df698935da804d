use std::ops::Range;

use banbury_evidence::{Position, Snippet, Span};
use banbury_syntax::SourceText;

/// Lines shown before and behind a place.
const CONTEXT: u32 = 2;
/// Lines shown of a long place.
const MOST_LINES: u32 = 8;
/// Characters shown of a line.
const MOST_CHARACTERS: usize = 240;

/// A place in a file, as bytes and as a person counts.
pub(crate) struct Place {
    pub span: Span,
    pub start: Position,
    pub end: Position,
    pub snippet: Snippet,
}

/// The place of a range of the decoded text.
pub(crate) fn place(source: &SourceText<'_>, range: &Range<usize>) -> Place {
    let position = |at| source.lines.position(&source.text, at);
    let (start, end) = (position(range.start), position(range.end));
    let first_line = start.line.saturating_sub(CONTEXT).max(1);
    let last_line = end.line.min(start.line + MOST_LINES) + CONTEXT;
    let lines = (first_line..=last_line.min(source.lines.count()))
        .map(|line| shortened(source.lines.text(&source.text, line)))
        .collect();
    Place {
        span: Span { start: source.offsets.to_byte(range.start), end: source.offsets.to_byte(range.end) },
        start,
        end,
        snippet: Snippet { first_line, lines },
    }
}

/// At most so many characters of a line, with a mark where it is cut.
pub(crate) fn shortened(line: &str) -> String {
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.to_owned(),
    }
}
