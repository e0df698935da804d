//! Contents of files in Squashfs: blocks of their own, and an end in a block that several files share.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read};
use std::rc::Rc;

use banbury_evidence::Digest;

use super::super::blockwise::Blockwise;
use super::super::scan::Scan;
use super::inode;
use super::packing::Packing;
use crate::container::{Packed, rest_of};
use crate::content::Content;

/// Set in a length where the block is stored as it is.
const AS_IT_IS: u32 = 1 << 24;

/// Shared blocks that are kept unpacked. Files that share one mostly stand together.
const KEPT: usize = 8;

/// Bytes of shared blocks that are unpacked: this much for any image, and so many times its size on top.
const UNPACKED: u64 = 1 << 30;
const RATIO: u64 = 64;

/// What all contents of an image stand on.
pub(super) struct Image {
    pub(super) content: Content,
    pub(super) packing: Packing,
    pub(super) block_size: u32,
    /// Where each shared block stands, how long it is, and four unused bytes.
    fragments: Content,
    kept: RefCell<VecDeque<(u32, Rc<Fragment>)>>,
    digests: RefCell<BTreeMap<u32, Digest>>,
    left: Cell<u64>,
}

/// A block that several files share, unpacked, and what is stored behind its end.
struct Fragment {
    block: Vec<u8>,
    behind: Vec<u8>,
}

impl Image {
    pub(super) fn new(content: &Content, packing: Packing, block_size: u32, fragments: Content) -> Self {
        let left = Cell::new(content.length().saturating_mul(RATIO).saturating_add(UNPACKED));
        let (kept, digests) = (RefCell::default(), RefCell::default());
        Self { content: content.clone(), packing, block_size, fragments, kept, digests, left }
    }

    /// Where a shared block stands, its length with the flag, and a field without use.
    pub(super) fn fragment_at(&self, number: u32) -> io::Result<(u64, u32, u32)> {
        let mut fields = Scan::at(&self.fragments, 16 * u64::from(number));
        Ok((fields.u64()?, fields.u32()?, fields.u32()?))
    }

    /// A block as it is stored.
    fn stored(&self, start: u64, length: u32) -> io::Result<Content> {
        let stored =
            self.content.part(start, stored_length(length)).filter(|stored| stored.length() <= self.block_size.into());
        stored.ok_or_else(|| io::Error::other("a block is too long, or not in the image"))
    }

    fn block(&self, start: u64, length: u32, most: u32) -> io::Result<(Vec<u8>, usize)> {
        let stored = self.stored(start, length)?.to_vec()?;
        match length & AS_IT_IS {
            0 => self.packing.unpack(&stored, most as usize),
            _ => Ok((stored, 0)),
        }
    }

    fn fragment(&self, number: u32) -> io::Result<Rc<Fragment>> {
        let mut kept = self.kept.borrow_mut();
        if let Some((_, fragment)) = kept.iter().find(|(other, _)| *other == number) {
            return Ok(fragment.clone());
        }
        let left = self.left.get().checked_sub(self.block_size.into());
        self.left.set(left.ok_or_else(|| io::Error::other("its shared blocks unpack to too much"))?);
        let (start, length, _) = self.fragment_at(number)?;
        let (block, behind) = self.block(start, length, self.block_size)?;
        let behind = self.stored(start, length)?.from(stored_length(length) - behind as u64).to_vec()?;
        let fragment = Rc::new(Fragment { block, behind });
        kept.truncate(KEPT - 1);
        kept.push_front((number, fragment.clone()));
        Ok(fragment)
    }

    /// Of a shared block as it is stored: read once, however many files share it.
    fn digest(&self, number: u32) -> io::Result<Digest> {
        if let Some(digest) = self.digests.borrow().get(&number) {
            return Ok(*digest);
        }
        let (start, length, _) = self.fragment_at(number)?;
        let mut stored = self.stored(start, length)?.to_vec()?;
        stored.extend(length.to_le_bytes());
        let digest = Digest::of(&stored);
        self.digests.borrow_mut().insert(number, digest);
        Ok(digest)
    }
}

