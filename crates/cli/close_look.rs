use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, anyhow};
use banbury_detect::FileAnalysis;
use banbury_evidence::{Entry, EntryKind, FileFacts, Reason, Status};
use banbury_intake::{Limits, Locator, Visitor, reread};
use banbury_workers::{Outcome, Pool, Request};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::cache::Cache;
use crate::first_look::{FileKey, FirstLook};
use crate::progress::Progress;
use crate::worker::{self, Asked};

/// What was found out about each file.
pub type Analyses = BTreeMap<FileKey, FileAnalysis>;

/// Looks at every file of a sealed drop: at those that the cache does not know with `jobs` workers at a time.
pub fn close_look(
    locator: &Locator,
    limits: &Limits,
    sealed: &FirstLook,
    pool: &Pool,
    cache: Option<&Cache>,
    jobs: usize,
) -> Result<Analyses> {
    let binary = |key: &FileKey| (key.clone(), FileAnalysis::without_text(Status::Binary));
    let mut analyses: Analyses = sealed.binaries.iter().map(binary).collect();
    if let Some(cache) = cache {
        analyses.extend(known(cache, sealed));
    }
    let wanted = |entry: &Entry, facts: &FileFacts| !analyses.contains_key(&(entry.path.clone(), facts.sha256));
    let progress = Progress::new("inspecting");
    let (sender, receiver) = sync_channel::<Job>(2 * jobs);
    let taker = Taker { jobs: &Mutex::new(receiver), pool, cache };
    let (outcome, looked) = std::thread::scope(|scope| {
        let takers: Vec<_> = (0..jobs).map(|_| scope.spawn(|| taker.take_all())).collect();
        let visitor = HandOver { jobs: sender, progress: &progress };
        let outcome = reread(locator, limits, &sealed.manifest, &wanted, &visitor);
        // Closes the channel, so that the takers end.
        drop(visitor);
        let looked: Vec<_> = takers.into_iter().map(|taker| taker.join()).collect();
        (outcome, looked)
    });
    outcome?;
    for looked in looked {
        // A panic of ours is a defect; what that thread had found is lost, so that nothing may be written.
        analyses.extend(looked.map_err(|_| anyhow!("an inspection thread failed: please report this"))??);
    }
    Ok(analyses)
}

/// What the cache knows about the files of a drop.
fn known(cache: &Cache, sealed: &FirstLook) -> Vec<(FileKey, FileAnalysis)> {
    let look_up = |entry: &Entry| {
        let EntryKind::File(facts) = &entry.kind else { return None };
        let answer = cache.get(&worker::question(&Asked::of(facts), &facts.sha256))?;
        Some(((entry.path.clone(), facts.sha256), worker::read_answer(&answer)?))
    };
    sealed.manifest.entries.par_iter().filter_map(look_up).collect()
}

/// A file on its way from intake to a worker.
struct Job {
    key: FileKey,
    asked: Asked,
    request: Vec<u8>,
}

impl Request for Job {
    fn bytes(&self) -> &[u8] {
        &self.request
    }
}

/// Hands each file over as it is read.
struct HandOver<'a> {
    jobs: SyncSender<Job>,
    progress: &'a Progress,
}

impl Visitor for HandOver<'_> {
    fn file(&self, entry: &Entry, bytes: &[u8]) {
        if let EntryKind::File(facts) = &entry.kind {
            let asked = Asked::of(facts);
            let request = worker::request(&asked, bytes);
            // If nobody takes jobs any more, the error that ended it is told by whoever met it.
            let _ = self.jobs.send(Job { key: (entry.path.clone(), facts.sha256), asked, request });
        }
    }

    fn progress(&self, files: u64, bytes: u64) {
        self.progress.update(files, bytes);
    }
}

/// Has a worker look at files.
struct Taker<'a> {
    jobs: &'a Mutex<Receiver<Job>>,
    pool: &'a Pool,
    cache: Option<&'a Cache>,
}

impl Taker<'_> {
    fn take_all(&self) -> Result<Vec<(FileKey, FileAnalysis)>> {
        let mut looked = Vec::new();
        let mut failed = None;
        let next = || self.jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
        let ran = self.pool.run_all(next, |job: Job, outcome| match self.analysis(&job, outcome) {
            Ok(analysis) => looked.push((job.key, analysis)),
            Err(error) => failed = Some(error),
        });
        // After a failure the rest is only drained, so that reading can end.
        while next().is_some() {}
        ran.map_err(anyhow::Error::from).and(failed.map_or(Ok(()), Err)).map_err(|it| it.context("no worker can be had"))?;
        Ok(looked)
    }

    /// Takes the answer of a worker; if there is none, has another look at the file without parsing it.
    fn analysis(&self, job: &Job, outcome: Outcome) -> Result<FileAnalysis> {
        let (status, why) = match outcome {
            Outcome::Done(answer) => match worker::read_answer(&answer) {
                Some(analysis) => {
                    // How far another attempt comes depends on the machine, so that only what was done is kept.
                    if let Some(cache) = self.cache {
                        cache.put(&worker::question(&job.asked, &job.key.1), &answer)?;
                    }
                    return Ok(analysis);
                }
                None => (Status::Crashed, "the worker's answer made no sense".to_owned()),
            },
            Outcome::Crashed(why) => (Status::Crashed, why),
            Outcome::TimedOut => (Status::TimedOut, "the worker reached its limit of processor time".to_owned()),
        };
        let lexical = worker::request(&job.asked.without_parsing(), worker::bytes_of(&job.request));
        let second = match self.pool.run(&lexical)? {
            Outcome::Done(answer) => worker::read_answer(&answer),
            Outcome::Crashed(_) | Outcome::TimedOut => None,
        };
        let mut analysis = second.unwrap_or_else(|| FileAnalysis::without_text(status));
        analysis.status = status;
        analysis.reason = Some(Reason { text: format!("{why} while parsing: text rules only"), uninspected: true });
        Ok(analysis)
    }
}
