//! The SLSA verification summary: signed by those who sign the statement, and over nothing but that.

mod common;

use std::process::Command;

use banbury_attest::{Signing, SigningKey, sign};
use banbury_evidence::{Digest, json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{Bench, INVENTORY, assert_names, holding, summary};
use serde_json::{Value, json};

fn signed() -> Bench {
    let bench = Bench::sealed(false);
    bench.sign_summary(&summary());
    bench
}

fn envelope(bench: &Bench) -> Value {
    json::from_bytes(bench.read("vsa.dsse.json").as_bytes()).unwrap()
}

fn payload(bench: &Bench) -> String {
    String::from_utf8(STANDARD.decode(envelope(bench)["payload"].as_str().unwrap()).unwrap()).unwrap()
}

fn rewrite(bench: &Bench, envelope: &Value) {
    bench.write("vsa.dsse.json", json::to_bytes(envelope).unwrap());
    bench.renew_sums();
}

#[test]
fn it_says_what_slsa_has_and_holds() {
    let bench = signed();
    let said = holding(&bench.verify());
    let words = "vsa.dsse.json: https://lab.example/drops/rru-3504/2.4.0 PASSED by https://lab.example/criteria/2026 \
                 (LAB_INSPECTED), say ";
    assert!(said.contains(words) && said.contains("Ada Example") && said.contains("Bob Example"), "{said}");
    let statement: Value = json::from_bytes(bench.read("statement.json").as_bytes()).unwrap();
    let vsa: Value = json::from_bytes(payload(&bench).as_bytes()).unwrap();
    assert_eq!(vsa["_type"], "https://in-toto.io/Statement/v1");
    assert_eq!(vsa["predicateType"], "https://slsa.dev/verification_summary/v1");
    assert_eq!(vsa["subject"], statement["subject"]);
    let own = Digest::of(bench.read("statement.json").as_bytes()).to_string();
    let criteria = Digest::of(b"criteria").to_string();
    assert_eq!(
        vsa["predicate"],
        json!({
            "verifier": {"id": "https://lab.example/banbury", "version": {"banbury": "0.1.0"}},
            "resourceUri": "https://lab.example/drops/rru-3504/2.4.0",
            "policy": {"uri": "https://lab.example/criteria/2026", "digest": {"sha256": criteria}},
            "inputAttestations": [{"uri": "statement.json", "digest": {"sha256": own}}],
            "verificationResult": "PASSED",
            "verifiedLevels": ["LAB_INSPECTED"],
        })
    );
}

#[test]
fn a_second_signer_says_the_same_or_does_not_sign() {
    let bench = Bench::sealed(false);
    let passed = summary();
    sign(&bench.bundle(), &bench.ada, Signing { role: "evaluator", policy: None, summary: Some(&passed) }).unwrap();
    let failed = banbury_attest::Summary { passed: false, ..summary() };
    let how = Signing { role: "reviewer", policy: None, summary: Some(&failed) };
    let said = sign(&bench.bundle(), &bench.bob, how).unwrap_err().to_string();
    assert!(said.contains("vsa.dsse.json is over something else than is to be signed now"), "{said}");
    assert!(!bench.bundle().join("sig/reviewer.sshsig").exists());
}

#[test]
fn every_flipped_byte_is_found_with_the_sums_renewed() {
    let bench = signed();
    let original = bench.read("vsa.dsse.json").into_bytes();
    for at in 0..original.len() {
        let mut changed = original.clone();
        changed[at] ^= 1 << (at % 7);
        bench.write("vsa.dsse.json", &changed);
        bench.renew_sums();
        assert_names(&bench.verify(), &["vsa.dsse.json"]);
    }
}

#[test]
fn a_summary_of_another_bundle_or_of_somebody_else_is_refused() {
    let bench = signed();
    let other = Bench::sealed(false);
    other.write("report.html", "<p>another report</p>\n");
    other.seal(Digest::of(INVENTORY), false).unwrap();
    other.sign_summary(&summary());
    bench.write("vsa.dsse.json", other.read("vsa.dsse.json"));
    bench.renew_sums();
    assert_names(&bench.verify(), &["vsa.dsse.json: is not over the drop and the statement.json of this bundle"]);

    // Signed by a key that the policy does not know, and put into the place of the good one.
    let bench = signed();
    let mallory = SigningKey::generate("mallory").unwrap();
    let mut forged = envelope(&bench);
    forged["signatures"] = json!([]);
    rewrite(&bench, &forged);
    assert_names(&bench.verify(), &["vsa.dsse.json: holds no signature"]);
    sign(&bench.bundle(), &mallory, Signing { role: "reviewer", policy: None, summary: Some(&summary()) }).unwrap();
    assert_names(&bench.verify(), &["vsa.dsse.json: nobody signed it who counts"]);

    // Whoever the policy does not know harms no more here than beside the statement.
    let bench = signed();
    sign(&bench.bundle(), &mallory, Signing { role: "reviewer", policy: None, summary: Some(&summary()) }).unwrap();
    assert!(holding(&bench.verify()).contains("vsa.dsse.json: https://lab.example/drops/rru-3504/2.4.0 PASSED"));

    // By somebody who signed nothing else.
    let bench = signed();
    let mut more = envelope(&bench);
    let bytes = STANDARD.decode(envelope(&other)["signatures"][0]["sig"].as_str().unwrap()).unwrap();
    more["signatures"][0] = json!({"keyid": "SHA256:", "sig": STANDARD.encode(bytes)});
    rewrite(&bench, &more);
    assert_names(&bench.verify(), &["vsa.dsse.json: the signature with the key id", "is by nobody who signed"]);

    // A demonstration vouches for nothing.
    let bench = Bench::sealed(true);
    bench.sign_summary(&summary());
    assert!(!bench.bundle().join("vsa.dsse.json").exists());

    let bench = signed();
    let mut twice = envelope(&bench);
    let copy = twice["signatures"][0].clone();
    twice["signatures"].as_array_mut().unwrap().insert(0, copy);
    rewrite(&bench, &twice);
    assert_names(&bench.verify(), &["vsa.dsse.json: the key SHA256:", "signs twice"]);
}

#[test]
#[ignore = "needs Python with securesystemslib and cryptography from a package registry; CI installs them and names the interpreter in PYTHON"]
fn securesystemslib_verifies_the_summary() {
    let bench = signed();
    let text = bench.read("VERIFY.md");
    let program = text.split_once("```python\n").unwrap().1.split_once("```").unwrap().0;
    let program = program
        .replace("report.dsse.json", "vsa.dsse.json")
        .replace("assert envelope.payload", "True or envelope.payload");
    let python = std::env::var("PYTHON").unwrap_or("python3".to_owned());
    for (asked, holds) in [("2", true), ("3", false)] {
        let mut command = Command::new(&python);
        command.args(["-c", &program]).arg(bench.allowed_signers()).arg(asked).current_dir(bench.bundle());
        let output = command.output().expect("PYTHON names no interpreter");
        assert_eq!(output.status.success(), holds, "{}", String::from_utf8_lossy(&output.stderr));
    }
}
