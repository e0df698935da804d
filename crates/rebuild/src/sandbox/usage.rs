//! What the processes of a build use up at one moment.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};

use rustix::fs::{Dir, Mode, OFlags, fstatvfs, openat};

/// A `status` file of proc(5) is some 1.5 KB; nothing in it that counts lies behind this.
const STATUS_BYTES: u64 = 16 << 10;

/// A process table and the file systems of an enclosure, seen from outside.
pub(super) struct Usage {
    processes: OwnedFd,
    /// The session whose processes count; all processes if none.
    session: Option<u64>,
    file_systems: Vec<Writable>,
}

/// A file system that a build may write to.
pub(super) struct Writable {
    pub(super) folder: OwnedFd,
    /// Files and folders that it may have.
    pub(super) entries: u64,
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
    /// `processes` is the folder of the sandbox's `/proc`, `file_systems` are those that it may write to.
    pub(super) fn of_all(processes: OwnedFd, file_systems: Vec<Writable>) -> Self {
        Self { processes, session: None, file_systems }
    }

    /// As [`Self::of_all`], of one session among all processes of a machine.
    pub(super) fn of_session(session: u64, processes: OwnedFd, file_systems: Vec<Writable>) -> Self {
        Self { processes, session: Some(session), file_systems }
    }

    /// Takes the figures. Processes that end meanwhile are left out.
    pub(super) fn take(&self) -> io::Result<Figures> {
        let mut figures = Figures::default();
        for (_, status) in self.processes()? {
            for line in status.split(|byte| *byte == b'\n') {
                if let Some(value) = value_of(line, b"Threads:") {
                    figures.tasks += value;
                } else if let Some(value) = value_of(line, b"RssAnon:").or_else(|| value_of(line, b"RssShmem:")) {
                    figures.memory_kib += value;
                }
            }
        }
        figures.full = self.is_full()?;
        Ok(figures)
    }

    /// The processes that count: number and `status`. One that ends meanwhile is left out.
    pub(super) fn processes(&self) -> io::Result<Vec<(u64, Vec<u8>)>> {
        let mut processes = Vec::new();
        for entry in Dir::read_from(&self.processes)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            let Some(number) = std::str::from_utf8(name).ok().and_then(|name| name.parse().ok()) else { continue };
            let Ok(status) = self.status(name) else { continue };
            let session = || status.split(|byte| *byte == b'\n').find_map(|line| value_of(line, b"NSsid:"));
            if self.session.is_none() || self.session == session() {
                processes.push((number, status));
            }
        }
        Ok(processes)
    }

    /// Whether one of the file systems is full. Can still be told when the build has ended.
    pub(super) fn is_full(&self) -> io::Result<bool> {
        for Writable { folder, entries } in &self.file_systems {
            let space = fstatvfs(folder)?;
            let used = space.f_files.saturating_sub(space.f_ffree);
            if space.f_bfree == 0 || space.f_ffree == 0 || used > *entries {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn status(&self, id: &[u8]) -> io::Result<Vec<u8>> {
        let path = [id, b"/status"].concat();
        let file = openat(self.processes.as_fd(), path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
        let mut status = Vec::new();
        File::from(file).take(STATUS_BYTES).read_to_end(&mut status)?;
        Ok(status)
    }
}

/// The number in a line. Of several, as there is one for each namespace, the first, which is the reader's own.
fn value_of(line: &[u8], name: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(line.strip_prefix(name)?).ok()?;
    text.split_whitespace().next()?.parse().ok()
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
