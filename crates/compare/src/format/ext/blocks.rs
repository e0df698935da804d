//! In which blocks the content of an inode stands: as extents, or as lists of blocks.

use std::io::{self, Read};

use super::inode::Inode;
use super::volume::Volume;
use crate::budget::Budget;
use crate::container::{Member, Packed};
use crate::content::{Content, Joined};
use crate::fault::Fault;

/// Begins each node of a tree of extents.
const EXTENTS: [u8; 2] = [0x0a, 0xf3];

/// As Linux bounds it.
const DEPTH: u16 = 5;

/// A longer extent has room, but nothing in it.
const WRITTEN: u16 = 0x8000;

/// Blocks that an inode lists itself, before those that hold lists.
const DIRECT: usize = 12;

/// What is read of a hole at once.
const ZEROS: u64 = 64 << 10;

/// The content of one inode.
pub(super) struct Blocks {
    /// Where stretches begin in the content, and where in the volume; in order, and without overlap.
    stretches: Vec<Stretch>,
    volume: Content,
    size: u64,
    /// Blocks that it takes, those of lists included.
    pub(super) count: u64,
    /// Bytes of the inode's own list that say where blocks are.
    pub(super) listed: usize,
}

#[derive(Clone, Copy)]
struct Stretch {
    start: u64,
    at: u64,
    length: u64,
}

impl Blocks {
    pub(super) fn of(volume: &Volume, inode: &Inode, budget: &mut Budget) -> Result<Self, Fault> {
        let content = volume.content.clone();
        let mut blocks = Self { stretches: Vec::new(), volume: content, size: inode.size, count: 0, listed: 60 };
        match inode.has_extents() {
            true => blocks.extents(volume, inode, budget)?,
            false => blocks.lists(volume, inode, budget)?,
        }
        Ok(blocks)
    }

    fn extents(&mut self, volume: &Volume, inode: &Inode, budget: &mut Budget) -> Result<(), Fault> {
        let root = inode.list().to_vec();
        let entries = root.get(2..4).and_then(|entries| entries.try_into().ok()).map_or(0, u16::from_le_bytes);
        self.listed = 12 * (usize::from(entries) + 1);
        // The root, and then blocks, with how far each should be from the leaves.
        let mut ahead: Vec<Option<(u64, u16)>> = vec![None];
        while let Some(place) = ahead.pop() {
            let node = match place {
                None => root.clone(),
                Some((block, _)) => {
                    budget.unpacked(volume.superblock.block_size)?;
                    self.count += 1;
                    volume.block(block)?
                }
            };
            let half = |at: usize| node.get(at..at + 2).and_then(|it| it.try_into().ok()).map_or(0, u16::from_le_bytes);
            let word = |at: usize| u32::from(half(at + 2)) << 16 | u32::from(half(at));
            let (entries, depth) = (usize::from(half(2)), half(6));
            let fits = node.starts_with(&EXTENTS) && 12 * (entries + 1) <= node.len() && depth <= DEPTH;
            if !fits || place.is_some_and(|(_, expected)| depth != expected) {
                return Err(Fault::damaged("a tree of extents is none"));
            }
            if depth > 0 {
                let block = |entry| u64::from(half(12 * entry + 8)) << 32 | u64::from(word(12 * entry + 4));
                ahead.extend((1..=entries).rev().map(|entry| Some((block(entry), depth - 1))));
                continue;
            }
            for entry in 1..=entries {
                let (first, count) = (word(12 * entry), half(12 * entry + 4));
                let block = u64::from(half(12 * entry + 6)) << 32 | u64::from(word(12 * entry + 8));
                let is_written = count <= WRITTEN;
                let count = if is_written { count } else { count - WRITTEN };
                self.count += u64::from(count);
                self.add(volume, first.into(), block, count.into(), is_written, budget)?;
            }
        }
        Ok(())
    }

    fn lists(&mut self, volume: &Volume, inode: &Inode, budget: &mut Budget) -> Result<(), Fault> {
        let per_block = volume.superblock.block_size / 4;
        let last = inode.size.div_ceil(volume.superblock.block_size);
        let mut ahead: Vec<(u64, u32, u64)> = Vec::new();
        let roots: Vec<u32> = words(inode.list()).collect();
        let mut first = 0;
        for (index, block) in roots.into_iter().enumerate() {
            let depth = index.saturating_sub(DIRECT - 1) as u32;
            ahead.push((first, depth, block.into()));
            first += per_block.pow(depth);
        }
        ahead.reverse();
        while let Some((first, depth, block)) = ahead.pop() {
            if block == 0 {
                continue;
            }
            if depth == 0 {
                self.count += 1;
                self.add(volume, first, block, 1, first < last, budget)?;
                continue;
            }
            budget.unpacked(volume.superblock.block_size)?;
            self.count += 1;
            let step = per_block.pow(depth - 1);
            let list = volume.block(block)?;
            let below = (0..).zip(words(&list)).map(|(index, block)| (first + index * step, depth - 1, block.into()));
            ahead.extend(below.collect::<Vec<_>>().into_iter().rev());
        }
        Ok(())
    }

