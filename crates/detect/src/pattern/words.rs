//! How patterns match a shell's commands, whose words stand in a row: what is called is the first.

use banbury_syntax::{Grammar, NodeId};

use super::binding::Bindings;
use super::compile::{Pat, StringPat, What};
use super::matching::{Continue, Matcher, in_role};
use crate::code::{Kind, Role};

impl Matcher<'_, '_> {
    /// `... word ...`: a call whose words, the called one among them, are in this row.
    pub(super) fn command(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let arguments = in_role(pats, Role::ARGUMENTS).map(|pat| &pat.what);
        let (Some(callee), Some(What::Node { children, .. })) = (in_role(pats, Role::CALLEE), arguments) else {
            return;
        };
        let wanted: Vec<&Pat> = std::iter::once(callee).chain(children).collect();
        let code = self.code();
        let mut words: Vec<NodeId> = code.child(id, Role::CALLEE).into_iter().collect();
        words.extend(code.child(id, Role::ARGUMENTS).into_iter().flat_map(|arguments| code.children(arguments)));
        self.row(&wanted, &words, bindings, go_on);
    }

    /// Whether a call's pattern leaves open what is called.
    pub(super) fn is_open_command(&self, pats: &[Pat]) -> bool {
        self.unit.lowering.grammar == Grammar::Bash
            && in_role(pats, Role::CALLEE).is_some_and(|callee| matches!(callee.what, What::Ellipsis))
    }

    /// Whether a word of a pattern is the word that a command calls.
    pub(super) fn is_called_word(&self, pat: &Pat, id: NodeId) -> bool {
        self.code().node(id).role == Role::CALLEE
            && self.code().node(id).kind == Kind::NAME
            && matches!(&pat.what, What::String(StringPat::Exact(word)) if word == self.text_of(id))
    }

    fn row(&self, pats: &[&Pat], words: &[NodeId], bindings: &mut Bindings, go_on: Continue<'_>) {
        if !self.spend() {
            return;
        }
        match (pats, words) {
            ([], []) => go_on(bindings),
            ([], _) => {}
            ([ellipsis, rest @ ..], _) if matches!(ellipsis.what, What::Ellipsis) => {
                if rest.is_empty() {
                    return go_on(bindings);
                }
                for at in 0..=words.len() {
                    self.row(rest, &words[at..], bindings, go_on);
                }
            }
            ([first, rest @ ..], [word, others @ ..]) => {
                if self.is_called_word(first, *word) {
                    self.row(rest, others, bindings, go_on);
                } else {
                    self.node(first, *word, bindings, &mut |bindings| self.row(rest, others, bindings, go_on));
                }
            }
            _ => {}
        }
    }
}
