//! What every enclosure has in common, whatever it is made with.

use std::fs;
use std::io::{self, BufRead, BufReader, PipeReader, pipe};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
use tempfile::TempDir;

use super::usage::{Usage, Writable};
use super::watch::Log;
use super::{Failure, Survey, bubblewrap, namespaces, source, unconfined};
use crate::setting::Setting;
use crate::{Confinement, Recipe};

/// How long an enclosure may take to come up.
const START: Duration = Duration::from_secs(30);

/// What is to be built, and how.
pub(super) struct Plan<'a> {
    pub(super) recipe: &'a Recipe,
    pub(super) survey: &'a Survey,
    pub(super) setting: &'a Setting,
    /// The folder that holds everything writable, as the build sees it.
    pub(super) top: String,
}

/// A place where one build runs. Every process in it ends when it is dropped.
pub(super) trait Enclosure {
    /// The folder that holds everything writable, as a path of the host. Good until the enclosure ends.
    fn top(&self) -> PathBuf;

    /// What its processes use up can be asked of this.
    fn usage(&self) -> io::Result<Usage>;

    /// Returns when no process is left, once the first one has hung up.
    fn wait(&mut self);

    /// The reason why it did not come up, in words. It is ended if it still tries.
    fn why_not(&mut self, printed: &mut PipeReader) -> String;

    /// Ends every process, and hands over what of it lies on the host's disk.
    fn end(self: Box<Self>) -> io::Result<Option<TempDir>>;
}

/// An enclosure whose first process is ready.
pub(super) struct Running {
    pub(super) enclosure: Box<dyn Enclosure>,
    /// One line for each step that ended: its exit code.
    pub(super) reports: UnixStream,
    pub(super) printed: PipeReader,
}

/// The ends of an enclosure's first process.
pub(super) struct Ends {
    pub(super) input: UnixStream,
    pub(super) output: io::PipeWriter,
    pub(super) errors: io::PipeWriter,
}

impl Running {
    pub(super) fn start(plan: &Plan<'_>) -> Result<Self, Failure> {
        let unavailable = |error: io::Error| Failure::Unavailable(error.to_string());
        let (reports, input) = UnixStream::pair().map_err(unavailable)?;
        reports.set_read_timeout(Some(START)).map_err(unavailable)?;
        let (printed, output) = pipe().map_err(unavailable)?;
        let errors = output.try_clone().map_err(unavailable)?;
        let start: fn(&Plan<'_>, Ends) -> io::Result<Box<dyn Enclosure>> = match plan.setting.confinement {
            Confinement::Namespaces => namespaces::start,
            Confinement::Bubblewrap => bubblewrap::start,
            Confinement::Unconfined => unconfined::start,
        };
        let enclosure = start(plan, Ends { input, output, errors }).map_err(unavailable)?;
        let mut running = Self { enclosure, reports, printed };
        match running.is_ready() {
            true => Ok(running),
            false => Err(Failure::Unavailable(running.enclosure.why_not(&mut running.printed))),
        }
    }

    fn is_ready(&self) -> bool {
        let mut word = String::new();
        // Nothing follows this line before it is answered, so that the buffer swallows nothing.
        BufReader::new(&self.reports).read_line(&mut word).is_ok() && word == "ready\n"
    }
}

/// The inside of a sandbox with file systems of its own, seen from outside. Good until its first process ends.
pub(super) struct Inside {
    root: PathBuf,
    top: String,
    rooms: [Room; 4],
}

impl Inside {
    pub(super) fn of(first_process: u32, plan: &Plan<'_>) -> Self {
        let root = Path::new("/proc").join(first_process.to_string()).join("root");
        Self { root, top: plan.top.clone(), rooms: plan.rooms() }
    }

