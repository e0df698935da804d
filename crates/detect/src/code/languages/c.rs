use banbury_syntax::NodeId;

use super::declarators::{declaration, function_definition, parameter, type_descriptor};
use super::{Action, Description, Kind, Lower, Role, Task};

pub(super) const C: Description = Description {
    kinds: &[
        ("translation_unit", Action::As(Kind::BLOCK)),
        ("compound_statement", Action::As(Kind::BLOCK)),
        ("declaration_list", Action::As(Kind::BLOCK)),
        ("statement_identifier", Action::Leaf(Kind::NAME)),
        ("primitive_type", Action::Leaf(Kind::NAME)),
        ("number_literal", Action::Leaf(Kind::NUMBER)),
        ("char_literal", Action::Leaf(Kind::CONSTANT)),
        ("string_literal", Action::Leaf(Kind::STRING)),
        ("system_lib_string", Action::Leaf(Kind::STRING)),
        ("concatenated_string", Action::As(Kind::STRINGS)),
        ("field_expression", Action::WithTokens(Kind::MEMBER)),
        ("subscript_expression", Action::As(Kind::INDEX)),
        ("assignment_expression", Action::Custom(assignment)),
        ("cast_expression", Action::As(Kind::CAST)),
        ("conditional_expression", Action::As(Kind::CONDITIONAL)),
        ("type_descriptor", Action::Custom(type_descriptor)),
        ("switch_statement", Action::Custom(switch)),
        ("labeled_statement", Action::Custom(label)),
        ("attributed_statement", Action::Splice),
        ("function_definition", Action::Custom(function_definition)),
        ("declaration", Action::Custom(declaration)),
        ("field_declaration", Action::Custom(declaration)),
        ("parameter_declaration", Action::Custom(parameter)),
        ("parameter_list", Action::As(Kind::PARAMETERS)),
        ("field_declaration_list", Action::As(Kind::MEMBERS)),
        ("storage_class_specifier", Action::Leaf(Kind::MODIFIER)),
        ("type_qualifier", Action::Leaf(Kind::MODIFIER)),
        ("attribute_specifier", Action::Leaf(Kind::MODIFIER)),
        ("attribute_declaration", Action::Leaf(Kind::MODIFIER)),
        ("ms_declspec_modifier", Action::Leaf(Kind::MODIFIER)),
        ("ms_call_modifier", Action::Leaf(Kind::MODIFIER)),
    ],
    fields: &[
        ("field_expression.argument", Role::OBJECT),
        ("field_expression.field", Role::PROPERTY),
        ("subscript_expression.argument", Role::OBJECT),
        ("declarator", Role::LEFT),
        // Expressions, not statements.
        ("conditional_expression.consequence", Role::LEFT),
        ("conditional_expression.alternative", Role::RIGHT),
        ("enum_specifier.body", Role::VALUE),
    ],
    loops: &[],
};

pub(super) const CPP: Description = Description {
    kinds: &[
        ("namespace_identifier", Action::Leaf(Kind::NAME)),
        ("this", Action::Leaf(Kind::NAME)),
        ("auto", Action::Leaf(Kind::NAME)),
        ("raw_string_literal", Action::Leaf(Kind::STRING)),
        ("nullptr", Action::Leaf(Kind::CONSTANT)),
        ("new_expression", Action::Custom(new)),
        ("lambda_expression", Action::As(Kind::LAMBDA)),
        ("condition_clause", Action::Splice),
        ("optional_parameter_declaration", Action::Custom(parameter)),
        ("variadic_parameter_declaration", Action::Custom(parameter)),
        ("class_specifier", Action::As(Kind::CLASS)),
        ("virtual", Action::Leaf(Kind::MODIFIER)),
        ("virtual_function_specifier", Action::Leaf(Kind::MODIFIER)),
        ("explicit_function_specifier", Action::Leaf(Kind::MODIFIER)),
        ("virtual_specifier", Action::Leaf(Kind::MODIFIER)),
    ],
    fields: &[
        ("new_expression.type", Role::CALLEE),
        ("new_expression.placement", Role::VALUE),
        ("default_value", Role::RIGHT),
        ("initializer", Role::OBJECT),
    ],
    loops: &["for_range_loop"],
};

