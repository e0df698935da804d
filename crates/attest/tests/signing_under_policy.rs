//! `sign` under a policy makes no signature that the policy would not count, and says why.

mod common;

use banbury_attest::{AttestError, Policy, Signing, SigningKey, sign};
use common::{Bench, HEAD, NOW, policy, signer};

fn try_to_sign(bench: &Bench, key: &SigningKey, role: &str, policy: &Policy) -> Result<String, AttestError> {
    sign(&bench.bundle(), key, Signing { role, policy: Some((policy, NOW)), summary: None })
}

/// Why signing was refused; and that the bundle is as before.
#[track_caller]
fn refusal(bench: &Bench, key: &SigningKey, role: &str, policy: &Policy) -> String {
    let before = bench.read("SHA256SUMS");
    let said = try_to_sign(bench, key, role, policy).expect_err("it was signed").to_string();
    assert_eq!(bench.read("SHA256SUMS"), before);
    said
}

#[test]
fn what_the_policy_accepts_is_signed_and_holds() {
    let bench = Bench::sealed(false);
    let policy = policy(&bench.policy_text());
    try_to_sign(&bench, &bench.ada, "evaluator", &policy).unwrap();
    try_to_sign(&bench, &bench.bob, "reviewer", &policy).unwrap();
    assert!(bench.verify().holds);
}

#[test]
fn unknown_keys_and_wrong_roles_are_refused() {
    let bench = Bench::sealed(false);
    let policy = policy(&bench.policy_text());
    let mallory = SigningKey::generate("mallory").unwrap();
    let said = refusal(&bench, &mallory, "evaluator", &policy);
    assert!(said.contains("policy.toml does not know the key SHA256:"), "{said}");
    let said = refusal(&bench, &bench.ada, "reviewer", &policy);
    assert!(said.contains("is that of Ada Example, whose role in the policy policy.toml is evaluator"), "{said}");
}

#[test]
fn keys_that_do_not_count_today_are_refused() {
    for (line, words) in [
        ("valid_until = \"2026-11-24\"", "validity ended with the beginning of 2026-11-24"),
        ("valid_from = \"2026-11-25\"", "not valid before 2026-11-25"),
        ("revoked = true", "the key is revoked"),
        ("revoked_on = \"2026-11-24\"", "was revoked with the beginning of 2026-11-24"),
    ] {
        let bench = Bench::sealed(false);
        let policy = policy(&format!("{}{line}\n", bench.policy_text()));
        let said = refusal(&bench, &bench.bob, "reviewer", &policy);
        assert!(said.contains("does not accept the key") && said.contains(words), "{said}");
        try_to_sign(&bench, &bench.ada, "evaluator", &policy).unwrap();
    }
}

#[test]
fn a_person_signs_once_whatever_their_keys() {
    let bench = Bench::sealed(false);
    let ada = signer("Ada Example", "evaluator", &bench.ada);
    let ada_again = signer("Ada Example", "evaluator", &bench.bob);
    let policy = policy(&format!("{HEAD}threshold = 1\n{ada}{ada_again}"));
    try_to_sign(&bench, &bench.ada, "evaluator", &policy).unwrap();
    let said = refusal(&bench, &bench.bob, "evaluator", &policy);
    assert!(said.contains("Ada Example has signed it already, with another key (sig/evaluator.sshsig)"), "{said}");
}

#[test]
fn a_demonstration_is_signed_only_where_it_is_accepted() {
    let bench = Bench::sealed(true);
    let said = refusal(&bench, &bench.ada, "evaluator", &policy(&bench.policy_text()));
    assert!(said.contains("it is a demonstration, and the policy policy.toml does not accept that"), "{said}");
    let text = bench.policy_text().replacen("threshold", "accept_demonstration = true\nthreshold", 1);
    try_to_sign(&bench, &bench.ada, "evaluator", &policy(&text)).unwrap();
}
