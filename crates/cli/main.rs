//! The `banbury` program: arguments, the case file, progress and exit codes around the crates that do the work.
//!
//! It must not know analysis: it alone has the terminal, the clock and the arguments.

mod across;
mod arguments;
mod bundle;
mod cache;
mod case;
mod casebook;
mod close_look;
mod commands;
mod coverage;
mod custody;
mod exit;
mod first_look;
mod gather;
mod inspection;
mod interrupt;
mod logs;
mod looker;
mod paper;
mod passphrase;
mod previous;
mod progress;
mod provenance;
mod recall;
mod requirements;
mod rulesets;
mod terminal;
mod triage_view;
mod verification_summary;
mod worker;

use clap::Parser;

use crate::arguments::Arguments;
use crate::exit::Exit;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    match commands::execute(arguments.command) {
        Ok(exit) => exit.into(),
        Err(error) => {
            terminal::complain(&format!("banbury: {}", in_one_sentence(&error)));
            Exit::NotDone.into()
        }
    }
}

/// An error and what lies behind it, each thing said once: some errors say what caused them themselves.
fn in_one_sentence(error: &anyhow::Error) -> String {
    error.chain().skip(1).fold(error.to_string(), |words, cause| match cause.to_string() {
        cause if words.contains(&cause) => words,
        cause => format!("{words}: {cause}"),
    })
}
