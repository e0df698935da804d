//! UBIFS (Linux's `fs/ubifs/ubifs-media.h`): read from its nodes, the latest of each, without its index.

use std::collections::BTreeMap;
use std::io::Write;

use banbury_evidence::{DigestWriter, DropPath};

use super::checksum;
use super::endian::Endian::Little;
use super::flash::{Files, Inode, Method, Name, PIECE, Piece};
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use crate::hex;

const MAGIC: [u8; 4] = [0x31, 0x18, 0x10, 0x06];

/// Length of the header that all nodes have, in bytes.
const HEADER: u64 = 24;

const INODE: u8 = 0;
const DATA: u8 = 1;
const NAME: u8 = 2;
const ATTRIBUTE: u8 = 3;
const PADDING: u8 = 5;
const SUPER: u8 = 6;

/// The largest erase block, and the longest value that stands in an inode, in bytes.
const LARGEST: u64 = 16 << 20;
const INLINE: u64 = 4096;

/// Length of the data of a node of a file.
const BLOCK: u64 = 4096;

/// The root folder.
const ROOT: u64 = 1;

pub(super) const FORMAT: Format = Format {
    name: "UBIFS image",
    part: "file",
    rest: "index, tables of free space, superseded nodes and padding",
    recognises: |content| content.has_at(0, &MAGIC) && content.array_at(20).is_ok_and(|[kind]: [u8; 1]| kind == SUPER),
    look: Look::Members(open),
};

/// A node whose checksum is right.
struct Node {
    at: u64,
    kind: u8,
    sequence: u64,
    content: Content,
}

impl Node {
    fn read(content: &Content, at: u64, end: u64, budget: &mut Budget) -> Result<Option<Self>, Fault> {
        if !content.has_at(at, &MAGIC) {
            return Ok(None);
        }
        let length = u64::from(Little.u32_at(content, at + 16)?);
        let node = content.part(at, length).filter(|_| length >= HEADER && at + length <= end);
        let Some(node) = node else { return Ok(None) };
        if Little.u32_at(&node, 4)? != !checksum::crc32(&[node.from(8)], budget)? {
            return Ok(None);
        }
        let [kind] = node.array_at(20)?;
        Ok(Some(Self { at, kind, sequence: Little.u64_at(&node, 8)?, content: node }))
    }

    /// The inode that the node's key is of.
    fn inode(&self) -> Result<u64, Fault> {
        Ok(Little.u32_at(&self.content, 24)?.into())
    }
}

/// The latest nodes.
#[derive(Default)]
struct Latest {
    inodes: BTreeMap<u64, Node>,
    data: BTreeMap<(u64, u32), Node>,
    names: BTreeMap<(u64, Vec<u8>), Node>,
    attributes: BTreeMap<(u64, Vec<u8>), Node>,
}

fn keep<K: Ord>(nodes: &mut BTreeMap<K, Node>, key: K, node: Node) {
    if nodes.get(&key).is_none_or(|other| other.sequence < node.sequence) {
        nodes.insert(key, node);
    }
}

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let first = Node::read(content, 0, content.length(), budget)?;
    let first = first.ok_or_else(|| Fault::damaged("the checksum of its superblock is wrong"))?.content;
    let number = |at: u64| Little.u32_at(&first, at);
    let (page, block) = (u64::from(number(32)?), u64::from(number(36)?));
    if page < 8 || page % 8 != 0 || block < page || block % page != 0 || block > LARGEST {
        return Err(Fault::damaged("its blocks have an impossible size"));
    }
    let facts = vec![
        Fact::new("format", number(80)?),
        Fact::new("flags", format!("{:#x}", number(28)?)),
        Fact::new("page size", page),
        Fact::new("block size", block),
        Fact::new("blocks", format!("{} of {}", number(40)?, number(44)?)),
        Fact::new("method", Little.u16_at(&first, 84)?),
        Fact::new("UUID", hex::digits(&first.bytes_at(108, 16)?)),
        Fact::new(
            "other fields of the superblock",
            hex::digits(&[first.bytes_at(24, 4)?, first.bytes_at(48, 32)?, first.bytes_at(86, 22)?].concat()),
        ),
    ];
    let mut covered = vec![(0, 124)];
    let latest = latest(content, page, block, budget)?;
    let mut layout = DigestWriter::default();
    let files = files(latest, &mut covered, &mut layout, budget)?;
    let members = files.members(ROOT, budget)?;
    let mut container = Container { members, facts, rest: rest_of(content, covered), ..Container::default() };
    container.facts.push(Fact::new("where the nodes stand, and their numbers", layout.finish()));
    Ok(container)
}

fn latest(content: &Content, page: u64, block: u64, budget: &mut Budget) -> Result<Latest, Fault> {
    let mut latest = Latest::default();
    let mut at = 0;
    while at < content.length() {
        let end = (at / block + 1) * block;
        let Some(node) = Node::read(content, at, end, budget)? else {
            at = (at / page + 1) * page;
            continue;
        };
        budget.member(b"")?;
        at = (at + node.content.length()).next_multiple_of(8);
        match node.kind {
            INODE if node.content.length() >= 160 => keep(&mut latest.inodes, node.inode()?, node),
            DATA if node.content.length() >= 48 => {
                let key = (node.inode()?, Little.u32_at(&node.content, 28)? & 0x1fff_ffff);
                keep(&mut latest.data, key, node);
            }
            NAME | ATTRIBUTE if node.content.length() >= 56 => {
                let name = node.content.bytes_at(56, Little.u16_at(&node.content, 50)?.into())?;
                budget.member(&name)?;
                let key = (node.inode()?, name);
                let names = if node.kind == NAME { &mut latest.names } else { &mut latest.attributes };
                keep(names, key, node);
            }
            PADDING => at = at.saturating_add(Little.u32_at(&node.content, 24)?.into()).min(end),
            _ => {}
        }
    }
    Ok(latest)
}

