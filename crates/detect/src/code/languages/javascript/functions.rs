//! Functions, methods and lambdas.

use banbury_syntax::NodeId;

use super::super::{Kind, Lower, Role, Task, returned};
use super::declarations::{keywords, modifiers};

/// Keywords before a function's name.
const KEYWORDS: &[&str] = &["async", "static", "get", "set", "*", "readonly", "abstract"];

pub(super) fn function(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let tasks = function_tasks(lower, id, role, Vec::new());
    lower.then(tasks);
}

/// A function with `decorators` that stand before it.
pub(super) fn function_tasks(lower: &Lower<'_>, id: NodeId, role: Role, decorators: Vec<Task>) -> Vec<Task> {
    let mut range = lower.range(id);
    if let Some(Task::Lower(first, _)) = decorators.first() {
        range.start = lower.range(*first).start;
    }
    let mut tasks = vec![Task::Open(Kind::FUNCTION, role, range, false)];
    tasks.extend(decorators);
    tasks.extend(modifiers(lower, id));
    tasks.extend(keywords(lower, id, KEYWORDS));
    tasks.extend(lower.part(id, Role::NAME).map(|name| Task::Lower(name, Role::NAME)));
    tasks.extend(parameters_and_body(lower, id));
    tasks.push(Task::Close);
    tasks
}

/// A function without a body.
pub(super) fn signature(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::PROTOTYPE, role, lower.range(id), false)];
    tasks.extend(modifiers(lower, id));
    tasks.extend(keywords(lower, id, KEYWORDS));
    tasks.extend(lower.part(id, Role::NAME).map(|name| Task::Lower(name, Role::NAME)));
    tasks.extend(parameters_and_body(lower, id));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A function as a value: its own name means nothing outside, and whether it is asynchronous not to a pattern.
pub(super) fn lambda(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::LAMBDA, role, lower.range(id), false)];
    tasks.extend(parameters_and_body(lower, id));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// The value of a property that is a function: a method by that name.
pub(super) fn named_lambda(lower: &mut Lower<'_>, pair: NodeId, key: NodeId, value: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::FUNCTION, role, lower.range(pair), false)];
    tasks.extend(keywords(lower, value, KEYWORDS));
    tasks.push(Task::Lower(key, Role::NAME));
    tasks.extend(parameters_and_body(lower, value));
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn parameters_and_body(lower: &Lower<'_>, id: NodeId) -> Vec<Task> {
    let mut tasks = Vec::new();
    if let Some(parameters) = lower.part(id, Role::PARAMETERS) {
        if lower.name(parameters) == "formal_parameters" {
            tasks.push(Task::Lower(parameters, Role::PARAMETERS));
        } else {
            // One parameter needs no parentheses.
            tasks.push(Task::Open(Kind::PARAMETERS, Role::PARAMETERS, lower.range(parameters), false));
            tasks.extend([Task::Lower(parameters, Role::NONE), Task::Close]);
        }
    }
    tasks.extend(lower.part(id, Role::TYPE).map(|it| Task::Lower(it, Role::TYPE)));
    if let Some(body) = lower.part(id, Role::BODY) {
        if lower.name(body) == "statement_block" {
            tasks.push(Task::Block(body, Role::BODY));
        } else {
            tasks.extend(returned(lower, body));
        }
    }
    tasks
}

/// `...rest`
pub(super) fn rest(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let name = lower.parts(id).into_iter().map(|part| part.0).find(|part| lower.tree.node(*part).is_named());
    let mut tasks = vec![Task::Open(Kind::PARAMETER, role, lower.range(id), false)];
    tasks.extend(name.map(|name| Task::Lower(name, Role::NAME)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A parameter with its type; alone, a name is only a name.
pub(super) fn parameter(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts = lower.parts(id);
    if let [(name, Role::NAME)] = parts.as_slice() {
        return lower.then([Task::Lower(*name, role)]);
    }
    let mut tasks = vec![Task::Open(Kind::PARAMETER, role, lower.range(id), false)];
    tasks.extend(modifiers(lower, id));
    tasks.extend(keywords(lower, id, &["readonly"]));
    for wanted in [Role::NAME, Role::TYPE, Role::VALUE] {
        tasks.extend(parts.iter().find(|part| part.1 == wanted).map(|part| Task::Lower(part.0, wanted)));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
