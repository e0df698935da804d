//! What patterns of JavaScript and TypeScript need beyond other languages: spreads, templates and JSX.

use banbury_syntax::Grammar;

use super::placeholder::{ELLIPSIS, Opener, innermost_bracket, opener};

/// Whether a grammar is JavaScript's or TypeScript's.
pub(super) fn is_script(grammar: Grammar) -> bool {
    matches!(grammar, Grammar::Javascript | Grammar::Typescript | Grammar::Tsx)
}

/// The name of a type: all numbers of JavaScript are of one type.
pub(super) fn type_name(grammar: Grammar, type_: &str) -> &str {
    if is_script(grammar) && matches!(type_, "float" | "int") { "number" } else { type_ }
}

/// How an ellipsis is written behind `written` and in front of `after`, where JavaScript has its own way.
pub(super) fn written_ellipsis(grammar: Grammar, written: &str, after: &str) -> Option<String> {
    if !is_script(grammar) {
        return None;
    }
    let before = written.trim_end();
    let is_spread = after.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '_' | '$' | '['));
    if is_spread && !before.ends_with('.') {
        return Some("...".to_owned());
    }
    if is_attribute(grammar, written) {
        return Some(format!("{{{ELLIPSIS}}}"));
    }
    if opens_loop(before) && after.trim_start().starts_with(')') {
        return Some(format!("{ELLIPSIS};;"));
    }
    let is_plain = in_tag(written)
        || before.ends_with('/')
        || innermost_bracket(written)
            .is_some_and(|(at, bracket)| bracket == '{' && matches!(opener(grammar, &written[..at]), Opener::Value));
    is_plain.then(|| ELLIPSIS.to_owned())
}

/// Whether what follows is the value of a JSX attribute.
pub(super) fn is_attribute(grammar: Grammar, written: &str) -> bool {
    is_script(grammar) && written.ends_with('=') && in_tag(written)
}

/// Whether the end of `written` is the parenthesis behind `for`.
fn opens_loop(written: &str) -> bool {
    written.strip_suffix('(').is_some_and(|head| head.trim_end().ends_with("for"))
}

/// Whether the end of `written` is among the attributes of a JSX tag.
fn in_tag(written: &str) -> bool {
    let Some((before, tag)) = written.rsplit_once('<') else { return false };
    let opens = tag.starts_with(|first: char| first.is_alphabetic());
    // `a < b` compares.
    let is_operand =
        before.trim_end().ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | ')' | ']'));
    let mut depth = 0i32;
    let closes = tag.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        depth == 0 && byte == b'>'
    });
    opens && !is_operand && !closes && depth == 0
}

/// The pieces of a template literal, and whether each is code.
pub(super) fn template_pieces(literal: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = literal;
    while let Some(at) = rest.find("${") {
        pieces.push((false, &rest[..at + 2]));
        rest = &rest[at + 2..];
        let mut depth = 0;
        let end = rest.find(|it: char| {
            match it {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth < 0
        });
        let end = end.unwrap_or(rest.len());
        pieces.push((true, &rest[..end]));
        rest = &rest[end..];
    }
    pieces.push((false, rest));
    pieces
}
