//! What else a node of a pattern stands for than nodes of its own kind.

use banbury_syntax::NodeId;

use super::binding::Bindings;
use super::compile::{Pat, What};
use super::matching::{Continue, Matcher};
use crate::code::{Kind, Role};

impl Matcher<'_, '_> {
    /// A cast of C changes the type alone: what is cast matches too.
    pub(super) fn through_cast(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let is_cast = self.code().node(id).kind == Kind::CAST && self.unit.lowering.grammar.has_preprocessor();
        if is_cast
            && !matches!(pat.what, What::Deep(_) | What::Node { kind: Kind::CAST, .. })
            && let Some(value) = self.code().child(id, Role::VALUE)
        {
            self.node(pat, value, bindings, go_on);
        }
    }

    /// A type stands for itself with type arguments.
    pub(super) fn without_type_arguments(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        if self.code().node(id).kind == Kind::GENERIC
            && matches!(&pat.what, What::Leaf { .. } | What::Node { kind: Kind::MEMBER, .. })
            && let Some(type_) = self.code().children(id).next()
        {
            self.node(pat, type_, bindings, go_on);
        }
    }

    /// `$X = f()` also stands for a declaration with that initialiser.
    pub(super) fn initializer(&self, assignment: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        // A pattern that says more, as Go's `:=` does, stands for no declaration.
        let [left @ Pat { role: Role::LEFT, .. }, right @ Pat { role: Role::RIGHT, .. }] = assignment else { return };
        let code = self.code();
        if let (Some(name), Some(value)) = (code.child(id, Role::LEFT), code.child(id, Role::RIGHT)) {
            self.node(left, name, bindings, &mut |bindings| self.node(right, value, bindings, go_on));
        }
    }

    /// Types with the same pointers; a metavariable as type takes pointers that the pattern does not write.
    pub(super) fn type_(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let nodes = self.children(id);
        if let [Pat { what: What::Metavariable { variable, type_: None }, .. }, pointers @ ..] = pats {
            let signs = nodes.iter().filter(|id| self.code().node(**id).kind == Kind::TOKEN).count();
            if let (Some(first), true) = (nodes.first(), signs >= pointers.len()) {
                let last = nodes.len() - 1 - pointers.len().min(nodes.len() - 1);
                let range = self.code().node(*first).start..self.code().node(nodes[last]).end;
                self.bind(*variable, range, bindings, go_on);
            }
            return;
        }
        self.parts(pats, nodes, Kind::TYPE, bindings, go_on);
    }

    /// `P + ...` also stands for longer sums that begin with P.
    pub(super) fn leading(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let [left, operator, Pat { what: What::Metavariable { variable: None, type_: None }, .. }] = pats else {
            return;
        };
        let mut at = id;
        while self.spend() {
            let Some(inner) = self.code().children(at).next() else { return };
            let mut parts = self.code().children(inner);
            let (Some(first), Some(sign)) = (parts.next(), parts.next()) else { return };
            if self.code().node(inner).kind != Kind::BINARY || self.text_of(sign) != "+" {
                return;
            }
            self.node(operator, sign, bindings, &mut |bindings| self.node(left, first, bindings, go_on));
            at = inner;
        }
    }

    /// An operation and the assignment that holds it.
    pub(super) fn updated(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let nodes = self.children(id);
        if let ([left, Pat { what: What::Leaf { text: operator, .. }, .. }, right], [node_left, token, node_right]) =
            (pats, nodes.as_slice())
            && self.text_of(*token).strip_suffix('=') == Some(operator)
        {
            self.node(left, *node_left, bindings, &mut |bindings| self.node(right, *node_right, bindings, go_on));
        }
    }

    /// Operators for which the order of the operands says nothing.
    pub(super) fn swapped(&self, pats: &[Pat], id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let nodes = self.children(id);
        if let ([left, operator, right], [node_left, node_operator, node_right]) = (pats, nodes.as_slice())
            && matches!(self.text_of(*node_operator), "&&" | "||" | "and" | "or" | "&" | "|" | "^")
        {
            self.node(operator, *node_operator, bindings, &mut |bindings| {
                self.node(left, *node_right, bindings, &mut |bindings| self.node(right, *node_left, bindings, go_on));
            });
        }
    }
}
