//! cpio archives: new ASCII with and without checksum (070701, 070702), and portable ASCII of POSIX.1-1988 (070707).

use std::collections::BTreeMap;
use std::io::{Read, Write};

use banbury_evidence::{DigestWriter, DropPath};

use super::{Format, Look, padding};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

/// Longest name and longest link target, in bytes (PATH_MAX is 4096).
const NAME: u64 = 64 << 10;
const TARGET: u64 = 4096;

/// Which tools fill an archive up to.
const BLOCK: u64 = 512;

const TRAILER: &[u8] = b"TRAILER!!!";

/// What stands behind the trailer: in an initramfs, the next archive.
const BEHIND: &str = "(behind the trailer)";

pub(super) const FORMAT: Format = Format {
    name: "cpio archive",
    part: "member",
    rest: "padding and trailer",
    recognises: |content| Header::read(content, 0).is_ok_and(|header| header.name_length > 1),
    look: Look::Members(open),
};

/// The header of a member.
struct Header {
    /// How many digits a field has, as the header has it.
    bytes: Vec<u8>,
    is_old: bool,
    has_checksum: bool,
    device: (u64, u64),
    inode: u64,
    mode: u64,
    owner: u64,
    group: u64,
    links: u64,
    node: (u64, u64),
    time: u64,
    name_length: u64,
    size: u64,
    checksum: u64,
}

impl Header {
    fn read(content: &Content, at: u64) -> Result<Self, Fault> {
        let magic = content.array_at::<6>(at)?;
        let (length, is_old) = match &magic {
            b"070701" | b"070702" => (110, false),
            b"070707" => (76, true),
            _ => return Err(Fault::damaged("no header where a member should begin")),
        };
        let bytes = content.bytes_at(at, length)?;
        let mut rest = bytes.get(6..).unwrap_or_default();
        let mut field = |digits: usize| -> Result<u64, Fault> {
            let (field, behind) = rest.split_at_checked(digits).unwrap_or_default();
            rest = behind;
            let radix = if is_old { 8 } else { 16 };
            let text = str::from_utf8(field).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            let number = text.and_then(|text| u64::from_str_radix(text, radix).ok());
            number.ok_or_else(|| Fault::damaged("a field of a header is no number"))
        };
        let has_checksum = magic == *b"070702";
        let (device, inode, mode, owner, group, links, node, time, name_length, size, checksum);
        if is_old {
            (device, inode, mode, owner) = ((0, field(6)?), field(6)?, field(6)?, field(6)?);
            (group, links, node, time) = (field(6)?, field(6)?, (0, field(6)?), field(11)?);
            (name_length, size, checksum) = (field(6)?, field(11)?, 0);
        } else {
            (inode, mode, owner, group) = (field(8)?, field(8)?, field(8)?, field(8)?);
            (links, time, size, device) = (field(8)?, field(8)?, field(8)?, (field(8)?, field(8)?));
            (node, name_length, checksum) = ((field(8)?, field(8)?), field(8)?, field(8)?);
        }
        Ok(Self {
            bytes,
            is_old,
            has_checksum,
            device,
            inode,
            mode,
            owner,
            group,
            links,
            node,
            time,
            name_length,
            size,
            checksum,
        })
    }

    /// Where things begin that stand behind `at`.
    fn align(&self, at: u64) -> u64 {
        if self.is_old { at } else { at.next_multiple_of(4) }
    }

    fn is_folder(&self) -> bool {
        self.mode & 0o170_000 == 0o040_000
    }

    fn is_file(&self) -> bool {
        self.mode & 0o170_000 == 0o100_000
    }

