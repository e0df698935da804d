//! Keys in OpenSSH's format, and what `sign` and `seal_bundle` refuse.

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use banbury_attest::{AttestError, SigningKey, Zeroizing, sign};
use banbury_evidence::Digest;
use common::{Attack, Bench};

fn load(path: &Path, passphrase: Option<&str>) -> Result<SigningKey, AttestError> {
    SigningKey::load(path, &mut || match passphrase {
        Some(text) => Ok(Zeroizing::new(text.to_owned())),
        None => Err(AttestError::NoPassphrase("nobody to ask".to_owned())),
    })
}

fn ssh_keygen(arguments: &[&str], path: &Path) -> std::process::Output {
    let program = "ssh-keygen";
    Command::new(program).args(arguments).arg(path).output().expect("this test needs `ssh-keygen`: install OpenSSH")
}

#[test]
fn ssh_keygen_reads_our_keys_and_we_read_its() {
    let folder = tempfile::tempdir().unwrap();
    for passphrase in [None, Some("correct horse")] {
        let ours = folder.path().join(format!("ours-{}", passphrase.is_some()));
        let key = SigningKey::generate("ada@lab.example").unwrap();
        key.save(&ours, passphrase).unwrap();
        let output = ssh_keygen(&["-y", "-P", passphrase.unwrap_or(""), "-f"], &ours);
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), key.public_line());
        assert_eq!(fs::read_to_string(ours.with_extension("pub")).unwrap(), key.public_line() + "\n");
        assert_eq!(load(&ours, passphrase).unwrap().public_line(), key.public_line());

        let theirs = folder.path().join(format!("theirs-{}", passphrase.is_some()));
        let passphrase_ = passphrase.unwrap_or("");
        ssh_keygen(&["-q", "-t", "ed25519", "-C", "bob@lab.example", "-N", passphrase_, "-f"], &theirs);
        let line = fs::read_to_string(theirs.with_extension("pub")).unwrap();
        assert_eq!(load(&theirs, passphrase).unwrap().public_line(), line.trim_end());
    }
}

#[test]
fn an_encrypted_key_needs_its_passphrase_and_shows_nothing_without() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    SigningKey::generate("ada@lab.example").unwrap().save(&path, Some("correct horse")).unwrap();
    assert!(matches!(load(&path, Some("wrong horse")), Err(AttestError::WrongPassphrase(_))));
    assert!(matches!(load(&path, None), Err(AttestError::NoPassphrase(_))));
    let empty = SigningKey::generate("ada").unwrap().save(&folder.path().join("empty"), Some(""));
    assert!(matches!(empty, Err(AttestError::NoPassphrase(_))));
    let output = ssh_keygen(&["-y", "-P", "", "-f"], &path);
    assert!(!output.status.success());
    assert!(ssh_keygen(&["-l", "-f"], &path).status.success());
}

#[test]
fn an_unencrypted_key_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    SigningKey::generate("ada").unwrap().save(&path, None).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    for mode in [0o640, 0o604, 0o610] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let said = load(&path, None).err().unwrap().to_string();
        assert!(said.contains("chmod 600"), "{said}");
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    assert!(load(&path, None).is_ok());
}

#[test]
fn a_key_is_never_overwritten_and_never_left_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let key = SigningKey::generate("ada").unwrap();
    let path = folder.path().join("key");
    fs::write(&path, "old").unwrap();
    assert!(matches!(key.save(&path, None), Err(AttestError::Exists(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    let path = folder.path().join("other");
    fs::write(path.with_extension("pub"), "old").unwrap();
    assert!(matches!(key.save(&path, None), Err(AttestError::Exists(_))));
    assert!(!path.exists());
    assert!(key.save(&folder.path().join("none/key"), None).is_err());
}

#[test]
fn what_is_no_key_for_signing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    for (text, words) in
        [("", "OpenSSH's private key format"), ("-----BEGIN PRIVATE KEY-----\n", "OpenSSH's private key format")]
    {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let said = load(&path, None).err().unwrap().to_string();
        assert!(said.contains(words), "{said}");
    }
    let rsa = folder.path().join("rsa");
    ssh_keygen(&["-q", "-t", "rsa", "-b", "2048", "-N", "", "-f"], &rsa);
    assert!(matches!(load(&rsa, None), Err(AttestError::UnusableKey { .. })));
    assert!(SigningKey::generate("two\nlines").is_err());
}

#[test]
fn the_order_of_signing_leaves_no_trace() {
    let bench = Bench::sealed(false);
    let copy = bench.folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(bench.bundle()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    bench.sign_both();
    sign(&copy, &bench.bob, "reviewer").unwrap();
    sign(&copy, &bench.ada, "evaluator").unwrap();
    for name in common::all_files(&bench.bundle()) {
        assert_eq!(fs::read(copy.join(&name)).unwrap(), fs::read(bench.bundle().join(&name)).unwrap(), "{name}");
    }
}

#[test]
fn sealing_gives_the_same_bytes_and_not_over_signatures() {
    let (one, two) = (Bench::sealed(false), Bench::sealed(false));
    for name in ["statement.json", "VERIFY.md", "SHA256SUMS"] {
        assert_eq!(one.read(name), two.read(name));
    }
    let drop = Digest::of(one.read("inventory.sha256").as_bytes());
    one.seal(drop, false).unwrap();
    assert_eq!(one.read("SHA256SUMS"), two.read("SHA256SUMS"));
    assert!(one.seal(Digest::of(b"another drop"), false).unwrap_err().to_string().contains("inventory.sha256"));
    one.sign_both();
    assert!(one.seal(drop, false).unwrap_err().to_string().contains("signed"));
}

#[test]
fn nobody_signs_twice_or_signs_a_bundle_that_was_changed() {
    let bench = Bench::signed();
    let before = bench.read("report.dsse.json");
    for role in ["evaluator", "reviewer"] {
        let said = sign(&bench.bundle(), &bench.ada, role).unwrap_err().to_string();
        assert!(said.contains("has signed it already"), "{said}");
    }
    for role in ["", "../x", "Evaluator", "a b", "x/y"] {
        assert!(sign(&bench.bundle(), &bench.ada, role).unwrap_err().to_string().contains("role"));
    }
    assert_eq!(bench.read("report.dsse.json"), before);
    assert!(bench.verify().holds);

    let carol = SigningKey::generate("carol").unwrap();
    let attacks: [(&str, Attack); 4] = [
        ("report.html", |bench| bench.write("report.html", "changed")),
        ("SHA256SUMS", |bench| bench.write("SHA256SUMS", "")),
        ("sig/reviewer.sshsig", |bench| bench.write("sig/reviewer.sshsig", "changed")),
        ("annex.html", |bench| bench.write("annex.html", "more")),
    ];
    for (name, attack) in attacks {
        let bench = Bench::signed();
        attack(&bench);
        for renew in [false, true] {
            if renew && name != "SHA256SUMS" {
                bench.renew_sums();
            }
            let said = sign(&bench.bundle(), &carol, "reviewer").unwrap_err().to_string();
            assert!(said.contains(name), "{said}");
        }
        assert!(!bench.bundle().join("sig/reviewer-2.sshsig").exists());
    }
}
