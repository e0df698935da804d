//! Sections of data: words that hold addresses are compared by what stands there.

use banbury_evidence::Difference;

use super::disassembly::Disassembler;
use super::functions::Moved;
use super::image::{Image, Section};
use crate::comparer::Comparer;
use crate::fault::Fault;

/// Longer sections are compared by their bytes.
const LONGEST: u64 = 64 << 20;

/// Lists that two sections differ in addresses alone. False if they differ in more than that.
pub(super) fn compare(
    comparer: &mut Comparer,
    (their_names, theirs): (&Disassembler<'_>, &Section),
    (our_names, ours): (&Disassembler<'_>, &Section),
    functions: &Moved,
) -> Result<bool, Fault> {
    let (their_image, our_image) = (their_names.image, our_names.image);
    let word = if their_image.is_64 { 8 } else { 4 };
    let length = theirs.content.length();
    if length != ours.content.length() || length > LONGEST || !theirs.is_loaded() {
        return Ok(false);
    }
    let (their_bytes, our_bytes) = (theirs.content.to_vec()?, ours.content.to_vec()?);
    let value = |bytes: &[u8], image: &Image| {
        let fold = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
        if image.is_little { bytes.iter().rev().fold(0, fold) } else { bytes.iter().fold(0, fold) }
    };
    let mut moved = 0;
    let is_same = |a: u64, b: u64| {
        let what = their_names.at(a);
        functions.get(&a) == Some(&b)
            || what.is_some() && what == our_names.at(b)
            || matches!((their_image.place(a), our_image.place(b)), (Some(place), Some(other)) if place == other)
    };
    for (a, b) in their_bytes.chunks(word).zip(our_bytes.chunks(word)).filter(|(a, b)| a != b) {
        if !is_same(value(a, their_image), value(b, our_image)) {
            return Ok(false);
        }
        moved += 1;
    }
    let detail = format!("{moved} addresses differ, of things that are the same");
    comparer.add(Difference { detail, derived: true, ..comparer.here(None) });
    Ok(true)
}
