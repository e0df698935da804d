//! Which lines of two lists stand for each other.

use std::hash::Hash;

use imara_diff::{Algorithm, Diff, InternedInput, Token};

use crate::budget::Budget;

/// Lines that stand more often than this on both sides are matched by an algorithm that takes the square of their
/// number.
const OFTEN: usize = 63;

/// How two lists differ. None if it would take too long to tell.
pub(crate) fn diff<T: Eq + Hash>(input: &InternedInput<T>, budget: &mut Budget) -> Option<Diff> {
    budget.repeated_lines(repeated(&input.before, &input.after, input.interner.num_tokens() as usize))?;
    Some(Diff::compute(Algorithm::Histogram, input))
}

/// Lines of both sides that stand often on both, not counting those with which both begin or end.
fn repeated(before: &[Token], after: &[Token], kinds: usize) -> usize {
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (before.get(same..).unwrap_or_default(), after.get(same..).unwrap_or_default());
    let same = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let counts = |tokens: &[Token]| {
        let mut counts = vec![0; kinds];
        for token in tokens.iter().take(tokens.len() - same) {
            if let Some(count) = counts.get_mut(token.0 as usize) {
                *count += 1;
            }
        }
        counts
    };
    counts(before).into_iter().zip(counts(after)).filter(|(a, b)| *a > OFTEN && *b > OFTEN).map(|(a, b)| a + b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_matched_unless_they_repeat_too_often() {
        let is_told = |theirs: &str, ours: &str| diff(&InternedInput::new(theirs, ours), &mut Budget::of(0)).is_some();
        let (many, few) = ("x\n".repeat(100_000), "x\n".repeat(1000));
        assert!(!is_told(&format!("a\n{many}a\n"), &format!("b\n{many}b\n")));
        assert!(is_told(&format!("a\n{few}a\n"), &format!("b\n{few}b\n")));
        assert!(is_told(&format!("{many}a\n{many}"), &format!("{many}b\n{many}")), "they are the same around it");
        let numbers: String = (0..100_000).map(|number| format!("{number}\n")).collect();
        assert!(is_told(&format!("a\n{numbers}a\n"), &format!("b\n{numbers}b\n")));
    }
}
