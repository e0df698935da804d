//! One build, confined: own user, process, mount, IPC, network, host-name and cgroup namespaces, a read-only view of
//! the machine's programs, and file systems in memory, bounded in size, as the only place to write to.
//!
//! The file systems being in memory, no build can fill the host's disk, whatever it does; and a folder opened in
//! one of them outlives the sandbox, so that artefacts are looked at only when every process of the build is dead.

mod filter;
mod host;
mod identity;
mod source;
mod usage;
mod watch;

use std::fs::File;
use std::io::{self, BufRead, BufReader, PipeReader, Write, pipe};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Duration;

use hakoniwa::{Child, Container, MountOptions, Namespace, Rlimit};
use rustix::fs::Mode;
use rustix::process::{Resource, getrlimit};
use rustix::thread::CpuSet;
use tempfile::TempDir;

pub(crate) use source::Survey;
pub(crate) use watch::Limit;

use crate::artefact::open_regular;
use crate::setting::{DEFAULT_EPOCH, SETARCH, STRACE, Setting};
use crate::{BuildLimits, RebuildError, Recipe, inputs};
use source::{Filling, Loaded};
use usage::Usage;
use watch::Log;

/// The user and group that a build believes to run as. Not 0, so that starting a program drops all capabilities.
const BUILD_ID: u32 = 1000;

/// The first process of the sandbox. Its arguments are the address space of each process in KiB, the source's folder, a
/// command that each step is given to (none if empty), and the steps. It reports over the socket that it finds as standard input and that no step gets to see.
const DRIVER: &str = r#"
exec 3<&0 </dev/null
ulimit -v "$1" || exit 1
folder=$2
through=$3
shift 3
echo ready >&3
read -r go <&3 || exit 1
cd "$folder" || exit 1
unset OLDPWD
for step do
    $through /bin/sh -e -c "$step" 3<&-
    code=$?
    echo $code >&3
    [ $code -eq 0 ] || exit 0
done
"#;

/// How long the sandbox may take to come up.
const START: Duration = Duration::from_secs(30);

/// Where a traced build writes down what it opens, in the folder that holds everything writable.
const TRACE: &str = "trace";

/// Writes down opened files and started programs, of all processes. Only those calls are stopped at (`--seccomp-bpf`).
fn tracer(top: &str) -> String {
    format!("{STRACE} -f --seccomp-bpf -qq -s 0 -y -z -e trace=open,openat,execve -e signal=none -A -o /{top}/{TRACE}")
}

/// Exit codes by which the sandbox's first process says how far it came; the driver itself ends in 0 or 1.
const NO_SESSION: i32 = 121;
const NO_FILTER: i32 = 122;
const NO_SHELL: i32 = 123;

/// A build that has ended, one way or the other. None of its processes is left.
pub(crate) struct Finished {
    /// Of the steps that ended, in order.
    pub(crate) exit_codes: Vec<i32>,
    pub(crate) stopped_by: Option<Limit>,
    /// The end of what it printed.
    pub(crate) log: Vec<u8>,
    /// The root of the source as the build left it.
    pub(crate) source: OwnedFd,
    /// Entries of the source that the build did not get, with the reason.
    pub(crate) left_out: Vec<String>,
    /// What the tracer wrote down.
    pub(crate) trace: Option<File>,
}

/// Why there is no finished build.
pub(crate) enum Failure {
    /// This machine cannot confine a build, with the reason in words.
    Unavailable(String),
    Error(RebuildError),
}

impl From<RebuildError> for Failure {
    fn from(error: RebuildError) -> Self {
        Self::Error(error)
    }
}

/// Runs the recipe on a copy of the surveyed source, under the given circumstances.
pub(crate) fn run(recipe: &Recipe, survey: &Survey, setting: &Setting) -> Result<Finished, Failure> {
    thread::scope(|scope| {
        let (give, take) = sync_channel(16);
        let builder = scope.spawn(move || build(recipe, survey, setting, take));
        let unopened = survey.open_all(setting.reversed, |loaded| give.send(loaded).is_ok());
        drop(give);
        let died = || Failure::Error(RebuildError::Sandbox("the thread that runs it died".to_owned()));
        let mut finished = builder.join().unwrap_or_else(|_| Err(died()))?;
        finished.left_out = survey.left_out.iter().cloned().chain(unopened).collect();
        Ok(finished)
    })
}

