//! What file systems for flash memory have in common: nodes, each with a piece of a file, an inode or a name.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use banbury_evidence::DropPath;
use flate2::bufread::{DeflateDecoder, ZlibDecoder};

use super::lzo;
use crate::budget::Budget;
use crate::container::{Body, Fact, Member, Packed};
use crate::content::Content;
use crate::fault::Fault;

/// The longest piece of a file, in bytes.
pub(super) const PIECE: u32 = 64 << 10;

/// What is known of the files of a file system.
#[derive(Default)]
pub(super) struct Files {
    pub(super) inodes: BTreeMap<u64, Inode>,
    /// Names in folders, and what they are of.
    pub(super) names: BTreeMap<u64, BTreeMap<Vec<u8>, Name>>,
}

pub(super) struct Name {
    pub(super) inode: u64,
    pub(super) facts: Vec<Fact>,
}

#[derive(Default)]
pub(super) struct Inode {
    /// As `stat` has it.
    pub(super) mode: u32,
    pub(super) facts: Vec<Fact>,
    pub(super) size: u64,
    /// By their place in the file.
    pub(super) pieces: BTreeMap<u64, Piece>,
    pub(super) link: Vec<u8>,
}

/// A piece of a file.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) length: u32,
    pub(super) method: Method,
    pub(super) data: Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Method {
    Stored,
    Zeros,
    Lzo,
    Deflate,
    Zlib,
    Zstd,
    Rtime,
}

impl Inode {
    fn is(&self, kind: u32) -> bool {
        self.mode & 0o170_000 == kind
    }

    /// Any number of names may be of one inode, and each member says all of it.
    fn member(&self, name: Vec<u8>, file: Option<&Rc<File>>, budget: &mut Budget) -> Result<Member, Fault> {
        let mut facts = vec![
            Fact::mode((self.mode & 0o7777).into()),
            Fact::kind(self.mode.into()),
            Fact::new("link target", DropPath::from_bytes(&self.link)),
        ];
        facts.extend(self.facts.iter().cloned());
        budget.keep(facts.iter().map(|fact| fact.value.len() as u64).sum())?;
        let body = file.map_or(Body::None, |file| Body::Packed(file.clone()));
        Ok(Member { name, facts, sums: Vec::new(), body, aside: None })
    }
}

impl Files {
    /// A member for each name, in order, and for each inode that has none.
    pub(super) fn members(mut self, root: u64, budget: &mut Budget) -> Result<Vec<Member>, Fault> {
        let mut files = BTreeMap::new();
        for (number, inode) in &mut self.inodes {
            if inode.is(0o100_000) || !inode.pieces.is_empty() {
                let pieces = std::mem::take(&mut inode.pieces);
                files.insert(*number, Rc::new(File { size: inode.size, pieces }));
            }
        }
        let mut members = Vec::new();
        let mut named = BTreeSet::new();
        let mut folders = BTreeSet::from([root]);
        let mut open = vec![(root, Vec::new())];
        if let Some(inode) = self.inodes.get(&root) {
            named.insert(root);
            budget.member(b"/")?;
            members.push(inode.member(b"/".to_vec(), None, budget)?);
        }
        while let Some((folder, path)) = open.pop() {
            for (name, Name { inode: number, mut facts }) in self.names.remove(&folder).unwrap_or_default() {
                let path = if path.is_empty() { name } else { [path.as_slice(), b"/", &name].concat() };
                budget.member(&path)?;
                named.insert(number);
                let Some(inode) = self.inodes.get(&number) else {
                    facts.push(Fact::new("type", "a name of nothing"));
                    members.push(Member::empty(path).with(facts));
                    continue;
                };
                let mut member = inode.member(path.clone(), files.get(&number), budget)?;
                member.facts.extend(facts);
                members.push(member);
                if self.names.contains_key(&number) || inode.is(0o040_000) {
                    if !folders.insert(number) {
                        return Err(Fault::damaged("a folder has two names"));
                    }
                    open.push((number, path));
                }
            }
        }
        for (number, inode) in self.inodes.iter().filter(|(number, _)| !named.contains(number)) {
            let name = format!("(inode {number}, which has no name)").into_bytes();
            budget.member(&name)?;
            members.push(inode.member(name, files.get(number), budget)?);
        }
        if !self.names.is_empty() {
            return Err(Fault::damaged("a name stands in a folder that has none"));
        }
        Ok(members)
    }
}

/// The content of a file.
struct File {
    size: u64,
    pieces: BTreeMap<u64, Piece>,
}

impl Packed for File {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        let methods: BTreeSet<Method> = self.pieces.values().map(|piece| piece.method).collect();
        let names: Vec<String> = methods.iter().map(|method| format!("{method:?}").to_lowercase()).collect();
        let mut places = self.size.to_be_bytes().to_vec();
        for (at, piece) in &self.pieces {
            places.extend(at.to_be_bytes());
            places.extend(piece.length.to_be_bytes());
            places.extend(piece.data.length().to_be_bytes());
            places.push(piece.method as u8);
        }
        let data = self.pieces.values().map(|piece| piece.data.clone());
        Some((names.join(", "), [Content::of_bytes(places)].into_iter().chain(data).collect()))
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Unpacked {
            pieces: self.pieces.iter(),
            next: None,
            current: Cursor::default(),
            at: 0,
            size: self.size,
        }))
    }
}

