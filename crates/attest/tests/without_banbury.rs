//! The regulator needs none of our code: the commands of VERIFY.md, run as they stand there.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use banbury_attest::{SigningKey, pin_custody, sign};
use banbury_evidence::Digest;
use common::authority::{Authority, P256};
use common::keys::{Device, TOUCHED, key};
use common::shell::{drop, holds, run, run_with};
use common::{Attack, Bench, summary};

/// Every kind of bundle that there is.
fn kinds() -> Vec<(&'static str, Bench)> {
    let with = |ada: SigningKey, bob: SigningKey, prepare: Attack| {
        let mut bench = Bench::sealed(false);
        (bench.ada, bench.bob) = (ada, bob);
        prepare(&bench);
        bench.sign_both();
        bench
    };
    let plain = || key(&["ed25519"]);
    let one = Bench::sealed(false);
    sign(&one.bundle(), &one.ada, "evaluator").unwrap();
    let stamped = Bench::signed();
    Authority::new(P256).stamp(&stamped.bundle(), "sig/reviewer.sshsig");
    let summed = Bench::sealed(false);
    summed.sign_summary(&summary());
    vec![
        ("a summary", summed),
        ("a stamp, and nobody to rely on for it", stamped),
        ("one signer", one),
        ("two signers", Bench::signed()),
        ("ECDSA", with(key(&["ecdsa", "-b", "256"]), key(&["ecdsa", "-b", "384"]), |_| {})),
        ("a FIDO device", with(plain(), Device::ed25519(TOUCHED).key(), |_| {})),
        ("FIDO devices alone", with(Device::ed25519(TOUCHED).key(), Device::ecdsa(TOUCHED).key(), |_| {})),
        ("redacted", with(plain(), plain(), |bench| bench.redact(Digest::of(b"full")).unwrap())),
        ("custody", with(plain(), plain(), |bench| pin_custody(&bench.bundle(), custody_log().as_bytes()).unwrap())),
    ]
}

/// A log of three lines, each of which has the digest of the one before.
fn custody_log() -> String {
    let mut previous = "0".repeat(64);
    let mut log = String::new();
    for number in 1..=3 {
        let line = format!("{{\"schema\":\"banbury.custody/v1\",\"number\":{number},\"previous\":\"{previous}\"}}");
        previous = Digest::of(line.as_bytes()).to_string();
        log += &(line + "\n");
    }
    log
}

#[test]
fn the_commands_of_verify_md_accept_every_kind_of_good_bundle() {
    for (kind, bench) in kinds() {
        let drop = if kind == "redacted" { "".into() } else { drop(&bench) };
        let output = run(&bench, &drop);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{kind}: {text}\n{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(text.lines().last(), Some("EVERYTHING HOLDS"), "{kind}");
        let names = fs::read_dir(bench.bundle().join("sig")).unwrap().map(|entry| entry.unwrap().path());
        let signatures = names.filter(|path| path.extension().is_some_and(|suffix| suffix == "sshsig")).count();
        let envelopes = ["report.dsse.json", "vsa.dsse.json"].map(|name| fs::read_to_string(bench.bundle().join(name)));
        let enveloped: usize = envelopes.iter().flatten().map(|envelope| envelope.matches("keyid").count()).sum();
        assert_eq!(text.matches("Good: envelope signature of SHA256:").count(), enveloped, "{kind}: {text}");
        assert_eq!(text.matches("Good \"banbury-inspection\" signature for ").count(), signatures, "{kind}: {text}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{kind}: a good bundle gives no cause for messages");
    }
}

#[test]
fn the_commands_of_verify_md_tell_a_redacted_edition_of_another_result() {
    let full = Bench::signed();
    let mut bench = Bench::sealed(false);
    bench.redact(Digest::of(full.read("statement.json").as_bytes())).unwrap();
    (bench.ada, bench.bob) = (key(&["ed25519"]), key(&["ed25519"]));
    bench.sign_both();
    let run = |other: &Path| run_with(&bench, &[("FULL", other)]);
    let output = run(&full.bundle());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && text.contains("REDACTED EDITION"), "{text}");
    full.write("statement.json", "{}\n");
    assert!(!run(&full.bundle()).status.success());
    assert!(!run_with(&bench, &[("DROP", &drop(&bench))]).status.success(), "without the inventory no drop is checked");
}

