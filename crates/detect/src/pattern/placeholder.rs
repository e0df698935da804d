//! Semgrep's pattern syntax turned into text that the language's own grammar can parse.

use banbury_evidence::Language;
use banbury_syntax::Grammar;

use super::frames::Manner;
use super::script;
use super::sigils;

/// Stands for `...`.
pub(super) const ELLIPSIS: &str = "BB_ELLIPSIS";
/// Opens the name that stands for `$NAME`.
const METAVARIABLE: &str = "BB_MV_";
/// Opens the name that stands for a typed metavariable; its number among these follows.
const TYPED: &str = "BB_TM_";
/// Opens the name that stands for `$...NAME`.
const METAVARIABLE_ELLIPSIS: &str = "BB_ME_";
/// Stands for the type of a declaration that a pattern leaves out: `$X = {...}`, which C has only in declarations.
pub(super) const ANY_TYPE: &str = "BB_ANY_TYPE";
/// In front of a name that must begin with a small letter.
const SMALL: &str = "bb_";
/// Stands for `<...` as a function's name.
pub(super) const DEEP: &str = "BB_DEEP";

/// A pattern's text with placeholders, and the types that its typed metavariables ask for.
pub(super) struct Placeheld {
    pub text: String,
    /// `(name, type)` of each typed metavariable.
    pub typed: Vec<(String, String)>,
}

/// What a placeholder stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stands<'text> {
    Ellipsis,
    Metavariable(&'text str),
    /// The number of a typed metavariable.
    Typed(usize),
    MetavariableEllipsis(&'text str),
}

/// What `text` stands for, if it is a placeholder and nothing else. What a language needs around one does not count: a `;`,
/// an ellipsis' `()`, the dots of a spread, the sigil of a variable.
pub(super) fn stands_for(text: &str) -> Option<Stands<'_>> {
    let text = text.trim().trim_end_matches(';').trim_end();
    // A placeholder is short; all code of a pattern comes by here.
    if text.len() > 128 {
        return None;
    }
    let text = text.strip_prefix(SMALL).unwrap_or(text);
    let name = text.trim_start_matches(['*', '.', '$', '&']);
    let name = name.strip_suffix("()").unwrap_or(name);
    if name.starts_with(ELLIPSIS) && name.split_whitespace().all(|word| word == ELLIPSIS || word == "=") {
        return Some(Stands::Ellipsis);
    }
    let text = text.trim_start_matches('$');
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if let Some(name) = text.strip_prefix(METAVARIABLE).filter(|name| is_name(name)) {
        return Some(Stands::Metavariable(name));
    }
    if let Some(number) = text.strip_prefix(TYPED).and_then(|number| number.parse().ok()) {
        return Some(Stands::Typed(number));
    }
    text.strip_prefix(METAVARIABLE_ELLIPSIS).filter(|name| is_name(name)).map(Stands::MetavariableEllipsis)
}

/// The metavariable that the content of a string literal stands for: `"$X"`.
pub(super) fn metavariable_in_string(content: &str) -> Option<&str> {
    let name = content.strip_prefix('$')?;
    is_metavariable_name(name).then_some(name)
}

/// Variables of PHP that are no metavariables though they look like some.
const SUPERGLOBALS: [&str; 8] = ["_COOKIE", "_ENV", "_FILES", "_GET", "_POST", "_REQUEST", "_SERVER", "_SESSION"];