/// How many bytes a block takes.
pub(super) fn stored_length(length: u32) -> u64 {
    u64::from(length & !AS_IT_IS)
}

/// The content of one file.
pub(super) struct File {
    pub(super) image: Rc<Image>,
    pub(super) inode: inode::File,
    /// Bytes that its own blocks take.
    pub(super) stored: u64,
}

impl Packed for File {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        let method = format!("{}, blocks of {} bytes", self.image.packing.name(), self.image.block_size);
        let blocks = self.image.content.part(self.inode.start, self.stored)?;
        Some((method, vec![self.inode.blocks.clone(), blocks]))
    }

    fn shared(&self) -> io::Result<Vec<Content>> {
        let mut shared = self.inode.size.to_le_bytes().to_vec();
        if let Some((number, offset)) = self.inode.fragment {
            shared.extend(self.image.digest(number)?.to_string().bytes());
            shared.extend(offset.to_le_bytes());
        }
        Ok(vec![Content::of_bytes(shared)])
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let lengths = self.inode.blocks.reader();
        Ok(Box::new(Blockwise::new(Blocks {
            file: self,
            lengths: io::BufReader::new(lengths),
            at: self.inode.start,
            left: self.inode.size,
        })))
    }
}

/// Unpacks a file block by block.
struct Blocks<'a> {
    file: &'a File,
    lengths: io::BufReader<crate::content::Reader>,
    at: u64,
    left: u64,
}

impl Iterator for Blocks<'_> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.left > 0).then(|| self.unpack())
    }
}

impl Blocks<'_> {
    /// The next block.
    fn unpack(&mut self) -> io::Result<Vec<u8>> {
        let image = &self.file.image;
        let expected = u32::try_from(self.left).map_or(image.block_size, |left| left.min(image.block_size));
        let mut length = [0; 4];
        let block =
            match (self.lengths.read_exact(&mut length).map(|()| u32::from_le_bytes(length)), self.file.inode.fragment)
            {
                (Ok(0), _) => vec![0; expected as usize],
                (Ok(length), _) => {
                    let (block, behind) = image.block(self.at, length, expected)?;
                    if behind > 0 {
                        return Err(io::Error::other("something stands behind the packed data of a block"));
                    }
                    self.at += stored_length(length);
                    block
                }
                (Err(_), Some((number, offset))) => {
                    let fragment = image.fragment(number)?;
                    let end = (offset as usize).saturating_add(expected as usize);
                    fragment.block.get(offset as usize..end).unwrap_or_default().to_vec()
                }
                (Err(error), None) => return Err(error),
            };
        if block.len() != expected as usize {
            return Err(io::Error::other("a block is shorter than its file says"));
        }
        self.left -= u64::from(expected);
        Ok(block)
    }
}

/// What a shared block holds beside the ends of files.
pub(super) struct Slack {
    pub(super) image: Rc<Image>,
    pub(super) number: u32,
    /// The ranges that belong to files.
    pub(super) used: Vec<(u64, u64)>,
}

/// All of it is shared: how it is packed is no news, as it follows from the files.
impl Packed for Slack {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        Some((String::new(), Vec::new()))
    }

    fn shared(&self) -> io::Result<Vec<Content>> {
        let used: Vec<u8> =
            self.used.iter().flat_map(|(start, end)| [start.to_le_bytes(), end.to_le_bytes()].concat()).collect();
        let digest = self.image.digest(self.number)?.to_string().into_bytes();
        Ok(vec![Content::of_bytes(used), Content::of_bytes(digest)])
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let fragment = self.image.fragment(self.number)?;
        let behind = fragment.behind.clone();
        let block = Content::of_bytes(fragment.block.clone());
        let mut slack = Vec::new();
        for part in rest_of(&block, self.used.clone()) {
            slack.extend(part.to_vec()?);
        }
        Ok(Box::new(io::Cursor::new(slack).chain(io::Cursor::new(behind))))
    }
}
