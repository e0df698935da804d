//! Imports and exports.
//!
//! An import has its module and, as imports inside it, the names that it brings. Of `a as b` the new name is a modifier: a pattern
//! need not mention it. What a module exports by default has no name of its own, and the place of its name is empty.

use banbury_syntax::NodeId;

use super::super::{Kind, Lower, Role, Task};
use super::classes::class_from;

pub(super) fn import(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::IMPORT, role, lower.range(id), false)];
    for (part, part_role) in lower.parts(id) {
        match lower.name(part) {
            "import_require_clause" => tasks.push(Task::Children(part, false)),
            _ if lower.tree.node(part).is_named() => tasks.push(Task::Lower(part, part_role)),
            _ => {}
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// All names of an import; one that stands alone is the module's default.
pub(super) fn clause(lower: &mut Lower<'_>, id: NodeId, _: Role) {
    let start = lower.range(lower.tree.node(id).parent).start;
    let mut tasks = Vec::new();
    for (part, _) in lower.parts(id) {
        if lower.name(part) == "identifier" {
            let range = lower.range(part);
            tasks.extend([
                Task::Open(Kind::IMPORT, Role::NONE, range.clone(), false),
                Task::Leaf(Kind::CONSTANT, Role::KEY, range.start..range.start),
                Task::Open(Kind::MODIFIER, Role::NONE, start..range.end, false),
                Task::Lower(part, Role::VALUE),
                Task::Close,
                Task::Close,
            ]);
        } else if lower.tree.node(part).is_named() {
            tasks.push(Task::Lower(part, Role::NONE));
        }
    }
    lower.then(tasks);
}

/// `name` or `name as alias`
pub(super) fn specifier(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let Some(name) = lower.part(id, Role::NAME) else { return };
    let range = lower.range(id);
    let mut tasks = vec![Task::Open(Kind::IMPORT, role, range.clone(), false), Task::Lower(name, Role::KEY)];
    let alias = lower.parts(id).into_iter().map(|part| part.0).rfind(|part| lower.tree.node(*part).is_named());
    if let Some(alias) = alias.filter(|alias| *alias != name) {
        tasks.push(Task::Open(Kind::MODIFIER, Role::NONE, lower.range(name).end..range.end, false));
        tasks.extend([Task::Lower(alias, Role::VALUE), Task::Close]);
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `* as name`
pub(super) fn namespace(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    lower.then([
        Task::Open(Kind::own(lower.tree.node(id).kind), role, lower.range(id), false),
        Task::Children(id, false),
        Task::Close,
    ]);
}

/// An exported declaration is that declaration.
pub(super) fn export(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts = lower.parts(id);
    let declaration = parts.iter().find(|part| {
        let name = lower.name(part.0);
        name.ends_with("_declaration") || matches!(name, "function_signature" | "module" | "internal_module")
    });
    match declaration {
        Some(declaration) if lower.name(declaration.0).contains("class") => {
            let decorators = parts.iter().filter(|part| lower.name(part.0) == "decorator");
            let decorators: Vec<Task> = decorators.map(|part| Task::Lower(part.0, Role::NONE)).collect();
            let own = if decorators.is_empty() { declaration.0 } else { id };
            class_from(lower, declaration.0, role, lower.range(own).start, decorators);
        }
        Some(declaration) => lower.then([Task::Lower(declaration.0, role)]),
        None => lower.then([
            Task::Open(Kind::own(lower.tree.node(id).kind), role, lower.range(id), false),
            Task::Children(id, true),
            Task::Close,
        ]),
    }
}
