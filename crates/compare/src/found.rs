//! What a comparison finds, as much of it as a person will read; what is left out is counted.

use banbury_evidence::{Artefact, Cause, Difference, MaskedRange, Verdict};

use crate::causes::{self, Clue};

/// How many places are named one by one, and ranges set aside.
const NAMED: usize = 1000;
const MASKED: usize = 10_000;

/// Bytes of text, disassembly and hex that are kept beside the places, both sides together.
const SHOWN: usize = 4 << 20;

/// What is known so far of how two artefacts differ.
#[derive(Debug, Default)]
pub(crate) struct Found {
    differs: Vec<Difference>,
    unnamed: u64,
    masked: Vec<MaskedRange>,
    clues: Vec<Clue>,
    shown: usize,
    /// What could not be looked at to its end, with the reason.
    cut_short: Option<(String, String)>,
}

impl Found {
    pub(crate) fn add(&mut self, mut difference: Difference) {
        if self.differs.len() >= NAMED {
            self.unnamed += 1;
            return;
        }
        self.shown += difference.shipped.len() + difference.rebuilt.len();
        if self.shown > SHOWN {
            difference.shipped.clear();
            difference.rebuilt.clear();
        }
        self.differs.push(difference);
    }

    /// Sets a range aside, or, where too many are, counts it as a difference that is not named.
    pub(crate) fn mask(&mut self, range: MaskedRange) {
        match self.masked.len() < MASKED {
            true => self.masked.push(range),
            false => self.unnamed += 1,
        }
    }

    /// Notes a pair of values that tell of a cause.
    pub(crate) fn clue(&mut self, clue: Clue) {
        if self.clues.len() < NAMED && !self.clues.contains(&clue) {
            self.clues.push(clue);
        }
    }

    pub(crate) fn cut_short(&mut self, kind: &str, detail: String) {
        self.cut_short.get_or_insert((kind.to_owned(), detail));
    }

    /// How much has been found, to see whether a look found anything.
    pub(crate) fn amount(&self) -> u64 {
        (self.differs.len() + self.masked.len()) as u64 + self.unnamed
    }

    /// How many places differ, ranges set aside left out.
    pub(crate) fn differences(&self) -> u64 {
        self.differs.len() as u64 + self.unnamed
    }

    /// Whether further places are counted, and no longer named.
    pub(crate) fn is_full(&self) -> bool {
        self.differs.len() >= NAMED
    }

    /// A place in what has been found, for [`Self::has_underived_since`].
    pub(crate) fn mark(&self) -> usize {
        self.differs.len()
    }

    /// Whether a difference that does not follow from others came after the mark. More than can be named have come in
    /// any case.
    pub(crate) fn has_underived_since(&self, mark: usize) -> bool {
        self.unnamed > 0 || self.differs.iter().skip(mark).any(|difference| !difference.derived)
    }

    /// The judgement on an artefact that is known not to be identical.
    pub(crate) fn judge(mut self, path: &str) -> (Artefact, Vec<Clue>) {
        // One that is said to follow from others counts too: what it follows from is not equal.
        let differs = !self.differs.is_empty() || self.unnamed > 0;
        let mut causes = causes::hypotheses(&self.differs, &self.clues);
        let verdict = if let Some((kind, detail)) = self.cut_short {
            causes.insert(0, Cause { kind, confirmed: true, detail });
            Verdict::Inconclusive
        } else if differs || self.masked.is_empty() {
            Verdict::DiffersUnexplained
        } else {
            Verdict::Equivalent
        };
        if self.unnamed > 0 {
            let detail = format!("{} further places differ; they are not listed", self.unnamed);
            self.differs.push(Difference { place: "more".to_owned(), detail, ..Difference::default() });
        }
        let artefact = Artefact { path: path.to_owned(), verdict, causes, masked: self.masked, differs: self.differs };
        (artefact, self.clues)
    }
}
