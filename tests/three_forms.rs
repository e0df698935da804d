//! One tree as a folder, an archive and a git repository: the same digests and the same findings.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use common::findings::{Finding, findings};
use common::{Ended, has_program, inspect, json, skipped, write, write_small_drop};

/// What must not depend on the form of a drop.
#[derive(Debug, PartialEq)]
struct Seen {
    /// SHA-256 of each file.
    files: BTreeMap<String, String>,
    drop_digest: String,
    inventory: String,
    findings: BTreeSet<Finding>,
}

fn see(drop: &Path, out: &Path) -> Seen {
    inspect(drop, out, &[]).with(0);
    let manifest = json(out, "manifest.json");
    let files = manifest["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "file");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_else(|| panic!("{manifest}")).to_owned();
    let statement = json(out, "statement.json");
    Seen {
        files: files.map(|entry| (text(&entry["path"]), text(&entry["sha256"]))).collect(),
        drop_digest: text(&statement["subject"][0]["digest"]["sha256"]),
        inventory: fs::read_to_string(out.join("inventory.sha256")).unwrap(),
        findings: findings(out),
    }
}

fn make_tree(folder: &Path) {
    write_small_drop(folder);
    write(folder, "src/deep/er/more.c", "int more(char *d) { gets(d); return 0; }\n");
    write(folder, "src/\u{d6}l.c", "void oil(void) { system(\"x\"); }\n");
    write(folder, "src/crlf.c", "int crlf(char *d)\r\n{\r\n    gets(d);\r\n}\r\n");
    write(folder, ".hidden/.config", "quiet\n");
    write(folder, ".gitignore", "ignored/\n");
    write(folder, "ignored/really.c", "void f(char *d) { gets(d); }\n");
    write(folder, "empty", "");
}

#[test]
fn folder_archive_and_repository_give_the_same_digests_and_findings() {
    let temporary = tempfile::tempdir().unwrap();
    let tree = temporary.path().join("tree");
    make_tree(&tree);
    let folder = see(&tree, &temporary.path().join("from-folder"));
    assert_eq!(folder.files.len(), 11, "{:?}", folder.files);
    assert!(folder.findings.len() >= 5, "{:?}", folder.findings);

    let archive = temporary.path().join("tree.tar.gz");
    let tar = Ended::of(Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(&tree).arg("."));
    tar.with(0);
    assert_eq!(see(&archive, &temporary.path().join("from-archive")), folder);

    // Most archives have one folder that holds everything.
    let wrapped = temporary.path().join("wrapped.tar.gz");
    Ended::of(Command::new("tar").arg("-czf").arg(&wrapped).arg("-C").arg(temporary.path()).arg("tree")).with(0);
    assert_eq!(see(&wrapped, &temporary.path().join("from-wrapped")), folder);

    if !has_program("git") {
        skipped("the program `git` is not there: nothing is known about repositories");
        return;
    }
    commit_all(&tree);
    assert_eq!(see(&tree, &temporary.path().join("from-repository")), folder);
}

/// Makes a repository of a folder and commits all of it, whatever the configuration of this machine's git.
fn commit_all(folder: &Path) {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder).args(["-c", "core.autocrlf=false", "-c", "commit.gpgsign=false"]).args(arguments);
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").env("HOME", folder);
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        Ended::of(&mut command).with(0);
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all", "--force"]);
    git(&["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "all"]);
}
