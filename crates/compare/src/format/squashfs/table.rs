//! Metadata of Squashfs: blocks of up to 8 KiB, each after its length, that make up one table.

use std::io;

use super::super::blockwise::Blockwise;
use super::packing::Packing;
use crate::budget::Budget;
use crate::container::rest_of;
use crate::content::Content;
use crate::fault::Fault;

/// Unpacked length of every block but a table's last.
const BLOCK: usize = 8 << 10;

/// Set in a length where the block is stored as it is.
const AS_IT_IS: u16 = 0x8000;

/// A table, unpacked.
pub(super) struct Table {
    pub(super) content: Content,
    /// Where each block stands in the image, from the table's start, and where in `content`.
    blocks: Vec<(u64, u64)>,
    /// Stored bytes that no decoder reads.
    pub(super) behind: Vec<Content>,
    /// What has been read of it.
    read: Vec<(u64, u64)>,
}

impl Table {
    /// The blocks from `start` to `end`.
    pub(super) fn read(
        image: &Content,
        packing: Packing,
        (start, end): (u64, u64),
        budget: &mut Budget,
    ) -> Result<Self, Fault> {
        let packed = end.checked_sub(start).and_then(|length| image.part(start, length));
        let packed = packed.ok_or_else(|| Fault::damaged("a table does not lie in the image"))?;
        let blocks = Blocks { packed, packing, at: 0, unpacked: 0, blocks: Vec::new(), behind: Vec::new() };
        let mut unpacking = Blockwise::new(blocks);
        let content = budget.unpack(&mut unpacking)?;
        let blocks = unpacking.blocks;
        Ok(Self { content, blocks: blocks.blocks, behind: blocks.behind, read: Vec::new() })
    }

    /// A table of `length` bytes, whose blocks stand right before the list of where they stand, at `list`. Also gives
    /// where its first block begins.
    pub(super) fn listed(
        image: &Content,
        packing: Packing,
        (list, length): (u64, u64),
        budget: &mut Budget,
    ) -> Result<(Self, u64), Fault> {
        let first = match length {
            0 => list,
            _ => u64::from_le_bytes(image.array_at(list)?),
        };
        let table = Self::read(image, packing, (first, list), budget)?;
        table.check(image, (list, first), length)?;
        Ok((table, first))
    }

    /// Whether the table, which begins at `first`, has `length` bytes and is what the list of its blocks says.
    pub(super) fn check(&self, image: &Content, (list, first): (u64, u64), length: u64) -> Result<(), Fault> {
        let count = length.div_ceil(BLOCK as u64);
        if self.blocks.len() as u64 != count || self.content.length() < length {
            return Err(Fault::damaged("a table is longer or shorter than it claims"));
        }
        for (number, (at, _)) in (0..).zip(&self.blocks) {
            if image.array_at(list + 8 * number).map(u64::from_le_bytes)? != first + at {
                return Err(Fault::Unsupported("the blocks of a table are scattered".to_owned()));
            }
        }
        Ok(())
    }

    /// Length of the list of its blocks.
    pub(super) fn list_length(&self) -> u64 {
        8 * self.blocks.len() as u64
    }

    /// Where in [`Self::content`] stands what is `offset` into the block that begins at `block`.
    pub(super) fn place(&self, block: u64, offset: u64) -> Result<u64, Fault> {
        let found =
            self.blocks.binary_search_by_key(&block, |(at, _)| *at).ok().and_then(|index| self.blocks.get(index));
        let (_, start) = found.ok_or_else(|| Fault::damaged("it points to where no block begins"))?;
        Ok(start + offset)
    }

    /// Notes that a range of [`Self::content`] is told.
    pub(super) fn told(&mut self, start: u64, end: u64) {
        match self.read.last_mut() {
            Some(last) if last.1 == start => last.1 = end,
            _ => self.read.push((start, end)),
        }
    }

    /// What nothing points to, and what no decoder reads.
    pub(super) fn rest(self) -> Vec<Content> {
        rest_of(&self.content, self.read).into_iter().chain(self.behind).collect()
    }
}

/// Unpacks block after block.
struct Blocks {
    packed: Content,
    packing: Packing,
    at: u64,
    unpacked: u64,
    blocks: Vec<(u64, u64)>,
    behind: Vec<Content>,
}

impl Iterator for Blocks {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.at < self.packed.length()).then(|| self.unpack())
    }
}

impl Blocks {
    /// The next block.
    fn unpack(&mut self) -> io::Result<Vec<u8>> {
        let header = u16::from_le_bytes(self.packed.array_at(self.at)?);
        let length = header & !AS_IT_IS;
        let stored = self.packed.bytes_at(self.at + 2, length.into())?;
        if stored.is_empty() || stored.len() > BLOCK {
            return Err(io::Error::other("a block of metadata is empty or too long"));
        }
        self.blocks.push((self.at, self.unpacked));
        self.at += 2 + u64::from(length);
        let block = match header & AS_IT_IS {
            0 => {
                let (block, behind) = self.packing.unpack(&stored, BLOCK)?;
                self.behind
                    .extend((behind > 0).then(|| self.packed.part(self.at - behind as u64, behind as u64)).flatten());
                block
            }
            _ => stored,
        };
        // Places are counted in whole blocks; and an empty one would go on for ever.
        if block.is_empty() || (block.len() < BLOCK && self.at < self.packed.length()) {
            return Err(io::Error::other("a block of metadata is too short"));
        }
        self.unpacked += block.len() as u64;
        Ok(block)
    }
}
