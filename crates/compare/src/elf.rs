//! ELF files (System V ABI): section by section, code function by function.

mod data;
mod disassembly;
mod functions;
mod image;
mod jumps;
mod notes;
mod symbols;
mod unwind;

use std::collections::BTreeMap;

use banbury_evidence::{Difference, DropPath};
use object::elf;

use crate::bytes;
use crate::comparer::Comparer;
use crate::container::rest_of;
use crate::content::{Content, Joined};
use crate::fault::Fault;
use crate::format::{Format, Look};
use disassembly::Disassembler;
use functions::Moved;
use image::{Image, Section};

pub(crate) const FORMAT: Format = Format {
    name: "ELF file",
    part: "section",
    rest: "padding and data outside of all sections",
    recognises: |content| content.has_at(0, b"\x7fELF"),
    look: Look::Own(compare),
};

/// Whether this is an object that is yet to be linked, such as a kernel module, and all of it is there.
pub(crate) fn is_whole_object(content: &Content) -> bool {
    Image::read(content).is_ok_and(|image| image.is_object)
}

/// Sections that hold addresses and offsets of others, and so differ when anything before those grows.
const OF_ADDRESSES: [&[u8]; 11] = [
    b".eh_frame",
    b".eh_frame_hdr",
    b".gcc_except_table",
    b".got",
    b".got.plt",
    b".plt",
    b".plt.got",
    b".plt.sec",
    b".init_array",
    b".fini_array",
    b".dynamic",
];

/// A table of strings up to this length is compared string by string, in bytes.
const STRINGS: u64 = 16 << 20;

fn compare(comparer: &mut Comparer, theirs: &Content, ours: &Content) -> Result<(), Fault> {
    let (their_image, our_image) = (Image::read(theirs)?, Image::read(ours)?);
    let (their_code, our_code) = (Disassembler::new(&their_image)?, Disassembler::new(&our_image)?);
    let start = comparer.found.mark();
    comparer.facts(&their_image.facts, &our_image.facts);
    let (their_sections, our_sections) = (by_name(&their_image), by_name(&our_image));
    // Code first, since it tells what moved where; tables of addresses last, when it is known whether something else
    // differs.
    let mut order: Vec<_> = their_sections.iter().collect();
    order.sort_by_key(|(_, section)| (holds_addresses(section), !section.is_code()));
    let mut moved = Moved::new();
    for (key, their_section) in order {
        let part = part_name(*key);
        match our_sections.get(key) {
            Some(our_section) => comparer.within(part, |comparer| {
                let theirs = Side { image: &their_image, code: their_code.as_ref(), section: their_section };
                let ours = Side { image: &our_image, code: our_code.as_ref(), section: our_section };
                sections(comparer, &theirs, &ours, start, &mut moved)
            })?,
            None => comparer.within(part, |comparer| comparer.differs("only in the shipped one")),
        }
    }
    for key in our_sections.keys().filter(|key| !their_sections.contains_key(*key)) {
        comparer.within(part_name(*key), |comparer| comparer.differs("only in the rebuilt one"));
    }
    let derived = comparer.found.has_underived_since(start);
    for (fact, other) in their_image.layout.iter().zip(&our_image.layout).filter(|(fact, other)| fact != other) {
        let detail = format!("{}: {} shipped, {} rebuilt", fact.what, fact.value, other.value);
        comparer.add(Difference { detail, derived, ..comparer.here(None) });
    }
    let rest = |content: &Content, image: &Image| {
        let sections = image.sections.iter().map(|it| (it.offset, it.offset.saturating_add(it.content.length())));
        rest_of(content, sections.chain(image.tables.iter().copied()).collect())
    };
    let (their_rest, our_rest) = (rest(theirs, &their_image), rest(ours, &our_image));
    if let Some(difference) = bytes::compare(&mut Joined::new(&their_rest), &mut Joined::new(&our_rest))? {
        // Zeros alone are padding, of which there is more or less where something grew.
        let derived = comparer.found.has_underived_since(start) && is_blank(&their_rest)? && is_blank(&our_rest)?;
        let place = comparer.place_of("outside of sections");
        let detail = format!("{}: {}", FORMAT.rest, difference.summary());
        comparer.add(Difference { place, detail, derived, ..Difference::default() });
    }
    Ok(())
}

