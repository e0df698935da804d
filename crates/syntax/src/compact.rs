use crate::Grammar;
use crate::edits::{Action, Edit, inserted};
use crate::tokens::{Kind, Token};

/// Tokens written out for a parser with as little between them as may be, and the way back to where they stand.
#[derive(Default)]
pub(crate) struct Compact {
    pub text: String,
    pieces: Vec<Piece>,
    /// Whether names and numbers are written as they are: C++ has words that are names in some places only.
    is_verbatim: bool,
}

/// A stretch of compact text.
struct Piece {
    /// Offsets in the compact text.
    start: u32,
    end: u32,
    /// Offsets in the source: of the same length, unless the piece stands for something else.
    source: u32,
    source_end: u32,
}

impl Compact {
    /// Writes out tokens as their edits say; there is one for each.
    pub fn new(grammar: Grammar, source: &str, tokens: &[Token], edits: &[Edit]) -> Self {
        let mut compact = Self { is_verbatim: grammar != Grammar::C, ..Self::default() };
        compact.text.reserve(tokens.len() * 3);
        compact.pieces.reserve(tokens.len());
        compact.add(source, tokens, edits);
        compact
    }

    /// Writes out further tokens.
    pub fn add(&mut self, source: &str, tokens: &[Token], edits: &[Edit]) {
        let compact = self;
        let mut behind = 0;
        let mut at = 0;
        while at < tokens.len() {
            let (token, edit) = (&tokens[at], &edits[at]);
            let mut end = token.end;
            let mut last = at;
            while matches!(edit.action, Action::Name | Action::Become(_))
                && edits.get(last + 1).is_some_and(|next| next.action == Action::Covered)
            {
                last += 1;
                end = tokens[last].end;
            }
            if edit.before != 0 {
                compact.insert(inserted(edit.before), token.start);
            }
            match edit.action {
                Action::Drop => {
                    behind = u32::MAX;
                    at += 1;
                    if edit.after != 0 {
                        compact.insert(inserted(edit.after), end);
                    }
                    continue;
                }
                // Behind the one that covers it: what is inserted there must not get lost.
                Action::Covered => {
                    at += 1;
                    continue;
                }
                Action::Keep => {
                    compact.separate(behind == token.start && edit.before == 0);
                    compact.write(token, source);
                }
                Action::Name => {
                    compact.separate(false);
                    compact.push("a", token.start, end);
                }
                Action::Become(text) => {
                    compact.separate(false);
                    compact.push(text, token.start, end);
                }
            }
            behind = end;
            at = last;
            let after = edits[at].after;
            if after != 0 {
                compact.insert(inserted(after), end);
                behind = u32::MAX;
            }
            at += 1;
        }
    }

    /// Writes out a token. How a name is spelled, and what number it is, is nothing to a grammar: one letter will do, and
    /// is quicker to parse.
    fn write(&mut self, token: &Token, source: &str) {
        let text = token.text(source);
        match token.kind {
            Kind::Word if token.is_name() && !self.is_verbatim => self.push("a", token.start, token.end),
            Kind::Number if !self.is_verbatim => self.push("0", token.start, token.end),
            Kind::String if text.len() > 6 && text.starts_with('"') && text.ends_with('"') && !text.contains('\\') => {
                self.push("\"", token.start, token.start + 1);
                self.push("x", token.start + 1, token.end - 1);
                self.push("\"", token.end - 1, token.end);
            }
            _ => self.push(text, token.start, token.end),
        }
    }

    fn separate(&mut self, adjacent: bool) {
        if !adjacent && !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    fn push(&mut self, text: &str, source: u32, source_end: u32) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.pieces.push(Piece { start, end: self.text.len() as u32, source, source_end });
    }

    /// Writes out what has no place in the source, at one.
    pub fn insert(&mut self, text: &str, source: u32) {
        self.separate(false);
        self.push(text, source, source);
    }

    /// A way back that is quick for offsets that ascend.
    pub fn back(&self) -> Back<'_> {
        Back { pieces: &self.pieces, start: 0, end: 0 }
    }
}

/// Leads from compact text back to the source; starts and ends are asked for in ascending order, for the most part.
pub(crate) struct Back<'a> {
    pieces: &'a [Piece],
    start: usize,
    end: usize,
}

impl Back<'_> {
    /// Source offset of where a node starts.
    pub fn start(&mut self, at: u32) -> u32 {
        while self.start > 0 && self.pieces.get(self.start).is_none_or(|piece| piece.start > at) {
            self.start -= 1;
        }
        while self.pieces.get(self.start).is_some_and(|piece| piece.end <= at) {
            self.start += 1;
        }
        match (self.pieces.get(self.start), self.pieces.last()) {
            (Some(piece), _) => piece.at(at.max(piece.start)),
            (None, last) => last.map_or(0, |piece| piece.source_end),
        }
    }

    /// Source offset of where a node ends.
    pub fn end(&mut self, at: u32) -> u32 {
        while self.end > 0 && self.pieces.get(self.end).is_none_or(|piece| piece.start >= at) {
            self.end -= 1;
        }
        while self.pieces.get(self.end + 1).is_some_and(|next| next.start < at) {
            self.end += 1;
        }
        match self.pieces.get(self.end) {
            Some(piece) if at > piece.start => piece.at(at),
            Some(piece) => piece.source,
            None => 0,
        }
    }
}

impl Piece {
    /// Source offset of a place inside.
    fn at(&self, at: u32) -> u32 {
        if at >= self.end {
            return self.source_end;
        }
        // A piece that stands for something else has no inside.
        if self.end - self.start == self.source_end - self.source {
            self.source + (at - self.start)
        } else {
            self.source
        }
    }
}
