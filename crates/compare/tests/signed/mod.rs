//! Keys and signatures, made by OpenSSL.

#![allow(dead_code, reason = "not every test uses all of it")]

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

use banbury_compare::{PublicKey, check_signature};
use banbury_evidence::{SignatureCheck, SignatureKind};

/// A folder with keys and what they sign.
pub struct Bench {
    folder: tempfile::TempDir,
}

/// A private key, by the name of its file, and its public half in PEM.
pub struct Key {
    pub name: String,
    pub public: String,
}

impl Bench {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    pub fn run(&self, program: &str, arguments: &[&str]) -> Vec<u8> {
        let output = Command::new(program).args(arguments).current_dir(self.folder.path()).output().unwrap();
        assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    pub fn key(&self, name: &str, kind: &str, options: &[&str]) -> Key {
        let file = format!("{name}.key");
        let mut arguments = vec!["genpkey", "-algorithm", kind, "-out", &file];
        arguments.extend(options.iter().flat_map(|option| ["-pkeyopt", option]));
        self.run("openssl", &arguments);
        let public = String::from_utf8(self.run("openssl", &["pkey", "-in", &file, "-pubout"])).unwrap();
        Key { name: name.to_owned(), public }
    }

    pub fn private(&self, key: &Key) -> String {
        fs::read_to_string(self.at(&format!("{}.key", key.name))).unwrap()
    }

    /// One that the key signed itself, in PEM.
    pub fn certificate(&self, Key { name, .. }: &Key) -> String {
        let (key, file, subject) = (format!("{name}.key"), format!("{name}.crt"), format!("/CN={name}"));
        self.run("openssl", &["req", "-x509", "-new", "-key", &key, "-subj", &subject, "-out", &file]);
        fs::read_to_string(self.at(&file)).unwrap()
    }

    /// A bare signature.
    pub fn sign(&self, Key { name, .. }: &Key, message: &[u8], options: &[&str]) -> Vec<u8> {
        fs::write(self.at("message"), message).unwrap();
        let key = format!("{name}.key");
        let is_hashed = !fs::read_to_string(self.at(&key)).unwrap().contains("MC4CAQAwBQYDK2Vw");
        let arguments = ["pkeyutl", "-sign", "-rawin", "-inkey", &key, "-in", "message"];
        match is_hashed {
            true => {
                let mut arguments = vec!["dgst", "-sign", &key];
                arguments.extend(options);
                if !options.iter().any(|option| option.starts_with("-sha")) {
                    arguments.push("-sha256");
                }
                arguments.push("message");
                self.run("openssl", &arguments)
            }
            false => self.run("openssl", &arguments),
        }
    }

    /// Detached signed data in DER.
    pub fn cms(&self, signers: &[&Key], message: &[u8], options: &[&str]) -> Vec<u8> {
        fs::write(self.at("message"), message).unwrap();
        let mut arguments: Vec<String> =
            ["cms", "-sign", "-binary", "-outform", "DER", "-in", "message"].map(str::to_owned).to_vec();
        for key in signers {
            self.certificate(key);
            let Key { name, .. } = key;
            arguments.extend(["-signer", &format!("{name}.crt"), "-inkey", &format!("{name}.key")].map(str::to_owned));
            // Options of keys stand behind the key that they are for.
            let of_key = options.windows(2).filter(|pair| pair[0] == "-keyopt");
            arguments.extend(of_key.flatten().map(|option| (*option).to_owned()));
        }
        let mut rest = options.iter();
        while let Some(option) = rest.next() {
            match *option {
                "-keyopt" => drop(rest.next()),
                option => arguments.push(option.to_owned()),
            }
        }
        self.run("openssl", &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    pub fn check(&self, key: &Key, file: &[u8], signature_at: Option<u64>) -> SignatureCheck {
        self.check_with(&key.public, file, signature_at)
    }

    pub fn check_with(&self, pem: &str, file: &[u8], signature_at: Option<u64>) -> SignatureCheck {
        fs::write(self.at("shipped"), file).unwrap();
        let key = PublicKey::from_pem(pem.as_bytes()).unwrap();
        check_signature(File::open(self.at("shipped")).unwrap(), &key, signature_at)
    }
}

/// With one bit changed.
pub fn flipped(bytes: &[u8], place: usize) -> Vec<u8> {
    let mut changed = bytes.to_owned();
    changed[place] ^= 1;
    changed
}

/// The signed attributes of signed data, as what is signed, and the signed data without them.
pub fn without_attributes(signed_data: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let content_type = [0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
    let inside = signed_data.windows(content_type.len()).position(|window| window == content_type).unwrap();
    let header = if signed_data[inside - 2] == 0xa0 { 2 } else { 3 };
    let at = inside - header;
    assert_eq!(signed_data[at], 0xa0);
    let length = header + usize::from(signed_data[inside - 1]);
    let mut attributes = signed_data[at..at + length].to_vec();
    attributes[0] = 0x31;
    let mut rest = [&signed_data[..at], &signed_data[at + length..]].concat();
    // All that stands around it is written with lengths of two bytes.
    let mut around = 0;
    while around < at {
        match (rest[around], rest[around + 1]) {
            (0x30 | 0x31 | 0xa0, 0x82) => {
                let long = u16::from_be_bytes([rest[around + 2], rest[around + 3]]);
                if around + 4 + usize::from(long) > at {
                    rest[around + 2..around + 4].copy_from_slice(&(long - length as u16).to_be_bytes());
                    around += 4;
                } else {
                    around += 4 + usize::from(long);
                }
            }
            (_, short) => around += 2 + usize::from(short),
        }
    }
    (attributes, rest)
}

/// What an evaluator reads.
pub fn words(check: &SignatureCheck) -> String {
    format!("{}: {}", if check.holds { "holds" } else { "does not hold" }, check.detail)
}

#[track_caller]
pub fn holds(check: &SignatureCheck, kind: SignatureKind, algorithm: &str) {
    assert_eq!((check.kind, check.algorithm.as_str(), check.holds), (kind, algorithm, true), "{}", words(check));
}

#[track_caller]
pub fn fails(check: &SignatureCheck, why: &str) {
    assert!(!check.holds && check.detail.contains(why), "expected {why:?}: {}", words(check));
}

pub const NOT_OF_KEY: &str = "no signature of that key over this content";

pub const RSA: (&str, &[&str]) = ("RSA", &["rsa_keygen_bits:2048"]);
