//! A header of an RPM package: an index of tags, and a store of their values. All numbers are big endian.

use banbury_evidence::{Digest, DropPath};

use super::tags;
use crate::budget::Budget;
use crate::container::{Fact, Member};
use crate::content::Content;
use crate::fault::Fault;

/// With the version behind it.
pub(super) const MAGIC: [u8; 4] = [0x8e, 0xad, 0xe8, 1];

/// Lengths of the part before the index, and of an entry of it.
const PREFACE: u64 = 16;
const ENTRY: u64 = 16;

/// As RPM bounds them.
const TAGS: u32 = 1 << 16;
const STORE: u32 = 256 << 20;

/// Values start at a multiple of their width, which is 8 bytes at most.
const GAP: u64 = 8;

pub(super) struct Header {
    pub(super) start: u64,
    store: u64,
    pub(super) end: u64,
    pub(super) tags: Vec<Tag>,
}

/// One entry of the index.
pub(super) struct Tag {
    pub(super) number: u32,
    pub(super) kind: u32,
    pub(super) count: u32,
    /// Where its value stands in the package.
    pub(super) start: u64,
    pub(super) length: u64,
}

impl Header {
    pub(super) fn read(content: &Content, start: u64, budget: &mut Budget) -> Result<Self, Fault> {
        if !content.has_at(start, &MAGIC) {
            return Err(Fault::damaged("no header where one should begin"));
        }
        let word = |at: u64| content.array_at(at).map(u32::from_be_bytes);
        let (count, size) = (word(start + 8)?, word(start + 12)?);
        if count > TAGS || size > STORE {
            return Err(Fault::damaged("a header is too long"));
        }
        let store = start + PREFACE + ENTRY * u64::from(count);
        let end = store + u64::from(size);
        if end > content.length() {
            return Err(Fault::damaged("a header reaches behind the end"));
        }
        let mut tags = Vec::new();
        for entry in (0..u64::from(count)).map(|number| start + PREFACE + ENTRY * number) {
            let (number, kind, offset, count) = (word(entry)?, word(entry + 4)?, word(entry + 8)?, word(entry + 12)?);
            let start = store + u64::from(offset);
            let room = end.checked_sub(start).and_then(|room| content.part(start, room));
            let room = room.ok_or_else(|| Fault::damaged("a tag points behind the end of its header"))?;
            let length = length(&room, kind, count, budget)?;
            tags.push(Tag { number, kind, count, start, length });
        }
        Ok(Self { start, store, end, tags })
    }

    /// The ranges that its tags tell of. Where in the store a value stands says nothing.
    pub(super) fn covered(&self, content: &Content) -> Result<Vec<(u64, u64)>, Fault> {
        let mut covered = vec![(self.start, self.start + 4), (self.start + 8, self.store)];
        covered.extend(self.tags.iter().map(|tag| (tag.start, tag.start + tag.length)));
        let mut values: Vec<(u64, u64)> = covered.clone();
        values.push((self.end, self.end));
        values.sort_unstable();
        let mut at = self.store;
        for (start, end) in values {
            // Between two values, zeros bring the second one to its place.
            if start > at
                && start - at < GAP
                && content.bytes_at(at, (start - at) as usize)?.iter().all(|byte| *byte == 0)
            {
                covered.push((at, start));
            }
            at = at.max(end);
        }
        Ok(covered)
    }

    /// Where in the store the values stand: that says nothing where one follows the other, with the region's at the end.
    pub(super) fn layout(&self) -> String {
        let (region, others): (Vec<&Tag>, Vec<&Tag>) = self.tags.iter().partition(|tag| tags::is_region(tag.number));
        let mut at = self.store;
        let is_usual = others.into_iter().chain(region).all(|tag| {
            let width = width(tag.kind).unwrap_or(1).max(1);
            let start = (at - self.store).next_multiple_of(width) + self.store;
            at = start + tag.length;
            tag.start == start
        });
        match is_usual {
            true => "usual".to_owned(),
            false => {
                let places: Vec<u8> = self.tags.iter().flat_map(|tag| (tag.start - self.store).to_be_bytes()).collect();
                Digest::of(&places).to_string()
            }
        }
    }

    /// Whether a tag of a region says no more than that all the tags belong to it.
    pub(super) fn is_region(&self, tag: &Tag, value: &Content) -> Result<bool, Fault> {
        let offset = u32::try_from(ENTRY * self.tags.len() as u64).unwrap_or(0).wrapping_neg();
        let expected = [tag.number, 7, offset, 16].map(u32::to_be_bytes).concat();
        Ok(tag.kind == 7 && tag.count == 16 && value.to_vec()? == expected)
    }
}

/// How many bytes a number of a type has, or a character.
fn width(kind: u32) -> Option<u64> {
    match kind {
        0 => Some(0),
        1 | 2 | 6..=9 => Some(1),
        3 => Some(2),
        4 => Some(4),
        5 => Some(8),
        _ => None,
    }
}

