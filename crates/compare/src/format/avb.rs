//! Android Verified Boot (AOSP's `avb_vbmeta_image.h` and `avb_footer.h`): the signed description of an image, and the
//! footer that says where in an image it stands.

use sha2::{Sha256, Sha512};

use super::checksum;
use super::endian::{Endian::Big, padded};
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use crate::hex;

/// Length of the header, and of the footer, in bytes.
const HEADER: u64 = 256;
const FOOTER: u64 = 64;

/// Descriptors in one image.
const DESCRIPTORS: usize = 4096;

pub(super) const VBMETA: Format = Format {
    name: "vbmeta image",
    part: "part",
    rest: "padding, and what stands behind the last block",
    recognises: |content| content.has_at(0, b"AVB0") && Big.u32_at(content, 4).is_ok_and(|major| major == 1),
    look: Look::Members(vbmeta),
};

pub(super) const WITH_FOOTER: Format = Format {
    name: "image with an AVB footer",
    part: "part",
    rest: "hash tree, error correction and padding",
    recognises: |content| footer(content).is_some_and(|at| content.has_at(at, b"AVBf\0\0\0\x01")),
    look: Look::Members(with_footer),
};

fn footer(content: &Content) -> Option<u64> {
    content.length().checked_sub(FOOTER)
}

fn with_footer(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let at = footer(content).ok_or_else(|| Fault::damaged("it ends too early"))?;
    let number = |offset: u64| Big.u64_at(content, at + offset);
    let (image, start, length) = (number(12)?, number(20)?, number(28)?);
    let damaged = || Fault::damaged("the footer names a range behind the end");
    let facts = vec![
        Fact::new("version", format!("{}.{}", Big.u32_at(content, at + 4)?, Big.u32_at(content, at + 8)?)),
        Fact::new("vbmeta image stands at", format!("{start:#x}")),
        Fact::new("other fields of the footer", hex::digits(&content.bytes_at(at + 36, 28)?)),
    ];
    let mut members = Vec::new();
    // The image goes without a name: it is what one looks for.
    for (name, start, length) in [("", 0, image), ("vbmeta", start, length)] {
        budget.member(name.as_bytes())?;
        members.push(Member::plain(
            name,
            content.part(start, length).filter(|part| part.length() <= at).ok_or_else(damaged)?,
        ));
    }
    let rest = rest_of(content, vec![(0, image), (start, start + length), (at, content.length())]);
    Ok(Container { members, facts, rest, ..Container::default() })
}

