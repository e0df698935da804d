//! Inodes of Squashfs, and the lists of what stands in its folders.

use super::super::scan::Scan;
use super::table::Table;
use crate::budget::Budget;
use crate::content::Content;
use crate::fault::Fault;

/// As Linux has it.
const LONGEST_TARGET: u32 = 4096;

/// Entries under one header of a folder's list.
const ENTRIES: u32 = 256;

/// What a folder's length counts beyond its list.
const UNLISTED: u32 = 3;

/// In place of a number of a fragment or of attributes.
const NONE: u32 = u32::MAX;

pub(super) struct Inode {
    /// The basic ones are numbered up to 7, the extended ones behind them in the same order.
    pub(super) kind: u16,
    pub(super) mode: u16,
    pub(super) owner: u16,
    pub(super) group: u16,
    pub(super) time: u32,
    pub(super) number: u32,
    pub(super) links: u32,
    pub(super) attributes: Option<u32>,
    pub(super) body: Body,
}

pub(super) enum Body {
    Folder { block: u32, offset: u16, length: u32, parent: u32, index: Content },
    File(File),
    Link(Vec<u8>),
    Device(u32),
    Other,
}

/// Where a file's content stands.
pub(super) struct File {
    pub(super) start: u64,
    pub(super) size: u64,
    pub(super) sparse: u64,
    /// Number of the fragment block that holds its end, and where in it.
    pub(super) fragment: Option<(u32, u32)>,
    /// The length of each block as it is stored, four bytes each.
    pub(super) blocks: Content,
}

/// The kinds without the distinction of basic and extended.
pub(super) fn basic(kind: u16) -> u16 {
    if kind > 7 { kind - 7 } else { kind }
}

pub(super) fn kind_name(kind: u16) -> &'static str {
    match basic(kind) {
        1 => "folder",
        2 => "file",
        3 => "symbolic link",
        4 => "block device",
        5 => "character device",
        6 => "FIFO",
        _ => "socket",
    }
}

/// The inode at a place of its table.
pub(super) fn read(table: &mut Table, place: u64, block_size: u32) -> Result<Inode, Fault> {
    let mut fields = Scan::at(&table.content, place);
    let (kind, mode, owner, group) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
    let (time, number) = (fields.u32()?, fields.u32()?);
    let (mut links, mut attributes) = (1, NONE);
    let body = match kind {
        1 => {
            let (block, length_links) = (fields.u32()?, fields.u32()?);
            links = length_links;
            let (length, offset, parent) = (fields.u16()?, fields.u16()?, fields.u32()?);
            Body::Folder { block, offset, length: length.into(), parent, index: Content::of_bytes(Vec::new()) }
        }
        8 => {
            links = fields.u32()?;
            let (length, block, parent) = (fields.u32()?, fields.u32()?, fields.u32()?);
            let (indices, offset) = (fields.u16()?, fields.u16()?);
            attributes = fields.u32()?;
            let start = fields.position();
            for _ in 0..indices {
                let [_, _, name] = [fields.u32()?, fields.u32()?, fields.u32()?];
                let name = usize::try_from(name).ok().filter(|name| *name < 256);
                fields.bytes(name.ok_or_else(|| Fault::damaged("a folder's index has too long a name"))? + 1)?;
            }
            let index = part(table, start, fields.position() - start)?;
            Body::Folder { block, offset, length, parent, index }
        }
        2 => {
            let (start, fragment, offset, size) = (fields.u32()?, fields.u32()?, fields.u32()?, fields.u32()?);
            let place = (fields.position(), block_size);
            let file = file(table, place, (start.into(), size.into(), 0), (fragment, offset))?;
            Body::File(file)
        }
        9 => {
            let (start, size, sparse) = (fields.u64()?, fields.u64()?, fields.u64()?);
            links = fields.u32()?;
            let (fragment, offset) = (fields.u32()?, fields.u32()?);
            attributes = fields.u32()?;
            Body::File(file(table, (fields.position(), block_size), (start, size, sparse), (fragment, offset))?)
        }
        3 | 10 => {
            links = fields.u32()?;
            let length = fields.u32()?;
            if length > LONGEST_TARGET {
                return Err(Fault::damaged("a link's target is too long"));
            }
            let target = fields.bytes(length as usize)?;
            if kind == 10 {
                attributes = fields.u32()?;
            }
            Body::Link(target)
        }
        4 | 5 | 11 | 12 => {
            links = fields.u32()?;
            let device = fields.u32()?;
            if kind > 7 {
                attributes = fields.u32()?;
            }
            Body::Device(device)
        }
        6 | 7 | 13 | 14 => {
            links = fields.u32()?;
            if kind > 7 {
                attributes = fields.u32()?;
            }
            Body::Other
        }
        _ => return Err(Fault::damaged(format!("an inode of kind {kind}"))),
    };
    let end = match &body {
        Body::File(file) => fields.position() + file.blocks.length(),
        _ => fields.position(),
    };
    table.told(place, end);
    let attributes = (attributes != NONE).then_some(attributes);
    Ok(Inode { kind, mode, owner, group, time, number, links, attributes, body })
}

fn file(
    table: &Table,
    (at, block_size): (u64, u32),
    (start, size, sparse): (u64, u64, u64),
    (fragment, offset): (u32, u32),
) -> Result<File, Fault> {
    let fragment = (fragment != NONE).then_some((fragment, offset));
    let blocks = match fragment {
        Some(_) => size / u64::from(block_size),
        None => size.div_ceil(block_size.into()),
    };
    let blocks = part(table, at, blocks.saturating_mul(4))?;
    Ok(File { start, size, sparse, fragment, blocks })
}

fn part(table: &Table, start: u64, length: u64) -> Result<Content, Fault> {
    table.content.part(start, length).ok_or_else(|| Fault::damaged("an inode reaches behind the end of its table"))
}

/// An entry of a folder.
pub(super) struct Entry {
    pub(super) name: Vec<u8>,
    /// The block of its inode, and where in it.
    pub(super) block: u32,
    pub(super) offset: u16,
    pub(super) number: u32,
    pub(super) kind: u16,
}

impl Entry {
    /// What it takes to remember one, in bytes.
    const KEPT: u64 = 64;
}

/// What stands in a folder whose list begins at a place of the table of lists and counts `length` bytes.
pub(super) fn entries(table: &mut Table, place: u64, length: u32, budget: &mut Budget) -> Result<Vec<Entry>, Fault> {
    let end = place + u64::from(length.saturating_sub(UNLISTED));
    let mut fields = Scan::at(&table.content, place);
    let mut entries = Vec::new();
    while fields.position() < end {
        let (count, block, number) = (fields.u32()?, fields.u32()?, fields.u32()?);
        if count >= ENTRIES {
            return Err(Fault::damaged("a folder's list has too many entries under one header"));
        }
        for _ in 0..=count {
            let (offset, delta) = (fields.u16()?, fields.u16()?.cast_signed());
            let (kind, length) = (fields.u16()?, fields.u16()?);
            if length >= 256 {
                return Err(Fault::damaged("a name is too long"));
            }
            let name = fields.bytes(usize::from(length) + 1)?;
            budget.keep(Entry::KEPT)?;
            entries.push(Entry { name, block, offset, number: number.wrapping_add_signed(delta.into()), kind });
        }
    }
    if fields.position() != end {
        return Err(Fault::damaged("a folder's list is longer than it claims"));
    }
    table.told(place, end);
    Ok(entries)
}
