use banbury_syntax::NodeId;

use super::{Action, Description, Kind, Lower, Role, Task, branches, interpolated, lambda};

pub(super) const PHP: Description = Description {
    kinds: &[
        ("program", Action::As(Kind::BLOCK)),
        ("compound_statement", Action::As(Kind::BLOCK)),
        ("colon_block", Action::As(Kind::BLOCK)),
        ("php_tag", Action::Drop),
        ("php_end_tag", Action::Drop),
        ("text", Action::Drop),
        ("variable_name", Action::Leaf(Kind::NAME)),
        ("name", Action::Leaf(Kind::NAME)),
        ("qualified_name", Action::Leaf(Kind::NAME)),
        ("relative_name", Action::Leaf(Kind::NAME)),
        ("namespace_name", Action::Leaf(Kind::NAME)),
        ("relative_scope", Action::Leaf(Kind::NAME)),
        ("primitive_type", Action::Leaf(Kind::NAME)),
        ("bottom_type", Action::Leaf(Kind::NAME)),
        ("named_type", Action::Splice),
        ("type_list", Action::Splice),
        ("integer", Action::Leaf(Kind::NUMBER)),
        ("float", Action::Leaf(Kind::NUMBER)),
        ("boolean", Action::Leaf(Kind::CONSTANT)),
        ("string", Action::Leaf(Kind::STRING)),
        ("nowdoc", Action::Leaf(Kind::STRING)),
        ("encapsed_string", Action::Custom(|lower, id, role| interpolated(lower, id, id, Kind::STRING, role))),
        ("heredoc", Action::Custom(heredoc)),
        ("shell_command_expression", Action::Custom(command)),
        ("array_creation_expression", Action::Custom(array)),
        ("array_element_initializer", Action::Custom(element)),
        ("by_ref", Action::Custom(|lower, id, _| lower.then([Task::Children(id, false)]))),
        ("reference_modifier", Action::Drop),
        ("argument", Action::Custom(argument)),
        ("function_call_expression", Action::As(Kind::CALL)),
        ("member_call_expression", Action::Custom(method_call)),
        ("nullsafe_member_call_expression", Action::Custom(method_call)),
        ("scoped_call_expression", Action::Custom(method_call)),
        ("include_expression", Action::Custom(keyword_call)),
        ("include_once_expression", Action::Custom(keyword_call)),
        ("require_expression", Action::Custom(keyword_call)),
        ("require_once_expression", Action::Custom(keyword_call)),
        ("print_intrinsic", Action::Custom(keyword_call)),
        ("echo_statement", Action::Custom(keyword_statement)),
        ("exit_statement", Action::Custom(keyword_statement)),
        ("unset_statement", Action::Custom(keyword_statement)),
        ("sequence_expression", Action::Custom(|lower, id, _| lower.then([Task::Children(id, false)]))),
        ("object_creation_expression", Action::Custom(new)),
        ("member_access_expression", Action::As(Kind::MEMBER)),
        ("nullsafe_member_access_expression", Action::As(Kind::MEMBER)),
        ("scoped_property_access_expression", Action::As(Kind::MEMBER)),
        ("class_constant_access_expression", Action::Custom(class_constant)),
        ("subscript_expression", Action::Custom(subscript)),
        ("assignment_expression", Action::As(Kind::ASSIGNMENT)),
        ("reference_assignment_expression", Action::As(Kind::ASSIGNMENT)),
        ("augmented_assignment_expression", Action::WithTokens(Kind::UPDATE)),
        ("cast_expression", Action::As(Kind::CAST)),
        ("cast_type", Action::Leaf(Kind::NAME)),
        ("conditional_expression", Action::As(Kind::CONDITIONAL)),
        ("if_statement", Action::Custom(|lower, id, role| branches(lower, id, role, "else_if_clause"))),
        ("else_clause", Action::Custom(otherwise)),
        ("foreach_statement", Action::Custom(foreach)),
        ("switch_block", Action::Custom(cases)),
        ("case_statement", Action::Custom(case)),
        ("default_statement", Action::Custom(case)),
        ("function_definition", Action::As(Kind::FUNCTION)),
        ("method_declaration", Action::Custom(method)),
        ("anonymous_function", Action::As(Kind::LAMBDA)),
        ("anonymous_function_use_clause", Action::Leaf(Kind::MODIFIER)),
        ("arrow_function", Action::Custom(lambda)),
        ("formal_parameters", Action::As(Kind::PARAMETERS)),
        ("simple_parameter", Action::As(Kind::PARAMETER)),
        ("variadic_parameter", Action::As(Kind::PARAMETER)),
        ("property_promotion_parameter", Action::As(Kind::PARAMETER)),
        ("class_declaration", Action::As(Kind::CLASS)),
        ("anonymous_class", Action::As(Kind::CLASS)),
        ("interface_declaration", Action::As(Kind::CLASS)),
        ("trait_declaration", Action::As(Kind::CLASS)),
        ("enum_declaration", Action::As(Kind::CLASS)),
        ("declaration_list", Action::As(Kind::MEMBERS)),
        ("enum_declaration_list", Action::As(Kind::MEMBERS)),
        ("base_clause", Action::Custom(named_types)),
        ("class_interface_clause", Action::Custom(named_types)),
        ("use_declaration", Action::Custom(|lower, id, _| lower.then([Task::Children(id, false)]))),
        ("property_declaration", Action::Custom(variables)),
        ("const_declaration", Action::Custom(variables)),
        ("function_static_declaration", Action::Custom(|lower, id, _| lower.then([Task::Children(id, false)]))),
        ("static_variable_declaration", Action::As(Kind::VARIABLE)),
        ("attribute_list", Action::Splice),
        ("attribute_group", Action::Custom(|lower, id, _| lower.then([Task::Children(id, false)]))),
        ("attribute", Action::As(Kind::MODIFIER)),
        ("abstract_modifier", Action::Leaf(Kind::MODIFIER)),
        ("final_modifier", Action::Leaf(Kind::MODIFIER)),
        ("readonly_modifier", Action::Leaf(Kind::MODIFIER)),
        ("static_modifier", Action::Leaf(Kind::MODIFIER)),
        ("var_modifier", Action::Leaf(Kind::MODIFIER)),
        ("visibility_modifier", Action::Leaf(Kind::MODIFIER)),
        ("namespace_use_declaration", Action::Custom(imports)),
    ],
    fields: &[
        ("scope", Role::OBJECT),
        ("alias", Role::LEFT),
        ("member_access_expression.name", Role::PROPERTY),
        ("nullsafe_member_access_expression.name", Role::PROPERTY),
        ("scoped_property_access_expression.name", Role::PROPERTY),
        ("return_type", Role::TYPE),
        ("default_value", Role::VALUE),
        ("static_variable_declaration.name", Role::LEFT),
        ("static_variable_declaration.value", Role::RIGHT),
        ("attribute.parameters", Role::ARGUMENTS),
        ("if_statement.body", Role::THEN),
        ("else_if_clause.body", Role::THEN),
        // Expressions, not statements.
        ("conditional_expression.body", Role::LEFT),
        ("conditional_expression.alternative", Role::RIGHT),
        ("match_expression.body", Role::VALUE),
    ],
    loops: &["foreach_statement"],
};