/// The whole life of a sandbox. It ends with this thread at the latest.
fn build(
    recipe: &Recipe,
    survey: &Survey,
    setting: &Setting,
    entries: Receiver<Loaded<'_>>,
) -> Result<Finished, Failure> {
    let unavailable = |error: io::Error| Failure::Unavailable(error.to_string());
    identity::leave_root().map_err(unavailable)?;
    let (top, below) = setting.split_folder().map_err(Failure::Unavailable)?;
    let mut sandbox = Sandbox::start(recipe, survey, setting, &top)?;
    let broken = |error: io::Error| Failure::Error(RebuildError::Sandbox(error.to_string()));
    let build_folder = source::open_folder(&sandbox.inside(&top)).map_err(broken)?;
    let usage = Usage::new(
        source::open_folder(&sandbox.inside("proc")).map_err(broken)?,
        vec![build_folder.try_clone().map_err(broken)?, source::open_folder(&sandbox.inside("tmp")).map_err(broken)?],
    );
    source::make_folder(build_folder.as_fd(), setting.home).map_err(broken)?;
    if !survey.inputs.is_empty() {
        let folder = source::make_folder(build_folder.as_fd(), inputs::FOLDER).map_err(broken)?;
        source::fill_inputs(folder.as_fd(), &survey.inputs).map_err(broken)?;
    }
    let mut root = build_folder.try_clone().map_err(broken)?;
    for name in below.iter().filter_map(|name| name.to_str()) {
        root = source::make_folder(root.as_fd(), name).map_err(broken)?;
    }
    let mut filling = Filling::new(root.as_fd(), modification_time(recipe));
    for loaded in entries {
        filling.write(loaded)?;
    }
    filling.finish()?;

    let mut log = Log::default();
    sandbox.reports.write_all(b"go\n").map_err(broken)?;
    let watched = watch::watch(&mut sandbox.reports, &mut sandbox.printed, &mut log, &usage, &recipe.limits);
    let mut watched = watched.map_err(broken)?;
    if watched.stopped_by.is_none() {
        // The first process is gone, and with it all others, so what they printed has an end.
        let _ = sandbox.child.wait();
        while log.read_from(&mut sandbox.printed).map_err(broken)? {}
    }
    // A step may fail for want of space, and end, between two looks of the watch: the same account, whichever it was.
    let failed = watched.exit_codes.last().is_some_and(|code| *code != 0);
    if watched.stopped_by.is_none() && failed && usage.is_full().map_err(broken)? {
        watched.exit_codes.pop();
        watched.stopped_by = Some(Limit::WrittenMib(recipe.limits.output_mib));
    }
    Ok(Finished {
        exit_codes: watched.exit_codes,
        stopped_by: watched.stopped_by,
        log: log.into_end(),
        source: root,
        left_out: Vec::new(),
        trace: setting.traced.then(|| open_regular(&build_folder, Path::new(TRACE)).ok()).flatten(),
    })
}

