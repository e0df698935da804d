//! A drop that wants to crash, blind, escape or mislead the bench.

mod common;

#[path = "hostile/archives.rs"]
mod archives;
#[path = "hostile/git.rs"]
mod git;
#[path = "hostile/horrors.rs"]
mod horrors;
#[path = "hostile/memory.rs"]
mod memory;
#[path = "hostile/sources.rs"]
mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{banbury, contents, json, skipped};
use memory::Watched;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with room for a drop, bundles, and whatever should not appear.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for folder in ["drop", "bundles", "home", "tmp", "cwd"] {
            fs::create_dir(place.at(folder)).unwrap();
        }
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Inspects the drop; everything that is named outside the arguments is inside this place too.
    fn inspect(&self, drop: &Path, bundle: &str) -> Watched {
        let mut command = without_privilege();
        command
            .args(["inspect", "--no-pdf"])
            .arg(drop)
            .arg("-o")
            .arg(self.at("bundles").join(bundle))
            .args(["--jobs", "2"]);
        command.env("HOME", self.at("home")).env("TMPDIR", self.at("tmp")).current_dir(self.at("cwd"));
        Watched::run(command)
    }

    /// What stands beside the drop and the bundles.
    fn strays(&self) -> Vec<PathBuf> {
        let inside = |folder: &str| fs::read_dir(self.at(folder)).unwrap().map(|entry| entry.unwrap().path());
        ["home", "tmp", "cwd"].into_iter().flat_map(inside).collect()
    }

    fn bundles(&self) -> Vec<String> {
        let names = fs::read_dir(self.at("bundles")).unwrap();
        let mut names: Vec<String> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        // Beside each stands its custody log.
        names.retain(|name| !name.ends_with(".custody.jsonl"));
        names.sort();
        names
    }
}

/// The program, unable to read what its modes deny, also where the tests run as root.
fn without_privilege() -> Command {
    if !can_read_everything() {
        return banbury();
    }
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set", "-dac_override,-dac_read_search"]).arg(env!("CARGO_BIN_EXE_banbury"));
    match Command::new("setpriv").args(["--bounding-set", "-dac_override,-dac_read_search", "true"]).status() {
        Ok(status) if status.success() => command,
        _ => banbury(),
    }
}

fn can_read_everything() -> bool {
    let closed = tempfile::NamedTempFile::new().unwrap();
    fs::set_permissions(closed.path(), std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    fs::File::open(closed.path()).is_ok()
}

/// coverage.json and findings.sarif of a bundle.
struct Told {
    coverage: Value,
    sarif: Value,
}

impl Told {
    fn of(bundle: &Path) -> Self {
        Self { coverage: json(bundle, "coverage.json"), sarif: json(bundle, "findings.sarif") }
    }

    /// Status and reason of the one file whose path begins so.
    #[track_caller]
    fn file(&self, path: &str) -> (&str, &str) {
        let files = self.coverage["files"].as_array().unwrap();
        let file = files.iter().find(|file| file["path"] == path);
        let file = file.unwrap_or_else(|| panic!("coverage.json does not name {path}"));
        (file["status"].as_str().unwrap(), file["reason"].as_str().unwrap_or(""))
    }

    fn rules(&self) -> BTreeSet<&str> {
        let results = self.sarif["runs"][0]["results"].as_array().unwrap();
        results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect()
    }
}

#[test]
fn a_drop_of_horrors_is_told_whole_and_does_nothing() {
    let place = Place::new();
    let drop = place.at("drop");
    horrors::make(&drop);
    let first = place.inspect(&drop, "first");
    first.assert_ended_with(3);
    assert!(first.most_memory < 2 << 30, "{} bytes in all processes together", first.most_memory);
    let bundle = place.at("bundles/first");

    let told = Told::of(&bundle);
    for source in sources::sources() {
        let (status, reason) = told.file(source.name);
        assert!(source.statuses.contains(&status), "{}: {status} ({reason})", source.name);
    }
    for (path, reason) in [
        ("pipe", "a FIFO: recorded, never opened"),
        ("loop-a", "a symbolic link: recorded, never followed"),
        ("self", "a symbolic link: recorded, never followed"),
        ("outside", "a symbolic link: recorded, never followed"),
    ] {
        assert_eq!(told.file(path), ("skipped", reason), "{path}");
    }
    if fs::symlink_metadata(drop.join("device")).is_ok() {
        assert_eq!(told.file("device"), ("skipped", "a device: recorded, never opened"));
    }
    for bomb in ["bomb.gz", "bomb.zip"] {
        assert!(told.file(bomb).1.contains("could not be read to its end"), "{bomb}: {:?}", told.file(bomb));
    }
    if can_read_everything() && without_privilege().get_program() != "setpriv" {
        skipped("root reads every file here, and setpriv cannot take that away");
    } else {
        for path in ["unreadable.c", "closed"] {
            let (status, reason) = told.file(path);
            assert_eq!(status, "skipped", "{path}");
            assert!(reason.starts_with("cannot be read: "), "{path}: {reason}");
        }
    }
    for rule in [
        "archive-absolute-member-name",
        "archive-duplicate-member",
        "archive-limit-reached",
        "archive-traversal-member-name",
        "bidi-control-in-text",
        "file-name-deceptive",
        "file-name-not-utf8",
        "gets-call",
        "link-points-out-of-drop",
        "special-file-in-drop",
    ] {
        assert!(told.rules().contains(rule), "no finding of {rule} among {:?}", told.rules());
    }
    assert_nothing_acts(&bundle, &first);
    assert_eq!(place.strays(), [] as [PathBuf; 0], "written outside the bundle");
    assert_eq!(place.bundles(), ["first"]);

    let second = place.inspect(&drop, "second");
    second.assert_ended_with(3);
    let (one, other) = (contents(&bundle), contents(&place.at("bundles/second")));
    assert!(one.keys().eq(other.keys()));
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs from run to run");
    }
    horrors::open(&drop);
}

