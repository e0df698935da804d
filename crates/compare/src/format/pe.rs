//! PE files: EFI binaries, Windows programs and libraries, and Linux kernels that firmware can start (Microsoft's
//! "PE Format").
//!
//! Every field of every header is told or stands in the rest; what a signature changes is set aside.

mod debug;
mod header;
mod signature;

use banbury_evidence::DropPath;

use super::fields::Fields;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use header::{CERTIFICATES, Header};

pub(super) const FORMAT: Format = Format {
    name: "PE file",
    part: "part",
    rest: "padding and what stands outside of all headers and sections",
    recognises: |content| header::place(content).is_some(),
    look: Look::Members(open),
};

const SECTION_HEADER: u64 = 40;
const SYMBOL: u64 = 18;

/// The longest name of a section that the table of strings holds, in bytes.
const NAME: u64 = 256;

struct Section {
    name: Vec<u8>,
    address: u32,
    size: u32,
    file_offset: u32,
    file_size: u32,
    facts: Vec<Fact>,
}

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let header = Header::read(content)?;
    let mut facts = header.facts.clone();
    let mut covered = header.covered.clone();
    let stub = content.part(0, header.at).ok_or_else(behind)?;
    let mut members = vec![Member::plain("MS-DOS stub", stub)];
    covered.push((0, header.at));

    let tables = tables(content, &header)?;
    let sections = sections(content, &header, tables.last())?;
    covered.push((header.end, header.end + sections.len() as u64 * SECTION_HEADER));
    for section in &sections {
        budget.member(&section.name)?;
        let (offset, size) = (section.file_offset.into(), section.file_size.into());
        let member = match size {
            0 => Member::empty(section.name.as_slice()),
            _ => {
                covered.push((offset, offset + size));
                Member::plain(section.name.as_slice(), content.part(offset, size).ok_or_else(behind)?)
            }
        };
        members.push(member.with(section.facts.clone()));
    }
    for (name, offset, table) in tables {
        covered.push((offset, offset + table.length()));
        members.push(Member::plain(name, table));
    }
    members.extend(debug::entries(content, &header, &sections)?);

    let end = covered.iter().map(|(_, end)| *end).max().unwrap_or_default();
    let signed = signature::look(content, &header, end, loaded(&header, &sections))?;
    facts.extend(signed.facts);
    members.extend(signed.members);
    covered.extend(signed.covered);
    let mut rest = rest_of(content, covered);
    rest.push(signed.missing_padding);
    Ok(Container { members, facts, rest, aside: signed.aside, wrong: signed.wrong, order_counts: true })
}

/// Nothing behind this is loaded from the file.
fn loaded(header: &Header, sections: &[Section]) -> u64 {
    sections.iter().map(|section| section.loaded_end(header.alignment)).fold(header.loaded, u64::max)
}

/// A PE file as Authenticode sees it.
pub(crate) struct Authenticode {
    /// What is signed: all but the checksum, the entry of the table of certificates, and what is from there on.
    pub(crate) covered: Vec<Content>,
    /// The table of certificates.
    pub(crate) table: Content,
    /// How many bytes stand behind the table.
    pub(crate) behind: u64,
}

/// None if it is no PE file, or says that it has no certificates.
pub(crate) fn authenticode(content: &Content) -> Result<Option<Authenticode>, Fault> {
    if header::place(content).is_none() {
        return Ok(None);
    }
    let header = Header::read(content)?;
    let (entry, table) = (header.entry(CERTIFICATES), header.directory(CERTIFICATES));
    let (Some((entry_at, entry)), Some((at, size))) = (entry, table.filter(|table| *table != (0, 0))) else {
        return Ok(None);
    };
    let (at, size) = (u64::from(at), u64::from(size));
    let sections = sections(content, &header, None)?;
    let headers_end = header.end + sections.len() as u64 * SECTION_HEADER;
    let end = sections.iter().map(|section| u64::from(section.file_offset) + u64::from(section.file_size));
    let symbols_end = tables(content, &header)?.into_iter().map(|(_, at, table)| at + table.length());
    let end = end.chain(symbols_end).fold(headers_end.max(loaded(&header, &sections)), u64::max);
    let ranges = [(0, header.checksum_at), (header.checksum_at + 4, entry_at), (entry_at + entry, at)];
    let covered = ranges.into_iter().map(|(start, end)| content.part(start, end.checked_sub(start)?)).collect();
    match (content.part(at, size), covered) {
        (Some(table), Some(covered)) if at >= end => {
            Ok(Some(Authenticode { covered, table, behind: content.length() - at - size }))
        }
        _ => Err(Fault::damaged("its table of certificates is no place for them")),
    }
}

