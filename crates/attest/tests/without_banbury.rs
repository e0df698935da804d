//! The regulator needs none of our code: the commands of VERIFY.md, run as they stand there.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use banbury_attest::{SigningKey, sign};
use common::{Attack, Bench};

/// The `sh` blocks of VERIFY.md, one after the other.
fn commands(bench: &Bench) -> String {
    let text = bench.read("VERIFY.md");
    let blocks: Vec<&str> = text.split("```sh\n").skip(1).map(|block| block.split_once("```").unwrap().0).collect();
    assert!(blocks.len() >= 6, "VERIFY.md has lost its commands");
    blocks.concat()
}

fn run(bench: &Bench, drop: &Path) -> Output {
    for (tool, argument) in [("ssh-keygen", "-?"), ("openssl", "version"), ("sha256sum", "--version")] {
        let found = Command::new(tool).arg(argument).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(found.is_ok(), "this test needs `{tool}`: install OpenSSH, OpenSSL and coreutils");
    }
    let script = bench.folder.path().join("commands.sh");
    fs::write(&script, commands(bench)).unwrap();
    Command::new("sh")
        .arg(&script)
        .current_dir(bench.bundle())
        .env("ALLOWED", bench.allowed_signers())
        .env("DROP", drop)
        .output()
        .unwrap()
}

/// A drop that fits the bundle's inventory.
fn drop(bench: &Bench) -> std::path::PathBuf {
    let drop = bench.folder.path().join("drop");
    fs::create_dir_all(drop.join("src")).unwrap();
    fs::write(drop.join("src/abc.c"), "abc").unwrap();
    drop
}

fn holds(bench: &Bench, drop: &Path) -> bool {
    let output = run(bench, drop);
    let text = String::from_utf8_lossy(&output.stdout);
    match text.lines().last() {
        Some("EVERYTHING HOLDS") => assert!(output.status.success()),
        Some("SOMETHING DOES NOT HOLD") => assert!(!output.status.success()),
        _ => panic!("no answer:\n{text}\n{}", String::from_utf8_lossy(&output.stderr)),
    }
    output.status.success()
}

#[test]
fn the_commands_of_verify_md_accept_a_good_bundle() {
    let bench = Bench::signed();
    let output = run(&bench, &drop(&bench));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(text.lines().last(), Some("EVERYTHING HOLDS"));
    assert_eq!(text.matches("Good: envelope signature of SHA256:").count(), 2, "{text}");
    assert_eq!(text.matches("Good \"banbury-inspection\" signature for ").count(), 2, "{text}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "a good bundle gives no cause for messages");
}

#[test]
fn the_commands_of_verify_md_refuse_what_verify_refuses() {
    let attacks: [(&str, Attack); 7] = [
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
    ];
    for (what, attack) in attacks {
        let bench = Bench::signed();
        attack(&bench);
        assert!(!bench.verify().checks.iter().all(|check| check.holds) || what.contains("nobody"), "{what}");
        assert!(!holds(&bench, &drop(&bench)), "{what}");
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
    let bench = Bench::signed();
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
