use anyhow::{Context, Result};
use banbury_detect::{Analyser, FileAnalysis, FileRequest, RuleFile, Ruleset};
use banbury_workers::{Pool, WorkerLimits, serve};

use crate::exit::Exit;

/// What one worker may use: a tree takes some twenty times the memory of its text, and the rules as much time again as parsing.
pub const LIMITS: WorkerLimits = WorkerLimits { memory: 768 << 20, seconds: 20 };

/// The worker's side: looks at files until its input ends.
pub fn work() -> Result<Exit> {
    serve(|setup| {
        let ruleset = postcard::from_bytes::<Vec<RuleFile>>(setup).ok().and_then(|files| Ruleset::load(&files).ok());
        let Some(ruleset) = ruleset else {
            // The parent has compiled the same files: without them nothing this process could answer is true.
            std::process::exit(i32::from(Exit::NotDone.code()));
        };
        // A worker lives until its parent ends: its rules need never be freed.
        let mut analyser = Analyser::new(Box::leak(Box::new(ruleset)));
        move |request: &[u8]| {
            let Ok(request) = postcard::from_bytes::<FileRequest<'_>>(request) else { return Vec::new() };
            postcard::to_allocvec(&analyser.analyse(&request)).unwrap_or_default()
        }
    })?;
    Ok(Exit::Done)
}

/// A pool of workers that know the rules in `files`.
pub fn pool(files: &[RuleFile]) -> Result<Pool> {
    let program =
        std::env::current_exe().context("the path of this program is unknown, so that no worker can be started")?;
    let setup = postcard::to_allocvec(files)?;
    let command = move || {
        let mut command = std::process::Command::new(&program);
        command.arg("worker");
        command
    };
    Ok(Pool::new(command, setup, LIMITS))
}

/// An answer as bytes, read back. None means that the worker did not keep to the protocol.
pub fn read_answer(answer: &[u8]) -> Option<FileAnalysis> {
    postcard::from_bytes(answer).ok()
}
