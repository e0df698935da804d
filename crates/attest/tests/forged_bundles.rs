//! Attacks on what was signed: another drop, another document, trust that the bundle brings itself.

mod common;

use std::fs;

use banbury_attest::{SigningKey, sign};
use banbury_evidence::Digest;
use common::{Bench, all_files, assert_names, policy};

/// The same two people's bundle on another drop.
fn of_another_drop(bench: &Bench) -> Bench {
    let mut other = Bench::sealed(false);
    other.write("inventory.sha256", format!("{}  src/other.c\n", Digest::of(b"other")));
    other.seal(Digest::of(other.read("inventory.sha256").as_bytes()), false).unwrap();
    (other.ada, other.bob) = (bench.copy_of(&bench.ada), bench.copy_of(&bench.bob));
    other.sign_both();
    assert!(other.verify().holds);
    other
}

fn take_over(bench: &Bench, from: &Bench, names: &[&str]) {
    for name in names {
        bench.write(name, from.read(name));
    }
    bench.renew_sums();
}

const SIGNED: [&str; 4] = ["statement.json", "report.dsse.json", "sig/evaluator.sshsig", "sig/reviewer.sshsig"];

#[test]
fn a_statement_of_another_drop_does_not_carry_over_with_all_its_signatures() {
    let bench = Bench::signed();
    let other = of_another_drop(&bench);
    take_over(&bench, &other, &SIGNED);
    assert_names(&bench.verify(), &["inventory.sha256: changed", "does not have the digest of the drop"]);

    // With the other drop's inventory beside it, the findings are still not those of that statement.
    let bench = Bench::signed();
    let other = of_another_drop(&bench);
    bench.write("findings.sarif", "{\"runs\": []}\n");
    take_over(&bench, &other, &SIGNED);
    take_over(&bench, &other, &["inventory.sha256"]);
    assert_names(&bench.verify(), &["findings.sarif: changed"]);
}

#[test]
fn a_replaced_pdf_with_the_right_name_is_named() {
    let bench = Bench::signed();
    bench.write("report.pdf", "%PDF-1.7 all is well\n");
    assert_names(&bench.verify(), &["report.pdf: changed"]);
    bench.renew_sums();
    assert_names(&bench.verify(), &["report.pdf: changed: its SHA-256 is", "and statement.json has"]);
}

#[test]
fn a_bundle_does_not_bring_its_own_trust() {
    // Put there after signing, it is a file that nobody signed.
    for name in ["policy.toml", "allowed_signers", "trusted-keys.pub"] {
        let bench = Bench::signed();
        bench.write(name, bench.policy_text());
        bench.renew_sums();
        assert_names(&bench.verify(), &[&format!("{name}: not listed in statement.json")]);
    }
    // Signed along by whoever it trusts, it changes nothing: the verifier's policy is another file.
    let bench = Bench::sealed(false);
    let mallory = SigningKey::generate("mallory").unwrap();
    bench.write("policy.toml", common::signer("Mallory Example", "evaluator", &mallory));
    bench.seal(Digest::of(common::INVENTORY), false).unwrap();
    sign(&bench.bundle(), &mallory, "evaluator").unwrap();
    let said = bench.verify_with(&policy(&bench.policy_text()));
    assert_names(&said, &["signed by 0 different people, of 2 that the policy asks for"]);
    assert!(
        said.checks.iter().any(|check| check.text.contains("a key that the policy does not know; it does not count"))
    );
}

#[test]
fn a_signature_added_or_taken_away_is_noticed_whichever_it_is() {
    for name in all_files(&Bench::signed().bundle()).iter().filter(|name| SIGNED.contains(&name.as_str())) {
        let bench = Bench::signed();
        fs::remove_file(bench.bundle().join(name)).unwrap();
        bench.renew_sums();
        assert_names(&bench.verify(), &[name]);
    }
    let bench = Bench::signed();
    bench.write("sig/auditor.sshsig", bench.read("sig/reviewer.sshsig"));
    bench.renew_sums();
    assert_names(&bench.verify(), &["is by the key of sig/auditor.sshsig: one key signs once"]);
}
