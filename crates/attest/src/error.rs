use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be done. That a bundle does not hold is no error but an [`Outcome`](crate::Outcome).
#[derive(Debug, thiserror::Error)]
pub enum AttestError {
    /// The system refused to read or write.
    #[error("cannot {action} `{}`: {source}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that must not be overwritten.
    #[error("`{}` already exists, and a key is never overwritten: choose another path", .0.display())]
    Exists(PathBuf),
    /// A private key file that others can read.
    #[error("`{}` holds an unencrypted private key, and its mode {mode:04o} lets others at it: run `chmod 600` on it, or encrypt it with `ssh-keygen -p`", path.display())]
    OpenToOthers {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// A private key file that is of no use.
    #[error("`{}` is no key that can sign here: {reason}", path.display())]
    UnusableKey {
        /// The key file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The passphrase does not open the key.
    #[error("the passphrase does not open `{}`", .0.display())]
    WrongPassphrase(PathBuf),
    /// A passphrase is needed and there is none to be had; for the use of whoever is asked for it.
    #[error("no passphrase: {0}")]
    NoPassphrase(String),
    /// The agent cannot be asked, or says no.
    #[error("the agent at `{}` does not help: {reason}", socket.display())]
    Agent {
        /// Its socket.
        socket: PathBuf,
        /// What went wrong.
        reason: String,
    },
    /// A comment that would break the public key's line.
    #[error("`{0}` cannot be a key's comment: it must be one line of printable text")]
    BadComment(String),
    /// The system gave no randomness, or the key could not be encoded.
    #[error("cannot make the key: {0}")]
    KeyMaking(String),
    /// A policy that is malformed, unsealed or altered.
    #[error("the policy `{file}` is refused: {reason}")]
    BadPolicy {
        /// The name it was read under.
        file: String,
        /// What is wrong with it and what to do.
        reason: String,
    },
    /// A text that is no policy even under a seal of its own.
    #[error("this cannot be sealed as a policy: {0}")]
    Unsealable(String),
    /// A bundle that cannot be sealed or signed as it stands.
    #[error("the bundle `{}` cannot be {action}: {reason}", folder.display())]
    Refused {
        /// `sealed` or `signed`.
        action: &'static str,
        /// The bundle.
        folder: PathBuf,
        /// What stands in the way and what to do.
        reason: String,
    },
}

impl AttestError {
    /// For `map_err`: what was tried, on what.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }
}
