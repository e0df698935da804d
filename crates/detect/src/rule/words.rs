use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A word that formulas ask for, by its number among those of a ruleset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word(u32);

impl Word {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The words that the formulas of a ruleset ask for.
#[derive(Debug, Default)]
pub(crate) struct Words {
    numbers: BTreeMap<String, Word>,
    /// For each word, its bytes.
    lengths: Vec<usize>,
}

impl Words {
    fn of(&mut self, text: &str) -> Word {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let word = Word(self.lengths.len() as u32);
        self.numbers.insert(text.to_owned(), word);
        self.lengths.push(text.len());
        word
    }

    /// That one of several texts is there.
    pub fn one_of(&mut self, texts: &[String]) -> Needs {
        // White space in a reading may stand for a comment: what is between it is in the text as it stands.
        let longest = |text: &String| text.split_whitespace().max_by_key(|word| word.len()).unwrap_or("").to_owned();
        let pieces: Vec<String> = texts.iter().map(longest).collect();
        let says_something = pieces.iter().all(|piece| piece.len() >= SHORTEST);
        let groups = says_something.then(|| pieces.iter().map(|piece| self.of(piece)).collect());
        Needs(groups.into_iter().collect())
    }

    /// That each of several texts is there.
    pub fn all_of(&mut self, texts: &[String]) -> Needs {
        texts.iter().flat_map(|text| self.one_of(std::slice::from_ref(text)).0).collect()
    }

    pub fn get(&self, text: &str) -> Option<Word> {
        self.numbers.get(text).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, Word)> {
        self.numbers.iter().map(|(text, word)| (text.as_str(), *word))
    }

    pub fn count(&self) -> usize {
        self.lengths.len()
    }

    /// How much it says that one of a group is there: long words say more than short ones, and few more than many.
    fn weight(&self, group: &[Word]) -> (usize, Reverse<usize>) {
        let lengths = group.iter().map(|word| self.lengths.get(word.index()).copied().unwrap_or(0));
        (lengths.min().unwrap_or(0).min(LONG), Reverse(group.len()))
    }
}

/// Shorter words are in every text.
const SHORTEST: usize = 3;
/// Words of which it hardly matters how much longer they are.
const LONG: usize = 5;

/// What a text must hold for a match: one word of each group, ASCII case aside. What would always hold is left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs(pub Vec<Vec<Word>>);

impl FromIterator<Vec<Word>> for Needs {
    fn from_iter<T: IntoIterator<Item = Vec<Word>>>(groups: T) -> Self {
        Self(groups.into_iter().collect())
    }
}

impl Needs {
    /// What any of several alternatives needs: one of the groups that say most of each. If one has none, nothing is needed.
    pub fn of_any<'a>(alternatives: impl Iterator<Item = &'a Self>, words: &Words) -> Self {
        let strongest = alternatives.map(|needs| needs.0.iter().max_by_key(|group| words.weight(group)));
        match strongest.collect::<Option<Vec<_>>>() {
            Some(groups) => {
                let mut words: Vec<Word> = groups.into_iter().flatten().copied().collect();
                words.sort_unstable();
                words.dedup();
                Self(vec![words])
            }
            None => Self::default(),
        }
    }
}

/// The words that a text holds.
#[derive(Debug)]
pub(crate) struct Presence(pub Vec<bool>);

impl Presence {
    /// Whether there may be a match of what needs `needs`.
    pub fn allows(&self, needs: &Needs) -> bool {
        let is_there = |word: &Word| self.0.get(word.index()).copied().unwrap_or(true);
        needs.0.iter().all(|group| group.iter().any(is_there))
    }
}
