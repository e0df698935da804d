//! Attacks on who signed: each fails, in words that name the file or the signer.

mod common;

use std::fs;
use std::process::Command;

use banbury_attest::{SigningKey, sign};
use banbury_evidence::json;
use common::{Bench, HEAD, assert_names, policy, signer};
use serde_json::{Value, json};

/// Edits the envelope, keeping it in canonical form, and renews the sums.
fn edit_envelope(bench: &Bench, edit: impl FnOnce(&mut Value)) {
    let mut envelope: Value = json::from_bytes(bench.read("report.dsse.json").as_bytes()).unwrap();
    edit(&mut envelope);
    bench.write("report.dsse.json", json::to_bytes(&envelope).unwrap());
    bench.renew_sums();
}

fn signatures(envelope: &mut Value) -> &mut Vec<Value> {
    envelope["signatures"].as_array_mut().unwrap()
}

#[test]
fn the_editing_itself_changes_nothing() {
    let bench = Bench::signed();
    edit_envelope(&bench, |_| {});
    assert!(bench.verify().holds);
}

#[test]
fn a_payload_other_than_the_statement_is_refused() {
    let (bench, other) = (Bench::signed(), Bench::sealed(true));
    other.sign_both();
    let mut theirs: Value = json::from_bytes(other.read("report.dsse.json").as_bytes()).unwrap();
    edit_envelope(&bench, |envelope| envelope["payload"] = theirs["payload"].take());
    assert_names(
        &bench.verify(),
        &["report.dsse.json: its payload is not statement.json", "signed by 0 different people"],
    );
}

#[test]
fn another_payload_type_is_refused() {
    let bench = Bench::signed();
    edit_envelope(&bench, |envelope| envelope["payloadType"] = json!("text/plain"));
    assert_names(&bench.verify(), &["report.dsse.json: has the payload type `text/plain`"]);
}

#[test]
fn repeated_and_unknown_keys_of_json_are_refused() {
    for (name, from, to, words) in [
        (
            "report.dsse.json",
            "{\n  \"payload\": ",
            "{\n  \"payload\": \"e30K\",\n  \"payload\": ",
            "`payload` stands twice",
        ),
        (
            "report.dsse.json",
            "{\n  \"payload\": ",
            "{\n  \"certificate\": 1,\n  \"payload\": ",
            "unknown field `certificate`",
        ),
        (
            "statement.json",
            "\"demonstration\": false",
            "\"demonstration\": true,\n    \"demonstration\": false",
            "`demonstration` stands twice",
        ),
        (
            "statement.json",
            "\"demonstration\": false",
            "\"note\": 1,\n    \"demonstration\": false",
            "not those that Banbury writes",
        ),
    ] {
        let bench = Bench::signed();
        let changed = bench.read(name).replacen(from, to, 1);
        assert_ne!(changed, bench.read(name));
        bench.write(name, changed);
        bench.renew_sums();
        assert_names(&bench.verify(), &[name, words]);
    }
}

#[test]
fn one_signature_does_not_count_twice() {
    let bench = Bench::sealed(false);
    sign(&bench.bundle(), &bench.ada, "evaluator").unwrap();
    edit_envelope(&bench, |envelope| {
        let copy = signatures(envelope)[0].clone();
        signatures(envelope).push(copy);
    });
    assert_names(
        &bench.verify(),
        &["report.dsse.json: the key SHA256:", "signs twice", "signed by 1 different people, of 2"],
    );

    let bench = Bench::sealed(false);
    sign(&bench.bundle(), &bench.ada, "evaluator").unwrap();
    bench.write("sig/reviewer.sshsig", bench.read("sig/evaluator.sshsig"));
    bench.renew_sums();
    assert_names(&bench.verify(), &["sig/reviewer.sshsig: is by the key of sig/evaluator.sshsig"]);
}

