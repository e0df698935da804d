//! How patterns match runs of statements, and statements that hold an expression.

use banbury_syntax::NodeId;

use super::compile::{Pat, counts};
use super::matching::{Bindings, Continue, ContinueAt, Matcher};

impl Matcher<'_> {
    /// A pattern's expression statement stands for each statement that evaluates the expression: on its own, as part of a larger
    /// one, in an initialiser, a `return` or a condition; not in the statements nested inside.
    pub(super) fn anywhere_in_statement(
        &self,
        expression: &Pat,
        id: NodeId,
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        let dialect = self.dialect;
        let kind = self.tree.node(id).kind;
        let whole =
            kind == dialect.expression_statement || kind == dialect.declaration || kind == dialect.return_statement;
        let Some(part) = (if whole { Some(id) } else { self.tree.field(id, dialect.field_condition) }) else { return };
        for inner in self.tree.subtree(part) {
            if !self.spend() {
                return;
            }
            if !self.may_match(expression, inner) {
                continue;
            }
            let counted = inner != id && counts(dialect, self.tree, inner);
            if counted && !dialect.parentheses.contains(&self.tree.node(inner).kind) {
                self.node(expression, inner, bindings, go_on);
            }
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
        match first {
            Pat::Ellipsis if rest.is_empty() => {
                let last = nodes.last().map_or(end, |last| self.tree.node(*last).end);
                go_on(bindings, last);
            }
            Pat::Ellipsis => {
                let nested = self.nested_statements(nodes);
                let deeper = matches!(rest.first(), Some(Pat::Ellipsis | Pat::MetavariableEllipsis(_)));
                if deeper {
                    return self.statements(rest, nodes, whole, end, bindings, go_on);
                }
                for (at, candidate) in nested.iter().enumerate() {
                    let behind = self.tree.node(*candidate).end;
                    self.node(&rest[0], *candidate, bindings, &mut |bindings| {
                        // What comes later may stand inside the matched statement, behind its condition for example;
                        // what follows at once stands behind it.
                        let after = at + 1;
                        let others = match rest.get(1) {
                            Some(Pat::Ellipsis) => &nested[after..],
                            _ => {
                                let next = nested[after..].iter().position(|id| self.tree.node(*id).start >= behind);
                                next.map_or(&[][..], |next| &nested[after + next..])
                            }
                        };
                        self.statements(&rest[1..], others, whole, behind, bindings, go_on);
                    });
                }
            }
            _ => {
                let Some((node, others)) = nodes.split_first() else { return };
                let behind = self.tree.node(*node).end;
                // In a list of statements and all that is nested in them, skip what the matched one holds.
                let next = others.iter().position(|id| self.tree.node(*id).start >= behind).unwrap_or(others.len());
                self.node(first, *node, bindings, &mut |bindings| {
                    self.statements(rest, &others[next..], whole, behind, bindings, go_on);
                });
            }
        }
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
            behind = self.tree.node(*top).next;
            for id in self.tree.subtree(*top) {
                if !self.spend() {
                    return found;
                }
                let node = self.tree.node(id);
                let in_block = self
                    .tree
                    .parent(id)
                    .is_some_and(|parent| self.dialect.blocks.contains(&self.tree.node(parent).kind));
                let is_block = self.dialect.blocks.contains(&node.kind);
                let counted = node.is_named() && !node.is_extra();
                if id == *top || (counted && !is_block && (in_block || self.dialect.statements.contains(&node.kind))) {
                    found.push(id);
                }
            }
        }
        found
    }
}
