//! Which function of one text calls which, by name.

use std::collections::{BTreeMap, BTreeSet};

use banbury_syntax::NodeId;

use super::unit::Unit;
use crate::code::{Kind, Role};

/// Calls in calls that are followed.
const DEEPEST: usize = 8;

/// The functions of a text with the names of what each calls, or hands on to be called.
pub(crate) struct CallGraph<'a> {
    called: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Functions that are used as values, in tables for example: what a call through a pointer may reach.
    handed_on: BTreeSet<&'a str>,
}

impl<'a> CallGraph<'a> {
    pub(super) fn collect(unit: &Unit<'a>) -> Self {
        let code = unit.code;
        let name_of = |id: NodeId| Some(code.text(code.child(id, Role::NAME)?, unit.text));
        let functions = unit.of_kind(Kind::FUNCTION).iter().filter_map(|id| name_of(*id));
        let mut called: BTreeMap<&str, BTreeSet<&str>> = functions.map(|name| (name, BTreeSet::new())).collect();
        let mut handed_on = BTreeSet::new();
        // The functions around the node at hand, innermost last: each name counts for the innermost.
        let mut around: Vec<(NodeId, &str)> = Vec::new();
        for (id, node) in (0..).zip(&code.nodes) {
            while around.pop_if(|(behind, _)| *behind <= id).is_some() {}
            let meant = match node.kind {
                Kind::FUNCTION => {
                    around.extend(name_of(id).map(|name| (node.next, name)));
                    continue;
                }
                Kind::CALL => unit.callee(id),
                Kind::NAME if !matches!(node.role, Role::CALLEE | Role::NAME) => {
                    let name = Some(code.text(id, unit.text)).filter(|name| called.contains_key(name));
                    handed_on.extend(name);
                    name
                }
                _ => None,
            };
            if let (Some(name), Some((_, function))) = (meant, around.last())
                && let Some(callees) = called.get_mut(function)
            {
                callees.insert(name);
            }
        }
        Self { called, handed_on }
    }

    /// Whether `is_wanted` holds for the last name in `callee`, which stands in the text, or for a function that this calls in the
    /// end. An expression that names no function of this text may be any that is used as a value. `spend` is asked before each
    /// step; nothing more is found once it says no.
    pub fn reaches(&self, callee: &'a str, spend: &dyn Fn() -> bool, is_wanted: &dyn Fn(&'a str) -> bool) -> bool {
        let mut names = callee.split(|it: char| !(it.is_alphanumeric() || it == '_')).filter(|name| !name.is_empty());
        let Some(last) = names.next_back() else { return false };
        let is_pointer = last != callee.trim() && !self.called.contains_key(last);
        let mut reached = BTreeSet::from([last]);
        let mut new = vec![last];
        if is_pointer {
            new.extend(self.handed_on.iter().filter(|name| reached.insert(name)));
        }
        for _ in 0..=DEEPEST {
            if new.iter().any(|name| is_wanted(name)) {
                return true;
            }
            let callees = new.iter().filter_map(|name| self.called.get(name)).flatten().copied();
            new = callees.take_while(|_| spend()).filter(|name| reached.insert(name)).collect();
        }
        false
    }
}