/// Whether a name may follow the `$` of a metavariable: capitals, digits and underscores, not a digit first.
pub(crate) fn is_metavariable_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    !SUPERGLOBALS.contains(&name)
        && bytes.next().is_some_and(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Puts placeholders for all that is Semgrep's and not the language's.
pub(super) fn placehold(grammar: Grammar, manner: &Manner, pattern: &str) -> Placeheld {
    let mut typed = Vec::new();
    let text = placeheld_text(grammar, manner, pattern, &mut typed);
    Placeheld { text, typed }
}

fn placeheld_text(grammar: Grammar, manner: &Manner, pattern: &str, typed: &mut Vec<(String, String)>) -> String {
    let mut text = String::with_capacity(pattern.len() + 64);
    let mut rest = pattern;
    let mut deep = 0;
    while let Some(first) = rest.chars().next() {
        if first == '`' && script::is_script(grammar) {
            let length = literal_length(rest);
            for (is_code, piece) in script::template_pieces(&rest[..length]) {
                if is_code {
                    text.push_str(placeheld_text(grammar, manner, piece, typed).trim_end_matches(';'));
                } else {
                    text.push_str(piece);
                }
            }
            rest = &rest[length..];
        } else if matches!(first, '"' | '\'' | '`') && !(first == '`' && grammar == Grammar::Bash) {
            let length = literal_length(rest);
            if sigils::interpolates(grammar, first) {
                let mut placehold = |piece: &str| placeheld_text(grammar, manner, piece, typed);
                text.push_str(&sigils::interpolated(grammar, manner, &rest[..length], &mut placehold));
            } else if grammar == Grammar::Python && interpolates(&text) {
                text.push_str(&placehold_interpolations(grammar, manner, &rest[..length], typed));
            } else {
                text.push_str(&rest[..length]);
            }
            rest = &rest[length..];
        } else if let Some(after) = rest.strip_prefix("<...") {
            text.push_str(DEEP);
            text.push('(');
            deep += 1;
            rest = after;
        } else if let Some(after) = rest.strip_prefix("...>").filter(|_| deep > 0) {
            text.push(')');
            deep -= 1;
            rest = after;
        } else if let Some(after) = rest.strip_prefix("...").filter(|after| spreads(grammar, &text, after)) {
            text.push_str("...");
            rest = after;
        } else if let Some(after) = rest.strip_prefix("...") {
            let written = script::written_ellipsis(grammar, &text, after);
            text.push_str(&written.unwrap_or_else(|| written_ellipsis(grammar, manner, &text, after)));
            rest = after;
        } else if let Some((kind, name)) = metavariable(rest).filter(|_| script::is_attribute(grammar, &text)) {
            text.push_str(&format!("{{{}{name}}}", if kind == "$" { METAVARIABLE } else { METAVARIABLE_ELLIPSIS }));
            rest = &rest[kind.len() + name.len()..];
        } else if let Some((length, type_, name)) = typed_argument(grammar, &text, rest) {
            text.push_str(TYPED);
            text.push_str(&typed.len().to_string());
            typed.push((name.to_owned(), type_.to_owned()));
            rest = &rest[length..];
        } else if let Some((kind, name)) = metavariable(rest) {
            let value = rest[kind.len() + name.len()..].trim_start().strip_prefix('=').map(str::trim_start);
            if grammar.has_preprocessor() && opens_statement(&text) && value.is_some_and(|value| value.starts_with('{'))
            {
                text.push_str(ANY_TYPE);
                text.push(' ');
            }
            rest = &rest[kind.len() + name.len()..];
            let kind = if kind == "$" { METAVARIABLE } else { METAVARIABLE_ELLIPSIS };
            let name = format!("{}{kind}{name}", sigils::sigil(manner, &text, rest));
            let form = if is_untyped_parameter(grammar, &text, rest) { manner.untyped } else { "{}" };
            text.push_str(&form.replace("{}", &name));
        } else if let Some((length, type_, name)) = typed_metavariable(grammar, &text, rest) {
            text.push_str(manner.sigil);
            text.push_str(TYPED);
            text.push_str(&typed.len().to_string());
            typed.push((name.to_owned(), type_.to_owned()));
            rest = &rest[length..];
        } else {
            text.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    text
}

/// Whether the string literal behind `written` has a prefix by which it interpolates.
fn interpolates(written: &str) -> bool {
    let word = written.rsplit(|it: char| !(it.is_alphanumeric() || it == '_')).next().unwrap_or("");
    matches!(word.to_ascii_lowercase().as_str(), "f" | "rf" | "fr")
}

/// Puts placeholders into the code that a literal holds in braces.
fn placehold_interpolations(
    grammar: Grammar,
    manner: &Manner,
    literal: &str,
    typed: &mut Vec<(String, String)>,
) -> String {
    let mut text = String::with_capacity(literal.len() + 64);
    let mut rest = literal;
    while let Some((before, inside)) = rest.split_once('{') {
        text.push_str(before);
        text.push('{');
        rest = inside;
        let mut depth = 1u32;
        let end = inside.find(|character: char| {
            depth = match character {
                '{' => depth + 1,
                '}' => depth - 1,
                _ => depth,
            };
            depth == 0
        });
        if let Some(end) = end.filter(|_| !inside.starts_with('{')) {
            text.push_str(&placeheld_text(grammar, manner, &inside[..end], typed));
            rest = &inside[end..];
        }
    }
    text.push_str(rest);
    text
}

/// `$NAME: type` among the arguments of a call, as Python writes it: its length, type and name.
fn typed_argument<'text>(grammar: Grammar, before: &str, text: &'text str) -> Option<(usize, &'text str, &'text str)> {
    if grammar != Grammar::Python || !before.trim_end().ends_with(['(', ',']) {
        return None;
    }
    let (at, bracket) = innermost_bracket(before)?;
    let head = before[..at].rsplit('\n').next().unwrap_or("").trim_start();
    if bracket != '(' || head.starts_with("def ") || head.starts_with("async def ") {
        return None;
    }
    let (_, name) = metavariable(text).filter(|(kind, _)| *kind == "$")?;
    let behind = &text[name.len() + 1..];
    let type_ = behind.trim_start().strip_prefix(':')?.trim_start();
    let length = type_.find(|it: char| !(it.is_alphanumeric() || matches!(it, '_' | '.'))).unwrap_or(type_.len());
    let is_whole = length > 0 && type_[length..].trim_start().starts_with([',', ')']);
    is_whole.then(|| (text.len() - type_.len() + length, &type_[..length], name))
}

/// Whether three dots are Go's own: `f(list...)`.
fn spreads(grammar: Grammar, written: &str, after: &str) -> bool {
    grammar == Grammar::Go
        && written.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | ')' | ']'))
        && after.trim_start().starts_with(')')
}

