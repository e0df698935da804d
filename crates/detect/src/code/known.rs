use std::collections::HashSet;
use std::ops::Range;

use banbury_syntax::NodeId;

use super::Code;

/// The functions of a file that were looked at already in another of its readings: range and text.
#[derive(Default)]
pub(crate) struct Known(HashSet<(Range<u32>, u64)>);

impl Known {
    /// Whether a function was not met before.
    pub fn is_new(&mut self, code: &Code, text: &str, function: NodeId) -> bool {
        self.0.insert((code.range(function), hash(code.text(function, text))))
    }
}

/// FNV-1a: only equality within one run is asked of it.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
