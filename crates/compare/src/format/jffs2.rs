//! JFFS2 (Linux's `include/uapi/linux/jffs2.h`), of either byte order: a log of nodes, of which the latest count.

use std::collections::BTreeMap;
use std::io::Write;

use banbury_evidence::DigestWriter;

use super::endian::Endian;
use super::flash::{Files, Inode, Method, Name, PIECE, Piece};
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use crate::hex;

const MAGIC: u16 = 0x1985;

/// Length of the header that all nodes have; of a name's node, and of an inode's, up to what they hold; in bytes.
const HEADER: u64 = 12;
const NAME_HEADER: u64 = 40;
const INODE_HEADER: u64 = 68;

const NAME: u16 = 0xe001;
const INODE: u16 = 0xe002;

/// The root folder.
const ROOT: u64 = 1;

/// How much is read at once of what is erased, in bytes.
const ERASED: u64 = 64 << 10;

pub(super) const FORMAT: Format = Format {
    name: "JFFS2 image",
    part: "file",
    rest: "superseded nodes, other nodes and padding",
    recognises: |content| order(content).is_some(),
    look: Look::Members(open),
};

/// The byte order, if it begins with a node.
fn order(content: &Content) -> Option<Endian> {
    let orders = [Endian::Little, Endian::Big].into_iter();
    let mut right = orders.filter(|order| {
        order.u16_at(content, 0).is_ok_and(|magic| magic == MAGIC)
            && content
                .bytes_at(0, 8)
                .is_ok_and(|header| order.u32_at(content, 8).is_ok_and(|crc| crc == crc32(&header)))
    });
    right.next()
}

/// As zlib's, but begun with zero, and not inverted.
fn crc32(bytes: &[u8]) -> u32 {
    let zlib = |bytes: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum()
    };
    zlib(bytes) ^ zlib(&vec![0; bytes.len()])
}

/// A node whose checksums are right.
struct Node {
    at: u64,
    content: Content,
}

#[derive(Default)]
struct Nodes {
    /// By inode and version.
    inodes: BTreeMap<u64, BTreeMap<u32, Node>>,
    /// The latest by folder and name.
    names: BTreeMap<(u64, Vec<u8>), (u32, Node)>,
}

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let order = order(content).ok_or_else(|| Fault::damaged("it does not begin with a node"))?;
    let nodes = nodes(content, order, budget)?;
    let mut reading = Reading { order, covered: Vec::new(), layout: DigestWriter::default() };
    let mut files = Files::default();
    for (number, versions) in nodes.inodes {
        if let Some(inode) = reading.inode(&versions)? {
            files.inodes.insert(number, inode);
        }
    }
    for ((folder, name), (_, node)) in nodes.names {
        let inode = order.u32_at(&node.content, 20)?;
        if inode != 0 {
            let facts = vec![Fact::new("made", order.u32_at(&node.content, 24)?)];
            files.names.entry(folder).or_default().insert(name, Name { inode: inode.into(), facts });
            reading.cover(&node, &[(8, 12), (24, 28), (32, node.content.length())])?;
        }
    }
    let facts = vec![
        Fact::new("byte order", format!("{order:?}")),
        Fact::new("where the nodes stand, and their numbers", reading.layout.finish()),
    ];
    let members = files.members(ROOT, budget)?;
    Ok(Container { members, facts, rest: rest_of(content, reading.covered), ..Container::default() })
}

fn nodes(content: &Content, order: Endian, budget: &mut Budget) -> Result<Nodes, Fault> {
    let mut nodes = Nodes::default();
    let mut at = 0;
    while let Some(next) = written(content, at)? {
        at = next;
        let Some((kind, node)) = node(content, order, at)? else {
            at += 4;
            continue;
        };
        budget.member(b"")?;
        at = (at + node.content.length()).next_multiple_of(4);
        let number = |at: u64| order.u32_at(&node.content, at);
        match kind {
            NAME => {
                let name = node.content.from(NAME_HEADER).to_vec()?;
                budget.member(&name)?;
                let (version, key) = (number(16)?, (u64::from(number(12)?), name));
                if nodes.names.get(&key).is_none_or(|(other, _)| *other < version) {
                    nodes.names.insert(key, (version, node));
                }
            }
            INODE => {
                let (inode, version) = (u64::from(number(12)?), number(16)?);
                nodes.inodes.entry(inode).or_default().entry(version).or_insert(node);
            }
            _ => {}
        }
    }
    Ok(nodes)
}

/// The next place from `at` on that is not erased.
fn written(content: &Content, mut at: u64) -> Result<Option<u64>, Fault> {
    // Mostly something stands there at once.
    let mut wanted = 4;
    while at < content.length() {
        let length = wanted.min(content.length() - at);
        wanted = ERASED;
        let bytes = content.bytes_at(at, length as usize)?;
        match bytes.iter().position(|byte| *byte != 0xff) {
            Some(place) => return Ok(Some(at + place as u64 / 4 * 4)),
            None => at += length,
        }
    }
    Ok(None)
}

