//! How the parts of a pattern's node match the parts of a node: in order, but for what has no order.

use std::borrow::Borrow;

use banbury_syntax::NodeId;

use super::binding::Bindings;
use super::compile::{Pat, What};
use super::matching::{Continue, Matcher, Nodes};
use crate::code::{Kind, Role};

impl Matcher<'_, '_> {
    /// Matches the parts of a node of `kind`.
    pub(super) fn parts(&self, pats: &[Pat], nodes: Nodes, kind: Kind, bindings: &mut Bindings, go_on: Continue<'_>) {
        match kind {
            Kind::RECORD | Kind::MEMBERS | Kind::IMPORT => {
                let wanted: Vec<&Pat> = pats.iter().filter(|pat| !matches!(pat.what, What::Ellipsis)).collect();
                // A class may always have more members than a pattern says, and an import bring more names.
                let open = wanted.len() < pats.len() || matches!(kind, Kind::MEMBERS | Kind::IMPORT);
                if open || wanted.len() == nodes.len() {
                    self.in_any_order(&wanted, &nodes, bindings, &mut |bindings, rest| {
                        if open || rest.is_empty() {
                            go_on(bindings);
                        }
                    });
                }
            }
            // The cases that a pattern names are among others.
            Kind::CASES => {
                let wanted: Vec<&Pat> = pats.iter().filter(|pat| !matches!(pat.what, What::Ellipsis)).collect();
                self.among_others(&wanted, &nodes, bindings, go_on);
            }
            Kind::ARGUMENTS if pats.iter().any(|pat| is_kind(pat, Kind::KEYWORD_ARGUMENT)) => {
                let (keywords, others): (Vec<&Pat>, Vec<&Pat>) =
                    pats.iter().partition(|pat| is_kind(pat, Kind::KEYWORD_ARGUMENT));
                self.in_any_order(&keywords, &nodes, bindings, &mut |bindings, rest| {
                    self.list(&others, rest, kind, bindings, go_on);
                });
            }
            // Most nodes have no modifiers and most patterns ask for none.
            _ if !pats.iter().any(|pat| is_kind(pat, Kind::MODIFIER)) => {
                let mut parts = nodes;
                parts.retain(|id| self.code().node(*id).kind != Kind::MODIFIER);
                self.list(pats, &parts, kind, bindings, go_on);
            }
            _ => {
                let is_modifier = |id: &NodeId| self.code().node(*id).kind == Kind::MODIFIER;
                let (modifiers, parts): (Nodes, Nodes) = nodes.into_iter().partition(is_modifier);
                let (wanted, others): (Vec<&Pat>, Vec<&Pat>) =
                    pats.iter().partition(|pat| is_kind(pat, Kind::MODIFIER));
                self.in_any_order(&wanted, &modifiers, bindings, &mut |bindings, _| {
                    self.list(&others, &parts, kind, bindings, go_on);
                });
            }
        }
    }

    /// Matches each pattern with a node of its own, and hands on the nodes that are left.
    pub(super) fn in_any_order(
        &self,
        pats: &[&Pat],
        nodes: &[NodeId],
        bindings: &mut Bindings,
        go_on: &mut dyn FnMut(&mut Bindings, &[NodeId]),
    ) {
        let Some((first, rest)) = pats.split_first() else { return go_on(bindings, nodes) };
        for (at, node) in nodes.iter().enumerate() {
            if !self.spend() {
                return;
            }
            let found = self.code().node(*node).role;
            if first.role != Role::NONE && found != Role::NONE && first.role != found {
                continue;
            }
            self.node(first, *node, bindings, &mut |bindings| {
                let mut others = Nodes::from_slice(nodes);
                others.remove(at);
                self.in_any_order(rest, &others, bindings, go_on);
            });
        }
    }

