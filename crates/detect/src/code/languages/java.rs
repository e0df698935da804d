use banbury_syntax::NodeId;

use super::c::{assignment, label};
use super::{Action, Description, Kind, Lower, Role, Task, returned};

pub(super) const JAVA: Description = Description {
    kinds: &[
        ("program", Action::As(Kind::BLOCK)),
        ("constructor_body", Action::As(Kind::BLOCK)),
        ("this", Action::Leaf(Kind::NAME)),
        ("super", Action::Leaf(Kind::NAME)),
        ("boolean_type", Action::Leaf(Kind::NAME)),
        ("integral_type", Action::Leaf(Kind::NAME)),
        ("floating_point_type", Action::Leaf(Kind::NAME)),
        ("void_type", Action::Leaf(Kind::NAME)),
        ("decimal_integer_literal", Action::Leaf(Kind::NUMBER)),
        ("hex_integer_literal", Action::Leaf(Kind::NUMBER)),
        ("octal_integer_literal", Action::Leaf(Kind::NUMBER)),
        ("binary_integer_literal", Action::Leaf(Kind::NUMBER)),
        ("decimal_floating_point_literal", Action::Leaf(Kind::NUMBER)),
        ("hex_floating_point_literal", Action::Leaf(Kind::NUMBER)),
        ("string_literal", Action::Leaf(Kind::STRING)),
        ("character_literal", Action::Leaf(Kind::CONSTANT)),
        ("null_literal", Action::Leaf(Kind::CONSTANT)),
        ("scoped_identifier", Action::As(Kind::MEMBER)),
        ("scoped_type_identifier", Action::Custom(scoped_type)),
        ("field_access", Action::As(Kind::MEMBER)),
        ("array_access", Action::As(Kind::INDEX)),
        ("method_invocation", Action::Custom(invocation)),
        ("explicit_constructor_invocation", Action::Custom(constructor_call)),
        ("object_creation_expression", Action::As(Kind::NEW)),
        ("cast_expression", Action::As(Kind::CAST)),
        ("ternary_expression", Action::As(Kind::CONDITIONAL)),
        ("assignment_expression", Action::Custom(assignment)),
        ("instanceof_expression", Action::Custom(instance_of)),
        ("yield_statement", Action::As(Kind::RETURN)),
        ("lambda_expression", Action::Custom(lambda)),
        ("local_variable_declaration", Action::Custom(variables)),
        ("field_declaration", Action::Custom(variables)),
        ("constant_declaration", Action::Custom(variables)),
        ("resource", Action::Custom(resource)),
        ("dimensions", Action::As(Kind::BOUNDS)),
        ("method_declaration", Action::Custom(method)),
        ("annotation_type_element_declaration", Action::Custom(method)),
        ("constructor_declaration", Action::As(Kind::FUNCTION)),
        ("compact_constructor_declaration", Action::As(Kind::FUNCTION)),
        ("formal_parameters", Action::As(Kind::PARAMETERS)),
        ("formal_parameter", Action::As(Kind::PARAMETER)),
        ("spread_parameter", Action::Custom(spread_parameter)),
        ("receiver_parameter", Action::Drop),
        ("catch_formal_parameter", Action::As(Kind::PARAMETER)),
        ("catch_type", Action::Custom(catch_type)),
        ("class_declaration", Action::As(Kind::CLASS)),
        ("class_body", Action::As(Kind::MEMBERS)),
        ("interface_body", Action::As(Kind::MEMBERS)),
        ("annotation_type_body", Action::As(Kind::MEMBERS)),
        ("enum_body", Action::As(Kind::MEMBERS)),
        ("enum_body_declarations", Action::Splice),
        ("modifiers", Action::Custom(modifiers)),
        ("annotation", Action::As(Kind::MODIFIER)),
        ("marker_annotation", Action::Custom(marker)),
        ("annotation_argument_list", Action::As(Kind::ARGUMENTS)),
        ("element_value_pair", Action::As(Kind::KEYWORD_ARGUMENT)),
        ("superclass", Action::Custom(named_types)),
        ("super_interfaces", Action::Custom(named_types)),
        ("extends_interfaces", Action::Custom(named_types)),
        ("throws", Action::Custom(named_types)),
        ("permits", Action::Leaf(Kind::MODIFIER)),
        ("type_parameters", Action::Leaf(Kind::MODIFIER)),
        ("import_declaration", Action::Custom(import)),
        ("generic_type", Action::As(Kind::GENERIC)),
        ("try_with_resources_statement", Action::Custom(try_with_resources)),
        ("switch_block", Action::Custom(cases)),
        ("switch_block_statement_group", Action::Custom(case)),
        ("switch_rule", Action::Custom(case)),
        ("labeled_statement", Action::Custom(label)),
    ],
    fields: &[
        ("scope", Role::OBJECT),
        ("scoped_identifier.name", Role::PROPERTY),
        ("field", Role::PROPERTY),
        ("array", Role::OBJECT),
        ("object_creation_expression.type", Role::CALLEE),
        ("annotation.name", Role::CALLEE),
        ("marker_annotation.name", Role::CALLEE),
        ("element_value_pair.key", Role::NAME),
        ("declarator", Role::LEFT),
        ("operand", Role::VALUE),
        // What runs through in a loop is assigned.
        ("enhanced_for_statement.name", Role::LEFT),
        ("enhanced_for_statement.value", Role::RIGHT),
        // Expressions, not statements.
        ("ternary_expression.consequence", Role::LEFT),
        ("ternary_expression.alternative", Role::RIGHT),
    ],
    loops: &["enhanced_for_statement"],
};

