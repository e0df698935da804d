//! JSX: an element has its name, its attributes as members, and its children in order.

use banbury_syntax::NodeId;

use super::super::{Kind, Lower, Role, Task};

pub(super) fn element(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts = lower.parts(id);
    let opening = parts.iter().map(|part| part.0).find(|part| lower.name(*part) == "jsx_opening_element");
    let head = opening.unwrap_or(id);
    let range = lower.range(head);
    let Some(kind) = lower.lowering.own_kind("jsx_element") else { return };
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), false)];
    tasks.extend(lower.part(head, Role::NAME).map(|name| Task::Lower(name, Role::NAME)));
    tasks.push(Task::Open(Kind::MEMBERS, Role::ARGUMENTS, range, false));
    let attributes = lower.parts(head).into_iter().filter(|part| {
        part.1 != Role::NAME && lower.tree.node(part.0).is_named() && lower.name(part.0) != "type_arguments"
    });
    if opening.is_some() || lower.name(id) == "jsx_self_closing_element" {
        tasks.extend(attributes.map(|part| Task::Lower(part.0, Role::NONE)));
    }
    tasks.push(Task::Close);
    let is_tag = |part: NodeId| matches!(lower.name(part), "jsx_opening_element" | "jsx_closing_element");
    if opening.is_some() {
        let children =
            parts.iter().map(|part| part.0).filter(|part| lower.tree.node(*part).is_named() && !is_tag(*part));
        tasks.extend(children.map(|part| Task::Lower(part, Role::NONE)));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `name="value"`, `name={value}` or `name`
pub(super) fn attribute(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::PAIR, role, lower.range(id), false)];
    let named = lower.parts(id).into_iter().map(|part| part.0).filter(|part| lower.tree.node(*part).is_named());
    tasks.extend(named.zip([Role::KEY, Role::VALUE]).map(|(part, role)| Task::Lower(part, role)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// Text; white space between elements is none.
pub(super) fn text(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let written = lower.text.get(range.start as usize..range.end as usize).unwrap_or("");
    let visible = written.trim();
    if visible.is_empty() {
        return;
    }
    let start = range.start + (written.len() - written.trim_start().len()) as u32;
    let kind = Kind::own(lower.tree.node(id).kind);
    let range = start..start + visible.len() as u32;
    lower.then([Task::Open(kind, role, range.clone(), false), Task::Leaf(Kind::TOKEN, Role::NONE, range), Task::Close]);
}
