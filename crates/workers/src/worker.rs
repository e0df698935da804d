use std::io::{self, BufReader};
use std::os::fd::AsFd;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use crate::slack::Slack;
use crate::{WorkerLimits, frame};

/// An answer longer than this is not an answer.
const MOST_ANSWER: u64 = 1 << 32;
/// What a pipe is asked to hold, in bytes: more than the system lets anybody have is not had.
const PIPE: usize = 1 << 20;
/// What a pipe holds if it cannot be asked.
const SMALLEST_PIPE: usize = 4 << 10;
/// A write may leave most of a page of the pipe unused.
const PAGE: usize = 4 << 10;

/// One worker process. It ends when its standard input closes.
pub(crate) struct Worker {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// What fits into the pipe to it.
    capacity: usize,
    /// Whether it has said that it is ready.
    is_ready: bool,
    /// Of the parent's memory, which the answers pass through.
    slack: Slack,
}

impl Worker {
    pub(crate) fn start(command: &dyn Fn() -> Command, setup: &[u8], limits: WorkerLimits) -> io::Result<Self> {
        let mut process =
            command().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).env_clear().spawn()?;
        let (Some(mut requests), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("a worker started without pipes"));
        };
        let capacity = widened(&requests);
        widened(&answers);
        let mut words = limits.memory.to_le_bytes().to_vec();
        words.extend_from_slice(&limits.seconds.to_le_bytes());
        // One that dies this early never says that it is ready.
        let _ = frame::write(&mut requests, &words).and_then(|()| frame::write(&mut requests, setup));
        Ok(Self {
            process,
            requests: Some(requests),
            answers: BufReader::with_capacity(frame::BUFFER, answers),
            capacity,
            is_ready: false,
            slack: Slack::default(),
        })
    }

    /// The room in the pipe that a request takes up until it has been read.
    pub(crate) fn room_for(request: &[u8]) -> usize {
        frame::HEADER + request.len() + 2 * PAGE
    }

    /// What fits into the pipe to it.
    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    /// Sends a request. It waits for the worker only if the request does not fit into the pipe.
    pub(crate) fn send(&mut self, request: &[u8]) -> io::Result<()> {
        match &mut self.requests {
            Some(requests) => frame::write(requests, request),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Waits for the next answer; none if the worker has died.
    ///
    /// # Errors
    /// If it died before it was ready, for which no request can be blamed.
    pub(crate) fn receive(&mut self) -> io::Result<Option<Vec<u8>>> {
        if !self.is_ready {
            self.is_ready = matches!(frame::read(&mut self.answers, MOST_ANSWER), Ok(Some(_)));
            if !self.is_ready {
                return Err(io::Error::other("a worker ended before it was ready"));
            }
        }
        let answer = frame::read(&mut self.answers, MOST_ANSWER).ok().flatten();
        self.slack.add(answer.as_ref().map_or(0, Vec::len));
        Ok(answer)
    }

    /// Ends it, if it has not ended by itself, and tells how it ended.
    pub(crate) fn end(mut self) -> io::Result<ExitStatus> {
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

/// Makes a pipe hold more, as far as the system lets it, and tells how much that is.
fn widened(pipe: impl AsFd) -> usize {
    let _ = rustix::pipe::fcntl_setpipe_size(&pipe, PIPE);
    rustix::pipe::fcntl_getpipe_size(&pipe).unwrap_or(SMALLEST_PIPE)
}
