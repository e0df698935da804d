//! The source on its way into the sandbox. The bench reads it with its own rights and hands open files to the
//! thread that writes them with the sandbox's.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use banbury_evidence::DropPath;
use rustix::fs::{
    AtFlags, CWD, Mode, OFlags, StatVfsMountFlags, Timespec, Timestamps, chmodat, fchmod, fstatvfs, futimens, mkdirat,
    openat, statat, symlinkat, utimensat,
};
use walkdir::WalkDir;

use crate::RebuildError;
use crate::inputs::Input;

/// One entry of the source, relative to its root.
pub(super) struct Entry {
    pub(super) path: PathBuf,
    kind: Kind,
    mode: u32,
    size: u64,
}

enum Kind {
    Folder,
    File,
    Link(OsString),
}

/// All that goes into the sandbox, and what stays behind.
pub(crate) struct Survey {
    root: PathBuf,
    /// Parents before children, in the order of their names.
    pub(super) entries: Vec<Entry>,
    /// The paths of all entries.
    names: BTreeSet<PathBuf>,
    /// Entries that a build cannot have, with the reason in words.
    pub(super) left_out: Vec<String>,
    /// What the build needs beside the source.
    pub(super) inputs: Vec<Input>,
}

/// An entry together with its opened content.
pub(super) struct Loaded<'a> {
    entry: &'a Entry,
    content: Option<File>,
}

impl Survey {
    /// Lists the entries below `root`.
    pub(crate) fn of(root: &Path) -> Result<Self, RebuildError> {
        fs::read_dir(root).map_err(RebuildError::unreadable(root))?;
        let mut survey = Self {
            root: root.to_owned(),
            entries: Vec::new(),
            names: BTreeSet::new(),
            left_out: Vec::new(),
            inputs: Vec::new(),
        };
        for found in WalkDir::new(root).min_depth(1).sort_by_file_name() {
            match found {
                Ok(found) => survey.add(&found),
                Err(error) => {
                    let path = error.path().map(|path| survey.shown(path)).unwrap_or_default();
                    let reason = error.io_error().map_or("walk failed".to_owned(), ToString::to_string);
                    survey.left_out.push(format!("{path} ({reason})"));
                }
            }
        }
        Ok(survey)
    }

    /// Adds what the build needs beside the source.
    pub(crate) fn with(self, inputs: Vec<Input>) -> Self {
        Self { inputs, ..self }
    }

    fn add(&mut self, found: &walkdir::DirEntry) {
        let path = found.path().strip_prefix(&self.root).unwrap_or(found.path()).to_owned();
        let (mode, size) = match found.metadata() {
            Ok(metadata) => (metadata.mode() & 0o777, metadata.size()),
            Err(error) => return self.leave_out(found.path(), &error),
        };
        let kind = if found.file_type().is_dir() {
            Kind::Folder
        } else if found.file_type().is_file() {
            Kind::File
        } else if found.file_type().is_symlink() {
            match fs::read_link(found.path()) {
                Ok(target) => Kind::Link(target.into_os_string()),
                Err(error) => return self.leave_out(found.path(), &error),
            }
        } else {
            return self.leave_out(found.path(), &"a FIFO, socket or device");
        };
        self.names.insert(path.clone());
        self.entries.push(Entry { path, kind, mode, size });
    }

    fn leave_out(&mut self, path: &Path, reason: &dyn std::fmt::Display) {
        let path = self.shown(path);
        self.left_out.push(format!("{path} ({reason})"));
    }

    fn shown(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        DropPath::from_bytes(relative.as_os_str().as_bytes()).to_string()
    }

    /// Bytes that the entries take up in a file system of 4 KiB pages.
    pub(super) fn bytes(&self) -> u64 {
        let sizes = self.entries.iter().map(|entry| entry.size).chain(self.inputs.iter().map(|input| input.size));
        sizes.fold(0, |sum, size| sum.saturating_add(size.div_ceil(4096).saturating_mul(4096)))
    }

    /// Opens the entries one by one and hands them to `take`, until that wants no more.
    ///
    /// Returns those that could not be opened, with the reason in words. `reversed` puts files in the opposite order behind
    /// the folders.
    pub(super) fn open_all<'a>(&'a self, reversed: bool, mut take: impl FnMut(Loaded<'a>) -> bool) -> Vec<String> {
        let mut left_out = Vec::new();
        let mut order: Vec<&Entry> = self.entries.iter().collect();
        if reversed {
            let (folders, mut files): (Vec<_>, Vec<_>) =
                order.iter().partition(|entry| matches!(entry.kind, Kind::Folder));
            files.reverse();
            order = [folders, files].concat();
        }
        for entry in order {
            let content = match entry.kind {
                Kind::File => {
                    let path = self.root.join(&entry.path);
                    match OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(&path) {
                        Ok(file) => Some(file),
                        Err(error) => {
                            left_out.push(format!("{} ({error})", self.shown(&path)));
                            continue;
                        }
                    }
                }
                Kind::Folder | Kind::Link(_) => None,
            };
            if !take(Loaded { entry, content }) {
                break;
            }
        }
        left_out
    }
}

