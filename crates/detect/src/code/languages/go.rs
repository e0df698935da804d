use std::ops::Range;

use banbury_syntax::NodeId;

use super::c::label;
use super::{Action, Description, Kind, Lower, Role, Task};

pub(super) const GO: Description = Description {
    kinds: &[
        ("source_file", Action::As(Kind::BLOCK)),
        ("statement_list", Action::Splice),
        ("package_identifier", Action::Leaf(Kind::NAME)),
        ("label_name", Action::Leaf(Kind::NAME)),
        ("blank_identifier", Action::Leaf(Kind::NAME)),
        ("dot", Action::Leaf(Kind::NAME)),
        ("nil", Action::Leaf(Kind::CONSTANT)),
        ("iota", Action::Leaf(Kind::CONSTANT)),
        ("rune_literal", Action::Leaf(Kind::CONSTANT)),
        ("int_literal", Action::Leaf(Kind::NUMBER)),
        ("float_literal", Action::Leaf(Kind::NUMBER)),
        ("imaginary_literal", Action::Leaf(Kind::NUMBER)),
        ("interpreted_string_literal", Action::Leaf(Kind::STRING)),
        ("raw_string_literal", Action::Leaf(Kind::STRING)),
        ("selector_expression", Action::As(Kind::MEMBER)),
        ("qualified_type", Action::As(Kind::MEMBER)),
        ("index_expression", Action::As(Kind::INDEX)),
        ("parenthesized_type", Action::Splice),
        ("type_conversion_expression", Action::As(Kind::CAST)),
        ("type_assertion_expression", Action::As(Kind::CAST)),
        ("composite_literal", Action::Custom(composite)),
        ("literal_value", Action::As(Kind::ARGUMENTS)),
        ("literal_element", Action::Splice),
        ("keyed_element", Action::As(Kind::KEYWORD_ARGUMENT)),
        ("expression_list", Action::Custom(expressions)),
        ("assignment_statement", Action::Custom(assignment)),
        ("short_var_declaration", Action::Custom(assignment)),
        ("receive_statement", Action::Custom(receive)),
        ("type_parameter_list", Action::Leaf(Kind::MODIFIER)),
        ("var_declaration", Action::Custom(declarations)),
        ("var_spec_list", Action::Custom(declarations)),
        ("const_declaration", Action::Custom(declarations)),
        ("var_spec", Action::Custom(variables)),
        ("const_spec", Action::Custom(variables)),
        ("if_statement", Action::Custom(branches)),
        ("for_statement", Action::Custom(loops)),
        ("range_clause", Action::Splice),
        ("expression_switch_statement", Action::Custom(switch)),
        ("type_switch_statement", Action::Custom(switch)),
        ("select_statement", Action::Custom(switch)),
        ("expression_case", Action::Custom(case)),
        ("type_case", Action::Custom(case)),
        ("communication_case", Action::Custom(case)),
        ("default_case", Action::Custom(case)),
        ("labeled_statement", Action::Custom(label)),
        ("function_declaration", Action::Custom(function)),
        ("method_declaration", Action::Custom(function)),
        ("func_literal", Action::As(Kind::LAMBDA)),
        ("parameter_list", Action::As(Kind::PARAMETERS)),
        ("parameter_declaration", Action::Custom(parameters)),
        ("variadic_parameter_declaration", Action::Custom(parameters)),
        ("import_declaration", Action::Custom(imports)),
        ("generic_type", Action::As(Kind::GENERIC)),
    ],
    fields: &[
        ("operand", Role::OBJECT),
        ("field", Role::PROPERTY),
        ("package", Role::OBJECT),
        ("qualified_type.name", Role::PROPERTY),
        ("type_conversion_expression.operand", Role::VALUE),
        ("type_assertion_expression.operand", Role::VALUE),
        ("keyed_element.key", Role::NAME),
        ("result", Role::TYPE),
        ("path", Role::MODULE),
        ("composite_literal.body", Role::ARGUMENTS),
    ],
    loops: &[],
};

