//! The `banbury` program: arguments, the case file, progress and exit codes around the crates that do the work.
//!
//! It must not know analysis: it alone has the terminal, the clock and the arguments.

mod across;
mod arguments;
mod bundle;
mod cache;
mod case;
mod close_look;
mod commands;
mod coverage;
mod exit;
mod first_look;
mod gather;
mod inspection;
mod interrupt;
mod looker;
mod passphrase;
mod previous;
mod progress;
mod recall;
mod rulesets;
mod terminal;
mod worker;

use clap::Parser;

use crate::arguments::Arguments;
use crate::exit::Exit;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    match commands::execute(arguments.command) {
        Ok(exit) => exit.into(),
        Err(error) => {
            terminal::complain(&format!("banbury: {error:#}"));
            Exit::NotDone.into()
        }
    }
}