#[test]
fn one_key_under_two_ids_is_one_key() {
    let bench = Bench::sealed(false);
    sign(&bench.bundle(), &bench.ada, "evaluator").unwrap();
    edit_envelope(&bench, |envelope| {
        let mut copy = signatures(envelope)[0].clone();
        copy["keyid"] = json!("bob");
        signatures(envelope).push(copy);
    });
    assert_names(&bench.verify(), &["goes under the key id `bob`", "signed by 1 different people, of 2"]);
}

#[test]
fn a_key_id_is_held_against_the_key() {
    let bench = Bench::signed();
    edit_envelope(&bench, |envelope| signatures(envelope)[0]["keyid"] = json!("\u{1b}[31m"));
    assert_names(&bench.verify(), &["goes under the key id `\\u{1b}[31m`"]);
}

#[test]
fn one_person_with_two_keys_is_one_person() {
    let bench = Bench::signed();
    let ada = signer("Ada Example", "evaluator", &bench.ada);
    let ada_again = signer("Ada Example", "evaluator", &bench.bob);
    let carol = signer("Carol Example", "reviewer", &SigningKey::generate("carol").unwrap());
    let policy = policy(&format!("{HEAD}threshold = 2\n{ada}{ada_again}{carol}"));
    assert_names(&bench.verify_with(&policy), &["signed by 1 different people, of 2"]);
}

#[test]
fn a_role_that_did_not_sign_is_missed() {
    let bench = Bench::sealed(false);
    sign(&bench.bundle(), &bench.ada, "evaluator").unwrap();
    assert_eq!(sign(&bench.bundle(), &bench.bob, "evaluator").unwrap(), "sig/evaluator-2.sshsig");
    let ada = signer("Ada Example", "evaluator", &bench.ada);
    let bob = signer("Bob Example", "evaluator", &bench.bob);
    let carol = signer("Carol Example", "reviewer", &SigningKey::generate("carol").unwrap());
    let asking = |roles: &str| policy(&format!("{HEAD}threshold = 2\n[roles]\n{roles}\n{ada}{bob}{carol}"));
    assert!(bench.verify_with(&asking("evaluator = 2")).holds);
    assert_names(
        &bench.verify_with(&asking("reviewer = 1")),
        &["signed by 0 different people in the role reviewer, of 1"],
    );
}

#[test]
fn an_unknown_signer_is_reported_and_does_not_count() {
    let bench = Bench::sealed(false);
    sign(&bench.bundle(), &bench.ada, "evaluator").unwrap();
    let mallory = SigningKey::generate("mallory").unwrap();
    sign(&bench.bundle(), &mallory, "reviewer").unwrap();
    let outcome = bench.verify();
    assert_names(&outcome, &["signed by 1 different people, of 2", "0 different people in the role reviewer"]);
    let reported = "sig/reviewer.sshsig: signed with SHA256:";
    assert!(
        outcome.checks.iter().any(|check| check.text.starts_with(reported) && check.text.contains("does not know"))
    );

    // Beside enough signatures that count, it takes nothing away.
    sign(&bench.bundle(), &bench.bob, "reviewer").unwrap();
    let renamed = bench.bundle().join("sig/reviewer-2.sshsig");
    assert!(renamed.is_file());
    assert!(bench.verify().holds, "{:#?}", bench.verify().checks);
}

#[test]
fn swapped_signatures_are_named() {
    let bench = Bench::signed();
    edit_envelope(&bench, |envelope| {
        let all = signatures(envelope);
        let (one, other) = (all[0]["sig"].clone(), all[1]["sig"].clone());
        (all[0]["sig"], all[1]["sig"]) = (other, one);
    });
    assert_names(&bench.verify(), &["report.dsse.json: a signature of SHA256:", "goes under the key id"]);

    let bench = Bench::signed();
    let (ada, bob) = (bench.read("sig/evaluator.sshsig"), bench.read("sig/reviewer.sshsig"));
    bench.write("sig/evaluator.sshsig", bob);
    bench.write("sig/reviewer.sshsig", ada);
    bench.renew_sums();
    assert_names(&bench.verify(), &["sig/evaluator.sshsig: goes under another role", "Bob Example (reviewer)"]);
}