fn heredoc(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let body = lower.named(id).into_iter().find(|part| lower.name(*part) == "heredoc_body");
    interpolated(lower, id, body.unwrap_or(id), Kind::STRING, role);
}

/// `` `command` ``
fn command(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    interpolated(lower, id, id, kind, role);
}

/// `[...]` and `array(...)` are the same.
fn array(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    lower.then([Task::Open(kind, role, lower.range(id), false), Task::Children(id, false), Task::Close]);
}

/// `key => value`, or a value alone.
fn element(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    match lower.named(id).as_slice() {
        [key, value] => lower.then([
            Task::Open(Kind::PAIR, role, lower.range(id), false),
            Task::Lower(*key, Role::KEY),
            Task::Lower(*value, Role::VALUE),
            Task::Close,
        ]),
        parts => lower.then(parts.iter().map(|part| Task::Lower(*part, role)).collect::<Vec<_>>()),
    }
}

/// `name: value`, or a value alone.
fn argument(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let Some(name) = lower.part(id, Role::NAME) else { return lower.then([Task::Children(id, false)]) };
    let value = lower.named(id).into_iter().find(|part| *part != name);
    let mut tasks = vec![Task::Open(Kind::KEYWORD_ARGUMENT, role, lower.range(id), false)];
    tasks.push(Task::Lower(name, Role::NAME));
    tasks.extend(value.map(|value| Task::Lower(value, Role::VALUE)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `$object->name(...)` and `Class::name(...)` call a member.
fn method_call(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::CALL, role, lower.range(id), false)];
    if let (Some(object), Some(name)) = (lower.part(id, Role::OBJECT), lower.part(id, Role::NAME)) {
        let range = lower.range(object).start..lower.range(name).end;
        tasks.push(Task::Open(Kind::MEMBER, Role::CALLEE, range, false));
        tasks.extend([Task::Lower(object, Role::OBJECT), Task::Lower(name, Role::PROPERTY), Task::Close]);
    }
    tasks.extend(lower.part(id, Role::ARGUMENTS).map(|it| Task::Lower(it, Role::ARGUMENTS)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `include x` and its like are calls of their keyword.
fn keyword_call(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let tasks = called_keyword(lower, id, role);
    lower.then(tasks);
}

/// `echo x, y;` and its like are calls as statements.
fn keyword_statement(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::EXPRESSION_STATEMENT, role, lower.range(id), false)];
    tasks.extend(called_keyword(lower, id, Role::NONE));
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn called_keyword(lower: &Lower<'_>, id: NodeId, role: Role) -> Vec<Task> {
    let (start, end) = (lower.range(id).start, lower.range(id).end);
    let parts: Vec<NodeId> = lower.parts(id).into_iter().map(|part| part.0).collect();
    let keyword = parts.first().map_or(start..start, |keyword| lower.range(*keyword));
    let arguments = lower.named(id);
    let range = match (arguments.first(), arguments.last()) {
        (Some(first), Some(last)) => lower.range(*first).start..lower.range(*last).end,
        _ => keyword.end..keyword.end,
    };
    let ends_in_semicolon = parts.last().is_some_and(|last| lower.name(*last) == ";");
    let end = if ends_in_semicolon { range.end } else { end };
    let mut tasks = vec![
        Task::Open(Kind::CALL, role, start..end, false),
        Task::Leaf(Kind::NAME, Role::CALLEE, keyword),
        Task::Open(Kind::ARGUMENTS, Role::ARGUMENTS, range, false),
    ];
    tasks.extend(arguments.into_iter().map(|argument| Task::Lower(argument, Role::NONE)));
    tasks.extend([Task::Close, Task::Close]);
    tasks
}

/// `new Name` is `new Name()`.
fn new(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let parts = lower.named(id);
    if let [class] = parts.as_slice()
        && lower.name(*class) == "anonymous_class"
    {
        return lower.then([Task::Lower(*class, role)]);
    }
    let mut tasks = vec![Task::Open(Kind::NEW, role, range.clone(), false)];
    tasks.extend(parts.first().map(|class| Task::Lower(*class, Role::CALLEE)));
    match parts.get(1) {
        Some(arguments) => tasks.push(Task::Lower(*arguments, Role::ARGUMENTS)),
        None => tasks.push(Task::Leaf(Kind::ARGUMENTS, Role::ARGUMENTS, range.end..range.end)),
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `Class::NAME`
fn class_constant(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    two_parts(lower, id, role, Kind::MEMBER, [Role::OBJECT, Role::PROPERTY]);
}

/// `$array[index]`, or `$array[]`.
fn subscript(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    two_parts(lower, id, role, Kind::INDEX, [Role::OBJECT, Role::INDEX]);
}

fn two_parts(lower: &mut Lower<'_>, id: NodeId, role: Role, kind: Kind, roles: [Role; 2]) {
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), false)];
    tasks.extend(lower.named(id).into_iter().zip(roles).map(|(part, role)| Task::Lower(part, role)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn otherwise(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let body = lower.part(id, Role::BODY);
    lower.then(body.map(|body| Task::Block(body, role)));
}

/// What runs through is assigned.
fn foreach(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), true)];
    let mut roles = [Role::RIGHT, Role::LEFT].into_iter();
    for (part, part_role) in lower.parts(id) {
        if part_role == Role::BODY {
            tasks.push(Task::Block(part, Role::BODY));
        } else if lower.tree.node(part).is_named() {
            tasks.push(Task::Lower(part, roles.next().unwrap_or(Role::NONE)));
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn cases(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    lower.then([Task::Open(Kind::CASES, role, lower.range(id), false), Task::Children(id, false), Task::Close]);
}

/// The value, and what follows it as a block.
fn case(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::CASE, role, lower.range(id), false)];
    let value = lower.part(id, Role::VALUE);
    match value {
        Some(value) => tasks.push(Task::Lower(value, Role::VALUE)),
        None => {
            let start = lower.range(id).start;
            tasks.push(Task::Leaf(Kind::TOKEN, Role::VALUE, start..start + "default".len() as u32));
        }
    }
    let statements: Vec<NodeId> = lower.named(id).into_iter().filter(|part| Some(*part) != value).collect();
    if let [first, .., last] | [first @ last] = statements.as_slice() {
        let range = lower.range(*first).start..lower.range(*last).end;
        tasks.push(Task::Open(Kind::BLOCK, Role::BODY, range, false));
        tasks.extend(statements.iter().map(|it| Task::Lower(*it, Role::NONE)));
        tasks.push(Task::Close);
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A method, public unless it says otherwise; without a body it is only announced.
fn method(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = if lower.part(id, Role::BODY).is_some() { Kind::FUNCTION } else { Kind::PROTOTYPE };
    let range = lower.range(id);
    let says_otherwise = lower.named(id).into_iter().any(|part| lower.name(part) == "visibility_modifier");
    let mut tasks = vec![Task::Open(kind, role, range.clone(), false)];
    if !says_otherwise {
        tasks.push(Task::Leaf(Kind::MODIFIER, Role::NONE, range.start..range.start));
    }
    tasks.extend([Task::Children(id, false), Task::Close]);
    lower.then(tasks);
}

/// What a class extends and implements: a pattern may name any of it.
fn named_types(lower: &mut Lower<'_>, id: NodeId, _: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    let mut tasks = Vec::new();
    for type_ in lower.named(id) {
        let range = lower.range(type_);
        tasks.push(Task::Open(Kind::MODIFIER, Role::NONE, range.clone(), false));
        tasks.push(Task::Open(kind, Role::NONE, range, false));
        tasks.extend([Task::Lower(type_, Role::TYPE), Task::Close, Task::Close]);
    }
    lower.then(tasks);
}

/// Each property or constant gets a node with the modifiers and the type of all.
fn variables(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let (elements, shared): (Vec<_>, Vec<_>) = lower
        .parts(id)
        .into_iter()
        .filter(|part| lower.tree.node(part.0).is_named())
        .partition(|part| matches!(lower.name(part.0), "property_element" | "const_element"));
    let mut tasks = Vec::new();
    for (element, _) in elements {
        tasks.push(Task::Open(Kind::VARIABLE, role, range.clone(), false));
        tasks.extend(shared.iter().map(|(part, role)| Task::Lower(*part, *role)));
        tasks.extend(lower.named(element).into_iter().zip([Role::LEFT, Role::RIGHT]).map(|it| Task::Lower(it.0, it.1)));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

/// One import for each name: what it stands for, or the namespace and the name in it; the name given to it here.
fn imports(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let mut clauses = Vec::new();
    let mut namespace = None;
    for part in lower.named(id) {
        match lower.name(part) {
            "namespace_use_clause" => clauses.push(part),
            "namespace_use_group" => clauses.extend(lower.named(part)),
            _ => namespace = Some(part),
        }
    }
    let own = if namespace.is_some() { Role::NAME } else { Role::MODULE };
    let mut tasks = Vec::new();
    for clause in clauses {
        let alias = lower.part(clause, Role::LEFT);
        let name = lower.named(clause).into_iter().find(|part| Some(*part) != alias);
        tasks.push(Task::Open(Kind::IMPORT, role, range.clone(), false));
        tasks.extend(namespace.map(|it| Task::Lower(it, Role::MODULE)));
        tasks.extend(name.map(|it| Task::Lower(it, own)));
        tasks.extend(alias.map(|it| Task::Lower(it, Role::LEFT)));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}