/// `Type{...}` makes a new value, as a constructor does.
fn composite(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::NEW, role, lower.range(id), false)];
    tasks.extend(lower.part(id, Role::TYPE).map(|it| Task::Lower(it, Role::CALLEE)));
    tasks.extend(lower.part(id, Role::ARGUMENTS).map(|it| Task::Lower(it, Role::ARGUMENTS)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// One expression is no list.
fn expressions(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    match lower.named(id).as_slice() {
        [only] => lower.then([Task::Lower(*only, role)]),
        _ => {
            let kind = Kind::own(lower.tree.node(id).kind);
            lower.then([Task::Open(kind, role, lower.range(id), false), Task::Children(id, false), Task::Close]);
        }
    }
}

/// `=`, `:=` and their like, as a statement.
fn assignment(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let operator = lower.parts(id).into_iter().map(|part| part.0).find(|part| !lower.tree.node(*part).is_named());
    let plain = operator.is_none_or(|operator| matches!(lower.name(operator), "=" | ":="));
    let kind = if plain { Kind::ASSIGNMENT } else { Kind::UPDATE };
    let range = lower.range(id);
    let mut tasks = vec![
        Task::Open(Kind::EXPRESSION_STATEMENT, role, range.clone(), false),
        Task::Open(kind, Role::NONE, range.clone(), false),
    ];
    if lower.name(id) == "short_var_declaration" {
        // A pattern with `=` stands for `:=` too, but not the other way round.
        tasks.extend(operator.map(|operator| Task::Leaf(Kind::MODIFIER, Role::NONE, lower.range(operator))));
    }
    tasks.extend([Task::Children(id, !plain), Task::Close, Task::Close]);
    lower.then(tasks);
}

/// What a channel gives, assigned or not.
fn receive(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    if lower.part(id, Role::LEFT).is_some() {
        return assignment(lower, id, role);
    }
    let range = lower.range(id);
    lower.then([Task::Open(Kind::EXPRESSION_STATEMENT, role, range, false), Task::Children(id, false), Task::Close]);
}

/// Each import on its own: the name that is given to it, and its path.
fn imports(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let start = lower.range(id).start;
    let specs = lower.named(id).into_iter().flat_map(|part| match lower.name(part) {
        "import_spec_list" => lower.named(part),
        _ => vec![part],
    });
    let mut tasks = Vec::new();
    for spec in specs {
        tasks.push(Task::Open(Kind::IMPORT, role, start..lower.range(spec).end, false));
        tasks.extend(lower.part(spec, Role::NAME).map(|name| Task::Lower(name, Role::LEFT)));
        tasks.extend(lower.part(spec, Role::MODULE).map(|path| Task::Lower(path, Role::MODULE)));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

/// What is declared, one after the other.
fn declarations(lower: &mut Lower<'_>, id: NodeId, _: Role) {
    lower.then([Task::Children(id, false)]);
}

/// Variables and constants: each with its own value, or all with what one expression gives.
fn variables(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts = lower.parts(id);
    let of_role = |role: Role| {
        parts.iter().filter(move |part| part.1 == role).map(|part| part.0).filter(|it| lower.tree.node(*it).is_named())
    };
    let names: Vec<NodeId> = of_role(Role::NAME).collect();
    let list = of_role(Role::VALUE).next();
    let values = list.map(|list| lower.named(list)).unwrap_or_default();
    let is_constant = lower.name(id) == "const_spec";
    let range = declaration_range(lower, id);
    let open = |tasks: &mut Vec<Task>| {
        tasks.push(Task::Open(Kind::VARIABLE, role, range.clone(), false));
        if is_constant {
            let start = lower.range(lower.tree.node(id).parent).start;
            tasks.push(Task::Leaf(Kind::MODIFIER, Role::NONE, start..range.end.min(start + "const".len() as u32)));
        }
    };
    let types: Vec<NodeId> = of_role(Role::TYPE).collect();
    let mut tasks = Vec::new();
    if names.len() > 1 && values.len() == 1 {
        // No assignment stands for such a declaration.
        tasks.push(Task::Open(Kind::own(lower.tree.node(id).kind), role, range, false));
        tasks.extend(types.iter().map(|it| Task::Lower(*it, Role::TYPE)));
        tasks.extend(names.iter().map(|name| Task::Lower(*name, Role::LEFT)));
        tasks.extend([Task::Lower(values[0], Role::RIGHT), Task::Close]);
        return lower.then(tasks);
    }
    for (at, name) in names.iter().enumerate() {
        open(&mut tasks);
        tasks.extend(types.iter().filter_map(|it| lower.shared(*it, Role::TYPE, at)));
        tasks.push(Task::Lower(*name, Role::LEFT));
        tasks.extend(values.get(at).map(|value| Task::Lower(*value, Role::RIGHT)));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

/// With the `var` in front, if it declares nothing else.
fn declaration_range(lower: &Lower<'_>, id: NodeId) -> Range<u32> {
    let range = lower.range(id);
    let before = lower.text.get(..range.start as usize).unwrap_or("").trim_end();
    let keyword = ["var", "const"].into_iter().find_map(|keyword| before.strip_suffix(keyword));
    keyword.map_or(range.start, |before| before.len() as u32)..range.end
}

/// What is done before the condition is a statement in front of the `if`.
fn branches(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let nested = role == Role::ELSE;
    let range = lower.range(id);
    let (mut tasks, mut first) = (Vec::new(), None);
    if nested {
        tasks.push(Task::Open(Kind::BLOCK, role, range.clone(), false));
    }
    let mut parts = lower.parts(id);
    parts.retain(|(part, _)| lower.tree.node(*part).is_named());
    if let [initializer, ..] = parts.as_slice()
        && initializer.1 == Role::own(initializer_field(lower))
    {
        first = Some(parts.remove(0).0);
    }
    tasks.extend(first.map(|it| Task::Lower(it, Role::NONE)));
    tasks.push(Task::Open(Kind::IF, if nested { Role::NONE } else { role }, range, false));
    for (part, part_role) in parts {
        tasks.push(match part_role {
            Role::THEN | Role::ELSE => Task::Block(part, part_role),
            _ => Task::Lower(part, part_role),
        });
    }
    tasks.push(Task::Close);
    if nested {
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

fn initializer_field(lower: &Lower<'_>) -> u16 {
    lower.lowering.grammar.tables().field_id_for_name("initializer").map_or(0, |id| id.get())
}

/// A loop with its clauses taken apart.
fn loops(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::own(lower.tree.node(id).kind), role, lower.range(id), true)];
    for part in lower.named(id) {
        match lower.name(part) {
            "block" => tasks.push(Task::Lower(part, Role::BODY)),
            "range_clause" => tasks.push(Task::Children(part, false)),
            "for_clause" => {
                let parts = lower.parts(part).into_iter().filter(|part| lower.tree.node(part.0).is_named());
                tasks.extend(parts.map(|(part, role)| Task::Lower(part, role)));
            }
            _ => tasks.push(Task::Lower(part, Role::CONDITION)),
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// What is done before the value is a statement in front of the switch.
fn switch(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let initializer = Role::own(initializer_field(lower));
    let parts: Vec<(NodeId, Role)> =
        lower.parts(id).into_iter().filter(|part| lower.tree.node(part.0).is_named()).collect();
    let mut tasks = Vec::new();
    tasks.extend(parts.iter().filter(|part| part.1 == initializer).map(|part| Task::Lower(part.0, Role::NONE)));
    let range = lower.range(id);
    // `switch alias := value.(type)` assigns the value first.
    let alias = parts.iter().copied().find(|part| part.1 != initializer && lower.name(part.0) == "expression_list");
    if let (Some((alias, _)), Some(value)) = (alias, lower.part(id, Role::VALUE)) {
        let range = lower.range(alias).start..lower.range(value).end;
        tasks.push(Task::Open(Kind::EXPRESSION_STATEMENT, Role::NONE, range.clone(), false));
        tasks.push(Task::Open(Kind::ASSIGNMENT, Role::NONE, range, false));
        tasks.extend([Task::Lower(alias, Role::LEFT), Task::Lower(value, Role::RIGHT), Task::Close, Task::Close]);
    }
    tasks.push(Task::Open(Kind::own(lower.tree.node(id).kind), role, range.clone(), false));
    let (cases, others): (Vec<_>, Vec<_>) =
        parts.into_iter().filter(|part| part.1 != initializer).partition(|part| lower.name(part.0).ends_with("_case"));
    for (part, part_role) in others.into_iter().filter(|part| alias.is_none_or(|alias| part.0 == alias.0)) {
        let is_condition = alias.is_some() || part_role == Role::VALUE;
        tasks.push(Task::Lower(part, if is_condition { Role::CONDITION } else { part_role }));
    }
    let start = cases.first().map_or(range.end, |case| lower.range(case.0).start);
    tasks.push(Task::Open(Kind::CASES, Role::BODY, start..range.end, false));
    tasks.extend(cases.into_iter().map(|case| Task::Lower(case.0, Role::NONE)));
    tasks.extend([Task::Close, Task::Close]);
    lower.then(tasks);
}

/// Labels, and the statements behind them as a block.
fn case(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::CASE, role, lower.range(id), false)];
    if lower.name(id) == "default_case" {
        let range = lower.range(id);
        tasks.push(Task::Leaf(Kind::TOKEN, Role::VALUE, range.start..range.end.min(range.start + 7)));
    }
    // What a channel gives is assigned in front of the statements.
    let is_statement =
        |part: &NodeId| matches!(lower.name(*part), "statement_list" | "send_statement" | "receive_statement");
    let (statements, labels): (Vec<NodeId>, Vec<NodeId>) = lower.named(id).into_iter().partition(is_statement);
    for label in labels {
        match lower.name(label) {
            "expression_list" => tasks.extend(lower.named(label).into_iter().map(|it| Task::Lower(it, Role::VALUE))),
            _ => tasks.push(Task::Lower(label, Role::VALUE)),
        }
    }
    if let (Some(first), Some(last)) = (statements.first(), statements.last()) {
        tasks.push(Task::Open(Kind::BLOCK, Role::BODY, lower.range(*first).start..lower.range(*last).end, false));
        tasks.extend(statements.iter().map(|it| Task::Lower(*it, Role::NONE)));
        tasks.push(Task::Close);
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A function; the receiver of a method is its first parameter.
fn function(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = if lower.part(id, Role::BODY).is_some() { Kind::FUNCTION } else { Kind::PROTOTYPE };
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), false)];
    let parts: Vec<(NodeId, Role)> =
        lower.parts(id).into_iter().filter(|part| lower.tree.node(part.0).is_named()).collect();
    let receiver = parts
        .iter()
        .find(|part| lower.name(part.0) == "parameter_list" && !matches!(part.1, Role::PARAMETERS | Role::TYPE))
        .map(|part| part.0);
    for (part, part_role) in parts.into_iter().filter(|part| Some(part.0) != receiver) {
        match part_role {
            Role::PARAMETERS => {
                tasks.push(Task::Open(Kind::PARAMETERS, part_role, lower.range(part), false));
                tasks.extend(receiver.map(|receiver| Task::Children(receiver, false)));
                tasks.extend([Task::Children(part, false), Task::Close]);
            }
            Role::BODY => tasks.push(Task::Block(part, part_role)),
            _ => tasks.push(Task::Lower(part, part_role)),
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// Each parameter gets a node with the type of all; a type alone is one too.
fn parameters(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts: Vec<(NodeId, Role)> =
        lower.parts(id).into_iter().filter(|part| lower.tree.node(part.0).is_named()).collect();
    let type_ = lower.part(id, Role::TYPE);
    let mut names: Vec<Option<NodeId>> =
        parts.iter().filter(|part| part.1 == Role::NAME).map(|part| Some(part.0)).collect();
    if names.is_empty() {
        names.push(None);
    }
    let mut tasks = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        tasks.push(Task::Open(Kind::PARAMETER, role, lower.range(id), false));
        tasks.extend(type_.and_then(|it| lower.shared(it, Role::TYPE, index)));
        tasks.extend(name.map(|name| Task::Lower(name, Role::NAME)));
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}
