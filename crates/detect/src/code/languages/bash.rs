use banbury_syntax::NodeId;

use super::{Action, Description, Kind, Lower, Role, Task, interpolated};

pub(super) const BASH: Description = Description {
    kinds: &[
        ("program", Action::As(Kind::BLOCK)),
        ("do_group", Action::As(Kind::BLOCK)),
        ("compound_statement", Action::As(Kind::BLOCK)),
        ("variable_name", Action::Leaf(Kind::NAME)),
        ("special_variable_name", Action::Leaf(Kind::NAME)),
        ("word", Action::Leaf(Kind::STRING)),
        ("number", Action::Leaf(Kind::STRING)),
        ("raw_string", Action::Leaf(Kind::STRING)),
        ("ansi_c_string", Action::Leaf(Kind::STRING)),
        ("string", Action::Custom(|lower, id, role| interpolated(lower, id, id, Kind::STRING, role))),
        ("simple_expansion", Action::Custom(expansion)),
        ("expansion", Action::Custom(expansion)),
        ("command", Action::Custom(|lower, id, role| command(lower, id, id, role))),
        ("redirected_statement", Action::Custom(redirected)),
        ("pipeline", Action::Custom(pipeline)),
        ("command_substitution", Action::Custom(own)),
        ("variable_assignment", Action::As(Kind::ASSIGNMENT)),
        ("variable_assignments", Action::Splice),
        ("declaration_command", Action::Custom(declaration)),
        ("subscript", Action::As(Kind::INDEX)),
        ("if_statement", Action::Custom(if_statement)),
        ("function_definition", Action::Custom(function)),
    ],
    fields: &[
        ("variable_assignment.name", Role::LEFT),
        ("variable_assignment.value", Role::RIGHT),
        ("subscript.name", Role::OBJECT),
        // What runs through in a loop is assigned.
        ("variable", Role::LEFT),
        ("for_statement.value", Role::RIGHT),
    ],
    loops: &["c_style_for_statement"],
};

