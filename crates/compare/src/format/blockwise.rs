//! Reading what is unpacked block by block.

use std::io::{self, Cursor, Read};

/// The bytes of all blocks, one block of them held at a time.
pub(super) struct Blockwise<I> {
    pub(super) blocks: I,
    current: Cursor<Vec<u8>>,
}

impl<I: Iterator<Item = io::Result<Vec<u8>>>> Blockwise<I> {
    pub(super) fn new(blocks: I) -> Self {
        Self { blocks, current: Cursor::default() }
    }
}

impl<I: Iterator<Item = io::Result<Vec<u8>>>> Read for Blockwise<I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.current.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            match self.blocks.next() {
                Some(block) => self.current = Cursor::new(block?),
                None => return Ok(0),
            }
        }
    }
}
