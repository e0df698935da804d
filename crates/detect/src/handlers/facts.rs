use std::collections::BTreeSet;
use std::ops::Range;

use banbury_syntax::NodeId;
use serde::{Deserialize, Serialize};

use super::deeds::{Deeds, DeedsAt, of_call, of_literal};
use super::triggers::{Compared, trigger};
use crate::code::functions::FoundFunction;
use crate::code::{Code, Kind, Role, first_word, is_jump};
use crate::findings::Hit;
use crate::flow::{FactPlace, FileNames, NameId};
use crate::packed::Packed;
use crate::pattern::Unit;

/// Calls behind one comparison that are looked at.
const MOST_CALLS: usize = 256;

/// What one reading of a file says of functions and comparisons, packed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandlerFacts {
    functions: Packed<FileFunctions>,
    /// Comparisons with what they guard.
    pub(super) guards: Vec<GuardFact>,
}

/// The functions of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileFunctions {
    pub names: Vec<String>,
    pub functions: Vec<FunctionFact>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FunctionFact {
    pub name: NameId,
    /// Whether no other file can call it.
    pub is_local: bool,
    pub deeds: Deeds,
    pub at: FactPlace,
    pub calls: Vec<NameId>,
    /// The constant that something is compared with to find out what it returns.
    pub asks_for: Option<String>,
}

/// A condition, and what happens where it decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct GuardFact {
    pub hit: Hit,
    pub asked: Asked,
    pub calls: Vec<NameId>,
    /// What the code behind it does by itself.
    pub deeds: Deeds,
}

/// What a condition holds something against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Asked {
    /// A constant.
    Constant(String),
    /// What these functions hold it against.
    Functions(Vec<NameId>),
}

impl HandlerFacts {
    /// The hits that there would be on the comparisons.
    pub(crate) fn hits_mut(&mut self) -> impl Iterator<Item = &mut Hit> {
        self.guards.iter_mut().map(|guard| &mut guard.hit)
    }

    pub(super) fn functions(&self) -> FileFunctions {
        self.functions.get().into_owned()
    }
}

/// How places of a text are told outside.
pub(crate) struct Telling<'a> {
    pub place: &'a dyn Fn(&Range<u32>) -> FactPlace,
    pub hit: &'a dyn Fn(&Range<u32>) -> Hit,
}

/// The facts of these functions of a text, if there are any, and whether they are complete.
pub(crate) fn handler_facts(
    unit: &Unit<'_>,
    functions: &[FoundFunction],
    telling: &Telling<'_>,
) -> (Option<HandlerFacts>, bool) {
    let code = unit.code;
    let (mut names, mut facts, mut guards, mut is_complete) = (FileNames::default(), Vec::new(), Vec::new(), true);
    for function in functions {
        let (Some(name), Some(body)) = (function.name, code.child(function.node, Role::BODY)) else { continue };
        let mut deeds = DeedsAt::default();
        let mut calls: Vec<(NodeId, NameId)> = Vec::new();
        let mut branches = Vec::new();
        let mut compared = Compared::default();
        let mut asks_for = None;
        for id in code.subtree(body) {
            match code.node(id).kind {
                Kind::CALL => {
                    if let Some(callee) = unit.callee(id) {
                        deeds.add(id, of_call(unit, id, callee));
                        calls.push((id, names.of(callee)));
                    }
                }
                Kind::STRING => deeds.add(id, of_literal(code.text(id, unit.text))),
                Kind::ASSIGNMENT | Kind::VARIABLE => compared.note(unit, id),
                Kind::RETURN => asks_for = asks_for.or_else(|| Some(trigger(unit, id, &compared)?.constant)),
                Kind::IF => branches.push(id),
                _ => {}
            }
        }
        for branch in branches {
            let Some(condition) = code.child(branch, Role::CONDITION) else { continue };
            let Some(guarded) = guarded(unit, branch, &compared) else {
                let asked = within(&calls, &code.subtree(condition));
                let deeds = deeds.among(&code.child(branch, Role::THEN).map_or(0..0, |then| code.subtree(then)));
                if !asked.is_empty() && deeds.let_in() {
                    is_complete &= asked.len() <= MOST_CALLS;
                    let hit = (telling.hit)(&code.range(condition));
                    let asked = Asked::Functions(distinct(asked));
                    guards.push(GuardFact { hit, asked, calls: Vec::new(), deeds });
                }
                continue;
            };
            if code.child(branch, Role::THEN).is_some_and(|then| leaves(code, unit.text, then)) {
                asks_for.get_or_insert_with(|| guarded.constant.clone());
            }
            let behind = within(&calls, &guarded.nodes);
            is_complete &= behind.len() <= MOST_CALLS;
            if !behind.is_empty() {
                let hit = (telling.hit)(&code.range(condition));
                let asked = Asked::Constant(guarded.constant);
                guards.push(GuardFact { hit, asked, calls: distinct(behind), deeds: Deeds::NONE });
            }
        }
        let head = code.node(function.node).start..code.node(name).end;
        let called: BTreeSet<NameId> = calls.into_iter().map(|(_, name)| name).collect();
        facts.push(FunctionFact {
            name: names.of(code.text(name, unit.text)),
            is_local: function.is_static,
            deeds: deeds.among(&code.subtree(body)),
            at: (telling.place)(&head),
            calls: called.into_iter().collect(),
            asks_for,
        });
    }
    if facts.is_empty() {
        return (None, is_complete);
    }
    let functions = Packed::new(FileFunctions { names: names.into_list(), functions: facts });
    (Some(HandlerFacts { functions, guards }), is_complete)
}

/// The calls among these nodes.
fn within<'c>(calls: &'c [(NodeId, NameId)], nodes: &Range<NodeId>) -> &'c [(NodeId, NameId)] {
    let from = calls.partition_point(|(id, _)| *id < nodes.start);
    let to = calls.partition_point(|(id, _)| *id < nodes.end);
    calls.get(from..to).unwrap_or(&[])
}

/// The names of calls, each once, up to a bound.
fn distinct(calls: &[(NodeId, NameId)]) -> Vec<NameId> {
    let names: BTreeSet<NameId> = calls.iter().take(MOST_CALLS).map(|(_, name)| *name).collect();
    names.into_iter().collect()
}

/// A constant, and the nodes that run only if something equals it.
struct Guarded {
    constant: String,
    nodes: Range<NodeId>,
}

fn guarded(unit: &Unit<'_>, branch: NodeId, compared: &Compared<'_>) -> Option<Guarded> {
    let code = unit.code;
    let trigger = trigger(unit, code.child(branch, Role::CONDITION)?, compared)?;
    let then = code.child(branch, Role::THEN)?;
    let nodes = match (trigger.holds_if_equal, code.child(branch, Role::ELSE)) {
        (true, _) => code.subtree(then),
        (false, Some(otherwise)) => code.subtree(otherwise),
        (false, None) if leaves(code, unit.text, then) => code.node(branch).next..code.node(code.parent(branch)?).next,
        (false, None) => return None,
    };
    Some(Guarded { constant: trigger.constant, nodes })
}

/// Whether a branch ends by leaving what is around it, so that what follows is its other branch.
fn leaves(code: &Code, text: &str, branch: NodeId) -> bool {
    let last = code.children(branch).last().unwrap_or(branch);
    is_jump(first_word(code.text(last, text)))
}
