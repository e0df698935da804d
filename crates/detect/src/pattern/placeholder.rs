//! Semgrep's pattern syntax turned into text that the language's own grammar can parse.

use banbury_syntax::Grammar;

/// Stands for `...`.
pub(super) const ELLIPSIS: &str = "BB_ELLIPSIS";
/// Opens an ellipsis among the pairs of a Python dictionary.
const SPLAT: &str = "**";
/// Opens the name that stands for `$NAME`.
const METAVARIABLE: &str = "BB_MV_";
/// Opens the name that stands for `$...NAME`.
const METAVARIABLE_ELLIPSIS: &str = "BB_ME_";
/// Stands for the type of a declaration that a pattern leaves out: `$X = {...}`, which C has only in declarations.
pub(super) const ANY_TYPE: &str = "BB_ANY_TYPE";
/// Stands for `<...` as a function's name.
pub(super) const DEEP: &str = "BB_DEEP";

/// A pattern's text with placeholders, and the types that its typed metavariables ask for.
pub(super) struct Placeheld {
    pub text: String,
    /// `(name, type)` of each `(type $NAME)`.
    pub typed: Vec<(String, String)>,
}

/// What a placeholder stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stands<'text> {
    Ellipsis,
    Metavariable(&'text str),
    MetavariableEllipsis(&'text str),
}

/// What `text` stands for, if it is a placeholder and nothing else; a statement's `;` and an empty call's `()` do not count.
pub(super) fn stands_for(text: &str) -> Option<Stands<'_>> {
    let text = text.trim().trim_end_matches(';').trim_end();
    let text = text.strip_prefix(SPLAT).unwrap_or(text);
    if text.strip_suffix("()").unwrap_or(text) == ELLIPSIS {
        return Some(Stands::Ellipsis);
    }
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if let Some(name) = text.strip_prefix(METAVARIABLE).filter(|name| is_name(name)) {
        return Some(Stands::Metavariable(name));
    }
    text.strip_prefix(METAVARIABLE_ELLIPSIS).filter(|name| is_name(name)).map(Stands::MetavariableEllipsis)
}

/// The metavariable that the content of a string literal stands for: `"$X"`.
pub(super) fn metavariable_in_string(content: &str) -> Option<&str> {
    content.strip_prefix('$').filter(|name| is_metavariable_name(name))
}