/// Names and source of the drop are shown, and nothing of them works as markup or terminal control.
fn assert_nothing_acts(bundle: &Path, run: &Watched) {
    // `sha256sum -c` needs each name as it is.
    for (name, bytes) in contents(bundle).into_iter().filter(|(name, _)| name != "inventory.sha256") {
        let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is not UTF-8"));
        let acting: Vec<char> = text
            .chars()
            .filter(|it| (it.is_control() && !"\n\r\t".contains(*it)) || ('\u{202a}'..='\u{202e}').contains(it))
            .collect();
        assert!(acting.is_empty(), "{name} holds {acting:?}");
    }
    let report = fs::read_to_string(bundle.join("report.html")).unwrap();
    assert_eq!(report.matches("<script").count(), 1, "the page's own filters");
    for markup in ["<script>alert", "<img", "src=\"", "href=\"javascript"] {
        assert!(!report.contains(markup), "report.html holds `{markup}`");
    }
    assert!(report.contains("&lt;script&gt;alert(1)"), "report.html shows the source as it is");
    assert!(report.contains("&lt;img src=x"), "report.html shows the name as it is");
    for text in [&run.stdout, &run.stderr] {
        let acting: Vec<char> = text.chars().filter(|it| it.is_control() && *it != '\n').collect();
        assert!(acting.is_empty(), "the terminal gets {acting:?}");
    }
}

#[test]
fn findings_on_the_terminal_do_not_act_in_any_format() {
    let place = Place::new();
    let drop = place.at("drop");
    horrors::make_names(&drop);
    for format in ["text", "json", "sarif"] {
        let mut command = banbury();
        command
            .args(["inspect", "--no-pdf"])
            .arg(&drop)
            .arg("-o")
            .arg(place.at("bundles").join(format))
            .args(["--format", format]);
        let run = Watched::run(command);
        run.assert_ended_with(0);
        let acting = |it: &char| (it.is_control() && *it != '\n') || ('\u{202a}'..='\u{202e}').contains(it);
        let found: Vec<char> = run.stdout.chars().filter(acting).collect();
        assert!(found.is_empty(), "--format {format} gives {found:?}");
        assert!(run.stdout.contains("gets-call"), "{}", run.stdout);
    }
}

#[test]
fn a_git_repository_cannot_have_the_bench_run_a_program() {
    let place = Place::new();
    let drop = place.at("drop");
    let canary = place.at("canary");
    git::make_hostile(&drop, &canary);
    let run = place.inspect(&drop, "bundle");
    run.assert_ended_with(3);
    let told = Told::of(&place.at("bundles/bundle"));
    assert_eq!(told.file("main.c").0, "parsed");
    assert_eq!(told.file("vendored"), ("skipped", "a git submodule: its content was not handed in"));
    assert!(told.rules().contains("git-work-tree-differs"), "the work tree was compared");
    assert!(!canary.exists(), "a program of the repository's choice was run");
    assert_eq!(place.strays(), [] as [PathBuf; 0], "written outside the bundle");
}
