use ssh_key::Signature;

/// A FIDO signature ends in flags (a byte) and a counter (four bytes), both of which it covers (PROTOCOL.u2f).
const COUNTER: usize = 4;
/// The flag that somebody touched the device.
const PRESENT: u8 = 0x01;
/// The flag that the device knew its owner, by PIN or finger.
const VERIFIED: u8 = 0x04;

/// Whether the device knew its owner; an error if nobody so much as touched it. The counter is the device's own affair,
/// since nobody here knows its last value.
pub(crate) fn check_touch(signature: &Signature) -> Result<bool, String> {
    let flags = signature.as_bytes().iter().rev().nth(COUNTER).copied().unwrap_or(0);
    match flags & PRESENT {
        0 => Err("was made by a FIDO device that nobody touched".to_owned()),
        _ => Ok(flags & VERIFIED != 0),
    }
}
