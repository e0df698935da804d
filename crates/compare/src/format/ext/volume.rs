//! Where the inodes of an ext file system stand.

use super::inode::Inode;
use super::superblock::{Superblock, WithFacts};
use crate::content::Content;
use crate::fault::Fault;

pub(super) struct Volume {
    pub(super) content: Content,
    pub(super) superblock: Superblock,
}

impl Volume {
    pub(super) fn read(content: &Content) -> WithFacts<Self> {
        let (superblock, facts, covered) = Superblock::read(content)?;
        Ok((Self { content: content.clone(), superblock }, facts, covered))
    }

    /// Where blocks begin; none if they do not lie in the volume.
    pub(super) fn at(&self, block: u64, count: u64) -> Option<u64> {
        let end = block.checked_add(count).filter(|end| *end <= self.superblock.blocks)?;
        let end = end.checked_mul(self.superblock.block_size).filter(|end| *end <= self.content.length())?;
        end.checked_sub(count.checked_mul(self.superblock.block_size)?)
    }

    /// A block that holds numbers or a list.
    pub(super) fn block(&self, block: u64) -> Result<Vec<u8>, Fault> {
        let at = self.at(block, 1).ok_or_else(|| Fault::damaged("a block is not in the file system"))?;
        Ok(self.content.bytes_at(at, self.superblock.block_size as usize)?)
    }

    pub(super) fn inode(&self, number: u32) -> Result<Inode, Fault> {
        let superblock = &self.superblock;
        let wrong = || Fault::damaged(format!("inode {number} is not in the file system"));
        let index = number.checked_sub(1).filter(|_| number <= superblock.inodes).ok_or_else(wrong)?;
        let (group, index) = (index / superblock.inodes_per_group, index % superblock.inodes_per_group);
        let descriptors = (u64::from(superblock.first_block) + 1) * superblock.block_size;
        let descriptor = descriptors + u64::from(group) * u64::from(superblock.descriptor_size);
        let low = u32::from_le_bytes(self.content.array_at(descriptor + 8)?);
        let high = match superblock.descriptor_size {
            ..64 => 0,
            _ => u32::from_le_bytes(self.content.array_at(descriptor + 0x28)?),
        };
        let table = self.at(u64::from(high) << 32 | u64::from(low), 1).ok_or_else(wrong)?;
        let at = table + u64::from(index) * u64::from(superblock.inode_size);
        Inode::read(self, number, at)
    }
}
