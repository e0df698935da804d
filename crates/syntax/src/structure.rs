//! Brackets that belong together, and the declarations that a file consists of, before any grammar.

use std::ops::Range;

use crate::tokens::Token;
use crate::words::Word;

/// No bracket belongs to this one, or it is none.
pub(crate) const ALONE: u32 = u32::MAX;

/// For each bracket the index of the one that belongs to it.
pub(crate) fn mates(tokens: &[Token]) -> Vec<u32> {
    let (mates, balanced) = mates_of(tokens, false);
    if balanced { mates } else { mates_of(tokens, true).0 }
}

/// With `columns`, a brace in the first column closes all that is open, or opens a function at the top: where braces
/// do not balance, layout tells where functions end.
fn mates_of(tokens: &[Token], columns: bool) -> (Vec<u32>, bool) {
    let mut mates = vec![ALONE; tokens.len()];
    let mut open: Vec<u32> = Vec::new();
    let mut balanced = true;
    for (at, token) in tokens.iter().enumerate() {
        let at = at as u32;
        match token.code {
            b'{' if columns && token.first && token.column == 0 && !open.is_empty() => {
                let heads_function = tokens[..at as usize].last().is_some_and(|before| before.is(b')'));
                if heads_function {
                    open.clear();
                }
                open.push(at);
            }
            b'(' | b'[' | b'{' => open.push(at),
            b')' | b']' | b'}' => {
                let opener = match token.code {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                // A brace closes what parentheses were left open inside it; a parenthesis never closes a brace.
                let top = open.iter().rposition(|open| {
                    let is_brace = tokens[*open as usize].is(b'{');
                    tokens[*open as usize].is(opener) || is_brace
                });
                let Some(mut top) = top.filter(|top| tokens[open[*top] as usize].is(opener)) else {
                    balanced = false;
                    continue;
                };
                balanced &= top + 1 == open.len();
                if columns && token.is(b'}') && token.first && token.column == 0 {
                    top = open.iter().position(|open| tokens[*open as usize].is(b'{')).unwrap_or(top);
                }
                mates[at as usize] = open[top];
                mates[open[top] as usize] = at;
                open.truncate(top);
            }
            _ => {}
        }
    }
    (mates, balanced && open.is_empty())
}

/// What stands at the top of a file, as ranges of tokens: declarations, definitions, and the heads and closing braces of
/// what encloses declarations (`extern "C" {`, `namespace x {`). Together they are all tokens.
pub(crate) fn items(tokens: &[Token], mates: &[u32]) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let end = item_end(tokens, mates, start);
        items.push(start..end);
        start = end;
    }
    items
}

fn item_end(tokens: &[Token], mates: &[u32], start: usize) -> usize {
    if tokens[start].is(b'}') {
        return start + 1;
    }
    let mut at = start;
    // The last tag since the last parenthesis: a brace behind it opens its members.
    let mut tagged = false;
    while let Some(token) = tokens.get(at) {
        match token.code {
            b';' if !is_old_style(tokens, mates, start, at) => return at + 1,
            b'}' => return at,
            b'(' | b'[' => {
                tagged = false;
                if mates[at] == ALONE {
                    return unclosed_end(tokens, at);
                }
                at = mates[at] as usize;
            }
            b'=' => tagged = false,
            b'{' => {
                let before = &tokens[start..at];
                if encloses_declarations(before) {
                    return at + 1;
                }
                let is_value = before.last().is_some_and(|token| token.is(b'=') || token.is(b',') || token.is(b')'))
                    && before.iter().any(|token| token.is(b'='))
                    || before.last().is_some_and(|token| token.is(b'='));
                if mates[at] == ALONE {
                    return unclosed_end(tokens, at);
                }
                let close = mates[at] as usize;
                if !tagged && !is_value {
                    let semicolon = tokens.get(close + 1).is_some_and(|next| next.is(b';') && !next.first);
                    return close + 1 + usize::from(semicolon);
                }
                // Members without the `;` behind them.
                if let Some(next) = tokens.get(close + 1)
                    && next.first
                    && next.column == 0
                    && matches!(next.word, Word::Storage | Word::Typedef | Word::Tag | Word::Type)
                {
                    return close + 1;
                }
                let begins_anew = |next: &Token| next.is_name() || next.first && next.word != Word::None;
                if is_value && tokens.get(close + 1).is_some_and(begins_anew) {
                    return close + 1;
                }
                tagged = false;
                at = close;
            }
            _ => match token.word {
                Word::Tag => tagged = true,
                // A new declaration begins, though the last one lacks its `;`.
                Word::Storage | Word::Typedef
                    if at > start && token.first && token.column == 0 && tokens[at - 1].is(b')') =>
                {
                    return at;
                }
                _ => {}
            },
        }
        at += 1;
    }
    tokens.len()
}

