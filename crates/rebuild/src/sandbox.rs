//! One build in its enclosure: filled with the source, watched, ended.
//!
//! In a sandbox all that a build can write to are file systems in memory, so that it cannot fill the host's disk,
//! whatever it does; and a folder opened in one of them outlives the sandbox, so that artefacts are looked at only when
//! every process of the build is dead.

mod bubblewrap;
mod driver;
mod enclosure;
mod filter;
mod host;
mod identity;
mod namespaces;
mod source;
mod unconfined;
mod usage;
mod watch;

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use banbury_evidence::Resources;
use tempfile::TempDir;

pub(crate) use source::Survey;
pub(crate) use watch::Limit;

use crate::artefact::open_regular;
use crate::setting::{DEFAULT_EPOCH, Setting};
use crate::{Confinement, RebuildError, Recipe, inputs};
use enclosure::{Plan, Running};
use source::{Filling, Loaded};
use watch::Log;

/// A build that has ended, one way or the other. None of its processes is left.
pub(crate) struct Finished {
    pub(crate) confinement: Confinement,
    /// Of the steps that ended, in order.
    pub(crate) exit_codes: Vec<i32>,
    pub(crate) stopped_by: Option<Limit>,
    /// What it printed.
    pub(crate) log: Vec<u8>,
    pub(crate) resources: Resources,
    /// The root of the source as the build left it.
    pub(crate) source: OwnedFd,
    /// Entries of the source that the build did not get, with the reason.
    pub(crate) left_out: Vec<String>,
    /// What the tracer wrote down.
    pub(crate) trace: Option<File>,
    /// What of it lies on the host's disk, to be removed with this.
    _kept: Option<TempDir>,
}

/// Why there is no finished build.
pub(crate) enum Failure {
    /// This machine cannot confine a build, with the reason in words.
    Unavailable(String),
    Error(RebuildError),
}

impl From<RebuildError> for Failure {
    fn from(error: RebuildError) -> Self {
        Self::Error(error)
    }
}

/// Runs the recipe on a copy of the surveyed source, under the given circumstances.
pub(crate) fn run(recipe: &Recipe, survey: &Survey, setting: &Setting) -> Result<Finished, Failure> {
    thread::scope(|scope| {
        let (give, take) = sync_channel(16);
        let builder = scope.spawn(move || build(recipe, survey, setting, take));
        let unopened = survey.open_all(setting.reversed, |loaded| give.send(loaded).is_ok());
        drop(give);
        let died = || Failure::Error(RebuildError::Sandbox("the thread that runs it died".to_owned()));
        let mut finished = builder.join().unwrap_or_else(|_| Err(died()))?;
        finished.left_out = survey.left_out.iter().cloned().chain(unopened).collect();
        Ok(finished)
    })
}

/// The whole life of an enclosure. It ends with this thread at the latest.
fn build(
    recipe: &Recipe,
    survey: &Survey,
    setting: &Setting,
    entries: Receiver<Loaded<'_>>,
) -> Result<Finished, Failure> {
    identity::leave_root().map_err(|error| Failure::Unavailable(error.to_string()))?;
    let (top, below) = setting.split_folder().map_err(Failure::Unavailable)?;
    let mut running = Running::start(&Plan { recipe, survey, setting, top })?;
    let broken = |error: io::Error| Failure::Error(RebuildError::Sandbox(error.to_string()));
    let build_folder = source::open_folder(&running.enclosure.top()).map_err(broken)?;
    let usage = running.enclosure.usage().map_err(broken)?;
    source::make_folder(build_folder.as_fd(), setting.home).map_err(broken)?;
    if !survey.inputs.is_empty() {
        let folder = source::make_folder(build_folder.as_fd(), inputs::FOLDER).map_err(broken)?;
        source::fill_inputs(folder.as_fd(), &survey.inputs).map_err(broken)?;
    }
    let mut root = build_folder.try_clone().map_err(broken)?;
    for name in below.iter().filter_map(|name| name.to_str()) {
        root = source::make_folder(root.as_fd(), name).map_err(broken)?;
    }
    let mut filling = Filling::new(root.as_fd(), modification_time(recipe));
    for loaded in entries {
        filling.write(loaded)?;
    }
    filling.finish()?;

    let mut log = Log::default();
    running.reports.write_all(b"go\n").map_err(broken)?;
    let watched = watch::watch(&mut running.reports, &mut running.printed, &mut log, &usage, &recipe.limits);
    let mut watched = watched.map_err(broken)?;
    if watched.stopped_by.is_none() {
        running.enclosure.wait();
        // Every process is gone, so what they printed has an end.
        while log.read_from(&mut running.printed).map_err(broken)? {}
    }
    // A step may fail for want of space, and end, between two looks of the watch: the same account, whichever it was.
    let failed = watched.exit_codes.last().is_some_and(|code| *code != 0);
    if watched.stopped_by.is_none() && failed && usage.is_full().map_err(broken)? {
        watched.exit_codes.pop();
        watched.stopped_by = Some(Limit::WrittenMib(recipe.limits.output_mib));
    }
    Ok(Finished {
        confinement: setting.confinement,
        exit_codes: watched.exit_codes,
        stopped_by: watched.stopped_by,
        log: log.into_bytes(),
        resources: watched.resources,
        source: root,
        left_out: Vec::new(),
        trace: setting.traced.then(|| open_regular(&build_folder, Path::new(driver::TRACE)).ok()).flatten(),
        _kept: running.enclosure.end().map_err(broken)?,
    })
}

pub(crate) fn modification_time(recipe: &Recipe) -> i64 {
    recipe.environment.get("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok()).unwrap_or(DEFAULT_EPOCH)
}
