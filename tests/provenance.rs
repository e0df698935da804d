//! How a drop came about, as the bundle tells it.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{inspect, json, run, write};

/// Runs git in a folder as one person at one moment, whatever the machine is set to.
fn git(folder: &Path, arguments: &[&str], moment: &str) {
    let mut command = Command::new("git");
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("GIT_CONFIG_NOSYSTEM", "1");
    for whose in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{whose}_NAME"), "Ada Merge").env(format!("GIT_{whose}_EMAIL"), "ada@example.org");
        command.env(format!("GIT_{whose}_DATE"), moment);
    }
    let ended = command.arg("-C").arg(folder).args(arguments).output().unwrap();
    assert!(ended.status.success(), "{arguments:?}: {ended:?}");
}

/// A repository whose last merge holds a line that neither side has.
fn repository(folder: &Path) {
    let commit = |moment: &str| {
        git(folder, &["add", "-A"], moment);
        git(folder, &["commit", "-q", "-m", "Change"], moment);
    };
    git(folder, &["init", "-q", "-b", "main"], "1700000000 +0000");
    write(folder, "src/main.c", "int main(void)\n{\n    return 0;\n}\n");
    write(folder, "configure.ac", "AC_INIT\n");
    commit("1700000000 +0800");
    git(folder, &["checkout", "-q", "-b", "side"], "1700000100 +0800");
    write(folder, "src/<b>.c", "int side;\n");
    commit("1700000200 +0100");
    git(folder, &["checkout", "-q", "main"], "1700000300 +0000");
    write(folder, "src/more.c", "int more;\n");
    commit("1700000400 +0800");
    git(folder, &["merge", "-q", "--no-commit", "--no-ff", "side"], "1700000500 +0800");
    write(folder, "src/main.c", "int main(void)\n{\n    return 1;\n}\n");
    write(folder, "src/<b>.c", "int evil;\n");
    commit("1700000500 +0800");
    git(folder, &["tag", "v1"], "1700000600 +0000");
}

#[test]
fn a_commit_tells_what_its_history_holds() {
    let folder = tempfile::tempdir().unwrap();
    let (drop, out) = (folder.path().join("drop"), folder.path().join("out"));
    fs::create_dir(&drop).unwrap();
    repository(&drop);
    inspect(&drop, &out, &[]).with(0);
    let told = json(&out, "provenance.json");
    assert_eq!(told["commit"]["tags"][0], "v1");
    assert!(told["differences"].is_null());
    assert_eq!(told["history"]["merges"], 1);
    let remarks = told["history"]["remarks"].as_array().unwrap();
    let remarks: Vec<(&str, &str)> =
        remarks.iter().map(|it| (it["kind"].as_str().unwrap(), it["path"].as_str().unwrap())).collect();
    assert_eq!(remarks, [("merge-adds", "src/<b>.c"), ("merge-adds", "src/main.c")]);
    assert_eq!(told["history"]["zones"][0]["zones"].as_array().unwrap().len(), 2);
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("Merges that hold what neither side has"));
    assert!(page.contains("src/&lt;b&gt;.c") && !page.contains("src/<b>"));
    // The bundle is read back with it, and renders to the same bytes.
    let again = folder.path().join("again");
    run([Path::new("report"), &out, Path::new("-o"), &again]).with(0);
    assert_eq!(fs::read_to_string(again.join("report.html")).unwrap(), page);
    // A redacted edition counts and names nobody.
    let redacted = folder.path().join("redacted");
    run([Path::new("report"), &out, Path::new("--redacted"), Path::new("-o"), &redacted]).with(0);
    let page = fs::read_to_string(redacted.join("report.html")).unwrap();
    assert!(page.contains("Merges that hold what neither side has"));
    assert!(!page.contains("ada@example.org") && !page.contains("src/main.c"));
}

#[test]
fn an_archive_is_held_against_its_tag() {
    let folder = tempfile::tempdir().unwrap();
    let (origin, release) = (folder.path().join("origin"), folder.path().join("release"));
    fs::create_dir(&origin).unwrap();
    repository(&origin);
    write(&release, "src/main.c", fs::read(origin.join("src/main.c")).unwrap());
    write(&release, "src/<b>.c", fs::read(origin.join("src/<b>.c")).unwrap());
    write(&release, "src/more.c", "int less;\n");
    write(&release, "m4/build-to-host.m4", "AC_DEFUN([gl_BUILD_TO_HOST])\n");
    let told_by = format!("{}@v1", origin.display());
    let out = folder.path().join("out");
    inspect(&release, &out, &["--origin", &told_by]).with(0);
    let told = json(&out, "provenance.json");
    let differences = told["differences"].as_array().unwrap();
    let differences: Vec<(&str, &str)> =
        differences.iter().map(|it| (it["path"].as_str().unwrap(), it["kind"].as_str().unwrap())).collect();
    assert_eq!(
        differences,
        [("configure.ac", "only-in-commit"), ("m4/build-to-host.m4", "only-in-drop"), ("src/more.c", "content")]
    );
    // A case file says the same in its own words.
    let case = "schema = \"banbury.case/v1\"\ndrop = \"release\"\norigin = \"origin@v1\"\n\n[case]\nid = \"1\"\nproduct = \"p\"\nvendor = \"v\"\nrelease = \"1\"\n";
    write(folder.path(), "case.toml", case);
    let of_case = folder.path().join("of-case");
    run([Path::new("run"), &folder.path().join("case.toml"), Path::new("-o"), &of_case]).with(0);
    assert_eq!(json(&of_case, "provenance.json"), told);
    // What is no repository is refused, and nothing is written.
    let nothing = folder.path().join("nothing");
    inspect(&release, &nothing, &["--origin", release.to_str().unwrap()]).with(2).saying("is no git repository");
    assert!(!nothing.exists());
}
