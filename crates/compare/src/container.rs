//! What every container comes down to, whatever its format: members, what is said of each, and the bytes that belong
//! to none.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::rc::Rc;

use crate::content::Content;

/// A container that has been opened.
#[derive(Default)]
pub(crate) struct Container {
    /// In the order in which they stand in it.
    pub(crate) members: Vec<Member>,
    /// What the container says of itself.
    pub(crate) facts: Vec<Fact>,
    /// The bytes that are neither a member's content nor told as a fact, such as padding, in order.
    pub(crate) rest: Vec<Content>,
    /// Ranges that a documented rule sets aside.
    pub(crate) aside: Vec<Aside>,
    /// Checksums that do not fit. In the shipped one that is news; in the rebuilt one it is no matter if the shipped one
    /// has the right one there.
    pub(crate) wrong: Vec<Aside>,
    /// Whether the order of the members is part of what the container says.
    pub(crate) order_counts: bool,
}

/// A named thing in a container.
pub(crate) struct Member {
    /// Empty for the one content of a compressed stream, which needs no name.
    pub(crate) name: Vec<u8>,
    pub(crate) facts: Vec<Fact>,
    /// What follows from the content, such as sizes and checksums: compared only where the content is the same.
    pub(crate) sums: Vec<Fact>,
    pub(crate) body: Body,
    /// The rule under which all of its content may differ, or be on one side only: it is a signature.
    pub(crate) aside: Option<&'static str>,
}

/// A range that may differ without changing what the artefact does: a signature, or a checksum of the rest.
pub(crate) struct Aside {
    /// The rule, as `docs/equivalence.md` describes it.
    pub(crate) rule: &'static str,
    /// Which range of that rule it is.
    pub(crate) number: usize,
    /// Offset into the container, in bytes.
    pub(crate) offset: u64,
    pub(crate) content: Content,
}

/// What a member holds.
pub(crate) enum Body {
    /// It is a folder, a link or a device: all there is to say are facts.
    None,
    /// It lies in the container as it is.
    Plain(Content),
    /// It must be unpacked.
    Packed(Rc<dyn Packed>),
}

/// A member's content that has to be unpacked before it can be read.
pub(crate) trait Packed {
    /// The bytes as they lie in the container, and by which method they are packed: two members with the same of both
    /// have the same content, and need not be unpacked. None where that cannot be told.
    fn stored(&self) -> Option<(String, Vec<Content>)>;

    /// What else decides the content, but is packed together with other contents: it may differ where this one is the
    /// same.
    fn shared(&self) -> io::Result<Vec<Content>> {
        Ok(Vec::new())
    }

    /// Unpacks. An error of the stream means that it is damaged.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

/// One thing that a container says of itself or of a member, as the container has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) what: &'static str,
    pub(crate) value: String,
}

impl Fact {
    pub(crate) fn new(what: &'static str, value: impl ToString) -> Self {
        Self { what, value: value.to_string() }
    }

    /// Permission bits and the like, in octal.
    pub(crate) fn mode(mode: u64) -> Self {
        Self::new("mode", format!("{mode:04o}"))
    }

    /// What the upper bits of a mode say: the kind of the file, as inode(7) has them.
    pub(crate) fn kind(mode: u64) -> Self {
        let kind = match mode >> 12 {
            1 => "FIFO",
            2 => "character device",
            4 => "folder",
            6 => "block device",
            8 => "file",
            10 => "symbolic link",
            12 => "socket",
            other => return Self::new("type", format!("unknown ({other:o})")),
        };
        Self::new("type", kind)
    }

    /// Seconds since 1970.
    pub(crate) fn time(seconds: impl ToString) -> Self {
        Self::new("time", seconds)
    }
}

impl Member {
    pub(crate) fn plain(name: impl Into<Vec<u8>>, content: Content) -> Self {
        Self::of(name.into(), Body::Plain(content))
    }

    /// A folder, a link or a device.
    pub(crate) fn empty(name: impl Into<Vec<u8>>) -> Self {
        Self::of(name.into(), Body::None)
    }

    pub(crate) fn packed(name: impl Into<Vec<u8>>, packed: impl Packed + 'static) -> Self {
        Self::of(name.into(), Body::Packed(Rc::new(packed)))
    }

    fn of(name: Vec<u8>, body: Body) -> Self {
        Self { name, facts: Vec::new(), sums: Vec::new(), body, aside: None }
    }

    pub(crate) fn with(self, facts: Vec<Fact>) -> Self {
        Self { facts, ..self }
    }

    pub(crate) fn with_sums(self, sums: Vec<Fact>) -> Self {
        Self { sums, ..self }
    }
}

/// A member's name, and which of that name it is, from 0.
pub(crate) type Key<'a> = (&'a [u8], usize);

impl Container {
    /// Members by name; of several with one name, each has its number.
    pub(crate) fn by_name(&self) -> BTreeMap<Key<'_>, &Member> {
        let mut named = BTreeMap::new();
        let mut counts: BTreeMap<&[u8], usize> = BTreeMap::new();
        for member in &self.members {
            let count = counts.entry(&member.name).or_default();
            named.insert((member.name.as_slice(), *count), member);
            *count += 1;
        }
        named
    }
}

/// The stretches of `whole` that no range covers. Ranges may overlap, and reach behind its end.
pub(crate) fn rest_of(whole: &Content, mut covered: Vec<(u64, u64)>) -> Vec<Content> {
    covered.retain(|(start, end)| start < end);
    covered.sort_unstable();
    let mut rest = Vec::new();
    let mut at = 0;
    for (start, end) in covered.into_iter().chain([(whole.length(), whole.length())]) {
        let start = start.min(whole.length());
        if start > at {
            rest.extend(whole.part(at, start - at));
        }
        at = at.max(end);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_is_what_nothing_covers() {
        let whole = Content::of_bytes((0..30).collect());
        let rest = rest_of(&whole, vec![(20, 25), (10, 14), (12, 18), (28, 99), (29, 29)]);
        let rest: Vec<Vec<u8>> = rest.iter().map(|part| part.to_vec().unwrap()).collect();
        assert_eq!(rest, [(0..10).collect::<Vec<u8>>(), vec![18, 19], vec![25, 26, 27]]);
        assert!(rest_of(&whole, vec![(0, u64::MAX)]).is_empty());
    }
}