/// An ellipsis as the language needs it behind `written` and in front of `after`.
fn written_ellipsis(grammar: Grammar, manner: &Manner, written: &str, after: &str) -> String {
    let before = written.trim_end();
    if before.ends_with('.') && after.trim_start().starts_with('.') {
        return ELLIPSIS.to_owned();
    }
    let form = match innermost_bracket(written) {
        Some((at, '{')) => match opener(grammar, &written[..at]) {
            // Not a value behind its key, nor what a comprehension is made of.
            Opener::Value
                if manner.entry != "{}"
                    && before.ends_with(['{', ','])
                    && after.trim_start().starts_with([',', '}']) =>
            {
                manner.entry
            }
            Opener::Class if opens_statement(before) && !opens_constants(grammar, &written[..at]) => manner.member,
            // A pattern that is all braces may be a block.
            Opener::Value if at == 0 => "",
            Opener::Value | Opener::Class => return ELLIPSIS.to_owned(),
            Opener::Statement => "",
        },
        Some((at, '(')) if grammar == Grammar::Go && is_word_at_end(written[..at].trim_end(), "import") => "_ \"{}\"\n",
        Some((at, '(')) if opens_parameters(grammar, &written[..at], after) => manner.parameter,
        Some((at, '(')) if opens_annotation(&written[..at]) => {
            let is_alone = before.ends_with('(') && after.trim_start().starts_with(')');
            if is_alone { "" } else { manner.annotation }
        }
        _ => "",
    };
    if !form.is_empty() && form != "{}" {
        return form.replace("{}", ELLIPSIS);
    }
    match is_statement(written, after) {
        true => format!("{ELLIPSIS}{}", manner.statement_end),
        false => ELLIPSIS.to_owned(),
    }
}

