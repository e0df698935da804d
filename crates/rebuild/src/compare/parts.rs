//! Compares two files part by part: sections, members, and the bytes that belong to none.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};

use banbury_evidence::DropPath;

use super::{Cursor, Differences, bytes};

/// Where the parts of a file lie.
pub(super) struct Layout {
    /// `section` or `member`.
    pub(super) part_word: &'static str,
    /// What the bytes are that belong to no part.
    rest_words: &'static str,
    parts: Vec<Part>,
    length: u64,
}

/// A stretch of a file that has a name.
pub(super) struct Part {
    name: Vec<u8>,
    offset: u64,
    size: u64,
    /// What the file says of it, by the name of the field.
    metadata: Vec<(&'static str, String)>,
}

impl Part {
    pub(super) fn new(name: &[u8], offset: u64, size: u64) -> Self {
        Self { name: name.to_owned(), offset, size, metadata: Vec::new() }
    }

    pub(super) fn with(self, metadata: Vec<(&'static str, String)>) -> Self {
        Self { metadata, ..self }
    }

    fn end(&self) -> u64 {
        self.offset.saturating_add(self.size)
    }
}

impl Layout {
    pub(super) fn elf(parts: Vec<Part>, length: u64) -> Self {
        let rest_words = "headers, tables of headers, padding and data outside of all sections";
        Self { part_word: "section", rest_words, parts, length }
    }

    pub(super) fn ar(parts: Vec<Part>, length: u64) -> Self {
        let rest_words = "member headers, symbol and name tables, padding and data outside of all members";
        Self { part_word: "member", rest_words, parts, length }
    }

    /// Whether all parts lie inside the file, and not so much upon each other that reading each would take
    /// quadratic time.
    pub(super) fn is_honest(&self) -> bool {
        let total = self.parts.iter().fold(0u64, |sum, part| sum.saturating_add(part.size));
        total / 4 <= self.length && self.parts.iter().all(|part| part.end() <= self.length)
    }

    /// Parts by name; of several with one name, each has its number, from 0.
    fn by_name(&self) -> BTreeMap<(&[u8], usize), &Part> {
        let mut named: BTreeMap<(&[u8], usize), &Part> = BTreeMap::new();
        let mut counts: BTreeMap<&[u8], usize> = BTreeMap::new();
        for part in &self.parts {
            let count = counts.entry(&part.name).or_default();
            named.insert((&part.name, *count), part);
            *count += 1;
        }
        named
    }

    /// The stretches that belong to no part, in order.
    fn rest(&self) -> Vec<(u64, u64)> {
        let mut taken: Vec<(u64, u64)> =
            self.parts.iter().filter(|part| part.size > 0).map(|part| (part.offset, part.end())).collect();
        taken.sort_unstable();
        let mut rest = Vec::new();
        let mut at = 0;
        for (start, end) in taken {
            if start > at {
                rest.push((at, start));
            }
            at = at.max(end);
        }
        if at < self.length {
            rest.push((at, self.length));
        }
        rest
    }
}

/// Says which parts of the two files differ, which only one of them has, and whether the rest differs.
pub(super) fn compare(shipped: (&File, &Layout), rebuilt: (&File, &Layout), found: &mut Differences) -> io::Result<()> {
    let ((their_file, theirs), (our_file, ours)) = (shipped, rebuilt);
    let word = theirs.part_word;
    let (their_parts, our_parts) = (theirs.by_name(), ours.by_name());
    for (key, their_part) in &their_parts {
        match our_parts.get(key) {
            Some(our_part) => {
                for ((field, their_value), (_, our_value)) in their_part.metadata.iter().zip(&our_part.metadata) {
                    if their_value != our_value {
                        let detail = format!("{field}: {their_value} shipped, {our_value} rebuilt");
                        found.add(place(word, *key), detail);
                    }
                }
                if let Some(difference) =
                    bytes::compare(&mut stretch(their_file, their_part), &mut stretch(our_file, our_part))?
                {
                    found.add(place(word, *key), difference.summary());
                }
            }
            None => found.add(place(word, *key), "only in the shipped file"),
        }
    }
    for key in our_parts.keys().filter(|key| !their_parts.contains_key(*key)) {
        found.add(place(word, *key), "only in the rebuilt file");
    }
    let in_both = |layout: &Layout, other: &BTreeMap<(&[u8], usize), &Part>| -> Vec<Vec<u8>> {
        let names = layout.parts.iter().filter(|part| other.contains_key(&(part.name.as_slice(), 0)));
        names.map(|part| part.name.clone()).collect()
    };
    if in_both(theirs, &our_parts) != in_both(ours, &their_parts) {
        found.add("order", format!("the {word}s that both have stand in another order"));
    }
    let (their_rest, our_rest) = (theirs.rest(), ours.rest());
    let difference =
        bytes::compare(&mut Stretches::new(their_file, &their_rest), &mut Stretches::new(our_file, &our_rest))?;
    if let Some(difference) = difference {
        let first = file_offset(&their_rest, difference.first())
            .map_or("behind the end of the shipped file".to_owned(), |offset| {
                format!("at {offset:#x} of the shipped file")
            });
        let sizes = bytes::sizes(difference.shipped_size, difference.rebuilt_size);
        let detail =
            format!("{}: {}, the first {first}; {sizes}", theirs.rest_words, bytes::differ(difference.differing));
        found.add(format!("outside of {word}s"), detail);
    }
    Ok(())
}

fn place(word: &str, (name, number): (&[u8], usize)) -> String {
    let name = DropPath::from_bytes(name);
    match number {
        0 => format!("{word} {name}"),
        _ => format!("{word} {name} (number {} of that name)", number + 1),
    }
}

fn stretch<'a>(file: &'a File, part: &Part) -> impl Read + use<'a> {
    Cursor { file, offset: part.offset }.take(part.size)
}

/// Where the byte at `at` of the joined stretches stands in the file.
fn file_offset(stretches: &[(u64, u64)], mut at: u64) -> Option<u64> {
    for (start, end) in stretches {
        if at < end - start {
            return Some(start + at);
        }
        at -= end - start;
    }
    None
}

/// Several stretches of a file, read as one.
struct Stretches<'a> {
    file: &'a File,
    rest: std::slice::Iter<'a, (u64, u64)>,
    current: io::Take<Cursor<'a>>,
}

impl<'a> Stretches<'a> {
    fn new(file: &'a File, stretches: &'a [(u64, u64)]) -> Self {
        Self { file, rest: stretches.iter(), current: Cursor::from_start(file).take(0) }
    }
}

impl Read for Stretches<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.current.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            match self.rest.next() {
                Some((start, end)) => self.current = Cursor { file: self.file, offset: *start }.take(end - start),
                None => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_is_what_no_part_covers() {
        let part = |offset, size| Part::new(b"p", offset, size);
        let layout = Layout::elf(vec![part(20, 5), part(10, 4), part(12, 6), part(99, 0)], 30);
        assert_eq!(layout.rest(), [(0, 10), (18, 20), (25, 30)]);
        assert_eq!(file_offset(&layout.rest(), 11), Some(19));
        assert_eq!(file_offset(&layout.rest(), 17), None);
    }

    #[test]
    fn parts_outside_or_upon_each_other_are_not_believed() {
        let part = |offset, size| Part::new(b"p", offset, size);
        assert!(Layout::elf(vec![part(0, 30), part(5, 5)], 30).is_honest());
        assert!(!Layout::elf(vec![part(u64::MAX, 30)], 30).is_honest());
        assert!(!Layout::elf((0..10).map(|_| part(0, 30)).collect(), 30).is_honest());
    }
}
