//! How the pieces of a string literal with code in it match.

use std::ops::Range;

use banbury_syntax::NodeId;

use super::binding::Bindings;
use super::compile::{Piece, StringPat};
use super::literal::{TemplatePiece, template_pieces};
use super::matching::{Continue, Matcher};

impl Matcher<'_, '_> {
    pub(super) fn template(&self, pats: &[Piece], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        if let Some(pieces) = template_pieces(self.code(), id, self.unit.text) {
            self.pieces(pats, &pieces, bindings, go_on);
        }
    }

    /// Recursion is bounded by the length of the pattern.
    fn pieces(&self, pats: &[Piece], pieces: &[TemplatePiece], bindings: &mut Bindings, go_on: Continue<'_>) {
        if !self.spend() {
            return;
        }
        let Some((first, rest)) = pats.split_first() else {
            if pieces.is_empty() {
                go_on(bindings);
            }
            return;
        };
        match (first, pieces.split_first()) {
            (Piece::Any, _) if rest.is_empty() => go_on(bindings),
            (Piece::Any, _) => {
                for at in 0..=pieces.len() {
                    self.pieces(rest, &pieces[at..], bindings, go_on);
                }
            }
            (Piece::Text(pat), Some((TemplatePiece::Text(range), others))) => {
                self.content(pat, range.clone(), bindings, &mut |bindings| self.pieces(rest, others, bindings, go_on));
            }
            (Piece::Code(pat), Some((TemplatePiece::Code(part), others))) => {
                self.node(pat, *part, bindings, &mut |bindings| self.pieces(rest, others, bindings, go_on));
            }
            _ => {}
        }
    }

    /// The content of a string literal, or of a piece of one.
    pub(super) fn content(&self, wanted: &StringPat, range: Range<u32>, bindings: &mut Bindings, go_on: Continue<'_>) {
        let content = self.unit.text.get(range.start as usize..range.end as usize).unwrap_or("");
        match wanted {
            StringPat::Any => go_on(bindings),
            StringPat::Exact(wanted) if wanted == content => go_on(bindings),
            StringPat::Exact(_) => {}
            StringPat::Regex(regex) => {
                self.charge(content.len() as u64 / 16);
                if regex.is_match(content) {
                    go_on(bindings);
                }
            }
            StringPat::Metavariable(variable) => self.bind(Some(*variable), range, bindings, go_on),
        }
    }
}
