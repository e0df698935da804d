//! Any bytes are decoded, and each place in the text leads to a place in the bytes.
#![no_main]

use banbury_syntax::{decode, is_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    is_text(bytes);
    let source = decode(bytes);
    let mut last = 0;
    for (at, _) in source.text.char_indices() {
        let byte = source.offsets.to_byte(at);
        assert!(byte >= last && byte <= bytes.len() as u64, "text {at} leads to byte {byte} after {last}");
        last = byte;
        assert!(source.offsets.to_text(byte) <= source.text.len());
    }
});
