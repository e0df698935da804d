//! Opening files of a hostile tree: nothing outside of it, through no link, and regular files only.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Component, Path};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, openat, statat};
use rustix::io::Errno;

/// Why there is no file to compare.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoFile {
    /// There is nothing of that name.
    Missing,
    /// There is something else, or it cannot be read; with the reason in words.
    Unusable(String),
}

/// Opens the regular file `path` below `root`. Every component is looked at by itself, and none may be a link.
pub(crate) fn open_regular(root: impl AsFd, path: &Path) -> Result<File, NoFile> {
    let mut folder: OwnedFd = root.as_fd().try_clone_to_owned().map_err(unusable)?;
    let mut names = path.components().filter(|component| *component != Component::CurDir).peekable();
    while let Some(component) = names.next() {
        let Component::Normal(name) = component else {
            return Err(NoFile::Unusable("the path leads out of its folder".to_owned()));
        };
        let kind = match statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(found) => FileType::from_raw_mode(found.st_mode),
            Err(Errno::NOENT) => return Err(NoFile::Missing),
            Err(error) => return Err(unusable(error.into())),
        };
        let last = names.peek().is_none();
        let (wanted, flags) = match last {
            true => (FileType::RegularFile, OFlags::RDONLY | OFlags::NONBLOCK),
            false => (FileType::Directory, OFlags::PATH | OFlags::DIRECTORY),
        };
        if kind != wanted {
            let what = if last { "it" } else { "a folder on its path" };
            return Err(NoFile::Unusable(format!("{what} is {}", with_article(kind))));
        }
        let opened = openat(&folder, name, flags | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty());
        let opened = opened.map_err(|error| unusable(error.into()))?;
        if !last {
            folder = opened;
            continue;
        }
        let file = File::from(opened);
        // What was looked at and what was opened may be two things, if somebody is quick.
        return match file.metadata() {
            Ok(metadata) if metadata.is_file() => Ok(file),
            Ok(_) => Err(NoFile::Unusable("it is not a regular file".to_owned())),
            Err(error) => Err(unusable(error)),
        };
    }
    Err(NoFile::Unusable("the path names no file".to_owned()))
}

fn unusable(error: io::Error) -> NoFile {
    NoFile::Unusable(error.to_string())
}

/// `a symbolic link`, `a FIFO`, ...
pub(crate) fn with_article(kind: FileType) -> &'static str {
    match kind {
        FileType::RegularFile => "a file",
        FileType::Directory => "a folder",
        FileType::Symlink => "a symbolic link",
        FileType::Fifo => "a FIFO",
        FileType::Socket => "a socket",
        FileType::CharacterDevice => "a character device",
        FileType::BlockDevice => "a block device",
        FileType::Unknown => "of an unknown kind",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_regular_files_inside_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::create_dir(path.join("out")).unwrap();
        fs::write(path.join("out/file"), "content").unwrap();
        symlink("/etc/passwd", path.join("link")).unwrap();
        symlink("out", path.join("linked")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, path.join("fifo"), Mode::RUSR).unwrap();
        let root = File::open(path).unwrap();
        let open = |name: &str| open_regular(&root, Path::new(name));

        let mut content = String::new();
        open("./out/file").unwrap().read_to_string(&mut content).unwrap();
        assert_eq!(content, "content");
        for (name, reason) in [
            ("link", "it is a symbolic link"),
            ("linked/file", "a folder on its path is a symbolic link"),
            ("fifo", "it is a FIFO"),
            ("out", "it is a folder"),
            ("out/file/more", "a folder on its path is a file"),
            ("out/../../etc/passwd", "the path leads out of its folder"),
            ("/etc/passwd", "the path leads out of its folder"),
            ("", "the path names no file"),
        ] {
            assert_eq!(open(name).unwrap_err(), NoFile::Unusable(reason.to_owned()), "{name}");
        }
        assert_eq!(open("out/none").unwrap_err(), NoFile::Missing);
        assert_eq!(open("none/file").unwrap_err(), NoFile::Missing);
    }
}