fn vbmeta(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let number = |at: u64| Big.u64_at(content, at);
    let (authentication, auxiliary) = (number(12)?, number(20)?);
    let damaged = || Fault::damaged("a block reaches behind the end");
    let authentication = content.part(HEADER, authentication).ok_or_else(damaged)?;
    let auxiliary_at = HEADER + authentication.length();
    let auxiliary = content.part(auxiliary_at, auxiliary).ok_or_else(damaged)?;
    let algorithm = Big.u32_at(content, 28)?;
    let facts = vec![
        Fact::new("required version", format!("{}.{}", Big.u32_at(content, 4)?, Big.u32_at(content, 8)?)),
        Fact::new("algorithm", algorithm),
        Fact::new("rollback index", number(112)?),
        Fact::new("flags", format!("{:#x}", Big.u32_at(content, 120)?)),
        Fact::new("rollback index location", Big.u32_at(content, 124)?),
        Fact::new("release", padded(&content.bytes_at(128, 48)?)),
        Fact::new("other fields of the header", hex::digits(&content.bytes_at(176, 80)?)),
    ];
    let mut container = Container { facts, order_counts: true, ..Container::default() };
    let mut covered = vec![(0, HEADER)];

    let (hash_at, hash) = (number(32)?, number(40)?);
    let (signature_at, signature) = (number(48)?, number(56)?);
    let signature = authentication.part(signature_at, signature).ok_or_else(damaged)?;
    let signed = [content.part(0, HEADER).ok_or_else(damaged)?, auxiliary.clone()];
    let right = match algorithm {
        1..=3 => checksum::digest::<Sha256>(&signed, budget)?,
        4..=6 => checksum::digest::<Sha512>(&signed, budget)?,
        _ => Vec::new(),
    };
    // RSA with keys of 2048, 4096 and 8192 bits.
    let expected = match algorithm {
        1 | 4 => 256,
        2 | 5 => 512,
        3 | 6 => 1024,
        _ => 0,
    };
    // Where they stand follows from their sizes, unless they stand elsewhere.
    let usual = hash_at == 0 && signature_at == hash && hash == right.len() as u64 && signature.length() == expected;
    let layout = (!usual).then(|| {
        format!("digest at {hash_at}, {hash} bytes; signature at {signature_at}, {} bytes", signature.length())
    });
    container.facts.push(Fact::new("authentication block", layout.as_deref().unwrap_or("as usual")));
    if usual && hash > 0 {
        covered.push((HEADER, HEADER + hash));
        checksum::judge(&mut container, content, ("avb-hash", "digest"), HEADER, &right)?;
    }
    if usual && signature.length() > 0 {
        let at = HEADER + signature_at;
        covered.push((at, at + signature.length()));
        checksum::set_aside(&mut container, "avb-signature", at, signature);
    }

    let descriptors = auxiliary.part(number(96)?, number(104)?).ok_or_else(damaged)?;
    let descriptors_at = auxiliary_at + number(96)?;
    let mut at = 0;
    while at < descriptors.length() {
        if container.members.len() == DESCRIPTORS {
            return Err(Fault::Limit(format!("it has more than {DESCRIPTORS} descriptors")));
        }
        let (tag, length) = (Big.u64_at(&descriptors, at)?, Big.u64_at(&descriptors, at + 8)?);
        let body = descriptors.part(at + 16, length).ok_or_else(|| Fault::damaged("a descriptor is too long"))?;
        let kind = match tag {
            0 => "property",
            1 => "hash tree",
            2 => "hash",
            3 => "command line",
            4 => "chained partition",
            _ => "of another kind",
        };
        let name = format!("descriptor {}", container.members.len() + 1);
        budget.member(name.as_bytes())?;
        covered.push((descriptors_at + at, descriptors_at + at + 16 + length));
        container.members.push(Member::plain(name, body).with(vec![Fact::new("type", format!("{kind} ({tag})"))]));
        at += 16 + length;
    }
    for (name, at) in [("public key", 64), ("public key metadata", 80)] {
        let (start, length) = (number(at)?, number(at + 8)?);
        let key = auxiliary.part(start, length).ok_or_else(damaged)?;
        budget.member(name.as_bytes())?;
        covered.push((auxiliary_at + start, auxiliary_at + start + length));
        container.members.push(Member::plain(name, key));
    }
    let places = [
        ("public key", number(64)?, number(72)?),
        ("public key metadata", number(80)?, number(88)?),
        ("descriptors", number(96)?, number(104)?),
    ];
    container.facts.push(Fact::new("auxiliary block", places_of(places, auxiliary.length())));
    container.facts.push(Fact::new("size of the authentication block", authentication.length()));
    container.rest = rest_of(content, covered);
    Ok(container)
}

/// Where keys, their metadata and descriptors stand, told so that it does not depend on how long they are.
fn places_of(mut places: [(&str, u64, u64); 3], size: u64) -> String {
    places.sort_by_key(|(_, start, length)| (*start, *length));
    let mut layout = String::new();
    let mut at = 0;
    for (name, start, length) in places {
        let gap = i128::from(start) - i128::from(at);
        layout += &format!("{gap} bytes, {name}; ");
        at = start.saturating_add(length);
    }
    match at.checked_next_multiple_of(64) == Some(size) {
        true => layout + "up to a multiple of 64",
        false => layout + &format!("up to {size}"),
    }
}
