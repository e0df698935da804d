//! Checksums and sizes in the signature header of an RPM package.

use std::io::Read;

use md5::Md5;
use sha1::Sha1;
use sha2::digest::Output;
use sha2::{Digest, Sha256};

use super::header::Tag;
use crate::content::Content;
use crate::fault::Fault;

/// Whether a tag of the signature header is one of `signed` (header and payload) or of the header alone, and is right.
pub(super) fn is_right(tag: &Tag, value: &Content, signed: &Content, header: &Content) -> Result<bool, Fault> {
    if value.length() > 128 {
        return Ok(false);
    }
    let value = value.to_vec()?;
    let text = |digest: &[u8]| digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + "\0";
    Ok(match (tag.number, tag.kind, tag.count) {
        // Size, as four bytes and as eight.
        (1000, 4, 1) => u32::try_from(signed.length()).is_ok_and(|size| value == size.to_be_bytes()),
        (270, 5, 1) => value == signed.length().to_be_bytes(),
        (1004, 7, 16) => value == digest::<Md5>(signed)?.as_slice(),
        (269, 6, 1) => value == text(digest::<Sha1>(header)?.as_slice()).as_bytes(),
        (273, 6, 1) => value == text(digest::<Sha256>(header)?.as_slice()).as_bytes(),
        _ => false,
    })
}

fn digest<D: Digest>(content: &Content) -> Result<Output<D>, Fault> {
    let mut hasher = D::new();
    let mut reader = content.reader();
    let mut block = vec![0; 64 << 10];
    loop {
        let length = reader.read(&mut block)?;
        let Some(block) = block.get(..length).filter(|block| !block.is_empty()) else { return Ok(hasher.finalize()) };
        hasher.update(block);
    }
}
