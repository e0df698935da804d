/// Where each offset of decoded text stands in the original bytes.
///
/// Text and bytes are cut into runs; inside a run of `step` text bytes per character group the two grow in step only
/// where they are equal in length, otherwise the whole run maps to where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetMap {
    /// `(text offset, byte offset)` where a run starts, ascending in both; empty if the two are the same throughout.
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: u32,
    byte: u64,
    /// Whether text and bytes advance together inside the run (ASCII in an ASCII-compatible encoding).
    linear: bool,
}

impl OffsetMap {
    /// The map of text that is its own bytes.
    pub fn identity() -> Self {
        Self { runs: Vec::new() }
    }

    /// The map of text that is its own bytes from `skipped` on (a byte order mark).
    pub fn shifted(skipped: u64) -> Self {
        Self { runs: vec![Run { text: 0, byte: skipped, linear: true }] }
    }

    /// Adds a run; runs are added in order. A linear run that continues the last one is merged into it.
    pub(crate) fn push(&mut self, text: usize, byte: u64, linear: bool) {
        // Text longer than 4 GiB is never decoded: see `decode`.
        let text = u32::try_from(text).unwrap_or(u32::MAX);
        if linear
            && let Some(last) = self.runs.last()
            && last.linear
            && byte.wrapping_sub(last.byte) == u64::from(text.wrapping_sub(last.text))
        {
            return;
        }
        self.runs.push(Run { text, byte, linear });
    }

    /// The byte offset of a text offset. An offset inside a character maps to the start of its run.
    pub fn to_byte(&self, text: usize) -> u64 {
        let index = self.runs.partition_point(|run| run.text as usize <= text);
        match index.checked_sub(1).and_then(|index| self.runs.get(index)) {
            None => text as u64,
            Some(run) if run.linear => run.byte + (text - run.text as usize) as u64,
            Some(run) => run.byte,
        }
    }

    /// The text offset of a byte offset; one inside a character maps to the character's start.
    pub fn to_text(&self, byte: u64) -> usize {
        let index = self.runs.partition_point(|run| run.byte <= byte);
        match index.checked_sub(1).and_then(|index| self.runs.get(index)) {
            None if self.runs.is_empty() => byte as usize,
            None => 0,
            Some(run) if run.linear => {
                let text = run.text as u64 + (byte - run.byte);
                let end = self.runs.get(index).map_or(u64::MAX, |next| u64::from(next.text));
                text.min(end) as usize
            }
            Some(run) => run.text as usize,
        }
    }
}
