//! The same sandbox by bubblewrap, the program, where the machine lets it make namespaces and not us: it may be
//! installed with the right to, or be the one that the machine's policy names.

use std::fs;
use std::io::{self, PipeReader};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::enclosure::{Enclosure, Ends, Inside, Plan, all_printed, limit};
use super::host::{self, Visible};
use super::namespaces::BUILD_ID;
use super::usage::Usage;
use super::{driver, filter};

/// The program.
const BUBBLEWRAP: &str = "/usr/bin/bwrap";

/// How long it may take to say which process it has started, and how often that is looked for.
const START: Duration = Duration::from_secs(10);
const LOOK: Duration = Duration::from_millis(5);

/// Opens the files that bubblewrap is given by number.
const OPENER: &str = r#"exec 8>"$1/info" 9<"$1/filter"; shift; exec "$@""#;

struct Bubblewrap {
    child: Child,
    inside: Inside,
    /// Removed when the sandbox is gone.
    folder: TempDir,
}

pub(super) fn start(plan: &Plan<'_>, ends: Ends) -> io::Result<Box<dyn Enclosure>> {
    if !Path::new(BUBBLEWRAP).exists() {
        return Err(io::Error::other(format!("{BUBBLEWRAP} is not installed")));
    }
    let folder = host::temporary_folder()?;
    fs::write(folder.path().join("filter"), filter_bytes(plan)?)?;
    let child = Command::new("/bin/sh")
        .args(["-c", OPENER, "sh"])
        .arg(folder.path())
        .arg(BUBBLEWRAP)
        .args(arguments(plan, folder.path())?)
        .env_clear()
        .current_dir("/")
        .stdin(OwnedFd::from(ends.input))
        .stdout(ends.output)
        .stderr(ends.errors)
        .spawn()?;
    let mut bubblewrap = Box::new(Bubblewrap { inside: Inside::of(child.id(), plan), child, folder });
    // Where it does not come up, what it prints tells why.
    if let Some(first) = bubblewrap.first_process()? {
        bubblewrap.inside = Inside::of(first, plan);
        limit(first, &plan.kernel_limits())?;
    }
    Ok(bubblewrap)
}

/// As seccomp(2) takes it.
fn filter_bytes(plan: &Plan<'_>) -> io::Result<Vec<u8>> {
    let program = filter::program(plan.setting.traced).map_err(io::Error::other)?;
    let instruction = |it: &seccompiler::sock_filter| {
        let [jump_true, jump_false] = [it.jt, it.jf];
        [&it.code.to_ne_bytes()[..], &[jump_true, jump_false], &it.k.to_ne_bytes()].concat()
    };
    Ok(program.iter().flat_map(instruction).collect())
}

fn arguments(plan: &Plan<'_>, folder: &Path) -> io::Result<Vec<String>> {
    let mut arguments: Vec<String> = Vec::new();
    let mut add = |words: &[&str]| arguments.extend(words.iter().map(|word| (*word).to_owned()));
    let id = BUILD_ID.to_string();
    add(&["--unshare-all", "--uid", &id, "--gid", &id, "--hostname", &plan.setting.host]);
    add(&["--die-with-parent", "--new-session", "--as-pid-1", "--clearenv", "--info-fd", "8", "--seccomp", "9"]);
    for (name, value) in plan.setting.whole_environment(plan.recipe) {
        add(&["--setenv", &name, &value]);
    }
    let visible = host::visible()?;
    let is_device = |path: &str| path.starts_with("/dev/");
    for one in &visible {
        match one {
            Visible::Link { target, path } => add(&["--symlink", target, path]),
            Visible::Bind { path, .. } if is_device(path) => {}
            Visible::Bind { path, .. } => add(&["--ro-bind", path, path]),
        }
    }
    for room in plan.rooms() {
        add(&["--perms", room.mode, "--size", &room.bytes.to_string(), "--tmpfs", &room.path]);
        if room.path == "/dev" {
            for one in &visible {
                if let Visible::Bind { path, .. } = one
                    && is_device(path)
                {
                    add(&["--dev-bind", path, path]);
                }
            }
        }
    }
    add(&["--proc", "/proc", "--remount-ro", "/proc"]);
    for (target, path) in host::DEVICE_LINKS {
        add(&["--symlink", target, path]);
    }
    for (number, (path, content)) in plan.user_files(BUILD_ID).into_iter().enumerate() {
        let file = folder.join(number.to_string());
        fs::write(&file, content)?;
        let file = file.to_str().ok_or_else(|| io::Error::other("the folder for temporary files has no UTF-8 name"))?;
        add(&["--ro-bind", file, path]);
    }
    add(&["--remount-ro", "/", "--chdir", "/", "--"]);
    let (program, rest) = driver::command_line(plan);
    let words: Vec<&str> = std::iter::once(program).chain(rest.iter().map(String::as_str)).collect();
    add(&words);
    Ok(arguments)
}

impl Bubblewrap {
    /// The first process of the sandbox, once there is one; none if bubblewrap has ended before.
    fn first_process(&mut self) -> io::Result<Option<u32>> {
        let start = Instant::now();
        let info = self.folder.path().join("info");
        while start.elapsed() < START {
            let text = fs::read_to_string(&info).unwrap_or_default();
            let number = text.split_once("\"child-pid\":").map(|(_, rest)| rest.trim_start());
            let digits = number.map(|rest| rest.split(|it: char| !it.is_ascii_digit()).next().unwrap_or_default());
            if let Some(first) = digits.and_then(|digits| digits.parse().ok()) {
                return Ok(Some(first));
            }
            if self.child.try_wait()?.is_some() {
                return Ok(None);
            }
            sleep(LOOK);
        }
        Err(io::Error::other("bubblewrap does not say which process it has started"))
    }
}

impl Enclosure for Bubblewrap {
    fn top(&self) -> PathBuf {
        self.inside.top()
    }

    fn usage(&self) -> io::Result<Usage> {
        self.inside.usage()
    }

    fn wait(&mut self) {
        let _ = self.child.wait();
    }

    fn why_not(&mut self, printed: &mut PipeReader) -> String {
        let _ = self.child.kill();
        let _ = self.child.wait();
        all_printed(printed).trim().to_owned()
    }

    fn end(self: Box<Self>) -> io::Result<Option<TempDir>> {
        Ok(None)
    }
}

impl Drop for Bubblewrap {
    /// The sandbox's processes die with bubblewrap (`--die-with-parent`), all with the first.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