/// The bracket that is open at the end of `written`, and where it stands.
pub(super) fn innermost_bracket(written: &str) -> Option<(usize, char)> {
    let mut open = Vec::new();
    for (at, character) in written.char_indices() {
        match character {
            '(' | '[' | '{' => open.push((at, character)),
            ')' | ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// What a brace opens.
pub(super) enum Opener {
    Statement,
    Value,
    Class,
}

/// Words that open a statement or a function whose block follows.
const BLOCK_WORDS: [&str; 12] =
    ["if", "else", "for", "switch", "select", "func", "while", "do", "try", "catch", "static", "synchronized"];

/// What the brace behind `before` opens.
pub(super) fn opener(grammar: Grammar, before: &str) -> Opener {
    let before = before.trim_end();
    let head = before.rsplit([';', '{', '}', '\n']).next().unwrap_or("");
    let words: Vec<&str> = head.split(|it: char| !(it.is_alphanumeric() || it == '_')).collect();
    if words.iter().any(|word| matches!(*word, "class" | "interface" | "struct" | "trait" | "enum"))
        && !head.contains('(')
    {
        return Opener::Class;
    }
    if grammar == Grammar::Java && before.ends_with(')') && makes_object(before) {
        return Opener::Class;
    }
    // A literal: its type stands in front of the brace.
    let is_literal = match grammar {
        Grammar::Go => before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | ']')),
        Grammar::Java => before.ends_with(']'),
        _ => false,
    };
    if is_literal && !words.iter().any(|word| BLOCK_WORDS.contains(word)) {
        return Opener::Value;
    }
    // C and Java have no value that begins with a brace: a pattern that does is a block.
    let opens_value = before.is_empty() && !grammar.has_preprocessor() && grammar != Grammar::Java;
    let is_value =
        opens_value || before.ends_with(['=', ',', '(', '[', ':', '?', '&', '|']) || before.ends_with("return");
    // `const {a} = b` and `import {a} from b` take apart.
    let is_value =
        is_value || words.first() == Some(&"import") || matches!(words.last(), Some(&("const" | "let" | "var")));
    let is_arrow = before.ends_with("=>") || before.ends_with("->");
    if is_value && !is_arrow { Opener::Value } else { Opener::Statement }
}

/// Whether the parenthesis behind `before` opens a list of parameters: a body or a type follows its end.
fn opens_parameters(grammar: Grammar, before: &str, after: &str) -> bool {
    let mut depth = 1;
    let Some(close) = after.char_indices().find_map(|(at, character)| {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    }) else {
        return false;
    };
    let behind = after[close + 1..].trim_start();
    let last_word = before.trim_end().rsplit(|it: char| !(it.is_alphanumeric() || it == '_')).next().unwrap_or("");
    let is_control = matches!(
        last_word,
        "if" | "while" | "for" | "switch" | "catch" | "with" | "foreach" | "elseif" | "synchronized" | "try"
    );
    !is_control
        && !names_new_object(before)
        && (behind.starts_with('{')
            || behind.starts_with("=>")
            || behind.starts_with("throws")
            || before.contains("function")
            || opens_function(before)
            || (grammar == Grammar::Java && behind.starts_with(';') && announces_method(before)))
}

/// Whether a text ends in `type name`, as a method without a body begins.
fn announces_method(before: &str) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    let head = before.trim_end().trim_end_matches(is_part);
    let type_ = head.trim_end();
    let word = type_.rsplit(|it: char| !is_part(it)).next().unwrap_or("");
    let is_statement = matches!(word, "return" | "throw" | "new" | "else" | "assert" | "yield" | "case");
    type_.len() < head.len() && !is_statement && (!word.is_empty() || type_.ends_with(['>', ']']))
}

/// Whether the brace behind `before` opens the constants of a Java enumeration.
fn opens_constants(grammar: Grammar, before: &str) -> bool {
    let head = before.rsplit([';', '{', '}', '\n']).next().unwrap_or("");
    grammar == Grammar::Java && head.split_whitespace().any(|word| word == "enum")
}

/// Whether `before` ends in `def name`, `func`, `func name` or `func (receiver) name`.
fn opens_function(before: &str) -> bool {
    if is_word_at_end(without_name(before.trim_end().trim_end_matches(['?', '!'])), "def") {
        return true;
    }
    if is_word_at_end(before.trim_end(), "func") {
        return true;
    }
    let head = without_name(before);
    is_word_at_end(if head.ends_with(')') { before_parentheses(head) } else { head }, "func")
}

/// Without the name, type arguments included, at the end of a text.
fn without_name(text: &str) -> &str {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '.' | '<' | '>');
    text.trim_end().trim_end_matches(is_part).trim_end()
}

/// What stands in front of the parentheses at the end of a text.
fn before_parentheses(text: &str) -> &str {
    let mut depth = 0;
    for (at, character) in text.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text[..at].trim_end();
        }
    }
    ""
}

fn is_word_at_end(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|it: char| it.is_alphanumeric() || it == '_'))
}

/// Whether a text ends in `new Name`.
fn names_new_object(before: &str) -> bool {
    is_word_at_end(without_name(before), "new")
}

/// Whether a text ends in `new Name(...)`.
fn makes_object(before: &str) -> bool {
    names_new_object(before_parentheses(before))
}

/// Whether a text ends in `@Name`.
fn opens_annotation(before: &str) -> bool {
    before.trim_end().trim_end_matches(|it: char| it.is_alphanumeric() || matches!(it, '_' | '.')).ends_with('@')
}

