use std::io;

/// Why a content was not looked into, or not to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// It could not be read: the verdict is inconclusive.
    #[error("{0}")]
    Unreadable(io::Error),
    /// Looking further would cost too much: the verdict is inconclusive.
    #[error("{0}")]
    Limit(String),
    /// It is not what it claims to be: it is compared by its bytes.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A variety of a format that is recognised but not opened: it is compared by its bytes.
    #[error("not opened: {0}")]
    Unsupported(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged("it ends too early".to_owned()),
            _ => Self::Unreadable(error),
        }
    }
}

impl Fault {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}