struct Unpacked<'a> {
    pieces: std::collections::btree_map::Iter<'a, u64, Piece>,
    next: Option<(u64, Vec<u8>)>,
    current: Cursor<Vec<u8>>,
    at: u64,
    size: u64,
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let left = usize::try_from(self.size - self.at).unwrap_or(usize::MAX).min(buffer.len());
            let Some(buffer) = buffer.get_mut(..left).filter(|buffer| !buffer.is_empty()) else { return Ok(0) };
            let length = self.current.read(buffer)?;
            if length > 0 {
                self.at += length as u64;
                return Ok(length);
            }
            if self.next.is_none() {
                self.next =
                    self.pieces.next().map(|(at, piece)| Ok::<_, io::Error>((*at, piece.unpack()?))).transpose()?;
            }
            match self.next.take() {
                Some((at, bytes)) if at == self.at => self.current = Cursor::new(bytes),
                Some((at, _)) if at < self.at => return Err(io::Error::other("pieces of it overlap")),
                next => {
                    // Nothing was ever written there.
                    let hole = next.as_ref().map_or(self.size, |(at, _)| *at).min(self.size) - self.at;
                    self.next = next;
                    let length = buffer.len().min(usize::try_from(hole).unwrap_or(usize::MAX));
                    buffer.iter_mut().take(length).for_each(|byte| *byte = 0);
                    self.at += length as u64;
                    return Ok(length);
                }
            }
        }
    }
}

impl Piece {
    fn unpack(&self) -> io::Result<Vec<u8>> {
        let size = self.length as usize;
        if self.length > PIECE || self.data.length() > 2 * u64::from(PIECE) {
            return Err(io::Error::other("a piece of it is too long"));
        }
        let packed = self.data.to_vec()?;
        let packed = packed.as_slice();
        let bytes = match self.method {
            Method::Stored => packed.to_owned(),
            Method::Zeros => vec![0; size],
            Method::Lzo => lzo::unpack(packed, size).ok_or_else(|| io::Error::other("LZO data is damaged"))?,
            Method::Deflate => whole(DeflateDecoder::new(packed), size, |decoder| decoder.into_inner().is_empty())?,
            Method::Zlib => whole(ZlibDecoder::new(packed), size, |decoder| decoder.into_inner().is_empty())?,
            Method::Zstd => {
                let decoder = zstd::stream::read::Decoder::with_buffer(packed)?.single_frame();
                whole(decoder, size, |decoder| decoder.finish().is_empty())?
            }
            Method::Rtime => rtime(packed, size).ok_or_else(|| io::Error::other("rtime data is damaged"))?,
        };
        if bytes.len() != size {
            return Err(io::Error::other("a piece of it has another size than it claims"));
        }
        Ok(bytes)
    }
}

/// All that a decoder gives, which must be all there is to read.
fn whole<D: Read>(mut decoder: D, size: usize, at_end: impl Fn(D) -> bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    decoder.by_ref().take(size as u64 + 1).read_to_end(&mut bytes)?;
    match at_end(decoder) {
        true => Ok(bytes),
        false => Err(io::Error::other("something stands behind the packed data of a piece")),
    }
}

/// JFFS2's own method: each byte comes with how many bytes follow that followed it where it stood last.
fn rtime(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut last = [0_usize; 256];
    let mut bytes: Vec<u8> = Vec::with_capacity(size);
    for pair in packed.chunks(2) {
        let [byte, repeat] = pair else { return None };
        if bytes.len() >= size {
            return None;
        }
        bytes.push(*byte);
        let place = last.get_mut(usize::from(*byte))?;
        let from = std::mem::replace(place, bytes.len());
        if usize::from(*repeat) > size - bytes.len() {
            return None;
        }
        for at in from..from + usize::from(*repeat) {
            let byte = *bytes.get(at)?;
            bytes.push(byte);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_inode_says_is_not_multiplied_by_its_names_without_end() {
        let files = |names: u32| {
            let inode = Inode { mode: 0o120_777, link: vec![b'a'; 64 << 10], ..Inode::default() };
            let name = |number: u32| (number.to_string().into_bytes(), Name { inode: 2, facts: Vec::new() });
            Files { inodes: BTreeMap::from([(2, inode)]), names: BTreeMap::from([(1, (0..names).map(name).collect())]) }
        };
        assert_eq!(files(100).members(1, &mut Budget::of(0)).unwrap().len(), 100);
        let mut budget = Budget::of(0);
        while budget.keep(1 << 20).is_ok() {}
        assert!(matches!(files(100).members(1, &mut budget), Err(Fault::Limit(_))));
    }
}
