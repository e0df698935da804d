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
mod walk;

use std::collections::BTreeMap;
use std::rc::Rc;

use self::attributes::Attributes;
use self::data::Image;
use self::superblock::Superblock;
use self::table::Table;
use self::walk::Walk;
use super::{Format, Look, padding};
use crate::budget::Budget;
use crate::container::{Container, Fact, rest_of};
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
