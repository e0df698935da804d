use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use banbury_detect::is_elf;
use banbury_evidence::{Digest, DropPath, Entry, EntryKind, Manifest};
use banbury_intake::{Limits, Locator, Visitor, seal};
use banbury_syntax::{Grammar, MacroScan, MacroTable, decode, is_text};
use banbury_workers::give_back_memory;

use crate::cache::Cache;
use crate::progress::Progress;
use crate::recall::scan;

/// A file: its path, and the digest that tells apart members of one name.
pub type FileKey = (DropPath, Digest);

/// What is known of a drop once it is sealed.
pub struct FirstLook {
    pub manifest: Manifest,
    /// Files that hold no text and are no programs.
    pub binaries: BTreeSet<FileKey>,
    /// The macros of all its files.
    pub macros: MacroTable,
}

/// Seals the drop, on the threads of the pool it is called in.
pub fn first_look(locator: &Locator, limits: &Limits, cache: Option<&Cache>) -> Result<FirstLook> {
    let visitor =
        Sealing { progress: Progress::new("sealing"), cache, binaries: Mutex::default(), scans: Mutex::default() };
    let manifest = seal(locator, limits, &visitor)?;
    let binaries = visitor.binaries.into_inner().unwrap_or_else(PoisonError::into_inner);
    let scans = visitor.scans.into_inner().unwrap_or_else(PoisonError::into_inner);
    let macros = MacroTable::from_scans(scans.into_iter());
    give_back_memory();
    Ok(FirstLook { manifest, binaries: binaries.into_iter().collect(), macros })
}

struct Sealing<'a> {
    progress: Progress,
    cache: Option<&'a Cache>,
    binaries: Mutex<Vec<FileKey>>,
    scans: Mutex<Vec<MacroScan>>,
}

impl Visitor for Sealing<'_> {
    fn file(&self, entry: &Entry, bytes: &[u8]) {
        let EntryKind::File(facts) = &entry.kind else { return };
        if !is_text(bytes) {
            if is_elf(bytes) {
                return;
            }
            let mut binaries = self.binaries.lock().unwrap_or_else(PoisonError::into_inner);
            binaries.push((entry.path.clone(), facts.sha256));
        } else if facts.language.and_then(Grammar::of).is_some_and(Grammar::has_preprocessor) {
            let scan = scan(self.cache, &facts.sha256, || MacroScan::of(&decode(bytes).text));
            if scan != MacroScan::default() {
                self.scans.lock().unwrap_or_else(PoisonError::into_inner).push(scan);
            }
        }
    }

    fn progress(&self, files: u64, bytes: u64) {
        self.progress.update(files, bytes);
    }
}
