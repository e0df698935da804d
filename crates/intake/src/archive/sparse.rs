use std::io::{self, Read};

use tar::{GnuExtSparseHeader, Header};

use super::budget::Budget;
use super::member::{Stretch, damage};
use super::pax::{PaxSparse, number};

/// Most stretches of data in one sparse file.
const MOST_STRETCHES: usize = 1 << 20;

/// A stretch of data in a file that otherwise consists of zeros.
#[derive(Clone, Copy)]
pub(crate) struct DataAt {
    offset: u64,
    length: u64,
}

/// The map of GNU's old format, which begins in the header and goes on in blocks before the content; and the size of
/// the file with its holes.
pub(crate) fn old_map(header: &Header, content: &mut Stretch<'_>) -> io::Result<(Vec<DataAt>, u64)> {
    let broken = |_| damage("the map of a sparse file is malformed");
    let gnu = header.as_gnu().ok_or_else(|| damage("a sparse file without GNU's header"))?;
    let size = gnu.real_size().map_err(broken)?;
    let mut map = Vec::new();
    for part in gnu.sparse.iter().filter(|part| !part.is_empty()) {
        map.push(DataAt { offset: part.offset().map_err(broken)?, length: part.length().map_err(broken)? });
    }
    let mut goes_on = gnu.is_extended();
    while goes_on {
        // These blocks are not counted in the member's size.
        let mut block = GnuExtSparseHeader::new();
        content.reader.read_exact(block.as_mut_bytes())?;
        for part in block.sparse.iter().filter(|part| !part.is_empty()) {
            map.push(DataAt { offset: part.offset().map_err(broken)?, length: part.length().map_err(broken)? });
        }
        if map.len() > MOST_STRETCHES {
            return Err(damage("the map of a sparse file has more stretches than are believed"));
        }
        goes_on = block.is_extended();
    }
    Ok((map, size))
}

/// The map that a pax header has, or that stands before the content (version 1.0) in decimal lines, padded to a
/// block; and the size of the file with its holes.
pub(crate) fn pax_map(told: &PaxSparse, content: &mut Stretch<'_>) -> io::Result<(Vec<DataAt>, u64)> {
    let broken = || damage("the map of a sparse file is malformed");
    let numbers = match &told.map {
        Some(numbers) => numbers.clone(),
        None => {
            let before = content.remaining;
            let count = decimal_line(content)?.filter(|count| *count <= MOST_STRETCHES as u64).ok_or_else(broken)?;
            let mut numbers = Vec::new();
            for _ in 0..count * 2 {
                numbers.push(decimal_line(content)?.ok_or_else(broken)?);
            }
            let used = before - content.remaining;
            let mut padding = vec![0; (used.next_multiple_of(512) - used) as usize];
            content.read_exact(&mut padding)?;
            numbers
        }
    };
    let map = numbers.chunks_exact(2).filter_map(|pair| match pair {
        [offset, length] => Some(DataAt { offset: *offset, length: *length }),
        _ => None,
    });
    Ok((map.collect(), told.size.ok_or_else(broken)?))
}

fn decimal_line(content: &mut Stretch<'_>) -> io::Result<Option<u64>> {
    let mut digits = Vec::new();
    loop {
        let mut byte = [0];
        content.read_exact(&mut byte)?;
        match byte {
            [b'\n'] => return Ok(number(&digits)),
            [digit] if digits.len() < 20 => digits.push(digit),
            _ => return Ok(None),
        }
    }
}

/// A sparse file with its holes filled in.
pub(crate) struct Sparse<'a, 'b> {
    map: std::vec::IntoIter<DataAt>,
    next: Option<DataAt>,
    at: u64,
    size: u64,
    content: &'a mut Stretch<'b>,
    budget: &'a Budget<'a>,
}

impl<'a, 'b> Sparse<'a, 'b> {
    pub(crate) fn new(
        map: Vec<DataAt>,
        size: u64,
        content: &'a mut Stretch<'b>,
        budget: &'a Budget<'a>,
    ) -> io::Result<Self> {
        let mut end = 0;
        let mut data = 0_u64;
        for part in &map {
            let past = part.offset.checked_add(part.length).filter(|past| *past <= size && part.offset >= end);
            end = past.ok_or_else(|| damage("the map of a sparse file is out of order or beyond its size"))?;
            data += part.length;
        }
        if data != content.remaining {
            return Err(damage("the map of a sparse file does not fit its content"));
        }
        let mut map = map.into_iter();
        let next = map.next();
        Ok(Self { map, next, at: 0, size, content, budget })
    }
}

impl Read for Sparse<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(part) = self.next.filter(|part| self.at >= part.offset + part.length) {
            debug_assert!(part.length == 0 || self.at == part.offset + part.length);
            self.next = self.map.next();
        }
        let in_data = self.next.filter(|part| self.at >= part.offset);
        let until = match (in_data, self.next) {
            (Some(part), _) => part.offset + part.length,
            (None, Some(part)) => part.offset,
            (None, None) => self.size,
        };
        let wanted = buffer.len().min(usize::try_from(until - self.at).unwrap_or(usize::MAX));
        let Some(room) = buffer.get_mut(..wanted).filter(|room| !room.is_empty()) else { return Ok(0) };
        let count = match in_data {
            Some(_) => self.content.read(room)?,
            None => {
                room.fill(0);
                // Zeros that no packed byte stands for.
                self.budget.spend(wanted as u64)?;
                wanted
            }
        };
        self.at += count as u64;
        Ok(count)
    }
}