    fn add(
        &mut self,
        volume: &Volume,
        first: u64,
        block: u64,
        count: u64,
        is_written: bool,
        budget: &mut Budget,
    ) -> Result<(), Fault> {
        let size = volume.superblock.block_size;
        let at = volume.at(block, count).ok_or_else(|| Fault::damaged("a file reaches behind the end"))?;
        let (start, length) = (first * size, (count * size).min(self.size.saturating_sub(first * size)));
        if !is_written || length == 0 {
            return Ok(());
        }
        match self.stretches.last_mut() {
            Some(last) if start < last.start + last.length => return Err(Fault::damaged("blocks stand in no order")),
            Some(last) if start == last.start + last.length && at == last.at + last.length => last.length += length,
            _ => {
                // Each is kept in memory.
                budget.member(b"")?;
                self.stretches.push(Stretch { start, at, length });
            }
        }
        Ok(())
    }

    /// The ranges of the volume that the content tells, and the zeros that fill up its last block.
    pub(super) fn covered(&self, block_size: u64) -> Result<Vec<(u64, u64)>, Fault> {
        let mut covered: Vec<(u64, u64)> = self.stretches.iter().map(|it| (it.at, it.at + it.length)).collect();
        if let Some((_, end)) = covered.last_mut() {
            let filled = end.next_multiple_of(block_size);
            if self.volume.bytes_at(*end, (filled - *end) as usize)?.iter().all(|byte| *byte == 0) {
                *end = filled;
            }
        }
        Ok(covered)
    }

    pub(super) fn reader(&self) -> impl Read {
        Holed {
            stretches: self.stretches.clone().into_iter(),
            volume: self.volume.clone(),
            at: 0,
            size: self.size,
            next: None,
        }
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// In one stretch, as it is; else to be put together.
    pub(super) fn member(self, name: Vec<u8>) -> Member {
        let whole = match self.stretches.as_slice() {
            [] if self.size == 0 => Some(Content::of_bytes(Vec::new())),
            [one] if one.start == 0 && one.length == self.size => self.volume.part(one.at, one.length),
            _ => None,
        };
        match whole {
            Some(content) => Member::plain(name, content),
            None => Member::packed(name, self),
        }
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|word| word.try_into().ok()).map(u32::from_le_bytes)
}

/// Where the stretches stand is no matter of packing.
impl Packed for Blocks {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        Some((String::new(), Vec::new()))
    }

    fn shared(&self) -> io::Result<Vec<Content>> {
        let places = self.stretches.iter().flat_map(|it| [it.start.to_le_bytes(), it.length.to_le_bytes()].concat());
        let places = Content::of_bytes(places.chain(self.size.to_le_bytes()).collect());
        let parts = self.stretches.iter().filter_map(|it| self.volume.part(it.at, it.length));
        Ok([places].into_iter().chain(parts).collect())
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.reader()))
    }
}

/// Stretches with zeros between them.
struct Holed {
    stretches: std::vec::IntoIter<Stretch>,
    volume: Content,
    at: u64,
    size: u64,
    next: Option<Stretch>,
}

impl Read for Holed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.next.is_none_or(|next| self.at >= next.start + next.length) {
            self.next = self.stretches.next();
        }
        let (length, inside) = match self.next {
            Some(next) if self.at >= next.start => (
                next.start + next.length - self.at,
                self.volume.part(next.at + self.at - next.start, next.start + next.length - self.at),
            ),
            Some(next) => ((next.start - self.at).min(ZEROS), None),
            None => ((self.size - self.at).min(ZEROS), None),
        };
        let wanted = buffer.len().min(usize::try_from(length).unwrap_or(usize::MAX));
        let Some(buffer) = buffer.get_mut(..wanted) else { return Ok(0) };
        let length = match inside {
            Some(part) => Joined::new(&[part]).read(buffer)?,
            None => {
                buffer.fill(0);
                wanted
            }
        };
        self.at += length as u64;
        Ok(length)
    }
}
