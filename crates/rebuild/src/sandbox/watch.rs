//! Sits beside a running build: reads what it prints and reports, and stops it at the first limit.

use std::io::{self, PipeReader, Read};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use banbury_evidence::Resources;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::usage::{Figures, Usage};
use crate::BuildLimits;

/// How often the figures are taken. Between two looks a build can allocate some 0.2 GiB on two processors.
const TICK: Duration = Duration::from_millis(50);

/// How much of the beginning and of the end of the log is kept, in bytes.
const BEGINNING: usize = 4 << 20;
const END: usize = 1 << 20;

/// A line of the driver's reports is a number.
const REPORT_BYTES: usize = 16;

/// A limit that stopped a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Seconds(u64),
    MemoryMib(u64),
    WrittenMib(u64),
    PrintedMib(u64),
    Processes(u64),
}

impl Limit {
    pub(crate) fn words(self) -> String {
        match self {
            Self::Seconds(limit) => format!("it ran for more than {limit} s (limits.seconds)"),
            Self::MemoryMib(limit) => format!("it used more than {limit} MiB of memory (limits.memory_mib)"),
            Self::WrittenMib(limit) => format!("it wrote more than {limit} MiB to its folders (limits.output_mib)"),
            Self::PrintedMib(limit) => format!("it printed more than {limit} MiB (limits.output_mib)"),
            Self::Processes(limit) => format!("it had {limit} processes or more at one time (limits.processes)"),
        }
    }
}

/// The course of a build, as far as it went.
#[derive(Debug, Default)]
pub(super) struct Watched {
    /// Of the steps that ended, in order.
    pub(super) exit_codes: Vec<i32>,
    pub(super) stopped_by: Option<Limit>,
    pub(super) resources: Resources,
}

/// What was printed: all of it, or its beginning and its end.
#[derive(Debug, Default)]
pub(super) struct Log {
    beginning: Vec<u8>,
    end: Vec<u8>,
    total: u64,
}

impl Log {
    /// Takes what the pipe has, without waiting if there is something; false at its end.
    pub(super) fn read_from(&mut self, pipe: &mut PipeReader) -> io::Result<bool> {
        let mut buffer = [0; 64 << 10];
        let length = pipe.read(&mut buffer)?;
        let printed = buffer.get(..length).unwrap_or_default();
        let room = BEGINNING.saturating_sub(self.beginning.len()).min(length);
        let (first, rest) = printed.split_at_checked(room).unwrap_or((printed, &[]));
        self.beginning.extend_from_slice(first);
        self.end.extend_from_slice(rest);
        self.total += length as u64;
        if self.end.len() > 2 * END {
            self.end.drain(..self.end.len() - END);
        }
        Ok(length > 0)
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.end.drain(..self.end.len().saturating_sub(END));
        let left_out = self.total - (self.beginning.len() + self.end.len()) as u64;
        if left_out > 0 {
            self.beginning.extend(format!("\n[{left_out} bytes are left out here]\n").bytes());
        }
        self.beginning.append(&mut self.end);
        self.beginning
    }
}

/// Returns when the driver has hung up or a limit is reached; stopping the build is then the caller's affair.
pub(super) fn watch(
    reports: &mut UnixStream,
    printed: &mut PipeReader,
    log: &mut Log,
    usage: &Usage,
    limits: &BuildLimits,
) -> io::Result<Watched> {
    let start = Instant::now();
    let mut last_look = start;
    let mut watched = Watched::default();
    let mut line = Vec::new();
    let mut printed_open = true;
    loop {
        let (report_waits, print_waits) = wait(reports, printed_open.then_some(&*printed))?;
        if print_waits {
            printed_open = log.read_from(printed)?;
        }
        watched.resources.milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        if report_waits && !read_reports(reports, &mut line, &mut watched.exit_codes)? {
            return Ok(watched);
        }
        watched.stopped_by = if log.total > limits.output_mib << 20 {
            Some(Limit::PrintedMib(limits.output_mib))
        } else if start.elapsed() >= Duration::from_secs(limits.seconds) {
            Some(Limit::Seconds(limits.seconds))
        } else if last_look.elapsed() >= TICK {
            last_look = Instant::now();
            over(usage.take()?, limits, &mut watched.resources)
        } else {
            None
        };
        if watched.stopped_by.is_some() {
            return Ok(watched);
        }
    }
}

fn over(figures: Figures, limits: &BuildLimits, resources: &mut Resources) -> Option<Limit> {
    resources.peak_memory_kib = resources.peak_memory_kib.max(figures.memory_kib);
    resources.peak_processes = resources.peak_processes.max(figures.tasks);
    if figures.memory_kib > limits.memory_mib << 10 {
        Some(Limit::MemoryMib(limits.memory_mib))
    } else if figures.tasks >= limits.processes {
        Some(Limit::Processes(limits.processes))
    } else if figures.full {
        Some(Limit::WrittenMib(limits.output_mib))
    } else {
        None
    }
}

/// Waits for at most a tick; tells whether there is something to read from each.
fn wait(reports: &UnixStream, printed: Option<&PipeReader>) -> io::Result<(bool, bool)> {
    let mut descriptors = vec![PollFd::new(reports, PollFlags::IN)];
    descriptors.extend(printed.map(|pipe| PollFd::new(pipe, PollFlags::IN)));
    let tick = Timespec { tv_sec: 0, tv_nsec: TICK.subsec_nanos().into() };
    match poll(&mut descriptors, Some(&tick)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(error.into()),
    }
    let waits = |index: usize| descriptors.get(index).is_some_and(|descriptor| !descriptor.revents().is_empty());
    Ok((waits(0), waits(1)))
}

/// False when the driver has hung up, or says what it never would.
fn read_reports(reports: &mut UnixStream, line: &mut Vec<u8>, exit_codes: &mut Vec<i32>) -> io::Result<bool> {
    let mut buffer = [0; 256];
    let length = reports.read(&mut buffer)?;
    for &byte in buffer.iter().take(length) {
        if byte != b'\n' {
            line.push(byte);
        } else if let Some(code) = std::str::from_utf8(line).ok().and_then(|text| text.parse().ok()) {
            exit_codes.push(code);
            line.clear();
        } else {
            return Ok(false);
        }
    }
    Ok(length > 0 && line.len() <= REPORT_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_log_keeps_its_beginning_and_its_end() {
        let (mut reader, mut writer) = io::pipe().unwrap();
        let length = BEGINNING + 5 * END;
        let printing = std::thread::spawn(move || {
            let mut text = vec![b'a'; length];
            text[length - 3..].copy_from_slice(b"end");
            io::Write::write_all(&mut writer, &text).unwrap();
        });
        let mut log = Log::default();
        while log.read_from(&mut reader).unwrap() {}
        printing.join().unwrap();
        let text = String::from_utf8(log.into_bytes()).unwrap();
        let (beginning, rest) = text.split_once("\n[4194304 bytes are left out here]\n").unwrap();
        assert_eq!((beginning.len(), rest.len()), (BEGINNING, END));
        assert!(rest.ends_with("aend"));
    }
}
