use std::io::{BufRead, BufReader, Read};

use crate::content::{Content, Reader};
use crate::fault::Fault;

/// The longest line, in bytes: a record holds up to 255 bytes.
const LONGEST: u64 = 600;

/// A line of digits behind the mark of a record.
pub(super) struct Line {
    pub(super) at: u64,
    pub(super) end: u64,
    pub(super) digits: Vec<u8>,
    pub(super) line_end: Vec<u8>,
}

pub(super) struct Lines {
    reader: BufReader<Reader>,
    at: u64,
}

impl Lines {
    pub(super) fn new(content: Content) -> Self {
        Self { reader: BufReader::new(content.reader()), at: 0 }
    }

    /// Where the next line begins.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    pub(super) fn next(&mut self) -> Result<Option<Line>, Fault> {
        let mut digits = Vec::new();
        let length = self.reader.by_ref().take(LONGEST).read_until(b'\n', &mut digits)? as u64;
        if length == 0 {
            return Ok(None);
        }
        if length == LONGEST {
            return Err(Fault::damaged("a line is too long"));
        }
        let end = digits.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |last| last + 1);
        let line_end = digits.split_off(end);
        let at = self.at;
        self.at += length;
        Ok(Some(Line { at, end: self.at, digits, line_end }))
    }
}
