use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use banbury_evidence::{Digest, DropPath, Entry, EntryKind, Manifest};
use banbury_intake::{Limits, Locator, Visitor, seal};
use banbury_syntax::is_text;

use crate::progress::Progress;

/// A file: its path, and the digest that tells apart members of one name.
pub type FileKey = (DropPath, Digest);

/// What is known of a drop once it is sealed.
pub struct FirstLook {
    pub manifest: Manifest,
    /// Files that hold no text.
    pub binaries: BTreeSet<FileKey>,
}

/// Seals the drop, on the threads of the pool it is called in.
pub fn first_look(locator: &Locator, limits: &Limits) -> Result<FirstLook> {
    let visitor = Sealing { progress: Progress::new("sealing"), binaries: Mutex::default() };
    let manifest = seal(locator, limits, &visitor)?;
    let binaries = visitor.binaries.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(FirstLook { manifest, binaries: binaries.into_iter().collect() })
}

struct Sealing {
    progress: Progress,
    binaries: Mutex<Vec<FileKey>>,
}

impl Visitor for Sealing {
    fn file(&self, entry: &Entry, bytes: &[u8]) {
        let EntryKind::File(facts) = &entry.kind else { return };
        if !is_text(bytes) {
            let mut binaries = self.binaries.lock().unwrap_or_else(PoisonError::into_inner);
            binaries.push((entry.path.clone(), facts.sha256));
        }
    }

    fn progress(&self, files: u64, bytes: u64) {
        self.progress.update(files, bytes);
    }
}
