//! Checksums that formats keep of their contents, computed anew to tell right ones from wrong ones.

use std::io::Read;

use flate2::Crc;
use sha2::Digest;

use crate::budget::Budget;
use crate::container::{Aside, Container, Fact};
use crate::content::{Content, Joined};
use crate::fault::Fault;
use crate::hex;

/// Of all contents, one after the other.
pub(crate) fn digest<D: Digest>(contents: &[Content], budget: &mut Budget) -> Result<Vec<u8>, Fault> {
    let mut digest = D::new();
    each_block(contents, budget, |block| digest.update(block))?;
    Ok(digest.finalize().to_vec())
}

/// As zlib, Ethernet and most boot loaders compute it.
pub(super) fn crc32(contents: &[Content], budget: &mut Budget) -> Result<u32, Fault> {
    let mut crc = Crc::new();
    each_block(contents, budget, |block| crc.update(block))?;
    Ok(crc.sum())
}

/// Counted like unpacked bytes: a container can ask for checksums of the same bytes any number of times.
pub(crate) fn each_block(contents: &[Content], budget: &mut Budget, mut look: impl FnMut(&[u8])) -> Result<(), Fault> {
    budget.unpacked(contents.iter().map(Content::length).fold(0, u64::saturating_add))?;
    let mut reader = Joined::new(contents);
    let mut block = vec![0; 64 << 10];
    loop {
        match reader.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(length) => look(block.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Sets the checksum at `at` aside if it is the right one, and tells of it if it is not.
pub(super) fn judge(
    container: &mut Container,
    content: &Content,
    (rule, what): (&'static str, &'static str),
    at: u64,
    right: &[u8],
) -> Result<(), Fault> {
    let stored = content.part(at, right.len() as u64).ok_or_else(|| Fault::damaged("it ends within a checksum"))?;
    let bytes = stored.to_vec()?;
    match bytes == right {
        true => set_aside(container, rule, at, stored),
        false => container.facts.push(Fact::new(what, format!("{} (wrong)", hex::digits(&bytes)))),
    }
    Ok(())
}

/// Sets a range aside, under the next number of its rule.
pub(super) fn set_aside(container: &mut Container, rule: &'static str, offset: u64, content: Content) {
    let number = container.aside.iter().filter(|aside| aside.rule == rule).count();
    container.aside.push(Aside { rule, number, offset, content });
}
