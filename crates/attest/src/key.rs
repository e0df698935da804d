use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use ed25519_dalek::ed25519::signature::Signer as _;
use ssh_key::private::Ed25519Keypair;
use ssh_key::{Cipher, Kdf, LineEnding, PrivateKey, Signature};
use zeroize::Zeroizing;

use crate::AttestError;
use crate::agent::Agent;
use crate::public_key::PublicKey;

/// Rounds of bcrypt-pbkdf for new keys, as OpenSSH has had it since 9.4.
const KDF_ROUNDS: u32 = 24;
/// No private key file of OpenSSH comes near this size in bytes.
const MAX_KEY_FILE: u64 = 64 * 1024;
/// Bits of a file's mode that let group or others at it.
const OTHERS: u32 = 0o077;

/// A key that signs: in OpenSSH's private key format (PROTOCOL.key, `openssh-key-v1`), or held by an agent.
pub struct SigningKey {
    holder: Holder,
    public: PublicKey,
    /// As one line of OpenSSH's, with the comment.
    line: String,
}

/// Who has the private half.
enum Holder {
    Here(Box<PrivateKey>),
    Agent(Agent),
}

impl SigningKey {
    /// A new key from the system's randomness.
    ///
    /// # Errors
    /// If the system has none to give, or the comment is not one line of printable text.
    pub fn generate(comment: &str) -> Result<Self, AttestError> {
        let mut seed = Zeroizing::new([0; 32]);
        fill_random(&mut *seed)?;
        let private = PrivateKey::new(Ed25519Keypair::from_seed(&seed).into(), comment)
            .map_err(|error| AttestError::KeyMaking(error.to_string()))?;
        Self::from_private(private).map_err(|reason| match reason {
            Unusable::Comment(comment) => AttestError::BadComment(comment),
            Unusable::Kind(reason) => AttestError::KeyMaking(reason),
        })
    }

    /// Reads a private key file, asking for the passphrase only if it is encrypted.
    ///
    /// # Errors
    /// If the file cannot be read, is no Ed25519 or ECDSA key in OpenSSH's format, is unencrypted and open to others (as `ssh`
    /// refuses it), or the passphrase is wrong.
    pub fn load(
        path: &Path,
        passphrase: &mut dyn FnMut() -> Result<Zeroizing<String>, AttestError>,
    ) -> Result<Self, AttestError> {
        let reading = || AttestError::io("read the key", path);
        let file = File::open(path).map_err(reading())?;
        let mode = file.metadata().map_err(reading())?.permissions().mode() & 0o7777;
        let mut text = Zeroizing::new(Vec::new());
        file.take(MAX_KEY_FILE).read_to_end(&mut text).map_err(reading())?;
        let unusable = |reason: String| AttestError::UnusableKey { path: path.to_owned(), reason };
        let mut private = PrivateKey::from_openssh(&*text).map_err(|error| {
            unusable(format!("it is not in OpenSSH's private key format ({error}); `banbury keygen` and `ssh-keygen -t ed25519` make such keys"))
        })?;
        if private.is_encrypted() {
            let passphrase = passphrase()?;
            private =
                private.decrypt(passphrase.as_bytes()).map_err(|_| AttestError::WrongPassphrase(path.to_owned()))?;
        } else if mode & OTHERS != 0 {
            return Err(AttestError::OpenToOthers { path: path.to_owned(), mode });
        }
        Self::from_private(private).map_err(|reason| match reason {
            Unusable::Comment(comment) => AttestError::BadComment(comment),
            Unusable::Kind(reason) => unusable(reason),
        })
    }

    /// A key whose private half the agent at `socket` holds; `path` is the public one (`.pub`).
    ///
    /// # Errors
    /// If the file cannot be read or is no public key that can verify, or the agent is not there or does not have the key.
    pub fn in_agent(socket: &Path, path: &Path) -> Result<Self, AttestError> {
        let unusable = |reason: String| AttestError::UnusableKey { path: path.to_owned(), reason };
        let reading = || AttestError::io("read the public key", path);
        let mut line = String::new();
        File::open(path).map_err(reading())?.take(MAX_KEY_FILE).read_to_string(&mut line).map_err(reading())?;
        let line = line.trim_end().to_owned();
        let public = PublicKey::from_openssh(&line).map_err(unusable)?;
        let agent = Agent::at(socket);
        match agent.holds(public.key_data()) {
            Ok(true) => Ok(Self { holder: Holder::Agent(agent), public, line }),
            Ok(false) => Err(unusable(format!(
                "the agent at `{}` does not hold the private half of {}: add it with `ssh-add KEY`, or with \
                 `ssh-add -s LIBRARY` for a smart card",
                socket.display(),
                public.id()
            ))),
            Err(reason) => Err(AttestError::Agent { socket: socket.to_owned(), reason }),
        }
    }

