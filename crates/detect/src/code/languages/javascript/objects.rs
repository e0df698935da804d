//! The entries of objects, and of patterns that take objects apart.

use banbury_syntax::NodeId;

use super::super::{Kind, Lower, Role, Task};
use super::functions::named_lambda;

/// `key: value`; a function as the value makes a method of it.
pub(super) fn pair(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let (Some(key), Some(value)) = (lower.part(id, Role::KEY), lower.part(id, Role::VALUE)) else { return };
    if matches!(lower.name(value), "function_expression" | "generator_function" | "arrow_function") {
        return named_lambda(lower, id, key, value, role);
    }
    let key = property(lower, key);
    lower.then([
        Task::Open(Kind::PAIR, role, lower.range(id), false),
        key,
        Task::Lower(value, Role::VALUE),
        Task::Close,
    ]);
}

/// A property's name; quotes around it say nothing.
fn property(lower: &Lower<'_>, key: NodeId) -> Task {
    let range = lower.range(key);
    if lower.name(key) == "string" && range.end - range.start > 2 {
        return Task::Leaf(Kind::NAME, Role::KEY, range.start + 1..range.end - 1);
    }
    Task::Lower(key, Role::KEY)
}

/// `{x}` is `{x: x}`.
pub(super) fn shorthand(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    if lower.name(lower.tree.node(id).parent) == "object_assignment_pattern" {
        return lower.then([Task::Leaf(Kind::NAME, role, range)]);
    }
    lower.then([
        Task::Open(Kind::PAIR, role, range.clone(), false),
        Task::Leaf(Kind::NAME, Role::KEY, range.clone()),
        Task::Leaf(Kind::NAME, Role::VALUE, range),
        Task::Close,
    ]);
}
