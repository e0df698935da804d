use std::io::{self, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::frame;

/// What one worker may use.
#[derive(Clone, Copy, Debug)]
pub struct WorkerLimits {
    /// Address space of the process in bytes.
    pub memory: u64,
    /// Processor time for one request in seconds.
    pub seconds: u64,
}

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

/// Worker processes, started as they are needed and kept for the next request.
pub struct Pool {
    command: Box<dyn Fn() -> Command + Send + Sync>,
    setup: Vec<u8>,
    limits: WorkerLimits,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    /// A pool whose workers are started by `command`, call [`serve`](crate::serve) and get `setup` first.
    pub fn new(command: impl Fn() -> Command + Send + Sync + 'static, setup: Vec<u8>, limits: WorkerLimits) -> Self {
        Self { command: Box::new(command), setup, limits, idle: Mutex::default() }
    }

    /// Has a worker answer `request`; blocks until it has, or has died of it.
    ///
    /// A worker that dies after earlier requests may have died of those: the request is given to a fresh one before it
    /// is blamed. So an outcome depends on the request alone.
    ///
    /// # Errors
    /// If no worker can be started.
    pub fn run(&self, request: &[u8]) -> io::Result<Outcome> {
        let used = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(worker) = used
            && let Ok(answer) = self.ask(worker, request)
        {
            return Ok(Outcome::Done(answer));
        }
        let fresh = Worker::start(&self.command, &self.setup, self.limits)?;
        match self.ask(fresh, request) {
            Ok(answer) => Ok(Outcome::Done(answer)),
            Err(status) => Ok(verdict(status)),
        }
    }

    fn ask(&self, mut worker: Worker, request: &[u8]) -> Result<Vec<u8>, io::Result<ExitStatus>> {
        match worker.ask(request) {
            Ok(Some(answer)) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                Ok(answer)
            }
            Ok(None) | Err(_) => Err(worker.end()),
        }
    }
}

fn verdict(status: io::Result<ExitStatus>) -> Outcome {
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

/// One worker process. It ends when its standard input closes.
struct Worker {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// An answer longer than this is not an answer.
const MOST_ANSWER: u64 = 1 << 32;

impl Worker {
    fn start(command: &dyn Fn() -> Command, setup: &[u8], limits: WorkerLimits) -> io::Result<Self> {
        let mut process =
            command().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).env_clear().spawn()?;
        let (Some(mut requests), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("a worker started without pipes"));
        };
        let mut words = limits.memory.to_le_bytes().to_vec();
        words.extend_from_slice(&limits.seconds.to_le_bytes());
        frame::write(&mut requests, &words)?;
        frame::write(&mut requests, setup)?;
        Ok(Self { process, requests: Some(requests), answers: BufReader::new(answers) })
    }

    fn ask(&mut self, request: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let Some(requests) = &mut self.requests else { return Ok(None) };
        frame::write(requests, request)?;
        frame::read(&mut self.answers, MOST_ANSWER)
    }

    /// Ends it, if it has not ended by itself, and tells how it ended.
    fn end(&mut self) -> io::Result<ExitStatus> {
        self.requests = None;
        // One that is dying already keeps the status it died with.
        self.process.kill()?;
        self.process.wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // An idle worker ends by itself when its input closes; killing it only saves the wait.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
