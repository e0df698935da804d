//! `banbury report`: a bundle is rendered again from what it holds, and from nothing else.

mod common;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use common::{Ended, banbury, contents, copy_tree, inspect, make_key, run, sample, sign, write, write_small_drop};
use tempfile::TempDir;

/// A small drop and its bundle.
struct Bench(TempDir);

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        write_small_drop(&bench.at("drop"));
        inspect(&bench.at("drop"), &bench.bundle(), &[]).with(0);
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn bundle(&self) -> PathBuf {
        self.at("bundle")
    }

    fn report(&self, further: &[&str]) -> Ended {
        Ended::of(banbury().arg("report").arg(self.bundle()).args(further).current_dir(self.0.path()))
    }

    /// What stands beside the bundle, its custody log and the drop.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !["bundle", "bundle.custody.jsonl", "drop"].contains(&name.as_str())).collect()
    }
}

#[test]
fn an_untouched_bundle_stays_the_same_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    copy_tree(&sample(), &folder.path().join("sample"));
    let bundle = folder.path().join("inspection");
    // Case, earlier release and rebuild: there is something in every part.
    run([Path::new("run"), &folder.path().join("sample/case.toml"), Path::new("-o"), &bundle]).with(1);
    let before = contents(&bundle);
    fs::remove_dir_all(folder.path().join("sample")).unwrap();
    run([Path::new("report"), &bundle]).with(0);
    let after = contents(&bundle);
    assert!(before.keys().eq(after.keys()), "{:?}", after.keys());
    for (name, bytes) in &before {
        assert!(after[name] == *bytes, "{name} differs");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it but the custody log");
}

#[test]
fn a_signed_bundle_is_left_alone_and_its_documents_are_written_elsewhere() {
    let bench = Bench::new();
    make_key(&bench.at("key"));
    sign(&bench.bundle(), &bench.at("key"), "evaluator");
    let before = contents(&bench.bundle());
    bench.report(&[]).with(2).saying("is signed (report.dsse.json)");
    bench.report(&["-o", "documents"]).with(0);
    assert_eq!(contents(&bench.bundle()), before);
    let documents = contents(&bench.at("documents"));
    let expected: &[&str] = if cfg!(feature = "pdf") { &["report.html", "report.pdf"] } else { &["report.html"] };
    assert_eq!(documents.keys().collect::<Vec<_>>(), expected);
    assert_eq!(documents["report.html"], before["report.html"]);
    bench.report(&["-o", "documents"]).with(2).saying("exists already");
}

#[test]
fn a_bundle_that_was_changed_is_refused_and_left_as_it_is() {
    let bench = Bench::new();
    let whole = contents(&bench.bundle());
    let refused = |words: &[&str]| {
        let before = contents(&bench.bundle());
        for further in [&[][..], &["--csv"], &["-o", "documents"]] {
            let ended = bench.report(further).with(2);
            assert!(words.iter().all(|word| ended.stderr.contains(word)), "{}", ended.stderr);
        }
        assert_eq!(contents(&bench.bundle()), before);
        assert!(bench.beside().is_empty(), "{:?}", bench.beside());
        for (name, bytes) in &whole {
            let _ = fs::remove_file(bench.bundle().join(name));
            fs::write(bench.bundle().join(name), bytes).unwrap();
        }
    };
    write(&bench.bundle(), "coverage.json", "{}");
    refused(&["coverage.json was changed"]);
    write(&bench.bundle(), "rebuild.json", "{}");
    refused(&["rebuild.json was added"]);
    fs::remove_file(bench.bundle().join("rebuild.json")).unwrap();
    fs::remove_file(bench.bundle().join("inspection.json")).unwrap();
    refused(&["inspection.json cannot be read"]);
    fs::remove_file(bench.bundle().join("census.json")).unwrap();
    symlink("/dev/zero", bench.bundle().join("census.json")).unwrap();
    refused(&["census.json cannot be read"]);
    fs::remove_file(bench.bundle().join("SHA256SUMS")).unwrap();
    refused(&["is no bundle"]);
    // Sums that were made to fit.
    let sums = String::from_utf8(whole["SHA256SUMS"].clone()).unwrap();
    let older: Vec<&str> = sums.lines().filter(|line| !line.ends_with("  inspection.json")).collect();
    write(&bench.bundle(), "SHA256SUMS", older.join("\n"));
    fs::remove_file(bench.bundle().join("inspection.json")).unwrap();
    refused(&["inspection.json: SHA256SUMS and statement.json do not say the same"]);
}
