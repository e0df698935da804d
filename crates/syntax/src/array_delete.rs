//! `delete[](x)`, which the grammar of C++ takes for the head of a lambda.

use std::borrow::Cow;

use crate::Grammar;

/// The text with blanks for the parentheses around what arrays are deleted, byte for byte as long.
pub(crate) fn without_lambda_look(grammar: Grammar, text: Cow<'_, str>) -> Cow<'_, str> {
    if grammar != Grammar::Cpp || !text.contains("delete") {
        return text;
    }
    let bytes = text.as_bytes();
    let mut blanked: Vec<usize> = Vec::new();
    for (at, word) in text.match_indices("delete") {
        let is_part_of_word = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        if is_part_of_word(at.checked_sub(1)) {
            continue;
        }
        let next = |at: usize, wanted: u8| {
            let at = visible(bytes, at);
            (bytes.get(at) == Some(&wanted)).then_some(at)
        };
        let open = next(at + word.len(), b'[').and_then(|at| next(at + 1, b']')).and_then(|at| next(at + 1, b'('));
        let close = open.and_then(|open| mate(bytes, open));
        if let (Some(open), Some(close)) = (open, close)
            // Behind a lambda's parameters stands its body, or what it returns.
            && !matches!(bytes.get(visible(bytes, close + 1)), Some(b'{' | b'-'))
        {
            blanked.extend([open, close]);
        }
    }
    if blanked.is_empty() {
        return text;
    }
    blanked.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut behind = 0;
    for at in blanked {
        // Brackets nest: one may be blank already.
        if at >= behind {
            out.push_str(&text[behind..at]);
            out.push(' ');
            behind = at + 1;
        }
    }
    out.push_str(&text[behind..]);
    Cow::Owned(out)
}

/// The first byte from `at` on that is no white space.
fn visible(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Longest argument, in bytes.
const LONGEST: usize = 1000;

/// The parenthesis that closes the one at `open`.
fn mate(bytes: &[u8], open: usize) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in (open..).zip(&bytes[open..]).take(LONGEST) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at),
            b')' => depth -= 1,
            b';' | b'"' | b'\'' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parser;

    #[test]
    fn deleted_arrays_are_parsed_and_lambdas_are_left_alone() {
        let look = |text: &'static str| without_lambda_look(Grammar::Cpp, Cow::Borrowed(text));
        assert_eq!(
            look("delete[](a); delete [] (f(b)), undelete[](c);"),
            "delete[] a ; delete []  f(b) , undelete[](c);"
        );
        for lambda in ["delete[](int *p) { return p; }", "delete[](int *p) -> int * { return p; }", "delete[](\"(\")"] {
            assert_eq!(look(lambda), lambda);
        }
        let tree = Parser::default().parse(Grammar::Cpp, "void f(int *p)\n{\n    delete[](p);\n}\n").unwrap();
        assert!(!tree.has_error(0));
    }
}
