//! The commands of VERIFY.md, run as they stand there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::Bench;

/// The `sh` blocks of VERIFY.md, one after the other.
fn commands(bench: &Bench) -> String {
    let text = bench.read("VERIFY.md");
    let blocks: Vec<&str> = text.split("```sh\n").skip(1).map(|block| block.split_once("```").unwrap().0).collect();
    assert!(blocks.len() >= 6, "VERIFY.md has lost its commands");
    blocks.concat()
}

pub fn run(bench: &Bench, drop: &Path) -> Output {
    run_with(bench, &[("DROP", drop)])
}

pub fn run_with(bench: &Bench, variables: &[(&str, &Path)]) -> Output {
    run_keeping(bench, &bench.allowed_signers(), variables)
}

pub fn run_keeping(bench: &Bench, allowed: &Path, variables: &[(&str, &Path)]) -> Output {
    for (tool, argument) in [("ssh-keygen", "-?"), ("openssl", "version"), ("sha256sum", "--version")] {
        let found = Command::new(tool).arg(argument).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(found.is_ok(), "this test needs `{tool}`: install OpenSSH, OpenSSL and coreutils");
    }
    let script = bench.folder.path().join("commands.sh");
    fs::write(&script, commands(bench)).unwrap();
    Command::new("sh")
        .arg(&script)
        .current_dir(bench.bundle())
        .env("ALLOWED", allowed)
        .envs(variables.to_vec())
        .output()
        .unwrap()
}

/// A drop that fits the bundle's inventory.
pub fn drop(bench: &Bench) -> PathBuf {
    let drop = bench.folder.path().join("drop");
    fs::create_dir_all(drop.join("src")).unwrap();
    fs::write(drop.join("src/abc.c"), "abc").unwrap();
    drop
}

pub fn holds(bench: &Bench, drop: &Path) -> bool {
    let output = run(bench, drop);
    let text = String::from_utf8_lossy(&output.stdout);
    match text.lines().last() {
        Some("EVERYTHING HOLDS") => assert!(output.status.success()),
        Some("SOMETHING DOES NOT HOLD") => assert!(!output.status.success()),
        _ => panic!("no answer:\n{text}\n{}", String::from_utf8_lossy(&output.stderr)),
    }
    output.status.success()
}