fn is_blank(rest: &[Content]) -> Result<bool, Fault> {
    for part in rest {
        if !part.is_zero()? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A section's name, and which of that name it is.
type Key<'a> = (&'a [u8], usize);

fn by_name(image: &Image) -> BTreeMap<Key<'_>, &Section> {
    let mut counts: BTreeMap<&[u8], usize> = BTreeMap::new();
    let mut named = BTreeMap::new();
    for section in &image.sections {
        let count = counts.entry(&section.name).or_default();
        named.insert((section.name.as_slice(), *count), section);
        *count += 1;
    }
    named
}

fn part_name((name, number): Key<'_>) -> String {
    let name = DropPath::from_bytes(name);
    match number {
        0 => format!("section {name}"),
        _ => format!("section {name} (number {} of that name)", number + 1),
    }
}

fn holds_addresses(section: &Section) -> bool {
    OF_ADDRESSES.contains(&section.name.as_slice())
        || matches!(
            section.kind,
            elf::SHT_RELA
                | elf::SHT_REL
                | elf::SHT_RELR
                | elf::SHT_HASH
                | elf::SHT_GNU_HASH
                | elf::SHT_GNU_VERSYM
                | elf::SHT_GNU_VERDEF
                | elf::SHT_GNU_VERNEED
        )
        || section.name.starts_with(b".debug_") && !section.is_loaded()
}

/// A section of one side.
struct Side<'a> {
    image: &'a Image,
    /// None for a machine whose code is not read.
    code: Option<&'a Disassembler<'a>>,
    section: &'a Section,
}

fn sections(
    comparer: &mut Comparer,
    their_side: &Side<'_>,
    our_side: &Side<'_>,
    start: usize,
    moved: &mut Moved,
) -> Result<(), Fault> {
    let (their_image, theirs, our_image, ours) =
        (their_side.image, their_side.section, our_side.image, our_side.section);
    let code = their_side.code.zip(our_side.code);
    comparer.facts(&theirs.facts, &ours.facts);
    if theirs.kind == elf::SHT_NOBITS && theirs.size != ours.size {
        comparer.differs(format!("{} bytes of memory shipped, {} rebuilt", theirs.size, ours.size));
    }
    if theirs.content.equals(&ours.content)? {
        return Ok(());
    }
    let before = comparer.amount();
    let told = match theirs.kind {
        elf::SHT_NOTE => notes::compare(comparer, (their_image, theirs), (our_image, ours))?,
        elf::SHT_SYMTAB | elf::SHT_DYNSYM if their_image.is_first(theirs) && our_image.is_first(ours) => {
            let is_dynamic = theirs.kind == elf::SHT_DYNSYM;
            symbols::compare(comparer, their_image, our_image, is_dynamic, start);
            true
        }
        elf::SHT_STRTAB => strings(comparer, theirs, ours, start)?,
        _ if theirs.name == b".gnu_debuglink" => {
            notes::debug_links(comparer, (their_image, theirs), (our_image, ours))?
        }
        _ if theirs.is_code() && ours.is_code() && !OF_ADDRESSES.contains(&theirs.name.as_slice()) => match code {
            Some((their_code, our_code)) => {
                functions::compare(comparer, (their_code, theirs), (our_code, ours), moved)?
            }
            None => false,
        },
        _ if theirs.name == b".gnu_debugaltlink" => {
            notes::alternative_links(comparer, (their_image, theirs), (our_image, ours))?
        }
        elf::SHT_PROGBITS if !theirs.is_code() => match code {
            Some((their_code, our_code)) => data::compare(comparer, (their_code, theirs), (our_code, ours), moved)?,
            None => false,
        },
        _ => false,
    };
    if told && comparer.amount() > before {
        return Ok(());
    }
    if holds_addresses(theirs) && comparer.found.has_underived_since(start) {
        let sizes = bytes::sizes(theirs.content.length(), ours.content.length());
        let detail = format!("its addresses, offsets or references differ; {sizes}");
        comparer.add(Difference { detail, derived: true, ..comparer.here(None) });
        return Ok(());
    }
    contents(comparer, theirs, ours)
}