/// The end of something whose bracket is never closed: the next declaration, as layout has it.
fn unclosed_end(tokens: &[Token], open: usize) -> usize {
    let next = tokens[open + 1..].iter().position(|token| {
        token.first
            && token.column == 0
            && (token.is(b'}') || matches!(token.word, Word::Storage | Word::Typedef | Word::Tag | Word::Type))
    });
    match next {
        Some(next) if tokens[open + 1 + next].is(b'}') => open + next + 2,
        Some(next) => open + next + 1,
        None => tokens.len(),
    }
}

/// Whether a brace behind these tokens of an item opens further declarations.
fn encloses_declarations(before: &[Token]) -> bool {
    let extern_c = before.len() >= 2
        && before[before.len() - 1].kind == crate::tokens::Kind::String
        && before[before.len() - 2].word == Word::Storage;
    extern_c || before.iter().any(|token| token.word == Word::Namespace)
}

/// Most tokens between the parameters of an old-style definition and its body.
const LONGEST_OLD_STYLE: usize = 200;

/// Whether the `;` at `semicolon` ends a declaration of parameters in an old-style definition that begins at `start`.
pub(crate) fn is_old_style(tokens: &[Token], mates: &[u32], start: usize, semicolon: usize) -> bool {
    // name ( names ) declarations {
    let Some(open) = (start..semicolon).find(|at| tokens[*at].is(b'(')) else { return false };
    let close = mates[open];
    if close == ALONE || close as usize + 1 >= semicolon || open == 0 || !tokens[open - 1].is_name() {
        return false;
    }
    let names = &tokens[open + 1..close as usize];
    let alternate =
        names.iter().enumerate().all(|(at, token)| if at % 2 == 0 { token.is_name() } else { token.is(b',') });
    if names.len().is_multiple_of(2) || !alternate {
        return false;
    }
    let mut depth = 0;
    let mut last = b')';
    for token in tokens[close as usize + 1..].iter().take(LONGEST_OLD_STYLE) {
        match token.code {
            b'{' => return last == b';' && depth == 0,
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'*' | b',' | b';' | 0 => {}
            _ => return false,
        }
        // Parameters are declared by a type and a name at least.
        if last == b')' && depth == 0 && token.code != 0 {
            return false;
        }
        last = if token.code == b')' && depth == 0 { b']' } else { token.code };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MacroTable;
    use crate::tokens::tokens;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = tokens(text, &MacroTable::empty(), false).tokens;
        let mates = mates(&tokens);
        let place = |it: Range<usize>| tokens[it.start].start as usize..tokens[it.end - 1].end as usize;
        items(&tokens, &mates).into_iter().map(|it| &text[place(it)]).collect()
    }

    #[test]
    fn declarations_are_told_apart() {
        let items = [
            "int a = f(1);",
            "struct s { int x; } *p;",
            "int f(a, b) int a; char *b; { return 0; }",
            "struct s *g(void) { if (x) { } }",
            "int t[] = { 1, { 2 } };",
            "extern \"C\" {",
            "enum e { A };",
            "}",
            "FOO(x) int h(void) { }",
        ];
        assert_eq!(cut(&items.join("\n")), items);
    }

    #[test]
    fn layout_ends_what_no_brace_ends() {
        let items = ["int f(void)\n{\n if (a) {\n}\n", "int g(void)\n{\n}\n"];
        assert_eq!(cut(&items.concat()).len(), 2);
    }
}
