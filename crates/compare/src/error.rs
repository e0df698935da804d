use std::io;
use std::path::{Path, PathBuf};

/// Why nothing could be compared at all.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// A file or folder that is needed cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The two sides of a comparison are of different kinds.
    #[error("cannot compare a {left_kind} ({}) with a {right_kind} ({}): give two files or two folders", left.display(), right.display())]
    DifferentKinds {
        /// The shipped side.
        left: PathBuf,
        /// `file`, `folder`, ...
        left_kind: &'static str,
        /// The rebuilt side.
        right: PathBuf,
        /// `file`, `folder`, ...
        right_kind: &'static str,
    },
    /// A side of a comparison is neither a file nor a folder.
    #[error("{} is a {kind}: give a file or a folder", path.display())]
    NotComparable {
        /// Which.
        path: PathBuf,
        /// `symbolic link`, `FIFO`, ...
        kind: &'static str,
    },
}

impl CompareError {
    pub(crate) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Unreadable { path, source }
    }
}
