//! The redacted edition says nothing that is the vendor's, and is provably of the same result.

mod common;

use std::fs;
use std::path::Path;

use common::{copy_tree, run, sample, write_small_drop};

#[test]
fn a_redacted_edition_has_no_source_and_no_paths_and_names_the_full_one() {
    let temporary = tempfile::tempdir().unwrap();
    copy_tree(&sample(), temporary.path());
    let (full, redacted) = (temporary.path().join("full"), temporary.path().join("redacted"));
    run([Path::new("run"), &temporary.path().join("case.toml"), Path::new("-o"), &full]).with(1);
    run([Path::new("report"), &full, Path::new("--redacted"), Path::new("-o"), &redacted]).with(0);

    let inspection: serde_json::Value =
        serde_json::from_slice(&fs::read(full.join("inspection.json")).unwrap()).unwrap();
    let page = fs::read_to_string(redacted.join("report.html")).unwrap();
    let whole = fs::read_to_string(full.join("report.html")).unwrap();
    let findings = inspection["findings"].as_array().unwrap();
    assert!(findings.len() > 10);
    for finding in findings {
        let path = finding["place"]["path"].as_str().unwrap();
        assert!(!page.contains(path), "{path}");
        for line in finding["snippet"]["lines"].as_array().unwrap() {
            let line = line.as_str().unwrap().trim();
            assert!(line.len() < 12 || !page.contains(line), "{line}");
        }
        if let Some(function) = finding["function"].as_str().filter(|name| name.len() > 8) {
            let shown = format!("<code>{function}</code>");
            assert!(whole.contains(&shown) && !page.contains(&shown), "{function}");
        }
    }
    assert!(page.contains("REDACTED EDITION") && !whole.contains("REDACTED EDITION"));
    assert!(!redacted.join("inventory.sha256").exists());

    let statement: serde_json::Value =
        serde_json::from_slice(&fs::read(redacted.join("statement.json")).unwrap()).unwrap();
    let original = fs::read(full.join("statement.json")).unwrap();
    let digest = banbury_digest(&original);
    assert_eq!(statement["predicate"]["redacted_from"]["digest"]["sha256"], digest);
}

fn banbury_digest(bytes: &[u8]) -> String {
    let mut child = std::process::Command::new("sha256sum")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap().split(' ').next().unwrap().to_owned()
}

/// A rule of the tier suspicion, and one of hygiene.
const PROTECTED: [&str; 2] = ["word-lets-input-run", "unbounded-sprintf"];

#[test]
fn what_the_case_protects_is_no_more_than_counted() {
    let temporary = tempfile::tempdir().unwrap();
    copy_tree(&sample(), temporary.path());
    let case = temporary.path().join("case.toml");
    let text = fs::read_to_string(&case).unwrap();
    let (full, redacted) = (temporary.path().join("full"), temporary.path().join("redacted"));
    let run_with = |protected: &[&str]| {
        fs::write(&case, format!("{text}\n[redaction]\nprotected = {protected:?}\n")).unwrap();
        run([Path::new("run"), &case, Path::new("-o"), &full, Path::new("--force")]).with(1);
    };
    run_with(&PROTECTED);
    let inspection = common::json(&full, "inspection.json");
    let findings = inspection["findings"].as_array().unwrap();
    let page = fs::read_to_string(full.join("report.html")).unwrap();
    let others = findings.iter().filter(|it| !PROTECTED.contains(&it["rule"].as_str().unwrap()));
    let mut fingerprints = others.map(|it| it["fingerprints"]["in_place"].as_str().unwrap());
    let fingerprint = fingerprints.find(|fingerprint| page.contains(&fingerprint[..16])).unwrap();
    run_with(&[PROTECTED[0], PROTECTED[1], &fingerprint[..12]]);
    run([Path::new("report"), &full, Path::new("--redacted"), Path::new("-o"), &redacted]).with(0);

    let page = fs::read_to_string(redacted.join("report.html")).unwrap();
    assert!(page.contains("The full edition tells of them"));
    for rule in PROTECTED {
        // In the list of rules that ran, and in that of their files.
        assert_eq!(page.matches(rule).count(), 2, "{rule}");
    }
    assert!(!page.contains(&fingerprint[..16]));
    let whole = fs::read_to_string(full.join("report.html")).unwrap();
    assert!(!whole.contains("The full edition tells of them") && whole.contains(&fingerprint[..16]));
    let count = |page: &str| page.matches("<article ").count();
    let of_first = findings.iter().filter(|it| it["rule"] == PROTECTED[0]).count();
    assert!(of_first > 0 && count(&page) <= count(&whole) - of_first);
}

#[test]
fn a_protected_name_that_protects_nothing_is_refused() {
    let temporary = tempfile::tempdir().unwrap();
    write_small_drop(&temporary.path().join("drop"));
    let case = temporary.path().join("case.toml");
    let text = "schema = \"banbury.case/v1\"\ndrop = \"drop\"\n[case]\nid = \"1\"\nproduct = \"p\"\nvendor = \"v\"\nrelease = \"1\"\n[redaction]\nprotected = [\"gets-cal\"]\n";
    fs::write(&case, text).unwrap();
    let (full, redacted) = (temporary.path().join("full"), temporary.path().join("redacted"));
    run([Path::new("run"), &case, Path::new("-o"), &full]).with(0);
    let ended = run([Path::new("report"), &full, Path::new("--redacted"), Path::new("-o"), &redacted]);
    ended.with(2).saying("protects gets-cal, which is neither a rule that ran nor");
    assert!(!redacted.exists());
}