/// Whether a metavariable behind `written` and in front of `after` stands alone among parameters.
fn is_untyped_parameter(grammar: Grammar, written: &str, after: &str) -> bool {
    let is_alone = written.trim_end().ends_with(['(', ',']) && after.trim_start().starts_with([')', ',']);
    // Ruby's blocks have theirs between bars.
    let is_in_bars = grammar.language() == Language::Ruby
        && written.trim_end().ends_with(['|', ','])
        && after.trim_start().starts_with(['|', ','])
        && written.rsplit(['{', '\n']).next().is_some_and(|line| line.contains('|'));
    is_in_bars
        || is_alone
            && matches!(innermost_bracket(written), Some((at, '(')) if opens_parameters(grammar, &written[..at], after))
}

/// Whether what follows `written` begins a statement.
fn opens_statement(written: &str) -> bool {
    let before = written.trim_end();
    before.is_empty() || before.ends_with([';', '{', '}'])
}

pub(super) fn metavariable(text: &str) -> Option<(&'static str, &str)> {
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

/// A typed metavariable at the start of `text`, where an expression is expected: its length, type and name. C and Java write
/// `(type $NAME)`, the others `($NAME: type)`.
fn typed_metavariable<'text>(
    grammar: Grammar,
    before: &str,
    text: &'text str,
) -> Option<(usize, &'text str, &'text str)> {
    if !text.starts_with('(') {
        return None;
    }
    // Behind a name or a closing bracket the parenthesis opens a parameter or argument list; behind `if` a condition.
    let before = before.trim_end();
    let is_returned = before.ends_with("return");
    if !is_returned && before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | ')' | ']')) {
        return None;
    }
    let (inside, behind) = text[1..].split_once(')')?;
    if behind.trim_start().starts_with("=>") {
        return None;
    }
    let type_first = grammar.has_preprocessor() || grammar.language() == banbury_evidence::Language::Java;
    let (type_, name) = if type_first {
        inside.rsplit_once('$')?
    } else {
        let (name, type_) = inside.split_once(':')?;
        (type_, name.trim().strip_prefix('$')?)
    };
    let (type_, name) = (type_.trim(), name.trim());
    let is_type = |character: char| {
        character.is_alphanumeric()
            || matches!(character, '_' | ' ' | '*' | '$' | '.' | '<' | '>' | '[' | ']' | '?' | ',')
    };
    let names_something = type_.starts_with(|first: char| {
        first.is_alphabetic() || matches!(first, '_' | '$') || (!type_first && matches!(first, '*' | '['))
    });
    (names_something && type_.chars().all(is_type) && is_metavariable_name(name))
        .then(|| (inside.len() + 2, type_, name))
}

/// Length of the string or character literal that opens `text`; of the quote alone if it does not close on its line.
fn literal_length(text: &str) -> usize {
    for triple in ["\"\"\"", "'''"] {
        if let Some(inside) = text.strip_prefix(triple) {
            return inside.find(triple).map_or(3, |end| end + 6);
        }
    }
    let quote = text.as_bytes()[0];
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'\n' if quote != b'`' => return 1,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    1
}

/// Whether an ellipsis behind `written` stands as a statement of its own rather than as argument or operand.
fn is_statement(written: &str, after: &str) -> bool {
    let before = written.trim_end();
    let depth = before.bytes().fold(0i32, |depth, byte| match byte {
        b'(' | b'[' => depth + 1,
        b')' | b']' => depth - 1,
        _ => depth,
    });
    // In a block within parentheses, as the body of a lambda is, statements stand too.
    let in_block = innermost_bracket(written).is_some_and(|(_, bracket)| bracket == '{');
    let next = after.trim_start_matches([' ', '\t']).chars().next();
    let opens_initializer = before.strip_suffix('{').is_some_and(|outer| outer.trim_end().ends_with(['=', ',']));
    (depth <= 0 || in_block)
        && !opens_initializer
        && !matches!(next, Some(',' | ')' | ';'))
        && !before.ends_with([',', '=', '+', '-', '<', '>', '&', '|', '!', '.'])
        && !before.ends_with("return")
        && !before.ends_with("function")
}

#[cfg(test)]
mod tests {
    use super::super::frames::manners;
    use super::*;

    fn c(pattern: &str) -> String {
        placehold(Grammar::C, &manners(Grammar::C)[0], pattern).text
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
        let placeheld = placehold(Grammar::C, &manners(Grammar::C)[0], "free((char *$X))");
        assert_eq!(placeheld.text, "free(BB_TM_0)");
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
