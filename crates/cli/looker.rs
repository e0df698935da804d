use std::fs::File;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use banbury_compare::{Look, Looker, look};
use banbury_evidence::json;
use banbury_workers::{Outcome, WorkerLimits, ask_about_two, tell_of_two};

use crate::exit::Exit;

/// What looking into two files may use. What it costs is counted inside, so that the same two end in the same way
/// everywhere: this is a fence around that.
const LIMITS: WorkerLimits = WorkerLimits { memory: 6 << 30, seconds: 4 * 3600 };

/// Has files looked into by a process for each two of them: a decoder that they take over can tell of nothing but them,
/// and has no file and no network.
pub struct Looking {
    program: PathBuf,
}

impl Looking {
    pub fn new() -> Result<Self> {
        let program = std::env::current_exe()
            .context("the path of this program is unknown, so that nothing can be looked into")?;
        Ok(Self { program })
    }
}

impl Looker for Looking {
    fn look(&self, shipped: File, rebuilt: File, signature_at: Option<u64>) -> Result<Look, String> {
        let mut command = Command::new(&self.program);
        command.arg("look").env_clear().envs(std::env::var_os("TMPDIR").map(|folder| ("TMPDIR", folder)));
        if let Some(at) = signature_at {
            command.arg(format!("--signature-at={at}"));
        }
        match ask_about_two(&mut command, shipped, rebuilt) {
            Ok(Outcome::Done(answer)) => {
                json::from_bytes(&answer).map_err(|error| format!("the worker's answer is none: {error}"))
            }
            Ok(Outcome::Crashed(how)) => Err(how),
            Ok(Outcome::TimedOut) => Err(format!("the worker used {} s of processor time", LIMITS.seconds)),
            Err(error) => Err(format!("no worker can be started: {error}")),
        }
    }
}

/// The worker's side.
pub fn work(signature_at: Option<u64>) -> Result<Exit> {
    tell_of_two(LIMITS, tempfile::tempfile, |shipped, rebuilt, scratch| {
        json::to_bytes(&look(shipped, rebuilt, Some(scratch), signature_at)).unwrap_or_default()
    })?;
    Ok(Exit::Done)
}
