use banbury_syntax::NodeId;

use super::{Action, Description, Kind, Lower, Role, Task, expressions_as_statements, interpolated};

pub(super) const RUBY: Description = Description {
    kinds: &[
        ("program", Action::Custom(block)),
        ("body_statement", Action::Custom(block)),
        ("block_body", Action::Custom(block)),
        ("then", Action::Custom(block)),
        ("else", Action::Custom(block)),
        ("do", Action::Custom(block)),
        ("begin", Action::Custom(block)),
        ("constant", Action::Leaf(Kind::NAME)),
        ("instance_variable", Action::Leaf(Kind::NAME)),
        ("class_variable", Action::Leaf(Kind::NAME)),
        ("global_variable", Action::Leaf(Kind::NAME)),
        ("self", Action::Leaf(Kind::NAME)),
        ("super", Action::Leaf(Kind::NAME)),
        ("integer", Action::Leaf(Kind::NUMBER)),
        ("float", Action::Leaf(Kind::NUMBER)),
        ("nil", Action::Leaf(Kind::CONSTANT)),
        ("string", Action::Custom(|lower, id, role| interpolated(lower, id, id, Kind::STRING, role))),
        ("interpolation", Action::Custom(|lower, id, _| lower.then([Task::Children(id, false)]))),
        ("chained_string", Action::As(Kind::STRINGS)),
        ("subshell", Action::Custom(pieces)),
        ("regex", Action::Custom(regex)),
        ("simple_symbol", Action::Custom(symbol)),
        ("hash_key_symbol", Action::Custom(symbol)),
        ("call", Action::Custom(call)),
        ("scope_resolution", Action::As(Kind::MEMBER)),
        ("element_reference", Action::Custom(element)),
        ("argument_list", Action::As(Kind::ARGUMENTS)),
        ("assignment", Action::As(Kind::ASSIGNMENT)),
        ("operator_assignment", Action::WithTokens(Kind::UPDATE)),
        ("binary", Action::WithTokens(Kind::BINARY)),
        ("hash", Action::As(Kind::RECORD)),
        ("pair", Action::Custom(pair)),
        ("parenthesized_statements", Action::Custom(|lower, id, _| lower.then([Task::Children(id, false)]))),
        ("return", Action::Custom(returned)),
        ("if", Action::Custom(branch)),
        ("elsif", Action::Custom(branch)),
        ("if_modifier", Action::As(Kind::IF)),
        ("conditional", Action::As(Kind::CONDITIONAL)),
        ("method", Action::Custom(method)),
        ("singleton_method", Action::Custom(method)),
        ("method_parameters", Action::As(Kind::PARAMETERS)),
        ("block_parameters", Action::As(Kind::PARAMETERS)),
        ("lambda_parameters", Action::As(Kind::PARAMETERS)),
        ("optional_parameter", Action::As(Kind::PARAMETER)),
        ("keyword_parameter", Action::As(Kind::PARAMETER)),
        ("splat_parameter", Action::As(Kind::PARAMETER)),
        ("hash_splat_parameter", Action::As(Kind::PARAMETER)),
        ("block_parameter", Action::As(Kind::PARAMETER)),
        ("block", Action::As(Kind::LAMBDA)),
        ("do_block", Action::As(Kind::LAMBDA)),
        ("class", Action::As(Kind::CLASS)),
        ("superclass", Action::As(Kind::MODIFIER)),
    ],
    fields: &[
        ("receiver", Role::OBJECT),
        ("method", Role::PROPERTY),
        ("scope", Role::OBJECT),
        ("scope_resolution.name", Role::PROPERTY),
        ("if_modifier.body", Role::THEN),
        ("conditional.consequence", Role::LEFT),
        ("conditional.alternative", Role::RIGHT),
        ("singleton_method.object", Role::NONE),
        // What runs through in a loop is assigned.
        ("for.pattern", Role::LEFT),
        ("for.value", Role::RIGHT),
    ],
    loops: &["for", "while", "until"],
};

/// Kinds that are statements by themselves; all others are expressions.
const STATEMENTS: [&str; 22] = [
    "if",
    "unless",
    "elsif",
    "while",
    "until",
    "for",
    "case",
    "begin",
    "method",
    "singleton_method",
    "class",
    "module",
    "return",
    "if_modifier",
    "unless_modifier",
    "while_modifier",
    "until_modifier",
    "rescue",
    "ensure",
    "else",
    "when",
    "empty_statement",
];

fn block(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    expressions_as_statements(lower, id, role, &STATEMENTS);
}

