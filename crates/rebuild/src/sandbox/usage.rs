//! What the processes of a build use up at one moment.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};

use rustix::fs::{Dir, Mode, OFlags, fstatvfs, openat};

/// A `status` file of proc(5) is some 1.5 KB; nothing in it that counts lies behind this.
const STATUS_BYTES: u64 = 16 << 10;

/// The sandbox's own process table and file systems, seen from outside.
pub(super) struct Usage {
    processes: OwnedFd,
    file_systems: Vec<OwnedFd>,
}

/// A moment's figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// Processes and threads.
    pub(super) tasks: u64,
    /// Memory of their own, in KiB: pages of files count only in the file system that holds them.
    pub(super) memory_kib: u64,
    /// Whether one of the file systems is full.
    pub(super) full: bool,
}

impl Usage {
    /// `processes` is the folder of the sandbox's `/proc`, `file_systems` are folders in those that it may write to.
    pub(super) fn new(processes: OwnedFd, file_systems: Vec<OwnedFd>) -> Self {
        Self { processes, file_systems }
    }

    /// Takes the figures. Processes that end meanwhile are left out.
    pub(super) fn take(&self) -> io::Result<Figures> {
        let mut figures = Figures::default();
        for entry in Dir::read_from(&self.processes)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name.iter().all(u8::is_ascii_digit) {
                // A process may be gone before its file is read.
                let _ = self.add_process(name, &mut figures);
            }
        }
        figures.full = self.is_full()?;
        Ok(figures)
    }

    /// Whether one of the file systems is full. Can still be told when the build has ended.
    pub(super) fn is_full(&self) -> io::Result<bool> {
        for folder in &self.file_systems {
            let space = fstatvfs(folder)?;
            if space.f_bfree == 0 || space.f_ffree == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn add_process(&self, id: &[u8], figures: &mut Figures) -> io::Result<()> {
        let path = [id, b"/status"].concat();
        let file = openat(self.processes.as_fd(), path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
        let mut status = Vec::new();
        File::from(file).take(STATUS_BYTES).read_to_end(&mut status)?;
        for line in status.split(|byte| *byte == b'\n') {
            if let Some(value) = value_of(line, b"Threads:") {
                figures.tasks += value;
            } else if let Some(value) = value_of(line, b"RssAnon:").or_else(|| value_of(line, b"RssShmem:")) {
                figures.memory_kib += value;
            }
        }
        Ok(())
    }
}

fn value_of(line: &[u8], name: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(line.strip_prefix(name)?).ok()?;
    text.trim().trim_end_matches(" kB").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_status_lines() {
        assert_eq!(value_of(b"RssAnon:\t    1234 kB", b"RssAnon:"), Some(1234));
        assert_eq!(value_of(b"Threads:\t7", b"Threads:"), Some(7));
        assert_eq!(value_of(b"Name:\tThreads: 9", b"Threads:"), None);
    }
}
