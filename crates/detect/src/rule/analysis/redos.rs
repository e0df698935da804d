//! Whether a regular expression can take a backtracking engine for ever: a repetition of what repeats itself, and behind it
//! something that may fail. As in Semgrep, an approximation by form.

use crate::pcre::{Flags, Greed, Kind, parse};

/// Repetitions that may go round this often count.
const FEWEST_ROUNDS: u32 = 4;

/// Not so for a text that is no regular expression.
pub(super) fn may_take_forever(pattern: &str) -> bool {
    parse(pattern, Flags::default()).is_ok_and(|expression| any(&expression.kind, &is_vulnerable))
}

fn is_vulnerable(kind: &Kind) -> bool {
    let Kind::Concatenation(parts) = kind else { return false };
    let first = parts.iter().position(|part| any(part, &repeats_repetition));
    first.is_some_and(|first| parts.iter().skip(first + 1).any(|part| any(part, &may_fail)))
}

fn repeats_repetition(kind: &Kind) -> bool {
    match kind {
        Kind::Repeat { inner, max, greed, .. } => {
            *greed != Greed::Possessive && max.is_none_or(|max| max >= FEWEST_ROUNDS) && any(inner, &varies)
        }
        _ => false,
    }
}

/// Whether one text can be taken in rounds of two lengths.
fn varies(kind: &Kind) -> bool {
    match kind {
        Kind::Repeat { min, max, greed, .. } => {
            *greed != Greed::Possessive && max.is_none_or(|max| if *min == 0 { max >= 2 } else { max > *min })
        }
        _ => false,
    }
}

fn may_fail(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Literal { .. }
            | Kind::Class { .. }
            | Kind::LineStart
            | Kind::LineEnd
            | Kind::TextStart
            | Kind::TextEnd
            | Kind::LastLineEnd
            | Kind::WordBoundary { .. }
            | Kind::Reference { .. }
    )
}

/// Whether a construct or one inside it is of that kind. Recursion is bounded by the parser's.
fn any(kind: &Kind, wanted: &dyn Fn(&Kind) -> bool) -> bool {
    wanted(kind)
        || match kind {
            Kind::Capture(inner) | Kind::Atomic(inner) | Kind::Look { inner, .. } | Kind::Repeat { inner, .. } => {
                any(inner, wanted)
            }
            Kind::Concatenation(parts) | Kind::Alternation(parts) => parts.iter().any(|part| any(part, wanted)),
            Kind::Conditional { yes, no, .. } => any(yes, wanted) || any(no, wanted),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_of_repetitions_are_told() {
        for pattern in ["^(a+)+$", "(.*,)*x", r"(\w+\s?){5}!", "(?:(?:a|b+)*)c", "((a{1,2}))*b"] {
            assert!(may_take_forever(pattern), "{pattern}");
        }
        for pattern in
            ["^a+$", "(a+)+", "(a+)++$", "(a++)+$", "(a?)+$", "(a|aa)+$", "(a+){3}$", "(ab)*$", "(", "(a{2})*b"]
        {
            assert!(!may_take_forever(pattern), "{pattern}");
        }
    }
}
