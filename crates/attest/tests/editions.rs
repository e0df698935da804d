//! Bundles with a custody log, and redacted editions: what their statements say holds, and none passes for another kind.

mod common;

use std::fs;

use banbury_attest::pin_custody;
use banbury_evidence::{Digest, json};
use common::{Bench, INVENTORY, assert_names, holding};
use serde_json::{Value, json};

const LOG: &str = "{\"number\":1}\n{\"number\":2}\n";

fn pinned() -> Bench {
    let bench = Bench::sealed(false);
    pin_custody(&bench.bundle(), LOG.as_bytes()).unwrap();
    bench
}

fn statement(bench: &Bench) -> Value {
    json::from_bytes(bench.read("statement.json").as_bytes()).unwrap()
}

/// A statement changed by somebody who knows how statements are written, and signed by both as if it were good.
fn forged(bench: &Bench, edit: impl FnOnce(&mut Value)) {
    let mut changed = statement(bench);
    edit(&mut changed);
    bench.write("statement.json", serde_json::to_vec_pretty(&changed).unwrap());
    bench.renew_sums();
}

#[test]
fn the_statement_pins_the_end_of_the_custody_log() {
    let bench = pinned();
    assert_eq!(bench.read("custody.jsonl"), LOG);
    let head = Digest::of(b"{\"number\":2}").to_string();
    assert_eq!(statement(&bench)["predicate"]["custody"], json!({"head": head, "entries": 2}));
    bench.sign_both();
    let said = holding(&bench.verify());
    assert!(said.contains(&format!("custody.jsonl: 2 entries, of which the last has the digest {head}")), "{said}");
}

#[test]
fn pinning_changes_nothing_else_and_may_be_done_again_until_somebody_signs() {
    let (plain, bench) = (Bench::sealed(true), Bench::sealed(true));
    pin_custody(&bench.bundle(), LOG.as_bytes()).unwrap();
    let (mut with, without) = (statement(&bench), statement(&plain));
    with["predicate"].as_object_mut().unwrap().remove("custody");
    with["predicate"]["files"].as_array_mut().unwrap().retain(|file| file["name"] != "custody.jsonl");
    assert_eq!(with, without);

    pin_custody(&bench.bundle(), b"{\"number\":1}\n").unwrap();
    assert_eq!(statement(&bench)["predicate"]["custody"]["entries"], 1);
    // A bundle that is sealed again keeps its log.
    bench.seal(Digest::of(INVENTORY), true).unwrap();
    assert_eq!(statement(&bench)["predicate"]["custody"]["entries"], 1);
    bench.sign_both();
    let said = pin_custody(&bench.bundle(), LOG.as_bytes()).unwrap_err().to_string();
    assert!(said.contains("cannot be given a custody log: it is signed"), "{said}");
}

#[test]
fn what_is_no_log_or_no_sound_bundle_is_refused() {
    for log in ["", "\n", "{\"number\":1}", "{\"number\":1}\n{\"num"] {
        let bench = Bench::sealed(false);
        let said = pin_custody(&bench.bundle(), log.as_bytes()).unwrap_err().to_string();
        assert!(said.contains("the log is empty, or its last line is cut off"), "{said}");
        assert!(!bench.bundle().join("custody.jsonl").exists());
    }
    let bench = Bench::sealed(false);
    bench.write("report.html", "changed");
    let said = pin_custody(&bench.bundle(), LOG.as_bytes()).unwrap_err().to_string();
    assert!(said.contains("report.html: changed"), "{said}");
}

#[test]
fn a_custody_log_that_is_cut_changed_or_taken_away_is_named() {
    for changed in ["{\"number\":1}\n", "{\"number\":0}\n{\"number\":2}\n", "{\"number\":1}\n{\"number\":3}\n", ""] {
        let bench = pinned();
        bench.sign_both();
        bench.write("custody.jsonl", changed);
        bench.renew_sums();
        assert_names(&bench.verify(), &["custody.jsonl: changed"]);
    }
    let bench = pinned();
    bench.sign_both();
    fs::remove_file(bench.bundle().join("custody.jsonl")).unwrap();
    bench.renew_sums();
    assert_names(&bench.verify(), &["custody.jsonl: missing"]);
}

