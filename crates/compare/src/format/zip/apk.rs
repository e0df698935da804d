//! The signing block of an Android package, which stands before the central directory (APK Signature Scheme v2 and
//! later).

use crate::container::Aside;
use crate::content::Content;
use crate::format::fields::Fields;

const MAGIC: &[u8] = b"APK Sig Block 42";

/// Length of what follows the pairs: a size, and the magic number.
const FOOTER: u64 = 24;

/// Pairs of a block.
const PAIRS: usize = 64;

/// What of the block before `directory` may be set aside. Pairs that are no signatures stay where they are.
pub(super) fn signatures(content: &Content, directory: u64) -> Vec<Aside> {
    block(content, directory).unwrap_or_default()
}

fn block(content: &Content, directory: u64) -> Option<Vec<Aside>> {
    let footer_at = directory.checked_sub(FOOTER)?;
    if !content.has_at(footer_at + 8, MAGIC) {
        return None;
    }
    let size = content.array_at(footer_at).ok().map(u64::from_le_bytes)?;
    let start = directory.checked_sub(size)?.checked_sub(8)?;
    if content.array_at(start).ok().map(u64::from_le_bytes)? != size {
        return None;
    }
    let mut asides = vec![
        aside(content, "apk-signing-block", 0, start, 8)?,
        aside(content, "apk-signing-block", 1, footer_at, FOOTER)?,
    ];
    let mut at = start + 8;
    for _ in 0..PAIRS {
        if at >= footer_at {
            break;
        }
        let header = content.array_at::<12>(at).ok()?;
        let mut fields = Fields::of(&header);
        let (length, kind) = (fields.u64()?, fields.u32()?);
        let end = at.checked_add(8)?.checked_add(length).filter(|end| length >= 4 && *end <= footer_at)?;
        let value = content.part(at + 12, length - 4)?;
        let rule = match kind {
            0x7109_871a if is_sequence(&value) => Some("apk-signature-v2"),
            0xf053_68c0 if is_sequence(&value) => Some("apk-signature-v3"),
            0x1b93_ad61 if is_sequence(&value) => Some("apk-signature-v3.1"),
            // Padding to a multiple of 4096 bytes.
            0x4272_6577 if is_zero(&value) => Some("apk-signing-block-padding"),
            _ => None,
        };
        if let Some(rule) = rule {
            let number = asides.iter().filter(|aside| aside.rule == rule).count();
            asides.push(aside(content, rule, number, at, end - at)?);
        }
        at = end;
    }
    (at == footer_at).then_some(asides)
}

fn aside(content: &Content, rule: &'static str, number: usize, offset: u64, length: u64) -> Option<Aside> {
    Some(Aside { rule, number, offset, content: content.part(offset, length)? })
}

/// Whether it is one sequence of signers, each after its length, with nothing behind them.
fn is_sequence(value: &Content) -> bool {
    const LONGEST: u64 = 1 << 20;
    if value.length() > LONGEST {
        return false;
    }
    let Ok(bytes) = value.to_vec() else { return false };
    let prefixed =
        |fields: &mut Fields<'_>| fields.u32().and_then(|length| fields.bytes(length as usize).map(<[u8]>::len));
    let mut outer = Fields::of(&bytes);
    let Some(signers) = outer.u32().and_then(|length| outer.bytes(length as usize)) else { return false };
    let mut signers = Fields::of(signers);
    while !signers.rest().is_empty() {
        if prefixed(&mut signers).is_none() {
            return false;
        }
    }
    outer.rest().is_empty()
}

fn is_zero(value: &Content) -> bool {
    value.length() <= 4096 && value.to_vec().is_ok_and(|bytes| bytes.iter().all(|byte| *byte == 0))
}
