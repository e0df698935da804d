//! The commands of VERIFY.md over bundles with time stamps, and over one that wants to act on whoever reads it.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::authority::{Authority, P256};
use common::shell::{run_keeping, run_with};
use common::{Bench, skipped};

#[test]
fn the_commands_of_verify_md_judge_a_signature_by_its_stamp() {
    let authority = Authority::new(P256);
    let bench = Bench::signed();
    authority.stamp(&bench.bundle(), "sig/reviewer.sshsig");
    for certificate in ["ca.pem", "tsa.pem"] {
        let output = run_with(&bench, &[("TSA_CA", &authority.at(certificate))]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(
            text.contains("sig/reviewer.tsr\nVerification: OK\nthe signature was there by ")
                && text.contains("Verification: OK"),
            "{text}"
        );
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
    let other = Authority::new(P256);
    assert!(!run_with(&bench, &[("TSA_CA", &other.at("ca.pem"))]).status.success(), "another authority");
    fs::rename(bench.bundle().join("sig/reviewer.tsr"), bench.bundle().join("sig/evaluator.tsr")).unwrap();
    bench.renew_sums();
    assert!(!run_with(&bench, &[("TSA_CA", &authority.at("ca.pem"))]).status.success(), "of another signature");
}

#[test]
fn the_commands_of_verify_md_accept_a_key_that_ran_out_after_the_stamp() {
    // Only a clock that lies can stamp before today.
    if Command::new("faketime").arg("--version").output().is_err() {
        return skipped("no faketime: install it");
    }
    let authority = Authority::at_time(P256, Some("2020-01-01"));
    let bench = Bench::signed();
    authority.stamp(&bench.bundle(), "sig/reviewer.sshsig");
    let allowed = bench.allowed_signers();
    let run = |day: &str, variables: &[(&str, &Path)]| {
        let lines = fs::read_to_string(bench.allowed_signers()).unwrap();
        let bob = format!("bob@lab.example valid-before=\"{day}\",");
        fs::write(&allowed, lines.replace("bob@lab.example ", &bob)).unwrap();
        run_keeping(&bench, &allowed, variables).status.success()
    };
    let ca = authority.at("ca.pem");
    assert!(run("20210101Z", &[("TSA_CA", &ca)]), "the key ran out after the stamp");
    assert!(!run("20210101Z", &[]), "without the stamp today counts");
    assert!(!run("20190101Z", &[("TSA_CA", &ca)]), "the key had run out before");
}

#[test]
fn nothing_that_a_hostile_bundle_says_acts_on_the_terminal_or_the_shell() {
    let authority = Authority::new(P256);
    let bench = Bench::signed();
    authority.stamp(&bench.bundle(), "sig/reviewer.sshsig");
    let escape = "\u{1b}[2J\u{7}\\033[31m";
    for name in ["a||;e touch acted;#", "$(touch acted)", "`touch acted`", "-o x", &format!("a\n{escape}")] {
        bench.write(&format!("sig/{name}.sshsig"), bench.read("sig/reviewer.sshsig"));
        bench.write(&format!("sig/{name}.tsr"), escape);
        bench.write(&format!("{name}.html"), escape);
    }
    let envelope = bench.read("report.dsse.json").replacen("SHA256:", &format!("{escape}$(touch acted)"), 1);
    bench.write("report.dsse.json", envelope);
    bench.write("SHA256SUMS", format!("{}  {escape}\n", "0".repeat(64)) + &bench.read("SHA256SUMS"));
    bench.write("custody.jsonl", format!("{escape}\n"));
    let output = run_with(&bench, &[("TSA_CA", &authority.at("ca.pem"))]);
    assert!(!output.status.success());
    let said = [output.stdout, output.stderr].concat();
    assert!(!said.contains(&0x1b) && !said.contains(&0x07), "{}", String::from_utf8_lossy(&said).escape_debug());
    assert!(!bench.bundle().join("acted").exists());
}
