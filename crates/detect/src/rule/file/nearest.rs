/// Longer words are not compared.
const LONGEST: usize = 64;

/// The candidate that `word` is a misspelling of, if there is one: at most one letter in three is wrong.
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let close = candidates.into_iter().filter_map(|candidate| {
        let distance = distance(&plain(word), &plain(candidate))?;
        (distance <= candidate.len().min(word.len()) / 3).then_some((distance, candidate))
    });
    close.min().map(|(_, candidate)| candidate)
}

/// Case, and the choice between `-` and `_`, are the commonest mistakes.
fn plain(word: &str) -> Vec<char> {
    word.chars().map(|letter| if letter == '_' { '-' } else { letter.to_ascii_lowercase() }).collect()
}

/// Letters to insert, remove, replace, or swap with their neighbour.
fn distance(from: &[char], to: &[char]) -> Option<usize> {
    if from.len() > LONGEST || to.len() > LONGEST {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut this = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let replaced = last.get(column)? + usize::from(letter != other);
            let mut best = replaced.min(last.get(column + 1)? + 1).min(this.get(column)? + 1);
            let swapped =
                row > 0 && column > 0 && from.get(row - 1) == Some(other) && to.get(column - 1) == Some(letter);
            if swapped {
                best = best.min(before_last.get(column - 1)? + 1);
            }
            this.push(best);
        }
        before_last = std::mem::replace(&mut last, this);
    }
    last.last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_is_near_and_another_word_is_not() {
        let keys = ["pattern", "patterns", "pattern-not", "severity"];
        for (word, meant) in [
            ("patern", Some("pattern")),
            ("paterns", Some("patterns")),
            ("pattern_not", Some("pattern-not")),
            ("serevity", Some("severity")),
            ("Severity", Some("severity")),
            ("author", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keys), meant, "{word}");
        }
    }
}
