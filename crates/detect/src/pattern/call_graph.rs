//! Which function of one text calls which, by name.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::unit::Unit;
use crate::code::{Kind, Role};

/// Calls in calls that are followed, and functions that are looked at.
const DEEPEST: usize = 8;
const MOST_REACHED: usize = 2000;

/// The functions of a text with the names of what each calls, or hands on to be called.
pub(crate) struct CallGraph<'a> {
    called: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Functions that are used as values, in tables for example: what a call through a pointer may reach.
    handed_on: BTreeSet<&'a str>,
    reached: RefCell<HashMap<&'a str, Rc<BTreeSet<&'a str>>>>,
}

impl<'a> CallGraph<'a> {
    pub(super) fn collect(unit: &Unit<'a>) -> Self {
        let code = unit.code;
        let functions = || {
            let all = unit.of_kind(Kind::FUNCTION).iter();
            all.filter_map(|id| Some((*id, code.text(code.child(*id, Role::NAME)?, unit.text))))
        };
        let own: BTreeSet<&str> = functions().map(|(_, name)| name).collect();
        let mut called: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (function, name) in functions() {
            let names = code.subtree(function).filter_map(|id| match code.node(id).kind {
                Kind::CALL => unit.callee(id),
                Kind::NAME => Some(code.text(id, unit.text)).filter(|name| own.contains(name)),
                _ => None,
            });
            called.entry(name).or_default().extend(names.filter(|callee| *callee != name));
        }
        let values = unit.of_kind(Kind::NAME).iter().filter(|id| {
            let parent = code.parent(**id).map_or(Kind::ERROR, |parent| code.node(parent).kind);
            !matches!(code.node(**id).role, Role::CALLEE | Role::NAME) && parent != Kind::PROTOTYPE
        });
        let handed_on = values.map(|id| code.text(*id, unit.text)).filter(|name| own.contains(name)).collect();
        Self { called, handed_on, reached: RefCell::default() }
    }

    /// The last name in `callee`, which stands in the text, and those of all functions that it calls in the end. An expression
    /// that names no function of this text may be any that is used as a value.
    pub fn reached_from(&self, callee: &'a str) -> Rc<BTreeSet<&'a str>> {
        if let Some(known) = self.reached.borrow().get(callee) {
            return Rc::clone(known);
        }
        let last = callee.rsplit(|it: char| !(it.is_alphanumeric() || it == '_')).find(|name| !name.is_empty());
        let is_plain = last == Some(callee.trim());
        let mut reached: BTreeSet<&str> = last.into_iter().collect();
        let is_pointer = !is_plain && last.is_some_and(|name| !self.called.contains_key(name));
        let mut new: Vec<&str> = reached.iter().copied().collect();
        if is_pointer {
            new.extend(&self.handed_on);
        }
        for _ in 0..DEEPEST {
            let callees = new.iter().filter_map(|name| self.called.get(name)).flatten().copied();
            new = callees.filter(|name| reached.len() < MOST_REACHED && reached.insert(name)).collect();
        }
        let reached = Rc::new(reached);
        self.reached.borrow_mut().insert(callee, Rc::clone(&reached));
        reached
    }
}
