use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use banbury_evidence::DropPath;
use rustix::fs::{AtFlags, Mode, OFlags, linkat, mkdirat, open, openat, symlinkat, unlinkat};
use rustix::io::Errno;

use crate::IntakeError;

/// The folder that a drop is laid out in. Every name is resolved component by component from its own descriptor, and
/// no component may be a symlink.
pub(super) struct Target<'a> {
    path: PathBuf,
    root: OwnedFd,
    leave_out: &'a dyn Fn(&DropPath) -> bool,
    /// Made last, so that nothing can be written through them.
    links: Vec<Later>,
    /// Modes of folders, set when nothing more is to be written into them.
    modes: Vec<(Vec<u8>, u32)>,
}

/// What is made when all files are there.
enum Later {
    Symlink { name: Vec<u8>, to: Vec<u8> },
    HardLink { name: Vec<u8>, to: Vec<u8> },
}

/// What became of one entry.
type Outcome = Result<(), IntakeError>;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

impl<'a> Target<'a> {
    pub(super) fn open(path: &Path, leave_out: &'a dyn Fn(&DropPath) -> bool) -> Result<Self, IntakeError> {
        let unwritable = |source: io::Error| IntakeError::Unwritable { path: path.to_owned(), source };
        if std::fs::read_dir(path).map_err(unwritable)?.next().is_some() {
            return Err(IntakeError::TargetNotEmpty(path.to_owned()));
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = open(path, flags, Mode::empty()).map_err(|error| unwritable(error.into()))?;
        Ok(Self { path: path.to_owned(), root, leave_out, links: Vec::new(), modes: Vec::new() })
    }

    /// Whether an entry of this name is to be written: it stays inside, and neither it nor a folder above it is left
    /// out.
    pub(super) fn wants(&self, name: &[u8]) -> bool {
        let inside = !name.is_empty()
            && !name.starts_with(b"/")
            && !name.contains(&0)
            && name.split(|byte| *byte == b'/').all(|part| part != b".." && part.len() <= 255);
        let ends = name.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at).chain([name.len()]);
        inside && !ends.into_iter().any(|end| (self.leave_out)(&DropPath::from_bytes(name.get(..end).unwrap_or(name))))
    }

    pub(super) fn folder(&mut self, name: &[u8], mode: Option<u32>) -> Outcome {
        if self.enter(name)?.is_some() {
            self.modes.push((name.to_vec(), mode.unwrap_or(0o755) & 0o777 | 0o700));
        }
        Ok(())
    }

    /// Writes a file; one that stands there already is replaced, as unpacking replaces it. Where the content fails in
    /// the middle, what was read of it stays.
    pub(super) fn file(&mut self, name: &[u8], mode: Option<u32>, content: &mut dyn Read) -> Outcome {
        let Some((folder, last)) = self.enter_parent(name)? else { return Ok(()) };
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let private = Mode::from_raw_mode(0o600);
        let mut made = openat(&folder, last, flags, private);
        if made.as_ref().err() == Some(&Errno::EXIST) {
            // A folder of this name cannot be removed this way, and stays.
            match unlinkat(&folder, last, AtFlags::empty()) {
                Ok(()) => made = openat(&folder, last, flags, private),
                Err(Errno::ISDIR | Errno::PERM) => return Ok(()),
                Err(error) => return Err(self.unwritable(name, error.into())),
            }
        }
        let mut file = match made {
            Ok(file) => File::from(file),
            Err(error) => return Err(self.unwritable(name, error.into())),
        };
        let mut buffer = vec![0; 64 << 10];
        while let Ok(count) = content.read(&mut buffer)
            && count > 0
        {
            let written = file.write_all(buffer.get(..count).unwrap_or_default());
            written.map_err(|error| self.unwritable(name, error))?;
        }
        let mode = Mode::from_raw_mode(mode.unwrap_or(0o644) & 0o777 | 0o600);
        rustix::fs::fchmod(&file, mode).map_err(|error| self.unwritable(name, error.into()))
    }

    pub(super) fn symlink(&mut self, name: &[u8], to: &[u8]) {
        self.links.push(Later::Symlink { name: name.to_vec(), to: to.to_vec() });
    }

