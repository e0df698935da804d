//! Any change to a signed bundle, its policy or its drop makes `verify` say no and name what was changed.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Ended, contents, inspect, make_key, run, sign, verify, write, write_policy, write_small_drop};
use tempfile::TempDir;

/// A small drop, its signed bundle, and the policy to verify it with.
struct Bench {
    folder: TempDir,
    evaluator: String,
}

impl Bench {
    fn inspected() -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_small_drop(&folder.path().join("drop"));
        inspect(&folder.path().join("drop"), &folder.path().join("bundle"), &[]).with(0);
        let evaluator = make_key(&folder.path().join("ada"));
        Self { folder, evaluator }
    }

    fn signed() -> Self {
        let bench = Self::inspected();
        sign(&bench.at("bundle"), &bench.at("ada"), "evaluator");
        write_policy(&bench.at("policy.toml"), 1, &[("Ada Example", "evaluator", &bench.evaluator)]);
        bench.verify().with(0);
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn verify(&self) -> Ended {
        verify(&self.at("bundle"), &self.at("policy.toml"), Some(&self.at("drop")))
    }

    /// Fails unless `verify` says no and a line that says why names `name`.
    #[track_caller]
    fn assert_refused_over(&self, name: &str) {
        let ended = self.verify().with(1);
        let named = ended.stdout.lines().any(|line| line.starts_with("FAILS") && line.contains(name));
        assert!(named, "{name} is not named:\n{}", ended.stdout);
    }

    /// Changes one byte of a file at its beginning, middle and end in turn.
    #[track_caller]
    fn assert_each_change_is_noticed(&self, path: &Path, name: &str) {
        let whole = fs::read(path).unwrap();
        for at in [0, whole.len() / 2, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[at] ^= 0x01;
            fs::write(path, changed).unwrap();
            self.assert_refused_over(name);
        }
        fs::write(path, whole).unwrap();
    }
}

#[test]
fn a_changed_byte_in_any_file_of_the_bundle_is_noticed_and_the_file_named() {
    let bench = Bench::signed();
    let bundle = bench.at("bundle");
    let names: Vec<String> = contents(&bundle).into_keys().collect();
    assert!(names.len() >= 12, "{names:?}");
    for name in names {
        bench.assert_each_change_is_noticed(&bundle.join(&name), &name);
    }
    bench.verify().with(0);
}

#[test]
fn a_changed_byte_in_the_policy_is_noticed_and_the_policy_named() {
    let bench = Bench::signed();
    bench.assert_each_change_is_noticed(&bench.at("policy.toml"), "policy.toml");
    bench.verify().with(0);
}

#[test]
fn a_changed_byte_in_any_file_of_the_drop_is_noticed_and_the_file_named() {
    let bench = Bench::signed();
    let drop = bench.at("drop");
    for name in contents(&drop).into_keys() {
        bench.assert_each_change_is_noticed(&drop.join(&name), &name);
    }
    bench.verify().with(0);
}

#[test]
fn added_files_are_noticed_and_named() {
    for (folder, name) in [("bundle", "extra.json"), ("bundle", "sig/extra.sshsig"), ("drop", "src/extra.c")] {
        let bench = Bench::signed();
        write(&bench.at(folder), name, "more\n");
        bench.assert_refused_over(name);
    }
}

#[test]
fn removed_files_are_noticed_and_named() {
    let bench = Bench::signed();
    for (folder, names) in [("bundle", contents(&bench.at("bundle"))), ("drop", contents(&bench.at("drop")))] {
        for (name, bytes) in names {
            let path = bench.at(folder).join(&name);
            fs::remove_file(&path).unwrap();
            bench.assert_refused_over(&name);
            fs::write(&path, bytes).unwrap();
        }
    }
    bench.verify().with(0);
}

