//! How each language is lowered: its grammar's names on the left, what all languages share on the right.

mod bash;
mod c;
mod declarators;
mod go;
mod java;
mod javascript;
mod lua;
mod perl;
mod php;
mod python;
mod ruby;
mod rust;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use banbury_evidence::Language;
use banbury_syntax::{Grammar, NodeId};

use super::lower::{Lower, Task};
use super::table::{Action, Description, Lowering};
use super::{Kind, Role};

pub(crate) use perl::ARGUMENT_LISTS;

/// The lowering of a grammar's trees, made when it is first asked for.
pub(crate) fn lowering(grammar: Grammar) -> &'static Lowering {
    static LOWERINGS: Mutex<BTreeMap<Grammar, &'static Lowering>> = Mutex::new(BTreeMap::new());
    let mut lowerings = LOWERINGS.lock().unwrap_or_else(PoisonError::into_inner);
    lowerings.entry(grammar).or_insert_with(|| Box::leak(Box::new(described(grammar))))
}

fn described(grammar: Grammar) -> Lowering {
    let own: &[&Description] = match grammar {
        Grammar::Bash => &[&bash::BASH],
        Grammar::C => &[&c::C],
        Grammar::Cpp => &[&c::C, &c::CPP],
        Grammar::Javascript => &[&javascript::JAVASCRIPT],
        Grammar::Lua => &[&lua::LUA],
        Grammar::Go => &[&go::GO],
        Grammar::Java => &[&java::JAVA],
        Grammar::Php => &[&php::PHP],
        Grammar::Python => &[&python::PYTHON],
        Grammar::Rust => &[&rust::RUST],
        Grammar::Typescript | Grammar::Tsx => &[&javascript::JAVASCRIPT, &javascript::TYPESCRIPT],
        _ if grammar.language() == Language::Perl => &[&perl::PERL],
        _ if grammar.language() == Language::Ruby => &[&ruby::RUBY],
        _ => &[],
    };
    let all: Vec<&Description> = std::iter::once(&COMMON).chain(own.iter().copied()).collect();
    Lowering::new(grammar, &all)
}

/// What the grammars of most languages call the same.
const COMMON: Description = Description {
    kinds: &[
        ("identifier", Action::Leaf(Kind::NAME)),
        ("type_identifier", Action::Leaf(Kind::NAME)),
        ("field_identifier", Action::Leaf(Kind::NAME)),
        ("property_identifier", Action::Leaf(Kind::NAME)),
        ("true", Action::Leaf(Kind::CONSTANT)),
        ("false", Action::Leaf(Kind::CONSTANT)),
        ("null", Action::Leaf(Kind::CONSTANT)),
        ("argument_list", Action::As(Kind::ARGUMENTS)),
        ("arguments", Action::As(Kind::ARGUMENTS)),
        ("block", Action::As(Kind::BLOCK)),
        ("call_expression", Action::As(Kind::CALL)),
        ("binary_expression", Action::WithTokens(Kind::BINARY)),
        ("parenthesized_expression", Action::Splice),
        ("expression_statement", Action::As(Kind::EXPRESSION_STATEMENT)),
        ("return_statement", Action::As(Kind::RETURN)),
        ("if_statement", Action::As(Kind::IF)),
        ("else_clause", Action::Splice),
    ],
    fields: &[
        ("function", Role::CALLEE),
        ("arguments", Role::ARGUMENTS),
        ("object", Role::OBJECT),
        ("left", Role::LEFT),
        ("right", Role::RIGHT),
        ("operator", Role::OPERATOR),
        ("name", Role::NAME),
        ("parameters", Role::PARAMETERS),
        ("type", Role::TYPE),
        ("body", Role::BODY),
        ("condition", Role::CONDITION),
        ("consequence", Role::THEN),
        ("alternative", Role::ELSE),
        ("key", Role::KEY),
        ("value", Role::VALUE),
        ("index", Role::INDEX),
    ],
    loops: &["for_statement", "while_statement", "do_statement"],
};