/// Whether a name may follow the `$` of a metavariable: capitals, digits and underscores, not a digit first.
pub(crate) fn is_metavariable_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Puts placeholders for all that is Semgrep's and not the language's.
pub(super) fn placehold(grammar: Grammar, pattern: &str) -> Placeheld {
    let mut typed = Vec::new();
    let mut text = String::with_capacity(pattern.len() + 64);
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if matches!(first, '"' | '\'') {
            let length = literal_length(rest);
            text.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(after) = rest.strip_prefix("<...") {
            text.push_str(DEEP);
            text.push('(');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("...>") {
            text.push(')');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("...") {
            if grammar == Grammar::Python && innermost_bracket(&text) == Some('{') {
                // Among the pairs of a dictionary only a splat stands without a key.
                text.push_str(SPLAT);
            }
            text.push_str(ELLIPSIS);
            if is_statement(&text, after) {
                text.push_str(match grammar {
                    Grammar::C | Grammar::Cpp => ";",
                    Grammar::Lua => "()",
                    _ => "",
                });
            }
            rest = after;
        } else if let Some((kind, name)) = metavariable(rest) {
            let value = rest[kind.len() + name.len()..].trim_start().strip_prefix('=').map(str::trim_start);
            if grammar.has_preprocessor() && opens_statement(&text) && value.is_some_and(|value| value.starts_with('{'))
            {
                text.push_str(ANY_TYPE);
                text.push(' ');
            }
            let prefix = if kind == "$" { METAVARIABLE } else { METAVARIABLE_ELLIPSIS };
            text.push_str(prefix);
            text.push_str(name);
            rest = &rest[kind.len() + name.len()..];
        } else if let Some((length, type_, name)) = typed_metavariable(grammar, &text, rest) {
            text.push_str(METAVARIABLE);
            text.push_str(name);
            typed.push((name.to_owned(), type_.to_owned()));
            rest = &rest[length..];
        } else {
            text.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    Placeheld { text, typed }
}

/// The bracket that is open at the end of `written`.
fn innermost_bracket(written: &str) -> Option<char> {
    let mut open = Vec::new();
    for character in written.chars() {
        match character {
            '(' | '[' | '{' => open.push(character),
            ')' | ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// Whether what follows `written` begins a statement.
fn opens_statement(written: &str) -> bool {
    let before = written.trim_end();
    before.is_empty() || before.ends_with([';', '{', '}'])
}

fn metavariable(text: &str) -> Option<(&'static str, &str)> {
    for kind in ["$...", "$"] {
        if let Some(after) = text.strip_prefix(kind) {
            let length = after.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
            let name = &after[..length];
            if is_metavariable_name(name) {
                return Some((kind, name));
            }
        }
    }
    None
}

/// `(type $NAME)` at the start of `text`, where an expression is expected: its length, type and name.
fn typed_metavariable<'text>(
    grammar: Grammar,
    before: &str,
    text: &'text str,
) -> Option<(usize, &'text str, &'text str)> {
    if !grammar.has_preprocessor() || !text.starts_with('(') {
        return None;
    }
    // Behind a name or a closing bracket the parenthesis opens a parameter or argument list; behind `if` a condition.
    if before.trim_end().ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | ')' | ']')) {
        return None;
    }
    let inside = &text[1..text.find(')')?];
    let (type_, name) = inside.rsplit_once('$')?;
    let (type_, name) = (type_.trim(), name.trim());
    let is_type = |character: char| character.is_alphanumeric() || matches!(character, '_' | ' ' | '*' | '$');
    let names_something = type_.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$'));
    (names_something && type_.chars().all(is_type) && is_metavariable_name(name))
        .then(|| (inside.len() + 2, type_, name))
}

/// Length of the string or character literal that opens `text`; of the quote alone if it does not close on its line.
fn literal_length(text: &str) -> usize {
    let quote = text.as_bytes()[0];
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'\n' => return 1,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    1
}

/// Whether the `...` just written stands as a statement of its own rather than as argument or operand.
fn is_statement(written: &str, after: &str) -> bool {
    let before = written.strip_suffix(ELLIPSIS).unwrap_or(written).trim_end();
    let depth = before.bytes().fold(0i32, |depth, byte| match byte {
        b'(' | b'[' => depth + 1,
        b')' | b']' => depth - 1,
        _ => depth,
    });
    let next = after.trim_start_matches([' ', '\t']).chars().next();
    let opens_initializer = before.strip_suffix('{').is_some_and(|outer| outer.trim_end().ends_with(['=', ',']));
    depth <= 0
        && !opens_initializer
        && !matches!(next, Some(',' | ')' | ';'))
        && !before.ends_with([',', '=', '+', '-', '<', '>', '&', '|', '!', '.'])
        && !before.ends_with("return")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c(pattern: &str) -> String {
        placehold(Grammar::C, pattern).text
    }

    #[test]
    fn what_is_semgreps_gets_placeholders() {
        assert_eq!(c("f(..., $X, \"...\")"), "f(BB_ELLIPSIS, BB_MV_X, \"...\")");
        assert_eq!(c("$F($...ARGS)"), "BB_MV_F(BB_ME_ARGS)");
        assert_eq!(c("{ ... f(); ... }"), "{ BB_ELLIPSIS; f(); BB_ELLIPSIS; }");
        assert_eq!(c("if (<... $X ...>) ..."), "if (BB_DEEP( BB_MV_X )) BB_ELLIPSIS;");
        assert_eq!(c("int a[] = {..., $X, ...};"), "int a[] = {BB_ELLIPSIS, BB_MV_X, BB_ELLIPSIS};");
    }

    #[test]
    fn typed_metavariables_are_told_from_parameters_and_conditions() {
        let placeheld = placehold(Grammar::C, "free((char *$X))");
        assert_eq!(placeheld.text, "free(BB_MV_X)");
        assert_eq!(placeheld.typed, [("X".to_owned(), "char *".to_owned())]);
        assert_eq!(c("void f(int $X) { ... }"), "void f(int BB_MV_X) { BB_ELLIPSIS; }");
    }

    #[test]
    fn placeholders_are_read_back() {
        assert_eq!(stands_for("BB_ELLIPSIS;"), Some(Stands::Ellipsis));
        assert_eq!(stands_for("BB_MV_X ;"), Some(Stands::Metavariable("X")));
        assert_eq!(stands_for("BB_MV_X + 1"), None);
    }
}
