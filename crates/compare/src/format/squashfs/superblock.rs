//! What a Squashfs image says of itself.

use super::super::scan::Scan;
use super::packing::Packing;
use super::table::Table;
use crate::budget::Budget;
use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;

pub(super) const LENGTH: u64 = 96;

const MAGIC: &[u8] = b"hsqs";

/// Versions 1 to 3 on big-endian machines.
const MAGIC_SWAPPED: &[u8] = b"sqsh";

/// The flag that says that the compressor's options follow.
const HAS_OPTIONS: u16 = 0x400;

/// In place of a table's offset.
const NONE: u64 = u64::MAX;

pub(super) struct Superblock {
    pub(super) inodes: u32,
    time: u32,
    pub(super) block_size: u32,
    pub(super) fragments: u32,
    pub(super) packing: Packing,
    flags: u16,
    pub(super) ids: u16,
    pub(super) root: u64,
    /// Where the image ends; what follows is padding.
    pub(super) used: u64,
    pub(super) id_table: u64,
    pub(super) attribute_table: Option<u64>,
    pub(super) inode_table: u64,
    pub(super) folder_table: u64,
    pub(super) fragment_table: Option<u64>,
    pub(super) export_table: Option<u64>,
}

pub(super) fn recognises(content: &Content) -> bool {
    let version = |swap: fn([u8; 2]) -> u16| content.array_at(28).map(swap).unwrap_or(0);
    (content.has_at(0, MAGIC) && (1..=4).contains(&version(u16::from_le_bytes)))
        || (content.has_at(0, MAGIC_SWAPPED) && (1..=3).contains(&version(u16::from_be_bytes)))
}

impl Superblock {
    pub(super) fn read(content: &Content) -> Result<Self, Fault> {
        if !content.has_at(0, MAGIC) {
            return Err(Fault::Unsupported("Squashfs of big-endian machines".to_owned()));
        }
        let mut fields = Scan::at(content, MAGIC.len() as u64);
        let (inodes, time, block_size, fragments) = (fields.u32()?, fields.u32()?, fields.u32()?, fields.u32()?);
        let (packing, log, flags, ids) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
        let (major, minor) = (fields.u16()?, fields.u16()?);
        if (major, minor) != (4, 0) {
            return Err(Fault::Unsupported(format!("Squashfs {major}.{minor}")));
        }
        let packing = Packing::of(packing)
            .ok_or_else(|| Fault::Unsupported(format!("Squashfs of compressor number {packing}")))?;
        if !(12..=20).contains(&log) || block_size != 1 << log {
            return Err(Fault::damaged("its block size is none"));
        }
        let (root, used, id_table) = (fields.u64()?, fields.u64()?, fields.u64()?);
        let attribute_table = fields.u64()?;
        let (inode_table, folder_table) = (fields.u64()?, fields.u64()?);
        let (fragment_table, export_table) = (fields.u64()?, fields.u64()?);
        let table = |at: u64| (at != NONE).then_some(at);
        Ok(Self {
            inodes,
            time,
            block_size,
            fragments,
            packing,
            flags,
            ids,
            root,
            used,
            id_table,
            attribute_table: table(attribute_table),
            inode_table,
            folder_table,
            fragment_table: table(fragment_table),
            export_table: table(export_table),
        })
    }

    /// Facts, and where the compressor's options end.
    pub(super) fn facts(&self, content: &Content, budget: &mut Budget) -> Result<(Vec<Fact>, u64), Fault> {
        let mut facts = vec![
            Fact::time(self.time),
            Fact::new("block size", self.block_size),
            Fact::new("method", self.packing.name()),
            Fact::new("flags", format!("{:#06x}", self.flags)),
        ];
        if self.flags & HAS_OPTIONS == 0 {
            return Ok((facts, LENGTH));
        }
        let length = u16::from_le_bytes(content.array_at(LENGTH)?) & 0x7fff;
        let end = LENGTH + 2 + u64::from(length);
        let options = Table::read(content, self.packing, (LENGTH, end), budget)?;
        let options: String = options.content.to_vec()?.iter().map(|byte| format!("{byte:02x}")).collect();
        facts.push(Fact::new("level", options));
        Ok((facts, end))
    }
}
