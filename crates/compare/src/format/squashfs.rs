//! Squashfs 4.0 (Documentation/filesystems/squashfs.rst of Linux).
//!
//! Told are the superblock, each inode, and whatever stands where nothing points to: between the files, in shared
//! blocks, in tables once they are unpacked, behind a compressed block's end, and behind the image. Not told is how
//! the tables and the shared blocks are packed, and where in the image things stand beyond the order of contents.

mod attributes;
mod data;
mod inode;
mod packing;
mod superblock;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::rc::Rc;

use banbury_evidence::{Digest, DigestWriter, DropPath};

use self::attributes::Attributes;
use self::data::{Image, Slack, stored_length};
use self::inode::{Body, Inode};
use self::superblock::Superblock;
use self::table::Table;
use super::fields::Fields;
use super::{Format, Look, padding};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

/// To what the tools pad an image, in bytes.
const PADDING: u64 = 4096;

pub(super) const FORMAT: Format = Format {
    name: "Squashfs image",
    part: "member",
    rest: "padding, and what nothing points to",
    recognises: superblock::recognises,
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let superblock = Superblock::read(content)?;
    let (mut facts, options_end) = superblock.facts(content, budget)?;
    let packing = superblock.packing;
    let mut rest = Vec::new();
    let mut covered = vec![(0, options_end)];

    let (mut ids, ids_at) =
        Table::listed(content, packing, (superblock.id_table, 4 * u64::from(superblock.ids)), budget)?;
    ids.told(0, 4 * u64::from(superblock.ids));
    covered.push((ids_at, superblock.id_table + ids.list_length()));
    let mut ends = vec![ids_at];

    let mut fragments = None;
    if let Some(at) = superblock.fragment_table {
        let length = 16 * u64::from(superblock.fragments);
        let (mut table, start) = Table::listed(content, packing, (at, length), budget)?;
        table.told(0, length);
        covered.push((start, at + table.list_length()));
        ends.push(start);
        fragments = Some(table);
    }
    let mut exports = None;
    if let Some(at) = superblock.export_table {
        let length = 8 * u64::from(superblock.inodes);
        let (table, start) = Table::listed(content, packing, (at, length), budget)?;
        covered.push((start, at + table.list_length()));
        ends.push(start);
        exports = Some(table);
    }
    let mut attributes = None;
    if let Some(at) = superblock.attribute_table {
        let (table, unused) = Attributes::read(content, &superblock, at, budget)?;
        covered.push((table.start, table.end));
        ends.push(table.start);
        rest.extend(unused);
        attributes = Some(table);
    }

    let folders_end = ends.into_iter().filter(|end| *end >= superblock.folder_table).min();
    let folders_end = folders_end.ok_or_else(|| Fault::damaged("its tables stand in no order"))?;
    let inodes = Table::read(content, packing, (superblock.inode_table, superblock.folder_table), budget)?;
    let folders = Table::read(content, packing, (superblock.folder_table, folders_end), budget)?;
    covered.push((superblock.inode_table, folders_end));

    let fragment_table =
        fragments.as_ref().map_or_else(|| Content::of_bytes(Vec::new()), |table| table.content.clone());
    let image = Rc::new(Image::new(content, packing, superblock.block_size, fragment_table));
    let mut walk = Walk {
        image,
        superblock: &superblock,
        ids: ids.content.clone(),
        inodes,
        folders,
        attributes,
        members: Vec::new(),
        numbers: Vec::new(),
        names: BTreeMap::new(),
        covered,
        shared: BTreeMap::new(),
        rest,
    };
    walk.run(budget)?;
    walk.slack(budget)?;
    let mut rest = std::mem::take(&mut walk.rest);

    walk.numbers.sort_unstable();
    walk.numbers.dedup();
    facts.push(Fact::new("owners and groups", numbers(&ids.content)?));
    facts.push(Fact::new("inode numbers", walk.number_digest()?));
    if let Some(mut exports) = exports {
        if walk.is_exported(&exports.content)? {
            exports.told(0, 8 * u64::from(superblock.inodes));
        }
        rest.extend(exports.rest());
    }
    for table in [Some(ids), fragments, Some(walk.inodes), Some(walk.folders)].into_iter().flatten() {
        rest.extend(table.rest());
    }
    rest.extend(walk.attributes.map(Attributes::rest).unwrap_or_default());
    let end = superblock.used.max(walk.covered.iter().map(|(_, end)| *end).max().unwrap_or(0));
    if padding::fills_up(content, end, PADDING)? {
        walk.covered.push((end, content.length()));
    }
    let mut outside = rest_of(content, walk.covered);
    outside.extend(rest);
    walk.members.sort_by_key(|(place, _)| *place);
    let members = walk.members.into_iter().map(|(_, member)| member).collect();
    Ok(Container { members, facts, rest: outside, order_counts: true, ..Container::default() })
}

fn numbers(ids: &Content) -> Result<String, Fault> {
    let ids = ids.to_vec()?;
    let numbers = ids.chunks_exact(4).filter_map(|id| id.try_into().ok()).map(u32::from_le_bytes);
    Ok(numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(", "))
}

/// The way through all folders.
struct Walk<'a> {
    image: Rc<Image>,
    superblock: &'a Superblock,
    ids: Content,
    inodes: Table,
    folders: Table,
    attributes: Option<Attributes>,
    /// With the place of their content, to bring them into that order.
    members: Vec<((u64, u32), Member)>,
    /// Number, kind and reference of each inode.
    numbers: Vec<(u32, u16, u64)>,
    /// The first name of each inode that claims several.
    names: BTreeMap<u64, Vec<u8>>,
    covered: Vec<(u64, u64)>,
    /// What of each shared block belongs to files.
    shared: BTreeMap<u32, Vec<(u64, u64)>>,
    rest: Vec<Content>,
}

impl Walk<'_> {
    fn run(&mut self, budget: &mut Budget) -> Result<(), Fault> {
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
                        inode::entries(&mut self.folders, place, *length)?
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
            let attributes = self.attributes.as_mut().map(|attributes| attributes.text(number)).transpose()?;
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
        let mut lengths = Fields::at(&file.blocks, 0);
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
    fn slack(&mut self, budget: &mut Budget) -> Result<(), Fault> {
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
    fn number_digest(&self) -> Result<Digest, Fault> {
        let mut digest = DigestWriter::default();
        for (number, kind, _) in &self.numbers {
            digest.write_all(&number.to_le_bytes())?;
            digest.write_all(&kind.to_le_bytes())?;
        }
        Ok(digest.finish())
    }

    /// Whether a table by number says where the inodes stand, and no more.
    fn is_exported(&self, table: &Content) -> Result<bool, Fault> {
        let mut fields = Fields::at(table, 0);
        for (expected, (number, _, reference)) in (1..).zip(&self.numbers) {
            if *number != expected || fields.u64()? != *reference {
                return Ok(false);
            }
        }
        Ok(self.numbers.len() as u64 == u64::from(self.superblock.inodes))
    }
}
