use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

/// What became of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The worker's answer.
    Done(Vec<u8>),
    /// The worker died of it, in words.
    Crashed(String),
    /// The worker was stopped at the limit of processor time.
    TimedOut,
}

/// What a process that gave no answer died of.
pub(crate) fn verdict(status: io::Result<ExitStatus>) -> Outcome {
    const SIGXCPU: i32 = 24;
    match status {
        Ok(status) => match status.signal() {
            Some(SIGXCPU) => Outcome::TimedOut,
            Some(signal) => Outcome::Crashed(format!("the worker was killed by {}", signal_name(signal))),
            None => Outcome::Crashed(match status.code() {
                Some(code) => format!("the worker ended with exit code {code}"),
                None => "the worker ended".to_owned(),
            }),
        },
        Err(error) => Outcome::Crashed(format!("the worker is lost: {error}")),
    }
}

fn signal_name(signal: i32) -> String {
    match signal {
        4 => "SIGILL".to_owned(),
        6 => "SIGABRT (out of memory, or a failed check)".to_owned(),
        7 => "SIGBUS".to_owned(),
        8 => "SIGFPE".to_owned(),
        9 => "SIGKILL".to_owned(),
        11 => "SIGSEGV".to_owned(),
        other => format!("signal {other}"),
    }
}
