//! ECDSA keys, as smart cards have them.

mod common;

use banbury_attest::SigningKey;
use banbury_evidence::json;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::keys::key;
use common::{Bench, assert_names, holding};
use serde_json::{Value, json};

/// A bundle signed with a key of each curve.
fn signed() -> Bench {
    let mut bench = Bench::sealed(false);
    bench.ada = key(&["ecdsa", "-b", "256"]);
    bench.bob = key(&["ecdsa", "-b", "384"]);
    bench.sign_both();
    bench
}

fn envelope(bench: &Bench) -> Value {
    json::from_bytes(bench.read("report.dsse.json").as_bytes()).unwrap()
}

fn write_envelope(bench: &Bench, mut envelope: Value) {
    envelope["signatures"].as_array_mut().unwrap().sort_by_key(|one| {
        (one["keyid"].as_str().unwrap().to_owned(), STANDARD.decode(one["sig"].as_str().unwrap()).unwrap())
    });
    bench.write("report.dsse.json", json::to_bytes(&envelope).unwrap());
    bench.renew_sums();
}

/// Where the envelope has the signature of the P-256 key, whose DER is shorter.
fn of_p256(envelope: &Value) -> (usize, p256::ecdsa::Signature) {
    let found = envelope["signatures"].as_array().unwrap().iter().enumerate().find_map(|(at, one)| {
        let bytes = STANDARD.decode(one["sig"].as_str().unwrap()).unwrap();
        (bytes.len() < 80).then(|| (at, p256::ecdsa::Signature::from_der(&bytes).unwrap()))
    });
    found.unwrap()
}

/// The other signature that anybody can make of one: with the order less s.
fn other_half(signature: &p256::ecdsa::Signature) -> p256::ecdsa::Signature {
    let (r, s) = signature.split_scalars();
    p256::ecdsa::Signature::from_scalars(r.to_bytes(), (-s).to_bytes()).unwrap()
}

#[test]
fn both_curves_sign_twice_and_hold() {
    let said = holding(&signed().verify());
    assert!(said.contains("signed by 2 different people"), "{said}");
}

#[test]
fn raw_r_and_s_are_refused() {
    let bench = signed();
    let mut envelope = envelope(&bench);
    let (at, signature) = of_p256(&envelope);
    envelope["signatures"][at]["sig"] = json!(STANDARD.encode(signature.to_bytes()));
    write_envelope(&bench, envelope);
    assert_names(&bench.verify(), &["holds under no key of the policy or of sig/", "signed by 1 different people"]);
}

#[test]
fn der_that_is_not_der_is_refused() {
    let bench = signed();
    let (at, signature) = of_p256(&envelope(&bench));
    let der = signature.to_der().as_bytes().to_vec();
    // A length in two bytes, a zero too much before r, something behind.
    let long = [&[0x30, 0x81, der[1]][..], &der[2..]].concat();
    let padded = [&[0x30, der[1] + 1, 0x02, der[3] + 1, 0][..], &der[4..]].concat();
    let behind = [&der[..], &[0]].concat();
    for changed in [long, padded, behind] {
        let mut envelope = envelope(&bench);
        envelope["signatures"][at]["sig"] = json!(STANDARD.encode(changed));
        write_envelope(&bench, envelope);
        assert_names(&bench.verify(), &["holds under no key of the policy or of sig/"]);
    }
}

#[test]
fn one_signature_in_two_encodings_counts_once() {
    let mut bench = Bench::sealed(false);
    bench.ada = key(&["ecdsa", "-b", "256"]);
    banbury_attest::sign(&bench.bundle(), &bench.ada, "evaluator").unwrap();
    let mut twice = envelope(&bench);
    let (_, signature) = of_p256(&twice);
    let mut copy = twice["signatures"][0].clone();
    copy["sig"] = json!(STANDARD.encode(other_half(&signature).to_der().as_bytes()));
    twice["signatures"].as_array_mut().unwrap().push(copy.clone());
    write_envelope(&bench, twice);
    assert_names(
        &bench.verify(),
        &["report.dsse.json: the key SHA256:", "signs twice", "signed by 1 different people"],
    );

    // The same among OpenSSH's.
    let original = ssh_key::SshSig::from_pem(bench.read("sig/evaluator.sshsig")).unwrap();
    let (_, signature) = of_p256(&envelope(&bench));
    assert_ne!(signature, other_half(&signature), "the attack is one");
    let made = p256::ecdsa::Signature::try_from(original.signature()).unwrap();
    let forged = ssh_key::SshSig::new(
        original.public_key().clone(),
        original.namespace(),
        original.hash_alg(),
        other_half(&made).try_into().unwrap(),
    );
    bench.write("sig/reviewer.sshsig", forged.unwrap().to_pem(ssh_key::LineEnding::LF).unwrap());
    bench.renew_sums();
    assert_names(&bench.verify(), &["is by the key of sig/evaluator.sshsig: one key signs once"]);
}

#[test]
fn a_curve_that_no_policy_can_list_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    for kind in [&["ecdsa", "-b", "521"][..], &["rsa", "-b", "2048"]] {
        let file = common::keys::key_file(folder.path(), kind);
        let said = SigningKey::load(&file, &mut || panic!("not encrypted")).err().unwrap().to_string();
        assert!(said.contains("cannot verify here: only ssh-ed25519"), "{said}");
    }
}
