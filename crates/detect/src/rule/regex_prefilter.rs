use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::regex::TextRegex;

/// Tells in one pass over a text which of many regular expressions may match in it, by the literals that they need.
pub(crate) struct RegexPrefilter {
    literals: Option<AhoCorasick>,
    /// For each literal the expressions that need it or one of its alternatives.
    needing: Vec<Vec<usize>>,
    /// For each expression whether it needs no literal.
    always: Vec<bool>,
}

impl RegexPrefilter {
    /// A filter for expressions, which keep their order.
    pub fn new<'a>(regexes: impl Iterator<Item = &'a TextRegex>) -> Self {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut list, mut needing, mut always) = (Vec::new(), Vec::new(), Vec::new());
        for (regex, index) in regexes.zip(0..) {
            always.push(regex.required_literals().is_none());
            for literal in regex.required_literals().unwrap_or(&[]) {
                let number = *numbers.entry(literal).or_insert_with(|| {
                    list.push(literal.as_str());
                    needing.push(Vec::new());
                    list.len() - 1
                });
                needing[number].push(index);
            }
        }
        // Without the automaton every expression is tried: slower, never wrong.
        let literals = AhoCorasick::builder().ascii_case_insensitive(true).build(&list).ok();
        Self { literals, needing, always }
    }

    /// For each expression, whether it may match in `text`.
    pub fn candidates(&self, text: &str) -> Vec<bool> {
        let Some(literals) = &self.literals else { return vec![true; self.always.len()] };
        let mut candidates = self.always.clone();
        let mut seen = vec![false; self.needing.len()];
        for found in literals.find_overlapping_iter(text) {
            let literal = found.pattern().as_usize();
            if !std::mem::replace(&mut seen[literal], true) {
                self.needing[literal].iter().for_each(|regex| candidates[*regex] = true);
            }
        }
        candidates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_without_their_literals_are_no_candidates() {
        let regexes = ["(?i)password|secret", r"\d+", "tok[ea]n", "foo.*bar"].map(|it| TextRegex::new(it).unwrap());
        let filter = RegexPrefilter::new(regexes.iter());
        assert_eq!(filter.candidates("PassWord = tokan"), [true, true, true, false]);
        assert_eq!(filter.candidates(""), [false, true, false, false]);
    }
}