    /// Writes the private key to `path`, readable to its owner alone, and the public one to `path` + `.pub`.
    /// With a passphrase the private key is encrypted (bcrypt-pbkdf, aes256-ctr).
    ///
    /// # Errors
    /// If either file exists or cannot be written; then neither is left behind.
    pub fn save(&self, path: &Path, passphrase: Option<&str>) -> Result<(), AttestError> {
        let making = |error: ssh_key::Error| AttestError::KeyMaking(error.to_string());
        let Holder::Here(private) = &self.holder else {
            return Err(AttestError::KeyMaking("an agent does not give its keys away".to_owned()));
        };
        let encoded = match passphrase {
            Some(passphrase) => encrypted(private, passphrase)?.to_openssh(LineEnding::LF).map_err(making)?,
            None => private.to_openssh(LineEnding::LF).map_err(making)?,
        };
        let mut public_path = path.as_os_str().to_owned();
        public_path.push(".pub");
        let public_path = PathBuf::from(public_path);
        create(path, 0o600, encoded.as_bytes())?;
        create(&public_path, 0o644, format!("{}\n", self.public_line()).as_bytes()).inspect_err(|_| {
            // The private key is this call's own; that it stays in memory matters more than a failure to remove it.
            let _ = fs::remove_file(path);
        })
    }

    /// The public key as one line of OpenSSH's: `ssh-ed25519 AAAA... comment`.
    pub fn public_line(&self) -> String {
        self.line.clone()
    }

    /// Whether it can sign a DSSE envelope: a FIDO device signs nothing but what OpenSSH puts before it.
    pub fn signs_envelopes(&self) -> bool {
        !self.public().is_fido()
    }

    /// The public half.
    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }

    /// A signature over `message` in OpenSSH's form.
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Signature, String> {
        match &self.holder {
            Holder::Here(private) => private.try_sign(message).map_err(|error| error.to_string()),
            Holder::Agent(agent) => agent.sign(self.public.key_data(), message),
        }
    }

    fn from_private(private: PrivateKey) -> Result<Self, Unusable> {
        let public = PublicKey::from_key_data(private.public_key().key_data()).map_err(Unusable::Kind)?;
        match private.comment().as_str() {
            Ok(comment) if !comment.chars().any(char::is_control) => {
                // Encoding fails only for lengths past 32 bits.
                let line = private.public_key().to_openssh().unwrap_or_default();
                Ok(Self { holder: Holder::Here(Box::new(private)), public, line })
            }
            _ => Err(Unusable::Comment(private.comment().as_str_lossy().escape_debug().to_string())),
        }
    }
}

fn encrypted(private: &PrivateKey, passphrase: &str) -> Result<PrivateKey, AttestError> {
    if passphrase.is_empty() {
        return Err(AttestError::NoPassphrase("an empty one protects nothing".to_owned()));
    }
    let (mut salt, mut checkint) = (vec![0; 16], [0; 4]);
    fill_random(&mut salt)?;
    fill_random(&mut checkint)?;
    let kdf = Kdf::Bcrypt { salt, rounds: KDF_ROUNDS };
    private
        .encrypt_with(Cipher::Aes256Ctr, kdf, u32::from_be_bytes(checkint), passphrase)
        .map_err(|error| AttestError::KeyMaking(error.to_string()))
}

/// Why a decoded private key is not taken.
enum Unusable {
    Comment(String),
    Kind(String),
}

fn fill_random(bytes: &mut [u8]) -> Result<(), AttestError> {
    getrandom::fill(bytes).map_err(|error| AttestError::KeyMaking(format!("no randomness from the system: {error}")))
}

fn create(path: &Path, mode: u32, bytes: &[u8]) -> Result<(), AttestError> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path).map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            AttestError::Exists(path.to_owned())
        } else {
            AttestError::io("create", path)(error)
        }
    })?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| {
        // A key cut short is of no use to anybody.
        let _ = fs::remove_file(path);
        AttestError::io("write", path)(error)
    })
}
