//! cramfs (fs/cramfs/README of Linux), of little-endian machines.

use std::collections::BTreeSet;
use std::io::{self, Read};

use banbury_evidence::DropPath;
use flate2::Crc;
use flate2::bufread::ZlibDecoder;

use super::blockwise::Blockwise;
use super::scan::Scan;
use super::{Format, Look, padding};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, Packed, rest_of};
use crate::content::Content;
use crate::fault::Fault;

const MAGIC: &[u8] = &[0x45, 0x3d, 0xcd, 0x28];
const SIGNATURE: &[u8] = b"Compressed ROMFS";

/// Where the checksum stands, the number of the edition, the label, and the inode of the topmost folder.
const CHECKSUM: u64 = 32;
const LABEL: u64 = 48;
const ROOT: u64 = 64;

const INODE: u64 = 12;

/// Unpacked length of a block, and to what the tools pad an image.
const BLOCK: u64 = 4096;

/// A flag for pointers that say more than where a block ends.
const OTHER_POINTERS: u32 = 0x800;

pub(super) const FORMAT: Format = Format {
    name: "cramfs image",
    part: "member",
    rest: "padding, and what nothing points to",
    recognises: |content| content.has_at(0, MAGIC) && content.has_at(16, SIGNATURE),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let mut fields = Scan::at(content, 4);
    let (size, flags, future) = (fields.u32()?, fields.u32()?, fields.u32()?);
    if flags & OTHER_POINTERS != 0 {
        return Err(Fault::Unsupported("cramfs with block pointers of another kind".to_owned()));
    }
    let mut fields = Scan::at(content, CHECKSUM);
    let (checksum, edition, blocks, files) = (fields.u32()?, fields.u32()?, fields.u32()?, fields.u32()?);
    let label: [u8; 16] = content.array_at(LABEL)?;
    let mut facts = vec![
        Fact::new("label", DropPath::from_bytes(&label)),
        Fact::new("flags", format!("{flags:#x}")),
        Fact::new("edition", edition),
        Fact::new("future", future),
    ];
    let image = content.part(0, size.into()).ok_or_else(|| Fault::damaged("it ends too early"))?;
    if sum(&image)? != checksum {
        facts.push(Fact::new("checksum", format!("{checksum:#010x}, which is wrong")));
    }
    let mut walk = Walk { content: content.clone(), members: Vec::new(), covered: vec![(0, ROOT + INODE)], blocks: 0 };
    walk.run(budget)?;
    if (walk.blocks, walk.members.len() as u64) != (blocks.into(), files.into()) {
        facts.push(Fact::new("blocks and files", format!("{blocks} and {files}")));
    }
    let end = walk.covered.iter().map(|(_, end)| *end).max().unwrap_or(0);
    if u64::from(size) == content.length() && padding::fills_up(content, end, BLOCK)? {
        walk.covered.push((end, content.length()));
    } else {
        facts.push(Fact::new("size", size));
    }
    let rest = rest_of(content, walk.covered);
    Ok(Container { members: walk.members, facts, rest, order_counts: true, ..Container::default() })
}

/// Of the image with zeros in place of the checksum.
fn sum(image: &Content) -> Result<u32, Fault> {
    let mut crc = Crc::new();
    let mut reader = image.from(CHECKSUM + 4).reader();
    crc.update(&image.bytes_at(0, CHECKSUM as usize)?);
    crc.update(&[0; 4]);
    let mut block = vec![0; 64 << 10];
    loop {
        let length = reader.read(&mut block)?;
        let Some(block) = block.get(..length).filter(|block| !block.is_empty()) else { return Ok(crc.sum()) };
        crc.update(block);
    }
}

/// The way through all folders.
struct Walk {
    content: Content,
    members: Vec<Member>,
    covered: Vec<(u64, u64)>,
    /// Blocks of all files.
    blocks: u64,
}

struct Inode {
    mode: u32,
    owner: u32,
    group: u32,
    size: u32,
    name_length: u64,
    at: u64,
}

impl Inode {
    fn read(content: &Content, at: u64) -> Result<Self, Fault> {
        let mut fields = Scan::at(content, at);
        let (mode, size, place) = (fields.u32()?, fields.u32()?, fields.u32()?);
        Ok(Self {
            mode: mode & 0xffff,
            owner: mode >> 16,
            group: size >> 24,
            size: size & 0xff_ffff,
            name_length: 4 * u64::from(place & 0x3f),
            at: 4 * u64::from(place >> 6),
        })
    }
}

impl Walk {
    fn run(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        let mut seen = BTreeSet::new();
        let root = Inode::read(&self.content, ROOT)?;
        if root.name_length != 0 || root.mode >> 12 != 4 {
            return Err(Fault::damaged("its topmost folder is none"));
        }
        let mut ahead = vec![(Vec::new(), root)];
        while let Some((path, inode)) = ahead.pop() {
            if inode.mode >> 12 == 4 && inode.size > 0 {
                if !seen.insert(inode.at) {
                    return Err(Fault::damaged("a folder stands in two places"));
                }
                let below = self.folder(&path, &inode, budget)?;
                ahead.extend(below.into_iter().rev());
            }
            let shown = if path.is_empty() { b".".to_vec() } else { path };
            let member = self.member(shown, &inode, budget)?;
            self.members.push(member);
        }
        Ok(())
    }