pub(crate) fn modification_time(recipe: &Recipe) -> i64 {
    recipe.environment.get("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok()).unwrap_or(DEFAULT_EPOCH)
}

struct Sandbox {
    child: Child,
    reports: UnixStream,
    printed: PipeReader,
    /// Removed when the sandbox is gone.
    _mount_points: TempDir,
}

impl Sandbox {
    fn start(recipe: &Recipe, survey: &Survey, setting: &Setting, top: &str) -> Result<Self, Failure> {
        let unavailable = |error: io::Error| Failure::Unavailable(error.to_string());
        let mut container = container(&recipe.limits, survey, setting, top).map_err(unavailable)?;
        let mount_points = folder_of_mount_points().map_err(unavailable)?;
        container.rootdir(mount_points.path());
        let filter = filter::program(setting.traced).map_err(|error| Failure::Unavailable(error.to_string()))?;
        let environment = setting.whole_environment(recipe);
        // Set by the shell, as the bench's own address space, which the child has until then, may be larger.
        let address_space = allowed(Resource::As, recipe.limits.memory_mib.saturating_mul(1 << 20)) >> 10;
        let through = if setting.traced { tracer(top) } else { String::new() };
        let arguments: Vec<String> =
            [DRIVER.to_owned(), "sh".to_owned(), address_space.to_string(), setting.folder.clone(), through]
                .into_iter()
                .chain(recipe.steps.clone())
                .collect();
        let umask = Mode::from_raw_mode(setting.umask);
        let (processors, old_kernel) = (setting.processors, setting.old_kernel);
        let first_process = move || {
            // Away from the terminal of whoever started the bench.
            if rustix::process::setsid().is_err() {
                return NO_SESSION;
            }
            rustix::process::umask(umask);
            if let Some(count) = processors {
                let _ = use_processors(count);
            }
            if seccompiler::apply_filter(&filter).is_err() {
                return NO_FILTER;
            }
            let mut shell = Command::new(if old_kernel { SETARCH } else { "/bin/sh" });
            if old_kernel {
                shell.args(["--uname-2.6", "/bin/sh"]);
            }
            shell.env_clear().envs(&environment).arg("-c").args(&arguments);
            let _ = shell.exec();
            NO_SHELL
        };
        let (reports, theirs) = UnixStream::pair().map_err(unavailable)?;
        reports.set_read_timeout(Some(START)).map_err(unavailable)?;
        let (printed, out) = pipe().map_err(unavailable)?;
        let err = out.try_clone().map_err(unavailable)?;
        // SAFETY: the closure runs in a forked child. It takes no lock of ours, and allocates memory, as hakoniwa
        // itself has done in that child before, which the C library makes safe after fork.
        let mut command = unsafe { container.command_from_closure(first_process) };
        let child = command
            .current_dir("/")
            .stdin(OwnedFd::from(theirs))
            .stdout(out)
            .stderr(err)
            .spawn()
            .map_err(|error| Failure::Unavailable(plain(&error.to_string())))?;
        let mut sandbox = Self { child, reports, printed, _mount_points: mount_points };
        if sandbox.is_ready() { Ok(sandbox) } else { Err(Failure::Unavailable(sandbox.why_not())) }
    }

    fn is_ready(&self) -> bool {
        let mut word = String::new();
        // Nothing follows this line before it is answered, so that the buffer swallows nothing.
        BufReader::new(&self.reports).read_line(&mut word).is_ok() && word == "ready\n"
    }

    /// The reason why the sandbox did not come up. It is killed if it still tries.
    fn why_not(&mut self) -> String {
        let _ = self.child.kill();
        let status = match self.child.wait() {
            Ok(status) => status,
            Err(error) => return plain(&error.to_string()),
        };
        match status.code {
            NO_SESSION => return "the build cannot have a session of its own".to_owned(),
            NO_FILTER => return "the kernel takes no filter on system calls (seccomp)".to_owned(),
            NO_SHELL => return "there is no /bin/sh".to_owned(),
            _ => {}
        }
        let mut log = Log::default();
        let _ = log.read_from(&mut self.printed);
        let printed = String::from_utf8_lossy(&log.into_end()).into_owned();
        if printed.contains("=>") { plain(&printed) } else { plain(&status.reason) }
    }

    /// A folder of the sandbox, as a path of the host. Good until the sandbox ends.
    fn inside(&self, folder: &str) -> PathBuf {
        Path::new("/proc").join(self.child.id().to_string()).join("root").join(folder)
    }
}

impl Drop for Sandbox {
    /// Killing hakoniwa's process kills the first one of the sandbox, and that all others.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An empty folder on the host that becomes the sandbox's root, read-only to the build. The folder for temporary files
/// may be closed to the user that a build runs as, if it is root's own.
fn folder_of_mount_points() -> io::Result<TempDir> {
    let places = [std::env::temp_dir(), PathBuf::from("/tmp"), PathBuf::from("/var/tmp")];
    places
        .iter()
        .find_map(|place| tempfile::Builder::new().prefix("banbury-").tempdir_in(place).ok())
        .ok_or_else(|| io::Error::other("no folder for temporary files can be written to (TMPDIR, /tmp, /var/tmp)"))
}

/// `mount("/proc", ".oldproc-17000", ..) => EPERM: Operation not permitted` without the arguments, which hold names
/// that differ from run to run.
fn plain(reason: &str) -> String {
    let line = reason.lines().find(|line| line.contains("=>")).unwrap_or(reason);
    let line = line.strip_prefix("hakoniwa: ").unwrap_or(line);
    match (line.split_once('('), line.rsplit_once("=>")) {
        (Some(("unshare", _)), Some((_, error))) => format!(
            "the kernel grants no user namespace: {}; see the settings user.max_user_namespaces, \
             kernel.unprivileged_userns_clone and kernel.apparmor_restrict_unprivileged_userns",
            error.trim()
        ),
        (Some((call, _)), Some((_, error))) => format!("{call}: {}", error.trim()),
        _ => line.trim().to_owned(),
    }
}

/// Leaves the calling process only so many of its processors.
fn use_processors(count: usize) -> io::Result<()> {
    let mut allowed = rustix::thread::sched_getaffinity(None)?;
    let on: Vec<usize> = (0..CpuSet::MAX_CPU).filter(|number| allowed.is_set(*number)).collect();
    for number in on.into_iter().skip(count) {
        allowed.unset(number);
    }
    Ok(rustix::thread::sched_setaffinity(None, &allowed)?)
}

fn container(limits: &BuildLimits, survey: &Survey, setting: &Setting, top: &str) -> io::Result<Container> {
    let (user, writable) = (setting.user, format!("/{top}"));
    let written = limits.output_mib.saturating_mul(1 << 20);
    let build_size = survey.bytes().saturating_add(written);
    let entries = survey.entries.len() as u64;
    let mut container = Container::new();
    for namespace in [Namespace::Cgroup, Namespace::Ipc, Namespace::Network, Namespace::Uts] {
        container.unshare(namespace);
    }
    container.uidmap(BUILD_ID).gidmap(BUILD_ID).hostname(setting.host);
    host::show(&mut container)?;
    let restricted = MountOptions::NOSUID | MountOptions::NODEV;
    for (path, size, inodes, mode) in [
        (writable.as_str(), build_size, entries.saturating_add(written / 4096), "0755"),
        ("/dev", 1 << 20, 64, "0755"),
        ("/dev/shm", 64 << 20, 1024, "1777"),
        ("/tmp", written, written / 4096, "1777"),
    ] {
        let options = format!("size={size},nr_inodes={},mode={mode}", inodes.saturating_add(1024));
        container.mount("tmpfs", path, "tmpfs", restricted, Some(options));
    }
    // Read-only, as some of its files change the whole machine.
    container.mount("proc", "/proc", "proc", restricted | MountOptions::NOEXEC | MountOptions::RDONLY, None);
    container
        .symlink("/proc/self/fd", "/dev/fd")
        .symlink("/proc/self/fd/0", "/dev/stdin")
        .symlink("/proc/self/fd/1", "/dev/stdout")
        .symlink("/proc/self/fd/2", "/dev/stderr")
        .dir("/etc", 0o755)
        .file("/etc/group", &format!("{user}:x:{BUILD_ID}:\n"))
        .file("/etc/passwd", &format!("{user}:x:{BUILD_ID}:{BUILD_ID}:{user}:/{top}/{}:/bin/sh\n", setting.home));
    // The kernel's limit on processes stands higher, so that the watch sees, and says, that the recipe's is reached.
    let processes = limits.processes.saturating_add((limits.processes / 4).max(32));
    for (ours, kernels, limit) in [
        (Rlimit::Core, Resource::Core, 0),
        (Rlimit::Fsize, Resource::Fsize, build_size),
        (Rlimit::Nofile, Resource::Nofile, 1024),
        (Rlimit::Nproc, Resource::Nproc, processes),
    ] {
        let limit = allowed(kernels, limit);
        container.setrlimit(ours, limit, limit);
    }
    Ok(container)
}

/// A limit can be lowered only.
fn allowed(resource: Resource, limit: u64) -> u64 {
    getrlimit(resource).maximum.map_or(limit, |maximum| maximum.min(limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_keep_call_and_error_only() {
        let raw = "hakoniwa: mount(\"/proc\", \".oldproc-1790000000\", MsFlags(x)) => EPERM: Operation not permitted\n";
        assert_eq!(plain(raw), "mount: EPERM: Operation not permitted");
        assert_eq!(plain("no such thing\n"), "no such thing");
    }
}
