use std::collections::HashSet;
use std::ops::Range;

use super::Code;
use super::functions::{FoundFunction, functions};

/// The functions of a file that were looked at already in another of its readings: range and text.
#[derive(Default)]
pub(crate) struct Known(HashSet<(Range<u32>, u64)>);

impl Known {
    /// The functions of a reading that were not met before, and the code outside all of them.
    pub fn new_functions(&mut self, code: &Code, text: &str) -> Vec<FoundFunction> {
        let mut found = functions(code, text);
        found.retain(|function| {
            let node = function.node;
            node == 0 || self.0.insert((code.range(node), hash(code.text(node, text))))
        });
        found
    }
}

/// FNV-1a: only equality within one run is asked of it.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
