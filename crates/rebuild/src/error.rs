use std::io;
use std::path::{Path, PathBuf};

use banbury_evidence::Digest;

/// Why nothing could be rebuilt or compared at all. A build that fails is no error but a verdict.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// A file or folder that is needed cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The recipe asks for something that cannot be.
    #[error("rebuild recipe: {0}")]
    Recipe(String),
    /// A file that the build needs is not the one that the recipe states.
    #[error("{} is not what the recipe states: its SHA-256 is {found}, not {stated}; name the right file, or its digest", path.display())]
    Input {
        /// Which.
        path: PathBuf,
        /// The recipe's SHA-256.
        stated: String,
        /// The file's.
        found: Digest,
    },
    /// What the recipe names as a public key is none.
    #[error("{} is no public key that a signature can be held against: {source}; name a PEM file with the vendor's `PUBLIC KEY` (RSA, ECDSA on P-256, P-384 or P-521, or Ed25519) or `CERTIFICATE`", path.display())]
    Key {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: banbury_compare::KeyError,
    },
    /// The source could not be copied into the sandbox.
    #[error("copying {} into the build's sandbox: {source}", path.display())]
    Fill {
        /// The entry of the source.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The sandbox was there but could not be worked with.
    #[error("running the build: {0}")]
    Sandbox(String),
}

impl RebuildError {
    pub(crate) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Unreadable { path, source }
    }
}
