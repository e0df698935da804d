use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::rule::{Formula, Presence, Words};

/// Finds which of the words that formulas ask for a text holds, so that nothing is searched for in vain. Matching is spared,
/// never parsing.
pub(crate) struct Prefilter {
    words: Option<AhoCorasick>,
    /// For each entry of the automaton the number of the word that it stands for.
    meaning: Vec<usize>,
    /// How many words the ruleset has.
    count: usize,
}

impl Prefilter {
    /// A filter for formulas, given what else the words are called in the drop: `(alias, word)`.
    pub fn new<'a>(formulas: impl Iterator<Item = &'a Formula>, all: &Words, aliases: &[(&str, &str)]) -> Self {
        let mut wanted = BTreeSet::new();
        for formula in formulas {
            formula.each_word(&mut |word| {
                wanted.insert(word);
            });
        }
        let own = all.iter().filter(|(_, word)| wanted.contains(word));
        let others = aliases.iter().filter_map(|(alias, word)| Some((*alias, all.get(word)?)));
        let others = others.filter(|(_, word)| wanted.contains(word));
        let (list, meaning): (Vec<&str>, Vec<usize>) =
            own.chain(others).map(|(text, word)| (text, word.index())).unzip();
        // Without the automaton everything is searched for: slower, never wrong.
        let words =
            AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(&list).ok();
        Self { words, meaning, count: all.count() }
    }

    /// The words that any of `texts` holds.
    pub fn presence(&self, texts: &[&str]) -> Presence {
        let Some(words) = &self.words else { return Presence(Vec::new()) };
        let mut present = vec![false; self.count];
        for text in texts {
            for found in words.find_overlapping_iter(*text) {
                present[self.meaning[found.pattern().as_usize()]] = true;
            }
        }
        Presence(present)
    }
}
