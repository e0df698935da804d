//! zip archives (PKWARE's APPNOTE.TXT 6.3.10), and what is made of them: jar, apk, whl, odt and others.
//!
//! The central directory says which members there are. A local header that says something else is told as a fact.

mod apk;
mod directory;
mod header;
mod jar;
mod packed;

use std::io::Read;

use banbury_evidence::{Digest, DropPath};
use flate2::Crc;

use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Body, Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use directory::Directory;
use header::{Central, Local, Said};
use packed::{STORED, Stored};

pub(super) const FORMAT: Format = Format {
    name: "zip archive",
    part: "member",
    rest: "what stands before, between and behind the members",
    recognises: |content| content.has_at(0, b"PK\x03\x04") || directory::ends_as_archive(content),
    look: Look::Members(open),
};

/// Texts up to this length are shown as they are, longer ones as their digest.
const SHOWN: usize = 256;

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let directory = directory::find(content)?;
    let mut members = Vec::new();
    let mut covered = directory.records.clone();
    // The stretch of each member, in the order of the directory.
    let mut stretches = Vec::new();
    let mut at = directory.start;
    while at < directory.end {
        let Some(central) = Central::read(content, at)? else { break };
        budget.member(&central.said.name)?;
        covered.push((at, at + central.length));
        at += central.length;
        let (member, stretch) = member(content, &directory, &central)?;
        members.push(member);
        stretches.push(stretch);
    }
    let Directory { start, base, stated, mut facts, .. } = directory;
    if base != 0 {
        facts.push(Fact::new("offsets count from", base));
    }
    if stated != members.len() as u64 {
        facts.push(Fact::new("members stated", format!("{} stated, {} there", stated, members.len())));
    }
    place(&mut members, &stretches, &mut facts);
    covered.extend(&stretches);
    check_overlaps(covered.clone())?;
    let aside = apk::signatures(content, start);
    covered.extend(aside.iter().map(|aside| (aside.offset, aside.offset + aside.content.length())));
    check_stored(&mut members)?;
    jar::mark_signatures(&mut members, budget)?;
    Ok(Container { members, facts, rest: rest_of(content, covered), aside, order_counts: true, ..Container::default() })
}

/// A member, and the stretch of the archive that its header, content and descriptor take up.
fn member(content: &Content, directory: &Directory, central: &Central) -> Result<(Member, (u64, u64)), Fault> {
    let behind = || Fault::damaged("a member reaches behind the end");
    let start = directory.base.checked_add(central.offset).ok_or_else(behind)?;
    let local = Local::read(content, start)?;
    let said = &central.said;
    let data_at = start + local.length;
    let data = content.part(data_at, said.packed).ok_or_else(behind)?;
    let mut facts = central.facts(&local);
    let mut end = data_at + said.packed;
    if local.said.has_descriptor() {
        let descriptor = descriptor(content, end, said);
        facts.push(Fact::new(
            "data descriptor",
            descriptor.map_or("none that fits".to_owned(), |it| format!("{it} bytes")),
        ));
        end += descriptor.unwrap_or(0);
    }
    let encrypted = said.flags & 1 != 0;
    let name = said.name.clone();
    let member = if name.ends_with(b"/") && said.packed == 0 {
        Member::empty(name)
    } else if said.method == STORED && !encrypted && said.packed == said.size {
        Member::plain(name, data)
    } else {
        let Said { method, size, checksum, .. } = *said;
        Member::packed(name, Stored { method, encrypted, content: data, size, checksum })
    };
    Ok((member.with(facts).with_sums(central.sums()), (start, end)))
}

/// The length of the record behind a content, if it says the same as the directory.
fn descriptor(content: &Content, at: u64, said: &Said) -> Option<u64> {
    let checksum = said.checksum.to_le_bytes();
    let wide = [checksum.as_slice(), &said.packed.to_le_bytes(), &said.size.to_le_bytes()].concat();
    let narrow = |size: u64| u32::try_from(size).map(u32::to_le_bytes).ok();
    let narrow = narrow(said.packed).zip(narrow(said.size)).map(|(packed, size)| [checksum, packed, size].concat());
    let bodies = narrow.into_iter().chain([wide]);
    let spellings = bodies.flat_map(|body| [[b"PK\x07\x08", body.as_slice()].concat(), body]);
    spellings
        .map(|spelling| (content.has_at(at, &spelling), spelling.len() as u64))
        .find(|(there, _)| *there)
        .map(|it| it.1)
}

/// Members that share bytes would unpack to far more than the archive holds, and could be told from no other.
fn check_overlaps(mut stretches: Vec<(u64, u64)>) -> Result<(), Fault> {
    stretches.sort_unstable();
    match stretches.is_sorted_by(|before, after| before.1 <= after.0) {
        true => Ok(()),
        false => Err(Fault::damaged("its members overlap")),
    }
}

/// Says where the contents stand, as far as that does not follow from the order of the directory.
fn place(members: &mut [Member], stretches: &[(u64, u64)], facts: &mut Vec<Fact>) {
    let mut places: Vec<(u64, u64, usize)> =
        stretches.iter().enumerate().map(|(number, (start, end))| (*start, *end, number)).collect();
    places.sort_unstable();
    for (before, after) in places.iter().zip(places.iter().skip(1)) {
        if let Some(member) = members.get_mut(after.2).filter(|_| before.1 < after.0) {
            member.facts.push(Fact::new("bytes before its header", after.0 - before.1));
        }
    }
    if !stretches.is_sorted() {
        let bytes: Vec<u8> = places.iter().flat_map(|place| (place.2 as u64).to_le_bytes()).collect();
        let order = format!("not that of the directory ({})", Digest::of(&bytes));
        facts.push(Fact::new("order of the contents", order));
    }
}

/// Says of members that lie as they are if their checksum does not fit; unpacking tells it of the others. They do not
/// overlap, so that no byte is read twice.
fn check_stored(members: &mut [Member]) -> Result<(), Fault> {
    for member in members {
        let Body::Plain(content) = &member.body else { continue };
        let (mut reader, mut block, mut crc) = (content.reader(), [0; 16 << 10], Crc::new());
        loop {
            match reader.read(&mut block)? {
                0 => break,
                length => crc.update(block.get(..length).unwrap_or_default()),
            }
        }
        let fits = member.sums.iter().any(|sum| sum.value == checksum(crc.sum()));
        if !fits {
            let stated = member.sums.iter().find(|sum| sum.what == "checksum").map_or("", |sum| sum.value.as_str());
            member.facts.push(Fact::new("checksum that does not fit", stated));
        }
    }
    Ok(())
}

fn checksum(value: u32) -> String {
    format!("CRC-32 {value:08x}")
}

/// Text for a fact.
fn shown(text: &[u8]) -> String {
    match text.len() {
        0..=SHOWN => DropPath::from_bytes(text).to_string(),
        length => format!("{length} bytes with the SHA-256 {}", Digest::of(text)),
    }
}
