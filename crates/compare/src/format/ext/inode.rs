//! Inodes of ext, and the lists of what stands in its folders.

use banbury_evidence::Digest;

use super::attributes;
use super::blocks::Blocks;
use super::crc32c;
use super::volume::Volume;
use crate::budget::Budget;
use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;

/// Up to this length, a link's target stands in the inode itself.
const SHORT_TARGET: u64 = 59;
const LONGEST_TARGET: u64 = 4096;

/// Length of every inode without what came later.
const OLD: usize = 128;

const HAS_EXTENTS: u64 = 0x8_0000;

/// The entry that holds a folder block's checksum.
const CHECKSUM: [u8; 8] = [0, 0, 0, 0, 12, 0, 0, 0xde];

pub(super) struct Inode {
    number: u32,
    /// Where it stands in the volume.
    pub(super) at: u64,
    pub(super) bytes: Vec<u8>,
    mode: u64,
    pub(super) size: u64,
    pub(super) links: u64,
}

fn number(bytes: &[u8], at: usize, width: usize) -> u64 {
    let field = bytes.get(at..at + width).unwrap_or_default();
    field.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

impl Inode {
    pub(super) fn read(volume: &Volume, inode: u32, at: u64) -> Result<Self, Fault> {
        let bytes = volume.content.bytes_at(at, volume.superblock.inode_size.into())?;
        let size = number(&bytes, 0x6c, 4) << 32 | number(&bytes, 0x4, 4);
        let (mode, links) = (number(&bytes, 0, 2), number(&bytes, 0x1a, 2));
        Ok(Self { number: inode, at, bytes, mode, size, links })
    }

    fn kind(&self) -> u64 {
        self.mode >> 12
    }

    pub(super) fn is_folder(&self) -> bool {
        self.kind() == 4
    }

    pub(super) fn is_link(&self) -> bool {
        self.kind() == 10
    }

    pub(super) fn has_extents(&self) -> bool {
        number(&self.bytes, 0x20, 4) & HAS_EXTENTS != 0
    }

    pub(super) fn has_blocks(&self) -> bool {
        match self.kind() {
            4 | 8 => true,
            10 => self.size > SHORT_TARGET,
            _ => false,
        }
    }

    /// Where it says where its blocks are, or what else there is to say.
    pub(super) fn list(&self) -> &[u8] {
        self.bytes.get(0x28..0x64).unwrap_or_default()
    }

    /// The kind as a folder should have it beside the name.
    pub(super) fn kind_in_folder(&self) -> u8 {
        match self.kind() {
            8 => 1,
            4 => 2,
            2 => 3,
            6 => 4,
            1 => 5,
            12 => 6,
            10 => 7,
            _ => 0,
        }
    }

    pub(super) fn target(&self, blocks: Option<&Blocks>) -> Result<Vec<u8>, Fault> {
        use std::io::Read;
        let mut target = Vec::new();
        match blocks {
            Some(blocks) if blocks.size() > LONGEST_TARGET => {
                return Err(Fault::damaged("a link's target is too long"));
            }
            Some(blocks) => blocks.reader().read_to_end(&mut target)?,
            None => self.list().take(self.size).read_to_end(&mut target)?,
        };
        Ok(target)
    }

    /// All that it says, but for where its blocks are, of which it has `blocks`.
    pub(super) fn facts(
        &self,
        volume: &Volume,
        blocks: Option<&Blocks>,
        budget: &mut Budget,
    ) -> Result<Vec<Fact>, Fault> {
        let mut other = self.bytes.clone();
        let mut told = |at: usize, width: usize| {
            other.iter_mut().skip(at).take(width).for_each(|byte| *byte = 0);
        };
        let bytes = &self.bytes;
        let field = |at: usize, width: usize| number(bytes, at, width);
        let mut facts = vec![
            Fact::mode(self.mode & 0xfff),
            Fact::kind(self.mode),
            Fact::new("owner", field(0x78, 2) << 16 | field(0x2, 2)),
            Fact::new("group", field(0x7a, 2) << 16 | field(0x18, 2)),
            Fact::new("links", self.links),
            Fact::new("flags", format!("{:#x}", field(0x20, 4))),
        ];
        for (at, width) in [(0, 4), (0x4, 4), (0x18, 4), (0x20, 4), (0x6c, 4), (0x78, 4)] {
            told(at, width);
        }
        let later = match bytes.len() > OLD + 4 {
            true => OLD + field(OLD, 2) as usize,
            false => OLD,
        };
        let times = [("time", 0x10, 0x88), ("changed", 0xc, 0x84), ("accessed", 0x8, 0x8c), ("made", 0x90, 0x94)];
        for (what, at, more) in times.into_iter().filter(|(_, at, _)| *at < OLD || at + 8 <= later) {
            let fraction = if more + 4 <= later { field(more, 4) } else { 0 };
            facts.push(time(what, field(at, 4), fraction));
            told(at, 4);
            if more + 4 <= later {
                told(more, 4);
            }
        }
        match blocks {
            Some(blocks) => {
                told(0x28, blocks.listed.min(60));
                // In units of 512 bytes, with the one that holds attributes.
                let attributes = u64::from(attributes::block(bytes) != 0);
                if field(0x1c, 4) == (blocks.count + attributes) * (volume.superblock.block_size / 512) {
                    told(0x1c, 4);
                }
            }
            None if matches!(self.kind(), 2 | 6) => {
                facts.push(Fact::new("device", device(field(0x28, 4) as u32, field(0x2c, 4) as u32)));
                told(0x28, 8);
            }
            None if self.is_link() => told(0x28, self.size.min(SHORT_TARGET) as usize),
            None => {}
        }
        if self.checksum(volume, later) {
            told(0x7c, 2);
            if later >= OLD + 4 {
                told(0x82, 2);
            }
        }
        let attributes = attributes::of(volume, bytes, later, budget, &mut told)?;
        if !attributes.is_empty() {
            budget.member(attributes.as_bytes())?;
            facts.push(Fact::new("attributes", attributes));
        }
        if other.iter().any(|byte| *byte != 0) {
            facts.push(Fact::new("other fields of the inode", Digest::of(&other)));
        }
        Ok(facts)
    }

    fn sum_of_number(&self, seed: u32) -> u32 {
        let generation = self.bytes.get(0x64..0x68).unwrap_or_default();
        crc32c(crc32c(seed, &self.number.to_le_bytes()), generation)
    }

    /// Whether it has a checksum, and a right one.
    fn checksum(&self, volume: &Volume, later: usize) -> bool {
        let Some(seed) = volume.superblock.seed else { return false };
        let mut bytes = self.bytes.clone();
        let has_high = later >= OLD + 4;
        let high = if has_high { number(&bytes, 0x82, 2) << 16 } else { 0 };
        let expected = number(&bytes, 0x7c, 2) | high;
        let places = if has_high { &[0x7c, 0x7d, 0x82, 0x83][..] } else { &[0x7c, 0x7d] };
        for place in places {
            bytes.iter_mut().skip(*place).take(1).for_each(|byte| *byte = 0);
        }
        let sum = u64::from(crc32c(self.sum_of_number(seed), &bytes));
        expected == if has_high { sum } else { sum & 0xffff }
    }
}

/// Seconds since 1970, with two more bits and the nanoseconds in a field of their own.
fn time(what: &'static str, seconds: u64, fraction: u64) -> Fact {
    let seconds = i64::from((seconds as u32).cast_signed()) + ((fraction & 3) << 32).cast_signed();
    match fraction >> 2 {
        0 => Fact::new(what, seconds),
        nanoseconds => Fact::new(what, format!("{seconds}.{nanoseconds:09}")),
    }
}

fn device(old: u32, new: u32) -> String {
    let device = |major: u32, minor: u32| format!("{major}:{minor}");
    match (old, new) {
        (old, 0) => device(old >> 8, old & 0xff),
        (0, new) => device((new & 0xf_ff00) >> 8, (new & 0xff) | (new >> 12 & 0xf_ff00)),
        (old, new) => device(old, new),
    }
}

fn is_checksum(entry: &[u8]) -> bool {
    entry.len() == 12 && entry.starts_with(&CHECKSUM)
}

/// An entry of a folder.
pub(super) struct Entry {
    pub(super) name: Vec<u8>,
    pub(super) number: u32,
    /// None where folders do not say it.
    pub(super) kind: Option<u8>,
}

impl Entry {
    /// What it takes to remember one, in bytes.
    const KEPT: u64 = 64;
}

/// What stands in a folder, whose list is `list`; and of its bytes that no entry takes, if they are not zero.
pub(super) fn entries(
    volume: &Volume,
    folder: &Inode,
    list: &Content,
    budget: &mut Budget,
) -> Result<(Vec<Entry>, Option<Digest>), Fault> {
    let superblock = &volume.superblock;
    let seed = superblock.seed.map(|seed| folder.sum_of_number(seed));
    let block_size = superblock.block_size as usize;
    let mut entries = Vec::new();
    let mut unused = banbury_evidence::DigestWriter::default();
    let mut is_used = false;
    let mut at = 0;
    while at < list.length() {
        let block = list.bytes_at(at, block_size)?;
        at += block_size as u64;
        let mut other = block.clone();
        let mut told = |start: usize, length: usize| {
            other.iter_mut().skip(start).take(length).for_each(|byte| *byte = 0);
        };
        let mut place = 0;
        while let Some(entry) = block.get(place..).filter(|entry| !entry.is_empty()) {
            let length = number(entry, 4, 2) as usize;
            // A block of 64 KiB cannot say its length.
            let is_whole = block_size > 0xffff && matches!(length, 0 | 0xffff);
            let length = if is_whole { block_size - place } else { length };
            let (name_length, kind) = match superblock.has_kinds {
                true => (number(entry, 6, 1) as usize, Some(number(entry, 7, 1) as u8)),
                false => (number(entry, 6, 2) as usize, None),
            };
            let inode = number(entry, 0, 4) as u32;
            if length < 8 || length > entry.len() || (inode != 0 && name_length + 8 > length) {
                return Err(Fault::damaged("an entry of a folder is longer or shorter than it can be"));
            }
            if inode != 0 {
                let name = entry.get(8..8 + name_length).unwrap_or_default().to_owned();
                budget.keep(Entry::KEPT)?;
                entries.push(Entry { name, number: inode, kind });
                // Its length says nothing if the next one follows at once, or none.
                let is_last = place + length == block_size || block.get(place + length..).is_some_and(is_checksum);
                match is_last || length == (8 + name_length).next_multiple_of(4) {
                    true => told(place, 8 + name_length),
                    false => {
                        [(place, 4), (place + 6, 2 + name_length)].into_iter().for_each(|(at, length)| told(at, length))
                    }
                }
            } else if is_checksum(entry)
                && seed.is_some_and(|seed| {
                    u64::from(crc32c(seed, block.get(..place).unwrap_or_default())) == number(entry, 8, 4)
                })
            {
                told(place, 12);
            }
            place += length;
        }
        is_used |= other.iter().any(|byte| *byte != 0);
        std::io::Write::write_all(&mut unused, &other)?;
    }
    Ok((entries, is_used.then(|| unused.finish())))
}
