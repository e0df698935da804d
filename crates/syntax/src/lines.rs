use banbury_evidence::Position;

/// Where the lines of a text begin.
#[derive(Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Characters in front of each block of the text, so that a column in a line of megabytes is not counted from its start.
    characters: Vec<u32>,
}

/// Bytes of a block.
const BLOCK: usize = 1 << 12;

/// Characters that begin in `bytes`.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

impl LineIndex {
    /// Indexes `text`. Lines end in `\n`, as compilers count them.
    pub fn new(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        let mut before = 0;
        let counted = text.as_bytes().chunks(BLOCK).map(|block| {
            before += characters(block);
            before
        });
        let characters = std::iter::once(0).chain(counted).collect();
        Self { starts: std::iter::once(0).chain(newlines).collect(), characters }
    }

    /// Number of lines, counting a last one without `\n`, even an empty one.
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line, from 1, that holds a text offset.
    pub fn line(&self, at: usize) -> u32 {
        self.starts.partition_point(|start| *start as usize <= at) as u32
    }

    /// Line and column of an offset into `text`, the text that was indexed.
    pub fn position(&self, text: &str, at: usize) -> Position {
        let line = self.line(at);
        let start = self.start(line);
        let at = text.floor_char_boundary(at);
        let before = match text.as_bytes().get(start..at) {
            Some(short) if short.len() < BLOCK => characters(short),
            _ => self.characters_before(text, at).saturating_sub(self.characters_before(text, start)),
        };
        let column = before + 1;
        Position { line, column }
    }

    fn characters_before(&self, text: &str, at: usize) -> u32 {
        let block = at / BLOCK;
        let rest = text.as_bytes().get(block * BLOCK..at).unwrap_or(&[]);
        self.characters.get(block).copied().unwrap_or(0) + characters(rest)
    }

    /// Text offset at which a line, from 1, begins.
    pub fn start(&self, line: u32) -> usize {
        self.starts.get((line as usize).wrapping_sub(1)).map_or(0, |start| *start as usize)
    }

    /// A line of `text` without its line end.
    pub fn text<'text>(&self, text: &'text str, line: u32) -> &'text str {
        let end = self.starts.get(line as usize).map_or(text.len(), |next| *next as usize);
        text.get(self.start(line)..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_also_across_blocks() {
        let line = "ä乗x".repeat(3000);
        let text = format!("ü\n{line}\nlast");
        let index = LineIndex::new(&text);
        for (column, (at, _)) in (1..).zip(line.char_indices()) {
            assert_eq!(index.position(&text, 3 + at), Position { line: 2, column });
        }
        assert_eq!(index.position(&text, text.len()), Position { line: 3, column: 5 });
    }
}
