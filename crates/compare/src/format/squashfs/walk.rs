//! All members of a Squashfs image, and what of its tables and blocks they tell.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::rc::Rc;

use banbury_evidence::{Digest, DigestWriter, DropPath};

use super::super::scan::Scan;
use super::attributes::Attributes;
use super::data::{self, Image, Slack, stored_length};
use super::inode::{self, Body, Inode};
use super::superblock::Superblock;
use super::table::Table;
use crate::budget::Budget;
use crate::container::{Fact, Member};
use crate::content::Content;
use crate::fault::Fault;

/// The way through all folders.
pub(super) struct Walk<'a> {
    pub(super) image: Rc<Image>,
    pub(super) superblock: &'a Superblock,
    pub(super) ids: Content,
    pub(super) inodes: Table,
    pub(super) folders: Table,
    pub(super) attributes: Option<Attributes>,
    /// With the place of their content, to bring them into that order.
    pub(super) members: Vec<((u64, u32), Member)>,
    /// Number, kind and reference of each inode.
    pub(super) numbers: Vec<(u32, u16, u64)>,
    /// The first name of each inode that claims several.
    pub(super) names: BTreeMap<u64, Vec<u8>>,
    pub(super) covered: Vec<(u64, u64)>,
    /// What of each shared block belongs to files.
    pub(super) shared: BTreeMap<u32, Vec<(u64, u64)>>,
    pub(super) rest: Vec<Content>,
}

