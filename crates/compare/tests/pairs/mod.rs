//! What all tests share: two sides made, compared and told.

#![allow(dead_code, reason = "not every test uses all of it")]

use std::fs;

use banbury_compare::compare;
use banbury_evidence::{Artefact, Verdict};

pub fn pair(shipped: &[u8], rebuilt: &[u8]) -> Artefact {
    Shipped::new(shipped).against(rebuilt)
}

/// One side, to be compared with many.
struct Shipped(tempfile::TempDir);

impl Shipped {
    fn new(shipped: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), shipped).unwrap();
        Self(folder)
    }

    fn against(&self, rebuilt: &[u8]) -> Artefact {
        let (a, b) = (self.0.path().join("a"), self.0.path().join("b"));
        fs::write(&b, rebuilt).unwrap();
        let mut artefacts = compare(&a, &b).unwrap().artefacts;
        assert_eq!(artefacts.len(), 1);
        artefacts.pop().unwrap()
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
    let shipped = Shipped::new(sample);
    let (step, changes): (usize, &[u8]) = if sample.len() < 600 { (1, &[0x01, 0xff]) } else { (7, &[0x10]) };
    for length in (0..sample.len()).step_by(step) {
        let cut = shipped.against(&sample[..length]);
        assert_eq!(cut.verdict, Verdict::DiffersUnexplained, "cut at {length}: {cut:?}");
        assert!(has_a_place(&cut), "cut at {length}: {cut:?}");
    }
    for at in 0..sample.len() {
        for change in changes {
            let mut changed = sample.to_vec();
            changed[at] ^= change;
            let changed = shipped.against(&changed);
            let expected = if may_be_set_aside(at) { Verdict::Equivalent } else { Verdict::DiffersUnexplained };
            assert_eq!(changed.verdict, expected, "byte {at:#x}, {change:#x}: {changed:?}");
            assert!(has_a_place(&changed), "byte {at:#x}, {change:#x}: {changed:?}");
        }
    }
    let longer = shipped.against(&[sample, b"payload"].concat());
    assert_eq!(longer.verdict, Verdict::DiffersUnexplained, "{longer:?}");
    assert!(has_a_place(&longer), "{longer:?}");
}

/// Whether the format itself told of the difference, or said that it was damaged: a comparison of mere bytes would tell
/// of it too, but not if something else differs as well.
fn has_a_place(artefact: &Artefact) -> bool {
    !artefact.differs.iter().any(|difference| difference.detail.contains("no part of it differs"))
}

/// As zlib computes it.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