/// Without statements it still has its branch.
fn branch(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let is_empty = lower.part(id, Role::THEN).is_none();
    let mut tasks = vec![Task::Open(Kind::IF, role, lower.range(id), false)];
    for (part, part_role) in lower.parts(id) {
        match part_role {
            Role::THEN | Role::ELSE => tasks.push(Task::Block(part, part_role)),
            _ if lower.tree.node(part).is_named() => tasks.push(Task::Lower(part, part_role)),
            _ => continue,
        }
        if is_empty && part_role == Role::CONDITION {
            let end = lower.range(part).end;
            tasks.push(Task::Leaf(Kind::BLOCK, Role::THEN, end..end));
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn pieces(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    interpolated(lower, id, id, kind, role);
}

fn regex(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    if lower.named(id).iter().any(|part| lower.name(*part) == "interpolation") {
        return pieces(lower, id, role);
    }
    lower.then([Task::Leaf(Kind::own(lower.tree.node(id).kind), role, lower.range(id))]);
}

/// `:name`, and `name:` in front of a value.
fn symbol(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let own = Kind::own(lower.tree.node(id).kind);
    let kind = lower.lowering.own_kind("simple_symbol").unwrap_or(own);
    let range = lower.range(id);
    let colon = u32::from(lower.tree.node(id).text(lower.text).starts_with(':'));
    let name = range.start + colon..range.end;
    lower.then([Task::Open(kind, role, range, false), Task::Leaf(Kind::NAME, Role::NONE, name), Task::Close]);
}

/// A method that is given nothing is a member; a block is the last of what one is given.
fn call(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let (object, method) = (lower.part(id, Role::OBJECT), lower.part(id, Role::PROPERTY));
    let arguments = lower.part(id, Role::ARGUMENTS);
    let block = lower.named(id).into_iter().find(|part| matches!(lower.name(*part), "block" | "do_block"));
    let is_member = arguments.is_none() && block.is_none() && object.is_some() && method.is_some();
    let member = |role: Role, tasks: &mut Vec<Task>| match (object, method) {
        (Some(object), Some(method)) => {
            let range = lower.range(object).start..lower.range(method).end;
            tasks.push(Task::Open(Kind::MEMBER, role, range, false));
            tasks.extend([Task::Lower(object, Role::OBJECT), Task::Lower(method, Role::PROPERTY), Task::Close]);
        }
        (only, None) | (None, only) => tasks.extend(only.map(|only| Task::Lower(only, role))),
    };
    let mut tasks = Vec::new();
    if is_member {
        member(role, &mut tasks);
        return lower.then(tasks);
    }
    tasks.push(Task::Open(Kind::CALL, role, range, false));
    member(Role::CALLEE, &mut tasks);
    let given = arguments.into_iter().chain(block).map(|part| lower.range(part));
    let given = given.reduce(|first, last| first.start..last.end).unwrap_or(0..0);
    tasks.push(Task::Open(Kind::ARGUMENTS, Role::ARGUMENTS, given, false));
    tasks.extend(arguments.map(|arguments| Task::Children(arguments, false)));
    tasks.extend(block.map(|block| Task::Lower(block, Role::NONE)));
    tasks.extend([Task::Close, Task::Close]);
    lower.then(tasks);
}

fn element(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let object = lower.part(id, Role::OBJECT);
    let mut tasks = vec![Task::Open(Kind::INDEX, role, lower.range(id), false)];
    tasks.extend(object.map(|object| Task::Lower(object, Role::OBJECT)));
    let indexes = lower.named(id).into_iter().filter(|part| Some(*part) != object);
    let roles = std::iter::once(Role::INDEX).chain(std::iter::repeat(Role::NONE));
    tasks.extend(indexes.zip(roles).map(|(index, role)| Task::Lower(index, role)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// Among arguments it names one; in a hash it is an entry.
fn pair(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let is_argument = lower.tree.parent(id).is_some_and(|parent| lower.name(parent) != "hash");
    let (kind, key) = if is_argument { (Kind::KEYWORD_ARGUMENT, Role::NAME) } else { (Kind::PAIR, Role::KEY) };
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), false)];
    tasks.extend(lower.part(id, Role::KEY).map(|it| Task::Lower(it, key)));
    tasks.extend(lower.part(id, Role::VALUE).map(|it| Task::Lower(it, Role::VALUE)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// Without parentheses it has no parameters.
fn method(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let has_parameters = lower.part(id, Role::PARAMETERS).is_some();
    let mut tasks = vec![Task::Open(Kind::FUNCTION, role, lower.range(id), false)];
    for (part, part_role) in lower.parts(id) {
        match part_role {
            Role::BODY => tasks.push(Task::Block(part, part_role)),
            _ if lower.tree.node(part).is_named() => tasks.push(Task::Lower(part, part_role)),
            _ => {}
        }
        if part_role == Role::NAME && !has_parameters {
            let end = lower.range(part).end;
            tasks.push(Task::Leaf(Kind::PARAMETERS, Role::PARAMETERS, end..end));
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn returned(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::RETURN, role, lower.range(id), false)];
    for part in lower.named(id) {
        tasks.push(Task::Children(part, false));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
