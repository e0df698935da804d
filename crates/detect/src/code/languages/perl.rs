use banbury_syntax::NodeId;

use super::{Action, Description, Kind, Lower, Role, Task, branches, expressions_as_statements, string};

pub(super) const PERL: Description = Description {
    kinds: &[
        ("source_file", Action::Custom(block)),
        ("block", Action::Custom(block)),
        ("scalar_variable", Action::Leaf(Kind::NAME)),
        ("special_scalar_variable", Action::Leaf(Kind::NAME)),
        ("array_variable", Action::Leaf(Kind::NAME)),
        ("hash_variable", Action::Leaf(Kind::NAME)),
        ("package_name", Action::Leaf(Kind::NAME)),
        ("call_expression_with_bareword", Action::Leaf(Kind::NAME)),
        ("integer", Action::Leaf(Kind::NUMBER)),
        ("floating_point", Action::Leaf(Kind::NUMBER)),
        ("hexadecimal", Action::Leaf(Kind::NUMBER)),
        ("octal", Action::Leaf(Kind::NUMBER)),
        ("string_single_quoted", Action::Leaf(Kind::STRING)),
        ("string_q_quoted", Action::Leaf(Kind::STRING)),
        ("string_double_quoted", Action::Custom(|lower, id, role| string(lower, id, role, &["interpolation"]))),
        ("string_qq_quoted", Action::Custom(|lower, id, role| string(lower, id, role, &["interpolation"]))),
        ("interpolation", Action::Splice),
        ("backtick_quoted", Action::Custom(command)),
        ("normal_comma", Action::Drop),
        ("fat_comma", Action::Drop),
        ("arrow_operator", Action::Drop),
        ("scope", Action::Drop),
        ("array", Action::Splice),
        ("arguments", Action::Splice),
        ("parenthesized_argument", Action::Splice),
        ("call_expression_with_args_with_brackets", Action::Custom(call)),
        ("call_expression_with_spaced_args", Action::Custom(call)),
        ("method_invocation", Action::Custom(method_call)),
        ("binary_expression", Action::Custom(binary)),
        ("variable_declaration", Action::Splice),
        ("hash_access_variable", Action::As(Kind::INDEX)),
        ("hash_access_variable_simple", Action::As(Kind::INDEX)),
        ("array_access_variable", Action::As(Kind::INDEX)),
        ("if_statement", Action::Custom(|lower, id, role| branches(lower, id, role, "elsif_clause"))),
        ("function_definition", Action::Custom(function)),
        ("anonymous_function", Action::As(Kind::LAMBDA)),
        ("return_expression", Action::As(Kind::RETURN)),
        ("for_statement_2", Action::Custom(for_each)),
    ],
    fields: &[
        ("alternative_if_consequence", Role::THEN),
        ("hash_variable", Role::OBJECT),
        ("array_variable", Role::OBJECT),
        ("key", Role::INDEX),
        ("args", Role::ARGUMENTS),
        ("object_return_value", Role::OBJECT),
        ("function_name", Role::PROPERTY),
    ],
    loops: &["for_statement_1", "until_statement"],
};

/// Kinds that are statements by themselves; all others are expressions.
const STATEMENTS: [&str; 13] = [
    "if_statement",
    "unless_statement",
    "while_statement",
    "until_statement",
    "for_statement_1",
    "for_statement_2",
    "function_definition",
    "package_statement",
    "standalone_block",
    "return_expression",
    "single_line_statement",
    "use_no_statement",
    "require_statement",
];

fn block(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    expressions_as_statements(lower, id, role, &STATEMENTS);
}

fn given(lower: &Lower<'_>, id: NodeId) -> Vec<Task> {
    let arguments = lower.part(id, Role::ARGUMENTS);
    let end = lower.range(id).end;
    let range = arguments.map_or(end..end, |arguments| lower.range(arguments));
    let mut tasks = vec![Task::Open(Kind::ARGUMENTS, Role::ARGUMENTS, range, false)];
    tasks.extend(arguments.map(|arguments| Task::Lower(arguments, Role::NONE)));
    tasks.push(Task::Close);
    tasks
}

