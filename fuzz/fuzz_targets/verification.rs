//! No bundle holds under a policy whose key signed none, and none makes the verification stop.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use banbury_attest::{Policy, seal_policy, verify};
use libfuzzer_sys::fuzz_target;

/// A key made for this; nobody has the private half.
const KEY: &str = include_str!("../seeds/keys/ed25519.pub");

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let text = format!(
        "schema = \"banbury.policy/v1\"\nthreshold = 1\naccept_demonstration = true\n[[signer]]\nperson = \"Ada\"\nrole = \"evaluator\"\nkey = \"{}\"\n",
        KEY.trim()
    );
    let sealed = seal_policy(&text).expect("the policy is one");
    Policy::parse(sealed.as_bytes(), "policy").expect("it is sealed")
});

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("banbury-fuzz-{}", std::process::id()));
    fs::create_dir_all(folder.join("sig")).expect("a folder for it");
    folder
});

/// What is written: the parts that a verifier parses.
const NAMES: [&str; 9] = [
    "statement.json",
    "report.dsse.json",
    "vsa.dsse.json",
    "SHA256SUMS",
    "VERIFY.md",
    "inventory.sha256",
    "custody.jsonl",
    "sig/evaluator.sshsig",
    "sig/evaluator.tsr",
];

fuzz_target!(|input: &[u8]| {
    let mut parts = input.split(|byte| *byte == 0xff);
    for name in NAMES {
        let path = FOLDER.join(name);
        match parts.next() {
            Some(part) => fs::write(path, part).expect("there is room"),
            None => drop(fs::remove_file(path)),
        }
    }
    let outcome = verify(&FOLDER, &POLICY, 1_796_000_000).expect("the folder can be listed");
    assert!(!outcome.holds, "{:?}", outcome.checks);
});
