//! A small bundle, two people, and the policy that knows them.

#![allow(dead_code, reason = "each test program uses its own part")]

pub mod authority;
pub mod keys;
pub mod shell;

use std::fs;
use std::path::{Path, PathBuf};

use banbury_attest::{Outcome, Policy, Signing, SigningKey, StatementInputs, Summary};
use banbury_attest::{seal_bundle, seal_policy, sign, verify};
use banbury_evidence::{Digest, RulesetDigest, ToolIdentity};
use tempfile::TempDir;

/// 24 November 2026.
pub const NOW: i64 = 1_795_478_400;

/// Of a drop with one file, `src/abc.c`, that holds `abc`.
pub const INVENTORY: &[u8] = b"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  src/abc.c\n";

/// What somebody does to a bundle.
pub type Attack = fn(&Bench);

pub struct Bench {
    pub folder: TempDir,
    pub ada: SigningKey,
    pub bob: SigningKey,
}

impl Bench {
    /// A sealed bundle that nobody has signed.
    pub fn sealed(demonstration: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bundle = folder.path().join("bundle");
        fs::create_dir(&bundle).unwrap();
        fs::write(bundle.join("inventory.sha256"), INVENTORY).unwrap();
        fs::write(bundle.join("findings.sarif"), "{}\n").unwrap();
        fs::write(bundle.join("report.html"), "<p>report</p>\n").unwrap();
        fs::write(bundle.join("report.pdf"), "%PDF-1.7\n").unwrap();
        let bench = Self {
            folder,
            ada: SigningKey::generate("ada@lab.example").unwrap(),
            bob: SigningKey::generate("bob@lab.example").unwrap(),
        };
        bench.seal(Digest::of(INVENTORY), demonstration).unwrap();
        bench
    }

    /// The same, signed by both.
    pub fn signed() -> Self {
        let bench = Self::sealed(false);
        bench.sign_both();
        bench
    }

    pub fn seal(&self, drop: Digest, demonstration: bool) -> Result<(), banbury_attest::AttestError> {
        let tool = ToolIdentity { name: "banbury".to_owned(), version: "0.1.0".to_owned() };
        let rulesets = [RulesetDigest { name: "c/x.yaml".to_owned(), sha256: Digest::of(b"rule") }];
        let inputs = StatementInputs { drop, tool: &tool, rulesets: &rulesets, demonstration, redacted_from: None };
        seal_bundle(&self.bundle(), &inputs)
    }

    /// Makes an unsigned bundle a redacted edition of another: without the drop's inventory.
    pub fn redact(&self, full: Digest) -> Result<(), banbury_attest::AttestError> {
        let drop = Digest::of(INVENTORY);
        fs::remove_file(self.bundle().join("inventory.sha256")).unwrap();
        let tool = ToolIdentity { name: "banbury".to_owned(), version: "0.1.0".to_owned() };
        let redacted_from = Some(full);
        let inputs = StatementInputs { drop, tool: &tool, rulesets: &[], demonstration: false, redacted_from };
        seal_bundle(&self.bundle(), &inputs)
    }

    pub fn sign_both(&self) {
        assert_eq!(sign(&self.bundle(), &self.ada, "evaluator").unwrap(), "sig/evaluator.sshsig");
        assert_eq!(sign(&self.bundle(), &self.bob, "reviewer").unwrap(), "sig/reviewer.sshsig");
    }

    /// Both sign, a summary too.
    pub fn sign_summary(&self, summary: &Summary) {
        for (key, role) in [(&self.ada, "evaluator"), (&self.bob, "reviewer")] {
            sign(&self.bundle(), key, Signing { role, policy: None, summary: Some(summary) }).unwrap();
        }
    }

    /// A key that can sign once more.
    pub fn copy_of(&self, key: &SigningKey) -> SigningKey {
        let folder = tempfile::tempdir().unwrap();
        key.save(&folder.path().join("key"), None).unwrap();
        SigningKey::load(&folder.path().join("key"), &mut || panic!("not encrypted")).unwrap()
    }

    pub fn bundle(&self) -> PathBuf {
        self.folder.path().join("bundle")
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.bundle().join(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.bundle().join(name), text).unwrap();
    }

