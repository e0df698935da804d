//! A walk through triage on a terminal of 80 columns and 24 rows: a pseudo-terminal on one side, and what a person would
//! see on the other.

mod common;

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use common::{inspect, json, run, write, write_small_drop};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use serde_json::Value;

/// How long a screen may take to show what is expected: only a failure waits so long.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program on a terminal of its own.
struct Session {
    child: Child,
    keyboard: File,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Session {
    fn start(bundle: &Path, by: &str) -> Self {
        let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&terminal).unwrap();
        unlockpt(&terminal).unwrap();
        tcsetwinsize(&terminal, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let name = ptsname(&terminal, Vec::new()).unwrap();
        let open = || OpenOptions::new().read(true).write(true).open(OsStr::from_bytes(name.as_bytes())).unwrap();
        // A session of its own, so that /dev/tty is this terminal and not that of whoever runs the tests.
        let child = Command::new("setsid")
            .args(["--ctty", "--wait", env!("CARGO_BIN_EXE_banbury"), "triage"])
            .arg(bundle)
            .args(["--by", by, "--on", "2026-11-30"])
            .env("TERM", "xterm-256color")
            .stdin(Stdio::from(open()))
            .stdout(Stdio::from(open()))
            .stderr(Stdio::from(open()))
            .spawn()
            .unwrap();
        let keyboard = File::from(terminal);
        let mut reader = keyboard.try_clone().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The terminal reports an error once the program has ended.
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, keyboard, output, screen: vt100::Parser::new(24, 80, 0) }
    }

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until the screen holds all of `parts`.
    #[track_caller]
    fn sees(&mut self, parts: &[&str]) {
        let until = Instant::now() + PATIENCE;
        loop {
            let seen = self.screen.screen().contents();
            if parts.iter().all(|part| seen.contains(part)) {
                return;
            }
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => panic!("{parts:?} is expected on the screen:\n{seen}"),
            }
        }
    }

    /// Waits for the end of the program.
    #[track_caller]
    fn ends(mut self) {
        self.ends_with(0);
    }

    #[track_caller]
    fn ends_with(&mut self, code: i32) {
        let until = Instant::now() + PATIENCE;
        // What it prints must be taken from it, or it would wait.
        while let Ok(bytes) = self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.screen.process(&bytes);
        }
        assert_eq!(self.child.wait().unwrap().code(), Some(code));
    }
}

#[test]
fn two_people_walk_through_triage() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("bundle");
    write_small_drop(&folder.path().join("drop"));
    let case = "schema = \"banbury.case/v1\"\ndrop = \"drop\"\n[case]\nid = \"1\"\nproduct = \"p\"\nvendor = \"v\"\nrelease = \"1\"\ndate = \"2026-11-30\"\n";
    write(folder.path(), "case.toml", case);
    run(["run".as_ref(), folder.path().join("case.toml").as_os_str(), "-o".as_ref(), bundle.as_os_str()]).with(0);

    let mut ada = Session::start(&bundle, "Ada Example");
    ada.sees(&["findings: all  by Ada Example", "c confirmed", "q leave"]);
    ada.press("/safe-macro");
    ada.sees(&["with \"safe-macro\"", "safe-macro-drops-bound", "#define safe_strcpy"]);
    ada.press("\rf");
    ada.sees(&["false-positive. Why?"]);
    ada.press("The header is not built.\r");
    ada.sees(&["Until (2027-11-30; empty: no end)?"]);
    ada.press("2027-05-31\r");
    ada.sees(&["1 NOT WRITTEN", "awaiting review"]);
    ada.press("q");
    ada.sees(&["not written into the bundle"]);
    assert!(!bundle.join("triage.jsonl").exists());
    ada.press("w");
    ada.ends();

    let mut grace = Session::start(&bundle, "Grace Example");
    grace.sees(&["by Grace Example"]);
    grace.press("ooo");
    grace.sees(&["awaiting review by another person", "false-positive by Ada Example on 2026-11-30, until 2027-05-31"]);
    grace.press("y");
    grace.sees(&["approve. Why?"]);
    grace.press("The Makefile leaves it out.\r");
    grace.sees(&["1 NOT WRITTEN"]);
    grace.press("w");
    grace.sees(&["written: 1"]);
    grace.press("q");
    grace.ends();

    let log = fs::read_to_string(bundle.join("triage.jsonl")).unwrap();
    let entries: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [decision, review] = &entries[..] else { panic!("{log}") };
    assert_eq!((&decision["judgement"], &decision["by"]), (&"false-positive".into(), &"Ada Example".into()));
    assert_eq!((&decision["reason"], &decision["expires"]), (&"The header is not built.".into(), &"2027-05-31".into()));
    assert_eq!((&review["approves"], &review["by"]), (&true.into(), &"Grace Example".into()));
    let sarif = json(&bundle, "findings.sarif");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let decided = results.iter().filter(|it| it["properties"]["triage"]["standing"] == "decided");
    assert_eq!(decided.count(), 1);
}

#[test]
fn whoever_ends_the_view_from_outside_gets_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("bundle");
    write_small_drop(&folder.path().join("drop"));
    inspect(&folder.path().join("drop"), &bundle, &[]).with(0);
    let mut ada = Session::start(&bundle, "Ada Example");
    ada.sees(&["c confirmed"]);
    assert!(ada.screen.screen().alternate_screen());
    // Not the leader of a group, so that setsid became the program.
    let program = Pid::from_child(&ada.child);
    kill_process(program, Signal::TERM).unwrap();
    ada.ends_with(2);
    assert!(!ada.screen.screen().alternate_screen());
    let seen = ada.screen.screen().contents();
    assert!(seen.contains("what was not written is lost"), "{seen}");
}