    fn folder(&mut self, path: &[u8], inode: &Inode, budget: &mut Budget) -> Result<Vec<(Vec<u8>, Inode)>, Fault> {
        let mut below = Vec::new();
        let (mut at, end) = (inode.at, inode.at + u64::from(inode.size));
        while at < end {
            let entry = Inode::read(&self.content, at)?;
            let name = self.content.bytes_at(at + INODE, entry.name_length as usize)?;
            let length = name.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            if length == 0 || length.next_multiple_of(4) != name.len() {
                return Err(Fault::damaged("a name is shorter than it claims"));
            }
            let name = name.get(..length).unwrap_or_default();
            let path = if path.is_empty() { name.to_owned() } else { [path, b"/", name].concat() };
            budget.member(&path)?;
            at += INODE + entry.name_length;
            below.push((path, entry));
        }
        if at != end {
            return Err(Fault::damaged("a folder is longer than it claims"));
        }
        self.covered.push((inode.at, end));
        Ok(below)
    }

    fn member(&mut self, name: Vec<u8>, inode: &Inode, budget: &mut Budget) -> Result<Member, Fault> {
        let mut facts = vec![
            Fact::mode((inode.mode & 0xfff).into()),
            Fact::kind(inode.mode.into()),
            Fact::new("owner", inode.owner),
            Fact::new("group", inode.group),
        ];
        let has_blocks = matches!(inode.mode >> 12, 8 | 10) && inode.size > 0;
        match inode.mode >> 12 {
            2 | 6 => facts.push(Fact::new("device", format!("{}:{}", inode.size >> 8, inode.size & 0xff))),
            4 | 8 | 10 => {}
            _ => facts.push(Fact::new("size", inode.size)),
        }
        // What is empty points to nothing.
        if !has_blocks && inode.mode >> 12 != 4 && inode.at != 0 {
            facts.push(Fact::new("place", inode.at));
        }
        if !has_blocks {
            let is_file = inode.mode >> 12 == 8;
            let empty = || Member::plain(name.clone(), Content::of_bytes(Vec::new()));
            return Ok(if is_file { empty() } else { Member::empty(name.clone()) }.with(facts));
        }
        let file = File::read(&self.content, inode)?;
        budget.keep(4 * file.lengths.len() as u64)?;
        self.blocks += file.lengths.len() as u64;
        self.covered.push((inode.at, file.end));
        self.covered.extend(padding::zeros(&self.content, file.end, file.end.next_multiple_of(4))?);
        if inode.mode >> 12 == 10 {
            let target = budget.unpack(file.open()?.take(BLOCK))?.to_vec()?;
            budget.member(&target)?;
            facts.push(Fact::new("link target", DropPath::from_bytes(&target)));
            if u64::from(inode.size) <= BLOCK {
                return Ok(Member::empty(name).with(facts));
            }
        }
        Ok(Member::packed(name, file).with(facts))
    }
}

/// The content of a file.
struct File {
    content: Content,
    size: u32,
    /// Where its first block begins, and its last one ends.
    start: u64,
    end: u64,
    /// Of each block as it is stored. One without length is a hole.
    lengths: Vec<u32>,
}

impl File {
    fn read(content: &Content, inode: &Inode) -> Result<Self, Fault> {
        let count = u64::from(inode.size).div_ceil(BLOCK);
        let start = inode.at + 4 * count;
        let mut fields = Scan::at(content, inode.at);
        let (mut at, mut lengths) = (start, Vec::new());
        for _ in 0..count {
            let end = u64::from(fields.u32()?);
            let length = end.checked_sub(at).filter(|length| *length <= 2 * BLOCK && end <= content.length());
            let length = length.and_then(|length| u32::try_from(length).ok());
            lengths.push(length.ok_or_else(|| Fault::damaged("a block ends before it begins, or is too long"))?);
            at = end;
        }
        Ok(Self { content: content.clone(), size: inode.size, start, end: at, lengths })
    }
}

impl Packed for File {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        let lengths = self.lengths.iter().chain([&self.size]).flat_map(|length| length.to_le_bytes());
        let blocks = self.content.part(self.start, self.end - self.start)?;
        Some((format!("zlib, blocks of {BLOCK} bytes"), vec![Content::of_bytes(lengths.collect()), blocks]))
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let (mut at, mut left) = (self.start, u64::from(self.size));
        let blocks = self.lengths.iter().map(move |length| {
            let expected = left.min(BLOCK);
            left -= expected;
            let stored = self.content.bytes_at(at, *length as usize)?;
            at += u64::from(*length);
            if stored.is_empty() {
                return Ok(vec![0; expected as usize]);
            }
            let mut block = Vec::new();
            ZlibDecoder::new(stored.as_slice()).take(expected + 1).read_to_end(&mut block)?;
            match block.len() as u64 == expected {
                true => Ok(block),
                false => Err(io::Error::other("a block is longer or shorter than it should be")),
            }
        });
        Ok(Box::new(Blockwise::new(blocks)))
    }
}
