//! Keys in FIDO devices sign by OpenSSH alone. No hardware: a made-up device signs as PROTOCOL.u2f says, and
//! `ssh-keygen` accepts what it makes.

mod common;

use std::fs;
use std::process::{Command, Stdio};

use banbury_attest::{Signing, SigningKey, sign};
use common::keys::{Device, Secret, TOUCHED, VERIFIED, succeed};
use common::{Bench, HEAD, NOW, assert_names, holding, policy, signer};

fn bench(device: &Device) -> Bench {
    let mut bench = Bench::sealed(false);
    bench.bob = device.key();
    bench
}

#[test]
fn a_device_needs_no_counterpart_in_the_envelope_and_ssh_keygen_agrees() {
    for device in [Device::ed25519(TOUCHED), Device::ecdsa(TOUCHED)] {
        let bench = bench(&device);
        bench.sign_both();
        let said = holding(&bench.verify());
        assert!(said.contains("sig/reviewer.sshsig: signed by Bob Example (reviewer) with SHA256:"), "{said}");
        assert_eq!(bench.read("report.dsse.json").matches("keyid").count(), 1);
        succeed(
            Command::new("ssh-keygen")
                .args(["-Y", "verify", "-n", "banbury-inspection", "-I", "bob@lab.example", "-f"])
                .arg(bench.allowed_signers())
                .arg("-s")
                .arg(bench.bundle().join("sig/reviewer.sshsig"))
                .stdin(Stdio::from(fs::File::open(bench.bundle().join("statement.json")).unwrap())),
        );
    }
}

#[test]
fn devices_alone_leave_no_envelope() {
    let (ada, bob) = (Device::ed25519(VERIFIED), Device::ecdsa(TOUCHED));
    let mut bench = bench(&bob);
    bench.ada = ada.key();
    bench.sign_both();
    assert!(!bench.bundle().join("report.dsse.json").exists());
    holding(&bench.verify());
    let again = sign(&bench.bundle(), &bench.ada, "evaluator").unwrap_err().to_string();
    assert!(again.contains("has signed it already"), "{again}");
    // Whoever takes away all signatures has taken away the signing.
    fs::remove_dir_all(bench.bundle().join("sig")).unwrap();
    bench.renew_sums();
    assert_names(&bench.verify(), &["report.dsse.json: missing or unreadable: the bundle is not signed"]);
}

#[test]
fn a_device_that_nobody_touched_does_not_count() {
    let device = Device::ed25519(0);
    let bench = bench(&device);
    let said = sign(&bench.bundle(), &bench.bob, "reviewer").unwrap_err().to_string();
    assert!(said.contains("made by a FIDO device that nobody touched"), "{said}");
    assert!(!bench.bundle().join("sig/reviewer.sshsig").exists());
}

#[test]
fn a_policy_may_ask_for_more_than_a_touch() {
    for (device, holds) in [(Device::ed25519(TOUCHED), false), (Device::ed25519(VERIFIED), true)] {
        let bench = bench(&device);
        let asking = policy(&format!("{}require = \"verified\"\n", bench.policy_text()));
        if !holds {
            let how = Signing { role: "reviewer", policy: Some((&asking, NOW)), summary: None };
            let said = sign(&bench.bundle(), &bench.bob, how).unwrap_err().to_string();
            assert!(said.contains("the device did not verify who used it"), "{said}");
        }
        bench.sign_both();
        let outcome = bench.verify_with(&asking);
        match holds {
            true => drop(holding(&outcome)),
            false => assert_names(&outcome, &["sig/reviewer.sshsig", "the device did not verify who used it"]),
        }
    }
}

#[test]
fn flags_counter_and_application_are_covered_by_the_signature() {
    use ssh_key::encoding::{Decode, Encode};
    let device = Device::ed25519(TOUCHED);
    let bench = bench(&device);
    bench.sign_both();
    let signature = ssh_key::SshSig::from_pem(bench.read("sig/reviewer.sshsig")).unwrap();
    let whole = signature.encode_vec().unwrap();
    let application = whole.windows(4).position(|bytes| bytes == b"ssh:").unwrap();
    for at in [application, whole.len() - 5, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[at] ^= 4;
        let changed = ssh_key::SshSig::decode(&mut changed.as_slice()).unwrap();
        bench.write("sig/reviewer.sshsig", changed.to_pem(ssh_key::LineEnding::LF).unwrap());
        bench.renew_sums();
        assert_names(&bench.verify(), &["sig/reviewer.sshsig: is not a signature of its key"]);
    }
}

#[test]
fn one_key_in_two_guises_is_one_key() {
    let secret = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let folder = tempfile::tempdir().unwrap();
    let pair = ssh_key::private::Ed25519Keypair::from_seed(&[7; 32]);
    let file = ssh_key::PrivateKey::new(pair.into(), "plain").unwrap();
    file.write_openssh_file(folder.path().join("plain"), ssh_key::LineEnding::LF).unwrap();
    let plain = SigningKey::load(&folder.path().join("plain"), &mut || panic!("not encrypted")).unwrap();
    let device = Device::with(Secret::Ed25519(secret.clone()), "ssh:", TOUCHED).key();
    let other = Device::with(Secret::Ed25519(secret), "ssh:lab", TOUCHED).key();
    for (one, two) in [(&plain, &device), (&device, &other)] {
        let text = format!(
            "{HEAD}threshold = 2\n{}{}",
            signer("Ada Example", "evaluator", one),
            signer("Bob Example", "reviewer", two)
        );
        let said = banbury_attest::seal_policy(&text).unwrap_err().to_string();
        assert!(said.contains("the key stands there twice"), "{said}");
    }
}

#[test]
fn only_devices_can_be_asked_to_verify() {
    let bench = Bench::sealed(false);
    let text = format!("{}require = \"verified\"\n", bench.policy_text());
    let said = banbury_attest::seal_policy(&text).unwrap_err().to_string();
    assert!(said.contains("`require` asks something of a FIDO device"), "{said}");
}
