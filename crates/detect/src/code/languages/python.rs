use std::ops::Range;

use banbury_syntax::NodeId;

use super::{Action, Description, Kind, Lower, Role, Task, branches, lambda, string, written_name};

pub(super) const PYTHON: Description = Description {
    kinds: &[
        ("module", Action::As(Kind::BLOCK)),
        ("integer", Action::Leaf(Kind::NUMBER)),
        ("float", Action::Leaf(Kind::NUMBER)),
        ("none", Action::Leaf(Kind::CONSTANT)),
        ("dotted_name", Action::Leaf(Kind::NAME)),
        ("relative_import", Action::Leaf(Kind::NAME)),
        ("wildcard_import", Action::Leaf(Kind::TOKEN)),
        ("string", Action::Custom(|lower, id, role| string(lower, id, role, &["interpolation"]))),
        ("interpolation", Action::Custom(interpolation)),
        ("concatenated_string", Action::As(Kind::STRINGS)),
        ("call", Action::As(Kind::CALL)),
        ("keyword_argument", Action::As(Kind::KEYWORD_ARGUMENT)),
        ("attribute", Action::Custom(attribute)),
        ("subscript", Action::As(Kind::INDEX)),
        ("binary_operator", Action::WithTokens(Kind::BINARY)),
        ("boolean_operator", Action::WithTokens(Kind::BINARY)),
        ("comparison_operator", Action::WithTokens(Kind::BINARY)),
        ("assignment", Action::As(Kind::ASSIGNMENT)),
        ("named_expression", Action::As(Kind::ASSIGNMENT)),
        ("augmented_assignment", Action::WithTokens(Kind::UPDATE)),
        ("if_statement", Action::Custom(|lower, id, role| branches(lower, id, role, "elif_clause"))),
        ("function_definition", Action::Custom(definition)),
        ("class_definition", Action::Custom(definition)),
        ("decorated_definition", Action::Custom(decorated)),
        ("decorator", Action::Custom(decorator)),
        ("print_statement", Action::Custom(called_keyword)),
        ("exec_statement", Action::Custom(called_keyword)),
        ("with_statement", Action::Custom(with)),
        ("parameters", Action::As(Kind::PARAMETERS)),
        ("lambda_parameters", Action::As(Kind::PARAMETERS)),
        ("default_parameter", Action::As(Kind::PARAMETER)),
        ("typed_parameter", Action::As(Kind::PARAMETER)),
        ("typed_default_parameter", Action::As(Kind::PARAMETER)),
        ("lambda", Action::Custom(lambda)),
        ("conditional_expression", Action::Custom(conditional)),
        ("dictionary", Action::As(Kind::RECORD)),
        ("pair", Action::As(Kind::PAIR)),
        ("import_statement", Action::Custom(imports)),
        ("import_from_statement", Action::Custom(imports)),
        ("future_import_statement", Action::WithTokens(Kind::IMPORT)),
        ("type", Action::Splice),
        ("with_clause", Action::Splice),
        ("with_item", Action::Splice),
    ],
    fields: &[
        ("attribute", Role::PROPERTY),
        ("subscript.value", Role::OBJECT),
        ("subscript.subscript", Role::INDEX),
        ("named_expression.name", Role::LEFT),
        ("named_expression.value", Role::RIGHT),
        ("operators", Role::OPERATOR),
        ("return_type", Role::TYPE),
        ("superclasses", Role::BASES),
        ("module_name", Role::MODULE),
        ("case_clause.consequence", Role::BODY),
        // Expressions, not statements.
        ("list_comprehension.body", Role::VALUE),
        ("set_comprehension.body", Role::VALUE),
        ("dictionary_comprehension.body", Role::VALUE),
        ("generator_expression.body", Role::VALUE),
        ("block.alternative", Role::NONE),
    ],
    loops: &[],
};

/// The expression alone: how it is formatted says nothing about what it is.
fn interpolation(lower: &mut Lower<'_>, id: NodeId, _: Role) {
    let inside = lower.parts(id).into_iter().map(|part| part.0).find(|part| lower.tree.node(*part).is_named());
    lower.then(inside.map(|it| Task::Lower(it, Role::NONE)));
}

fn defined_kind(lower: &Lower<'_>, definition: NodeId) -> Kind {
    if lower.name(definition) == "class_definition" { Kind::CLASS } else { Kind::FUNCTION }
}

fn is_async(lower: &Lower<'_>, definition: NodeId) -> Option<Task> {
    let keyword = lower.parts(definition).into_iter().find(|part| lower.name(part.0) == "async")?;
    Some(Task::Leaf(Kind::MODIFIER, Role::NONE, lower.range(keyword.0)))
}

fn definition(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(defined_kind(lower, id), role, lower.range(id), false)];
    tasks.extend(is_async(lower, id));
    tasks.extend([Task::Children(id, false), Task::Close]);
    lower.then(tasks);
}

/// Decorators belong to what they decorate.
fn decorated(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let parts = lower.parts(id);
    let Some(definition) = parts.last().map(|part| part.0) else { return };
    let mut tasks = vec![Task::Open(defined_kind(lower, definition), role, lower.range(id), false)];
    tasks.extend(parts[..parts.len() - 1].iter().map(|part| Task::Lower(part.0, Role::NONE)));
    tasks.extend(is_async(lower, definition));
    tasks.extend([Task::Children(definition, false), Task::Close]);
    lower.then(tasks);
}

