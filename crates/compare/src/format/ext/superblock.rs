//! What an ext file system says of itself.

use banbury_evidence::DropPath;

use super::crc32c;
use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;

const AT: u64 = 1024;
const LENGTH: usize = 1024;

/// Features that change where or how things stand, which are not read: compression, a journal alone, scattered group
/// descriptors, attributes in inodes of their own, data in entries, and data in inodes.
const NOT_READ: u32 = 0x1 | 0x8 | 0x10 | 0x400 | 0x1000 | 0x8000;

const IS_64_BIT: u32 = 0x80;
const HAS_KINDS: u32 = 0x2;
const HAS_SEED: u32 = 0x2000;
const HAS_CHECKSUMS: u32 = 0x400;

/// What is read, what it says, and in which ranges.
pub(super) type WithFacts<T> = Result<(T, Vec<Fact>, Vec<(u64, u64)>), Fault>;

pub(super) struct Superblock {
    pub(super) block_size: u64,
    pub(super) first_block: u32,
    pub(super) blocks: u64,
    pub(super) inodes: u32,
    pub(super) inodes_per_group: u32,
    pub(super) inode_size: u16,
    pub(super) descriptor_size: u16,
    /// Whether folders say of which kind an entry is.
    pub(super) has_kinds: bool,
    /// Where checksums of inodes and folders begin, if they have any.
    pub(super) seed: Option<u32>,
}

pub(super) fn recognises(content: &Content) -> bool {
    let word = |at: u64| content.array_at(AT + at).map(u32::from_le_bytes);
    content.has_at(AT + 0x38, &[0x53, 0xef])
        && word(0x18).is_ok_and(|log| log <= 6)
        && word(0x4c).is_ok_and(|revision| revision <= 1)
        && word(0x28).is_ok_and(|inodes| inodes > 0)
}

/// A field of the superblock by its place and width, and what it is called.
const FIELDS: &[(usize, usize, &str)] = &[
    (0x2c, 4, "mounted"),
    (0x30, 4, "time"),
    (0x34, 2, "mounts"),
    (0x40, 4, "checked"),
    (0x108, 4, "made"),
    (0x4, 4, "blocks"),
    (0x0, 4, "inodes"),
    (0xc, 4, "free blocks"),
    (0x10, 4, "free inodes"),
    (0x3a, 2, "state"),
    (0x5c, 4, "features"),
    (0x60, 4, "features needed to read"),
    (0x64, 4, "features needed to write"),
];

impl Superblock {
    /// Also facts, and the ranges that they tell.
    pub(super) fn read(content: &Content) -> WithFacts<Self> {
        let bytes = content.bytes_at(AT, LENGTH)?;
        let number = |at: usize, width: usize| {
            let field = bytes.get(at..at + width).unwrap_or_default();
            field.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte))
        };
        let word = |at: usize| number(at, 4) as u32;
        let half = |at: usize| number(at, 2) as u16;
        let incompatible = word(0x60);
        if incompatible & NOT_READ != 0 {
            return Err(Fault::Unsupported(format!("ext with features {:#x}", incompatible & NOT_READ)));
        }
        let is_64_bit = incompatible & IS_64_BIT != 0;
        let block_size = 1024u64 << word(0x18).min(6);
        let (inode_size, descriptor_size) = match word(0x4c) {
            0 => (128, 32),
            _ => (half(0x58), if is_64_bit { half(0xfe) } else { 32 }),
        };
        let fits =
            (128..=block_size).contains(&inode_size.into()) && (32..=block_size).contains(&descriptor_size.into());
        if !fits || word(0x28) == 0 {
            return Err(Fault::damaged("its superblock claims what cannot be"));
        }
        let mut facts = Vec::new();
        let mut covered = Vec::new();
        for &(at, width, what) in FIELDS {
            let value = number(at, width);
            facts.push(match what {
                "features" | "features needed to read" | "features needed to write" => {
                    Fact::new(what, format!("{value:#x}"))
                }
                _ => Fact::new(what, value),
            });
            covered.push((at, at + width));
        }
        let text = |at: usize, length: usize| {
            let field = bytes.get(at..at + length).unwrap_or_default();
            DropPath::from_bytes(trimmed(field)).to_string()
        };
        let uuid = bytes.get(0x68..0x78).unwrap_or_default();
        facts.push(Fact::new("UUID", uuid.iter().map(|byte| format!("{byte:02x}")).collect::<String>()));
        facts.push(Fact::new("label", text(0x78, 16)));
        facts.push(Fact::new("last mounted at", text(0x88, 64)));
        let hash_seed = bytes.get(0xec..0xfc).unwrap_or_default();
        facts.push(Fact::new("hash seed", hash_seed.iter().map(|byte| format!("{byte:02x}")).collect::<String>()));
        covered.extend([(0x68, 0x78), (0x78, 0x88), (0x88, 0xc8), (0xec, 0xfc)]);
        let has_checksums = word(0x64) & HAS_CHECKSUMS != 0;
        if has_checksums && word(0x3fc) == crc32c(u32::MAX, bytes.get(..0x3fc).unwrap_or_default()) {
            covered.push((0x3fc, 0x400));
        }
        let seed = match incompatible & HAS_SEED {
            0 => crc32c(u32::MAX, uuid),
            _ => word(0x270),
        };
        let high = if is_64_bit { number(0x150, 4) << 32 } else { 0 };
        let superblock = Self {
            block_size,
            first_block: word(0x14),
            blocks: u64::from(word(0x4)) | high,
            inodes: word(0x0),
            inodes_per_group: word(0x28),
            inode_size,
            descriptor_size,
            has_kinds: incompatible & HAS_KINDS != 0,
            seed: has_checksums.then_some(seed),
        };
        let covered = covered.into_iter().map(|(start, end)| (AT + start as u64, AT + end as u64)).collect();
        Ok((superblock, facts, covered))
    }
}

/// Without the zeros at the end.
fn trimmed(field: &[u8]) -> &[u8] {
    let end = field.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    field.get(..end).unwrap_or_default()
}
