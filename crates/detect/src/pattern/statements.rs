//! How patterns match runs of statements, and statements that hold an expression.

use banbury_syntax::NodeId;

use super::binding::Bindings;
use super::compile::{Pat, What};
use super::matching::{Continue, ContinueAt, Matcher};
use crate::code::{Kind, Role};

impl Matcher<'_, '_> {
    /// A pattern's expression statement stands for each statement that evaluates the expression: on its own, as part of a larger
    /// one, in an initialiser or a `return`; `<... P ...>;` in conditions and for what is assigned to as well. What stands in
    /// the statements nested inside does not count.
    pub(super) fn anywhere_in_statement(
        &self,
        expression: &Pat,
        id: NodeId,
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        let code = self.code();
        let statement = code.node(id);
        let (expression, everywhere) = match &expression.what {
            What::Deep(inside) => (&**inside, true),
            _ => (expression, false),
        };
        if !everywhere && !matches!(statement.kind, Kind::EXPRESSION_STATEMENT | Kind::VARIABLE | Kind::RETURN) {
            return;
        }
        let mut inner = id;
        while inner < statement.next {
            if !self.spend() {
                return;
            }
            let node = code.node(inner);
            if !self.may_hold(expression.features, inner) {
                inner = node.next;
                continue;
            }
            let evaluated = (inner != id || node.kind == Kind::VARIABLE) && node.kind != Kind::TOKEN;
            if evaluated && self.may_match(expression, inner) {
                self.node(expression, inner, bindings, go_on);
            }
            let is_assigned = node.role == Role::LEFT && code.node(node.parent).kind == Kind::ASSIGNMENT;
            let is_optional = node.kind == Kind::CONDITIONAL && statement.kind == Kind::EXPRESSION_STATEMENT;
            let is_passed_over = node.kind == Kind::BLOCK || (!everywhere && (is_assigned || is_optional));
            inner = if is_passed_over { node.next } else { inner + 1 };
        }
    }

    /// Matches statements that follow one another. Behind an ellipsis the next one may also stand deeper, in a nested
    /// block. With `whole`, nothing may be left over.
    pub(super) fn statements(
        &self,
        pats: &[Pat],
        nodes: &[NodeId],
        whole: bool,
        end: u32,
        bindings: &mut Bindings,
        go_on: ContinueAt<'_>,
    ) {
        if !self.spend() {
            return;
        }
        let Some((first, rest)) = pats.split_first() else {
            if !whole || nodes.is_empty() {
                go_on(bindings, end);
            }
            return;
        };
        match &first.what {
            What::Ellipsis if rest.is_empty() => {
                // The last one may stand inside what was matched.
                let last = nodes.last().map_or(end, |last| self.code().node(*last).end.max(end));
                go_on(bindings, last);
            }
            What::Ellipsis if !self.may_hold_all(rest, nodes) => {}
            What::Ellipsis => {
                let nested = self.nested_statements(nodes);
                if matches!(rest[0].what, What::Ellipsis | What::MetavariableEllipsis(_)) {
                    return self.statements(rest, nodes, whole, end, bindings, go_on);
                }
                // What stands behind the last of the statements that were found does not count.
                let whole = false;
                for (at, candidate) in nested.iter().enumerate() {
                    let behind = self.code().node(*candidate).end;
                    self.node(&rest[0], *candidate, bindings, &mut |bindings| {
                        // What comes later may stand inside the matched statement, behind its condition for example;
                        // what follows at once stands behind it.
                        let after = at + 1;
                        let others = match rest.get(1).map(|pat| &pat.what) {
                            Some(What::Ellipsis) => &nested[after..],
                            _ => {
                                let next = nested[after..].iter().position(|id| self.code().node(*id).start >= behind);
                                next.map_or(&[][..], |next| &nested[after + next..])
                            }
                        };
                        self.statements(&rest[1..], others, whole, behind, bindings, go_on);
                    });
                }
            }
            _ => {
                let Some((node, others)) = nodes.split_first() else { return };
                let behind = self.code().node(*node).end;
                // In a list of statements and all that is nested in them, skip what the matched one holds.
                let inside = self.code().node(*node).next;
                let next = others.iter().position(|id| *id >= inside).unwrap_or(others.len());
                self.node(first, *node, bindings, &mut |bindings| {
                    self.statements(rest, &others[next..], whole, behind, bindings, go_on);
                });
            }
        }
    }

    /// Cheap, and never wrong in saying no: whether what several patterns need is somewhere in statements.
    fn may_hold_all(&self, pats: &[Pat], nodes: &[NodeId]) -> bool {
        pats.iter().all(|pat| nodes.iter().any(|id| self.may_hold(pat.features, *id)))
    }

    /// Statements and those nested in them, in the order of the text.
    fn nested_statements(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut behind = 0;
        for top in nodes {
            // The list may hold nested statements already.
            if *top < behind {
                continue;
            }
            behind = self.code().node(*top).next;
            for id in self.code().subtree(*top) {
                if !self.spend() {
                    return found;
                }
                let is_block = self.code().node(id).kind == Kind::BLOCK;
                if id == *top || (!is_block && self.is_statement(id)) {
                    found.push(id);
                }
            }
        }
        found
    }
}
