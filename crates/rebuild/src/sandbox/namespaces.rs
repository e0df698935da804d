//! Namespaces of the build's own, by hakoniwa: user, process, mount, IPC, network, host name and cgroup.

use std::io::{self, PipeReader};
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use hakoniwa::{Child, Container, MountOptions, Namespace, Rlimit};
use rustix::process::Resource;
use rustix::thread::CpuSet;
use tempfile::TempDir;

use super::enclosure::{Enclosure, Ends, Inside, Plan, all_printed};
use super::host::{self, Visible};
use super::usage::Usage;
use super::{driver, filter};

/// The user and group that a build believes to run as. Not 0, so that starting a program drops all capabilities.
pub(super) const BUILD_ID: u32 = 1000;

/// Exit codes by which the sandbox's first process says how far it came; the driver itself ends in 0 or 1.
const NO_SESSION: i32 = 121;
const NO_FILTER: i32 = 122;
const NO_SHELL: i32 = 123;

struct Namespaces {
    child: Child,
    inside: Inside,
    /// Removed when the sandbox is gone.
    _mount_points: TempDir,
}

pub(super) fn start(plan: &Plan<'_>, ends: Ends) -> io::Result<Box<dyn Enclosure>> {
    let mut container = container(plan)?;
    let mount_points = host::temporary_folder()?;
    container.rootdir(mount_points.path());
    let filter = filter::program(plan.setting.traced).map_err(io::Error::other)?;
    let environment = plan.setting.whole_environment(plan.recipe);
    let (program, arguments) = driver::command_line(plan);
    let processors = plan.setting.processors;
    let first_process = move || {
        // Away from the terminal of whoever started the bench.
        if rustix::process::setsid().is_err() {
            return NO_SESSION;
        }
        if let Some(count) = processors {
            let _ = use_processors(count);
        }
        if seccompiler::apply_filter(&filter).is_err() {
            return NO_FILTER;
        }
        let _ = Command::new(program).env_clear().envs(&environment).args(&arguments).exec();
        NO_SHELL
    };
    // SAFETY: the closure runs in a forked child. It takes no lock of ours, and allocates memory, as hakoniwa
    // itself has done in that child before, which the C library makes safe after fork.
    let mut command = unsafe { container.command_from_closure(first_process) };
    let child = command
        .current_dir("/")
        .stdin(OwnedFd::from(ends.input))
        .stdout(ends.output)
        .stderr(ends.errors)
        .spawn()
        .map_err(|error| io::Error::other(plain(&error.to_string())))?;
    Ok(Box::new(Namespaces { inside: Inside::of(child.id(), plan), child, _mount_points: mount_points }))
}

impl Enclosure for Namespaces {
    fn top(&self) -> PathBuf {
        self.inside.top()
    }

    fn usage(&self) -> io::Result<Usage> {
        self.inside.usage()
    }

    fn wait(&mut self) {
        // The first process of a process namespace takes all others with it.
        let _ = self.child.wait();
    }

    fn why_not(&mut self, printed: &mut PipeReader) -> String {
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
        let printed = all_printed(printed);
        if printed.contains("=>") { plain(&printed) } else { plain(&status.reason) }
    }

    fn end(self: Box<Self>) -> io::Result<Option<TempDir>> {
        Ok(None)
    }
}

impl Drop for Namespaces {
    /// Killing hakoniwa's process kills the first one of the sandbox, and that all others.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
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

fn container(plan: &Plan<'_>) -> io::Result<Container> {
    let mut container = Container::new();
    for namespace in [Namespace::Cgroup, Namespace::Ipc, Namespace::Network, Namespace::Uts] {
        container.unshare(namespace);
    }
    container.uidmap(BUILD_ID).gidmap(BUILD_ID).hostname(&plan.setting.host);
    for visible in host::visible()? {
        match visible {
            Visible::Link { target, path } => {
                container.symlink(&target, &path);
            }
            Visible::Bind { path, flags } => {
                container.mount(&path, &path, "", flags, None);
            }
        }
    }
    let restricted = MountOptions::NOSUID | MountOptions::NODEV;
    for room in plan.rooms() {
        let options = format!("size={},nr_inodes={},mode={}", room.bytes, room.entries, room.mode);
        container.mount("tmpfs", &room.path, "tmpfs", restricted, Some(options));
    }
    // Read-only, as some of its files change the whole machine.
    container.mount("proc", "/proc", "proc", restricted | MountOptions::NOEXEC | MountOptions::RDONLY, None);
    for (target, path) in host::DEVICE_LINKS {
        container.symlink(target, path);
    }
    container.dir("/etc", 0o755);
    for (path, content) in plan.user_files(BUILD_ID) {
        container.file(path, &content);
    }
    for (resource, limit) in plan.kernel_limits() {
        let name = match resource {
            Resource::Core => Rlimit::Core,
            Resource::Fsize => Rlimit::Fsize,
            Resource::Nofile => Rlimit::Nofile,
            _ => Rlimit::Nproc,
        };
        container.setrlimit(name, limit, limit);
    }
    Ok(container)
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
