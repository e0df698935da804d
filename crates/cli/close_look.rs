use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, anyhow};
use banbury_detect::{FileAnalysis, Ruleset};
use banbury_evidence::{Entry, EntryKind, FileFacts, Reason, Status};
use banbury_intake::{Limits, Locator, Visitor, reread};
use banbury_syntax::TableChange;
use banbury_workers::{Outcome, Pool, Request};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::first_look::{FileKey, FirstLook};
use crate::progress::Progress;
use crate::recall::{Recall, Recalled};
use crate::worker::{self, Asked};

/// What was found out about each file.
pub type Analyses = BTreeMap<FileKey, FileAnalysis>;

/// Looks at every file of a sealed drop: at those that an earlier inspection did not leave with `jobs` workers at a time.
pub fn close_look(
    locator: &Locator,
    limits: &Limits,
    sealed: &FirstLook,
    pool: &Pool,
    recall: Option<&Recall<'_>>,
    rules: &Ruleset,
    jobs: usize,
) -> Result<Analyses> {
    let binary = |key: &FileKey| (key.clone(), FileAnalysis::without_text(Status::Binary));
    let mut analyses: Analyses = sealed.binaries.iter().map(binary).collect();
    let mut doubtful = Doubtful::new();
    for (key, recalled) in recall.map(|recall| recalled(recall, rules, sealed)).unwrap_or_default() {
        match recalled {
            Recalled::Analysis(analysis) => drop(analyses.insert(key, analysis)),
            Recalled::Perhaps(analysis, change) => drop(doubtful.insert(key, (analysis, change))),
            Recalled::Nothing => {}
        }
    }
    let wanted = |entry: &Entry, facts: &FileFacts| !analyses.contains_key(&(entry.path.clone(), facts.sha256));
    let looked_at = Mutex::default();
    let progress = Progress::new("inspecting");
    let (sender, receiver) = sync_channel::<Job>(2 * jobs);
    let taker = Taker { jobs: &Mutex::new(receiver), pool, recall, looked_at: &looked_at };
    let (outcome, ended) = std::thread::scope(|scope| {
        let takers: Vec<_> = (0..jobs).map(|_| scope.spawn(|| taker.take_all())).collect();
        let visitor = HandOver {
            jobs: sender,
            progress: &progress,
            rules,
            doubtful: Mutex::new(doubtful),
            looked_at: &looked_at,
        };
        let outcome = reread(locator, limits, &sealed.manifest, &wanted, &visitor);
        // Closes the channel, so that the takers end.
        drop(visitor);
        let ended: Vec<_> = takers.into_iter().map(|taker| taker.join()).collect();
        (outcome, ended)
    });
    outcome?;
    for taker in ended {
        // A panic of ours is a defect; what that thread had found is lost, so that nothing may be written.
        taker.map_err(|_| anyhow!("an inspection thread failed: please report this"))??;
    }
    let mut all = looked_at.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.extend(analyses);
    Ok(all)
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Analyses that hold unless a change of the drop's macros touches the file.
type Doubtful = BTreeMap<FileKey, (FileAnalysis, Arc<TableChange>)>;

/// What an earlier inspection left of each file of a drop.
fn recalled(recall: &Recall<'_>, rules: &Ruleset, sealed: &FirstLook) -> Vec<(FileKey, Recalled)> {
    let look_up = |entry: &Entry| match &entry.kind {
        EntryKind::File(facts) => {
            let asked = Asked::of(&entry.path, facts, rules);
            Some(((entry.path.clone(), facts.sha256), recall.recall(&asked, &facts.sha256)))
        }
        _ => None,
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

/// Hands each file over as it is read, unless what is known of it still holds.
struct HandOver<'a> {
    jobs: SyncSender<Job>,
    progress: &'a Progress,
    rules: &'a Ruleset,
    doubtful: Mutex<Doubtful>,
    looked_at: &'a Mutex<Analyses>,
}

impl Visitor for HandOver<'_> {
    fn file(&self, entry: &Entry, bytes: &[u8]) {
        let EntryKind::File(facts) = &entry.kind else { return };
        let key = (entry.path.clone(), facts.sha256);
        let doubtful = locked(&self.doubtful).remove(&key);
        if let Some((analysis, change)) = doubtful
            && !change.may_touch(bytes)
        {
            locked(self.looked_at).insert(key, analysis);
            return;
        }
        let asked = Asked::of(&entry.path, facts, self.rules);
        let request = worker::request(&asked, bytes);
        // If nobody takes jobs any more, the error that ended it is told by whoever met it.
        let _ = self.jobs.send(Job { key, asked, request });
    }

    fn progress(&self, files: u64, bytes: u64) {
        self.progress.update(files, bytes);
    }
}

/// Has a worker look at files.
struct Taker<'a> {
    jobs: &'a Mutex<Receiver<Job>>,
    pool: &'a Pool,
    recall: Option<&'a Recall<'a>>,
    looked_at: &'a Mutex<Analyses>,
}

impl Taker<'_> {
    fn take_all(&self) -> Result<()> {
        let mut failed = None;
        let next = || locked(self.jobs).recv().ok();
        let ran = self.pool.run_all(next, |job: Job, outcome| match self.analysis(&job, outcome) {
            Ok(analysis) => drop(locked(self.looked_at).insert(job.key, analysis)),
            Err(error) => failed = Some(error),
        });
        // After a failure the rest is only drained, so that reading can end.
        while next().is_some() {}
        ran.map_err(anyhow::Error::from)
            .and(failed.map_or(Ok(()), Err))
            .map_err(|it| it.context("no worker can be had"))
    }

    /// Takes the answer of a worker; if there is none, has another look at the file without parsing it.
    fn analysis(&self, job: &Job, outcome: Outcome) -> Result<FileAnalysis> {
        let (status, why) = match outcome {
            Outcome::Done(answer) => match worker::read_answer(&answer) {
                Some(analysis) => {
                    // How far another attempt comes depends on the machine, so that only what was done is kept.
                    if let Some(recall) = self.recall {
                        recall.remember(&job.asked, &job.key.1, &answer)?;
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
