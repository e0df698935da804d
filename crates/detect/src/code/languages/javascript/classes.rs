//! Classes and their members.

use banbury_syntax::NodeId;

use super::super::{Kind, Lower, Role, Task};
use super::declarations::{keywords, modifiers};
use super::functions::function_tasks;

pub(super) fn class(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let start = lower.range(id).start;
    class_from(lower, id, role, start, Vec::new());
}

/// A class that begins at `start`, with decorators before it.
pub(super) fn class_from(lower: &mut Lower<'_>, id: NodeId, role: Role, start: u32, decorators: Vec<Task>) {
    let mut tasks = vec![Task::Open(Kind::CLASS, role, start..lower.range(id).end, false)];
    tasks.extend(decorators);
    tasks.extend(modifiers(lower, id));
    tasks.extend(keywords(lower, id, &["abstract"]));
    tasks.extend(lower.part(id, Role::NAME).map(|name| Task::Lower(name, Role::NAME)));
    let heritage = lower.parts(id).into_iter().find(|part| lower.name(part.0) == "class_heritage");
    tasks.extend(heritage.map(|part| Task::Lower(part.0, Role::BASES)));
    tasks.extend(lower.part(id, Role::BODY).map(|body| Task::Lower(body, Role::BODY)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// What a class extends and implements.
pub(super) fn heritage(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::own(lower.tree.node(id).kind), role, lower.range(id), false)];
    for (part, _) in lower.parts(id) {
        if lower.name(part) == "implements_clause" {
            tasks.push(Task::Leaf(Kind::MODIFIER, Role::NONE, lower.range(part)));
        } else if lower.tree.node(part).is_named() {
            let is_clause = lower.name(part) == "extends_clause";
            tasks.push(if is_clause { Task::Children(part, false) } else { Task::Lower(part, Role::NONE) });
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// The members of a class. TypeScript has decorators of methods beside them.
pub(super) fn members(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::MEMBERS, role, lower.range(id), false)];
    let mut decorators = Vec::new();
    for (part, _) in lower.parts(id) {
        match lower.name(part) {
            "decorator" => decorators.push(Task::Lower(part, Role::NONE)),
            "method_definition" => {
                tasks.extend(function_tasks(lower, part, Role::NONE, std::mem::take(&mut decorators)));
            }
            _ if lower.tree.node(part).is_named() => tasks.push(Task::Lower(part, Role::NONE)),
            _ => {}
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