/// None where no node stands, or a checksum of it is wrong.
fn node(content: &Content, order: Endian, at: u64) -> Result<Option<(u16, Node)>, Fault> {
    let Some(header) = content.part(at, HEADER) else { return Ok(None) };
    if order.u16_at(&header, 0)? != MAGIC || order.u32_at(&header, 8)? != crc32(&header.bytes_at(0, 8)?) {
        return Ok(None);
    }
    let kind = order.u16_at(&header, 2)?;
    let length = u64::from(order.u32_at(&header, 4)?);
    let Some(node) = content.part(at, length).filter(|_| length >= HEADER) else { return Ok(None) };
    // Whether what it holds has the length that it says, and the checksums of both parts are right.
    let fits = |header: u64, held: u64, limit: u64| -> Result<bool, Fault> {
        if length < header || length - header != held || held > limit {
            return Ok(false);
        }
        let parts = match kind {
            NAME => [(32, node.part(0, 32)), (36, node.part(header, held))],
            _ => [(64, node.part(0, 60)), (60, node.part(header, held))],
        };
        for (at, part) in parts {
            let Some(part) = part else { return Ok(false) };
            if order.u32_at(&node, at)? != crc32(&part.to_vec()?) {
                return Ok(false);
            }
        }
        Ok(true)
    };
    let right = match kind {
        NAME if length >= NAME_HEADER => {
            let [size] = node.array_at(28)?;
            fits(NAME_HEADER, size.into(), 255)?
        }
        INODE if length >= INODE_HEADER => fits(INODE_HEADER, order.u32_at(&node, 48)?.into(), PIECE.into())?,
        NAME | INODE => false,
        _ => true,
    };
    Ok(right.then_some((kind, Node { at, content: node })))
}

struct Reading {
    order: Endian,
    covered: Vec<(u64, u64)>,
    layout: DigestWriter,
}

impl Reading {
    /// Says that ranges of a node are told by facts and contents, and notes the others.
    fn cover(&mut self, node: &Node, told: &[(u64, u64)]) -> Result<(), Fault> {
        self.covered.push((node.at, node.at + node.content.length()));
        self.layout.write_all(&node.at.to_be_bytes())?;
        for part in rest_of(&node.content, told.to_vec()) {
            self.layout.write_all(&part.to_vec()?)?;
        }
        Ok(())
    }

    /// What the versions of an inode come to. The last says what it is; each may hold a piece of the file.
    fn inode(&mut self, versions: &BTreeMap<u32, Node>) -> Result<Option<Inode>, Fault> {
        let order = self.order;
        let Some((_, last)) = versions.last_key_value() else { return Ok(None) };
        let number = |at: u64| order.u32_at(&last.content, at);
        let mode = number(20)?;
        let mut inode = Inode { mode, size: number(28)?.into(), ..Inode::default() };
        inode.facts = vec![
            Fact::new("owner", order.u16_at(&last.content, 24)?),
            Fact::new("group", order.u16_at(&last.content, 26)?),
            Fact::time(number(36)?),
            Fact::new("changed", number(40)?),
            Fact::new("accessed", number(32)?),
        ];
        let is_file = mode & 0o170_000 == 0o100_000;
        if !is_file {
            inode.facts.push(Fact::new("size", inode.size));
        }
        let description = last.content.bytes_at(20, 24)?;
        let mut pieces: BTreeMap<u64, (Piece, &Node)> = BTreeMap::new();
        for (version, node) in versions {
            let is_last = std::ptr::eq(node, last);
            let (at, length) = (u64::from(order.u32_at(&node.content, 44)?), order.u32_at(&node.content, 52)?);
            let data = node.content.from(INODE_HEADER);
            if length > 0 && is_file {
                let end = at + u64::from(length);
                let before = pieces.range(..end).next_back().map(|(start, (piece, _))| (*start, piece.length));
                match before {
                    Some((start, other)) if start == at && other == length => {}
                    Some((start, other)) if start + u64::from(other) > at => {
                        return Err(Fault::Unsupported("a file that was written over in part".to_owned()));
                    }
                    _ => {}
                }
                if end > inode.size || length > PIECE {
                    return Err(Fault::Unsupported(format!("version {version} of an inode reaches behind its end")));
                }
                let [method] = node.content.array_at(56)?;
                pieces.insert(at, (Piece { length, method: method_of(method)?, data }, node));
                continue;
            }
            // A link's target or a device's number.
            if is_last && mode & 0o170_000 == 0o120_000 {
                inode.link = data.to_vec()?;
                self.cover(node, &[(8, 12), (20, 44), (60, node.content.length())])?;
            } else if is_last && data.length() <= 8 {
                if data.length() > 0 {
                    inode.facts.push(Fact::new("device", hex::digits(&data.to_vec()?)));
                }
                self.cover(node, &[(8, 12), (20, 44), (60, node.content.length())])?;
            }
        }
        for (at, (piece, node)) in pieces {
            // What it says of the inode is told, as far as the last version says the same.
            let same = node.content.bytes_at(20, 24)? == description;
            let of_inode = if same { (20, 44) } else { (20, 20) };
            self.cover(node, &[(8, 12), of_inode, (60, node.content.length())])?;
            inode.pieces.insert(at, piece);
        }
        Ok(Some(inode))
    }
}

fn method_of(number: u8) -> Result<Method, Fault> {
    Ok(match number {
        0 | 4 => Method::Stored,
        1 => Method::Zeros,
        2 => Method::Rtime,
        6 => Method::Zlib,
        7 => Method::Lzo,
        _ => return Err(Fault::Unsupported(format!("compression method {number}"))),
    })
}
