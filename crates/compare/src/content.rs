//! The bytes of an artefact or of a part of one, wherever they lie: in a file, in a stretch of it, or in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use crate::bytes;
use crate::scratch::Stretch;

/// Bytes that can be read at any place. Cheap to clone; a part shares what its whole stands on.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    store: Store,
    start: u64,
    length: u64,
}

#[derive(Clone, Debug)]
enum Store {
    File(Arc<File>),
    Scratch(Arc<Stretch>),
    Memory(Arc<[u8]>),
}

impl Content {
    /// A whole file, as long as it is now.
    pub(crate) fn of_file(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { store: Store::File(Arc::new(file)), start: 0, length })
    }

    pub(crate) fn of_scratch(stretch: Stretch) -> Self {
        let length = stretch.length();
        Self { store: Store::Scratch(Arc::new(stretch)), start: 0, length }
    }

    pub(crate) fn of_bytes(bytes: Vec<u8>) -> Self {
        let length = bytes.len() as u64;
        Self { store: Store::Memory(bytes.into()), start: 0, length }
    }

    /// In bytes.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// A stretch of these bytes; none where it does not lie wholly inside.
    pub(crate) fn part(&self, start: u64, length: u64) -> Option<Self> {
        let end = start.checked_add(length)?;
        (end <= self.length).then(|| Self { store: self.store.clone(), start: self.start + start, length })
    }

    /// What follows `start`; nothing where that is behind the end.
    pub(crate) fn from(&self, start: u64) -> Self {
        let start = start.min(self.length);
        Self { store: self.store.clone(), start: self.start + start, length: self.length - start }
    }

    pub(crate) fn reader(&self) -> Reader {
        Reader { content: self.clone(), offset: 0 }
    }

    /// The bytes at `offset`, as many as asked for; an error where there are fewer.
    pub(crate) fn bytes_at(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        match self.part(offset, length as u64) {
            Some(part) => part.to_vec(),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// The bytes at `offset`.
    pub(crate) fn array_at<const N: usize>(&self, offset: u64) -> io::Result<[u8; N]> {
        let mut array = [0; N];
        let mut filled = 0;
        while let Some(rest) = array.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.read_at(rest, offset.saturating_add(filled as u64)) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(more) => filled += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(array)
    }

    /// Whether `magic` stands at `offset`.
    pub(crate) fn has_at(&self, offset: u64, magic: &[u8]) -> bool {
        self.bytes_at(offset, magic.len()).is_ok_and(|bytes| bytes == magic)
    }

    /// Whether it holds nothing but zeros.
    pub(crate) fn is_zero(&self) -> io::Result<bool> {
        bytes::equal(&mut self.reader(), &mut io::repeat(0).take(self.length))
    }

    /// Whether it holds one byte, again and again.
    pub(crate) fn is_filled(&self) -> io::Result<bool> {
        let [first] = if self.length == 0 { [0] } else { self.array_at(0)? };
        bytes::equal(&mut self.reader(), &mut io::repeat(first).take(self.length))
    }

    /// Whether it holds the same as another.
    pub(crate) fn equals(&self, other: &Self) -> io::Result<bool> {
        Ok(self.length == other.length && bytes::equal(&mut self.reader(), &mut other.reader())?)
    }

    /// All of it. The caller has looked at the length.
    pub(crate) fn to_vec(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader().read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let left = self.length.saturating_sub(offset);
        let wanted = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let Some(buffer) = buffer.get_mut(..wanted).filter(|buffer| !buffer.is_empty()) else { return Ok(0) };
        let at = self.start + offset;
        match &self.store {
            Store::File(file) => file.read_at(buffer, at),
            Store::Scratch(stretch) => stretch.read_at(buffer, at),
            Store::Memory(bytes) => {
                let stored = usize::try_from(at).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
                let length = buffer.len().min(stored.len());
                if let (Some(into), Some(from)) = (buffer.get_mut(..length), stored.get(..length)) {
                    into.copy_from_slice(from);
                }
                Ok(length)
            }
        }
    }
}

/// Reads a content from a place on, without moving anything that others share.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    content: Content,
    offset: u64,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.content.read_at(buffer, self.offset)?;
        self.offset += length as u64;
        Ok(length)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::Current(by) => self.offset.checked_add_signed(by),
            SeekFrom::End(by) => self.content.length.checked_add_signed(by),
        };
        self.offset = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.offset)
    }
}

/// Several contents, read as one.
pub(crate) struct Joined<'a> {
    rest: std::slice::Iter<'a, Content>,
    current: Option<Reader>,
}

impl<'a> Joined<'a> {
    pub(crate) fn new(contents: &'a [Content]) -> Self {
        Self { rest: contents.iter(), current: None }
    }
}

impl Read for Joined<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(current) = &mut self.current {
                let length = current.read(buffer)?;
                if length > 0 || buffer.is_empty() {
                    return Ok(length);
                }
            }
            match self.rest.next() {
                Some(next) => self.current = Some(next.reader()),
                None => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_inside_their_whole() {
        let whole = Content::of_bytes(b"0123456789".to_vec());
        let part = whole.part(2, 5).unwrap();
        assert_eq!(part.to_vec().unwrap(), b"23456");
        assert_eq!(part.part(1, 3).unwrap().to_vec().unwrap(), b"345");
        assert!(part.part(1, 5).is_none() && part.part(u64::MAX, 2).is_none());
        assert_eq!(part.from(4).to_vec().unwrap(), b"6");
        assert_eq!(part.from(9).length(), 0);
        assert!(part.array_at::<2>(4).is_err() && part.array_at::<2>(u64::MAX).is_err());
        assert_eq!(part.array_at::<2>(3).unwrap(), *b"56");
        let mut joined = Vec::new();
        Joined::new(&[part.clone(), part.from(5), whole.from(8)]).read_to_end(&mut joined).unwrap();
        assert_eq!(joined, b"2345689");
    }
}
