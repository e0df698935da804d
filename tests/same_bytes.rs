//! The same input gives the same bytes, whatever the threads, folder, locale, time zone and umask.

mod common;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use common::{Ended, contents, copy_tree, sample};

/// Surroundings of a run that must not show in its bundle.
struct Surroundings {
    jobs: &'static str,
    folder: &'static str,
    locale: &'static str,
    time_zone: &'static str,
    umask: &'static str,
}

const HERE: Surroundings = Surroundings { jobs: "1", folder: "a", locale: "C", time_zone: "UTC", umask: "022" };
const ELSEWHERE: Surroundings = Surroundings {
    jobs: "4",
    folder: "else where/zwölf",
    locale: "de_DE.UTF-8",
    time_zone: "Pacific/Kiritimati",
    umask: "077",
};

impl Surroundings {
    /// Runs the program over a copy of the sample, and gives what is written.
    fn bundle(&self, temporary: &Path, arguments: &[&str], code: i32) -> BTreeMap<String, Vec<u8>> {
        let folder = temporary.join(self.folder);
        copy_tree(&sample(), &folder);
        // The umask of a process can only be set from inside: a shell does that and becomes the program.
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("umask {}; exec \"$0\" \"$@\"", self.umask)).arg(env!("CARGO_BIN_EXE_banbury"));
        command.args(arguments).args(["--jobs", self.jobs]).args([OsStr::new("-o"), folder.join("out").as_ref()]);
        command.current_dir(&folder).env("LC_ALL", self.locale).env("LANG", self.locale).env("TZ", self.time_zone);
        Ended::of(&mut command).with(code);
        contents(&folder.join("out"))
    }
}

fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, may_differ: &[&str]) {
    assert!(one.keys().eq(other.keys()), "{:?}\n{:?}", one.keys(), other.keys());
    for (name, bytes) in one {
        let differs = bytes != &other[name];
        assert!(!differs || may_differ.contains(&name.as_str()), "{name} differs");
    }
}

#[test]
fn two_inspections_of_one_drop_are_the_same_byte_for_byte() {
    let temporary = tempfile::tempdir().unwrap();
    let one = HERE.bundle(temporary.path(), &["inspect", "release-2"], 0);
    let other = ELSEWHERE.bundle(temporary.path(), &["inspect", "release-2"], 0);
    assert!(one.len() >= 10, "{:?}", one.keys());
    assert_same(&one, &other, &[]);
}

#[test]
fn two_runs_of_one_case_differ_in_their_signatures_alone() {
    let temporary = tempfile::tempdir().unwrap();
    let one = HERE.bundle(temporary.path(), &["run", "case.toml", "--throwaway-key"], 1);
    let other = ELSEWHERE.bundle(temporary.path(), &["run", "case.toml", "--throwaway-key"], 1);
    assert_same(&one, &other, &["SHA256SUMS", "report.dsse.json", "sig/evaluator.sshsig"]);
    assert_ne!(one["sig/evaluator.sshsig"], other["sig/evaluator.sshsig"], "a throwaway key is used once");
    let sums = |bundle: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let text = String::from_utf8(bundle["SHA256SUMS"].clone()).unwrap();
        let signed = |line: &&str| !line.ends_with("report.dsse.json") && !line.ends_with(".sshsig");
        text.lines().filter(signed).map(str::to_owned).collect()
    };
    assert_eq!(sums(&one), sums(&other));
}
