use banbury_syntax::NodeId;

use super::{Action, Description, Kind, Lower, Role, Task, branches, plainly, statements, written_name};

pub(super) const LUA: Description = Description {
    kinds: &[
        ("chunk", Action::Custom(block)),
        ("block", Action::Custom(block)),
        ("number", Action::Leaf(Kind::NUMBER)),
        ("nil", Action::Leaf(Kind::CONSTANT)),
        ("string", Action::Leaf(Kind::STRING)),
        ("function_call", Action::As(Kind::CALL)),
        ("dot_index_expression", Action::Custom(member)),
        ("method_index_expression", Action::As(Kind::MEMBER)),
        ("bracket_index_expression", Action::Custom(index)),
        ("assignment_statement", Action::Custom(assignment)),
        ("variable_declaration", Action::Custom(declaration)),
        ("function_declaration", Action::As(Kind::FUNCTION)),
        ("function_definition", Action::As(Kind::LAMBDA)),
        ("parameters", Action::As(Kind::PARAMETERS)),
        ("if_statement", Action::Custom(|lower, id, role| branches(lower, id, role, "elseif_statement"))),
        ("else_statement", Action::Splice),
        ("expression_list", Action::Splice),
        ("variable_list", Action::Splice),
        ("table_constructor", Action::As(Kind::RECORD)),
        ("field", Action::As(Kind::PAIR)),
    ],
    fields: &[
        ("function_call.name", Role::CALLEE),
        ("table", Role::OBJECT),
        ("dot_index_expression.field", Role::PROPERTY),
        ("method_index_expression.method", Role::PROPERTY),
        ("bracket_index_expression.field", Role::INDEX),
        ("field.name", Role::KEY),
        ("variable_list.name", Role::NONE),
        ("expression_list.value", Role::NONE),
    ],
    loops: &["repeat_statement"],
};

/// Calls and assignments stand as statements without anything around them.
fn block(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    statements(lower, id, role, &["function_call", "assignment_statement"]);
}

fn assignment(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    assigned(lower, id, id, role, Kind::ASSIGNMENT);
}

/// `local a, b = x, y`
fn declaration(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let inner = lower.parts(id).into_iter().map(|part| part.0).find(|part| lower.name(*part) == "assignment_statement");
    assigned(lower, id, inner.unwrap_or(id), role, Kind::VARIABLE);
}

/// One node for each variable on the left, with the value on the right that it gets.
fn assigned(lower: &mut Lower<'_>, id: NodeId, lists: NodeId, role: Role, kind: Kind) {
    let list = |name: &str| -> Vec<NodeId> {
        let list = lower.parts(lists).into_iter().map(|part| part.0).find(|part| lower.name(*part) == name);
        let items = list.map(|list| lower.parts(list)).unwrap_or_default();
        items.into_iter().map(|part| part.0).filter(|part| lower.tree.node(*part).is_named()).collect()
    };
    let (names, values) = (list("variable_list"), list("expression_list"));
    let range = lower.range(id);
    let mut tasks = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        tasks.push(Task::Open(kind, role, range.clone(), false));
        tasks.push(Task::Lower(name, Role::LEFT));
        // The last value may be a call that gives several.
        let value = values.get(index).or(values.last());
        tasks.extend(value.map(|value| Task::Lower(*value, Role::RIGHT)));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

/// The table whose fields are the global names.
const GLOBALS: &str = "_G";

/// `_G.name` is `name`.
fn member(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    match lower.part(id, Role::PROPERTY).filter(|_| is_of_globals(lower, id)) {
        Some(field) => lower.then([Task::Lower(field, role)]),
        None => plainly(lower, id, role, Kind::MEMBER),
    }
}

/// `_G["name"]` is `name`.
fn index(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let key = lower.part(id, Role::INDEX).filter(|key| lower.name(*key) == "string" && is_of_globals(lower, id));
    match key.and_then(|key| written_name(lower, key)) {
        Some(name) => lower.then([Task::Leaf(Kind::NAME, role, name)]),
        None => plainly(lower, id, role, Kind::INDEX),
    }
}

fn is_of_globals(lower: &Lower<'_>, id: NodeId) -> bool {
    lower.part(id, Role::OBJECT).is_some_and(|table| lower.tree.node(table).text(lower.text) == GLOBALS)
}
