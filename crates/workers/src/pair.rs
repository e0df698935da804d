use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::process::{Command, Stdio};

use crate::confine::{Files, confine, grant_processor_time};
use crate::outcome::{Outcome, verdict};
use crate::{WorkerLimits, frame};

/// An answer longer than this is not an answer.
const MOST_ANSWER: u64 = 1 << 30;

/// Starts `command`, which calls [`tell_of_two`], gives it two files that are open for reading, and waits for its answer.
///
/// # Errors
/// If it cannot be started, or ends before it is ready: with its reason.
pub fn ask_about_two(command: &mut Command, first: File, second: File) -> io::Result<Outcome> {
    // Standard error is the only further descriptor that a process can be given without unsafe code.
    let mut process = command.stdin(first).stdout(Stdio::piped()).stderr(second).spawn()?;
    let mut read = || match &mut process.stdout {
        Some(answers) => frame::read(answers, MOST_ANSWER).ok().flatten(),
        None => None,
    };
    let (ready, answer) = (read(), read());
    // One that has answered ends by itself; one that is dying already keeps the status it died with.
    process.kill()?;
    let ended = process.wait();
    match (ready.as_deref(), answer) {
        (Some([]), Some(answer)) => Ok(Outcome::Done(answer)),
        (Some([]), None) => Ok(verdict(ended)),
        (Some(reason), _) => Err(io::Error::other(String::from_utf8_lossy(reason).into_owned())),
        (None, _) => Err(io::Error::other("it ended before it was ready")),
    }
}

/// The child's side: answers one question about the two files that it was started with, once it has given up all that it
/// does not need for that. `scratch` opens a file that it may write to.
///
/// # Errors
/// If standard output breaks, which means that the parent is gone.
pub fn tell_of_two(
    limits: WorkerLimits,
    scratch: impl FnOnce() -> io::Result<File>,
    answer: impl FnOnce(File, File, File) -> Vec<u8>,
) -> io::Result<()> {
    let mut answers = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let first = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let second = File::from(io::stderr().as_fd().try_clone_to_owned()?);
    let scratch = match scratch() {
        Ok(scratch) => scratch,
        Err(error) => return frame::write(&mut answers, format!("no scratch file can be made: {error}").as_bytes()),
    };
    // Descriptors are given out from below, so that all that are open lie below the last one.
    let opened = [&answers, &first, &second, &scratch].map(|file| u64::try_from(file.as_raw_fd()).unwrap_or_default());
    confine(limits.memory, Files::Below(opened.into_iter().max().unwrap_or_default() + 1));
    grant_processor_time(limits.seconds);
    frame::write(&mut answers, b"")?;
    answers.flush()?;
    frame::write(&mut answers, &answer(first, second, scratch))
}
