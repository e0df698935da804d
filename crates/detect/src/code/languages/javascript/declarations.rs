//! Variables, members that are variables, and the variables of loops.

use banbury_syntax::NodeId;

use super::super::{Kind, Lower, Role, Task};

/// The keywords of a declaration, as what a pattern need not mention.
pub(super) fn keywords(lower: &Lower<'_>, id: NodeId, words: &[&str]) -> Vec<Task> {
    let parts = lower.parts(id).into_iter().filter(|part| words.contains(&lower.name(part.0)));
    parts.map(|part| Task::Leaf(Kind::MODIFIER, Role::NONE, lower.range(part.0))).collect()
}

/// The decorators and other modifiers of a declaration that are nodes of their own.
pub(super) fn modifiers(lower: &Lower<'_>, id: NodeId) -> Vec<Task> {
    let is_modifier = |part: &(NodeId, Role)| {
        matches!(lower.name(part.0), "decorator" | "accessibility_modifier" | "override_modifier" | "implements_clause")
    };
    let parts = lower.parts(id).into_iter().filter(is_modifier);
    parts.map(|part| Task::Lower(part.0, Role::NONE)).collect()
}

/// Each declarator is a variable of its own, with the keyword.
pub(super) fn variables(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let whole = lower.range(id);
    let declarators: Vec<NodeId> = lower
        .parts(id)
        .into_iter()
        .map(|part| part.0)
        .filter(|part| lower.name(*part) == "variable_declarator")
        .collect();
    let is_only = declarators.len() == 1;
    let mut tasks = Vec::new();
    for (index, declarator) in declarators.into_iter().enumerate() {
        let own = lower.range(declarator);
        let start = if index == 0 { whole.start } else { own.start };
        let end = if is_only { whole.end } else { own.end };
        tasks.push(Task::Open(Kind::VARIABLE, role, start..end, false));
        // `var` in a pattern stands for the others too.
        tasks.extend(keywords(lower, id, &["let", "const", "using"]));
        tasks.extend(declared(lower, declarator));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

/// A member of a class that is a variable.
pub(super) fn field(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::VARIABLE, role, lower.range(id), false)];
    tasks.extend(modifiers(lower, id));
    tasks.extend(keywords(lower, id, &["static", "readonly", "abstract", "declare", "accessor"]));
    tasks.extend(declared(lower, id));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// Type, name and value.
fn declared(lower: &Lower<'_>, id: NodeId) -> Vec<Task> {
    let parts = lower.parts(id);
    let in_role = |wanted: &[Role]| parts.iter().find(|part| wanted.contains(&part.1)).map(|part| part.0);
    let type_ = in_role(&[Role::TYPE]).map(|part| Task::Lower(part, Role::TYPE));
    let name = in_role(&[Role::NAME, Role::PROPERTY]).map(|part| Task::Lower(part, Role::LEFT));
    let value = in_role(&[Role::VALUE]).map(|part| Task::Lower(part, Role::RIGHT));
    [type_, name, value].into_iter().flatten().collect()
}

/// A loop without its keyword, which it shares with the other kind.
pub(super) fn for_(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    lower.then([Task::Open(kind, role, lower.range(id), true), Task::Children(id, false), Task::Close]);
}

/// `for (const x of xs)`: how `x` is declared says nothing.
pub(super) fn for_in(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    // A loop of the same kind as the others, so that `for (...)` is any of them.
    let Some(kind) = lower.lowering.own_kind("for_statement") else { return };
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), true)];
    for (part, part_role) in lower.parts(id) {
        match part_role {
            Role::LEFT | Role::RIGHT | Role::OPERATOR => tasks.push(Task::Lower(part, part_role)),
            Role::BODY => tasks.push(Task::Block(part, part_role)),
            _ => {}
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
