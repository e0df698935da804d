use banbury_syntax::NodeId;

use super::c::assignment;
use super::{Action, Description, Kind, Lower, Role, Task, returned};

pub(super) const RUST: Description = Description {
    kinds: &[
        ("source_file", Action::As(Kind::BLOCK)),
        ("self", Action::Leaf(Kind::NAME)),
        ("super", Action::Leaf(Kind::NAME)),
        ("crate", Action::Leaf(Kind::NAME)),
        ("primitive_type", Action::Leaf(Kind::NAME)),
        ("shorthand_field_identifier", Action::Leaf(Kind::NAME)),
        ("integer_literal", Action::Leaf(Kind::NUMBER)),
        ("float_literal", Action::Leaf(Kind::NUMBER)),
        ("boolean_literal", Action::Leaf(Kind::CONSTANT)),
        ("char_literal", Action::Leaf(Kind::CONSTANT)),
        ("string_literal", Action::Leaf(Kind::STRING)),
        ("raw_string_literal", Action::Leaf(Kind::STRING)),
        ("scoped_identifier", Action::As(Kind::MEMBER)),
        ("scoped_type_identifier", Action::As(Kind::MEMBER)),
        ("field_expression", Action::As(Kind::MEMBER)),
        ("index_expression", Action::Custom(index)),
        ("generic_type", Action::As(Kind::GENERIC)),
        ("generic_function", Action::As(Kind::GENERIC)),
        ("generic_type_with_turbofish", Action::As(Kind::GENERIC)),
        ("macro_invocation", Action::Custom(macro_call)),
        ("assignment_expression", Action::Custom(assignment)),
        ("compound_assignment_expr", Action::WithTokens(Kind::UPDATE)),
        ("let_declaration", Action::As(Kind::VARIABLE)),
        ("const_item", Action::As(Kind::VARIABLE)),
        ("static_item", Action::As(Kind::VARIABLE)),
        ("mutable_specifier", Action::Leaf(Kind::MODIFIER)),
        ("visibility_modifier", Action::Leaf(Kind::MODIFIER)),
        ("function_modifiers", Action::Leaf(Kind::MODIFIER)),
        ("attribute_item", Action::As(Kind::MODIFIER)),
        ("type_cast_expression", Action::As(Kind::CAST)),
        ("return_expression", Action::As(Kind::RETURN)),
        ("if_expression", Action::As(Kind::IF)),
        (
            "else_clause",
            Action::Custom(|lower, id, role| {
                let body = lower.named(id).first().copied();
                lower.then(body.map(|body| Task::Block(body, role)));
            }),
        ),
        ("function_item", Action::As(Kind::FUNCTION)),
        ("function_signature_item", Action::As(Kind::PROTOTYPE)),
        ("closure_expression", Action::Custom(closure)),
        ("parameters", Action::As(Kind::PARAMETERS)),
        ("closure_parameters", Action::As(Kind::PARAMETERS)),
        ("parameter", Action::As(Kind::PARAMETER)),
        ("self_parameter", Action::Leaf(Kind::PARAMETER)),
        ("use_declaration", Action::As(Kind::IMPORT)),
        ("struct_item", Action::As(Kind::CLASS)),
        ("declaration_list", Action::As(Kind::MEMBERS)),
        ("field_declaration_list", Action::As(Kind::MEMBERS)),
        ("struct_expression", Action::Custom(structure)),
        ("field_initializer", Action::As(Kind::PAIR)),
    ],
    fields: &[
        ("path", Role::OBJECT),
        ("scoped_identifier.name", Role::PROPERTY),
        ("scoped_type_identifier.name", Role::PROPERTY),
        ("field_expression.value", Role::OBJECT),
        ("field_expression.field", Role::PROPERTY),
        ("field_initializer.field", Role::KEY),
        ("generic_function.function", Role::NONE),
        ("let_declaration.pattern", Role::LEFT),
        ("let_declaration.value", Role::RIGHT),
        ("const_item.name", Role::LEFT),
        ("const_item.value", Role::RIGHT),
        ("static_item.name", Role::LEFT),
        ("static_item.value", Role::RIGHT),
        ("parameter.pattern", Role::NAME),
        ("return_type", Role::TYPE),
        // What runs through in a loop is assigned.
        ("for_expression.pattern", Role::LEFT),
        ("for_expression.value", Role::RIGHT),
        ("match_expression.body", Role::VALUE),
    ],
    loops: &["for_expression", "while_expression", "loop_expression"],
};

fn index(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::INDEX, role, lower.range(id), false)];
    tasks.extend(
        lower.named(id).into_iter().zip([Role::OBJECT, Role::INDEX]).map(|(part, role)| Task::Lower(part, role)),
    );
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `name!(...)` calls the macro; what it is given are tokens.
fn macro_call(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::CALL, role, lower.range(id), false)];
    for part in lower.named(id) {
        tasks.push(match lower.name(part) {
            "token_tree" => Task::Open(Kind::ARGUMENTS, Role::ARGUMENTS, lower.range(part), false),
            _ => Task::Lower(part, Role::CALLEE),
        });
        if lower.name(part) == "token_tree" {
            tasks.extend([Task::Children(part, false), Task::Close]);
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn closure(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::LAMBDA, role, lower.range(id), false)];
    tasks.extend(lower.part(id, Role::PARAMETERS).map(|it| Task::Lower(it, Role::PARAMETERS)));
    if let Some(body) = lower.part(id, Role::BODY) {
        match lower.name(body) {
            "block" => tasks.push(Task::Lower(body, Role::BODY)),
            _ => tasks.extend(returned(lower, body)),
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `Name { field: value }` makes an object of a record.
fn structure(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::NEW, role, lower.range(id), false)];
    tasks.extend(lower.part(id, Role::NAME).map(|name| Task::Lower(name, Role::CALLEE)));
    if let Some(fields) = lower.part(id, Role::BODY) {
        tasks.push(Task::Open(Kind::RECORD, Role::ARGUMENTS, lower.range(fields), false));
        tasks.extend([Task::Children(fields, false), Task::Close]);
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