impl Section {
    /// Up to where a loader may read it from the file.
    fn loaded_end(&self, alignment: u64) -> u64 {
        let in_file = u64::from(self.file_size);
        let padded = in_file.checked_next_multiple_of(alignment).unwrap_or(u64::MAX).min(self.size.into());
        u64::from(self.file_offset) + in_file.max(padded)
    }
}

type Table = (&'static str, u64, Content);

/// The tables of symbols and strings that compilers other than Microsoft's leave in, the strings last.
fn tables(content: &Content, header: &Header) -> Result<Vec<Table>, Fault> {
    if header.symbols_at == 0 {
        return Ok(Vec::new());
    }
    let at = u64::from(header.symbols_at);
    let symbols = content.part(at, u64::from(header.symbols) * SYMBOL).ok_or_else(behind)?;
    let strings_at = at + symbols.length();
    let length = content.array_at(strings_at).map_or(0, u32::from_le_bytes);
    let mut tables = vec![("symbol table", at, symbols)];
    tables.extend(content.part(strings_at, length.into()).map(|strings| ("string table", strings_at, strings)));
    Ok(tables)
}

fn sections(content: &Content, header: &Header, strings: Option<&Table>) -> Result<Vec<Section>, Fault> {
    let read = |number| section(&content.array_at(header.end + number * SECTION_HEADER)?, strings).ok_or_else(behind);
    (0..u64::from(header.sections)).map(read).collect()
}

fn section(header: &[u8; SECTION_HEADER as usize], strings: Option<&Table>) -> Option<Section> {
    let mut fields = Fields::of(header);
    let raw = fields.array::<8>()?;
    let (size, address, file_size, file_offset) = (fields.u32()?, fields.u32()?, fields.u32()?, fields.u32()?);
    let (relocations, lines) = (fields.u32()?, fields.u32()?);
    let (relocation_count, line_count, flags) = (fields.u16()?, fields.u16()?, fields.u32()?);
    let mut facts = vec![
        Fact::new("address", format!("{address:#x}")),
        Fact::new("size in memory", size),
        Fact::new("offset", format!("{file_offset:#x}")),
        Fact::new("flags", format!("{flags:#010x}")),
    ];
    let short: Vec<u8> = raw.into_iter().take_while(|byte| *byte != 0).collect();
    let name = strings.and_then(|(_, _, strings)| long_name(&short, strings));
    let mut other = |what, value: String, usual: bool| {
        if !usual {
            facts.push(Fact::new(what, value));
        }
    };
    other(
        "spelling of the name",
        DropPath::from_bytes(&raw).to_string(),
        raw.iter().skip(short.len()).all(|byte| *byte == 0),
    );
    other("reference to the name", DropPath::from_bytes(&short).to_string(), name.is_none());
    let references = (relocations, lines, relocation_count, line_count);
    other("relocations and lines", format!("{references:x?}"), references == (0, 0, 0, 0));
    Some(Section { name: name.unwrap_or(short), address, size, file_offset, file_size, facts })
}

/// The name that `/NUMBER` refers to.
fn long_name(short: &[u8], strings: &Content) -> Option<Vec<u8>> {
    let offset: u64 = std::str::from_utf8(short.strip_prefix(b"/")?).ok()?.parse().ok()?;
    let text = strings.part(offset, NAME.min(strings.length().checked_sub(offset)?))?.to_vec().ok()?;
    let name: Vec<u8> = text.into_iter().take_while(|byte| *byte != 0).collect();
    (!name.is_empty()).then_some(name)
}

fn behind() -> Fault {
    Fault::damaged("a part reaches behind the end")
}
