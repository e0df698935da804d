use std::collections::{BTreeMap, BTreeSet};

use crate::contents::{Contents, ENVELOPE, STATEMENT};
use crate::dsse::{Envelope, pae};
use crate::public_key::PublicKey;
use crate::sshsig::open_ssh;
use crate::{Check, Policy};

/// More signers than any report has; what is past it could keep a verifier busy for long.
pub(crate) const MAX_SIGNATURES: usize = 64;

/// A key that signed, and its OpenSSH signature.
pub(crate) type Signed = BTreeMap<PublicKey, SshSignature>;

/// An OpenSSH signature that holds.
#[derive(Clone, Debug)]
pub(crate) struct SshSignature {
    pub(crate) name: String,
    /// Whether a FIDO device says that it knew its owner.
    pub(crate) verified: bool,
}

/// Finds out which keys signed the statement, twice each: in the envelope and as an OpenSSH signature. FIDO devices
/// make the latter alone. Keys that the bundle carries are hints for naming a signer that `policy` does not have; whether a
/// key counts is not decided here.
pub(crate) fn check_signatures(contents: &Contents, policy: &Policy) -> (Vec<Check>, Signed) {
    let Some(statement) = contents.bytes(STATEMENT) else {
        return (Vec::new(), Signed::new());
    };
    let (mut checks, in_folder) = open_folder(contents, statement);
    let candidates = policy.signers.keys().chain(in_folder.keys()).cloned().collect();
    let is_due = in_folder.is_empty() || in_folder.keys().any(|key| !key.is_fido());
    let (more, in_envelope) = match contents.files.contains_key(ENVELOPE) || is_due {
        true => open_envelope(contents, statement, &candidates),
        false => (Vec::new(), BTreeSet::new()),
    };
    checks.extend(more);
    let mut signed = Signed::new();
    for (key, signature) in &in_folder {
        if key.is_fido() || in_envelope.contains(key) {
            signed.insert(key.clone(), signature.clone());
        } else {
            let (name, id) = (&signature.name, key.id());
            checks.push(Check::bad(format!("{name}: its key {id} has no valid signature in {ENVELOPE}")));
        }
    }
    for key in in_envelope.iter().filter(|key| !in_folder.contains_key(key)) {
        let (whose, role) = match policy.signers.get(key) {
            Some(signer) => (format!("{} ({}), key {}", signer.person, signer.role, key.id()), signer.role.as_str()),
            None => (key.id(), "ROLE"),
        };
        let text = format!("{ENVELOPE}: the signature of {whose} has no valid counterpart such as sig/{role}.sshsig");
        checks.push(Check::bad(text));
    }
    (checks, signed)
}

fn open_folder(contents: &Contents, statement: &[u8]) -> (Vec<Check>, Signed) {
    let mut checks = Vec::new();
    let mut signed = Signed::new();
    if contents.signatures().count() > MAX_SIGNATURES {
        checks
            .push(Check::bad(format!("sig: holds more than {MAX_SIGNATURES} signatures; the rest was not looked at")));
    }
    for (name, bytes) in contents.signatures().take(MAX_SIGNATURES) {
        match open_ssh(bytes, statement) {
            Err(reason) => checks.push(Check::bad(format!("{name}: {reason}"))),
            Ok(signer) => match signed.get(&signer.key) {
                Some(SshSignature { name: first, .. }) => {
                    checks.push(Check::bad(format!("{name}: is by the key of {first}: one key signs once")));
                }
                None => {
                    signed.insert(signer.key, SshSignature { name: name.to_owned(), verified: signer.verified });
                }
            },
        }
    }
    (checks, signed)
}

fn open_envelope(
    contents: &Contents,
    statement: &[u8],
    candidates: &BTreeSet<PublicKey>,
) -> (Vec<Check>, BTreeSet<PublicKey>) {
    let mut signed = BTreeSet::new();
    let mut checks = Vec::new();
    let mut bad = |reason: String| checks.push(Check::bad(format!("{ENVELOPE}: {reason}")));
    let envelope = match contents.bytes(ENVELOPE).map(Envelope::parse) {
        Some(Ok(envelope)) => envelope,
        Some(Err(reason)) => {
            bad(reason);
            return (checks, signed);
        }
        None => {
            bad("missing or unreadable: the bundle is not signed".to_owned());
            return (checks, signed);
        }
    };
    if envelope.payload != statement {
        bad(format!("its payload is not {STATEMENT}"));
        return (checks, signed);
    }
    if envelope.signatures.len() > MAX_SIGNATURES {
        bad(format!("holds more than {MAX_SIGNATURES} signatures; the rest was not looked at"));
    }
    let message = pae(&envelope.payload);
    for one in envelope.signatures.iter().take(MAX_SIGNATURES) {
        let Some(key) = candidates.iter().find(|key| key.verifies(&message, &one.signature)) else {
            bad(format!("the signature with the key id `{}` holds under no key of the policy or of sig/", one.key_id));
            continue;
        };
        if one.key_id != key.id() {
            bad(format!("a signature of {} goes under the key id `{}`", key.id(), one.key_id));
        } else if !signed.insert(key.clone()) {
            bad(format!("the key {} signs twice", key.id()));
        }
    }
    (checks, signed)
}
