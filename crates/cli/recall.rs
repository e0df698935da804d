use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use banbury_detect::FileAnalysis;
use banbury_evidence::Digest;
use banbury_syntax::{Grammar, MacroScan, MacroTable, TableChange};

use crate::cache::Cache;
use crate::worker::{self, Asked};

/// What an analysis was made with that reads no macros.
const NO_TABLE: Digest = Digest::from_bytes([0; 32]);
/// Length of the digest of a macro table, which stands in front of an analysis.
const DIGEST: usize = 32;

/// What the cache knows of the macros in a content, or else what is found out now.
pub fn scan(cache: Option<&Cache>, content: &Digest, find_out: impl FnOnce() -> MacroScan) -> MacroScan {
    let Some(cache) = cache else { return find_out() };
    let question = named(b"macros of a text", content);
    let known = cache.answers(&question).find_map(|answer| postcard::from_bytes(&answer).ok());
    known.unwrap_or_else(|| {
        let found = find_out();
        // A cache that cannot be written is told of by the analyses, which are many more.
        let _ = postcard::to_allocvec(&found).map(|answer| cache.put(&question, &answer));
        found
    })
}

/// A question of its own kind about a content.
fn named(kind: &[u8], content: &Digest) -> Digest {
    Digest::of(&[kind, content.as_bytes()].concat())
}

/// The analyses in a cache, seen from a drop with its own macros.
///
/// How a C file is read depends on the macros of all others. So an analysis is kept with the digest of their table, and
/// the table too: where it differs from the one of today, the analyses of files without a changed name still hold.
pub struct Recall<'a> {
    cache: &'a Cache,
    table: &'a MacroTable,
    today: Digest,
    changes: Mutex<BTreeMap<Digest, Change>>,
}

/// What became of the macros since an earlier table; all may have changed if that one is lost.
#[derive(Clone)]
enum Change {
    Nothing,
    Names(Arc<TableChange>),
    Anything,
}

/// What is known of a file.
pub enum Recalled {
    /// This, whatever the macros of the drop.
    Analysis(FileAnalysis),
    /// This, if what has changed does not touch it.
    Perhaps(FileAnalysis, Arc<TableChange>),
    Nothing,
}

impl<'a> Recall<'a> {
    pub fn new(cache: &'a Cache, table: &'a MacroTable) -> Result<Self> {
        let bytes = postcard::to_allocvec(table)?;
        let today = Digest::of(&bytes);
        let question = named(b"macro table", &today);
        if cache.answers(&question).next().is_none() {
            cache.put(&question, &bytes)?;
        }
        Ok(Self { cache, table, today, changes: Mutex::default() })
    }

    /// What the cache has on a content.
    pub fn recall(&self, asked: &Asked, content: &Digest) -> Recalled {
        let mut perhaps = Recalled::Nothing;
        for answer in self.cache.answers(&worker::question(asked, content)) {
            let Some((table, analysis)) = answer.split_first_chunk::<DIGEST>() else { continue };
            let Some(analysis) = worker::read_answer(analysis) else { continue };
            match self.change_since(Digest::from_bytes(*table)) {
                Change::Nothing => return Recalled::Analysis(analysis),
                Change::Names(change) => perhaps = Recalled::Perhaps(analysis, change),
                Change::Anything => {}
            }
        }
        perhaps
    }

    /// Remembers what a worker answered about a file.
    pub fn remember(&self, asked: &Asked, content: &Digest, answer: &[u8]) -> Result<()> {
        let has_macros = asked.language().and_then(Grammar::of).is_some_and(Grammar::has_preprocessor);
        let table = if has_macros { &self.today } else { &NO_TABLE };
        self.cache.put(&worker::question(asked, content), &[table.as_bytes(), answer].concat())
    }

    fn change_since(&self, table: Digest) -> Change {
        if table == self.today || table == NO_TABLE {
            return Change::Nothing;
        }
        let mut changes = self.changes.lock().unwrap_or_else(PoisonError::into_inner);
        changes.entry(table).or_insert_with(|| self.find_change(&table)).clone()
    }

    fn find_change(&self, table: &Digest) -> Change {
        let question = named(b"macro table", table);
        let mut answers = self.cache.answers(&question);
        let old = answers.find_map(|bytes| postcard::from_bytes::<MacroTable>(&bytes).ok());
        match old.map(|old| TableChange::between(&old, self.table)) {
            Some(Some(change)) => Change::Names(Arc::new(change)),
            Some(None) => Change::Nothing,
            None => Change::Anything,
        }
    }
}
