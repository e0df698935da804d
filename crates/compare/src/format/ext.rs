//! ext2, ext3 and ext4 (Documentation/filesystems/ext4 of Linux).
//!
//! The superblock and all inodes that have a name are told field by field, names and contents as members. All else is
//! the rest, byte for byte: group descriptors, bitmaps, inodes without a name, the journal and its like, and blocks of
//! no file. Not told is in which blocks a content stands; the bitmaps tell part of that.

mod attributes;
mod blocks;
mod inode;
mod superblock;
mod volume;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use banbury_evidence::{DigestWriter, DropPath};

use self::blocks::Blocks;
use self::inode::Inode;
use self::volume::Volume;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

/// The inode of the topmost folder.
const ROOT: u32 = 2;

/// The kind of a folder, as folders have it beside a name.
const FOLDER: u8 = 2;

pub(super) const FORMAT: Format = Format {
    name: "ext file system",
    part: "member",
    rest: "bitmaps, tables, journal, and blocks of no file",
    recognises: superblock::recognises,
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let (volume, mut facts, covered) = Volume::read(content)?;
    let mut walk = Walk {
        volume: &volume,
        members: Vec::new(),
        covered,
        names: BTreeMap::new(),
        told: BTreeSet::new(),
        numbers: DigestWriter::default(),
    };
    walk.run(budget)?;
    facts.push(Fact::new("inode numbers", walk.numbers.finish()));
    let rest = rest_of(content, walk.covered);
    Ok(Container { members: walk.members, facts, rest, order_counts: true, ..Container::default() })
}

/// CRC-32C without its final inversion, going on from `sum`, which is `u32::MAX` at first.
fn crc32c(sum: u32, bytes: &[u8]) -> u32 {
    !::crc32c::crc32c_append(!sum, bytes)
}

/// The way through all folders.
struct Walk<'a> {
    volume: &'a Volume,
    members: Vec<Member>,
    covered: Vec<(u64, u64)>,
    /// The first name of each inode that claims several.
    names: BTreeMap<u32, Vec<u8>>,
    /// Inodes whose blocks are covered.
    told: BTreeSet<u32>,
    numbers: DigestWriter,
}

impl Walk<'_> {
    fn run(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        let mut ahead = vec![(Vec::new(), ROOT, ROOT, None)];
        while let Some((name, number, above, kind)) = ahead.pop() {
            let inode = self.volume.inode(number)?;
            // Any number of names may be of one.
            budget.compared(inode.bytes.len() as u64)?;
            let blocks = match inode.has_blocks() {
                true => Some(Blocks::of(self.volume, &inode, budget)?),
                false => None,
            };
            let mut facts = inode.facts(self.volume, blocks.as_ref(), budget)?;
            let is_wrong = |kind: &u8| *kind != inode.kind_in_folder();
            facts.extend(kind.filter(is_wrong).map(|kind| Fact::new("type in its folder", kind)));
            self.numbers.write_all(&number.to_le_bytes())?;
            let is_new = self.told.insert(number);
            if is_new {
                self.cover(&inode, blocks.as_ref())?;
            }
            let shown = if name.is_empty() { b".".to_vec() } else { name.clone() };
            if inode.is_folder() {
                if !is_new {
                    return Err(Fault::damaged("a folder stands in two places"));
                }
                let list = blocks
                    .map_or_else(|| Ok(Content::of_bytes(Vec::new())), |blocks| budget.unpack(blocks.reader()))?;
                let (entries, unused) = inode::entries(self.volume, &inode, &list, budget)?;
                facts.extend(unused.map(|digest| Fact::new("unused bytes of the folder", digest)));
                for (at, entry) in entries.into_iter().enumerate().rev() {
                    match (at, entry.name.as_slice(), entry.kind) {
                        (0, b".", None | Some(FOLDER)) if entry.number == number => continue,
                        (1, b"..", None | Some(FOLDER)) if entry.number == above => continue,
                        (0 | 1, ..) => return Err(Fault::damaged("a folder does not know itself")),
                        _ => {}
                    }
                    let path = if name.is_empty() { entry.name } else { [&name, &b"/"[..], &entry.name].concat() };
                    budget.member(&path)?;
                    ahead.push((path, entry.number, number, entry.kind));
                }
                facts.push(Fact::new("size", inode.size));
                self.members.push(Member::empty(shown).with(facts));
                continue;
            }
            if inode.links != 1 {
                let first = self.names.entry(number).or_insert_with(|| shown.clone());
                if *first != shown {
                    facts.push(Fact::new("hard link to", DropPath::from_bytes(first)));
                }
            }
            let member = match blocks {
                _ if inode.is_link() => {
                    let target = inode.target(blocks.as_ref())?;
                    budget.member(&target)?;
                    facts.push(Fact::new("link target", DropPath::from_bytes(&target)));
                    Member::empty(shown)
                }
                Some(blocks) => blocks.member(shown),
                None => Member::empty(shown),
            };
            self.members.push(member.with(facts));
        }
        Ok(())
    }

    /// What facts and content of an inode tell.
    fn cover(&mut self, inode: &Inode, blocks: Option<&Blocks>) -> Result<(), Fault> {
        self.covered.push((inode.at, inode.at + inode.bytes.len() as u64));
        if let Some(blocks) = blocks {
            self.covered.extend(blocks.covered(self.volume.superblock.block_size)?);
        }
        Ok(())
    }
}
