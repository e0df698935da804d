//! As much of DER (X.690) as it takes to see where a signature ends.

use crate::content::Content;

/// The identifier of PKCS #7 signed data (RFC 2315), as it stands behind the header of the outer sequence.
const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/// Something longer is more than a signature, in bytes.
const LONGEST: u64 = 256 << 10;

/// The length in bytes of the PKCS #7 signed data at the beginning of a content; none if there is no such thing.
pub(crate) fn signed_data(content: &Content) -> Option<u64> {
    let [tag, first] = content.array_at(0).ok()?;
    let count = u64::from(first & 0x7f);
    let (header, length) = match first {
        0..=0x7f => (2, u64::from(first)),
        0x81..=0x84 => {
            let bytes = content.bytes_at(2, usize::from(first & 0x7f)).ok()?;
            (2 + count, bytes.iter().fold(0, |length, byte| length << 8 | u64::from(*byte)))
        }
        _ => return None,
    };
    let whole = header + length;
    (tag == 0x30 && whole <= LONGEST.min(content.length()) && content.has_at(header, SIGNED_DATA)).then_some(whole)
}
