//! One module for each command.

mod compare;
mod diff;
mod documents;
mod inspect;
mod intake;
mod keys;
mod propose;
mod questions;
mod rebuild;
mod reopen;
mod report;
mod rules;
mod run;
mod timestamp;
mod triage;
mod verify;

use anyhow::Result;

use crate::arguments::Command;
use crate::exit::Exit;
use crate::{interrupt, looker, worker};

pub use verify::now;

/// Carries out a command.
pub fn execute(command: Command) -> Result<Exit> {
    // A worker ends with its parent and leaves nothing behind.
    if !matches!(command, Command::Worker | Command::Look { .. }) {
        interrupt::watch()?;
    }
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Intake(arguments) => intake::intake(&arguments),
        Command::Inspect(arguments) => inspect::inspect(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Rebuild(arguments) => rebuild::rebuild(&arguments),
        Command::Diff(arguments) => diff::diff(&arguments),
        Command::Triage(arguments) => triage::triage(&arguments),
        Command::Questions(arguments) => questions::questions(&arguments),
        Command::Reopen(arguments) => reopen::reopen(&arguments),
        Command::Report(arguments) => report::report(&arguments),
        Command::Keygen(arguments) => keys::keygen(&arguments),
        Command::Sign(arguments) => keys::sign(&arguments),
        Command::Timestamp(arguments) => timestamp::timestamp(&arguments),
        Command::Verify(arguments) => verify::verify(&arguments),
        Command::Policy(policy) => keys::policy(&policy),
        Command::Rules(rules) => rules::rules(&rules),
        Command::Completions { shell } => documents::completions(shell),
        Command::Man { folder } => documents::man(&folder),
        Command::Worker => worker::work(),
        Command::Look { signature_at, public_key } => looker::work(signature_at, public_key.as_deref()),
    }
}

/// The number of jobs asked for, or one for each processor.
pub fn jobs(asked: Option<u16>) -> usize {
    match asked {
        Some(jobs) => jobs.into(),
        None => std::thread::available_parallelism().map_or(1, Into::into),
    }
}