#[test]
fn the_commands_of_verify_md_refuse_what_verify_refuses() {
    let attacks: [(&str, Attack); 10] = [
        ("a changed file", |bench| bench.write("report.html", "<p>all is well</p>\n")),
        ("a changed file with its sum renewed", |bench| {
            bench.write("report.html", "<p>all is well</p>\n");
            bench.renew_sums();
        }),
        ("a file more", |bench| {
            bench.write("annex.html", "");
            bench.renew_sums();
        }),
        ("a file less", |bench| {
            fs::remove_file(bench.bundle().join("findings.sarif")).unwrap();
            bench.renew_sums();
        }),
        ("a changed statement", |bench| {
            bench.write("statement.json", bench.read("statement.json").replace("0.1.0", "0.1.1"));
            bench.renew_sums();
        }),
        ("a signature of nobody known", |bench| {
            sign(&bench.bundle(), &SigningKey::generate("mallory").unwrap(), "evaluator").unwrap();
        }),
        ("an envelope signature less", |bench| {
            let envelope = bench.read("report.dsse.json");
            let at = envelope.find(",\n    {\n").unwrap();
            bench.write("report.dsse.json", format!("{}\n  ]\n}}\n", &envelope[..at]));
            bench.renew_sums();
        }),
        ("a signature twice, by OpenSSH alone", |bench| {
            bench.write("sig/reviewer-2.sshsig", bench.read("sig/reviewer.sshsig"));
            bench.renew_sums();
        }),
        ("one person's signatures for another's", |bench| {
            bench.write("sig/reviewer.sshsig", bench.read("sig/evaluator.sshsig"));
            bench.renew_sums();
        }),
        ("no signature at all", |bench| {
            fs::remove_dir_all(bench.bundle().join("sig")).unwrap();
            fs::remove_file(bench.bundle().join("report.dsse.json")).unwrap();
            bench.renew_sums();
        }),
    ];
    for (what, attack) in attacks {
        let bench = Bench::signed();
        attack(&bench);
        assert!(!bench.verify().checks.iter().all(|check| check.holds) || what.contains("nobody"), "{what}");
        assert!(!holds(&bench, &drop(&bench)), "{what}");
    }
}

#[test]
fn the_commands_of_verify_md_name_a_custody_log_that_was_broken_before_it_was_pinned() {
    let whole = custody_log();
    let without_second: String =
        whole.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| format!("{line}\n")).collect();
    for (log, holds) in [(whole.clone(), true), (without_second, false), (whole.replace(":1,", ":4,"), false)] {
        let mut bench = Bench::sealed(false);
        (bench.ada, bench.bob) = (key(&["ed25519"]), key(&["ed25519"]));
        pin_custody(&bench.bundle(), log.as_bytes()).unwrap();
        bench.sign_both();
        let output = run_with(&bench, &[]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.success(), holds, "{text}");
        assert_eq!(text.contains("custody.jsonl: LINE 2 DOES NOT FOLLOW"), !holds, "{text}");
    }
}

#[test]
fn the_commands_of_verify_md_tell_another_drop() {
    let bench = Bench::signed();
    let drop = drop(&bench);
    assert!(holds(&bench, &drop));
    fs::write(drop.join("src/abc.c"), "abd").unwrap();
    assert!(!holds(&bench, &drop));
}

#[test]
fn our_openssh_signature_is_the_one_that_ssh_keygen_makes() {
    let bench = Bench::signed();
    let key = bench.folder.path().join("key");
    bench.ada.save(&key, None).unwrap();
    let copy = bench.folder.path().join("copy");
    fs::write(&copy, bench.read("statement.json")).unwrap();
    let made = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", "banbury-inspection", "-f"])
        .args([&key, &copy])
        .output()
        .expect("this test needs `ssh-keygen`: install OpenSSH");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let theirs = fs::read_to_string(bench.folder.path().join("copy.sig")).unwrap();
    assert_eq!(theirs, bench.read("sig/evaluator.sshsig"));
}

#[test]
#[ignore = "needs Python with securesystemslib and cryptography from a package registry; CI installs them and names the interpreter in PYTHON"]
fn the_python_of_verify_md_accepts_a_good_bundle_and_counts() {
    let mut bench = Bench::sealed(false);
    bench.bob = key(&["ecdsa", "-b", "256"]);
    bench.sign_both();
    let text = bench.read("VERIFY.md");
    let program = text.split_once("```python\n").unwrap().1.split_once("```").unwrap().0;
    let python = std::env::var("PYTHON").unwrap_or("python3".to_owned());
    for (asked, holds) in [("1", true), ("2", true), ("3", false)] {
        let output = Command::new(&python)
            .args(["-c", program])
            .arg(bench.allowed_signers())
            .arg(asked)
            .current_dir(bench.bundle())
            .output()
            .expect("PYTHON names no interpreter");
        assert_eq!(output.status.success(), holds, "{}", String::from_utf8_lossy(&output.stderr));
    }
}
