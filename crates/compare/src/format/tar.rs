//! tar archives (POSIX.1-2008 pax and ustar, GNU, and the format before both).

use std::io::{BufReader, Read};

use banbury_evidence::{Digest, DropPath};
use tar::{Archive, EntryType, PaxExtensions};

use super::padding::zeros;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

/// Longest name or list of extended attributes, in bytes (PATH_MAX is 4096).
const EXTENSION: u64 = 64 << 10;

/// Members begin at a multiple of the first, and archives end at one of the second, in bytes.
const BLOCK: u64 = 512;
const RECORD: u64 = 20 * BLOCK;

pub(super) const FORMAT: Format = Format {
    name: "tar archive",
    part: "member",
    rest: "padding, and what stands behind the last member",
    recognises: |content| content.has_at(257, b"ustar"),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let mut archive = Archive::new(BufReader::new(content.reader()));
    let mut members = Vec::new();
    let mut covered = Vec::new();
    let mut extensions = Extensions::default();
    let damaged = |error: std::io::Error| Fault::damaged(error.to_string());
    // Raw, as the crate would otherwise take names of any length into memory.
    for entry in archive.entries_with_seek().map_err(damaged)?.raw(true) {
        let mut entry = entry.map_err(damaged)?;
        let (header_at, at, size) = (entry.raw_header_position(), entry.raw_file_position(), entry.size());
        let body = content.part(at, size).ok_or_else(|| Fault::damaged("a member reaches behind the end"))?;
        covered.push((header_at, at + size));
        covered.extend(zeros(content, at + size, (at + size).next_multiple_of(BLOCK))?);
        if extensions.take(&mut entry).map_err(damaged)? {
            continue;
        }
        let of_this = std::mem::take(&mut extensions);
        let header = entry.header();
        let name = of_this.name.unwrap_or_else(|| header.path_bytes().into_owned());
        budget.member(&name)?;
        let link = of_this.link.or_else(|| header.link_name_bytes().map(|link| link.into_owned()));
        let facts = facts(header, link.as_deref().unwrap_or_default(), &of_this.attributes);
        let holds = !matches!(
            header.entry_type(),
            EntryType::Directory
                | EntryType::Symlink
                | EntryType::Link
                | EntryType::Block
                | EntryType::Char
                | EntryType::Fifo
        );
        let member = if holds || size > 0 { Member::plain(name, body) } else { Member::empty(name) };
        members.push(member.with(facts));
    }
    let mut rest = rest_of(content, covered);
    if let Some(tail) = rest.last()
        && is_usual_end(tail, content.length())?
    {
        rest.pop();
    }
    Ok(Container { members, rest, order_counts: true, ..Container::default() })
}

/// Two blocks of zeros and then as many as fill up a record: their number follows from the sizes of the members.
fn is_usual_end(tail: &Content, length: u64) -> Result<bool, Fault> {
    let fills_up = length.is_multiple_of(RECORD) && (2 * BLOCK..2 * BLOCK + RECORD).contains(&tail.length());
    Ok(fills_up && tail.is_zero()?)
}

/// What the entries before a member say about it (pax headers, and GNU tar's long names).
#[derive(Default)]
struct Extensions {
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    attributes: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Extensions {
    /// Whether the entry was of that sort, and is now read.
    fn take(&mut self, entry: &mut tar::Entry<'_, impl Read>) -> std::io::Result<bool> {
        let kind = entry.header().entry_type();
        if !matches!(kind, EntryType::GNULongName | EntryType::GNULongLink | EntryType::XHeader) {
            return Ok(false);
        }
        let mut value = Vec::new();
        entry.take(EXTENSION + 1).read_to_end(&mut value)?;
        if value.len() as u64 > EXTENSION {
            return Err(std::io::Error::other("a name is too long"));
        }
        match kind {
            EntryType::GNULongName => self.name = Some(up_to_nul(&value).to_owned()),
            EntryType::GNULongLink => self.link = Some(up_to_nul(&value).to_owned()),
            _ => {
                for attribute in PaxExtensions::new(&value) {
                    let attribute = attribute?;
                    match attribute.key_bytes() {
                        b"path" => self.name = Some(attribute.value_bytes().to_owned()),
                        b"linkpath" => self.link = Some(attribute.value_bytes().to_owned()),
                        key => self.attributes.push((key.to_owned(), attribute.value_bytes().to_owned())),
                    }
                }
            }
        }
        Ok(true)
    }
}

fn up_to_nul(value: &[u8]) -> &[u8] {
    value.split(|byte| *byte == 0).next().unwrap_or_default()
}

fn facts(header: &tar::Header, link: &[u8], attributes: &[(Vec<u8>, Vec<u8>)]) -> Vec<Fact> {
    let decimal = |value: std::io::Result<u64>| value.map_or("unreadable".to_owned(), |value| value.to_string());
    let text = |value: Option<&[u8]>| DropPath::from_bytes(value.unwrap_or_default()).to_string();
    let attribute = |key: &[u8]| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| text(Some(value)));
    let others: Vec<String> = attributes
        .iter()
        .filter(|(key, _)| key != b"mtime")
        .map(|(key, value)| format!("{}={}", DropPath::from_bytes(key), DropPath::from_bytes(value)))
        .collect();
    vec![
        header.mode().map_or_else(|_| Fact::new("mode", "unreadable"), |mode| Fact::mode(mode.into())),
        Fact::new("type", format!("{:?}", char::from(header.entry_type().as_byte()))),
        Fact::new("link target", text(Some(link))),
        Fact::new("owner", format!("{} ({})", decimal(header.uid()), text(header.username_bytes()))),
        Fact::new("group", format!("{} ({})", decimal(header.gid()), text(header.groupname_bytes()))),
        Fact::time(attribute(b"mtime").unwrap_or_else(|| decimal(header.mtime()))),
        Fact::new("attributes", others.join(" ")),
        Fact::new("other fields of the header", other_fields(header)),
    ]
}

/// A digest of what the other facts do not say: the fields that no fact is made of, and how numbers are spelled.
fn other_fields(header: &tar::Header) -> Digest {
    let mut block = *header.as_bytes();
    // Name, link target, owner, group and the name's prefix, as far as they are text; what hides behind a NUL stays.
    for (start, end) in [(0, 100), (157, 257), (265, 297), (297, 329), (345, 500)] {
        if let Some(field) = block.get_mut(start..end) {
            let length = up_to_nul(field).len();
            field.iter_mut().take(length).for_each(|byte| *byte = 0);
        }
    }
    for (start, end) in [(100, 108), (108, 116), (116, 124), (124, 136), (136, 148), (148, 156)] {
        if let Some(field) = block.get_mut(start..end) {
            match field.first() {
                Some(0x80 | 0xff) => field.fill(0x80),
                _ => field.iter_mut().filter(|byte| matches!(byte, b'0'..=b'7')).for_each(|byte| *byte = b'0'),
            }
        }
    }
    if let Some(kind) = block.get_mut(156) {
        *kind = b' ';
    }
    Digest::of(&block)
}