/// `new (place) Type(...)`: where the object is put is a modifier, which a pattern need not name; no arguments are as good as `()`.
fn new(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let mut tasks = vec![Task::Open(Kind::NEW, role, range.clone(), false)];
    for (part, role) in lower.parts(id) {
        match role {
            _ if !lower.tree.node(part).is_named() => {}
            Role::VALUE => {
                let place = Task::Open(Kind::MODIFIER, Role::NONE, lower.range(part), false);
                tasks.extend([place, Task::Lower(part, Role::NONE), Task::Close]);
            }
            role => tasks.push(Task::Lower(part, role)),
        }
    }
    if lower.part(id, Role::ARGUMENTS).is_none() {
        tasks.push(Task::Leaf(Kind::ARGUMENTS, Role::ARGUMENTS, range.end..range.end));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `=` assigns; `+=` and its like update.
pub(super) fn assignment(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let operator = lower.part(id, Role::OPERATOR).map(|operator| lower.tree.node(operator).text(lower.text));
    let plain = operator == Some("=");
    let kind = if plain { Kind::ASSIGNMENT } else { Kind::UPDATE };
    let range = lower.range(id);
    lower.then([Task::Open(kind, role, range, false), Task::Children(id, !plain), Task::Close]);
}

/// Cases with their statements; labels with nothing between them make one case.
fn switch(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::own(lower.tree.node(id).kind), role, lower.range(id), false)];
    tasks.extend(lower.part(id, Role::CONDITION).map(|condition| Task::Lower(condition, Role::CONDITION)));
    if let Some(body) = lower.part(id, Role::BODY) {
        tasks.push(Task::Open(Kind::CASES, Role::BODY, lower.range(body), false));
        let mut is_open = false;
        for (part, _) in lower.parts(body) {
            if lower.name(part) != "case_statement" {
                // What stands in front of the first case, or inside a damaged one.
                tasks.push(Task::Lower(part, Role::NONE));
                continue;
            }
            let parts = lower.parts(part);
            let colon = parts.iter().position(|part| lower.name(part.0) == ":").unwrap_or(parts.len());
            if !is_open {
                tasks.push(Task::Open(Kind::CASE, Role::NONE, lower.range(part), false));
            }
            for (label, _) in &parts[..colon] {
                match lower.name(*label) {
                    "case" => {}
                    "default" => tasks.push(Task::Leaf(Kind::TOKEN, Role::VALUE, lower.range(*label))),
                    _ => tasks.push(Task::Lower(*label, Role::VALUE)),
                }
            }
            let statements = parts.get(colon + 1..).unwrap_or(&[]);
            is_open = statements.is_empty();
            if let (Some(first), Some(last)) = (statements.first(), statements.last()) {
                let range = lower.range(first.0).start..lower.range(last.0).end;
                tasks.push(Task::Open(Kind::BLOCK, Role::BODY, range, false));
                tasks.extend(statements.iter().map(|part| Task::Lower(part.0, Role::NONE)));
                tasks.extend([Task::Close, Task::Close]);
            }
        }
        if is_open {
            tasks.push(Task::Close);
        }
        tasks.push(Task::Close);
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A label and, as a statement of its own, what it stands before.
pub(super) fn label(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts = lower.parts(id);
    let Some((name, rest)) = parts.split_first() else { return };
    let mut tasks = vec![
        Task::Open(Kind::own(lower.tree.node(id).kind), role, lower.range(name.0), false),
        Task::Lower(name.0, Role::NAME),
        Task::Close,
    ];
    tasks.extend(rest.iter().map(|part| Task::Lower(part.0, Role::NONE)));
    lower.then(tasks);
}
