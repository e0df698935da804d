//! The signature that stands behind the end of an artefact: one side may have one where the other has none, so it is
//! taken off before anything else is looked at. A second one before it is no signature, as nothing checks it.
//!
//! Linux kernel modules: `Documentation/admin-guide/module-signing.rst`, and `struct module_signature`.

use crate::content::Content;
use crate::der;
use crate::elf;

const MODULE_MAGIC: &[u8] = b"~Module signature appended~\n";
const MODULE_RECORD: u64 = 12;
const ELF_MAGIC: &[u8] = b"\x7fELF";

/// No signature is longer, in bytes.
const LONGEST: u64 = 64 << 10;

/// An artefact without the signature behind it.
pub(crate) struct Signed {
    pub(crate) body: Content,
    pub(crate) signature: Content,
    /// The rule under which the signature is set aside.
    pub(crate) rule: &'static str,
}

/// The signature that somebody declares to stand from `at` on.
pub(crate) fn declared(content: &Content, at: u64) -> Option<Signed> {
    let (body, signature) = (content.part(0, at)?, content.from(at));
    Some(Signed { body, signature, rule: "declared-signature" })
}

/// The signature at the end, if there is one and it is nothing else.
pub(crate) fn split(content: &Content) -> Option<Signed> {
    let record_at = content.length().checked_sub(MODULE_MAGIC.len() as u64 + MODULE_RECORD)?;
    if !content.has_at(record_at + MODULE_RECORD, MODULE_MAGIC) || !content.has_at(0, ELF_MAGIC) {
        return None;
    }
    let [algorithm, hash, kind, signer, key, pad @ .., a, b, c, d] =
        content.array_at::<{ MODULE_RECORD as usize }>(record_at).ok()?;
    let length = u64::from(u32::from_be_bytes([a, b, c, d]));
    let signature_at = record_at.checked_sub(length)?;
    let value = content.part(signature_at, length)?;
    let start = match (kind, algorithm, hash, signer, key) {
        (2, 0, 0, 0, 0) if der::signed_data(&value) == Some(length) => signature_at,
        // Before Linux 4.3: the names of signer and key, and a number after its length.
        (1, 1, ..) if is_number(&value) => signature_at.checked_sub(u64::from(signer) + u64::from(key))?,
        _ => return None,
    };
    let (body, signature) = (content.part(0, start)?, content.from(start));
    // A section that reached into it would be loaded by a kernel that checks no signatures.
    let is_signature = pad == [0; 3] && signature.length() <= LONGEST && elf::is_whole_object(&body);
    is_signature.then_some(Signed { body, signature, rule: "module-signature" })
}

fn is_number(value: &Content) -> bool {
    value.array_at(0).is_ok_and(|length| u64::from(u16::from_be_bytes(length)) + 2 == value.length())
}
