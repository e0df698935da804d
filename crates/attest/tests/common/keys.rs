//! Keys as OpenSSH makes them, and a FIDO device that is none.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use banbury_attest::SigningKey;
use banbury_evidence::Digest;
use ed25519_dalek::ed25519::signature::Signer as _;
use ssh_key::encoding::Encode;
use ssh_key::public::{Ed25519PublicKey, KeyData, SkEcdsaSha2NistP256, SkEd25519};
use tempfile::TempDir;

/// Runs a program of OpenSSH or OpenSSL that has to succeed.
pub fn succeed(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("this test needs {command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A key file that `ssh-keygen` makes, in a folder.
pub fn key_file(folder: &Path, kind: &[&str]) -> PathBuf {
    let path = folder.join(kind.join("-"));
    succeed(
        Command::new("ssh-keygen")
            .args(["-q", "-N", "", "-C", "made by ssh-keygen", "-t"])
            .args(kind)
            .arg("-f")
            .arg(&path),
    );
    path
}

/// The same, loaded.
pub fn key(kind: &[&str]) -> SigningKey {
    let folder = tempfile::tempdir().unwrap();
    SigningKey::load(&key_file(folder.path(), kind), &mut || panic!("not encrypted")).unwrap()
}

/// What a FIDO device signs with.
#[derive(Clone)]
pub enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    Ecdsa(p256::ecdsa::SigningKey),
}

/// A FIDO device behind an agent, both made up: it signs as PROTOCOL.u2f says, and claims to have been touched or not.
pub struct Device {
    folder: TempDir,
}

pub const TOUCHED: u8 = 1;
pub const VERIFIED: u8 = 5;

impl Device {
    pub fn ed25519(flags: u8) -> Self {
        Self::with(Secret::Ed25519(ed25519_dalek::SigningKey::from_bytes(&[7; 32])), "ssh:", flags)
    }

    pub fn ecdsa(flags: u8) -> Self {
        Self::with(Secret::Ecdsa(p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap()), "ssh:", flags)
    }

    pub fn with(secret: Secret, application: &str, flags: u8) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let public = match &secret {
            Secret::Ed25519(key) => {
                KeyData::from(SkEd25519::new(Ed25519PublicKey(key.verifying_key().to_bytes()), application))
            }
            Secret::Ecdsa(key) => {
                let point = ssh_key::sec1::EncodedPoint::from_bytes(key.verifying_key().to_sec1_point(false)).unwrap();
                KeyData::from(SkEcdsaSha2NistP256::new(point, application))
            }
        };
        let line = ssh_key::PublicKey::new(public.clone(), "device").to_openssh().unwrap();
        fs::write(folder.path().join("key.pub"), line + "\n").unwrap();
        let listener = UnixListener::bind(folder.path().join("agent")).unwrap();
        let application = application.to_owned();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.unwrap(), &public, &secret, &application, flags);
            }
        });
        Self { folder }
    }

    /// The device's key, to sign with through the agent.
    pub fn key(&self) -> SigningKey {
        SigningKey::in_agent(&self.folder.path().join("agent"), &self.folder.path().join("key.pub")).unwrap()
    }
}

fn answer(mut stream: UnixStream, public: &KeyData, secret: &Secret, application: &str, flags: u8) {
    let mut length = [0; 4];
    stream.read_exact(&mut length).unwrap();
    let mut request = vec![0; u32::from_be_bytes(length) as usize];
    stream.read_exact(&mut request).unwrap();
    let blob = public.encode_vec().unwrap();
    let mut reply = Vec::new();
    if request == [11] {
        reply.push(12);
        1_u32.encode(&mut reply).unwrap();
        blob.encode(&mut reply).unwrap();
        "device".encode(&mut reply).unwrap();
    } else {
        // Type, key, message, flags.
        let message = &request[1 + 4 + blob.len() + 4..request.len() - 4];
        reply.push(14);
        signature(secret, application, flags, message).encode(&mut reply).unwrap();
    }
    stream.write_all(&(reply.len() as u32).to_be_bytes()).unwrap();
    stream.write_all(&reply).unwrap();
}

fn signature(secret: &Secret, application: &str, flags: u8, message: &[u8]) -> Vec<u8> {
    let mut signed = Digest::of(application.as_bytes()).as_bytes().to_vec();
    let trailer = [flags, 0, 0, 0, 9];
    signed.extend(trailer);
    signed.extend(Digest::of(message).as_bytes());
    let (kind, made) = match secret {
        Secret::Ed25519(key) => ("sk-ssh-ed25519@openssh.com", key.sign(&signed).to_bytes().to_vec()),
        Secret::Ecdsa(key) => {
            let made: p256::ecdsa::Signature = key.sign(&signed);
            let made = ssh_key::Signature::try_from(made).unwrap();
            ("sk-ecdsa-sha2-nistp256@openssh.com", made.as_bytes().to_vec())
        }
    };
    let mut whole = Vec::new();
    kind.encode(&mut whole).unwrap();
    made.encode(&mut whole).unwrap();
    whole.extend(trailer);
    whole
}

/// OpenSSH's agent, which ends with this value.
pub struct SshAgent {
    folder: TempDir,
    pid: String,
}

impl SshAgent {
    /// Starts one; `environment` is for the libraries that it loads.
    pub fn start(environment: &[(&str, &Path)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let started = succeed(
            Command::new("ssh-agent").arg("-s").arg("-a").arg(folder.path().join("agent")).envs(environment.to_vec()),
        );
        let said = String::from_utf8(started.stdout).unwrap();
        let pid = said.split_once("SSH_AGENT_PID=").unwrap().1.split(';').next().unwrap().to_owned();
        Self { folder, pid }
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("agent")
    }

    /// `ssh-add` with some arguments.
    pub fn add(&self, arguments: &[&Path], askpass: Option<&Path>) -> Output {
        let mut command = Command::new("ssh-add");
        command.args(arguments).env("SSH_AUTH_SOCK", self.socket());
        if let Some(askpass) = askpass {
            command.env("SSH_ASKPASS", askpass).env("SSH_ASKPASS_REQUIRE", "force").env("DISPLAY", ":0");
        }
        succeed(&mut command)
    }
}

impl Drop for SshAgent {
    fn drop(&mut self) {
        let _ = Command::new("ssh-agent").arg("-k").env("SSH_AGENT_PID", &self.pid).output();
    }
}
