//! Which function of one text calls which, by name.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use banbury_syntax::NodeId;

use super::unit::Unit;
use crate::code::{Kind, Role};

/// Calls in calls that are followed.
const DEEPEST: usize = 8;

/// The functions of a text with the names of what each calls, or hands on to be called.
pub(crate) struct CallGraph<'a> {
    called: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The same the other way round: what is called, with the functions that call it.
    callers: BTreeMap<&'a str, Vec<&'a str>>,
    /// Functions that are used as values, in tables for example: what a call through a pointer may reach.
    handed_on: BTreeSet<&'a str>,
}

/// Names that are asked for, and the functions that call one of them in the end.
#[derive(Default)]
pub(crate) struct Leading<'a> {
    names: HashSet<&'a str>,
    /// Whether a call through a pointer may reach one of them.
    through_pointer: bool,
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
        let mut callers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (function, callees) in &called {
            callees.iter().for_each(|callee| callers.entry(callee).or_default().push(function));
        }
        Self { called, callers, handed_on }
    }

    /// What leads to a name for which `is_wanted` holds. `spend` is asked before each step; nothing more is found once it says no.
    pub fn leading_to(&self, spend: &dyn Fn() -> bool, is_wanted: &dyn Fn(&'a str) -> bool) -> Leading<'a> {
        let functions = self.called.keys().filter(|name| !self.callers.contains_key(*name));
        let all = self.callers.keys().chain(functions).copied();
        let mut new: Vec<&str> = all.take_while(|_| spend()).filter(|name| is_wanted(name)).collect();
        let mut names: HashSet<&str> = new.iter().copied().collect();
        for _ in 0..DEEPEST {
            let callers = new.iter().filter_map(|name| self.callers.get(name)).flatten().copied();
            new = callers.take_while(|_| spend()).filter(|name| names.insert(name)).collect();
        }
        let through_pointer = self.handed_on.iter().any(|name| names.contains(name));
        Leading { names, through_pointer }
    }

    /// Whether the last name in `callee`, an expression of the text, leads to one that is asked for. What names no function of this
    /// text may be any that is used as a value.
    pub fn reaches(&self, callee: &str, leading: &Leading<'_>, is_wanted: &dyn Fn(&str) -> bool) -> bool {
        let mut names = callee.split(|it: char| !(it.is_alphanumeric() || it == '_')).filter(|name| !name.is_empty());
        let Some(last) = names.next_back() else { return false };
        let is_pointer = last != callee.trim() && !self.called.contains_key(last);
        // What no function calls is not in the graph.
        leading.names.contains(last) || is_wanted(last) || (is_pointer && leading.through_pointer)
    }
}
