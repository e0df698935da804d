//! A case file proposed for a drop is one that `banbury rebuild` takes, and says what it guessed.

mod common;

use std::fs;

use common::{Ended, banbury, copy_tree, json, run, sample, skipped, write};

#[test]
fn the_sample_is_rebuilt_from_what_is_proposed() {
    let bench = tempfile::tempdir().unwrap();
    copy_tree(&sample().join("release-2"), &bench.path().join("drop"));
    let propose =
        || Ended::of(banbury().current_dir(bench.path()).args(["rebuild", "--propose", "drop"])).with(0).stdout;
    let proposed = propose();
    assert_eq!(proposed, propose(), "the same drop gives the same bytes");
    assert!(
        proposed.contains("# Recognised: Makefile in source (source/Makefile, with 1 more of them below it)."),
        "{proposed}"
    );
    assert!(proposed.contains("built = \"source/build/webroot.img\""), "{proposed}");

    write(bench.path(), "case.toml", &proposed);
    let (case, out) = (bench.path().join("case.toml"), bench.path().join("rebuilt"));
    let ended = Ended::of(banbury().arg("rebuild").arg(&case).arg("-o").arg(&out));
    let rebuilt = json(&out, "rebuild.json");
    if rebuilt["build"].to_string().contains("does not let the build be confined") {
        return skipped("this machine cannot confine builds");
    }
    ended.with(1);
    assert_eq!(rebuilt["score"]["not-built"], 0, "{rebuilt}");
    assert_eq!(rebuilt["artefacts"].as_array().unwrap().len(), 2, "{rebuilt}");
}

#[test]
fn names_of_the_drop_cannot_end_what_they_stand_in() {
    let bench = tempfile::tempdir().unwrap();
    let folder = "a';id;'\n\"]\nsteps = [\"id";
    write(bench.path(), &format!("drop/{folder}/Makefile"), "all:\n");
    write(bench.path(), &format!("drop/shipped/{folder}"), "");
    let drop = bench.path().join("drop");
    let proposed = run(["rebuild".as_ref(), "--propose".as_ref(), drop.as_os_str()]).with(0).stdout;
    let table: toml::Table = toml::from_str(&proposed).unwrap_or_else(|error| panic!("{error}\n{proposed}"));
    let steps = table["rebuild"]["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 1, "{proposed}");
    assert!(steps[0].as_str().unwrap().starts_with("make -C 'a'\\'';id;'"), "{proposed}");
    assert_eq!(table["rebuild"]["artefact"][0]["shipped"].as_str().unwrap(), format!("shipped/{folder}"));
}

#[test]
fn a_proposal_is_no_rebuild() {
    for arguments in [
        &["rebuild", "case.toml", "--propose", "drop"][..],
        &["rebuild", "-o", "x", "--propose", "drop"],
        &["rebuild", "case.toml"],
    ] {
        run(arguments).with(2);
    }
    let empty = tempfile::tempdir().unwrap();
    fs::create_dir(empty.path().join("drop")).unwrap();
    let drop = empty.path().join("drop");
    let proposed = run(["rebuild".as_ref(), "--propose".as_ref(), drop.as_os_str()]).with(0).stdout;
    assert!(proposed.contains("Nothing was recognised"), "{proposed}");
}
