use std::collections::BTreeMap;

/// A finding's fingerprints: in place, and moved.
pub type Marks<'a> = [&'a str; 2];

/// Whether a finding was recognised where it had been, or elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Recognised {
    InPlace,
    Moved,
}

/// Which old finding a new one is, and where it was recognised.
pub type Pair = Option<(usize, Recognised)>;

/// Recognises old findings among new ones; the answer has one place for each new one.
///
/// All that are in their place are recognised before any that has moved. Each old finding is used up by at most one new
/// one, so that a second instance of a construct is never taken for the first.
pub fn pair<'a>(old: impl IntoIterator<Item = Marks<'a>>, new: impl IntoIterator<Item = Marks<'a>>) -> Vec<Pair> {
    let mut open: Vec<Option<Marks<'_>>> = old.into_iter().map(Some).collect();
    let new: Vec<Marks<'_>> = new.into_iter().collect();
    let mut pairs: Vec<Pair> = vec![None; new.len()];
    for (pass, how) in [Recognised::InPlace, Recognised::Moved].into_iter().enumerate() {
        let mut by_mark: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, marks) in open.iter().enumerate().rev() {
            if let Some(marks) = marks {
                by_mark.entry(marks[pass]).or_default().push(index);
            }
        }
        for (marks, pair) in new.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            if let Some(index) = by_mark.get_mut(marks[pass]).and_then(Vec::pop) {
                open[index] = None;
                *pair = Some((index, how));
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_old_finding_is_never_two_new_ones() {
        let old = [["a.c 1", "1"]];
        let new = [["b.c 1", "1"], ["c.c 1", "1"]];
        assert_eq!(pair(old, new), [Some((0, Recognised::Moved)), None]);
    }

    #[test]
    fn what_is_in_its_place_is_recognised_before_what_has_moved() {
        let old = [["a.c 1", "1"], ["d.c 1", "1"]];
        let new = [["b.c 1", "1"], ["a.c 1", "1"], ["c.c 1", "1"]];
        let expected = [Some((1, Recognised::Moved)), Some((0, Recognised::InPlace)), None];
        assert_eq!(pair(old, new), expected);
    }
}
