//! Where functions lie by the unwind tables (`.eh_frame`), for files without symbols.

use std::collections::BTreeMap;

use gimli::{BaseAddresses, CieOrFde, EhFrame, EndianSlice, RunTimeEndian, UnwindSection};

use super::image::{Image, Section};
use crate::fault::Fault;

/// A longer table is not read, in bytes.
const TABLE: u64 = 64 << 20;

/// Start and length of each function that the tables name, sorted. A damaged table ends early.
pub(super) fn ranges(image: &Image) -> Result<Vec<(u64, u64)>, Fault> {
    let Some(table) = image.sections.iter().find(|section| section.name == b".eh_frame") else {
        return Ok(Vec::new());
    };
    if table.content.length() > TABLE {
        return Ok(Vec::new());
    }
    let bytes = table.content.to_vec()?;
    let endian = if image.is_little { RunTimeEndian::Little } else { RunTimeEndian::Big };
    let mut frames = EhFrame::from(EndianSlice::new(&bytes, endian));
    frames.set_address_size(if image.is_64 { 8 } else { 4 });
    let text = image.sections.iter().find(|section| section.name == b".text").map_or(0, |section| section.address);
    let bases = BaseAddresses::default().set_eh_frame(table.address).set_text(text);
    let mut found = Vec::new();
    // What several functions have in common is read once.
    let mut common = BTreeMap::new();
    let mut entries = frames.entries(&bases);
    while let Ok(Some(entry)) = entries.next() {
        if let CieOrFde::Fde(partial) = entry
            && let Ok(fde) = partial.parse(|frames, bases, offset| {
                let entry = common.entry(offset.0).or_insert_with(|| frames.cie_from_offset(bases, offset));
                entry.clone()
            })
            && image.section_at(fde.initial_address()).is_some_and(Section::is_code)
        {
            found.push((fde.initial_address(), fde.len()));
        }
    }
    found.sort_unstable();
    Ok(found)
}