impl Survey {
    /// Files that still have the time of access that they were given, and so were not read; sorted. None where no file
    /// gets another one when it is read.
    pub(crate) fn unread(&self, root: BorrowedFd<'_>, given: i64) -> Option<Vec<String>> {
        if fstatvfs(root).is_ok_and(|it| it.f_flag.contains(StatVfsMountFlags::NOATIME)) {
            return None;
        }
        let is_unread = |entry: &&Entry| {
            let found = statat(root, &entry.path, AtFlags::SYMLINK_NOFOLLOW);
            matches!(entry.kind, Kind::File) && entry.size > 0 && found.is_ok_and(|found| found.st_atime == given)
        };
        let unread = self.entries.iter().filter(is_unread);
        Some(unread.map(|entry| DropPath::from_bytes(entry.path.as_os_str().as_bytes()).to_string()).collect())
    }

    /// Whether the build was given a file of that name.
    pub(crate) fn has(&self, path: &Path) -> bool {
        self.names.contains(path)
    }
}

/// Writes entries below a folder, all with the same modification time: the clock of whoever unpacked the drop is
/// no input to the build.
pub(super) struct Filling<'a> {
    root: BorrowedFd<'a>,
    times: Timestamps,
    /// Modes are set last, as a folder may be closed to writing, and times too, as writing changes them.
    folders: Vec<(PathBuf, u32)>,
}

impl<'a> Filling<'a> {
    pub(super) fn new(root: BorrowedFd<'a>, seconds: i64) -> Self {
        let moment = Timespec { tv_sec: seconds, tv_nsec: 0 };
        Self { root, times: Timestamps { last_access: moment, last_modification: moment }, folders: Vec::new() }
    }

    /// Adds one entry; its folder must have been added before.
    pub(super) fn write(&mut self, loaded: Loaded<'_>) -> Result<(), RebuildError> {
        let path = &loaded.entry.path;
        self.write_entry(&loaded).map_err(|source| RebuildError::Fill { path: path.clone(), source })
    }

    fn write_entry(&mut self, loaded: &Loaded<'_>) -> io::Result<()> {
        let entry = loaded.entry;
        match (&entry.kind, &loaded.content) {
            (Kind::Folder, _) => {
                mkdirat(self.root, &entry.path, Mode::RWXU)?;
                self.folders.push((entry.path.clone(), entry.mode | 0o700));
            }
            (Kind::Link(target), _) => {
                symlinkat(target, self.root, &entry.path)?;
                utimensat(self.root, &entry.path, &self.times, AtFlags::SYMLINK_NOFOLLOW)?;
            }
            (Kind::File, Some(content)) => {
                // No folder on the way can be a link: every one of them was made here, and this is a new name.
                let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                let mut copy = File::from(openat(self.root, &entry.path, flags, Mode::RUSR | Mode::WUSR)?);
                io::copy(&mut &*content, &mut copy)?;
                fchmod(&copy, Mode::from_raw_mode(entry.mode | 0o600))?;
                futimens(copy.as_fd(), &self.times)?;
            }
            (Kind::File, None) => {}
        }
        Ok(())
    }

    /// Gives the folders their modes and times, the root among them.
    pub(super) fn finish(self) -> Result<(), RebuildError> {
        for (path, mode) in self.folders.iter().rev().map(|(path, mode)| (path.as_path(), *mode)) {
            chmodat(self.root, path, Mode::from_raw_mode(mode), AtFlags::empty())
                .and_then(|()| utimensat(self.root, path, &self.times, AtFlags::SYMLINK_NOFOLLOW))
                .map_err(|error| RebuildError::Fill { path: path.to_owned(), source: error.into() })?;
        }
        futimens(self.root, &self.times)
            .map_err(|error| RebuildError::Fill { path: PathBuf::from("."), source: error.into() })
    }
}

/// Copies the inputs into a folder, which is closed to writing then.
pub(super) fn fill_inputs(folder: BorrowedFd<'_>, inputs: &[Input]) -> io::Result<()> {
    for input in inputs {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut copy = File::from(openat(folder, &input.name, flags, Mode::RUSR | Mode::WUSR)?);
        let mut file = &input.file;
        file.rewind()?;
        io::copy(&mut file, &mut copy)?;
        fchmod(&copy, Mode::RUSR | Mode::RGRP | Mode::ROTH)?;
    }
    fchmod(folder, Mode::RUSR | Mode::XUSR | Mode::RGRP | Mode::XGRP | Mode::ROTH | Mode::XOTH)?;
    Ok(())
}

/// Makes an empty folder and opens it.
pub(super) fn make_folder(parent: BorrowedFd<'_>, name: &str) -> io::Result<std::os::fd::OwnedFd> {
    mkdirat(parent, name, Mode::RWXU | Mode::RGRP | Mode::XGRP | Mode::ROTH | Mode::XOTH)?;
    Ok(openat(parent, name, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?)
}

/// Opens a folder by its path, following links.
pub(super) fn open_folder(path: &Path) -> io::Result<std::os::fd::OwnedFd> {
    Ok(openat(CWD, path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?)
}
