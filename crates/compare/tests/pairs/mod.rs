//! What all tests share: two sides made, compared and told.

#![allow(dead_code, reason = "not every test uses all of it")]

pub mod elf;
pub mod pe;

use std::fs;

use banbury_compare::{InThisProcess, compare};
use banbury_evidence::{Artefact, Difference, Verdict};

pub fn pair(shipped: &[u8], rebuilt: &[u8]) -> Artefact {
    Shipped::new(shipped).against(rebuilt)
}

/// One side, to be compared with many.
struct Shipped {
    folder: tempfile::TempDir,
    content: Vec<u8>,
}

impl Shipped {
    fn new(shipped: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), shipped).unwrap();
        Self { folder, content: shipped.to_owned() }
    }

    fn against(&self, rebuilt: &[u8]) -> Artefact {
        let (a, b) = (self.folder.path().join("a"), self.folder.path().join("b"));
        fs::write(&b, rebuilt).unwrap();
        let mut artefacts = compare(&a, &b, &InThisProcess).unwrap().artefacts;
        assert_eq!(artefacts.len(), 1);
        artefacts.pop().unwrap()
    }

    /// The format itself must tell of the difference, or say that it was damaged: a comparison of mere bytes would tell
    /// of it too, but not if something else differs as well.
    #[track_caller]
    fn tells_of(&self, rebuilt: &[u8], verdict: Verdict, what: &str) {
        let found = self.against(rebuilt);
        assert_eq!(found.verdict, verdict, "{what}: {found:?}");
        let by_format = |difference: &Difference| !difference.detail.contains("no part of it differs");
        assert!(found.differs.iter().all(by_format), "{what}: {found:?}");
    }

    #[track_caller]
    fn tells_of_damage(
        &self,
        lengths: impl IntoIterator<Item = usize>,
        places: impl IntoIterator<Item = usize>,
        masks: &[u8],
        may_be_set_aside: impl Fn(usize) -> bool,
    ) {
        for length in lengths {
            self.tells_of(&self.content[..length], Verdict::DiffersUnexplained, &format!("cut at {length:#x}"));
        }
        for at in places {
            let verdict = if may_be_set_aside(at) { Verdict::Equivalent } else { Verdict::DiffersUnexplained };
            for mask in masks {
                let mut changed = self.content.clone();
                changed[at] ^= mask;
                self.tells_of(&changed, verdict, &format!("byte {at:#x}, {mask:#x}"));
            }
        }
    }
}

pub fn lines(artefact: &Artefact) -> Vec<String> {
    artefact.differs.iter().map(|difference| format!("{}: {}", difference.place, difference.detail)).collect()
}

/// The rules that set ranges aside, each with the place, and where the range stands there.
pub fn masked(artefact: &Artefact) -> Vec<(String, String, u64, u64)> {
    let ranges = artefact.masked.iter();
    ranges.map(|range| (range.rule.clone(), range.within.clone(), range.offset, range.length)).collect()
}

/// Wherever `sample` is cut or changed, it is told: no byte is passed over.
#[track_caller]
pub fn tells_of_every_byte(sample: &[u8], may_be_set_aside: impl Fn(usize) -> bool) {
    let (step, masks): (usize, &[u8]) = if sample.len() < 600 { (1, &MASKS) } else { (7, &[0x10]) };
    let shipped = Shipped::new(sample);
    shipped.tells_of_damage((0..sample.len()).step_by(step), 0..sample.len(), masks, may_be_set_aside);
    shipped.tells_of(&[sample, b"payload"].concat(), Verdict::DiffersUnexplained, "longer");
}

/// Where `sample` is cut at one of `lengths`, or changed at one of `places`, it is told.
#[track_caller]
pub fn tells_of_damage(
    sample: &[u8],
    lengths: impl IntoIterator<Item = usize>,
    places: impl IntoIterator<Item = usize>,
) {
    Shipped::new(sample).tells_of_damage(lengths, places, &MASKS, |_| false);
}

/// The bits that damage turns over.
const MASKS: [u8; 2] = [0x01, 0xff];

/// As zlib computes it.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[track_caller]
pub fn differ(found: &Artefact) {
    assert_eq!(found.verdict, Verdict::DiffersUnexplained, "{found:?}");
}
