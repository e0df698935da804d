//! The tokens of a macro's body.

use std::collections::BTreeSet;

use super::expansion::LONGEST_BODY;

/// The names that a body calls; in the body of an alias, also the one that stands alone.
pub(super) fn called<'t>(body: &[&'t str], in_function_like: bool) -> BTreeSet<&'t str> {
    match body {
        [only] if !in_function_like => BTreeSet::from([*only]),
        _ => body.windows(2).filter(|pair| pair[1] == "(").map(|pair| pair[0]).collect(),
    }
}

/// The arguments of a call whose parenthesis stands at `open`, and the place behind it.
pub(super) fn arguments<T: Clone + AsRef<str>>(body: &[T], open: usize) -> (Vec<Vec<T>>, usize) {
    let mut arguments = vec![Vec::new()];
    let mut depth = 0;
    for (at, token) in body.iter().enumerate().skip(open) {
        match token.as_ref() {
            "(" => depth += 1,
            ")" => depth -= 1,
            "," if depth == 1 => {
                arguments.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            return (arguments, at + 1);
        }
        if (at > open || token.as_ref() != "(")
            && let Some(last) = arguments.last_mut()
        {
            last.push(token.clone());
        }
    }
    (arguments, body.len())
}

pub(super) fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, literals and single characters of a macro body; of a body that is too long, one more than is looked at.
pub(super) fn tokens(body: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = body.trim_start();
    while found.len() <= LONGEST_BODY
        && let Some(first) = rest.chars().next()
    {
        let word =
            rest.find(|character: char| !(character.is_alphanumeric() || character == '_')).unwrap_or(rest.len());
        let length = match first {
            '"' | '\'' => rest[1..].find(first).map_or(rest.len(), |close| close + 2),
            _ if word > 0 => word,
            _ => first.len_utf8(),
        };
        found.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    found
}
