//! Notes (System V ABI, chapter 5), the build identifier among them, and the link to separate debug information.

use banbury_evidence::{Difference, DropPath};

use super::image::{Image, Section};
use crate::budget::Budget;
use crate::bytes;
use crate::comparer::Comparer;
use crate::container::rest_of;
use crate::content::{Content, Joined};
use crate::fault::Fault;
use crate::hex;

/// A section of notes that is longer is compared by its bytes.
const LONGEST: u64 = 1 << 20;

/// `NT_GNU_BUILD_ID`.
const BUILD_ID: u32 = 3;

/// What is longer is no identifier, in bytes: no digest that a linker offers has more.
const IDENTIFIER: usize = 64;

/// Under this rule the identifier of a build is set aside: it is computed from the whole file, or from the file before
/// debug information was taken out, and no code reads it.
const BUILD_ID_RULE: &str = "elf-build-id";

/// Under this rule the name and checksum of the file of debug information are set aside. No code reads them.
const DEBUG_LINK_RULE: &str = "elf-debuglink";

struct Note {
    owner: Vec<u8>,
    kind: u32,
    /// Of the description in the section.
    offset: u64,
    description: Vec<u8>,
}

/// Compares two sections of notes. False if they are no such sections, or differ in more than descriptions.
pub(super) fn compare(
    comparer: &mut Comparer,
    (their_image, theirs): (&Image, &Section),
    (our_image, ours): (&Image, &Section),
) -> Result<bool, Fault> {
    let (Some(their_notes), Some(our_notes)) =
        (notes(&theirs.content, theirs, their_image.is_little)?, notes(&ours.content, ours, our_image.is_little)?)
    else {
        return Ok(false);
    };
    let (their_frame, our_frame) = (frame(&theirs.content, &their_notes), frame(&ours.content, &our_notes));
    if !bytes::equal(&mut Joined::new(&their_frame), &mut Joined::new(&our_frame))? {
        return Ok(false);
    }
    let identifiers = their_notes.iter().filter(|note| note.is_build_id()).count();
    let may_differ = identifiers == 1 && their_image.loads_as_notes(theirs) && our_image.loads_as_notes(ours);
    for (a, b) in their_notes.iter().zip(&our_notes).filter(|(a, b)| a.description != b.description) {
        if a.is_build_id() && may_differ {
            comparer.mask(BUILD_ID_RULE, a.offset, a.description.len() as u64);
        } else {
            let place = comparer.place_of(&format!("note {} of type {}", DropPath::from_bytes(&a.owner), a.kind));
            let detail = format!("{} shipped, {} rebuilt", hex::digits(&a.description), hex::digits(&b.description));
            comparer.add(Difference { place, detail, ..Difference::default() });
        }
    }
    Ok(true)
}

impl Note {
    fn is_build_id(&self) -> bool {
        self.owner == b"GNU" && self.kind == BUILD_ID && self.description.len() <= IDENTIFIER
    }
}

/// What stands around the descriptions: headers, owners and padding.
fn frame(section: &Content, notes: &[Note]) -> Vec<Content> {
    let descriptions = notes.iter().map(|note| (note.offset, note.offset + note.description.len() as u64));
    rest_of(section, descriptions.collect())
}

/// None if the section is not made of notes alone.
fn notes(content: &Content, section: &Section, is_little: bool) -> Result<Option<Vec<Note>>, Fault> {
    if section.kind != object::elf::SHT_NOTE || content.length() > LONGEST {
        return Ok(None);
    }
    let bytes = content.to_vec()?;
    let word = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let word = if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
        usize::try_from(word).ok()
    };
    let mut notes = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (Some(owner_length), Some(length), Some(kind)) = (word(at), word(at + 4), word(at + 8)) else {
            return Ok(None);
        };
        let owner_at = at + 12;
        let owner = owner_at.checked_add(owner_length).and_then(|end| bytes.get(owner_at..end));
        let description_at = owner_at.saturating_add(owner_length).next_multiple_of(4);
        let description = description_at.checked_add(length).and_then(|end| bytes.get(description_at..end));
        let (Some(owner), Some(description)) = (owner, description) else { return Ok(None) };
        notes.push(Note {
            owner: owner.strip_suffix(b"\0").unwrap_or(owner).to_owned(),
            kind: kind as u32,
            offset: description_at as u64,
            description: description.to_owned(),
        });
        at = description_at.saturating_add(length).next_multiple_of(4);
    }
    Ok(Some(notes))
}

