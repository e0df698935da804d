//! What a comparison finds, as much of it as a person will read; what is left out is counted.

use std::collections::BTreeMap;

use banbury_evidence::{Artefact, Cause, Difference, MaskedRange, Verdict};

use crate::causes::{self, Clue};

/// How many places are named one by one, and ranges set aside.
const NAMED: usize = 1000;
const MASKED: usize = 10_000;

/// Bytes of text, disassembly and hex that are kept beside the places, both sides together.
const SHOWN: usize = 4 << 20;

/// Bytes of all places and details, and of where the ranges lie that are set aside.
const WORDS: usize = 32 << 20;

/// Bytes of one detail that are kept.
const DETAIL: usize = 64 << 10;

/// A longer detail is looked for in no other place, in bytes.
const REPEATED: usize = 1 << 10;

/// A longer value is nothing that a build is given, in bytes of both sides.
const CLUE: usize = 8 << 10;

/// What is known so far of how two artefacts differ.
#[derive(Debug, Default)]
pub(crate) struct Found {
    differs: Vec<Difference>,
    unnamed: u64,
    masked: Vec<MaskedRange>,
    clues: Vec<Clue>,
    shown: usize,
    words: usize,
    /// What was found in several places, by what differs there: where in `differs` it stands.
    repeated: BTreeMap<String, usize>,
    /// How many further places were found so.
    repeats: u64,
    /// What could not be looked at to its end, with the reason.
    cut_short: Option<(String, String)>,
}

impl Found {
    pub(crate) fn add(&mut self, mut difference: Difference) {
        shorten(&mut difference.detail, DETAIL);
        if self.repeats(&difference) {
            return;
        }
        if self.differs.len() >= NAMED
            || !fits(&mut self.words, difference.place.len() + difference.detail.len(), WORDS)
        {
            self.unnamed += 1;
            return;
        }
        if !fits(&mut self.shown, difference.shipped.len() + difference.rebuilt.len(), SHOWN) {
            difference.shipped.clear();
            difference.rebuilt.clear();
            difference.detail.push_str("; what stands there is left out for want of room");
        }
        self.differs.push(difference);
    }

    /// Whether it is what differs elsewhere, such as the time of every member, and is now told there.
    fn repeats(&mut self, difference: &Difference) -> bool {
        let has_sides = !difference.shipped.is_empty() || !difference.rebuilt.is_empty();
        if difference.cause.is_none() || difference.derived || has_sides || difference.detail.len() > REPEATED {
            return false;
        }
        let Some(first) = self.repeated.get(&difference.detail) else {
            if !self.is_full() {
                self.repeated.insert(difference.detail.clone(), self.differs.len());
            }
            return false;
        };
        let known = self.differs.get_mut(*first);
        let known = known.filter(|it| it.detail == difference.detail && it.cause == difference.cause);
        let known = known.filter(|_| fits(&mut self.words, difference.place.len(), WORDS));
        self.repeats += u64::from(known.is_some());
        known.map(|known| known.also.push(difference.place.clone())).is_some()
    }

    /// Sets a range aside, or, where too many are, counts it as a difference that is not named.
    pub(crate) fn mask(&mut self, range: MaskedRange) {
        match self.masked.len() < MASKED && fits(&mut self.words, range.within.len(), WORDS) {
            true => self.masked.push(range),
            false => self.unnamed += 1,
        }
    }

    /// Notes a pair of values that tell of a cause.
    pub(crate) fn clue(&mut self, clue: Clue) {
        let is_short = clue.shipped.len() + clue.rebuilt.len() <= CLUE;
        if is_short && self.clues.len() < NAMED && !self.clues.contains(&clue) {
            self.clues.push(clue);
        }
    }

    pub(crate) fn cut_short(&mut self, kind: &str, detail: String) {
        self.cut_short.get_or_insert((kind.to_owned(), detail));
    }

    /// How much has been found, to see whether a look found anything.
    pub(crate) fn amount(&self) -> u64 {
        self.differences() + self.masked.len() as u64
    }

    /// How many places differ, ranges set aside left out.
    pub(crate) fn differences(&self) -> u64 {
        self.differs.len() as u64 + self.repeats + self.unnamed
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
        let artefact = Artefact {
            path: path.to_owned(),
            verdict,
            causes,
            masked: self.masked,
            differs: self.differs,
            signature: None,
        };
        (artefact, self.clues)
    }
}

/// Takes up so much of a room if that much is left.
fn fits(taken: &mut usize, length: usize, room: usize) -> bool {
    let fits = length <= room - *taken;
    *taken += if fits { length } else { 0 };
    fits
}

/// Cuts a text that is longer than so many bytes, and says so.
pub(crate) fn shorten(text: &mut String, most: usize) {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let more = text.len() - end;
    if more > 0 {
        text.truncate(end);
        text.push_str(&format!("... and {more} further bytes"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(place: usize, detail: usize, text: usize) -> Difference {
        let long = |length: usize| "a".repeat(length);
        Difference { place: long(place), detail: long(detail), shipped: long(text), ..Difference::default() }
    }

    #[test]
    fn a_text_for_which_there_is_no_room_is_said_to_be_left_out() {
        let mut found = Found::default();
        for text in [3 << 20, 2 << 20, 1 << 20] {
            found.add(difference(1, 1, text));
        }
        let (artefact, _) = found.judge("x");
        let kept: Vec<(usize, &str)> =
            artefact.differs.iter().map(|it| (it.shipped.len(), it.detail.as_str())).collect();
        assert_eq!(
            kept,
            [(3 << 20, "a"), (0, "a; what stands there is left out for want of room"), (1 << 20, "a")],
            "a later one that is short is shown"
        );
    }

    #[test]
    fn long_places_take_up_only_so_much_and_those_left_out_are_counted() {
        let mut found = Found::default();
        for _ in 0..20 {
            found.add(difference(1 << 20, 1, 0));
            let within = "a".repeat(1 << 20);
            found.mask(MaskedRange { rule: "rule".to_owned(), within, offset: 0, length: 1 });
        }
        found.add(difference(1, 1 << 20, 0));
        let (artefact, _) = found.judge("x");
        assert_eq!((artefact.differs.len(), artefact.masked.len()), (16 + 2, 15));
        assert!(artefact.differs[16].detail.ends_with("a... and 983040 further bytes"));
        assert_eq!(artefact.differs[17].detail, "9 further places differ; they are not listed");
    }
}
