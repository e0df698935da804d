//! Two texts, by lines.

use std::ops::Range;

use banbury_evidence::Difference;
use imara_diff::InternedInput;

use crate::budget::Budget;
use crate::comparer::Comparer;
use crate::{clues, lines};

/// Bytes of one changed stretch that are shown of each side.
const SHOWN: usize = 4 << 10;

/// The text, if it is one: UTF-8 without control characters other than white space.
pub(crate) fn of(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_text = |byte: &u8| !matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    (bytes.len() < 2 || bytes.iter().all(is_text)).then_some(text)
}

/// A stretch of lines that stands for another, by line numbers from 0.
pub(crate) struct Hunk<'a> {
    pub(crate) theirs: Range<u32>,
    pub(crate) their_text: &'a str,
    pub(crate) their_offset: usize,
    pub(crate) our_text: &'a str,
}

/// The stretches that differ. None if it would take too long to find them.
fn hunks<'a>(theirs: &'a str, ours: &'a str, budget: &mut Budget) -> Option<Vec<Hunk<'a>>> {
    let input = InternedInput::new(theirs, ours);
    let mut diff = lines::diff(&input, budget)?;
    diff.postprocess_lines(&input);
    let (their_starts, our_starts) = (line_starts(theirs), line_starts(ours));
    let hunks = diff
        .hunks()
        .map(|hunk| {
            let (start, end) = span(&their_starts, &hunk.before);
            let (our_start, our_end) = span(&our_starts, &hunk.after);
            Hunk {
                their_text: theirs.get(start..end).unwrap_or_default(),
                their_offset: start,
                our_text: ours.get(our_start..our_end).unwrap_or_default(),
                theirs: hunk.before,
            }
        })
        .collect();
    Some(hunks)
}

fn span(starts: &[usize], lines: &Range<u32>) -> (usize, usize) {
    let at = |line: u32| starts.get(line as usize).or(starts.last()).copied().unwrap_or_default();
    (at(lines.start), at(lines.end))
}

/// Where each line begins, and where the last one ends.
fn line_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    starts.extend(text.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some(*at)
    }));
    starts
}

/// Lists the stretches that differ. Those that hold nothing but checksums are left for [`crate::derived`]. False if it
/// would take too long to find them.
pub(crate) fn describe(comparer: &mut Comparer, note: &str, theirs: &str, ours: &str) -> bool {
    let Some(hunks) = hunks(theirs, ours, &mut comparer.budget) else { return false };
    let mut note = note.to_owned();
    for hunk in hunks {
        let clue = clues::in_text(hunk.their_text, hunk.our_text);
        if let Some(clue) = &clue {
            comparer.found.clue(clue.clone());
        }
        let lines = |text: &str| match text.lines().count() {
            1 => "1 line".to_owned(),
            count => format!("{count} lines"),
        };
        let detail = match (hunk.their_text.is_empty(), hunk.our_text.is_empty()) {
            (true, _) => format!("{} only in the rebuilt one", lines(hunk.our_text)),
            (_, true) => format!("{} only in the shipped one", lines(hunk.their_text)),
            _ if hunk.their_text.lines().eq(hunk.our_text.lines()) => "the line ends differ".to_owned(),
            _ => format!("{} shipped, {} rebuilt", lines(hunk.their_text), lines(hunk.our_text)),
        };
        let difference = Difference {
            place: comparer.place_of(&format!("line {}", hunk.theirs.start + 1)),
            detail: format!("{}{detail}", std::mem::take(&mut note)),
            cause: clue.map(|clue| clue.kind.name().to_owned()),
            shipped: shortened(hunk.their_text),
            rebuilt: shortened(hunk.our_text),
            ..Difference::default()
        };
        comparer.add_lines(difference, &hunk);
    }
    true
}

fn shortened(text: &str) -> String {
    let mut end = SHOWN.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let shown = text.get(..end).unwrap_or_default();
    match text.len() - end {
        0 => shown.to_owned(),
        more => format!("{shown}\nand {more} further bytes\n"),
    }
}