/// The build identifier of an image, in hex.
fn build_id(image: &Image, budget: &mut Budget) -> Result<Option<String>, Fault> {
    for section in image.sections.iter().filter(|section| section.kind == object::elf::SHT_NOTE) {
        // They are read again for each link.
        budget.compared(section.content.length())?;
        let notes = notes(&section.content, section, image.is_little)?.unwrap_or_default();
        if let Some(note) = notes.iter().find(|note| note.is_build_id()) {
            return Ok(Some(hex::digits(&note.description)));
        }
    }
    Ok(None)
}

/// Compares two `.gnu_debuglink` sections: a name, zeros up to a multiple of four, and a checksum of the file of that
/// name. The name may differ only where each is made of the build identifier.
pub(super) fn debug_links(
    comparer: &mut Comparer,
    theirs: (&Image, &Section),
    ours: (&Image, &Section),
) -> Result<bool, Fault> {
    let (Some((their_name, their_sum)), Some((our_name, our_sum))) = (link(theirs.1)?, link(ours.1)?) else {
        return Ok(false);
    };
    if !(theirs.0.is_never_loaded(theirs.1) && ours.0.is_never_loaded(ours.1)) {
        return Ok(false);
    }
    if their_name != our_name {
        let mut is_own = |image: &Image, name: &[u8]| -> Result<bool, Fault> {
            let id = build_id(image, &mut comparer.budget)?;
            let name = name.strip_suffix(b".debug").unwrap_or(name);
            Ok(id.is_some_and(|id| id.as_bytes() == name || id.as_bytes().get(2..) == Some(name)))
        };
        if !(is_own(theirs.0, &their_name)? && is_own(ours.0, &our_name)?) || their_name.len() != our_name.len() {
            return Ok(false);
        }
        comparer.mask(DEBUG_LINK_RULE, 0, their_name.len() as u64);
    }
    if their_sum != our_sum {
        comparer.mask(DEBUG_LINK_RULE, theirs.1.content.length() - 4, 4);
    }
    Ok(true)
}

/// Compares two `.gnu_debugaltlink` sections: the name of a file of debug information that several share, and its build
/// identifier.
pub(super) fn alternative_links(
    comparer: &mut Comparer,
    (their_image, theirs): (&Image, &Section),
    (our_image, ours): (&Image, &Section),
) -> Result<bool, Fault> {
    if !(their_image.is_never_loaded(theirs) && our_image.is_never_loaded(ours)) {
        return Ok(false);
    }
    if theirs.content.length() != ours.content.length() || theirs.content.length() > 4096 {
        return Ok(false);
    }
    let (their_bytes, our_bytes) = (theirs.content.to_vec()?, ours.content.to_vec()?);
    let name = |bytes: &[u8]| bytes.iter().position(|byte| *byte == 0);
    let Some(end) = name(&their_bytes).filter(|end| their_bytes.get(..*end) == our_bytes.get(..*end)) else {
        return Ok(false);
    };
    if our_bytes.get(end) != Some(&0) || their_bytes.len() - end - 1 > IDENTIFIER {
        return Ok(false);
    }
    comparer.mask(DEBUG_LINK_RULE, end as u64 + 1, (their_bytes.len() - end - 1) as u64);
    Ok(true)
}

type Link = (Vec<u8>, [u8; 4]);

fn link(section: &Section) -> Result<Option<Link>, Fault> {
    if section.content.length() > 4096 {
        return Ok(None);
    }
    let bytes = section.content.to_vec()?;
    let Some((name, sum)) = bytes.split_last_chunk::<4>() else { return Ok(None) };
    let length = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
    let (name, padding) = name.split_at(length);
    let is_link = padding.len() == (length + 1).next_multiple_of(4) - length && padding.iter().all(|byte| *byte == 0);
    Ok(is_link.then(|| (name.to_vec(), *sum)))
}
