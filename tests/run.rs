//! `banbury run` on the sample, as the README's first command has it.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{Ended, banbury, contents, copy_tree, json, run, sample, verify};
use serde_json::Value;

/// Every file of a signed bundle.
const FILES: &[&str] = &[
    "SHA256SUMS",
    "VERIFY.md",
    "bom.cdx.json",
    "census.json",
    "coverage.json",
    "findings.sarif",
    "functions.csv",
    "inspection.json",
    "inventory.sha256",
    "manifest.json",
    "metrics.json",
    "rebuild.json",
    "report.dsse.json",
    "report.html",
    "requirements.json",
    "sig/evaluator.sshsig",
    "statement.json",
];

fn run_sample(folder: &Path) -> Ended {
    copy_tree(&sample(), &folder.join("sample-firmware"));
    let arguments = ["run", "sample-firmware/case.toml", "-o", "inspection", "--throwaway-key", "--no-pdf"];
    Ended::of(banbury().args(arguments).current_dir(folder))
}

fn artefacts(bundle: &Path) -> BTreeMap<String, Value> {
    let rebuild = json(bundle, "rebuild.json");
    let artefacts = rebuild["artefacts"].as_array().unwrap().iter();
    artefacts.map(|artefact| (artefact["path"].as_str().unwrap().to_owned(), artefact.clone())).collect()
}

#[test]
fn the_sample_is_inspected_rebuilt_compared_signed_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run_sample(folder.path()).with(1);
    let bundle = folder.path().join("inspection");

    let names: Vec<String> = contents(&bundle).into_keys().collect();
    for name in FILES {
        assert!(names.iter().any(|it| it == name), "{name} is missing: {names:?}");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "drop, bundle, custody log and policy, and nothing else: {left:?}");

    let page = fs::read_to_string(bundle.join("report.html")).unwrap();
    assert!(page.contains("DEMONSTRATION"));
    assert!(page.contains("SAMPLE - NOT FOR ASSURANCE"), "the case's own marking");

    assert_fits_one_screen(&ended.stdout);
    assert!(ended.stdout.lines().last().unwrap().ends_with("inspection/report.html"), "{}", ended.stdout);
    assert!(ended.stdout.contains("Signature: made and verified"), "{}", ended.stdout);

    let drop = folder.path().join("sample-firmware/release-2");
    let policy = folder.path().join("inspection.policy.toml");
    let verified = verify(&bundle, &policy, Some(&drop)).with(0);
    assert!(verified.stdout.contains("the drop is as it was sealed"), "{}", verified.stdout);

    // The other release is another drop.
    let other = folder.path().join("sample-firmware/release-1");
    verify(&bundle, &policy, Some(&other)).with(1);
}

fn assert_fits_one_screen(text: &str) {
    assert!(text.lines().count() <= 24, "{} lines:\n{text}", text.lines().count());
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
    }
}

#[test]
fn one_shipped_artefact_comes_from_the_source_and_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    run_sample(folder.path()).with(1);
    let artefacts = artefacts(&folder.path().join("inspection"));
    let (webroot, defaults) = (&artefacts["shipped/webroot.img"], &artefacts["shipped/defaults.img"]);
    assert_eq!(artefacts.len(), 2, "{artefacts:?}");
    if webroot["causes"][0]["kind"] == "sandbox-unavailable" {
        common::skipped("this machine cannot confine builds");
        assert_eq!(webroot["verdict"], "not-built");
        assert_eq!(defaults["verdict"], "not-built");
        assert_eq!(defaults["causes"][0]["kind"], "sandbox-unavailable");
        return;
    }
    assert_eq!(webroot["verdict"], "identical", "{webroot}");
    assert_eq!(webroot["differs"], serde_json::json!([]));
    assert_eq!(defaults["verdict"], "differs-unexplained", "{defaults}");
    assert!(defaults["differs"][0]["where"].is_string(), "{defaults}");
}

#[test]
fn findings_are_compared_with_those_of_the_previous_release() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run_sample(folder.path()).with(1);
    let trend = ended.stdout.lines().find_map(|line| line.strip_prefix("Trend")).unwrap();
    for kind in ["new", "fixed", "persisting"] {
        assert!(count(trend, kind) > 0, "{trend}");
    }
    let sarif = json(&folder.path().join("inspection"), "findings.sarif");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let with = |state: &str| results.iter().filter(|result| result["baselineState"] == state).count();
    assert_eq!(with("new"), count(trend, "new"));
    assert_eq!(with("absent"), count(trend, "fixed"));
    assert_eq!(with("unchanged") + with("updated"), count(trend, "persisting"));
}

/// The number before a word of `5 new, 3 fixed`.
fn count(text: &str, word: &str) -> usize {
    let part = text.split(',').find(|part| part.trim().ends_with(word)).unwrap_or_else(|| panic!("{word}: {text}"));
    part.split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
fn every_shipped_rule_passes_its_fixture() {
    let rulesets = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    let ended = run([Path::new("rules"), Path::new("test"), &rulesets]).with(0);
    let last = ended.stdout.lines().last().unwrap();
    let words: Vec<&str> = last.split(' ').collect();
    let [passed, "passed,", "0", "failed,", skipped, "skipped"] = words[..] else { panic!("{last}") };
    assert!(passed.parse::<usize>().unwrap() >= 20, "{last}");
    assert!(skipped.parse::<usize>().is_ok(), "{last}");
}
