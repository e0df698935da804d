//! Keys that an agent holds: OpenSSH's own, with a key from a file and with keys of a (software) HSM.

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use banbury_attest::{SigningKey, sign};
use common::keys::{SshAgent, key_file, succeed};
use common::{Bench, holding, skipped};
use tempfile::TempDir;

fn refusal(socket: &Path, public: &Path) -> String {
    SigningKey::in_agent(socket, public).err().expect("the key is taken").to_string()
}

#[test]
fn a_key_in_ssh_agent_signs_what_its_file_would_sign() {
    let folder = tempfile::tempdir().unwrap();
    for kind in [&["ed25519"][..], &["ecdsa", "-b", "256"], &["ecdsa", "-b", "384"]] {
        let file = key_file(folder.path(), kind);
        let agent = SshAgent::start(&[]);
        agent.add(&[Path::new("-q"), &file], None);
        let held = SigningKey::in_agent(&agent.socket(), &file.with_extension("pub")).unwrap();
        let mut bench = Bench::sealed(false);
        sign(&bench.bundle(), &held, "evaluator").unwrap();
        bench.ada = SigningKey::load(&file, &mut || panic!("not encrypted")).unwrap();
        assert_eq!(held.public_line(), bench.ada.public_line());
        sign(&bench.bundle(), &bench.bob, "reviewer").unwrap();
        holding(&bench.verify());
        if kind == ["ed25519"] {
            let other = Bench::sealed(false);
            sign(&other.bundle(), &bench.ada, "evaluator").unwrap();
            assert_eq!(other.read("sig/evaluator.sshsig"), bench.read("sig/evaluator.sshsig"));
        }
        assert!(held.save(&folder.path().join("copy"), None).is_err(), "a key in an agent stays there");
    }
}

/// A token of SoftHSM with a key of each kind, in an agent.
struct Hsm {
    agent: SshAgent,
    folder: TempDir,
}

/// Where Debian and others have it.
const LIBRARIES: [&str; 3] =
    ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so"];

impl Hsm {
    /// None where there is no SoftHSM.
    fn with(keys: &[&[&str]]) -> Option<Self> {
        let library = LIBRARIES.iter().map(Path::new).find(|path| path.exists())?;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("tokens")).unwrap();
        fs::write(at("conf"), format!("directories.tokendir = {}\n", at("tokens").display())).unwrap();
        let conf = at("conf");
        let softhsm = |arguments: &[&str]| {
            succeed(Command::new("softhsm2-util").args(arguments).args(["--pin", "1234"]).env("SOFTHSM2_CONF", &conf));
        };
        softhsm(&["--init-token", "--free", "--label", "lab", "--so-pin", "1234"]);
        for (number, options) in keys.iter().enumerate() {
            let pem = at(&format!("{number}.pem"));
            succeed(Command::new("openssl").arg("genpkey").args(*options).arg("-out").arg(&pem));
            let id = format!("0{number}");
            softhsm(&["--import", pem.to_str().unwrap(), "--token", "lab", "--label", &id, "--id", &id]);
        }
        fs::write(at("askpass"), "#!/bin/sh\necho 1234\n").unwrap();
        fs::set_permissions(at("askpass"), fs::Permissions::from_mode(0o700)).unwrap();
        let agent = SshAgent::start(&[("SOFTHSM2_CONF", &conf)]);
        agent.add(&[Path::new("-q"), Path::new("-s"), library], Some(&at("askpass")));
        Some(Self { agent, folder })
    }

    /// The public key of a type, as `ssh-add -L` lists it.
    fn public(&self, kind: &str) -> PathBuf {
        let listed = String::from_utf8(self.agent.add(&[Path::new("-L")], None).stdout).unwrap();
        let line = listed.lines().find(|line| line.starts_with(kind)).unwrap_or_else(|| panic!("{listed}"));
        let path = self.folder.path().join(format!("{kind}.pub"));
        fs::write(&path, line).unwrap();
        path
    }
}

const P256: &[&str] = &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
const P384: &[&str] = &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"];
const RSA: &[&str] = &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];

#[test]
fn keys_in_an_hsm_sign_through_the_agent_and_rsa_is_refused_in_words() {
    let Some(hsm) = Hsm::with(&[P256, P384, RSA]) else {
        return skipped("no SoftHSM: install softhsm2");
    };
    let mut bench = Bench::sealed(false);
    bench.ada = SigningKey::in_agent(&hsm.agent.socket(), &hsm.public("ecdsa-sha2-nistp256")).unwrap();
    bench.bob = SigningKey::in_agent(&hsm.agent.socket(), &hsm.public("ecdsa-sha2-nistp384")).unwrap();
    bench.sign_both();
    holding(&bench.verify());

    let said = refusal(&hsm.agent.socket(), &hsm.public("ssh-rsa"));
    assert!(said.contains("a key of the type ssh-rsa cannot verify here: only ssh-ed25519"), "{said}");
}

#[test]
fn an_agent_without_the_key_or_no_agent_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let public = key_file(folder.path(), &["ed25519"]).with_extension("pub");
    let agent = SshAgent::start(&[]);
    let said = refusal(&agent.socket(), &public);
    assert!(said.contains("does not hold the private half of SHA256:") && said.contains("ssh-add -s"), "{said}");
    let said = refusal(&folder.path().join("none"), &public);
    assert!(said.contains("none` does not help: No such file"), "{said}");
    assert!(refusal(&agent.socket(), &folder.path().join("ed25519")).contains("is no OpenSSH public key"));
}

#[test]
fn an_agent_that_talks_nonsense_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let public = key_file(folder.path(), &["ed25519"]).with_extension("pub");
    let long = [&0xffff_ffff_u32.to_be_bytes()[..], &[12]].concat();
    let many_keys = [&9_u32.to_be_bytes()[..], &[12], &0xffff_ffff_u32.to_be_bytes(), &[0; 4]].concat();
    let long_key = [&9_u32.to_be_bytes()[..], &[12], &1_u32.to_be_bytes(), &0xffff_fff0_u32.to_be_bytes()].concat();
    for (number, (reply, words)) in [
        (vec![], "failed to fill whole buffer"),
        (vec![0, 0, 0, 0, 12], "empty or too long"),
        (long, "empty or too long"),
        (vec![0, 0, 0, 1, 5], "it refuses"),
        (vec![0, 0, 0, 2, 12, 0], "garbled"),
        (many_keys, "garbled"),
        (long_key, "garbled"),
    ]
    .into_iter()
    .enumerate()
    {
        let socket = folder.path().join(number.to_string());
        let listener = UnixListener::bind(&socket).unwrap();
        let answering = std::thread::spawn(move || {
            use std::io::{Read, Write};
            let (mut stream, _) = listener.accept().unwrap();
            stream.read_exact(&mut [0; 5]).unwrap();
            stream.write_all(&reply).unwrap();
        });
        let said = refusal(&socket, &public);
        assert!(said.contains(words), "{said}");
        answering.join().unwrap();
    }
}
