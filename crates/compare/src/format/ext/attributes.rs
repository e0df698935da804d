//! Extended attributes of ext, in the inode and in a block of their own.

use banbury_evidence::{Digest, DropPath};

use super::volume::Volume;
use crate::budget::Budget;
use crate::fault::Fault;

const MAGIC: [u8; 4] = [0, 0, 2, 0xea];

/// Length of the header of a block.
const HEADER: usize = 32;

/// Values that are shown as they are.
const SHOWN: usize = 256;

/// The block that holds them, or 0.
pub(super) fn block(inode: &[u8]) -> u64 {
    let number = |at: usize, width: usize| {
        let field = inode.get(at..at + width).unwrap_or_default();
        field.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte))
    };
    number(0x76, 2) << 32 | number(0x68, 4)
}

/// As a fact has them. `later` is where the fields of the inode end; `told` notes what of it is told. A block of
/// attributes stays with the rest beside.
pub(super) fn of(
    volume: &Volume,
    inode: &[u8],
    later: usize,
    budget: &mut Budget,
    told: &mut impl FnMut(usize, usize),
) -> Result<String, Fault> {
    let mut attributes = Vec::new();
    if let Some(room) = inode.get(later..).filter(|room| room.starts_with(&MAGIC)) {
        told(later, MAGIC.len());
        let values = room.get(MAGIC.len()..).unwrap_or_default();
        list(values, 0, &mut attributes, budget, |at, length| told(later + MAGIC.len() + at, length))?;
    }
    let at = block(inode);
    if at != 0 {
        told(0x68, 4);
        told(0x76, 2);
        let block = volume.block(at)?;
        if !block.starts_with(&MAGIC) {
            return Err(Fault::damaged("a block of attributes is none"));
        }
        list(&block, HEADER, &mut attributes, budget, |_, _| {})?;
    }
    Ok(attributes.join(" "))
}

/// The attributes of a list that begins at `at`, with values anywhere in `bytes`.
fn list(
    bytes: &[u8],
    mut at: usize,
    attributes: &mut Vec<String>,
    budget: &mut Budget,
    mut told: impl FnMut(usize, usize),
) -> Result<(), Fault> {
    while let Some(entry) = bytes.get(at..at + 16).filter(|entry| entry.iter().take(4).any(|byte| *byte != 0)) {
        let number = |at: usize, width: usize| {
            let field = entry.get(at..at + width).unwrap_or_default();
            field.iter().rev().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte))
        };
        let (length, space, value_at, value_length) = (number(0, 1), number(1, 1), number(2, 2), number(8, 4));
        let name = bytes.get(at + 16..at + 16 + length);
        let value = value_at.checked_add(value_length).and_then(|end| bytes.get(value_at..end));
        let (Some(name), Some(value)) = (name, value) else {
            return Err(Fault::damaged("an attribute reaches behind the end"));
        };
        if number(4, 4) != 0 {
            return Err(Fault::Unsupported("ext with attributes in inodes of their own".to_owned()));
        }
        // Many of them may name one value, and many inodes one block.
        budget.compared(16 + value.len() as u64)?;
        let space = match space {
            0 => String::new(),
            1 => "user.".to_owned(),
            2 => "system.posix_acl_access".to_owned(),
            3 => "system.posix_acl_default".to_owned(),
            4 => "trusted.".to_owned(),
            6 => "security.".to_owned(),
            7 => "system.".to_owned(),
            other => format!("{other}."),
        };
        let shown = match value.len() <= SHOWN {
            true => DropPath::from_bytes(value).to_string(),
            false => Digest::of(value).to_string(),
        };
        attributes.push(format!("{space}{}={shown}", DropPath::from_bytes(name)));
        told(at, 16 + length);
        told(value_at, value_length);
        at = (at + 16 + length).next_multiple_of(4);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_many_attributes_name_is_read_only_so_often() {
        let entry =
            [&[1, 1][..], &2048_u16.to_le_bytes(), &[0; 4], &4096_u32.to_le_bytes(), &[0; 4], b"a\0\0\0"].concat();
        let mut bytes = entry.repeat(50);
        bytes.resize(2048 + 4096, 0);
        let read = |budget: &mut Budget| {
            let mut attributes = Vec::new();
            list(&bytes, 0, &mut attributes, budget, |_, _| {}).map(|()| attributes.len())
        };
        let mut budget = Budget::of(0);
        assert_eq!(read(&mut budget).unwrap(), 50);
        while budget.compared(1 << 16).is_ok() {}
        assert!(matches!(read(&mut budget), Err(Fault::Limit(_))));
    }
}
