use ed25519_dalek::{Signature, VerifyingKey};
use ssh_key::public::KeyData;
use ssh_key::{HashAlg, public::Ed25519PublicKey};

/// A public key that may verify: Ed25519 (RFC 8032), on the curve and not of small order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PublicKey([u8; 32]);

impl PublicKey {
    /// Reads `ssh-ed25519 AAAA... comment`.
    pub(crate) fn from_openssh(line: &str) -> Result<Self, String> {
        let key = ssh_key::PublicKey::from_openssh(line)
            .map_err(|error| format!("`{line}` is no OpenSSH public key (`ssh-ed25519 AAAA...`): {error}"))?;
        Self::from_key_data(key.key_data())
    }

    /// Takes the key out of OpenSSH's structures.
    pub(crate) fn from_key_data(key: &KeyData) -> Result<Self, String> {
        let Some(bytes) = key.ed25519().map(|key| key.0) else {
            return Err(format!("a key of the type {} cannot verify here: only ssh-ed25519 can", key.algorithm()));
        };
        match VerifyingKey::from_bytes(&bytes) {
            Ok(key) if !key.is_weak() => Ok(Self(bytes)),
            _ => Err("the key is not a point of the curve, or a weak one under which anything verifies".to_owned()),
        }
    }

    /// OpenSSH's fingerprint, `SHA256:...`: the key id in envelopes.
    pub(crate) fn id(&self) -> String {
        KeyData::from(Ed25519PublicKey(self.0)).fingerprint(HashAlg::Sha256).to_string()
    }

    /// Whether `signature` is this key's over `message`, strictly (no small-order points, canonical scalar).
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match (VerifyingKey::from_bytes(&self.0), Signature::from_slice(signature)) {
            (Ok(key), Ok(signature)) => key.verify_strict(message, &signature).is_ok(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_under_which_anything_verifies_are_refused() {
        // The neutral element, and a point of order eight.
        let weak = [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        ];
        for hex in weak {
            let bytes = *hex.parse::<banbury_evidence::Digest>().unwrap().as_bytes();
            assert!(PublicKey::from_key_data(&KeyData::from(Ed25519PublicKey(bytes))).is_err(), "{hex}");
        }
    }
}
