//! A run of the program, with the memory that it and its workers took.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

pub struct Watched {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    /// The most bytes that the process and its descendants had in memory at one time, as far as looking often tells.
    pub most_memory: u64,
}

impl Watched {
    pub fn run(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let stdout = thread::spawn(move || read(&mut out));
        let stderr = thread::spawn(move || read(&mut err));
        let mut most_memory = 0;
        let status = loop {
            most_memory = most_memory.max(resident(child.id()));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            thread::sleep(Duration::from_millis(20));
        };
        Self { code: status.code(), stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap(), most_memory }
    }

    #[track_caller]
    pub fn assert_ended_with(&self, code: i32) {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
    }
}

fn read(from: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).expect("output is UTF-8")
}

/// Resident memory of a process and all below it.
fn resident(root: u32) -> u64 {
    let processes: BTreeMap<u32, (u32, u64)> = fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid| Some((pid, parent_and_pages(pid)?)))
        .collect();
    let belongs = |pid: &u32| {
        let mut at = *pid;
        while at != root {
            match processes.get(&at) {
                Some((parent, _)) => at = *parent,
                None => return false,
            }
        }
        true
    };
    let pages: u64 = processes.iter().filter(|(pid, _)| belongs(pid)).map(|(_, (_, pages))| pages).sum();
    pages * rustix::param::page_size() as u64
}

/// Parent and resident pages as /proc/PID/stat has them; none if the process has ended.
fn parent_and_pages(pid: u32) -> Option<(u32, u64)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    Some((fields.get(1)?.parse().ok()?, fields.get(21)?.parse().ok()?))
}
