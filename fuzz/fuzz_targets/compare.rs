//! Any two contents are compared: equal ones are identical, others are not, and what is called equivalent is the same
//! byte for byte outside of what was set aside.
#![no_main]

use std::ops::Range;

use banbury_compare::compare_bytes;
use banbury_evidence::{MaskedRange, Verdict};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((shipped, rebuilt)) = pair(input) else { return };
    let verdict = |theirs: &[u8], ours: &[u8]| compare_bytes(theirs, ours).artefact;
    let artefact = verdict(shipped, &rebuilt);
    assert_eq!(artefact.verdict == Verdict::Identical, shipped == rebuilt, "{artefact:?}");
    assert_eq!(format!("{artefact:?}"), format!("{:?}", verdict(shipped, &rebuilt)), "the second time");
    if artefact.verdict == Verdict::Equivalent {
        let differing = shipped.iter().zip(&rebuilt).enumerate().filter(|(_, (a, b))| a != b);
        let differing: Vec<u64> = differing.map(|(at, _)| at as u64).collect();
        check(&artefact.masked, &differing, shipped, shipped.len() == rebuilt.len());
    }
});

/// Nothing but what was set aside may differ, as far as the places lie in the content as it is.
fn check(masked: &[MaskedRange], differing: &[u64], shipped: &[u8], same_length: bool) {
    if same_length && masked.iter().all(|range| range.within.is_empty()) {
        let ranges: Vec<Range<u64>> = masked.iter().map(|it| it.offset..it.offset + it.length).collect();
        let untold = differing.iter().find(|at| !ranges.iter().any(|range| range.contains(at)));
        assert!(untold.is_none(), "byte {untold:?} differs, and is not among {masked:?}");
    } else if same_length && shipped.starts_with(b"\x7fELF") {
        let set_aside: u64 = masked.iter().map(|range| range.length).sum();
        assert!(differing.len() as u64 <= set_aside, "{} bytes differ, {masked:?}", differing.len());
    }
}

/// The shipped content, and the rebuilt one: what stands behind it, or the same with a few changes. The last bytes say
/// which.
fn pair(input: &[u8]) -> Option<(&[u8], Vec<u8>)> {
    let (last, rest) = input.split_last()?;
    if *last == u8::MAX {
        let (both, length) = rest.split_last_chunk::<4>()?;
        let (shipped, rebuilt) = both.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        return Some((shipped, rebuilt.to_owned()));
    }
    let (shipped, changes) = rest.split_at_checked(rest.len().checked_sub(usize::from(*last % 8) * 4)?)?;
    let mut rebuilt = shipped.to_owned();
    for change in changes.chunks_exact(4) {
        let (at, what, value) = (usize::from(u16::from_le_bytes([change[0], change[1]])), change[2], change[3]);
        let at = at.min(rebuilt.len());
        match what % 4 {
            0 | 1 if at < rebuilt.len() => rebuilt[at] = value,
            2 => rebuilt.insert(at, value),
            3 => drop(rebuilt.drain(at..(at + usize::from(value)).min(rebuilt.len()))),
            _ => {}
        }
    }
    Some((shipped, rebuilt))
}
