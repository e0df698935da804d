use banbury_evidence::Language;
use banbury_syntax::{NodeId, SourceText};

use super::hit;
use crate::code::{Kind, Role, first_word, is_jump};
use crate::findings::Hit;
use crate::pattern::Unit;

/// Words after which nothing that follows is reached, or that guard by themselves.
const CONTROL: [&str; 9] = ["if", "for", "while", "do", "switch", "else", "case", "default", "try"];

/// Statements that stand as if a condition without braces guarded them, and are none of its (class 22).
pub(crate) fn indentation_hits(source: &SourceText<'_>, unit: &Unit<'_>) -> Vec<Hit> {
    let guarded_by_braces =
        [Language::C, Language::Cpp, Language::Java, Language::Javascript, Language::Typescript, Language::Php];
    if !guarded_by_braces.contains(&unit.lowering.grammar.language()) {
        return Vec::new();
    }
    let code = unit.code;
    let mut found = Vec::new();
    for guard in unit.of_kind(Kind::IF) {
        let Some(then) = code.child(*guard, Role::THEN).filter(|_| code.child(*guard, Role::ELSE).is_none()) else {
            continue;
        };
        let Some(guarded) = code.children(then).next() else { continue };
        if code.text(then, unit.text).starts_with('{') {
            continue;
        }
        let Some(next) = following(unit, *guard) else { continue };
        if stands_as_if_guarded(source, unit, *guard, guarded, next) {
            let range = code.node(*guard).start as usize..code.node(next).end as usize;
            let message = "The second of two statements stands as far to the right as the first, as if the condition guarded both; without braces it guards the first only. Look what the second skips or allows, and at the history of the two lines.";
            found.push(hit(source, "statement-indented-as-if-guarded", &range, None, message.to_owned()));
        }
    }
    found
}

/// The statement behind one, if both stand in the same list.
fn following(unit: &Unit<'_>, statement: NodeId) -> Option<NodeId> {
    let code = unit.code;
    let mut at = statement;
    // An `else if` is the last part of the statement that it belongs to.
    loop {
        let parent = code.parent(at)?;
        let behind = code.node(at).next;
        if behind < code.node(parent).next && matches!(code.node(parent).kind, Kind::BLOCK | Kind::CASE) {
            return Some(behind);
        }
        let is_last = behind == code.node(parent).next;
        if !is_last || !matches!(code.node(parent).kind, Kind::IF) && !is_bare(unit, parent) {
            return None;
        }
        at = parent;
    }
}

/// Whether a block is a branch without braces.
fn is_bare(unit: &Unit<'_>, block: NodeId) -> bool {
    let node = unit.code.node(block);
    node.kind == Kind::BLOCK && node.role == Role::ELSE && !unit.code.text(block, unit.text).starts_with('{')
}

fn stands_as_if_guarded(
    source: &SourceText<'_>,
    unit: &Unit<'_>,
    guard: NodeId,
    guarded: NodeId,
    next: NodeId,
) -> bool {
    let code = unit.code;
    let first = first_word(code.text(guarded, unit.text));
    let second = first_word(code.text(next, unit.text));
    let may_be_meant = is_jump(second) || code.node(next).kind == Kind::EXPRESSION_STATEMENT;
    if CONTROL.contains(&first) || is_jump(first) || !may_be_meant {
        return false;
    }
    let start = |id: NodeId| code.node(id).start as usize;
    let line_before = |id: NodeId| line_before(source, start(id));
    let (own, other) = (line_before(guarded), line_before(next));
    if own != other || own != white_space(own) {
        return false;
    }
    let outer = white_space(line_before(guard));
    // Directives between them make it unclear what a compiler sees there.
    let between = source.text.get(code.node(guarded).end as usize..start(next)).unwrap_or("");
    own.len() > outer.len() && own.starts_with(outer) && !between.lines().any(|line| line.trim_start().starts_with('#'))
}

/// The text between the start of the line and `at`.
fn line_before<'source>(source: &'source SourceText<'_>, at: usize) -> &'source str {
    let start = source.lines.start(source.lines.line(at));
    source.text.get(start..at).unwrap_or("")
}

/// The white space at the start of a text.
fn white_space(text: &str) -> &str {
    let rest = text.trim_start_matches([' ', '\t']);
    text.strip_suffix(rest).unwrap_or("")
}
