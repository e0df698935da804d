//! RFC 3161 time stamps of a lab's own authority: a key that was revoked or ran out later takes nothing from them.
//! OpenSSL is the authority. The days of policies lie far from today on either side, so that no clock decides.

mod common;

use std::fs;
use std::process::Command;

use banbury_attest::{add_timestamp, timestamp_request, verify};
use common::authority::{Authority, P256, P384, RSA};
use common::keys::succeed;
use common::{Bench, assert_names, holding, policy};

/// 1 January 2101.
const LATER: i64 = 4_133_980_800;

/// A bundle in which the reviewer's signature is stamped.
fn stamped(authority: &Authority) -> Bench {
    let bench = Bench::signed();
    assert_eq!(authority.stamp(&bench.bundle(), "sig/reviewer.sshsig"), "sig/reviewer.tsr");
    bench
}

/// What verification says long after, if the policy says `line` of the reviewer's key and names an authority.
fn later(bench: &Bench, line: &str, authority: &str) -> banbury_attest::Outcome {
    let policy = policy(&format!("{}{line}\n{authority}", bench.policy_text()));
    verify(&bench.bundle(), &policy, LATER).unwrap()
}

#[test]
fn the_request_is_the_one_that_openssl_makes() {
    let bench = Bench::signed();
    let query = bench.folder.path().join("query.tsq");
    let signature = bench.bundle().join("sig/reviewer.sshsig");
    let made = ["ts", "-query", "-sha256", "-cert", "-no_nonce"];
    succeed(Command::new("openssl").args(made).arg("-data").arg(signature).arg("-out").arg(&query));
    let (request, name) = timestamp_request(&bench.bundle(), Some("sig/reviewer.sshsig")).unwrap();
    assert_eq!((request, name.as_str()), (fs::read(query).unwrap(), "sig/reviewer.sshsig"));

    let said = timestamp_request(&bench.bundle(), None).unwrap_err().to_string();
    assert!(said.contains("name one of its signatures: sig/evaluator.sshsig, sig/reviewer.sshsig"), "{said}");
    let said = timestamp_request(&bench.bundle(), Some("report.html")).unwrap_err().to_string();
    assert!(said.contains("it has no signature report.html"), "{said}");
    let said = timestamp_request(&Bench::sealed(false).bundle(), None).unwrap_err().to_string();
    assert!(said.contains("it is not signed"), "{said}");
}

#[test]
fn a_signature_that_was_there_before_its_key_was_revoked_or_ran_out_holds() {
    for key in [RSA, P256, P384] {
        let authority = Authority::new(key);
        let bench = stamped(&authority);
        for certificate in ["ca.pem", "tsa.pem"] {
            for (line, words) in [
                ("revoked_on = \"2100-01-01\"", "the key was revoked with the beginning of 2100-01-01"),
                ("valid_until = \"2100-01-01\"", "the key's validity ended with the beginning of 2100-01-01"),
            ] {
                let said = holding(&later(&bench, line, &authority.policy(certificate)));
                assert!(
                    said.contains("sig/reviewer.tsr: The lab's clock shows that sig/reviewer.sshsig was there by 2")
                );
                assert!(
                    said.contains(words) && said.contains("but as The lab's clock shows the signature was made by 2")
                );
            }
        }
    }
}

#[test]
fn a_stamp_takes_the_place_of_today_and_of_nothing_else() {
    let authority = Authority::new(P256);
    let bench = stamped(&authority);
    let lab = authority.policy("ca.pem");
    for (line, words) in [
        // Nobody knows since when.
        ("revoked = true", "the key is revoked"),
        ("revoked_on = \"2020-01-01\"", "was revoked with the beginning of 2020-01-01"),
        ("valid_until = \"2020-01-01\"", "validity ended with the beginning of 2020-01-01"),
        ("valid_from = \"2100-01-01\"", "not valid before 2100-01-01"),
    ] {
        assert_names(&later(&bench, line, &lab), &["Bob Example (reviewer)", words, "signed by 1 different people"]);
    }
    // Without the stamp, or without a policy that names its authority, today counts.
    let line = "revoked_on = \"2100-01-01\"";
    assert_names(&later(&bench, line, ""), &["was revoked with the beginning of 2100-01-01"]);
    let other = Authority::new(P256);
    assert_names(&later(&bench, line, &other.policy("ca.pem")), &["was revoked with the beginning of 2100-01-01"]);
    assert_names(&later(&Bench::signed(), line, &lab), &["was revoked with the beginning of 2100-01-01"]);
    // A stamp that nobody asked for is no harm.
    let said = holding(&bench.verify());
    assert!(said.contains("sig/reviewer.tsr: is the stamp of an authority that the policy does not name"), "{said}");
}

