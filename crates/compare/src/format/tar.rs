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
        let name = of_this.name.clone().unwrap_or_else(|| header.path_bytes().into_owned());
        budget.member(&name)?;
        let facts = facts(header, size, &of_this);
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
    /// Their own headers, and what of them is not told above.
    other: Vec<u8>,
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
        let mut header = *entry.header().as_bytes();
        blank_number(&mut header, 124..136);
        blank_number(&mut header, 148..156);
        self.other.extend(header);
        let text = up_to_nul(&value);
        match kind {
            EntryType::GNULongName | EntryType::GNULongLink => {
                self.other.extend(value.get(text.len()..).unwrap_or_default());
                let place = if kind == EntryType::GNULongName { &mut self.name } else { &mut self.link };
                *place = Some(text.to_owned());
            }
            _ => {
                let mut usual = Vec::new();
                for attribute in PaxExtensions::new(&value) {
                    let attribute = attribute?;
                    usual.extend(record(attribute.key_bytes(), attribute.value_bytes()));
                    match attribute.key_bytes() {
                        b"path" => self.name = Some(attribute.value_bytes().to_owned()),
                        b"linkpath" => self.link = Some(attribute.value_bytes().to_owned()),
                        key => self.attributes.push((key.to_owned(), attribute.value_bytes().to_owned())),
                    }
                }
                if usual != value {
                    self.other.extend(&value);
                }
            }
        }
        Ok(true)
    }
}

/// A record of a pax header as it is usually spelled: its own length, name and value.
fn record(key: &[u8], value: &[u8]) -> Vec<u8> {
    let rest = [b" ", key, b"=", value, b"\n"].concat();
    let mut length = rest.len();
    while length != rest.len() + length.to_string().len() {
        length = rest.len() + length.to_string().len();
    }
    [length.to_string().as_bytes(), &rest].concat()
}

fn up_to_nul(value: &[u8]) -> &[u8] {
    value.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// What header and extensions say of a member of `size` bytes.
fn facts(header: &tar::Header, size: u64, extensions: &Extensions) -> Vec<Fact> {
    let decimal = |value: std::io::Result<u64>| value.map_or("unreadable".to_owned(), |value| value.to_string());
    let text = |value: &[u8]| DropPath::from_bytes(value).to_string();
    let named = |value: std::io::Result<u64>, name: Option<&[u8]>| {
        format!("{} ({})", decimal(value), text(name.unwrap_or_default()))
    };
    let link = extensions.link.clone().or_else(|| header.link_name_bytes().map(|link| link.into_owned()));
    let mut facts = vec![
        header.mode().map_or_else(|_| Fact::new("mode", "unreadable"), |mode| Fact::mode(mode.into())),
        Fact::new("type", format!("{:?}", char::from(header.entry_type().as_byte()))),
        Fact::new("link target", text(&link.unwrap_or_default())),
        Fact::new("owner", named(header.uid(), header.username_bytes())),
        Fact::new("group", named(header.gid(), header.groupname_bytes())),
        Fact::time(extensions.time().map_or_else(|| decimal(header.mtime()), text)),
    ];
    let is_told = |key: &[u8]| key == b"mtime" && extensions.times() == 1;
    for (key, value) in extensions.attributes.iter().filter(|(key, _)| !is_told(key)) {
        facts.push(Fact::new("attribute", format!("{}={}", text(key), text(value))));
    }
    let other = [other_fields(header, size, extensions), extensions.other.clone()].concat();
    facts.push(Fact::new("other fields of the header", Digest::of(&other)));
    facts
}

impl Extensions {
    /// The last of several, which is the one that tools take.
    fn time(&self) -> Option<&[u8]> {
        self.attributes.iter().rfind(|(key, _)| key == b"mtime").map(|(_, value)| value.as_slice())
    }

    fn times(&self) -> usize {
        self.attributes.iter().filter(|(key, _)| key == b"mtime").count()
    }
}

/// The header without what the facts say, which is blanked only where they do say it: fields that no fact is made of,
/// those that an extension overrides, and how numbers are spelled.
fn other_fields(header: &tar::Header, size: u64, extensions: &Extensions) -> Vec<u8> {
    let mut block = *header.as_bytes();
    // Names, as far as they are text; what hides behind a NUL stays. Only ustar continues the name in a prefix.
    let (own_name, own_link) = (extensions.name.is_none(), extensions.link.is_none());
    let has_prefix = own_name && header.as_ustar().is_some();
    let has_owner = header.username_bytes().is_some() && header.groupname_bytes().is_some();
    for (start, end, is_told) in
        [(0, 100, own_name), (157, 257, own_link), (265, 297, has_owner), (297, 329, has_owner), (345, 500, has_prefix)]
    {
        if let Some(field) = block.get_mut(start..end).filter(|_| is_told) {
            let length = up_to_nul(field).len();
            field.iter_mut().take(length).for_each(|byte| *byte = 0);
        }
    }
    // The checksum has been found right.
    for (start, end, is_told) in [
        (100, 108, header.mode().is_ok()),
        (108, 116, header.uid().is_ok()),
        (116, 124, header.gid().is_ok()),
        (124, 136, header.entry_size().is_ok_and(|stated| stated == size)),
        (136, 148, header.mtime().is_ok() && extensions.time().is_none()),
        (148, 156, true),
    ] {
        if is_told {
            blank_number(&mut block, start..end);
        }
    }
    if let Some(kind) = block.get_mut(156) {
        *kind = b' ';
    }
    block.to_vec()
}

/// Leaves of a number how it is spelled. One that is not in octal digits stays: it has more spellings than a fact tells
/// apart.
fn blank_number(block: &mut [u8; BLOCK as usize], place: std::ops::Range<usize>) {
    let field = block.get_mut(place).unwrap_or_default();
    let digits = field.iter().position(|byte| !matches!(byte, b'0'..=b'7' | b' ')).unwrap_or(field.len());
    field.iter_mut().take(digits).filter(|byte| **byte != b' ').for_each(|byte| *byte = b'0');
}
