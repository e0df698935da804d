//! Which lines of two lists stand for each other.

use std::hash::Hash;

use imara_diff::{Algorithm, Diff, InternedInput, Token};

use crate::budget::Budget;

/// Lines that stand more often than this on both sides are matched by an algorithm that takes the square of their
/// number.
const OFTEN: usize = 63;

/// Matches times lines up to which matches are looked for in the histogram: each that stands alone takes another look
/// at all lines.
const LOOKS: u64 = 1 << 30;

/// How far imara-diff's other algorithm looks for the best way at least, before it takes a good one.
const PATIENCE: u64 = 256;

/// How two lists differ. None if it would take too long to tell.
pub(crate) fn diff<T: Eq + Hash>(input: &InternedInput<T>, budget: &mut Budget) -> Option<Diff> {
    let (before, after) = without_common_ends(&input.before, &input.after);
    let kinds = input.interner.num_tokens() as usize;
    let counts: Vec<(usize, usize)> = counts(before, kinds).into_iter().zip(counts(after, kinds)).collect();
    budget.repeated_lines(counts.iter().filter(|(a, b)| *a > OFTEN && *b > OFTEN).map(|(a, b)| a + b).sum())?;
    let matches = counts.iter().map(|(a, b)| *a.min(b) as u64).sum::<u64>();
    let lines = (before.len() + after.len()) as u64;
    let (algorithm, steps) = match matches.saturating_mul(lines) {
        looks if looks <= LOOKS => (Algorithm::Histogram, looks),
        _ => (Algorithm::Myers, lines.saturating_mul(lines.isqrt().max(PATIENCE))),
    };
    budget.matching(steps)?;
    Some(Diff::compute(algorithm, input))
}

/// What stands between the lines with which both begin and those with which both end.
fn without_common_ends<'a>(before: &'a [Token], after: &'a [Token]) -> (&'a [Token], &'a [Token]) {
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (before.get(same..).unwrap_or_default(), after.get(same..).unwrap_or_default());
    let same = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let head = |tokens: &'a [Token]| tokens.get(..tokens.len() - same).unwrap_or_default();
    (head(before), head(after))
}

/// How often each of so many kinds of lines stands there.
fn counts(tokens: &[Token], kinds: usize) -> Vec<usize> {
    let mut counts = vec![0; kinds];
    for token in tokens {
        if let Some(count) = counts.get_mut(token.0 as usize) {
            *count += 1;
        }
    }
    counts
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

    #[test]
    fn matches_that_stand_alone_take_no_look_at_all_lines_each() {
        let lines = |other: char| -> String { (0..50_000).map(|number| format!("{number}\n{other}\n")).collect() };
        let (theirs, ours) = (lines('x'), lines('y'));
        let diff = diff(&InternedInput::new(theirs.as_str(), ours.as_str()), &mut Budget::of(0)).unwrap();
        assert_eq!(diff.hunks().count(), 50_000);
    }

    #[test]
    fn what_all_texts_take_together_is_bounded() {
        let same: String = (0..10_000).map(|number| format!("{number}\n")).collect();
        let (theirs, ours) = (format!("a\n{same}a\n"), format!("b\n{same}b\n"));
        let mut budget = Budget::of(0);
        let input = InternedInput::new(theirs.as_str(), ours.as_str());
        assert!(diff(&input, &mut budget).is_some());
        while budget.matching(1 << 24).is_some() {}
        assert!(diff(&input, &mut budget).is_none());
    }
}