impl Walk<'_> {
    pub(super) fn run(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        let mut seen = BTreeSet::new();
        let root = self.inode(self.superblock.root)?;
        let mut ahead = vec![(b".".to_vec(), self.superblock.root, root, self.superblock.inodes.wrapping_add(1))];
        while let Some((name, reference, inode, above)) = ahead.pop() {
            if let Body::Folder { block, offset, length, parent, .. } = &inode.body {
                if !seen.insert(reference) {
                    return Err(Fault::damaged("a folder stands in two places"));
                }
                if *parent != above {
                    return Err(Fault::damaged("a folder does not know in which it stands"));
                }
                // An empty one has no list, and may point anywhere.
                let entries = match length {
                    0..=3 => Vec::new(),
                    _ => {
                        let place = self.folders.place((*block).into(), (*offset).into())?;
                        inode::entries(&mut self.folders, place, *length, budget)?
                    }
                };
                for entry in entries.into_iter().rev() {
                    let path = if name == b"." { entry.name } else { [&name, &b"/"[..], &entry.name].concat() };
                    budget.member(&path)?;
                    let reference = u64::from(entry.block) << 16 | u64::from(entry.offset);
                    let child = self.inode(reference)?;
                    if (child.number, inode::basic(child.kind)) != (entry.number, entry.kind) {
                        return Err(Fault::damaged("a folder's entry and its inode do not fit"));
                    }
                    ahead.push((path, reference, child, inode.number));
                }
            }
            self.member(name, reference, inode, budget)?;
        }
        Ok(())
    }

    fn inode(&mut self, reference: u64) -> Result<Inode, Fault> {
        let place = self.inodes.place(reference >> 16, reference & 0xffff)?;
        inode::read(&mut self.inodes, place, self.superblock.block_size)
    }

    fn id(&self, number: u16) -> Result<u32, Fault> {
        Ok(u32::from_le_bytes(self.ids.array_at(4 * u64::from(number))?))
    }

    fn member(&mut self, name: Vec<u8>, reference: u64, inode: Inode, budget: &mut Budget) -> Result<(), Fault> {
        self.numbers.push((inode.number, inode.kind, reference));
        let mut facts = vec![
            Fact::mode(inode.mode.into()),
            Fact::new("type", inode::kind_name(inode.kind)),
            Fact::new("owner", self.id(inode.owner)?),
            Fact::new("group", self.id(inode.group)?),
            Fact::time(inode.time),
            Fact::new("links", inode.links),
        ];
        if let Some(number) = inode.attributes {
            let attributes = self.attributes.as_mut().map(|attributes| attributes.text(number, budget)).transpose()?;
            let attributes = attributes.ok_or_else(|| Fault::damaged("an inode has attributes that are not there"))?;
            budget.member(attributes.as_bytes())?;
            facts.push(Fact::new("attributes", attributes));
        }
        if inode.links > 1 && inode::basic(inode.kind) != 1 {
            let first = self.names.entry(reference).or_insert_with(|| name.clone());
            if *first != name {
                facts.push(Fact::new("hard link to", DropPath::from_bytes(first)));
            }
        }
        let mut place = (0, 0);
        let member = match inode.body {
            Body::File(file) => {
                facts.push(Fact::new("sparse bytes", file.sparse));
                place = self.place(&file)?;
                self.file(name, file, budget)?
            }
            Body::Link(target) => {
                budget.member(&target)?;
                facts.push(Fact::new("link target", DropPath::from_bytes(&target)));
                Member::empty(name)
            }
            Body::Device(device) => {
                let (major, minor) = ((device & 0xf_ff00) >> 8, (device & 0xff) | ((device >> 12) & 0xf_ff00));
                facts.push(Fact::new("device", format!("{major}:{minor}")));
                Member::empty(name)
            }
            Body::Folder { index, .. } => {
                if index.length() > 0 {
                    facts.push(Fact::new("index", Digest::of(&index.to_vec()?)));
                }
                Member::empty(name)
            }
            Body::Other => Member::empty(name),
        };
        self.members.push((place, member.with(facts)));
        Ok(())
    }

    /// Where a file's content begins: in a block of its own, or in one that it shares.
    fn place(&self, file: &inode::File) -> Result<(u64, u32), Fault> {
        Ok(match file.fragment {
            Some((number, offset)) if file.blocks.length() == 0 => (self.image.fragment_at(number)?.0, offset),
            _ => (file.start, 0),
        })
    }

    fn file(&mut self, name: Vec<u8>, file: inode::File, budget: &mut Budget) -> Result<Member, Fault> {
        // Many names can share one long list.
        budget.unpacked(file.blocks.length())?;
        let mut lengths = Scan::at(&file.blocks, 0);
        let mut stored = 0u64;
        while lengths.position() < file.blocks.length() {
            stored += stored_length(lengths.u32()?);
        }
        let end = file.start.checked_add(stored).filter(|end| *end <= self.image.content.length());
        self.covered.push((file.start, end.ok_or_else(|| Fault::damaged("a file reaches behind the end"))?));
        if let Some((number, offset)) = file.fragment {
            let length = file.size % u64::from(self.superblock.block_size);
            self.shared.entry(number).or_default().push((offset.into(), u64::from(offset) + length));
        }
        Ok(Member::packed(name, data::File { image: self.image.clone(), inode: file, stored }))
    }

    /// The shared blocks, for what they hold beside the ends of files.
    pub(super) fn slack(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        for number in 0..self.superblock.fragments {
            let (start, length, unused) = self.image.fragment_at(number)?;
            self.rest.extend((unused != 0).then(|| Content::of_bytes(unused.to_le_bytes().to_vec())));
            let end = start.checked_add(stored_length(length)).filter(|end| *end <= self.image.content.length());
            self.covered.push((start, end.ok_or_else(|| Fault::damaged("a shared block reaches behind the end"))?));
            let name = format!("(shared block {number})").into_bytes();
            budget.member(&name)?;
            let mut used = self.shared.remove(&number).unwrap_or_default();
            used.sort_unstable();
            used.dedup();
            let slack = Slack { image: self.image.clone(), number, used };
            self.members.push(((u64::MAX, number), Member::packed(name, slack)));
        }
        match self.shared.is_empty() {
            true => Ok(()),
            false => Err(Fault::damaged("a file ends in a shared block that is not there")),
        }
    }

    /// Numbers and kinds of the inodes; where they stand follows.
    pub(super) fn number_digest(&self) -> Result<Digest, Fault> {
        let mut digest = DigestWriter::default();
        for (number, kind, _) in &self.numbers {
            digest.write_all(&number.to_le_bytes())?;
            digest.write_all(&kind.to_le_bytes())?;
        }
        Ok(digest.finish())
    }

    /// Whether a table by number says where the inodes stand, and no more.
    pub(super) fn is_exported(&self, table: &Content) -> Result<bool, Fault> {
        let mut fields = Scan::at(table, 0);
        for (expected, (number, _, reference)) in (1..).zip(&self.numbers) {
            if *number != expected || fields.u64()? != *reference {
                return Ok(false);
            }
        }
        Ok(self.numbers.len() as u64 == u64::from(self.superblock.inodes))
    }
}
