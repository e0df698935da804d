//! The debug directory: when a file was built, and which file of symbols belongs to it.

use banbury_evidence::DropPath;

use super::Section;
use super::header::{DEBUG, Header};
use crate::container::{Fact, Member};
use crate::content::Content;
use crate::fault::Fault;
use crate::format::fields::Fields;

const ENTRY: u64 = 28;

/// Entries that are read.
const ENTRIES: u64 = 64;

const CODE_VIEW: u32 = 2;

/// Length of a CodeView record up to the path in it.
const CODE_VIEW_HEADER: u64 = 24;

/// Longest path, in bytes.
const PATH: u64 = 4096;

/// What each entry says. Its bytes lie in a section, too.
pub(super) fn entries(content: &Content, header: &Header, sections: &[Section]) -> Result<Vec<Member>, Fault> {
    let mut members = Vec::new();
    let Some((address, size)) = header.directory(DEBUG) else { return Ok(members) };
    let Some(at) = offset_of(address, sections) else { return Ok(members) };
    for number in 0..(u64::from(size) / ENTRY).min(ENTRIES) {
        let Ok(bytes) = content.array_at::<{ ENTRY as usize }>(at + number * ENTRY) else { break };
        let Some(facts) = facts(content, &bytes) else { break };
        members.push(Member::empty(format!("debug entry {number}")).with(facts));
    }
    Ok(members)
}

fn facts(content: &Content, entry: &[u8]) -> Option<Vec<Fact>> {
    let mut fields = Fields::of(entry);
    let (flags, time, version, kind) = (fields.u32()?, fields.u32()?, fields.u32()?, fields.u32()?);
    let (size, _address, offset) = (fields.u32()?, fields.u32()?, fields.u32()?);
    let mut facts = vec![
        Fact::time(time),
        Fact::new("kind", kind),
        Fact::new("flags and version", format!("{flags:#x}, {version:#x}")),
    ];
    let record = content.part(offset.into(), u64::from(size).min(CODE_VIEW_HEADER + PATH));
    if let Some(record) = record.filter(|record| kind == CODE_VIEW && record.has_at(0, b"RSDS")) {
        let bytes = record.to_vec().ok()?;
        let mut fields = Fields::of(bytes.get(4..)?);
        let (guid, age) = (fields.array::<16>()?, fields.u32()?);
        let path: Vec<u8> = fields.rest().iter().copied().take_while(|byte| *byte != 0).collect();
        facts.push(Fact::new("build id", guid.iter().map(|byte| format!("{byte:02x}")).collect::<String>()));
        facts.push(Fact::new("age", age));
        facts.push(Fact::new("file of symbols", DropPath::from_bytes(&path)));
    }
    Some(facts)
}

/// Where in the file an address in memory lies.
fn offset_of(address: u32, sections: &[Section]) -> Option<u64> {
    sections.iter().find_map(|section| {
        let inside = address.checked_sub(section.address)?;
        let within = inside < section.file_size && inside < section.size.max(section.file_size);
        within.then(|| u64::from(section.file_offset) + u64::from(inside))
    })
}