/// How long a value is, that stands at the beginning of `room`.
fn length(room: &Content, kind: u32, count: u32, budget: &mut Budget) -> Result<u64, Fault> {
    if matches!(kind, 6 | 8 | 9) {
        return strings(room, count, budget);
    }
    let width = width(kind).ok_or_else(|| Fault::Unsupported(format!("an RPM tag of type {kind}")))?;
    let length = width * u64::from(count);
    match length <= room.length() {
        true => Ok(length),
        false => Err(Fault::damaged("a tag reaches behind the end of its header")),
    }
}

/// The length of so many strings, with the zero at the end of each.
fn strings(room: &Content, count: u32, budget: &mut Budget) -> Result<u64, Fault> {
    use std::io::{BufRead, BufReader};
    let mut reader = BufReader::with_capacity(512, room.reader());
    let mut length = 0;
    for _ in 0..count {
        let more = reader.skip_until(0)?;
        if more == 0 {
            return Err(Fault::damaged("a text reaches behind the end of its header"));
        }
        length += more as u64;
    }
    // Those of many tags may lie upon each other.
    budget.compared(length)?;
    match length <= room.length() {
        true => Ok(length),
        false => Err(Fault::damaged("a text reaches behind the end of its header")),
    }
}

impl Tag {
    pub(super) fn content(&self, package: &Content) -> Result<Content, Fault> {
        package.part(self.start, self.length).ok_or_else(|| Fault::damaged("a tag reaches behind the end"))
    }

    /// Whether it is one value of a type.
    pub(super) fn is(&self, kind: u32) -> bool {
        (self.kind, self.count) == (kind, 1)
    }

    /// A value as it is shown in one line.
    pub(super) fn text(&self, value: &Content) -> Result<String, Fault> {
        let lines = self.lines(value)?.to_vec()?;
        Ok(DropPath::from_bytes(lines.strip_suffix(b"\n").unwrap_or(&lines)).to_string())
    }

    /// How many times longer than its value [`Self::lines`] may be; 0 where nothing new is made.
    fn growth(&self) -> u64 {
        match self.kind {
            2..=5 => 4,
            8 => 2,
            _ => 0,
        }
    }

    /// Numbers and lists of texts, one a line; other values as they are.
    fn lines(&self, value: &Content) -> Result<Content, Fault> {
        match self.kind {
            2..=5 => {}
            8 => {
                let mut lines = Vec::new();
                for byte in value.to_vec()? {
                    match byte {
                        0 => lines.push(b'\n'),
                        b'\n' => lines.extend(b"\\n"),
                        b'\\' => lines.extend(b"\\\\"),
                        _ => lines.push(byte),
                    }
                }
                return Ok(Content::of_bytes(lines));
            }
            6 | 9 if self.count == 1 => {
                return Ok(value.part(0, self.length.saturating_sub(1)).unwrap_or_else(|| value.clone()));
            }
            _ => return Ok(value.clone()),
        }
        let mut lines = String::new();
        for number in value.to_vec()?.chunks_exact(width(self.kind).unwrap_or(1) as usize) {
            let number = number.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
            lines.push_str(&format!("{number}\n"));
        }
        Ok(Content::of_bytes(lines.into_bytes()))
    }

    pub(super) fn member(&self, word: &str, package: &Content, budget: &mut Budget) -> Result<Member, Fault> {
        let name = match tags::name(self.number) {
            Some(name) if word == "tag" => format!("{word} {} ({name})", self.number),
            _ => format!("{word} {}", self.number),
        };
        budget.member(name.as_bytes())?;
        let value = self.content(package)?;
        // Many tags may point to the same value.
        budget.keep(value.length().saturating_mul(self.growth()))?;
        let facts = vec![Fact::new("type", self.kind), Fact::new("count", self.count)];
        Ok(Member::plain(name, self.lines(&value)?).with(facts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_many_tags_that_lie_upon_each_other_are_read_only_so_often() {
        let mut store = vec![b'a'; 64 << 10];
        store.push(0);
        let tags: Vec<u8> = (0..50).flat_map(|_| [1000, 6, 0, 1].map(u32::to_be_bytes).concat()).collect();
        let lengths = [50, store.len() as u32].map(u32::to_be_bytes).concat();
        let header = Content::of_bytes([&MAGIC, [0; 4].as_slice(), &lengths, &tags, &store].concat());
        let mut budget = Budget::of(0);
        assert_eq!(Header::read(&header, 0, &mut budget).unwrap().tags.len(), 50);
        while budget.compared(1 << 20).is_ok() {}
        assert!(matches!(Header::read(&header, 0, &mut budget), Err(Fault::Limit(_))));
    }
}
