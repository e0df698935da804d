//! What a policy may say, and that no byte of it changes unnoticed.

mod common;

use banbury_attest::{Policy, SigningKey, seal_policy, verify};
use common::{Bench, HEAD, NOW, assert_names, policy, signer};

fn refusal(text: &str) -> String {
    Policy::parse(text.as_bytes(), "policy.toml").unwrap_err().to_string()
}

fn sealing_refusal(text: &str) -> String {
    seal_policy(text).unwrap_err().to_string()
}

#[test]
fn no_byte_of_a_sealed_policy_is_free() {
    let sealed = seal_policy(&Bench::signed().policy_text()).unwrap().into_bytes();
    assert!(Policy::parse(&sealed, "policy.toml").is_ok());
    for at in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[at] ^= 1 << bit;
            assert!(Policy::parse(&changed, "policy.toml").is_err(), "byte {at}, bit {bit}");
        }
        let mut shorter = sealed.clone();
        shorter.remove(at);
        assert!(Policy::parse(&shorter, "policy.toml").is_err(), "without byte {at}");
        for more in [b' ', b'\n', b'#', b'0'] {
            let mut longer = sealed.clone();
            longer.insert(at, more);
            assert!(Policy::parse(&longer, "policy.toml").is_err(), "{more} before byte {at}");
        }
    }
}

#[test]
fn an_unsealed_policy_says_what_to_do() {
    let text = Bench::signed().policy_text();
    for unsealed in [text.clone(), text.replacen("threshold", "seal = \"\"\nthreshold", 1)] {
        let said = refusal(&unsealed);
        assert!(said.contains("policy.toml") && said.contains("`banbury policy seal FILE`"), "{said}");
    }
    let changed = seal_policy(&text).unwrap().replace("threshold = 2", "threshold = 1");
    let said = refusal(&changed);
    assert!(said.contains("changed since it was sealed") && said.contains("`banbury policy seal FILE`"), "{said}");
}

#[test]
fn the_seal_stands_on_the_second_line_alone() {
    let sealed = seal_policy(&Bench::signed().policy_text()).unwrap();
    let mut lines: Vec<&str> = sealed.lines().collect();
    assert!(lines[1].starts_with("seal = \""));
    lines.swap(1, 2);
    assert!(refusal(&(lines.join("\n") + "\n")).contains("second line is not a seal"));
    let digits = lines[2];
    assert!(Policy::parse(sealed.replace(digits, &digits.to_uppercase()).as_bytes(), "p").is_err());
}

#[test]
fn sealing_again_renews_the_one_seal() {
    let text = Bench::signed().policy_text();
    let sealed = seal_policy(&text).unwrap();
    assert_eq!(seal_policy(&sealed).unwrap(), sealed);
    let loosened = sealed.replace("threshold = 2", "threshold = 1");
    let again = seal_policy(&loosened).unwrap();
    assert_eq!(again, seal_policy(&text.replace("threshold = 2", "threshold = 1")).unwrap());
    assert_eq!(seal_policy(&sealed.replace("seal = \"", "seal=\"stale")).unwrap(), sealed);
}

