use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::rule::Formula;

/// Tells cheaply which formulas cannot match in a text, by the words that they need. Matching is spared, never parsing.
pub(crate) struct Prefilter {
    words: Option<AhoCorasick>,
    /// For each formula the groups of word numbers: one word of each group must be there.
    needed: Vec<Vec<Vec<usize>>>,
}

impl Prefilter {
    pub fn new<'a>(formulas: impl Iterator<Item = &'a Formula>) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut list = Vec::new();
        let mut needed = Vec::new();
        for formula in formulas {
            let groups = formula.required_words().into_iter().map(|group| {
                let number = |word: String| {
                    *numbers.entry(word.clone()).or_insert_with(|| {
                        list.push(word);
                        list.len() - 1
                    })
                };
                group.into_iter().map(number).collect()
            });
            needed.push(groups.collect());
        }
        // Without the automaton every formula is tried: slower, never wrong.
        let words =
            AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(&list).ok();
        Self { words, needed }
    }

    /// For each formula, whether it may match in any of `texts`.
    pub fn candidates(&self, texts: &[&str]) -> Vec<bool> {
        let Some(words) = &self.words else { return vec![true; self.needed.len()] };
        let mut present = vec![false; words.patterns_len()];
        for text in texts {
            for found in words.find_overlapping_iter(*text) {
                present[found.pattern().as_usize()] = true;
            }
        }
        let is_there = |word: &usize| present.get(*word).copied().unwrap_or(true);
        self.needed.iter().map(|groups| groups.iter().all(|group| group.iter().any(is_there))).collect()
    }
}