    /// One more name of what another entry of the drop writes.
    pub(super) fn hard_link(&mut self, name: &[u8], to: &[u8]) {
        self.links.push(Later::HardLink { name: name.to_vec(), to: to.to_vec() });
    }

    /// Makes the links and sets the modes of folders.
    pub(super) fn finish(mut self) -> Outcome {
        let links = std::mem::take(&mut self.links);
        let (hard, soft): (Vec<_>, Vec<_>) = links.into_iter().partition(|link| matches!(link, Later::HardLink { .. }));
        for link in hard.into_iter().chain(soft) {
            let made = match &link {
                Later::Symlink { name, to } => match self.enter_parent(name)? {
                    Some((folder, last)) => symlinkat(to.as_slice(), &folder, last),
                    None => Ok(()),
                },
                Later::HardLink { name, to } => match (self.find_parent(to)?, self.enter_parent(name)?) {
                    (Some((from, from_last)), Some((folder, last))) => {
                        linkat(&from, from_last, &folder, last, AtFlags::empty())
                    }
                    _ => Ok(()),
                },
            };
            let (Later::Symlink { name, .. } | Later::HardLink { name, .. }) = &link;
            match made {
                // What stands there already was written by another entry of that name; a link to nothing is none.
                Ok(()) | Err(Errno::EXIST | Errno::NOENT | Errno::PERM | Errno::INVAL | Errno::NAMETOOLONG) => {}
                Err(error) => return Err(self.unwritable(name, error.into())),
            }
        }
        // Inner folders first: an outer one may be made unsearchable to others, never to the owner.
        let modes = std::mem::take(&mut self.modes);
        for (name, mode) in modes.iter().rev() {
            if let Some(folder) = self.find(name)? {
                let set = rustix::fs::fchmod(&folder, Mode::from_raw_mode(*mode));
                set.map_err(|error| self.unwritable(name, error.into()))?;
            }
        }
        Ok(())
    }

    fn unwritable(&self, name: &[u8], source: io::Error) -> IntakeError {
        IntakeError::Unwritable { path: self.path.join(DropPath::from_bytes(name).as_str()), source }
    }

    fn enter_parent<'n>(&self, name: &'n [u8]) -> Result<Option<(OwnedFd, &'n [u8])>, IntakeError> {
        let (parent, last) = split(name);
        Ok(self.enter(parent)?.map(|folder| (folder, last)))
    }

    fn find_parent<'n>(&self, name: &'n [u8]) -> Result<Option<(OwnedFd, &'n [u8])>, IntakeError> {
        let (parent, last) = split(name);
        Ok(self.find(parent)?.map(|folder| (folder, last)))
    }

    /// The folder of that name, made if it is not there; none if something else stands in the way.
    fn enter(&self, name: &[u8]) -> Result<Option<OwnedFd>, IntakeError> {
        self.descend(name, true)
    }

    fn find(&self, name: &[u8]) -> Result<Option<OwnedFd>, IntakeError> {
        self.descend(name, false)
    }

    fn descend(&self, name: &[u8], make: bool) -> Result<Option<OwnedFd>, IntakeError> {
        let failed = |error: Errno| self.unwritable(name, error.into());
        let mut folder = self.root.try_clone().map_err(|error| self.unwritable(name, error))?;
        for part in name.split(|byte| *byte == b'/').filter(|part| !part.is_empty() && *part != b".") {
            if part == b".." {
                return Ok(None);
            }
            if make {
                match mkdirat(&folder, part, Mode::from_raw_mode(0o755)) {
                    Ok(()) | Err(Errno::EXIST) => {}
                    Err(error) => return Err(failed(error)),
                }
            }
            folder = match openat(&folder, part, FOLDER, Mode::empty()) {
                Ok(folder) => folder,
                Err(Errno::NOTDIR | Errno::LOOP | Errno::NOENT) => return Ok(None),
                Err(error) => return Err(failed(error)),
            };
        }
        Ok(Some(folder))
    }
}

fn split(name: &[u8]) -> (&[u8], &[u8]) {
    match name.iter().rposition(|byte| *byte == b'/') {
        Some(slash) => (name.get(..slash).unwrap_or_default(), name.get(slash + 1..).unwrap_or_default()),
        None => (&[], name),
    }
}