#[test]
fn what_no_policy_should_say_is_refused_with_the_reason() {
    let key = || SigningKey::generate("x").unwrap();
    let (one, two) = (key(), key());
    let (ada, bob) = (signer("Ada Example", "evaluator", &one), signer("Bob Example", "reviewer", &two));
    let cases = [
        ("another schema", "schema = \"banbury.policy/v2\"\nthreshold = 1\n".to_owned(), "first line"),
        ("no threshold", format!("{HEAD}{ada}"), "missing field `threshold`"),
        ("threshold of nobody", format!("{HEAD}threshold = 0\n{ada}"), "threshold is 0"),
        ("threshold out of reach", format!("{HEAD}threshold = 2\n{ada}"), "only 1 such people"),
        (
            "two keys, one person",
            format!("{HEAD}threshold = 2\n{ada}{}", signer("Ada Example", "evaluator", &two)),
            "only 1",
        ),
        ("role out of reach", format!("{HEAD}threshold = 1\n[roles]\nreviewer = 1\n{ada}"), "roles.reviewer is 1"),
        ("role of nobody", format!("{HEAD}threshold = 1\n[roles]\nevaluator = 0\n{ada}"), "roles.evaluator is 0"),
        ("unknown key", format!("{HEAD}treshold = 1\n{ada}"), "unknown field `treshold`"),
        ("unknown key of a signer", format!("{HEAD}threshold = 1\n{ada}until = 1\n"), "unknown field `until`"),
        (
            "one key, two people",
            format!("{HEAD}threshold = 1\n{ada}{}", signer("Bob Example", "reviewer", &one)),
            "twice",
        ),
        (
            "one person, two spellings",
            format!("{HEAD}threshold = 1\n{ada}{}", signer("ada example", "evaluator", &two)),
            "also written `Ada Example`",
        ),
        (
            "one person, two roles",
            format!("{HEAD}threshold = 1\n{ada}{}", signer("Ada Example", "reviewer", &two)),
            "one person has one role",
        ),
        (
            "stray white space",
            format!("{HEAD}threshold = 1\n{}", signer("Ada  Example", "evaluator", &one)),
            "single spaces",
        ),
        ("role as a path", format!("{HEAD}threshold = 1\n{}", signer("Ada Example", "../x", &one)), "role `../x`"),
        (
            "no such day",
            format!("{HEAD}threshold = 1\n{ada}valid_until = \"2026-02-30\"\n"),
            "valid_until is `2026-02-30`",
        ),
        (
            "never valid",
            format!("{HEAD}threshold = 1\n{ada}valid_from = \"2026-02-02\"\nvalid_until = \"2026-02-02\"\n"),
            "never valid",
        ),
        (
            "revoked and not revoked",
            format!("{HEAD}threshold = 1\n{ada}revoked = false\nrevoked_on = \"2026-11-24\"\n"),
            "take one of the two away",
        ),
        ("revoked on no day", format!("{HEAD}threshold = 1\n{ada}revoked_on = \"today\"\n"), "revoked_on is `today`"),
        ("no key", format!("{HEAD}threshold = 1\n{}", ada.replace("AAAA", "BBBB")), "no OpenSSH public key"),
        ("no toml", format!("{HEAD}threshold = \n{ada}{bob}"), "line 3, column 13"),
    ];
    for (what, text, words) in cases {
        let said = sealing_refusal(&text);
        assert!(said.contains(words), "{what}: {said}");
    }
    let rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7";
    let weak = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for key in [rsa, weak] {
        let signer = format!("[[signer]]\nperson = \"Ada Example\"\nrole = \"evaluator\"\nkey = \"{key}\"\n");
        let said = sealing_refusal(&format!("{HEAD}threshold = 1\n{signer}"));
        assert!(said.contains("signer `Ada Example`"), "{said}");
    }
}

#[test]
fn a_key_counts_only_while_it_is_valid() {
    let bench = Bench::signed();
    let with = |line: &str| policy(&format!("{}{line}\n", bench.policy_text()));
    for (line, words) in [
        ("valid_until = \"2026-11-24\"", "validity ended with the beginning of 2026-11-24"),
        ("valid_from = \"2026-11-25\"", "not valid before 2026-11-25"),
        ("revoked = true", "the key is revoked"),
        ("revoked_on = \"2026-11-24\"", "the key was revoked with the beginning of 2026-11-24"),
        ("revoked = true\nrevoked_on = \"2026-11-24\"", "the key was revoked with the beginning of 2026-11-24"),
    ] {
        let outcome = bench.verify_with(&with(line));
        assert_names(&outcome, &["Bob Example (reviewer)", words, "signed by 1 different people, of 2"]);
    }
    assert!(bench.verify_with(&with("revoked_on = \"2026-11-25\"")).holds);
    let window = with("valid_from = \"2026-11-24\"\nvalid_until = \"2026-11-25\"");
    for (now, holds) in [(NOW - 1, false), (NOW, true), (NOW + 86_399, true), (NOW + 86_400, false)] {
        assert_eq!(verify(&bench.bundle(), &window, now).unwrap().holds, holds, "{now}");
    }
}