/// `$name` and `${name}`; what is done to the value is a modifier.
fn expansion(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = lower.lowering.own_kind("expansion").unwrap_or(Kind::own(lower.tree.node(id).kind));
    let parts = lower.named(id);
    let name = parts.first().copied();
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), false)];
    tasks.extend(name.map(|name| Task::Lower(name, Role::NONE)));
    tasks.extend(parts.iter().skip(1).flat_map(|part| modifier(lower, *part)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn modifier(lower: &Lower<'_>, id: NodeId) -> [Task; 3] {
    [Task::Open(Kind::MODIFIER, Role::NONE, lower.range(id), false), Task::Lower(id, Role::NONE), Task::Close]
}

/// A call: the first word is what it calls. Variables set for it and redirections are modifiers; `holder` has the redirections
/// that the grammar puts outside.
fn command(lower: &mut Lower<'_>, id: NodeId, holder: NodeId, role: Role) {
    let parts: Vec<(NodeId, Role)> =
        lower.parts(id).into_iter().filter(|part| lower.tree.node(part.0).is_named()).collect();
    let name = parts.iter().find(|part| lower.name(part.0) == "command_name").map(|part| part.0);
    let word = name.and_then(|name| lower.named(name).first().copied());
    // The output of a command, run: in a pattern, a substitution that stands for itself.
    if let ([_], Some(word)) = (parts.as_slice(), word)
        && holder == id
        && lower.name(word) == "command_substitution"
    {
        return lower.then([Task::Lower(word, role)]);
    }
    let mut tasks = vec![Task::Open(Kind::CALL, role, lower.range(holder), false)];
    let mut arguments = Vec::new();
    let mut redirections = Vec::new();
    for (part, _) in &parts {
        match lower.name(*part) {
            "command_name" => {}
            "variable_assignment" => tasks.extend(setting(lower, *part)),
            name if is_redirection(name) => redirections.push(*part),
            _ => arguments.push(*part),
        }
    }
    tasks.extend(word.map(|word| match lower.name(word) {
        "word" => Task::Leaf(Kind::NAME, Role::CALLEE, lower.range(word)),
        _ => Task::Lower(word, Role::CALLEE),
    }));
    let end = name.map_or(lower.range(id).end, |name| lower.range(name).end);
    let range = match (arguments.first(), arguments.last()) {
        (Some(first), Some(last)) => lower.range(*first).start..lower.range(*last).end,
        _ => end..end,
    };
    tasks.push(Task::Open(Kind::ARGUMENTS, Role::ARGUMENTS, range, false));
    tasks.extend(arguments.into_iter().map(|argument| Task::Lower(argument, Role::NONE)));
    tasks.push(Task::Close);
    if holder != id {
        redirections.extend(lower.named(holder).into_iter().filter(|part| is_redirection(lower.name(*part))));
    }
    tasks.extend(redirections.into_iter().flat_map(|part| modifier(lower, part)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

fn is_redirection(name: &str) -> bool {
    matches!(name, "file_redirect" | "heredoc_redirect" | "herestring_redirect")
}

/// `NAME=value` in front of a command sets a variable for that alone.
fn setting(lower: &Lower<'_>, id: NodeId) -> Vec<Task> {
    let mut tasks = vec![Task::Open(Kind::MODIFIER, Role::NONE, lower.range(id), false)];
    tasks.extend(lower.part(id, Role::LEFT).map(|name| Task::Lower(name, Role::NAME)));
    tasks.extend(lower.part(id, Role::RIGHT).map(|value| Task::Lower(value, Role::VALUE)));
    tasks.push(Task::Close);
    tasks
}

fn redirected(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let Some(body) = lower.part(id, Role::BODY) else { return lower.then([Task::Children(id, false)]) };
    if lower.name(body) == "command" {
        return command(lower, body, id, role);
    }
    let redirections = lower.named(id).into_iter().filter(|part| is_redirection(lower.name(*part)));
    let mut tasks = vec![Task::Open(Kind::own(lower.tree.node(id).kind), role, lower.range(id), false)];
    tasks.push(Task::Lower(body, Role::NONE));
    tasks.extend(redirections.flat_map(|part| modifier(lower, part)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// Its own kind, however it is written: `$(f)` and `` `f` ``.
fn own(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    lower.then([Task::Open(kind, role, lower.range(id), false), Task::Children(id, false), Task::Close]);
}

/// `a | b | c` is `(a | b) | c`.
fn pipeline(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    let stages = lower.named(id);
    let start = lower.range(id).start;
    let mut tasks: Vec<Task> = stages
        .iter()
        .skip(1)
        .rev()
        .enumerate()
        .map(|(depth, stage)| {
            let role = if depth == 0 { role } else { Role::NONE };
            Task::Open(kind, role, start..lower.range(*stage).end, false)
        })
        .collect();
    for (index, stage) in stages.iter().enumerate() {
        tasks.push(Task::Lower(*stage, Role::NONE));
        if index > 0 {
            tasks.push(Task::Close);
        }
    }
    lower.then(tasks);
}

/// `local`, `export` and their like declare each variable that they name.
fn declaration(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts: Vec<NodeId> = lower.parts(id).into_iter().map(|part| part.0).collect();
    let (assignments, others): (Vec<NodeId>, Vec<NodeId>) =
        parts.into_iter().partition(|part| lower.name(*part) == "variable_assignment");
    let range = lower.range(id);
    if assignments.is_empty() {
        let kind = Kind::own(lower.tree.node(id).kind);
        return lower.then([Task::Open(kind, role, range, false), Task::Children(id, true), Task::Close]);
    }
    let mut tasks = Vec::new();
    for assignment in assignments {
        tasks.push(Task::Open(Kind::VARIABLE, role, range.clone(), false));
        tasks.extend(others.iter().map(|other| Task::Leaf(Kind::MODIFIER, Role::NONE, lower.range(*other))));
        tasks.extend([Task::Children(assignment, false), Task::Close]);
    }
    lower.then(tasks);
}

/// The commands behind `then` as a block; `elif` is an `if` in an `else`.
fn if_statement(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let end = lower.range(id).end;
    let mut tasks = vec![Task::Open(Kind::IF, role, lower.range(id), false)];
    let mut open = 1;
    let mut clauses = Vec::new();
    tasks.extend(branch(lower, id, &mut clauses));
    for clause in clauses {
        let range = lower.range(clause).start..end;
        if lower.name(clause) == "elif_clause" {
            tasks.push(Task::Open(Kind::BLOCK, Role::ELSE, range.clone(), false));
            tasks.push(Task::Open(Kind::IF, Role::NONE, range, false));
            tasks.extend(branch(lower, clause, &mut Vec::new()));
            open += 2;
        } else {
            tasks.extend([
                Task::Open(Kind::BLOCK, Role::ELSE, lower.range(clause), false),
                Task::Children(clause, false),
            ]);
            tasks.push(Task::Close);
        }
    }
    tasks.extend((0..open).map(|_| Task::Close));
    lower.then(tasks);
}

/// The condition in front of `then` and the block behind it; `clauses` gets the others.
fn branch(lower: &Lower<'_>, id: NodeId, clauses: &mut Vec<NodeId>) -> Vec<Task> {
    let mut conditions = Vec::new();
    let mut commands = Vec::new();
    let mut is_behind = false;
    for (part, _) in lower.parts(id) {
        match lower.name(part) {
            "then" => is_behind = true,
            "elif_clause" | "else_clause" => clauses.push(part),
            _ if !lower.tree.node(part).is_named() => {}
            _ if is_behind => commands.push(part),
            _ => conditions.push(part),
        }
    }
    let mut tasks: Vec<Task> = conditions.into_iter().map(|it| Task::Lower(it, Role::CONDITION)).collect();
    if let [first, .., last] | [first @ last] = commands.as_slice() {
        let range = lower.range(*first).start..lower.range(*last).end;
        tasks.push(Task::Open(Kind::BLOCK, Role::THEN, range, false));
        tasks.extend(commands.iter().map(|it| Task::Lower(*it, Role::NONE)));
        tasks.push(Task::Close);
    }
    tasks
}

fn function(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::FUNCTION, role, lower.range(id), false)];
    tasks.extend(lower.part(id, Role::NAME).map(|name| Task::Leaf(Kind::NAME, Role::NAME, lower.range(name))));
    tasks.extend(lower.part(id, Role::BODY).map(|body| Task::Block(body, Role::BODY)));
    tasks.push(Task::Close);
    lower.then(tasks);
}
