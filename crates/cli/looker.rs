use std::fs::File;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use banbury_compare::{Look, Looker, PublicKey, check_signature, look};
use banbury_evidence::{SignatureCheck, json};
use banbury_workers::{Outcome, WorkerLimits, ask_about_two, tell_of_two};
use serde::de::DeserializeOwned;

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
        self.ask(shipped, rebuilt, signature_at, None)
    }

    fn check_signature(
        &self,
        shipped: File,
        key: &PublicKey,
        signature_at: Option<u64>,
    ) -> Result<SignatureCheck, String> {
        // There is no second file to this question.
        let again = shipped.try_clone().map_err(|error| error.to_string())?;
        self.ask(shipped, again, signature_at, Some(key))
    }
}

impl Looking {
    fn ask<Answer: DeserializeOwned>(
        &self,
        shipped: File,
        rebuilt: File,
        signature_at: Option<u64>,
        key: Option<&PublicKey>,
    ) -> Result<Answer, String> {
        let mut command = Command::new(&self.program);
        command.arg("look").env_clear().envs(std::env::var_os("TMPDIR").map(|folder| ("TMPDIR", folder)));
        command.args(signature_at.map(|at| format!("--signature-at={at}")));
        command.args(key.map(|key| format!("--public-key={}", key.to_pem())));
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

/// The worker's side: looks into two files, or, with a key, verifies the signature of the first.
pub fn work(signature_at: Option<u64>, key: Option<&str>) -> Result<Exit> {
    let key = key.map(|pem| PublicKey::from_pem(pem.as_bytes())).transpose()?;
    tell_of_two(LIMITS, tempfile::tempfile, |shipped, rebuilt, scratch| {
        let answer = match &key {
            Some(key) => json::to_bytes(&check_signature(shipped, key, signature_at)),
            None => json::to_bytes(&look(shipped, rebuilt, Some(scratch), signature_at)),
        };
        // An answer that is none is told by the parent.
        answer.unwrap_or_default()
    })?;
    Ok(Exit::Done)
}
