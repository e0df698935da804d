//! What earlier inspections found out about single files, in a folder of the evaluator's: an answer is taken from it
//! only if the same program would give that same answer again.

mod folder;
mod pack;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use banbury_evidence::Digest;

use crate::cache::pack::{Pack, PackWriter};
use crate::interrupt::Unfinished;
use crate::terminal::complain;

/// Packs in a folder before they are made one.
const MOST_PACKS: usize = 8;

/// A cache that is open for one inspection.
pub struct Cache {
    folder: PathBuf,
    identity: Digest,
    packs: Vec<Pack>,
    /// Files that are no whole packs.
    broken: Vec<PathBuf>,
    /// Answers in whole packs that are not what was put there.
    damaged: AtomicU64,
    new: Mutex<PackWriter>,
    /// Where the new pack stands until it is whole.
    _unfinished: Unfinished,
}

impl Cache {
    /// Opens the cache in `folder`, which is made if it is not there, for answers of workers with this `setup`.
    pub fn open(folder: &Path, setup: &[u8]) -> Result<Self> {
        folder::claim(folder)?;
        let identity = identity(setup)?;
        let (mut packs, mut broken) = (Vec::new(), Vec::new());
        for path in folder::packs(folder, &prefix(&identity))? {
            match Pack::open(&path, &identity) {
                Ok(Some(pack)) => packs.push(pack),
                // An inspection at the same time has put its content elsewhere.
                Ok(None) => {}
                Err(_) => broken.push(path),
            }
        }
        let unfinished = folder::scratch(folder)?;
        let new = PackWriter::begin(&unfinished.path().join("new"), &identity)
            .with_context(|| format!("the cache {} cannot be written", folder.display()))?;
        Ok(Self {
            folder: folder.to_owned(),
            identity,
            packs,
            broken,
            damaged: AtomicU64::new(0),
            new: Mutex::new(new),
            _unfinished: unfinished,
        })
    }

    /// The answers to a question: more than one if it was asked in more than one state of a drop.
    pub fn answers(&self, question: &Digest) -> impl Iterator<Item = Vec<u8>> {
        self.packs.iter().filter_map(|pack| match pack.get(question) {
            Ok(answer) => answer,
            Err(_) => {
                self.damaged.fetch_add(1, Ordering::Relaxed);
                None
            }
        })
    }

    /// Remembers the answer to a question.
    pub fn put(&self, question: &Digest, answer: &[u8]) -> Result<()> {
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        new.add(question, answer).with_context(|| format!("the cache {} cannot be written", self.folder.display()))
    }

    /// Leaves the folder so that the next inspection finds what this one has learnt. What was damaged is told, and gone.
    pub fn close(self) -> Result<()> {
        let Self { folder, identity, packs, broken, damaged, new, _unfinished } = self;
        let damaged = damaged.into_inner();
        if damaged > 0 || !broken.is_empty() {
            complain(&format!(
                "banbury: the cache {} was damaged ({} of its files, {damaged} of its answers): what was lost was looked at again",
                folder.display(),
                broken.len()
            ));
        }
        let new = new.into_inner().unwrap_or_else(PoisonError::into_inner);
        let start_over = damaged > 0 || !broken.is_empty() || packs.len() >= MOST_PACKS;
        if new.is_empty() && !start_over {
            return Ok(());
        }
        let replaced: Vec<PathBuf> = match start_over {
            true => packs.iter().map(|pack| pack.path().to_owned()).chain(broken).collect(),
            false => Vec::new(),
        };
        let kept = if start_over { &packs[..] } else { &[] };
        let written = finish(&folder, &identity, new, kept);
        let written = written.with_context(|| format!("the cache {} cannot be written", folder.display()))?;
        for path in replaced.iter().filter(|path| **path != written) {
            // An inspection at the same time may have removed it.
            let _ = std::fs::remove_file(path);
        }
        Ok(())
    }
}

/// Writes the rest of a pack, with the sound answers of older ones, and gives its place.
fn finish(folder: &Path, identity: &Digest, mut new: PackWriter, older: &[Pack]) -> std::io::Result<PathBuf> {
    let mut there: BTreeSet<Digest> = new.questions().collect();
    for pack in older {
        for question in pack.questions() {
            if !there.contains(question)
                && let Ok(Some(answer)) = pack.get(question)
            {
                new.add(question, &answer)?;
                there.insert(*question);
            }
        }
    }
    let finished = new.finish()?;
    let path = folder.join(format!("{}{}{}", prefix(identity), finished.digest, folder::SUFFIX));
    std::fs::rename(&finished.path, &path)?;
    Ok(path)
}

/// What stands in front of the names of packs that this program and these rules can use.
fn prefix(identity: &Digest) -> String {
    let mut name = identity.to_string();
    name.truncate(16);
    name.push('-');
    name
}

/// All that an answer depends on besides the question: this very program and what its workers are told.
fn identity(setup: &[u8]) -> Result<Digest> {
    let program = std::env::current_exe().and_then(std::fs::read);
    let program = program.context("this program cannot read itself, so that no cache can be used")?;
    let parts = [Digest::of(&program), Digest::of(setup)];
    Ok(Digest::of(&parts.map(|part| *part.as_bytes()).concat()))
}
