use std::cell::Cell;
use std::ops::Range;

use object::{ReadCache, ReadRef};

use crate::content::Reader;

/// No name is longer than this, in bytes.
const NAME: u64 = 4096;

/// What it takes to remember a name, beside its bytes.
const KEPT: u64 = 64;

/// A file as the parsers of `object` want it, that gives out only so many bytes: a file can claim tables as large
/// as itself, and each of them is kept in memory.
#[derive(Clone, Copy)]
pub(crate) struct Metered<'a> {
    cache: &'a ReadCache<Reader>,
    left: &'a Cell<u64>,
}

impl<'a> Metered<'a> {
    /// `left` is how many bytes may be read in all.
    pub(crate) fn new(cache: &'a ReadCache<Reader>, left: &'a Cell<u64>) -> Self {
        Self { cache, left }
    }

    fn spend(self, bytes: u64) -> Result<(), ()> {
        self.left.set(self.left.get().checked_sub(bytes).ok_or(())?);
        Ok(())
    }
}

impl<'a> ReadRef<'a> for Metered<'a> {
    fn len(self) -> Result<u64, ()> {
        self.cache.len()
    }

    fn read_bytes_at(self, offset: u64, size: u64) -> Result<&'a [u8], ()> {
        self.spend(size)?;
        self.cache.read_bytes_at(offset, size)
    }

    fn read_bytes_at_until(self, range: Range<u64>, delimiter: u8) -> Result<&'a [u8], ()> {
        let end = range.end.min(range.start.saturating_add(NAME));
        self.spend(KEPT)?;
        let name = self.cache.read_bytes_at_until(range.start..end, delimiter)?;
        self.spend(name.len() as u64)?;
        Ok(name)
    }
}