/// Compares what two sections hold by what it is. Their bytes differ, so that something is told in any case: what a rule
/// sets aside elsewhere counts in a section that a program loads, and so does how a section is packed.
fn contents(comparer: &mut Comparer, theirs: &Section, ours: &Section) -> Result<(), Fault> {
    let before = comparer.differences();
    let (their_content, our_content) = (unpacked(comparer, theirs)?, unpacked(comparer, ours)?);
    let is_unpacked = their_content.is_some() || our_content.is_some();
    let their_content = their_content.unwrap_or_else(|| theirs.content.clone());
    let our_content = our_content.unwrap_or_else(|| ours.content.clone());
    comparer.contents(&their_content, &our_content)?;
    if comparer.differences() > before {
        return Ok(());
    }
    if is_unpacked {
        comparer.differs("packed otherwise, or with other bytes around the packed ones");
    } else if theirs.is_loaded() || ours.is_loaded() {
        comparer.differs("the program loads what is set aside in it");
    }
    Ok(())
}

/// What a compressed section (`SHF_COMPRESSED`) holds; none of one that is loaded, which a program finds as it is, and
/// where it is not packed as it says.
fn unpacked(comparer: &mut Comparer, section: &Section) -> Result<Option<Content>, Fault> {
    if !section.is_compressed() || section.is_loaded() || section.is_code() {
        return Ok(None);
    }
    // The header of 32-bit files has 12 bytes, the other 24; the data tell by which method they are packed.
    for header in [24, 12] {
        let packed = section.content.from(header);
        let result = match packed.array_at::<2>(0) {
            Ok([0x78, _]) => comparer.budget.unpack(flate2::read::ZlibDecoder::new(packed.reader())),
            Ok([0x28, 0xb5]) => comparer.budget.unpack(zstd::stream::read::Decoder::new(packed.reader())?),
            _ => continue,
        };
        match result {
            Err(Fault::Damaged(_)) => {}
            other => return other.map(Some),
        }
    }
    Ok(None)
}

/// Lists which strings of two tables only one of them has. Their order and how they overlap follow from the symbols.
fn strings(comparer: &mut Comparer, theirs: &Section, ours: &Section, start: usize) -> Result<bool, Fault> {
    if theirs.content.length().max(ours.content.length()) > STRINGS {
        return Ok(false);
    }
    let (their_bytes, our_bytes) = (theirs.content.to_vec()?, ours.content.to_vec()?);
    let set = |bytes: &[u8]| -> std::collections::BTreeSet<Vec<u8>> {
        bytes.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect()
    };
    let (their_strings, our_strings) = (set(&their_bytes), set(&our_bytes));
    let shown = |only: Vec<&Vec<u8>>| -> String {
        only.into_iter().map(|text| format!("{}\n", DropPath::from_bytes(text))).collect()
    };
    let shipped = shown(their_strings.difference(&our_strings).take(40).collect());
    let rebuilt = shown(our_strings.difference(&their_strings).take(40).collect());
    let detail = match (shipped.is_empty(), rebuilt.is_empty()) {
        (true, true) => "the same strings in another order or overlap",
        _ => "other strings",
    };
    let derived = comparer.found.has_underived_since(start) && theirs.name != b".dynstr";
    comparer.add(Difference { detail: detail.to_owned(), shipped, rebuilt, derived, ..comparer.here(None) });
    Ok(true)
}
