//! Two contents that no format takes further apart: text by lines, all else by bytes.

use banbury_evidence::Difference;

use crate::bytes::{self, ByteDifference, Stretch, differ, sizes};
use crate::comparer::Comparer;
use crate::content::Content;
use crate::fault::Fault;
use crate::{clues, hex, text};

/// Text up to this length, in bytes, is compared by lines.
const TEXT: u64 = 16 << 20;

/// Bytes before a difference and behind it that may tell what stands there.
const AROUND: u64 = 256;

/// So many bytes at least must be the same at the end of both to say that something was put in before them.
const SAME_END: u64 = 8;

/// Lists how the two differ. `note` comes before the first line of detail.
pub(crate) fn describe(comparer: &mut Comparer, note: &str, theirs: &Content, ours: &Content) -> Result<(), Fault> {
    if theirs.length().max(ours.length()) <= TEXT {
        let (their_bytes, our_bytes) = (theirs.to_vec()?, ours.to_vec()?);
        if let (Some(their_text), Some(our_text)) = (text::of(&their_bytes), text::of(&our_bytes))
            && text::describe(comparer, note, their_text, our_text)
        {
            return Ok(());
        }
    }
    match bytes::compare(&mut theirs.reader(), &mut ours.reader())? {
        Some(difference) => stretches(comparer, note, &difference, theirs, ours),
        None => Ok(()),
    }
}

fn stretches(
    comparer: &mut Comparer,
    note: &str,
    difference: &ByteDifference,
    theirs: &Content,
    ours: &Content,
) -> Result<(), Fault> {
    let mut note = note.to_owned();
    if difference.shipped_size != difference.rebuilt_size {
        let same_end = same_end(theirs, ours, difference.first())?;
        let detail = match same_end {
            0 => sizes(difference.shipped_size, difference.rebuilt_size),
            _ => format!(
                "{}; the same up to offset {:#x}, and in their last {same_end} bytes",
                sizes(difference.shipped_size, difference.rebuilt_size),
                difference.first()
            ),
        };
        let place = comparer.place_of("size");
        comparer.add(Difference {
            place,
            detail: format!("{}{detail}", std::mem::take(&mut note)),
            ..Difference::default()
        });
        if same_end > 0 {
            // Something was put in or taken out: what stands behind it does not differ, it only stands elsewhere.
            let range = |size: u64| (difference.first(), size - same_end);
            let (their_range, our_range) = (range(difference.shipped_size), range(difference.rebuilt_size));
            let detail = format!(
                "{} bytes shipped stand against {} rebuilt",
                their_range.1 - their_range.0,
                our_range.1 - our_range.0
            );
            return one(comparer, detail, (theirs, their_range), (ours, our_range));
        }
    }
    for Stretch { start, end, differing } in &difference.ranges {
        let detail = format!("{}{}", std::mem::take(&mut note), differ(*differing));
        one(comparer, detail, (theirs, (*start, *end)), (ours, (*start, *end)))?;
    }
    let unnamed = difference.stretches.saturating_sub(difference.ranges.len() as u64);
    if unnamed > 0 {
        let place =
            comparer.place_of(&format!("bytes from {:#x}", difference.ranges.last().map_or(0, |range| range.end)));
        let detail = format!("{unnamed} further stretches; {} in all", differ(difference.differing));
        comparer.add(Difference { place, detail, ..Difference::default() });
    }
    Ok(())
}

fn one(
    comparer: &mut Comparer,
    detail: String,
    (theirs, their_range): (&Content, (u64, u64)),
    (ours, our_range): (&Content, (u64, u64)),
) -> Result<(), Fault> {
    let clue = clues::in_bytes(&around(theirs, their_range)?, &around(ours, our_range)?);
    if let Some(clue) = &clue {
        comparer.found.clue(clue.clone());
    }
    let (start, end) = their_range;
    comparer.add(Difference {
        place: comparer.place_of(&format!("bytes {start:#x}..{end:#x}")),
        detail,
        cause: clue.map(|clue| clue.kind.name().to_owned()),
        shipped: hex::lines(theirs, their_range)?,
        rebuilt: hex::lines(ours, our_range)?,
        ..Difference::default()
    });
    Ok(())
}

/// A range with what stands around it.
fn around(content: &Content, (start, end): (u64, u64)) -> Result<Vec<u8>, Fault> {
    let from = start.saturating_sub(AROUND);
    let to = end.min(start + 4 * AROUND).saturating_add(AROUND).min(content.length());
    Ok(content.part(from, to.saturating_sub(from)).map_or(Ok(Vec::new()), |part| part.to_vec())?)
}

/// How many bytes at the end of both are the same, not counting any of the first `common`.
fn same_end(theirs: &Content, ours: &Content, common: u64) -> Result<u64, Fault> {
    const BLOCK: u64 = 64 << 10;
    let most = theirs.length().min(ours.length()) - common;
    let mut same = 0;
    while same < most {
        let length = BLOCK.min(most - same);
        let tail = |content: &Content| {
            content.part(content.length() - same - length, length).map_or(Ok(Vec::new()), |part| part.to_vec())
        };
        let (their_tail, our_tail) = (tail(theirs)?, tail(ours)?);
        let equal = their_tail.iter().rev().zip(our_tail.iter().rev()).take_while(|(a, b)| a == b).count() as u64;
        same += equal;
        if equal < length {
            break;
        }
    }
    Ok(if same < SAME_END { 0 } else { same })
}