#[test]
fn a_stamp_of_another_signature_is_refused() {
    let authority = Authority::new(P256);
    let (bench, other) = (stamped(&authority), Bench::signed());
    let (request, _) = timestamp_request(&other.bundle(), Some("sig/reviewer.sshsig")).unwrap();
    let answer = authority.answer(&request);
    let said = add_timestamp(&bench.bundle(), &answer).unwrap_err().to_string();
    assert!(said.contains("the answer is the stamp of none of its signatures"), "{said}");
    let own = fs::read(bench.bundle().join("sig/reviewer.tsr")).unwrap();
    let said = add_timestamp(&bench.bundle(), &own).unwrap_err().to_string();
    assert!(said.contains("sig/reviewer.sshsig has a stamp already (sig/reviewer.tsr)"), "{said}");

    for (name, bytes, words) in [
        ("sig/reviewer.tsr", &answer, "is the stamp of something else than sig/reviewer.sshsig"),
        ("sig/evaluator.tsr", &own, "is the stamp of something else than sig/evaluator.sshsig"),
        ("sig/nobody.tsr", &own, "sig/nobody.sshsig, which it is for, is missing"),
    ] {
        bench.write(name, bytes);
        bench.renew_sums();
        assert_names(&bench.verify(), &[name, words]);
        fs::remove_file(bench.bundle().join(name)).unwrap();
    }
}

#[test]
fn no_byte_of_a_stamp_changes_what_it_shows() {
    let authority = Authority::new(P256);
    let bench = stamped(&authority);
    let sealed = policy(&format!("{}revoked_on = \"2100-01-01\"\n{}", bench.policy_text(), authority.policy("ca.pem")));
    let said = |outcome: &banbury_attest::Outcome| {
        outcome
            .checks
            .iter()
            .filter(|check| check.text.contains("clock shows"))
            .map(|check| check.text.clone())
            .collect::<Vec<_>>()
    };
    let original = fs::read(bench.bundle().join("sig/reviewer.tsr")).unwrap();
    let shown = said(&verify(&bench.bundle(), &sealed, LATER).unwrap());
    assert_eq!(shown.len(), 2);
    let mut refused = 0;
    for at in 0..original.len() {
        let mut changed = original.clone();
        changed[at] ^= 1 << (at % 8);
        bench.write("sig/reviewer.tsr", &changed);
        bench.renew_sums();
        let outcome = verify(&bench.bundle(), &sealed, LATER).unwrap();
        match outcome.holds {
            true => assert_eq!(said(&outcome), shown, "byte {at}"),
            false => refused += 1,
        }
    }
    assert!(refused * 10 > original.len() * 9, "nearly every byte counts: {refused} of {}", original.len());
}

#[test]
fn what_is_no_stamp_is_refused_with_the_reason() {
    let authority = Authority::new(P256);
    let bench = Bench::signed();
    let (request, _) = timestamp_request(&bench.bundle(), Some("sig/reviewer.sshsig")).unwrap();
    // An authority that makes no stamps over SHA-256 says so.
    fs::write(authority.at("conf"), authority.read("conf").replace("digests = sha256", "digests = sha512")).unwrap();
    let refusal = authority.answer(&request);
    for (answer, words) in [
        (refusal.as_slice(), "is an authority's refusal, with status 2"),
        (&request, "is no answer of a time stamping authority"),
        (b"", "is no answer of a time stamping authority"),
        (&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], "is no answer of a time stamping authority"),
    ] {
        let said = add_timestamp(&bench.bundle(), answer).unwrap_err().to_string();
        assert!(said.contains(words), "{said}");
        bench.write("sig/reviewer.tsr", answer);
        bench.renew_sums();
        assert_names(&bench.verify(), &["sig/reviewer.tsr", words]);
        fs::remove_file(bench.bundle().join("sig/reviewer.tsr")).unwrap();
        bench.renew_sums();
    }
    bench.write("report.html", "changed");
    fs::write(authority.at("conf"), authority.read("conf").replace("digests = sha512", "digests = sha256")).unwrap();
    let said = add_timestamp(&bench.bundle(), &authority.answer(&request)).unwrap_err().to_string();
    assert!(said.contains("cannot be stamped: report.html: changed"), "{said}");
}

#[test]
fn an_authority_is_what_the_sealed_policy_holds() {
    let authority = Authority::new(P256);
    let bench = Bench::sealed(false);
    let lab = authority.policy("ca.pem");
    let refusal =
        |more: &str| banbury_attest::seal_policy(&format!("{}{more}", bench.policy_text())).unwrap_err().to_string();
    for (more, words) in [
        (lab.replace("MII", "MIJ"), "authority `The lab's clock`: its certificate is none in PEM"),
        (
            lab.replace(
                "-----END CERTIFICATE-----\n",
                &format!("-----END CERTIFICATE-----\n{}", authority.read("tsa.pem")),
            ),
            "one, and nothing around it",
        ),
        (lab.replace("CERTIFICATE-----", "PUBLIC KEY-----"), "none in PEM"),
        (format!("{lab}{lab}"), "each needs a name of its own"),
        (lab.replace("certificate =", "file ="), "unknown field `file`"),
    ] {
        let said = refusal(&more);
        assert!(said.contains(words), "{said}");
    }
}
