//! No byte of a signed bundle changes unnoticed, and the file that holds it is named.

mod common;

use std::fs;
use std::os::unix::fs::symlink;

use common::{Bench, all_files, assert_names, failures};

#[test]
fn a_bundle_as_it_was_signed_holds() {
    let outcome = Bench::signed().verify();
    assert!(outcome.holds, "{:#?}", outcome.checks);
    let texts = outcome.checks.iter().map(|check| check.text.as_str()).collect::<Vec<_>>().join("\n");
    for words in
        ["sig/evaluator.sshsig and report.dsse.json: signed by Ada Example (evaluator)", "signed by 2 different people"]
    {
        assert!(texts.contains(words), "{texts}");
    }
}

/// Every byte; of VERIFY.md, which is long and whose digest alone counts, some.
fn positions(name: &str, bytes: &[u8]) -> impl Iterator<Item = usize> + use<> {
    (0..bytes.len()).step_by(if name == "VERIFY.md" { 61 } else { 1 })
}

#[test]
fn every_flipped_byte_is_found_and_its_file_named() {
    let bench = Bench::signed();
    for name in all_files(&bench.bundle()) {
        let original = fs::read(bench.bundle().join(&name)).unwrap();
        // A wrong line of SHA256SUMS looks like a change of the file that it lists.
        let blame = if name == "SHA256SUMS" { "SHA256SUMS".to_owned() } else { format!("{name}: changed") };
        for at in positions(&name, &original) {
            let mut changed = original.clone();
            changed[at] ^= 1 << (at % 8);
            bench.write(&name, &changed);
            let text = failures(&bench.verify());
            assert!(text.contains(&blame), "{name}, byte {at}: {text}");
        }
        bench.write(&name, &original);
    }
    assert!(bench.verify().holds);
}

#[test]
fn an_attacker_who_renews_the_sums_gains_nothing() {
    let bench = Bench::signed();
    let sums = bench.read("SHA256SUMS");
    for name in all_files(&bench.bundle()).iter().filter(|name| *name != "SHA256SUMS") {
        let original = fs::read(bench.bundle().join(name)).unwrap();
        let flipped = positions(name, &original).map(|at| {
            let mut changed = original.clone();
            changed[at] ^= 1 << (at % 8);
            changed
        });
        let spaced = [b"\n".as_slice(), b" ", b"\t", b"\r\n", b"\0"]
            .into_iter()
            .flat_map(|space| [[original.as_slice(), space].concat(), [space, original.as_slice()].concat()]);
        let text = String::from_utf8(original.clone()).unwrap();
        let rewrapped = [text.replace('\n', "\r\n"), text.replace('\n', "\n\n"), text.trim_end().to_owned()];
        for changed in flipped.chain(spaced).chain(rewrapped.map(String::into_bytes)) {
            bench.write(name, &changed);
            bench.renew_sums();
            assert_names(&bench.verify(), &[name]);
        }
        bench.write(name, &original);
    }
    bench.write("SHA256SUMS", sums);
    assert!(bench.verify().holds);
}

#[test]
fn a_missing_file_is_named_with_the_sums_renewed_or_not() {
    for name in all_files(&Bench::signed().bundle()) {
        for renew in [false, true] {
            let bench = Bench::signed();
            fs::remove_file(bench.bundle().join(&name)).unwrap();
            if renew && name != "SHA256SUMS" {
                bench.renew_sums();
            }
            assert_names(&bench.verify(), &[&name]);
        }
    }
}

#[test]
fn a_file_that_nobody_signed_is_named() {
    for name in ["annex.html", "sig/annex.html", "sig/annex.sshsig", ".hidden", "sig/.sshsig", "Ümlaut", "two words"] {
        let bench = Bench::signed();
        bench.write(name, "extra");
        assert_names(&bench.verify(), &[name]);
        bench.renew_sums();
        assert_names(&bench.verify(), &[name]);
    }
    let bench = Bench::signed();
    fs::create_dir(bench.bundle().join("annexes")).unwrap();
    assert_names(&bench.verify(), &["annexes: is a folder"]);
}

#[test]
fn links_and_special_files_are_named_and_never_opened() {
    for name in ["report.html", "statement.json", "sig/reviewer.sshsig", "SHA256SUMS"] {
        let bench = Bench::signed();
        let elsewhere = bench.folder.path().join("elsewhere");
        fs::rename(bench.bundle().join(name), &elsewhere).unwrap();
        symlink(&elsewhere, bench.bundle().join(name)).unwrap();
        assert_names(&bench.verify(), &[&format!("{name}: is a symbolic link")]);
    }
    let bench = Bench::signed();
    fs::rename(bench.bundle().join("sig"), bench.folder.path().join("sig")).unwrap();
    symlink(bench.folder.path().join("sig"), bench.bundle().join("sig")).unwrap();
    assert_names(&bench.verify(), &["sig: is a symbolic link"]);

    // Opening a FIFO that nobody writes to would wait for ever.
    let bench = Bench::signed();
    let fifo = bench.bundle().join("report.html");
    fs::remove_file(&fifo).unwrap();
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    assert_names(&bench.verify(), &["report.html: is a FIFO, socket or device"]);
}

#[test]
fn what_is_no_bundle_at_all_does_not_hold_and_no_folder_is_an_error() {
    let bench = Bench::signed();
    for name in all_files(&bench.bundle()) {
        let original = fs::read(bench.bundle().join(&name)).unwrap();
        for garbage in [&b""[..], b"\xff\xfe", b"null", b"[]", b"{}", &b"[".repeat(100_000)] {
            bench.write(&name, garbage);
            assert_names(&bench.verify(), &[&name]);
        }
        bench.write(&name, original);
    }
    let empty = tempfile::tempdir().unwrap();
    let policy = common::policy(&bench.policy_text());
    let outcome = banbury_attest::verify(empty.path(), &policy, common::NOW).unwrap();
    assert_names(&outcome, &["SHA256SUMS", "statement.json"]);
    assert!(banbury_attest::verify(&empty.path().join("none"), &policy, common::NOW).is_err());
}