    fn folder(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    pub(super) fn top(&self) -> PathBuf {
        self.folder(&self.top)
    }

    pub(super) fn usage(&self) -> io::Result<Usage> {
        let open = |path: &str| source::open_folder(&self.folder(path));
        let writable = |room: &Room| Ok(Writable { folder: open(&room.path)?, entries: room.entries });
        let file_systems = self.rooms.iter().map(writable).collect::<io::Result<_>>()?;
        Ok(Usage::of_all(open("proc")?, file_systems))
    }
}

/// All that was printed, as text.
pub(super) fn all_printed(printed: &mut PipeReader) -> String {
    let mut log = Log::default();
    while log.read_from(printed).unwrap_or(false) {}
    String::from_utf8_lossy(&log.into_bytes()).into_owned()
}

/// Room of one file system that the build may write to.
pub(super) struct Room {
    pub(super) path: String,
    pub(super) bytes: u64,
    /// Files and folders.
    pub(super) entries: u64,
    pub(super) mode: &'static str,
}

impl Plan<'_> {
    /// Bytes of the folder that holds everything writable, source included.
    fn build_size(&self) -> u64 {
        self.survey.bytes().saturating_add(self.written())
    }

    fn written(&self) -> u64 {
        self.recipe.limits.output_mib.saturating_mul(1 << 20)
    }

    /// The file systems in memory that a sandbox has.
    pub(super) fn rooms(&self) -> [Room; 4] {
        let entries = (self.survey.entries.len() as u64).saturating_add(self.written() / 4096);
        let room = |path: &str, bytes, entries: u64, mode| Room {
            path: path.to_owned(),
            bytes,
            entries: entries.saturating_add(1024),
            mode,
        };
        [
            room(&self.top, self.build_size(), entries, "0755"),
            room("/dev", 1 << 20, 64, "0755"),
            room("/dev/shm", 64 << 20, 1024, "1777"),
            room("/tmp", self.written(), self.written() / 4096, "1777"),
        ]
    }

    /// Limits that the kernel keeps, of each process or, as to processes, of the user.
    pub(super) fn kernel_limits(&self) -> [(Resource, u64); 4] {
        let processes = self.recipe.limits.processes;
        // It stands higher than the recipe's, so that the watch sees, and says, that the recipe's is reached.
        let processes = processes.saturating_add((processes / 4).max(32));
        [
            (Resource::Core, 0),
            (Resource::Fsize, self.build_size()),
            (Resource::Nofile, 1024),
            (Resource::Nproc, processes),
        ]
        .map(|(resource, limit)| (resource, allowed(resource, limit)))
    }

    /// Files of the sandbox that name its one user, and those that every machine has: their names go into packages.
    pub(super) fn user_files(&self, id: u32) -> [(&'static str, String); 2] {
        let (user, top, home) = (&self.setting.user, &self.top, self.setting.home);
        let group = format!("{user}:x:{id}:\n");
        let passwd = format!("{user}:x:{id}:{id}:{user}:{top}/{home}:/bin/sh\n");
        [
            ("/etc/group", group + &of_every_machine("group.master", "root:*:0:\n")),
            ("/etc/passwd", passwd + &of_every_machine("passwd.master", "root:*:0:0:root:/root:/bin/sh\n")),
        ]
    }
}

/// What Debian puts into `/etc` of every machine alike, nothing of this one among it; where there is no Debian, `usual`.
fn of_every_machine(name: &str, usual: &str) -> String {
    fs::read_to_string(Path::new("/usr/share/base-passwd").join(name)).unwrap_or_else(|_| usual.to_owned())
}

/// Sets limits of a process that is under way; without one, they would be those of this program.
pub(super) fn limit(process: u32, limits: &[(Resource, u64)]) -> io::Result<()> {
    let id = i32::try_from(process).ok().and_then(Pid::from_raw);
    let id = id.ok_or_else(|| io::Error::other("the first process of the build has no number"))?;
    for (resource, most) in limits {
        prlimit(Some(id), *resource, Rlimit { current: Some(*most), maximum: Some(*most) })?;
    }
    Ok(())
}

/// A limit can be lowered only.
pub(super) fn allowed(resource: Resource, limit: u64) -> u64 {
    getrlimit(resource).maximum.map_or(limit, |maximum| maximum.min(limit))
}