fn call(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let callee = lower.named(id).into_iter().find(|part| lower.name(*part) == "call_expression_with_bareword");
    let mut tasks = vec![Task::Open(Kind::CALL, role, lower.range(id), false)];
    tasks.extend(callee.map(|callee| Task::Lower(callee, Role::CALLEE)));
    tasks.extend(given(lower, id));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A command between backticks. The grammar does not see the variables in it.
fn command(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let node = lower.tree.node(id);
    let (start, text) = (node.start, node.text(lower.text));
    let mut tasks = vec![Task::Open(Kind::own(node.kind), role, lower.range(id), false)];
    for (at, _) in text.match_indices('$').filter(|(at, _)| !text[..*at].ends_with('\\')) {
        let name = text[at + 1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        if name > 0 {
            let at = start + at as u32;
            tasks.push(Task::Leaf(Kind::NAME, Role::NONE, at..at + 1 + name as u32));
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A function. Its parameters are what it takes out of its list of arguments before anything else.
fn function(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::FUNCTION, role, lower.range(id), false)];
    for (part, part_role) in lower.parts(id).into_iter().filter(|part| lower.tree.node(part.0).is_named()) {
        if part_role != Role::BODY {
            tasks.push(Task::Lower(part, part_role));
            continue;
        }
        let start = lower.range(part).start;
        tasks.push(Task::Open(Kind::PARAMETERS, Role::PARAMETERS, start..start, false));
        tasks.extend(
            taken_first(lower, part).into_iter().map(|name| Task::Leaf(Kind::NAME, Role::NONE, lower.range(name))),
        );
        tasks.extend([Task::Close, Task::Block(part, Role::BODY)]);
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// The variables of `my ($x, $y) = @_;` and `my $x = shift;` at the beginning of a block.
fn taken_first(lower: &Lower<'_>, block: NodeId) -> Vec<NodeId> {
    let mut variables = Vec::new();
    for statement in lower.named(block) {
        let parts = lower.named(statement);
        let (Some(left), Some(right)) = (parts.first(), parts.last()) else { break };
        let is_taken = lower.name(*left) == "variable_declaration"
            && ARGUMENT_LISTS.contains(&lower.tree.node(*right).text(lower.text));
        if !is_taken {
            break;
        }
        let node = lower.tree.node(*left);
        let names = (*left..node.next)
            .filter(|part| matches!(lower.name(*part), "scalar_variable" | "array_variable" | "hash_variable"));
        variables.extend(names);
    }
    variables
}

/// What a function gets, as a whole or its next part.
pub(crate) const ARGUMENT_LISTS: [&str; 4] = ["@_", "shift", "shift @_", "shift(@_)"];

/// `$object->name(...)` calls a member.
fn method_call(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::CALL, role, lower.range(id), false)];
    let name = lower.part(id, Role::PROPERTY);
    let object = lower.named(id).into_iter().next().filter(|object| Some(*object) != name);
    if let (Some(object), Some(name)) = (object, name) {
        let range = lower.range(object).start..lower.range(name).end;
        tasks.push(Task::Open(Kind::MEMBER, Role::CALLEE, range, false));
        tasks.extend([Task::Lower(object, Role::OBJECT), Task::Lower(name, Role::PROPERTY), Task::Close]);
    }
    tasks.extend(given(lower, id));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `=` assigns, `.=` and its like update, `my` declares.
fn binary(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let operator = lower.part(id, Role::OPERATOR);
    let written = operator.map_or("", |operator| lower.tree.node(operator).text(lower.text));
    let operands: Vec<NodeId> = lower.named(id).into_iter().filter(|part| Some(*part) != operator).collect();
    let declares = operands.first().is_some_and(|left| lower.name(*left) == "variable_declaration");
    let compares = matches!(written, "==" | "!=" | "<=" | ">=");
    let kind = match written {
        "=" if declares => Kind::VARIABLE,
        "=" => Kind::ASSIGNMENT,
        _ if written.ends_with('=') && !compares => Kind::UPDATE,
        _ => Kind::BINARY,
    };
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), false)];
    for (index, operand) in operands.into_iter().enumerate() {
        if index == 1 && matches!(kind, Kind::UPDATE | Kind::BINARY) {
            tasks.extend(operator.map(|it| Task::Leaf(Kind::TOKEN, Role::OPERATOR, lower.range(it))));
        }
        tasks.push(Task::Lower(operand, if index == 0 { Role::LEFT } else { Role::RIGHT }));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// What runs through is assigned.
fn for_each(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), true)];
    for part in lower.named(id) {
        tasks.push(match lower.name(part) {
            "scalar_variable" => Task::Lower(part, Role::LEFT),
            "array" => Task::Lower(part, Role::RIGHT),
            "block" => Task::Block(part, Role::BODY),
            _ => Task::Lower(part, Role::NONE),
        });
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