/// Says that ranges of a node are told by facts and contents, and notes the others in `layout`.
fn cover(
    node: &Node,
    told: &[(u64, u64)],
    covered: &mut Vec<(u64, u64)>,
    layout: &mut DigestWriter,
) -> Result<(), Fault> {
    covered.push((node.at, node.at + node.content.length()));
    layout.write_all(&node.at.to_be_bytes())?;
    // The checksum of the node stands in its first eight bytes, and is right.
    let known = [(0, 8)].into_iter().chain(told.iter().copied()).collect();
    for part in rest_of(&node.content, known) {
        layout.write_all(&part.to_vec()?)?;
    }
    Ok(())
}

fn files(
    latest: Latest,
    covered: &mut Vec<(u64, u64)>,
    layout: &mut DigestWriter,
    budget: &mut Budget,
) -> Result<Files, Fault> {
    let mut files = Files::default();
    let mut inline = BTreeMap::new();
    for (number, node) in &latest.inodes {
        let content = &node.content;
        let number32 = |at: u64| Little.u32_at(content, at);
        let time = |at: u64, fraction: u64| -> Result<String, Fault> {
            Ok(format!("{}.{:09}", Little.u64_at(content, at)?.cast_signed(), number32(fraction)?))
        };
        let data = content.part(160, number32(112)?.into()).filter(|data| data.length() <= INLINE);
        let data = data.ok_or_else(|| Fault::damaged("the length of an inode's data is impossible"))?;
        let mode = number32(104)?;
        let is_link = mode & 0o170_000 == 0o120_000;
        let mut inode = Inode { mode, size: Little.u64_at(content, 48)?, ..Inode::default() };
        inode.facts = vec![
            Fact::new("owner", number32(96)?),
            Fact::new("group", number32(100)?),
            Fact::time(time(72, 88)?),
            Fact::new("changed", time(64, 84)?),
            Fact::new("accessed", time(56, 80)?),
            Fact::new("links", number32(92)?),
            Fact::new("flags", format!("{:#x}", number32(108)?)),
            Fact::new("method for new data", Little.u16_at(content, 132)?),
            Fact::new(
                "other fields of the inode",
                hex::digits(&[content.bytes_at(116, 16)?, content.bytes_at(134, 26)?].concat()),
            ),
        ];
        if is_link {
            inode.link = data.to_vec()?;
        } else if data.length() <= 16 {
            inode.facts.push(Fact::new("device", hex::digits(&data.to_vec()?)));
        }
        if mode & 0o170_000 != 0o100_000 {
            inode.facts.push(Fact::new("size", inode.size));
        }
        inline.insert(*number, data);
        let told = if is_link || content.length() <= 176 { content.length() } else { 160 };
        cover(node, &[(48, told)], covered, layout)?;
        files.inodes.insert(*number, inode);
    }
    for ((number, block), node) in &latest.data {
        let content = &node.content;
        let length = Little.u32_at(content, 40)?;
        let method = match Little.u16_at(content, 44)? {
            0 => Method::Stored,
            1 => Method::Lzo,
            2 => Method::Deflate,
            3 => Method::Zstd,
            other => return Err(Fault::Unsupported(format!("compression method {other}"))),
        };
        let at = u64::from(*block) * BLOCK;
        let belongs = |inode: &&mut Inode| length <= PIECE && at + u64::from(length) <= inode.size;
        // What belongs to no file stays in the rest.
        let Some(inode) = files.inodes.get_mut(number).filter(belongs) else { continue };
        inode.pieces.insert(at, Piece { length, method, data: content.from(48) });
        cover(node, &[(48, content.length())], covered, layout)?;
    }
    for ((folder, name), node) in &latest.names {
        let inode = Little.u64_at(&node.content, 40)?;
        if inode != 0 {
            files.names.entry(*folder).or_default().insert(name.clone(), Name { inode, facts: Vec::new() });
            cover(node, &[], covered, layout)?;
        }
    }
    // An extended attribute is an inode that only its file names.
    for ((owner, name), node) in &latest.attributes {
        let number = Little.u64_at(&node.content, 40)?;
        let value = inline.get(&number).map_or(Ok(Vec::new()), Content::to_vec)?;
        let Some(inode) = files.inodes.get_mut(owner).filter(|_| number != 0) else { continue };
        let told = format!("{}={}", DropPath::from_bytes(name), hex::digits(&value));
        // Many of them may name one value.
        budget.keep(told.len() as u64)?;
        match inode.facts.iter_mut().find(|fact| fact.what == "attributes") {
            Some(fact) => fact.value += &format!(" {told}"),
            None => inode.facts.push(Fact::new("attributes", told)),
        }
        cover(node, &[], covered, layout)?;
    }
    Ok(files)
}
