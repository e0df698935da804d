//! C writes part of a variable's type at its name: here both come apart, and each declared variable gets a node of its own.

use std::ops::Range;

use banbury_syntax::NodeId;

use super::{Action, Kind, Lower, Role, Task};

/// What a declarator says.
#[derive(Default)]
struct Declared {
    /// The name, or what stands in its place.
    name: Option<NodeId>,
    /// Each `*`, `&` and `^` in front of the name.
    pointers: Vec<Range<u32>>,
    /// The array declarators, outermost first.
    arrays: Vec<NodeId>,
    parameters: Option<NodeId>,
    /// Whether it declares a function and not a pointer to one.
    is_function: bool,
    value: Option<NodeId>,
}

fn declared(lower: &Lower<'_>, declarator: NodeId) -> Declared {
    let mut found = Declared::default();
    let mut at = Some(declarator);
    // Each step goes one level down.
    while let Some(id) = at {
        let inner = lower.part(id, Role::LEFT);
        match lower.name(id) {
            "init_declarator" => {
                found.value = lower.part(id, Role::VALUE);
                at = inner;
            }
            "pointer_declarator"
            | "abstract_pointer_declarator"
            | "reference_declarator"
            | "abstract_reference_declarator" => {
                let sign = lower.parts(id).into_iter().find(|part| !lower.tree.node(part.0).is_named());
                found.pointers.extend(sign.map(|sign| lower.range(sign.0)));
                if found.parameters.is_some() {
                    found.is_function = false;
                }
                at = inner.or_else(|| {
                    lower
                        .parts(id)
                        .into_iter()
                        .map(|part| part.0)
                        .rfind(|part| lower.tree.node(*part).is_named() && !is_modifier(lower, *part))
                });
            }
            "array_declarator" | "abstract_array_declarator" => {
                found.arrays.push(id);
                at = inner;
            }
            "function_declarator" | "abstract_function_declarator" => {
                found.parameters = lower.part(id, Role::PARAMETERS);
                found.is_function = true;
                at = inner;
            }
            "parenthesized_declarator" | "abstract_parenthesized_declarator" | "attributed_declarator" => {
                at = lower.parts(id).into_iter().map(|part| part.0).find(|part| lower.tree.node(*part).is_named());
            }
            _ => {
                found.name = Some(id);
                at = None;
            }
        }
    }
    found
}

/// The modifiers among the parts of a declaration.
fn modifiers(lower: &Lower<'_>, id: NodeId) -> Vec<Task> {
    let parts = lower.parts(id).into_iter().filter(|part| is_modifier(lower, part.0));
    parts.map(|part| Task::Lower(part.0, Role::NONE)).collect()
}

fn is_modifier(lower: &Lower<'_>, id: NodeId) -> bool {
    matches!(lower.lowering.action(lower.tree.node(id)), Action::Leaf(Kind::MODIFIER))
}

/// The type with its pointers. Only directly behind it do they belong to its text.
fn type_tasks(lower: &Lower<'_>, specifier: NodeId, pointers: &[Range<u32>]) -> Vec<Task> {
    let mut range = lower.range(specifier);
    for pointer in pointers {
        let between = lower.text.get(range.end as usize..pointer.start as usize).unwrap_or("x");
        if between.trim().is_empty() || between.trim() == "const" {
            range.end = pointer.end;
        }
    }
    let mut tasks = vec![Task::Open(Kind::TYPE, Role::TYPE, range, false), Task::Lower(specifier, Role::NONE)];
    tasks.extend(pointers.iter().map(|pointer| Task::Leaf(Kind::TOKEN, Role::NONE, pointer.clone())));
    tasks.push(Task::Close);
    tasks
}

