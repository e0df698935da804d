//! Numbers and strings of a header or table, read one after another.

use std::io::{self, BufReader, Read};

use crate::content::{Content, Reader};

/// Small, as most reads are of one header.
const BUFFER: usize = 512;

/// A place in a content, moving on with each read.
pub(super) struct Scan {
    reader: BufReader<Reader>,
    at: u64,
}

impl Scan {
    pub(super) fn at(content: &Content, offset: u64) -> Self {
        Self { reader: BufReader::with_capacity(BUFFER, content.from(offset).reader()), at: offset }
    }

    /// Offset of what is read next.
    pub(super) fn position(&self) -> u64 {
        self.at
    }

    pub(super) fn array<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut array = [0; N];
        self.reader.read_exact(&mut array)?;
        self.at += N as u64;
        Ok(array)
    }

    /// As many bytes as asked for. The caller has bounded the length.
    pub(super) fn bytes(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.reader.read_exact(&mut bytes)?;
        self.at += length as u64;
        Ok(bytes)
    }

    /// Little endian, as are the next two.
    pub(super) fn u16(&mut self) -> io::Result<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> io::Result<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> io::Result<u64> {
        self.array().map(u64::from_le_bytes)
    }
}
