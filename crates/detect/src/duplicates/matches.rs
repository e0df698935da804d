use super::marks::{Mark, Places};
use super::{LEAST_LINES, LEAST_TOKENS, WINDOW};

/// A stretch of a file that stands elsewhere too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    /// Number of the file.
    pub file: u32,
    /// Number of its first token.
    pub start: u32,
    /// Behind its last token.
    pub end: u32,
    pub first_line: u32,
    pub last_line: u32,
}

impl Stretch {
    /// From the first window of `marks` to the last one.
    fn of(marks: &[Mark]) -> Option<Self> {
        let (first, last) = (marks.first()?, marks.last()?);
        Some(Self {
            file: first.file,
            start: first.token,
            end: last.token + WINDOW as u32,
            first_line: first.first_line,
            last_line: last.last_line,
        })
    }

    pub fn tokens(&self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    pub fn lines(&self) -> u32 {
        self.last_line.saturating_sub(self.first_line) + 1
    }
}

/// Earlier places of a window that are compared: what stands oftener is compared with the first ones.
const MOST_COMPARED: usize = 32;

/// Pairs of equal stretches, the earlier one first. Each window is in one at most: as in LZ77, the longest earlier stretch
/// that begins like what comes next, the first of equals. None begins in a list.
pub(super) fn matches(marks: &[Mark]) -> Vec<(Stretch, Stretch)> {
    let places = Places::of(marks);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(mark) = marks.get(at) {
        if mark.is_list {
            at += 1;
            continue;
        }
        let earlier = places.with(mark.symbol).iter().map(|it| *it as usize).take_while(|it| *it < at);
        let mut longest = (0, 0);
        for other in earlier.take(MOST_COMPARED) {
            let length = common(marks, other, at);
            if length > longest.1 {
                longest = (other, length);
            }
        }
        let (other, length) = longest;
        let stretch = |from: usize| marks.get(from..from + length).and_then(Stretch::of);
        let pair = stretch(other).zip(stretch(at)).filter(|(one, other)| is_long(one) && is_long(other));
        at += if pair.is_some() { length } else { 1 };
        found.extend(pair);
    }
    found
}

fn is_long(stretch: &Stretch) -> bool {
    stretch.tokens() >= LEAST_TOKENS && stretch.lines() >= LEAST_LINES
}

/// How many marks from `one` and from `other` on, which stands behind it, are equal, without a gap between their windows, and
/// without reaching into each other.
fn common(marks: &[Mark], one: usize, other: usize) -> usize {
    let (start, behind) = (&marks[one], &marks[other]);
    let pairs = marks[one..].iter().zip(&marks[other..]);
    let mut last = (start.token, behind.token);
    let mut length = 0;
    for (a, b) in pairs {
        let in_files = a.file == start.file && b.file == behind.file;
        let reaches_in = a.file == b.file && a.token + WINDOW as u32 > behind.token;
        if !in_files || a.symbol != b.symbol || reaches_in {
            break;
        }
        let (step, same) = (a.token - last.0, b.token - last.1);
        if step != same || step > WINDOW as u32 {
            break;
        }
        last = (a.token, b.token);
        length += 1;
    }
    length
}
