use crate::lexis::{Lexeme, lexemes};
use crate::{Grammar, Tree};

/// A comment, or several line comments that stand alone on lines that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    /// Text offset of its first byte.
    pub start: u32,
    /// Text offset behind its last byte, the line end not included.
    pub end: u32,
    /// Whether nothing stands in front of it on its line.
    is_alone: bool,
    /// Whether it ends with its line.
    is_line: bool,
}

/// The comments of a text, in order.
pub(crate) fn comments(grammar: Grammar, text: &str, tree: &Tree) -> Vec<Comment> {
    // A tree of C has none: its parser is not given any.
    let places = if grammar.has_preprocessor() { of_c(text) } else { of_tree(grammar, text, tree) };
    let mut found: Vec<Comment> = Vec::new();
    for (start, end) in places {
        let before = text.get(..start as usize).unwrap_or("").trim_end_matches([' ', '\t']);
        let behind = text.get(start as usize..).unwrap_or("");
        let is_block = ["/*", "--[", "="].iter().any(|open| behind.starts_with(open));
        let is_alone = before.is_empty() || before.ends_with('\n');
        let comment = Comment { start, end, is_alone, is_line: !is_block };
        match found.last_mut() {
            Some(last) if continues(text, last, &comment) => last.end = end,
            _ => found.push(comment),
        }
    }
    found
}

/// Whether a comment goes on in the next one.
fn continues(text: &str, last: &Comment, next: &Comment) -> bool {
    let between = || text.get(last.end as usize..next.start as usize).unwrap_or("");
    let is_next_line = || between().trim().is_empty() && between().matches('\n').count() == 1;
    last.is_line && next.is_line && last.is_alone && next.is_alone && is_next_line()
}

fn of_c(text: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (kind, end) in lexemes(text.as_bytes()) {
        if matches!(kind, Lexeme::LineComment | Lexeme::BlockComment) {
            found.push((start as u32, end as u32));
        }
        start = end;
    }
    found
}

fn of_tree(grammar: Grammar, text: &str, tree: &Tree) -> Vec<(u32, u32)> {
    let tables = grammar.tables();
    let is_comment = |kind: u16| tables.node_kind_for_id(kind).is_some_and(|name| name.contains("comment"));
    let mut found: Vec<(u32, u32)> = Vec::new();
    for node in tree.nodes.iter().filter(|node| node.is_extra() && !node.is_error() && is_comment(node.kind)) {
        // What stands inside a comment, such as the marker of a doc comment, is part of it.
        if found.last().is_none_or(|last| last.1 <= node.start) {
            found.push((node.start, node.start + node.text(text).trim_end().len() as u32));
        }
    }
    found
}