/// One import for each module or name that a statement brings in: the module, the name in it, the name given to it here.
fn imports(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let module = lower.part(id, Role::MODULE);
    let mut tasks = Vec::new();
    for (part, part_role) in lower.parts(id) {
        let is_wildcard = lower.name(part) == "wildcard_import";
        if part_role != Role::NAME && !is_wildcard {
            continue;
        }
        let own = match module {
            _ if is_wildcard => Role::NONE,
            Some(_) => Role::NAME,
            None => Role::MODULE,
        };
        tasks.push(Task::Open(Kind::IMPORT, role, range.clone(), false));
        tasks.extend(module.map(|module| Task::Lower(module, Role::MODULE)));
        if lower.name(part) == "aliased_import" {
            let parts = lower.parts(part);
            let mut named = parts.iter().filter(|part| lower.tree.node(part.0).is_named());
            tasks.extend(named.next().map(|name| Task::Lower(name.0, own)));
            tasks.extend(named.next().map(|alias| Task::Lower(alias.0, Role::LEFT)));
        } else {
            tasks.push(Task::Lower(part, own));
        }
        tasks.push(Task::Close);
    }
    lower.then(tasks);
}

/// `then if condition else otherwise`
fn conditional(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let named = lower.parts(id).into_iter().map(|part| part.0).filter(|part| lower.tree.node(*part).is_named());
    let roles = [Role::LEFT, Role::CONDITION, Role::RIGHT].into_iter().chain(std::iter::repeat(Role::NONE));
    let mut tasks = vec![Task::Open(Kind::CONDITIONAL, role, lower.range(id), false)];
    tasks.extend(named.zip(roles).map(|(part, role)| Task::Lower(part, role)));
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `@name` calls as `@name()` does.
fn decorator(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let Some(expression) =
        lower.parts(id).into_iter().map(|part| part.0).find(|part| lower.tree.node(*part).is_named())
    else {
        return;
    };
    let range = lower.range(expression);
    let mut tasks = vec![Task::Open(Kind::MODIFIER, role, lower.range(id), false)];
    if lower.name(expression) == "call" {
        tasks.push(Task::Lower(expression, Role::NONE));
    } else {
        tasks.push(Task::Open(Kind::CALL, Role::NONE, range.clone(), false));
        tasks.push(Task::Lower(expression, Role::CALLEE));
        tasks.push(Task::Leaf(Kind::ARGUMENTS, Role::ARGUMENTS, range.end..range.end));
        tasks.push(Task::Close);
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// `print` and `exec` as statements, as Python 2 has them, call what they name.
fn called_keyword(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let range = lower.range(id);
    let parts = lower.parts(id);
    let Some((keyword, arguments)) = parts.split_first() else { return };
    let keyword = lower.range(keyword.0);
    let named = arguments.iter().filter(|part| lower.tree.node(part.0).is_named());
    let mut tasks = vec![
        Task::Open(Kind::EXPRESSION_STATEMENT, role, range.clone(), false),
        Task::Open(Kind::CALL, Role::NONE, range.clone(), false),
        Task::Leaf(Kind::NAME, Role::CALLEE, keyword.clone()),
        Task::Open(Kind::ARGUMENTS, Role::ARGUMENTS, keyword.end..range.end, false),
    ];
    tasks.extend(named.map(|part| Task::Lower(part.0, Role::NONE)));
    tasks.extend([Task::Close, Task::Close, Task::Close]);
    lower.then(tasks);
}

/// Several items are statements in one another.
fn with(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let kind = Kind::own(lower.tree.node(id).kind);
    let range = lower.range(id);
    let clause = lower.parts(id).into_iter().map(|part| part.0).find(|part| lower.name(*part) == "with_clause");
    let items: Vec<NodeId> = clause
        .map(|clause| lower.parts(clause).into_iter().map(|part| part.0).collect::<Vec<_>>())
        .unwrap_or_default()
        .into_iter()
        .filter(|part| lower.name(*part) == "with_item")
        .collect();
    let mut tasks = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let start = if at == 0 { range.start } else { lower.range(*item).start };
        if at > 0 {
            tasks.push(Task::Open(Kind::BLOCK, Role::BODY, start..range.end, false));
        }
        tasks.push(Task::Open(kind, if at == 0 { role } else { Role::NONE }, start..range.end, false));
        tasks.push(Task::Lower(*item, Role::NONE));
    }
    if items.is_empty() {
        tasks.push(Task::Open(kind, role, range, false));
    }
    tasks.extend(lower.part(id, Role::BODY).map(|body| Task::Block(body, Role::BODY)));
    tasks.extend((1..2 * items.len().max(1)).map(|_| Task::Close));
    lower.then(tasks);
}

/// `__import__('module').name` is `module.name`, or just `name` if that needs no module.
fn attribute(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let (object, property) = (lower.part(id, Role::OBJECT), lower.part(id, Role::PROPERTY));
    let (Some(object), Some(property)) = (object, property) else { return };
    let imported = imported(lower, object);
    let module = imported.clone().and_then(|name| lower.text.get(name.start as usize..name.end as usize));
    if module == Some("builtins") || lower.tree.node(object).text(lower.text) == "__builtins__" {
        return lower.then([Task::Lower(property, role)]);
    }
    let object = imported.map_or(Task::Lower(object, Role::OBJECT), |name| Task::Leaf(Kind::NAME, Role::OBJECT, name));
    lower.then([
        Task::Open(Kind::MEMBER, role, lower.range(id), false),
        object,
        Task::Lower(property, Role::PROPERTY),
        Task::Close,
    ]);
}

/// The module's name in `__import__('module')`.
fn imported(lower: &Lower<'_>, call: NodeId) -> Option<Range<u32>> {
    if lower.name(call) != "call" || lower.tree.node(lower.part(call, Role::CALLEE)?).text(lower.text) != "__import__" {
        return None;
    }
    let arguments = lower.part(call, Role::ARGUMENTS)?;
    let only = lower.named(arguments).into_iter().next()?;
    if lower.name(only) == "string" { written_name(lower, only) } else { None }
}
