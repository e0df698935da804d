use std::collections::VecDeque;
use std::io;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::outcome::{Outcome, verdict};
use crate::worker::Worker;

/// What one worker may use.
#[derive(Clone, Copy, Debug)]
pub struct WorkerLimits {
    /// Address space of the process in bytes.
    pub memory: u64,
    /// Processor time for one request in seconds.
    pub seconds: u64,
}

/// What a worker is asked.
pub trait Request {
    /// The request as bytes.
    fn bytes(&self) -> &[u8];
}

impl<Bytes: AsRef<[u8]>> Request for Bytes {
    fn bytes(&self) -> &[u8] {
        self.as_ref()
    }
}

/// Requests that may wait in the pipe to one worker: enough that it need not wait, few enough that others have work too.
const MOST_WAITING: usize = 6;

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
    /// # Errors
    /// If no worker can be started.
    pub fn run(&self, request: &[u8]) -> io::Result<Outcome> {
        let mut requests = Some(request).into_iter();
        let mut outcome = Outcome::Crashed("the worker never got to it".to_owned());
        self.run_all(|| requests.next(), |_, became| outcome = became)?;
        Ok(outcome)
    }

    /// Has one worker answer the requests that `next` gives, one after the other until it gives none; `done` learns what
    /// became of each, in the same order. The next requests wait in the pipe, so that a worker goes from one to the next.
    ///
    /// A worker that dies after earlier requests may have died of those: the request is given to a fresh one before it
    /// is blamed. So an outcome depends on the request alone.
    ///
    /// # Errors
    /// If no worker can be started.
    pub fn run_all<R: Request>(
        &self,
        mut next: impl FnMut() -> Option<R>,
        mut done: impl FnMut(R, Outcome),
    ) -> io::Result<()> {
        let mut unsent: VecDeque<R> = VecDeque::new();
        while let Some(request) = unsent.pop_front().or_else(&mut next) {
            unsent.push_front(request);
            let is_used = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut answered = usize::from(is_used.is_some());
            let mut worker = is_used.map_or_else(|| self.fresh(), Ok)?;
            let mut waiting = Waiting { requests: VecDeque::new(), room: 0 };
            let ended = loop {
                while let Some(request) = unsent.pop_front().or_else(&mut next) {
                    if !waiting.has_room_for(&request, worker.capacity()) {
                        unsent.push_front(request);
                        break;
                    }
                    // One that is dead has its answers to earlier requests read before it is found to be.
                    let _ = worker.send(request.bytes());
                    waiting.push(request);
                }
                if waiting.requests.is_empty() {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                    return Ok(());
                }
                let Some(answer) = worker.receive()? else { break worker.end() };
                answered += 1;
                if let Some(request) = waiting.pop() {
                    done(request, Outcome::Done(answer));
                }
            };
            let Some(suspect) = waiting.pop() else { continue };
            let outcome = if answered == 0 { verdict(ended) } else { self.alone(suspect.bytes())? };
            done(suspect, outcome);
            for request in waiting.requests.into_iter().rev() {
                unsent.push_front(request);
            }
        }
        Ok(())
    }

    /// What becomes of a request in a worker of its own.
    fn alone(&self, request: &[u8]) -> io::Result<Outcome> {
        let mut worker = self.fresh()?;
        let _ = worker.send(request);
        match worker.receive()? {
            Some(answer) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                Ok(Outcome::Done(answer))
            }
            None => Ok(verdict(worker.end())),
        }
    }

    fn fresh(&self) -> io::Result<Worker> {
        Worker::start(&self.command, &self.setup, self.limits)
    }
}

/// Requests that a worker has not answered yet, and the room that they may take up in the pipe.
struct Waiting<R> {
    requests: VecDeque<R>,
    room: usize,
}

impl<R: Request> Waiting<R> {
    /// Whether sending one more cannot block: a worker that waits to get rid of an answer reads no request.
    fn has_room_for(&self, request: &R, capacity: usize) -> bool {
        self.requests.is_empty()
            || (self.requests.len() < MOST_WAITING && self.room + Worker::room_for(request.bytes()) <= capacity)
    }

    fn push(&mut self, request: R) {
        self.room += Worker::room_for(request.bytes());
        self.requests.push_back(request);
    }

    fn pop(&mut self) -> Option<R> {
        let request = self.requests.pop_front()?;
        self.room -= Worker::room_for(request.bytes());
        Some(request)
    }
}