#[test]
fn a_statement_whose_head_is_not_that_of_the_log_does_not_hold_whoever_signed_it() {
    let bench = pinned();
    forged(&bench, |statement| statement["predicate"]["custody"]["entries"] = json!(3));
    assert_names(&bench.verify(), &["custody.jsonl: does not end as statement.json says"]);
    let bench = pinned();
    forged(&bench, |statement| drop(statement["predicate"].as_object_mut().unwrap().remove("custody")));
    assert_names(&bench.verify(), &["custody.jsonl: its head does not stand in statement.json"]);
    let bench = Bench::sealed(false);
    let head = Digest::of(b"").to_string();
    forged(&bench, |statement| statement["predicate"]["custody"] = json!({"head": head, "entries": 1}));
    assert_names(&bench.verify(), &["statement.json: it does not list custody.jsonl"]);
}

#[test]
fn a_redacted_edition_holds_says_so_and_names_the_full_one() {
    let full = Bench::sealed(false);
    let digest = Digest::of(full.read("statement.json").as_bytes());
    let bench = Bench::sealed(false);
    bench.redact(digest).unwrap();
    bench.sign_both();
    let said = holding(&bench.verify());
    let drop = Digest::of(INVENTORY);
    let words =
        format!("REDACTED edition of the result on the drop {drop} whose full edition has the statement {digest}");
    assert!(said.contains(&words), "{said}");
    assert_eq!(statement(&bench)["subject"], statement(&full)["subject"], "both speak of the same drop");
}

#[test]
fn a_redacted_edition_does_not_pass_for_a_full_one_nor_a_full_one_without_its_inventory() {
    let redacted = || {
        let bench = Bench::sealed(false);
        bench.redact(Digest::of(b"full")).unwrap();
        bench
    };
    // Whoever may change the statement still needs the drop's inventory for a full edition.
    let bench = redacted();
    forged(&bench, |statement| drop(statement["predicate"].as_object_mut().unwrap().remove("redacted_from")));
    assert_names(&bench.verify(), &["it does not list inventory.sha256", "inventory.sha256: does not have the digest"]);

    // A redacted edition that brings the inventory all the same.
    let bench = redacted();
    bench.write("inventory.sha256", INVENTORY);
    bench.renew_sums();
    assert_names(&bench.verify(), &["inventory.sha256: not listed", "calls itself a redacted edition, and is none"]);

    // A full edition made to look like a redacted one.
    let bench = Bench::sealed(false);
    forged(&bench, |statement| {
        let full = json!({"name": "statement.json", "digest": {"sha256": Digest::of(b"full").to_string()}});
        statement["predicate"]["redacted_from"] = full;
    });
    assert_names(&bench.verify(), &["lists inventory.sha256, and a redacted edition has none"]);

    let bench = Bench::signed();
    fs::remove_file(bench.bundle().join("inventory.sha256")).unwrap();
    bench.renew_sums();
    assert_names(&bench.verify(), &["inventory.sha256: missing", "does not have the digest of the drop"]);
}

#[test]
fn sealing_tells_the_two_editions_apart() {
    let bench = Bench::sealed(false);
    fs::remove_file(bench.bundle().join("inventory.sha256")).unwrap();
    assert!(bench.seal(Digest::of(INVENTORY), false).unwrap_err().to_string().contains("inventory.sha256 is missing"));
    let bench = Bench::sealed(false);
    bench.redact(Digest::of(b"full")).unwrap();
    bench.write("inventory.sha256", INVENTORY);
    assert!(bench.seal(Digest::of(b"other"), false).is_err());
}