#[test]
fn of_two_people_that_a_policy_asks_for_one_is_not_enough() {
    let bench = Bench::inspected();
    let reviewer = make_key(&bench.at("bob"));
    let signers = [("Ada Example", "evaluator", bench.evaluator.as_str()), ("Bob Example", "reviewer", &reviewer)];
    write_policy(&bench.at("policy.toml"), 2, &signers);

    sign(&bench.at("bundle"), &bench.at("ada"), "evaluator");
    bench.assert_refused_over("signed by 1 different people");

    sign(&bench.at("bundle"), &bench.at("bob"), "reviewer");
    bench.verify().with(0);

    // The same person under another name in the bundle is still one person.
    let once_more = Bench::inspected();
    write_policy(
        &once_more.at("policy.toml"),
        2,
        &[("Ada Example", "evaluator", once_more.evaluator.as_str()), ("Bob Example", "reviewer", &reviewer)],
    );
    sign(&once_more.at("bundle"), &once_more.at("ada"), "evaluator");
    let second = once_more.at("bundle/sig/reviewer.sshsig");
    fs::copy(once_more.at("bundle/sig/evaluator.sshsig"), second).unwrap();
    once_more.verify().with(1);
}

#[test]
fn a_signature_by_nobody_the_policy_knows_counts_for_nothing() {
    let bench = Bench::inspected();
    make_key(&bench.at("mallory"));
    write_policy(&bench.at("policy.toml"), 1, &[("Ada Example", "evaluator", &bench.evaluator)]);
    sign(&bench.at("bundle"), &bench.at("mallory"), "evaluator");
    bench.assert_refused_over("signed by 0 different people");
}

/// Makes SHA256SUMS fit what is there.
fn renew_sums(bundle: &Path) {
    let listed = fs::read_to_string(bundle.join("SHA256SUMS")).unwrap();
    let names = listed.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name);
    let sums = Command::new("sha256sum").args(names).current_dir(bundle).output().unwrap();
    fs::write(bundle.join("SHA256SUMS"), sums.stdout).unwrap();
}

#[test]
fn sums_that_were_made_to_fit_do_not_make_a_bundle_fit() {
    let bench = Bench::signed();
    let bundle = bench.at("bundle");
    let path = bundle.join("inspection.json");
    fs::write(&path, fs::read_to_string(&path).unwrap().replacen("gets", "puts", 1)).unwrap();
    renew_sums(&bundle);
    let (bundle, out) = (bundle.to_str().unwrap(), bench.at("out"));
    for arguments in [
        &["report", bundle, "-o", out.to_str().unwrap(), "--redacted"][..],
        &["triage", bundle],
        &["diff", bundle, bundle],
    ] {
        run(arguments).with(2).saying("SHA256SUMS and statement.json do not say the same");
    }
}

#[test]
fn taking_signatures_away_does_not_set_right_what_was_changed() {
    let bench = Bench::signed();
    let bundle = bench.at("bundle");
    let page = bundle.join("report.html");
    fs::write(&page, fs::read_to_string(&page).unwrap() + " ").unwrap();
    run(["reopen".as_ref(), bundle.as_os_str()]).with(0);
    let ended = run([
        "sign".as_ref(),
        bundle.as_os_str(),
        "--key".as_ref(),
        bench.at("ada").as_os_str(),
        "--role".as_ref(),
        "evaluator".as_ref(),
    ]);
    ended.with(2).saying("report.html: changed");
}

#[test]
fn what_keeps_a_reader_waiting_is_no_bundle() {
    let bench = Bench::signed();
    let bundle = bench.at("bundle");
    fs::remove_file(bundle.join("SHA256SUMS")).unwrap();
    assert!(Command::new("mkfifo").arg(bundle.join("SHA256SUMS")).status().unwrap().success());
    run(["triage".as_ref(), bundle.as_os_str()]).with(2).saying("is no bundle");
}

#[test]
fn a_bundle_may_be_worked_on_from_inside() {
    let bench = Bench::inspected();
    write_policy(&bench.at("policy.toml"), 1, &[("Ada Example", "evaluator", &bench.evaluator)]);
    let sign = ["sign", ".", "--key", "../ada", "--role", "evaluator"];
    Ended::of(common::banbury().args(sign).current_dir(bench.at("bundle"))).with(0);
    let verified = verify(&bench.at("bundle"), &bench.at("policy.toml"), None).with(0);
    assert!(verified.stdout.contains("bundle.custody.jsonl: its line"), "{}", verified.stdout);
}
