//! Global names and methods that are spelt as texts.

use banbury_syntax::NodeId;

use super::{Kind, Lower, Role, Task};
use crate::code::languages::{plainly, written_name};

/// Objects that hold the global names, where a text names one of them: nobody writes that of an object of his own.
const HOLDERS: [&str; 6] = ["window", "globalThis", "this", "self", "global", "top"];

/// `window['name']` is `name`, and `object['method']()` is `object.method()`.
pub(super) fn subscript(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let index = lower.part(id, Role::INDEX).filter(|index| lower.name(*index) == "string");
    let name = index.and_then(|index| written_name(lower, index));
    match (lower.part(id, Role::OBJECT), name) {
        (Some(object), Some(name)) if HOLDERS.contains(&lower.tree.node(object).text(lower.text)) => {
            lower.then([Task::Leaf(Kind::NAME, role, name)]);
        }
        (Some(object), Some(name)) if role == Role::CALLEE => lower.then([
            Task::Open(Kind::MEMBER, role, lower.range(id), false),
            Task::Lower(object, Role::OBJECT),
            Task::Leaf(Kind::NAME, Role::PROPERTY, name),
            Task::Close,
        ]),
        _ => plainly(lower, id, role, Kind::INDEX),
    }
}