/// `a.b.C` as a type.
fn scoped_type(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut parts: Vec<NodeId> = lower.named(id);
    let property = parts.pop();
    let mut tasks = vec![Task::Open(Kind::MEMBER, role, lower.range(id), false)];
    tasks.extend(parts.first().map(|object| Task::Lower(*object, Role::OBJECT)));
    tasks.extend(property.map(|property| Task::Lower(property, Role::PROPERTY)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `object.name(arguments)` calls a member.
fn invocation(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::CALL, role, lower.range(id), false)];
    let name = lower.part(id, Role::NAME);
    match (lower.part(id, Role::OBJECT), name) {
        (Some(object), Some(name)) => {
            let range = lower.range(object).start..lower.range(name).end;
            tasks.push(Task::Open(Kind::MEMBER, Role::CALLEE, range, false));
            tasks.extend([Task::Lower(object, Role::OBJECT), Task::Lower(name, Role::PROPERTY), Task::Close]);
        }
        _ => tasks.extend(name.map(|name| Task::Lower(name, Role::CALLEE))),
    }
    tasks.extend(lower.part(id, Role::ARGUMENTS).map(|it| Task::Lower(it, Role::ARGUMENTS)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `super(...);`
fn constructor_call(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let callee = lower.named(id).into_iter().find(|part| matches!(lower.name(*part), "this" | "super"));
    let mut tasks = vec![
        Task::Open(Kind::EXPRESSION_STATEMENT, role, range.clone(), false),
        Task::Open(Kind::CALL, Role::NONE, range, false),
    ];
    tasks.extend(callee.map(|callee| Task::Lower(callee, Role::CALLEE)));
    tasks.extend(lower.part(id, Role::ARGUMENTS).map(|it| Task::Lower(it, Role::ARGUMENTS)));
    tasks.extend([Task::Close, Task::Close]);
    lower.then(tasks);
}

/// `value instanceof Type name`: a pattern need not give the name.
fn instance_of(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::own(lower.tree.node(id).kind), role, lower.range(id), false)];
    for (part, part_role) in lower.parts(id) {
        if part_role == Role::NAME {
            let type_ = lower.part(id, Role::RIGHT).map(|type_| Task::Lower(type_, Role::TYPE));
            let range = lower.range(part);
            tasks.push(Task::Open(Kind::MODIFIER, Role::NONE, range.clone(), false));
            tasks.push(Task::Open(Kind::PARAMETER, Role::NONE, range, false));
            tasks.extend(type_);
            tasks.extend([Task::Lower(part, Role::NAME), Task::Close, Task::Close]);
        } else {
            tasks.push(Task::Lower(part, part_role));
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn lambda(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::LAMBDA, role, lower.range(id), false)];
    if let Some(parameters) = lower.part(id, Role::PARAMETERS) {
        let names = match lower.name(parameters) {
            "identifier" => vec![parameters],
            "inferred_parameters" => lower.named(parameters),
            _ => Vec::new(),
        };
        if lower.name(parameters) == "formal_parameters" {
            tasks.push(Task::Lower(parameters, Role::PARAMETERS));
        } else {
            tasks.push(Task::Open(Kind::PARAMETERS, Role::PARAMETERS, lower.range(parameters), false));
            for name in names {
                tasks.push(Task::Open(Kind::PARAMETER, Role::NONE, lower.range(name), false));
                tasks.extend([Task::Lower(name, Role::NAME), Task::Close]);
            }
            tasks.push(Task::Close);
        }
    }
    if let Some(body) = lower.part(id, Role::BODY) {
        match lower.name(body) {
            "block" => tasks.push(Task::Lower(body, Role::BODY)),
            _ => tasks.extend(returned(lower, body)),
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// Each declared variable gets a node with the modifiers and the type of all.
fn variables(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts = lower.parts(id);
    let declarators: Vec<NodeId> = parts.iter().filter(|part| part.1 == Role::LEFT).map(|part| part.0).collect();
    let range = lower.range(id);
    let mut tasks = Vec::new();
    let modifiers = parts.iter().find(|part| lower.name(part.0) == "modifiers");
    let type_ = lower.part(id, Role::TYPE);
    for (index, declarator) in declarators.into_iter().enumerate() {
        tasks.push(Task::Open(Kind::VARIABLE, role, range.clone(), false));
        tasks.extend(modifiers.and_then(|it| lower.shared(it.0, Role::NONE, index)));
        tasks.extend(type_.and_then(|it| lower.shared(it, Role::TYPE, index)));
        tasks.extend(declared(lower, declarator));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

/// The name, the dimensions and the value of a declared variable.
fn declared(lower: &Lower<'_>, id: NodeId) -> Vec<Task> {
    let parts = lower.parts(id).into_iter().filter(|part| lower.tree.node(part.0).is_named());
    parts
        .map(|(part, role)| match role {
            Role::NAME => Task::Lower(part, Role::LEFT),
            Role::VALUE => Task::Lower(part, Role::RIGHT),
            _ => Task::Lower(part, Role::NONE),
        })
        .collect()
}

/// What `try` opens, as a variable; or one that was declared before.
fn resource(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    if lower.part(id, Role::NAME).is_none() {
        return lower.then([Task::Children(id, false)]);
    }
    let mut tasks = vec![Task::Open(Kind::VARIABLE, role, lower.range(id), false)];
    for (part, part_role) in lower.parts(id) {
        tasks.extend(match part_role {
            Role::NAME => Some(Task::Lower(part, Role::LEFT)),
            Role::VALUE => Some(Task::Lower(part, Role::RIGHT)),
            _ => lower.tree.node(part).is_named().then_some(Task::Lower(part, part_role)),
        });
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A method; without a body it is only announced.
fn method(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = if lower.part(id, Role::BODY).is_some() { Kind::FUNCTION } else { Kind::PROTOTYPE };
    lower.then([Task::Open(kind, role, lower.range(id), false), Task::Children(id, false), Task::Close]);
}

/// `Type... name`
fn spread_parameter(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::PARAMETER, role, lower.range(id), false)];
    for part in lower.named(id) {
        match lower.name(part) {
            "variable_declarator" => {
                tasks.extend(lower.part(part, Role::NAME).map(|name| Task::Lower(name, Role::NAME)));
            }
            "modifiers" => tasks.push(Task::Lower(part, Role::NONE)),
            _ => tasks.push(Task::Lower(part, Role::TYPE)),
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// Keywords and annotations, each a modifier.
fn modifiers(lower: &mut Lower<'_>, id: NodeId, _: Role) {
    let parts = lower.parts(id).into_iter().map(|part| part.0);
    let tasks: Vec<Task> = parts
        .map(|part| match lower.tree.node(part).is_named() {
            true => Task::Lower(part, Role::NONE),
            false => Task::Leaf(Kind::MODIFIER, Role::NONE, lower.range(part)),
        })
        .collect();
    lower.then(tasks);
}

/// `@Name` is `@Name()`.
fn marker(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let end = range.end..range.end;
    lower.then([
        Task::Open(Kind::MODIFIER, role, range, false),
        Task::Children(id, false),
        Task::Leaf(Kind::ARGUMENTS, Role::ARGUMENTS, end),
        Task::Close,
    ]);
}

/// What a class extends and implements and what a method throws: a pattern may name any of it.
fn named_types(lower: &mut Lower<'_>, id: NodeId, _: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    let lists = lower.named(id);
    let types = lists.into_iter().flat_map(|part| match lower.name(part) {
        "type_list" => lower.named(part),
        _ => vec![part],
    });
    let mut tasks = Vec::new();
    for type_ in types {
        let range = lower.range(type_);
        tasks.push(Task::Open(Kind::MODIFIER, Role::NONE, range.clone(), false));
        tasks.push(Task::Open(kind, Role::NONE, range, false));
        tasks.extend([Task::Lower(type_, Role::TYPE), Task::Close, Task::Close]);
    }
    lower.then(tasks);
}

/// `import module[.*];`, `static` or not.
fn import(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::IMPORT, role, lower.range(id), false)];
    for (part, _) in lower.parts(id) {
        tasks.extend(match lower.name(part) {
            "asterisk" => Some(Task::Leaf(Kind::TOKEN, Role::NONE, lower.range(part))),
            _ => lower.tree.node(part).is_named().then_some(Task::Lower(part, Role::MODULE)),
        });
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// The resources stand in front of the body, in a block with it.
fn try_with_resources(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let mut tasks = vec![Task::Open(Kind::own(lower.tree.node(id).kind), role, range, false)];
    if let (Some(resources), Some(body)) = (
        lower.parts(id).into_iter().map(|part| part.0).find(|part| lower.name(*part) == "resource_specification"),
        lower.part(id, Role::BODY),
    ) {
        let range = lower.range(resources).start..lower.range(body).end;
        tasks.push(Task::Open(Kind::BLOCK, Role::BODY, range, false));
        tasks.extend([Task::Children(resources, false), Task::Lower(body, Role::NONE), Task::Close]);
    }
    let clauses =
        lower.named(id).into_iter().filter(|part| matches!(lower.name(*part), "catch_clause" | "finally_clause"));
    tasks.extend(clauses.map(|part| Task::Lower(part, Role::NONE)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `catch (A | B name)`
fn catch_type(lower: &mut Lower<'_>, id: NodeId, _: Role) {
    let types = lower.named(id).into_iter().map(|part| Task::Lower(part, Role::TYPE));
    lower.then(types.collect::<Vec<_>>());
}

fn cases(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    lower.then([Task::Open(Kind::CASES, role, lower.range(id), false), Task::Children(id, false), Task::Close]);
}

/// Labels, and what follows them as a block.
fn case(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts = lower.named(id);
    let (labels, statements): (Vec<NodeId>, Vec<NodeId>) =
        parts.into_iter().partition(|part| lower.name(*part) == "switch_label");
    let mut tasks = vec![Task::Open(Kind::CASE, role, lower.range(id), false)];
    for label in labels {
        let values = lower.named(label);
        if values.is_empty() {
            tasks.push(Task::Leaf(Kind::TOKEN, Role::VALUE, lower.range(label)));
        }
        tasks.extend(values.into_iter().map(|value| Task::Lower(value, Role::VALUE)));
    }
    match statements.as_slice() {
        [block] if lower.name(*block) == "block" => tasks.push(Task::Lower(*block, Role::BODY)),
        [first, .., last] | [first @ last] => {
            let range = lower.range(*first).start..lower.range(*last).end;
            tasks.push(Task::Open(Kind::BLOCK, Role::BODY, range, false));
            tasks.extend(statements.iter().map(|it| Task::Lower(*it, Role::NONE)));
            tasks.push(Task::Close);
        }
        [] => {}
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
