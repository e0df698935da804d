use ssh_key::{HashAlg, LineEnding, SshSig};

use crate::SigningKey;
use crate::fido::check_touch;
use crate::public_key::PublicKey;

/// The namespace (PROTOCOL.sshsig) that keeps these signatures from standing for anything else: `ssh-keygen -Y verify -n`.
pub(crate) const NAMESPACE: &str = "banbury-inspection";

/// Who made an OpenSSH signature that holds.
#[derive(Clone, Debug)]
pub(crate) struct SshSigner {
    pub(crate) key: PublicKey,
    /// Whether a FIDO device says that it knew its owner by PIN or finger.
    pub(crate) verified: bool,
}

/// The armoured signature over a statement, byte for byte what `ssh-keygen -Y sign` writes.
pub(crate) fn sign_ssh(key: &SigningKey, statement: &[u8]) -> Result<String, String> {
    let failed = |error: ssh_key::Error| error.to_string();
    let signed = SshSig::signed_data(NAMESPACE, HashAlg::Sha512, statement).map_err(failed)?;
    let signature = key.sign(&signed)?;
    let public = key.public().key_data().clone();
    let armoured = SshSig::new(public, NAMESPACE, HashAlg::Sha512, signature).map_err(failed)?.to_pem(LineEnding::LF);
    armoured.map_err(failed)
}

/// Whose signature over `statement` these bytes are, or in words why they are none.
pub(crate) fn open_ssh(bytes: &[u8], statement: &[u8]) -> Result<SshSigner, String> {
    let signature = SshSig::from_pem(bytes).map_err(|error| format!("is no OpenSSH signature: {error}"))?;
    if signature.to_pem(LineEnding::LF).ok().as_deref().map(str::as_bytes) != Some(bytes) {
        return Err("is not written as `ssh-keygen -Y sign` writes it: its armour has been changed".to_owned());
    }
    if signature.namespace() != NAMESPACE {
        return Err(format!("was made for the namespace `{}`, not for `{NAMESPACE}`", signature.namespace()));
    }
    if signature.hash_alg() != HashAlg::Sha512 || signature.version() != 1 || !signature.reserved().is_empty() {
        return Err("is not an SSHSIG of version 1 over SHA-512 without reserved data".to_owned());
    }
    let key = PublicKey::from_key_data(signature.public_key())?;
    let signed = SshSig::signed_data(NAMESPACE, HashAlg::Sha512, statement).map_err(|error| error.to_string())?;
    if !key.verifies_ssh(&signed, signature.signature()) {
        return Err(format!("is not a signature of its key {} over this statement", key.id()));
    }
    let verified = match key.is_fido() {
        true => check_touch(signature.signature())?,
        false => false,
    };
    Ok(SshSigner { key, verified })
}
