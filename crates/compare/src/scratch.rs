//! A file for what is too long for memory. It has no name, so that nothing of it is left behind, however this ends.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use rustix::fs::{FallocateFlags, fallocate};

/// Where long contents go, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    file: Option<Arc<File>>,
    end: u64,
}

impl Scratch {
    /// In a file that is open already, and empty. Without one, it is made when it is needed.
    pub(crate) fn of(file: File) -> Self {
        Self { file: Some(Arc::new(file)), end: 0 }
    }

    /// A stretch behind all others, empty yet.
    pub(crate) fn stretch(&mut self) -> io::Result<Writing<'_>> {
        let file = match &self.file {
            Some(file) => file.clone(),
            None => Arc::new(tempfile::tempfile()?),
        };
        self.file = Some(file.clone());
        let start = self.end;
        Ok(Writing { scratch: self, stretch: Stretch { file, start, length: 0 } })
    }
}

/// A stretch that is being written.
pub(crate) struct Writing<'a> {
    scratch: &'a mut Scratch,
    stretch: Stretch,
}

impl Writing<'_> {
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stretch.file.write_all_at(bytes, self.scratch.end)?;
        self.stretch.length += bytes.len() as u64;
        self.scratch.end += bytes.len() as u64;
        Ok(())
    }

    pub(crate) fn finish(self) -> Stretch {
        self.stretch
    }
}

/// A part of the scratch file. Its room is given back with it.
#[derive(Debug)]
pub(crate) struct Stretch {
    file: Arc<File>,
    start: u64,
    length: u64,
}

impl Stretch {
    /// In bytes.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    pub(crate) fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        self.file.read_at(buffer, self.start + at)
    }
}

impl Drop for Stretch {
    fn drop(&mut self) {
        // A file system that cannot do this keeps the bytes until the file goes.
        let hole = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
        let _ = fallocate(&self.file, hole, self.start, self.length);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn room_is_given_back_and_others_keep_theirs() {
        let file = tempfile::tempfile().unwrap();
        let mut scratch = Scratch::of(file.try_clone().unwrap());
        let mut stretch = |byte: u8| {
            let mut writing = scratch.stretch().unwrap();
            (0..16).for_each(|_| writing.write(&[byte; 64 << 10]).unwrap());
            writing.finish()
        };
        let (one, two) = (stretch(1), stretch(2));
        let both = file.metadata().unwrap().blocks();
        drop(one);
        assert!(file.metadata().unwrap().blocks() < both, "the file system here takes room back");
        let mut last = [0; 4];
        assert_eq!((two.read_at(&mut last, two.length() - 2).unwrap(), last), (2, [2, 2, 0, 0]));
    }
}