#[test]
fn both_signatures_of_a_signer_are_needed() {
    let bench = Bench::signed();
    fs::remove_file(bench.bundle().join("sig/reviewer.sshsig")).unwrap();
    bench.renew_sums();
    assert_names(
        &bench.verify(),
        &[
            "report.dsse.json: the signature of Bob Example",
            "no valid counterpart such as sig/reviewer.sshsig",
            "signed by 1",
        ],
    );

    let bench = Bench::signed();
    edit_envelope(&bench, |envelope| {
        signatures(envelope).pop();
    });
    assert_names(
        &bench.verify(),
        &[".sshsig: its key SHA256:", "no valid signature in report.dsse.json", "signed by 1"],
    );
}

#[test]
fn signatures_over_another_statement_do_not_carry_over() {
    let (bench, other) = (Bench::signed(), Bench::sealed(false));
    let bob = bench.copy_of(&bench.bob);
    other.write("report.html", "<p>all is well</p>\n");
    let drop = banbury_evidence::Digest::of(other.read("inventory.sha256").as_bytes());
    other.seal(drop, false).unwrap();
    sign(&other.bundle(), &bob, "reviewer").unwrap();
    bench.write("sig/reviewer.sshsig", other.read("sig/reviewer.sshsig"));
    bench.renew_sums();
    assert_names(
        &bench.verify(),
        &["sig/reviewer.sshsig: is not a signature of its key", "signed by 1 different people"],
    );
}

#[test]
fn a_whole_new_bundle_by_somebody_else_does_not_count() {
    let (bench, forged) = (Bench::signed(), Bench::signed());
    assert_names(&forged.verify_with(&policy(&bench.policy_text())), &["signed by 0 different people, of 2"]);
}

#[test]
fn an_openssh_signature_by_another_key_or_for_another_purpose_is_refused() {
    for (namespace, own_key, words) in [
        ("file", true, "was made for the namespace `file`"),
        ("banbury-inspection", false, "no valid signature in report.dsse.json"),
    ] {
        let bench = Bench::signed();
        let key = bench.folder.path().join("key");
        let mallory = SigningKey::generate("mallory").unwrap();
        let by = if own_key { &bench.bob } else { &mallory };
        by.save(&key, None).unwrap();
        let copy = bench.folder.path().join("copy");
        fs::write(&copy, bench.read("statement.json")).unwrap();
        let made = Command::new("ssh-keygen")
            .args(["-q", "-Y", "sign", "-n", namespace, "-f"])
            .args([&key, &copy])
            .status()
            .expect("this test needs `ssh-keygen`: install OpenSSH");
        assert!(made.success());
        bench.write("sig/reviewer.sshsig", fs::read(bench.folder.path().join("copy.sig")).unwrap());
        bench.renew_sums();
        assert_names(&bench.verify(), &["sig/reviewer.sshsig", words, "signed by 1 different people"]);
    }
}

#[test]
fn a_demonstration_says_so_and_needs_a_policy_that_accepts_it() {
    let bench = Bench::sealed(true);
    bench.sign_both();
    assert_names(&bench.verify(), &["statement.json: DEMONSTRATION"]);
    let text = bench.policy_text().replacen("threshold", "accept_demonstration = true\nthreshold", 1);
    let outcome = bench.verify_with(&policy(&text));
    assert!(outcome.holds);
    assert!(outcome.checks.iter().any(|check| check.text.contains("DEMONSTRATION")));
}

#[test]
fn a_flood_of_signatures_is_cut_off() {
    let bench = Bench::signed();
    edit_envelope(&bench, |envelope| {
        let one = json!({"keyid": "A", "sig": ""});
        signatures(envelope).splice(0..0, std::iter::repeat_n(one, 200_000));
    });
    assert_names(&bench.verify(), &["report.dsse.json: holds more than 64 signatures"]);
}
