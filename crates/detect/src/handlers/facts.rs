use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use banbury_syntax::NodeId;
use serde::{Deserialize, Serialize};

use super::deeds::{Deeds, deeds};
use super::triggers::trigger;
use crate::bytes::Bytes;
use crate::code::{Kind, Role};
use crate::findings::Hit;
use crate::flow::FactPlace;
use crate::pattern::Unit;

/// What one reading of a file says of functions and comparisons, packed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandlerFacts {
    packed: Bytes,
    /// Comparisons with what they guard.
    pub(super) guards: Vec<GuardFact>,
}

/// A name, by its number among those of its file.
pub(super) type NameId = u32;

/// The functions of a file.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct FileFunctions {
    pub names: Vec<String>,
    pub functions: Vec<FunctionFact>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct FunctionFact {
    pub name: NameId,
    /// Whether no other file can call it.
    pub is_local: bool,
    pub deeds: Deeds,
    pub at: FactPlace,
    pub calls: Vec<NameId>,
}

/// A comparison with a constant, and what is called where it decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct GuardFact {
    pub hit: Hit,
    pub constant: String,
    pub calls: Vec<String>,
}

impl HandlerFacts {
    /// The hits that there would be on the comparisons.
    pub(crate) fn hits_mut(&mut self) -> impl Iterator<Item = &mut Hit> {
        self.guards.iter_mut().map(|guard| &mut guard.hit)
    }

    pub(super) fn functions(&self) -> FileFunctions {
        postcard::from_bytes(&self.packed.0).unwrap_or_default()
    }
}

/// How places of a text are told outside.
pub(crate) struct Telling<'a> {
    pub place: &'a dyn Fn(&Range<u32>) -> FactPlace,
    pub hit: &'a dyn Fn(&Range<u32>) -> Hit,
}

/// The facts of a text; none if there is nothing to tell.
pub(crate) fn handler_facts(unit: &Unit<'_>, telling: &Telling<'_>) -> Option<HandlerFacts> {
    let code = unit.code;
    let mut names = Names::default();
    let mut functions = Vec::new();
    for function in unit.of_kind(Kind::FUNCTION) {
        let (Some(name), Some(body)) = (code.child(*function, Role::NAME), code.child(*function, Role::BODY)) else {
            continue;
        };
        let is_local = code
            .children(*function)
            .any(|child| code.node(child).kind == Kind::MODIFIER && code.text(child, unit.text) == "static");
        let calls = called(unit, code.subtree(body)).into_iter().map(|name| names.number(name)).collect();
        let head = code.node(*function).start..code.node(name).end;
        functions.push(FunctionFact {
            name: names.number(code.text(name, unit.text)),
            is_local,
            deeds: deeds(unit, code.subtree(body)),
            at: (telling.place)(&head),
            calls,
        });
    }
    let guards: Vec<GuardFact> =
        unit.of_kind(Kind::IF).iter().filter_map(|guard| guard_fact(unit, *guard, telling)).collect();
    if functions.is_empty() {
        return None;
    }
    // Names, numbers and lists can always be written.
    let packed = postcard::to_allocvec(&FileFunctions { names: names.list, functions }).unwrap_or_default();
    Some(HandlerFacts { packed: Bytes(packed.into()), guards })
}

#[derive(Default)]
struct Names {
    list: Vec<String>,
    numbers: HashMap<String, NameId>,
}

impl Names {
    fn number(&mut self, name: &str) -> NameId {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let number = self.list.len() as NameId;
        self.list.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

/// The names of what is called in a range of nodes.
fn called<'a>(unit: &Unit<'a>, nodes: Range<NodeId>) -> BTreeSet<&'a str> {
    nodes.filter(|id| unit.code.node(*id).kind == Kind::CALL).filter_map(|id| unit.callee(id)).collect()
}

fn guard_fact(unit: &Unit<'_>, guard: NodeId, telling: &Telling<'_>) -> Option<GuardFact> {
    let code = unit.code;
    let condition = code.child(guard, Role::CONDITION)?;
    let trigger = trigger(unit, condition)?;
    let then = code.child(guard, Role::THEN)?;
    let otherwise = code.child(guard, Role::ELSE);
    let calls = if trigger.holds_if_equal {
        called(unit, code.subtree(then))
    } else if let Some(otherwise) = otherwise {
        called(unit, code.subtree(otherwise))
    } else if is_left(unit, then) {
        // What follows runs only if both are equal.
        let list = code.parent(guard)?;
        called(unit, code.node(guard).next..code.node(list).next)
    } else {
        return None;
    };
    if calls.is_empty() {
        return None;
    }
    let range = code.range(condition);
    let calls = calls.into_iter().map(str::to_owned).collect();
    Some(GuardFact { hit: (telling.hit)(&range), constant: trigger.constant, calls })
}

/// Whether a branch ends by leaving what is around it.
fn is_left(unit: &Unit<'_>, branch: NodeId) -> bool {
    let last = unit.code.children(branch).last().unwrap_or(branch);
    let text = unit.code.text(last, unit.text);
    ["return", "continue", "break", "goto"].iter().any(|word| text.starts_with(word))
}