    fn is_link(&self) -> bool {
        self.mode & 0o170_000 == 0o120_000
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![
            Fact::mode(self.mode & !0o170_000),
            Fact::kind(self.mode),
            Fact::new("owner", self.owner),
            Fact::new("group", self.group),
            Fact::time(self.time),
            Fact::new("links", self.links),
        ];
        if self.node != (0, 0) {
            facts.push(Fact::new("device", format!("{}:{}", self.node.0, self.node.1)));
        }
        facts
    }
}

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let mut members = Vec::new();
    let mut covered = Vec::new();
    let mut names: BTreeMap<((u64, u64), u64), Vec<u8>> = BTreeMap::new();
    let mut inodes = DigestWriter::default();
    let mut spelling = Spelling::default();
    let mut format = None;
    let mut at = 0;
    while at < content.length() {
        let header = Header::read(content, at)?;
        spelling.add(&header.bytes);
        let magic = header.bytes.get(..6).unwrap_or_default().to_owned();
        if *format.get_or_insert_with(|| magic.clone()) != magic {
            return Err(Fault::Unsupported("members of several formats in one cpio archive".to_owned()));
        }
        let name_at = at + header.bytes.len() as u64;
        let name_end = name_at + header.name_length;
        let body_at = header.align(name_end);
        let too_long = || Fault::damaged("a member reaches behind the end");
        let body = content.part(body_at, header.size).ok_or_else(too_long)?;
        if header.name_length > NAME {
            return Err(Fault::damaged("a name is too long"));
        }
        let name = content.bytes_at(name_at, usize::try_from(header.name_length).unwrap_or(0))?;
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default().to_owned();
        if name == TRAILER {
            // As it stands, it belongs to the rest.
            at = body_at + header.size;
            break;
        }
        budget.member(&name)?;
        let next = header.align(body_at + header.size).min(content.length());
        covered.extend([(at, name_at + name.len() as u64), (body_at, body_at + header.size)]);
        for (start, end) in [(name_at + name.len() as u64, body_at), (body_at + header.size, next)] {
            let gap = content.part(start, end - start).ok_or_else(too_long)?.to_vec()?;
            if gap.iter().all(|byte| *byte == 0) {
                covered.push((start, end));
            }
        }
        for number in [header.device.0, header.device.1, header.inode] {
            inodes.write_all(&number.to_le_bytes())?;
        }
        let mut facts = header.facts();
        let is_shared = header.links > 1 && !header.is_folder();
        if is_shared {
            let first = names.entry((header.device, header.inode)).or_insert_with(|| name.clone());
            if *first != name {
                facts.push(Fact::new("hard link to", DropPath::from_bytes(first)));
            }
        }
        if header.name_length != name.len() as u64 + 1 {
            facts.push(Fact::new("length of the name", header.name_length));
        }
        facts.extend(wrong_checksum(&header, &body)?);
        let member = if header.is_link() && header.size <= TARGET {
            let target = body.to_vec()?;
            budget.member(&target)?;
            facts.push(Fact::new("link target", DropPath::from_bytes(&target)));
            Member::empty(name)
        } else if header.size == 0 && !header.is_file() {
            Member::empty(name)
        } else {
            Member::plain(name, body)
        };
        members.push(member.with(facts));
        at = next;
    }
    let facts = vec![
        Fact::new("format", String::from_utf8_lossy(&format.unwrap_or_default())),
        Fact::new("inode numbers", inodes.finish()),
        Fact::new("spelling of numbers", spelling.text()),
    ];
    if padding::fills_up(content, at, BLOCK)? {
        covered.push((at, content.length()));
    } else if let Some(start) = first_not_zero(content, at)? {
        covered.push((start, content.length()));
        members.push(Member::plain(BEHIND, content.from(start)));
    }
    Ok(Container { members, facts, rest: rest_of(content, covered), order_counts: true, ..Container::default() })
}

/// The sum of a file's bytes, where the header has another one. All else has none.
fn wrong_checksum(header: &Header, body: &Content) -> Result<Option<Fact>, Fault> {
    let mut sum = 0u32;
    if header.has_checksum && header.is_file() {
        let mut reader = body.reader();
        let mut block = vec![0; 64 << 10];
        loop {
            let length = reader.read(&mut block)?;
            let Some(block) = block.get(..length).filter(|block| !block.is_empty()) else { break };
            sum = block.iter().fold(sum, |sum, byte| sum.wrapping_add((*byte).into()));
        }
    }
    let is_wrong = header.checksum != u64::from(sum);
    Ok(is_wrong.then(|| Fact::new("checksum", format!("{:#x}, which is wrong", header.checksum))))
}

fn first_not_zero(content: &Content, start: u64) -> Result<Option<u64>, Fault> {
    let mut reader = content.from(start).reader();
    let mut block = vec![0; 64 << 10];
    let mut at = start;
    loop {
        let length = reader.read(&mut block)?;
        let Some(block) = block.get(..length).filter(|block| !block.is_empty()) else { return Ok(None) };
        if let Some(found) = block.iter().position(|byte| *byte != 0) {
            return Ok(Some(at + found as u64));
        }
        at += length as u64;
    }
}

/// Hexadecimal digits are spelled in one case by each tool; where they are not, which ones could mean something.
#[derive(Default)]
struct Spelling {
    upper: bool,
    lower: bool,
    letters: DigestWriter,
}

impl Spelling {
    fn add(&mut self, header: &[u8]) {
        let letters: Vec<u8> = header.iter().filter(|byte| byte.is_ascii_alphabetic()).copied().collect();
        self.upper |= letters.iter().any(u8::is_ascii_uppercase);
        self.lower |= letters.iter().any(u8::is_ascii_lowercase);
        let _ = self.letters.write_all(&letters);
    }

    fn text(self) -> String {
        match (self.upper, self.lower) {
            (true, true) => format!("of both cases ({})", self.letters.finish()),
            (true, false) => "upper case".to_owned(),
            _ => "lower case".to_owned(),
        }
    }
}