    /// What an attacker does after a change: `SHA256SUMS` is nobody's secret.
    pub fn renew_sums(&self) {
        let mut names = Vec::new();
        let signatures = fs::read_dir(self.bundle().join("sig")).into_iter().flatten();
        for entry in fs::read_dir(self.bundle()).unwrap().chain(signatures) {
            let path = entry.unwrap().path();
            if path.is_file() && path.file_name().unwrap() != "SHA256SUMS" {
                names.push(path.strip_prefix(self.bundle()).unwrap().to_str().unwrap().to_owned());
            }
        }
        names.sort();
        let line = |name: &String| format!("{}  {name}\n", Digest::of(&fs::read(self.bundle().join(name)).unwrap()));
        self.write("SHA256SUMS", names.iter().map(line).collect::<String>());
    }

    pub fn verify(&self) -> Outcome {
        self.verify_with(&policy(&self.policy_text()))
    }

    pub fn verify_with(&self, policy: &Policy) -> Outcome {
        verify(&self.bundle(), policy, NOW).unwrap()
    }

    pub fn policy_text(&self) -> String {
        let ada = signer("Ada Example", "evaluator", &self.ada);
        let bob = signer("Bob Example", "reviewer", &self.bob);
        format!("{HEAD}threshold = 2\n[roles]\nevaluator = 1\nreviewer = 1\n{ada}{bob}")
    }

    pub fn allowed_signers(&self) -> PathBuf {
        let path = self.folder.path().join("allowed_signers");
        let line =
            |name: &str, key: &SigningKey| format!("{name} namespaces=\"banbury-inspection\" {}\n", key.public_line());
        fs::write(&path, line("ada@lab.example", &self.ada) + &line("bob@lab.example", &self.bob)).unwrap();
        path
    }
}

/// A drop that has passed.
pub fn summary() -> Summary {
    Summary {
        verifier: "https://lab.example/banbury".to_owned(),
        resource_uri: "https://lab.example/drops/rru-3504/2.4.0".to_owned(),
        policy: "https://lab.example/criteria/2026".to_owned(),
        policy_sha256: Digest::of(b"criteria"),
        passed: true,
        verified_levels: vec!["LAB_INSPECTED".to_owned()],
    }
}

pub const HEAD: &str = "schema = \"banbury.policy/v1\"\n";

pub fn signer(person: &str, role: &str, key: &SigningKey) -> String {
    format!("[[signer]]\nperson = \"{person}\"\nrole = \"{role}\"\nkey = \"{}\"\n", key.public_line())
}

pub fn policy(text: &str) -> Policy {
    Policy::parse(seal_policy(text).unwrap().as_bytes(), "policy.toml").unwrap()
}

/// Says on standard error that a test could not be made here.
#[allow(clippy::print_stderr, reason = "the test harness shows it to whoever asks")]
pub fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
}

/// Every failure in words, one to a line; and that there is one.
pub fn failures(outcome: &Outcome) -> String {
    let texts: Vec<_> = outcome.checks.iter().filter(|check| !check.holds).map(|check| check.text.as_str()).collect();
    assert_eq!(outcome.holds, texts.is_empty());
    assert!(!outcome.holds, "verification holds: {:#?}", outcome.checks);
    texts.join("\n")
}

pub fn assert_names(outcome: &Outcome, words: &[&str]) {
    let failures = failures(outcome);
    for word in words {
        assert!(failures.contains(word), "`{word}` is not in:\n{failures}");
    }
}

/// Every check in words, one to a line, of a verification that holds.
pub fn holding(outcome: &Outcome) -> String {
    assert!(outcome.holds, "{:#?}", outcome.checks);
    outcome.checks.iter().map(|check| check.text.as_str()).collect::<Vec<_>>().join("\n")
}

pub fn all_files(bundle: &Path) -> Vec<String> {
    let sums = fs::read_to_string(bundle.join("SHA256SUMS")).unwrap();
    let mut names: Vec<_> = sums.lines().map(|line| line[66..].to_owned()).collect();
    names.push("SHA256SUMS".to_owned());
    names
}