/// A string literal: nothing is in it but the code that it interpolates, in nodes of the kinds `code`, with the text between.
fn string(lower: &mut Lower<'_>, id: NodeId, role: Role, code: &[&str]) {
    let parts = lower.parts(id);
    let mut tasks = vec![Task::Open(Kind::STRING, role, lower.range(id), false)];
    if parts.iter().any(|part| code.contains(&lower.name(part.0))) {
        tasks.extend(parts.into_iter().filter_map(|(part, _)| match lower.name(part) {
            name if code.contains(&name) => Some(Task::Lower(part, Role::NONE)),
            "string_content" | "string_fragment" => Some(Task::Leaf(Kind::TOKEN, Role::NONE, lower.range(part))),
            _ => None,
        }));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A node of a kind with its parts, as most are lowered.
fn plainly(lower: &mut Lower<'_>, id: NodeId, role: Role, kind: Kind) {
    lower.then([Task::Open(kind, role, lower.range(id), false), Task::Children(id, false), Task::Close]);
}

/// The range of what a string literal holds, if that could be a name.
fn written_name(lower: &Lower<'_>, literal: NodeId) -> Option<Range<u32>> {
    let is_content = |part: &NodeId| matches!(lower.name(*part), "string_fragment" | "string_content");
    let content = lower.named(literal).into_iter().find(is_content)?;
    let text = lower.tree.node(content).text(lower.text);
    let is_name = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    // A metavariable of a pattern is none.
    (is_name && !text.starts_with("BB_")).then(|| lower.range(content))
}

/// A node that holds text with code in it, which `holder` has: pieces of text and the code between; of a string without code nothing.
fn interpolated(lower: &mut Lower<'_>, id: NodeId, holder: NodeId, kind: Kind, role: Role) {
    let is_text = |part: &NodeId| matches!(lower.name(*part), "string_content" | "escape_sequence" | "heredoc_content");
    let parts = lower.named(holder);
    let mut tasks = vec![Task::Open(kind, role, lower.range(id), false)];
    if kind != Kind::STRING || !parts.iter().all(is_text) {
        tasks.extend(parts.into_iter().map(|part| match is_text(&part) {
            true => Task::Leaf(Kind::TOKEN, Role::NONE, lower.range(part)),
            false => Task::Lower(part, Role::NONE),
        }));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A function without a name whose body is an expression.
fn lambda(lower: &mut Lower<'_>, id: NodeId, role: Role) {
    let mut tasks = vec![Task::Open(Kind::LAMBDA, role, lower.range(id), false)];
    tasks.extend(lower.part(id, Role::PARAMETERS).map(|it| Task::Lower(it, Role::PARAMETERS)));
    if let Some(body) = lower.part(id, Role::BODY) {
        tasks.extend(returned(lower, body));
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// An expression as the body of a function: the block that returns it.
fn returned(lower: &Lower<'_>, expression: NodeId) -> [Task; 5] {
    let range = lower.range(expression);
    [
        Task::Open(Kind::BLOCK, Role::BODY, range.clone(), false),
        Task::Open(Kind::RETURN, Role::NONE, range, false),
        Task::Lower(expression, Role::NONE),
        Task::Close,
        Task::Close,
    ]
}

/// `elif` is an `if` in an `else`; `clause` is what the grammar calls it.
fn branches(lower: &mut Lower<'_>, id: NodeId, role: Role, clause: &str) {
    let end = lower.range(id).end;
    let mut tasks = vec![Task::Open(Kind::IF, role, lower.range(id), false)];
    let mut open = 1;
    for (part, part_role) in lower.parts(id) {
        match part_role {
            _ if lower.name(part) == clause => {
                let range = lower.range(part).start..end;
                tasks.push(Task::Open(Kind::BLOCK, Role::ELSE, range.clone(), false));
                tasks.push(Task::Open(Kind::IF, Role::NONE, range, false));
                tasks.push(Task::Children(part, false));
                open += 2;
            }
            Role::THEN | Role::ELSE => tasks.push(Task::Block(part, part_role)),
            _ if lower.tree.node(part).is_named() => tasks.push(Task::Lower(part, part_role)),
            _ => {}
        }
    }
    tasks.extend((0..open).map(|_| Task::Close));
    lower.then(tasks);
}

/// A block in which expressions of the kinds `bare` stand as statements without a node of the grammar's around them.
fn statements(lower: &mut Lower<'_>, id: NodeId, role: Role, bare: &[&str]) {
    let mut tasks = vec![Task::Open(Kind::BLOCK, role, lower.range(id), false)];
    for (part, _) in lower.parts(id) {
        if bare.contains(&lower.name(part)) {
            let range = lower.range(part);
            tasks.push(Task::Open(Kind::EXPRESSION_STATEMENT, Role::NONE, range, false));
            tasks.extend([Task::Lower(part, Role::NONE), Task::Close]);
        } else {
            tasks.push(Task::Lower(part, Role::NONE));
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}

/// A block in which all but the kinds `known` are expressions that stand as statements.
fn expressions_as_statements(lower: &mut Lower<'_>, id: NodeId, role: Role, known: &[&str]) {
    let mut tasks = vec![Task::Open(Kind::BLOCK, role, lower.range(id), false)];
    for part in lower.named(id) {
        if known.contains(&lower.name(part)) {
            tasks.push(Task::Lower(part, Role::NONE));
        } else {
            tasks.push(Task::Open(Kind::EXPRESSION_STATEMENT, Role::NONE, lower.range(part), false));
            tasks.extend([Task::Lower(part, Role::NONE), Task::Close]);
        }
    }
    tasks.push(Task::Close);
    lower.then(tasks);
}
