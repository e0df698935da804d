use std::collections::BTreeSet;

use banbury_syntax::{NodeId, SourceText};

use super::hit;
use crate::ApiFamilies;
use crate::code::{Kind, Role};
use crate::findings::Hit;
use crate::names::{is_bound_name, promises_bound};
use crate::pattern::Unit;

/// Functions that take the size of their destination, never use it, and call an unbounded function (class 15).
pub(crate) fn wrapper_hits(source: &SourceText<'_>, unit: &Unit<'_>) -> Vec<Hit> {
    let code = unit.code;
    let mut found = Vec::new();
    for function in unit.of_kind(Kind::FUNCTION) {
        let (Some(name), Some(body)) = (code.child(*function, Role::NAME), code.child(*function, Role::BODY)) else {
            continue;
        };
        let name = code.text(name, unit.text);
        if !promises_bound(name, &ApiFamilies::default()) {
            continue;
        }
        let used = used(unit, body);
        let unused: Vec<&str> = parameters(unit, *function)
            .into_iter()
            .filter(|name| is_bound_name(name) && !used.contains(name))
            .collect();
        let called = code.subtree(body).find_map(|call| {
            let called = (code.node(call).kind == Kind::CALL).then(|| unit.callee(call))??;
            UNBOUNDED.contains(&called).then_some(called)
        });
        if let (Some(called), [first, ..]) = (called, unused.as_slice()) {
            let message = format!(
                "`{name}` takes the bound `{first}` and never uses it, while it calls `{called}`: each use looks safe in review and is not.",
            );
            let range = code.range(*function);
            let range = range.start as usize..range.end as usize;
            found.push(hit(source, "safe-wrapper-drops-bound", &range, Some(name.to_owned()), message));
        }
    }
    found
}

/// Functions of the C library that know nothing of their destination's size.
const UNBOUNDED: [&str; 10] =
    ["memcpy", "memmove", "strcpy", "stpcpy", "strcat", "sprintf", "vsprintf", "gets", "scanf", "bcopy"];

fn parameters<'a>(unit: &Unit<'a>, function: NodeId) -> Vec<&'a str> {
    let code = unit.code;
    let Some(list) = code.child(function, Role::PARAMETERS) else { return Vec::new() };
    let names = code.children(list).filter_map(|parameter| code.child(parameter, Role::NAME));
    names.map(|name| code.text(name, unit.text)).collect()
}

/// The names in a body that are used: not those in `(void)name`, nor those of which it is only asked whether they are zero.
fn used<'a>(unit: &Unit<'a>, body: NodeId) -> BTreeSet<&'a str> {
    let code = unit.code;
    let is_discarded = |id: NodeId| {
        code.parent(id).is_some_and(|cast| {
            let type_ = code.child(cast, Role::TYPE).map(|type_| code.text(type_, unit.text));
            code.node(cast).kind == Kind::CAST && type_ == Some("void")
        })
    };
    code.subtree(body)
        .filter(|id| code.node(*id).kind == Kind::NAME && !is_discarded(*id) && !is_asked_for_zero(unit, *id))
        .map(|id| code.text(id, unit.text))
        .collect()
}

/// Whether a name is a condition by itself, or compared with zero: equal, unequal, greater.
fn is_asked_for_zero(unit: &Unit<'_>, id: NodeId) -> bool {
    let code = unit.code;
    let Some(parent) = code.parent(id) else { return false };
    // An operation has three parts; lists of a parent are as long as hostile text likes.
    let parts: Vec<&str> = code.children(parent).take(4).map(|part| code.text(part, unit.text)).collect();
    match (code.node(parent).kind, parts.as_slice()) {
        (Kind::IF | Kind::CONDITIONAL, _) => code.node(id).role == Role::CONDITION,
        (Kind::BINARY, [_, "&&" | "||", _]) => true,
        (Kind::BINARY, [_, "==" | "!=" | ">", "0"] | ["0", "==" | "!=" | "<", _]) => true,
        (_, ["!", _]) => true,
        _ => false,
    }
}
