//! Checksums and sizes in the signature header of an RPM package.

use std::slice::from_ref;

use md5::Md5;
use sha1::Sha1;
use sha2::Sha256;

use super::header::Tag;
use crate::budget::Budget;
use crate::content::Content;
use crate::fault::Fault;
use crate::format::checksum;
use crate::hex;

/// Longer than all of them, in bytes.
const LONGEST: u64 = 128;

/// What the checksums are right to say. Each is computed once, however many tags have one.
pub(super) struct Checksums {
    /// Header and payload.
    signed: Content,
    header: Content,
    md5: Option<Vec<u8>>,
    sha1: Option<Vec<u8>>,
    sha256: Option<Vec<u8>>,
}

impl Checksums {
    pub(super) fn of(signed: Content, header: Content) -> Self {
        Self { signed, header, md5: None, sha1: None, sha256: None }
    }

    /// Whether a tag of the signature header is one of them, and is right.
    pub(super) fn are_in(&mut self, tag: &Tag, value: &Content, budget: &mut Budget) -> Result<bool, Fault> {
        if value.length() > LONGEST {
            return Ok(false);
        }
        let size = self.signed.length();
        let right = match (tag.number, tag.kind, tag.count) {
            // Size, as four bytes and as eight.
            (1000, 4, 1) => u32::try_from(size).map_or(Vec::new(), |size| size.to_be_bytes().to_vec()),
            (270, 5, 1) => size.to_be_bytes().to_vec(),
            (1004, 7, 16) => once(&mut self.md5, || checksum::digest::<Md5>(from_ref(&self.signed), budget))?,
            (269, 6, 1) => text(once(&mut self.sha1, || checksum::digest::<Sha1>(from_ref(&self.header), budget))?),
            (273, 6, 1) => text(once(&mut self.sha256, || checksum::digest::<Sha256>(from_ref(&self.header), budget))?),
            _ => return Ok(false),
        };
        Ok(value.to_vec()? == right)
    }
}

fn once(known: &mut Option<Vec<u8>>, compute: impl FnOnce() -> Result<Vec<u8>, Fault>) -> Result<Vec<u8>, Fault> {
    if known.is_none() {
        *known = Some(compute()?);
    }
    Ok(known.clone().unwrap_or_default())
}

/// In hex, with a zero at the end.
fn text(digest: Vec<u8>) -> Vec<u8> {
    [hex::digits(&digest).as_bytes(), b"\0"].concat()
}

#[cfg(test)]
mod tests {
    use sha2::Digest;

    use super::*;

    #[test]
    fn a_checksum_is_computed_once_however_many_tags_have_it() {
        let content = Content::of_bytes(vec![7; 600 << 10]);
        let value = Content::of_bytes(text(Sha256::digest(vec![7; 600 << 10]).to_vec()));
        let tag = Tag { number: 273, kind: 6, count: 1, start: 0, length: 65 };
        let mut checksums = Checksums::of(content.clone(), content);
        let mut budget = Budget::of(0);
        while budget.unpacked(1 << 20).is_ok() {}
        assert!(checksums.are_in(&tag, &value, &mut budget).is_err(), "it counts");
        let mut budget = Budget::of(0);
        budget.unpacked((1 << 30) - (1 << 20)).unwrap();
        for _ in 0..10 {
            assert!(checksums.are_in(&tag, &value, &mut budget).unwrap());
        }
    }
}