/// The tasks for what was declared, in front of any value.
fn declared_tasks(lower: &Lower<'_>, id: NodeId, found: &Declared, name: Role) -> Vec<Task> {
    let mut tasks = modifiers(lower, id);
    if let Some(specifier) = lower.part(id, Role::TYPE) {
        tasks.extend(type_tasks(lower, specifier, &found.pointers));
    }
    tasks.extend(found.name.map(|it| Task::Lower(it, name)));
    for array in &found.arrays {
        let size = lower
            .parts(*array)
            .into_iter()
            .find(|part| part.1 != Role::LEFT && lower.tree.node(part.0).is_named() && !is_modifier(lower, part.0));
        tasks.push(Task::Open(Kind::BOUNDS, Role::NONE, lower.range(*array), false));
        tasks.extend(size.map(|size| Task::Lower(size.0, Role::VALUE)));
        tasks.push(Task::Close);
    }
    tasks.extend(found.parameters.map(|it| Task::Lower(it, Role::PARAMETERS)));
    tasks
}

/// Variables, prototypes, and types alone.
pub(super) fn declaration(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let declarators: Vec<NodeId> =
        lower.parts(id).into_iter().filter(|part| part.1 == Role::LEFT).map(|part| part.0).collect();
    let range = lower.range(id);
    let mut tasks = Vec::new();
    if declarators.is_empty() {
        tasks.push(Task::Open(Kind::own(lower.tree.node(id).kind), role, range.clone(), false));
        tasks.extend([Task::Children(id, true), Task::Close]);
    }
    for declarator in declarators {
        let mut found = declared(lower, declarator);
        // C++ writes the value of a member at the declaration.
        found.value = found.value.or_else(|| lower.part(id, Role::RIGHT));
        let (kind, name) = if found.is_function { (Kind::PROTOTYPE, Role::NAME) } else { (Kind::VARIABLE, Role::LEFT) };
        tasks.push(Task::Open(kind, role, range.clone(), false));
        tasks.extend(declared_tasks(lower, id, &found, name));
        tasks.extend(found.value.map(|value| Task::Lower(value, Role::RIGHT)));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

pub(super) fn function_definition(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let found = lower.part(id, Role::LEFT).map(|declarator| declared(lower, declarator)).unwrap_or_default();
    let mut tasks = vec![Task::Open(Kind::FUNCTION, role, lower.range(id), false)];
    tasks.extend(declared_tasks(lower, id, &found, Role::NAME));
    for (part, part_role) in lower.parts(id) {
        if part_role == Role::BODY {
            tasks.push(Task::Block(part, Role::BODY));
        } else if !matches!(part_role, Role::LEFT | Role::TYPE) && !is_modifier(lower, part) {
            // Declarations of parameters in the old style, initialisers of members.
            tasks.push(Task::Lower(part, part_role));
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

pub(super) fn parameter(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let found = lower.part(id, Role::LEFT).map(|declarator| declared(lower, declarator)).unwrap_or_default();
    let mut tasks = vec![Task::Open(Kind::PARAMETER, role, lower.range(id), false)];
    tasks.extend(declared_tasks(lower, id, &found, Role::NAME));
    tasks.extend(lower.part(id, Role::RIGHT).map(|value| Task::Lower(value, Role::VALUE)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A type where no name is declared: in a cast, behind `sizeof`.
pub(super) fn type_descriptor(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let found = lower.part(id, Role::LEFT).map(|declarator| declared(lower, declarator)).unwrap_or_default();
    let mut tasks = vec![Task::Open(Kind::TYPE, role, lower.range(id), false)];
    tasks.extend(modifiers(lower, id));
    tasks.extend(lower.part(id, Role::TYPE).map(|it| Task::Lower(it, Role::NONE)));
    tasks.extend(found.pointers.into_iter().map(|pointer| Task::Leaf(Kind::TOKEN, Role::NONE, pointer)));
    tasks.extend(found.parameters.map(|it| Task::Lower(it, Role::PARAMETERS)));
    tasks.push(Task::Close);
    lower.then(tasks);
}
