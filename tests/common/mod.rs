//! What the tests share: the program, drops made for the occasion, and bundles as a reader of them sees them.
#![allow(dead_code, reason = "each test is a program of its own and uses a part of this")]

pub mod findings;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program under test.
pub fn banbury() -> Command {
    Command::new(env!("CARGO_BIN_EXE_banbury"))
}

/// How a run of a program ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        command.output().unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}")).into()
    }

    /// The same, if it ended with `code`.
    #[track_caller]
    pub fn with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "exit code; stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// The same, if standard error holds `text`.
    #[track_caller]
    pub fn saying(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "`{text}` is expected on stderr:\n{}", self.stderr);
        self
    }
}

impl From<Output> for Ended {
    fn from(Output { status, stdout, stderr }: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }
}

/// Runs the program with arguments. A bundle that it writes has no report.pdf, which takes longest; tests/pdf.rs has that.
pub fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Ended {
    let mut command = banbury();
    command.args(arguments);
    if command.get_args().next().is_some_and(|name| name == "inspect" || name == "run") {
        command.arg("--no-pdf");
    }
    Ended::of(&mut command)
}

/// Inspects a drop with further arguments; the answer is how that ended.
pub fn inspect(drop: &Path, out: &Path, further: &[&str]) -> Ended {
    let arguments = ["inspect".as_ref(), drop.as_os_str(), "-o".as_ref(), out.as_os_str()];
    run(arguments.into_iter().chain(further.iter().map(OsStr::new)))
}

/// The sample drops and their case file.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-firmware")
}

/// Writes a file, with the folders above it.
pub fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// The JSON file `name` of a bundle.
pub fn json(bundle: &Path, name: &str) -> serde_json::Value {
    let bytes = fs::read(bundle.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every file below a folder with its content, by path from there.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.map(|file| (name(file.path()), fs::read(file.path()).unwrap())).collect()
}

/// Copies a tree of files and folders with their modes.
pub fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_tree(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
}

/// Says on standard error why a test checks less than its name promises.
#[allow(clippy::print_stderr, reason = "the test harness shows it to whoever asks")]
pub fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
}

/// Whether a program can be started on this machine.
pub fn has_program(name: &str) -> bool {
    Command::new(name).arg("--version").output().is_ok()
}

/// Files in which the shipped rules find something: enough for a bundle that is not empty.
pub fn write_small_drop(folder: &Path) {
    write(folder, "src/copy.c", SMALL_C);
    write(folder, "src/names.h", "#define safe_strcpy(dest, size, src) strcpy(dest, src)\n");
    write(folder, "scripts/start.sh", "#!/bin/sh\n/usr/sbin/telnetd -l /bin/sh -p 2323 &\n");
    write(folder, "README", "A small drop.\n");
}

const SMALL_C: &str = "\
#include \"names.h\"
void run(const char *cmd, char *d, const char *s)
{
    gets(d);
    safe_strcpy(d, 8, s);
    sprintf(d, \"%s\", s);
    system(cmd);
}
";

/// A policy that trusts `signers` (person, role, public key), sealed by the program.
pub fn write_policy(path: &Path, threshold: usize, signers: &[(&str, &str, &str)]) {
    let mut text = format!("schema = \"banbury.policy/v1\"\nthreshold = {threshold}\n");
    for (person, role, key) in signers {
        text.push_str(&format!("\n[[signer]]\nperson = \"{person}\"\nrole = \"{role}\"\nkey = \"{key}\"\n"));
    }
    fs::write(path, text).unwrap();
    Ended::of(banbury().args(["policy", "seal"]).arg(path)).with(0);
}

/// Makes an unencrypted key; the answer is its public line.
pub fn make_key(path: &Path) -> String {
    let made = Ended::of(banbury().arg("keygen").arg(path).arg("--unencrypted")).with(0);
    made.stdout.trim().to_owned()
}

/// Signs a bundle.
pub fn sign(bundle: &Path, key: &Path, role: &str) {
    Ended::of(banbury().arg("sign").arg(bundle).arg("--key").arg(key).args(["--role", role])).with(0);
}

/// Verifies a bundle.
pub fn verify(bundle: &Path, policy: &Path, drop: Option<&Path>) -> Ended {
    let mut command = banbury();
    command.arg("verify").arg(bundle).arg("--policy").arg(policy);
    if let Some(drop) = drop {
        command.arg("--drop").arg(drop);
    }
    Ended::of(&mut command)
}
