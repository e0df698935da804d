use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::rule::Formula;

/// Tells cheaply which formulas cannot match in a text, by the words that they need. Matching is spared, never parsing.
pub(crate) struct Prefilter {
    words: Option<AhoCorasick>,
    /// For each entry of the automaton the number of the word that it stands for.
    meaning: Vec<usize>,
    /// For each formula the groups of word numbers: one word of each group must be there.
    needed: Vec<Vec<Vec<usize>>>,
}

impl Prefilter {
    /// A filter for formulas, given what else the words are called in the drop: `(alias, word)`.
    pub fn new<'a>(formulas: impl Iterator<Item = &'a Formula>, aliases: &[(&str, &str)]) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut needed = Vec::new();
        for formula in formulas {
            let groups = formula.required_words().into_iter().map(|group| {
                let number = |word: String| {
                    let next = numbers.len();
                    *numbers.entry(word).or_insert(next)
                };
                group.into_iter().map(number).collect()
            });
            needed.push(groups.collect());
        }
        let own = numbers.iter().map(|(word, number)| (word.as_str(), *number));
        let others = aliases.iter().filter_map(|(alias, word)| Some((*alias, *numbers.get(*word)?)));
        let (list, meaning): (Vec<&str>, Vec<usize>) = own.chain(others).unzip();
        // Without the automaton every formula is tried: slower, never wrong.
        let words =
            AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(&list).ok();
        Self { words, meaning, needed }
    }

    /// For each formula, whether it may match in any of `texts`.
    pub fn candidates(&self, texts: &[&str]) -> Vec<bool> {
        let Some(words) = &self.words else { return vec![true; self.needed.len()] };
        let mut present = vec![false; self.meaning.len()];
        for text in texts {
            for found in words.find_overlapping_iter(*text) {
                present[self.meaning[found.pattern().as_usize()]] = true;
            }
        }
        let is_there = |word: &usize| present.get(*word).copied().unwrap_or(true);
        self.needed.iter().map(|groups| groups.iter().all(|group| group.iter().any(is_there))).collect()
    }
}