    /// Matches patterns with nodes in their order, whatever lies between.
    fn among_others(&self, pats: &[&Pat], nodes: &[NodeId], bindings: &mut Bindings, go_on: Continue<'_>) {
        let Some((first, rest)) = pats.split_first() else { return go_on(bindings) };
        for (at, node) in nodes.iter().enumerate() {
            if !self.spend() {
                return;
            }
            self.node(first, *node, bindings, &mut |bindings| {
                self.among_others(rest, &nodes[at + 1..], bindings, go_on);
            });
        }
    }

    /// Matches parts in order. `kind` is the kind of the node that has them.
    fn list<P: Borrow<Pat>>(
        &self,
        pats: &[P],
        nodes: &[NodeId],
        kind: Kind,
        bindings: &mut Bindings,
        go_on: Continue<'_>,
    ) {
        if !self.spend() {
            return;
        }
        let Some((first, rest)) = pats.split_first() else {
            if nodes.iter().all(|id| self.may_be_left_out(*id, kind)) {
                go_on(bindings);
            }
            return;
        };
        let first = first.borrow();
        match &first.what {
            What::Ellipsis if rest.is_empty() => go_on(bindings),
            What::Ellipsis => {
                for at in 0..=nodes.len() {
                    self.list(rest, &nodes[at..], kind, bindings, go_on);
                }
            }
            What::MetavariableEllipsis(variable) => {
                for at in 0..=nodes.len() {
                    let range = match (nodes.first(), at.checked_sub(1).and_then(|last| nodes.get(last))) {
                        (Some(first), Some(last)) => self.code().node(*first).start..self.code().node(*last).end,
                        _ => 0..0,
                    };
                    self.bind(*variable, range, bindings, &mut |bindings| {
                        self.list(rest, &nodes[at..], kind, bindings, go_on);
                    });
                }
            }
            _ => {
                let Some((node, others)) = nodes.split_first() else { return };
                let found = self.code().node(*node).role;
                if first.role == Role::NONE || found == Role::NONE || first.role == found {
                    self.node(first, *node, bindings, &mut |bindings| self.list(rest, others, kind, bindings, go_on));
                    self.behind_type(first, *node, bindings, &mut |bindings| {
                        self.list(rest, others, kind, bindings, go_on);
                    });
                }
                if self.may_be_left_out(*node, kind) && first.role != found {
                    self.list(pats, others, kind, bindings, go_on);
                }
            }
        }
    }

    /// A parameter's name stands for the parameter with its type and default.
    fn behind_type(&self, pat: &Pat, id: NodeId, bindings: &mut Bindings, go_on: Continue<'_>) {
        let is_name = matches!(&pat.what, What::Metavariable { .. } | What::Leaf { kind: Kind::NAME, .. });
        let bare = matches!(&pat.what, What::Metavariable { type_: Some(_), .. });
        if is_name && !bare && self.code().node(id).kind == Kind::PARAMETER {
            let mut parts = self.code().children(id);
            let named = self.code().child(id, Role::NAME);
            let name = named.or_else(|| parts.find(|part| self.code().node(*part).kind == Kind::NAME));
            if let Some(name) = name {
                self.node(pat, name, bindings, go_on);
            }
        }
    }

    /// Whether code may have this where a pattern says nothing of it: types, an `else`, a value, the array of an open type.
    fn may_be_left_out(&self, id: NodeId, kind: Kind) -> bool {
        let node = self.code().node(id);
        match node.role {
            Role::ELSE | Role::BASES => true,
            Role::TYPE => kind != Kind::CAST,
            Role::VALUE => matches!(kind, Kind::PARAMETER | Kind::CASE),
            Role::PARAMETERS => matches!(kind, Kind::VARIABLE | Kind::PARAMETER),
            _ => matches!(node.kind, Kind::MODIFIER | Kind::BOUNDS),
        }
    }
}

fn is_kind(pat: &Pat, wanted: Kind) -> bool {
    matches!(&pat.what, What::Node { kind, .. } | What::Leaf { kind, .. } if *kind == wanted)
}
