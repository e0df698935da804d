//! What becomes of questions about two files in processes of their own.
//!
//! The test is its own worker program, so that it cannot use the test harness, which writes to standard output.

#![allow(clippy::print_stdout, reason = "stands in for the test harness")]

use std::fs::File;
use std::io::{Read, Write};
use std::net::UdpSocket;
use std::process::Command;

use banbury_workers::{Outcome, WorkerLimits, ask_about_two, tell_of_two};

const LIMITS: WorkerLimits = WorkerLimits { memory: 256 << 20, seconds: 1 };

fn main() {
    if std::env::args().nth(1).as_deref() == Some("tell") {
        let scratch = || match std::env::var_os("NO_SCRATCH") {
            Some(_) => Err(std::io::Error::other("the disk is full")),
            None => tempfile::tempfile(),
        };
        return tell_of_two(LIMITS, scratch, answer).expect("the parent reads to the end");
    }
    let tests: [(&str, fn()); 4] = [
        ("both_files_are_read_and_scratch_is_written", both_files_are_read_and_scratch_is_written),
        ("a_worker_opens_nothing", a_worker_opens_nothing),
        ("crashes_loops_and_memory_are_told", crashes_loops_and_memory_are_told),
        ("one_that_is_not_ready_says_why", one_that_is_not_ready_says_why),
    ];
    for (name, test) in tests {
        test();
        println!("test {name} ... ok");
    }
    println!("\ntest result: ok. {} passed; 0 failed", tests.len());
}

fn answer(mut first: File, mut second: File, mut scratch: File) -> Vec<u8> {
    let (mut question, mut rest) = (String::new(), String::new());
    first.read_to_string(&mut question).unwrap();
    second.read_to_string(&mut rest).unwrap();
    match question.as_str() {
        "crash" => std::process::abort(),
        "loop" => loop {
            std::hint::black_box(&question);
        },
        "eat" => vec![1; 1 << 30],
        "open" => {
            let opened = [
                File::open("/etc/passwd").is_ok(),
                File::create("/tmp/x").is_ok(),
                UdpSocket::bind("127.0.0.1:0").is_ok(),
                first.try_clone().is_ok(),
                second.write(b"x").is_ok(),
            ];
            format!("{opened:?}").into_bytes()
        }
        _ => {
            scratch.write_all(&vec![b'x'; 3 << 20]).unwrap();
            format!("{question} {rest}").into_bytes()
        }
    }
}

fn ask(first: &str, change: impl FnOnce(&mut Command)) -> std::io::Result<Outcome> {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        std::fs::write(folder.path().join(name), content).unwrap();
        File::open(folder.path().join(name)).unwrap()
    };
    let mut command = Command::new(std::env::current_exe().expect("a running program has a path"));
    command.arg("tell");
    change(&mut command);
    ask_about_two(&mut command, file("first", first), file("second", "you"))
}

fn both_files_are_read_and_scratch_is_written() {
    assert_eq!(ask("hello", |_| {}).unwrap(), Outcome::Done(b"hello you".to_vec()));
}

fn a_worker_opens_nothing() {
    assert_eq!(ask("open", |_| {}).unwrap(), Outcome::Done(b"[false, false, false, false, false]".to_vec()));
}

fn crashes_loops_and_memory_are_told() {
    let Outcome::Crashed(why) = ask("crash", |_| {}).unwrap() else { panic!("a dead worker is a crash") };
    assert!(why.contains("SIGABRT"), "{why}");
    assert_eq!(ask("loop", |_| {}).unwrap(), Outcome::TimedOut);
    assert!(matches!(ask("eat", |_| {}).unwrap(), Outcome::Crashed(_)));
}

fn one_that_is_not_ready_says_why() {
    let error = ask("hello", |command| {
        command.env("NO_SCRATCH", "1");
    })
    .unwrap_err();
    assert_eq!(error.to_string(), "no scratch file can be made: the disk is full");
    let mut none = Command::new("/bin/true");
    let file = || File::open("/dev/null").unwrap();
    assert!(ask_about_two(&mut none, file(), file()).is_err());
}
