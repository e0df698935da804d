use std::fs::File;
use std::io::{self, BufRead, Read};
use std::os::unix::fs::FileExt;

/// Bytes of an archive that can be read as often as one likes.
#[derive(Clone, Copy)]
pub(crate) enum Stored<'a> {
    Memory(&'a [u8]),
    File { file: &'a File, size: u64 },
}

/// Where the bytes of an archive come from.
pub(crate) enum Source<'a> {
    Stored(Stored<'a>),
    /// A member of another archive that is too large to be held in memory: it can be read once.
    Stream {
        reader: &'a mut dyn Read,
        size: u64,
    },
}

impl<'a> Source<'a> {
    /// Its size in bytes.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Self::Stored(Stored::Memory(bytes)) => bytes.len() as u64,
            Self::Stored(Stored::File { size, .. }) | Self::Stream { size, .. } => *size,
        }
    }

    /// The same archive once more; none for a stream.
    pub(crate) fn again(&self) -> Option<Stored<'a>> {
        match self {
            Self::Stored(stored) => Some(*stored),
            Self::Stream { .. } => None,
        }
    }

    /// Reads it from its beginning.
    pub(crate) fn reader(self) -> Lookahead<Box<dyn Read + 'a>> {
        Lookahead::new(match self {
            Self::Stored(Stored::Memory(bytes)) => Box::new(bytes),
            Self::Stored(Stored::File { file, size }) => Box::new(FileReader { file, at: 0, end: size }),
            Self::Stream { reader, .. } => Box::new(reader),
        })
    }
}

impl<'a> Stored<'a> {
    pub(crate) fn size(self) -> u64 {
        Source::Stored(self).size()
    }

    /// Fills `buffer` from `offset`; false if the archive ends before.
    pub(crate) fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<bool> {
        match self {
            Self::Memory(bytes) => {
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                let found = bytes.get(start..).and_then(|rest| rest.get(..buffer.len()));
                found.inspect(|found| buffer.copy_from_slice(found)).map_or(Ok(false), |_| Ok(true))
            }
            Self::File { file, size } => {
                if offset.checked_add(buffer.len() as u64).is_none_or(|end| end > *size) {
                    return Ok(false);
                }
                file.read_exact_at(buffer, offset).map(|()| true)
            }
        }
    }

    /// Reads up to `length` bytes from `offset`.
    pub(crate) fn section(&self, offset: u64, length: u64) -> Box<dyn Read + 'a> {
        match self {
            Self::Memory(bytes) => {
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                Box::new(bytes.get(start..).unwrap_or_default().take(length))
            }
            Self::File { file, size } => {
                Box::new(FileReader { file, at: offset, end: offset.saturating_add(length).min(*size) })
            }
        }
    }
}

/// Reads a stretch of a file without moving the file's own position, which others share.
struct FileReader<'a> {
    file: &'a File,
    at: u64,
    end: u64,
}

impl Read for FileReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let count = self.file.read_at(buffer.get_mut(..wanted).unwrap_or_default(), self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}

/// A buffered reader that shows what comes next without taking it.
pub(crate) struct Lookahead<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl<R: Read> Lookahead<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, buffer: vec![0; 64 << 10], start: 0, end: 0 }
    }

    /// The next `count` bytes, or fewer at the end.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.end - self.start < count {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            self.buffer.resize(self.buffer.len().max(count), 0);
            let room = self.buffer.get_mut(self.end..).unwrap_or_default();
            self.end += super::member::read_up_to(&mut self.reader, room)?;
        }
        let end = self.end.min(self.start + count);
        Ok(self.buffer.get(self.start..end).unwrap_or_default())
    }
}

impl<R: Read> Read for Lookahead<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.start == self.end && buffer.len() >= self.buffer.len() {
            return self.reader.read(buffer);
        }
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Lookahead<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
            self.end = self.reader.read(&mut self.buffer)?;
        }
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.start = self.end.min(self.start + count);
    }
}
