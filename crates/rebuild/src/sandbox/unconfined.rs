//! No enclosure at all, for machines that allow none: the build runs as a plain process and can do whatever its user
//! can. What becomes of its processes and of limits is best effort; the report says so.

use std::fs;
use std::io::{self, PipeReader};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use rustix::process::{Pid, Resource, Signal, kill_process};
use tempfile::TempDir;

use super::enclosure::{Enclosure, Ends, Plan, all_printed, limit};
use super::usage::{Usage, Writable};
use super::{driver, host, source};
use crate::setting::UNCONFINED;

/// The program of util-linux that starts another in a session of its own.
const SETSID: &str = "/usr/bin/setsid";

/// Rounds of ending processes: one that forks while it is ended is found in the next.
const ROUNDS: usize = 100;

struct Unconfined {
    child: Child,
}

pub(super) fn start(plan: &Plan<'_>, ends: Ends) -> io::Result<Box<dyn Enclosure>> {
    // Always the same, as builds write their folder into what they make; and nobody else's.
    fs::create_dir(UNCONFINED).map_err(|error| {
        let hint = "if no other build runs, one that was cut off has left it behind: remove it";
        io::Error::other(format!("the folder {UNCONFINED} cannot be made: {error}; {hint}"))
    })?;
    let (program, arguments) = driver::command_line(plan);
    let started = Command::new(SETSID)
        .arg(program)
        .args(arguments)
        .env_clear()
        .envs(plan.setting.whole_environment(plan.recipe))
        .current_dir("/")
        .stdin(OwnedFd::from(ends.input))
        .stdout(ends.output)
        .stderr(ends.errors)
        .spawn();
    let child = started.inspect_err(|_| {
        let _ = fs::remove_dir(UNCONFINED);
    })?;
    let unconfined = Box::new(Unconfined { child });
    // The user's other processes would count too.
    let limits: Vec<_> = plan.kernel_limits().into_iter().filter(|(it, _)| *it != Resource::Nproc).collect();
    limit(unconfined.child.id(), &limits)?;
    Ok(unconfined)
}

impl Unconfined {
    /// Ends what has stayed in the session of the first process.
    fn end_session(&mut self) -> io::Result<()> {
        let usage = self.usage()?;
        for _ in 0..ROUNDS {
            let left = usage.processes()?;
            let alive = left.iter().filter(|(_, status)| !is_dead(status));
            let numbers: Vec<Pid> = alive.filter_map(|(id, _)| Pid::from_raw(i32::try_from(*id).ok()?)).collect();
            if numbers.is_empty() {
                break;
            }
            for number in numbers {
                let _ = kill_process(number, Signal::KILL);
            }
        }
        let _ = self.child.wait();
        Ok(())
    }
}

/// Whether a process has ended and only waits for its parent to notice.
fn is_dead(status: &[u8]) -> bool {
    status.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"State:\tZ"))
}

impl Enclosure for Unconfined {
    fn top(&self) -> PathBuf {
        PathBuf::from(UNCONFINED)
    }

    fn usage(&self) -> io::Result<Usage> {
        let processes = source::open_folder(Path::new("/proc"))?;
        let disk = Writable { folder: source::open_folder(&self.top())?, entries: u64::MAX };
        Ok(Usage::of_session(self.child.id().into(), processes, vec![disk]))
    }

    fn wait(&mut self) {
        let _ = self.end_session();
    }

    fn why_not(&mut self, printed: &mut PipeReader) -> String {
        let _ = self.end_session();
        all_printed(printed).trim().to_owned()
    }

    fn end(mut self: Box<Self>) -> io::Result<Option<TempDir>> {
        self.end_session()?;
        // Out of the way of the next build.
        let kept = host::temporary_folder()?;
        fs::rename(UNCONFINED, kept.path().join("build"))?;
        Ok(Some(kept))
    }
}

impl Drop for Unconfined {
    fn drop(&mut self) {
        let _ = self.end_session();
        let _ = fs::remove_dir_all(UNCONFINED);
    }
}
