//! `sign`, `timestamp` and `verify` as evaluators use them: under a policy, through an agent, with a stamp.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Ended, banbury, inspect, make_key, verify, write_policy, write_small_drop};
use tempfile::TempDir;

/// A small drop's unsigned bundle, two people's keys, and the policy that knows them.
struct Bench(TempDir);

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        write_small_drop(&bench.at("drop"));
        inspect(&bench.at("drop"), &bench.at("bundle"), &[]).with(0);
        let (ada, bob) = (make_key(&bench.at("ada")), make_key(&bench.at("bob")));
        let signers = [("Ada Example", "evaluator", ada.as_str()), ("Bob Example", "reviewer", &bob)];
        write_policy(&bench.at("policy.toml"), 2, &signers);
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Signs under the policy with a key file.
    fn sign(&self, key: &str, role: &str) -> Ended {
        let mut command = banbury();
        command.arg("sign").arg(self.at("bundle")).arg("--key").arg(self.at(key)).args(["--role", role]);
        Ended::of(command.arg("--policy").arg(self.at("policy.toml")))
    }

    fn verify(&self) -> Ended {
        verify(&self.at("bundle"), &self.at("policy.toml"), Some(&self.at("drop")))
    }
}

#[test]
fn sign_refuses_what_the_policy_would_not_accept_and_says_why() {
    let bench = Bench::new();
    make_key(&bench.at("mallory"));
    bench.sign("mallory", "evaluator").with(2).saying("does not know the key SHA256:");
    bench.sign("ada", "reviewer").with(2).saying("that of Ada Example, whose role in the policy");
    assert!(!bench.at("bundle/sig").exists());
    bench.sign("ada", "evaluator").with(0);
    bench.sign("ada", "evaluator").with(2).saying("has signed it already");
    bench.sign("bob", "reviewer").with(0);
    bench.verify().with(0);

    let text = fs::read_to_string(bench.at("policy.toml")).unwrap();
    fs::write(bench.at("policy.toml"), text.replace("threshold = 2", "threshold = 1")).unwrap();
    bench.sign("bob", "reviewer").with(2).saying("changed since it was sealed");
}

#[test]
fn a_key_in_an_agent_signs_without_its_file() {
    let bench = Bench::new();
    let socket = bench.at("agent");
    let started = Ended::of(Command::new("ssh-agent").args(["-s", "-a"]).arg(&socket)).with(0).stdout;
    let pid = started.split_once("SSH_AGENT_PID=").unwrap().1.split(';').next().unwrap();
    let add = Ended::of(Command::new("ssh-add").arg("-q").arg(bench.at("ada")).env("SSH_AUTH_SOCK", &socket));
    let sign = |socket: &Path| {
        let mut command = banbury();
        command.arg("sign").arg(bench.at("bundle")).arg("--agent").arg(bench.at("ada.pub"));
        command.args(["--role", "evaluator", "--policy"]).arg(bench.at("policy.toml"));
        Ended::of(command.env("SSH_AUTH_SOCK", socket))
    };
    let nobody = sign(&bench.at("none"));
    let signed = sign(&socket);
    Ended::of(Command::new("ssh-agent").arg("-k").env("SSH_AGENT_PID", pid)).with(0);
    add.with(0);
    nobody.with(2).saying("does not help: No such file");
    signed.with(0);
    sign(Path::new("")).with(2).saying("SSH_AUTH_SOCK names no agent");
    bench.sign("bob", "reviewer").with(0);
    bench.verify().with(0);
}

/// A lab's own authority in a folder: one self-signed certificate for time stamps alone.
const AUTHORITY: &str = "\
[req]
distinguished_name = name
x509_extensions = stamping
[name]
[stamping]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = lab
[lab]
serial = serial
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
";

#[test]
fn a_signature_is_stamped_by_openssl_and_the_stamp_verified() {
    let bench = Bench::new();
    bench.sign("ada", "evaluator").with(0);
    bench.sign("bob", "reviewer").with(0);
    let timestamp = |arguments: &[&str]| {
        Ended::of(banbury().args(["timestamp", "bundle"]).args(arguments).current_dir(bench.0.path()))
    };
    timestamp(&["--request", "-o", "q.tsq"]).with(2).saying("name one of its signatures: sig/evaluator.sshsig");
    timestamp(&["--request", "-o", "q.tsq", "--signature", "sig/reviewer.sshsig"]).with(0);
    timestamp(&["--response", "q.tsq"]).with(2).saying("is no answer of a time stamping authority");

    fs::write(bench.at("conf"), AUTHORITY).unwrap();
    fs::write(bench.at("serial"), "01\n").unwrap();
    let openssl = |arguments: &str| {
        let arguments = arguments.split(' ').chain(["-config", "conf"]);
        Ended::of(Command::new("openssl").args(arguments).current_dir(bench.0.path())).with(0)
    };
    openssl("req -x509 -newkey rsa:2048 -nodes -sha256 -days 36500 -subj /CN=Clock -keyout tsa.key -out tsa.pem");
    openssl("ts -reply -queryfile q.tsq -inkey tsa.key -signer tsa.pem -out r.tsr");
    let stamped = timestamp(&["--response", "r.tsr"]).with(0);
    assert_eq!(stamped.stdout, "Stamped: bundle/sig/reviewer.tsr\n");

    let text = fs::read_to_string(bench.at("policy.toml")).unwrap();
    let certificate = fs::read_to_string(bench.at("tsa.pem")).unwrap();
    let authority = format!("[[authority]]\nname = \"Clock\"\ncertificate = \"\"\"\n{certificate}\"\"\"\n");
    fs::write(bench.at("policy.toml"), format!("{text}{authority}")).unwrap();
    Ended::of(banbury().args(["policy", "seal"]).arg(bench.at("policy.toml"))).with(0);
    let said = bench.verify().with(0).stdout;
    assert!(said.contains("holds  sig/reviewer.tsr: Clock shows that sig/reviewer.sshsig was there by 2"), "{said}");
}
