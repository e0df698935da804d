use banbury_evidence::Position;

/// Where the lines of a text begin.
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`. Lines end in `\n`, as compilers count them.
    pub fn new(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        Self { starts: std::iter::once(0).chain(newlines).collect() }
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
        let before = text.get(start..at).or_else(|| text.get(start..text.floor_char_boundary(at))).unwrap_or("");
        let column = before.chars().count() as u32 + 1;
        Position { line, column }
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
