use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map from names, for look-ups by the million. It is never iterated into output.
pub(crate) type NameMap<Value> = HashMap<Box<str>, Value, BuildHasherDefault<NameHasher>>;

/// Multiplies and rotates, eight bytes at a time. Colliding names slow a look-up down and change nothing.
#[derive(Clone, Default)]
pub(crate) struct NameHasher(u64);

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl NameHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        self.add(rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte)));
    }

    fn finish(&self) -> u64 {
        // The map takes its place from the low bits and its tag from the high ones.
        self.0 ^ self.0 >> 29
    }
}
