use ed25519_dalek::ed25519::signature::Verifier as _;
use ed25519_dalek::{Signature, VerifyingKey};
use ssh_key::public::{EcdsaPublicKey, KeyData};
use ssh_key::{Algorithm, EcdsaCurve, HashAlg};

/// A public key that may verify: Ed25519 (RFC 8032), on the curve and not of small order; ECDSA on P-256 or P-384
/// (RFC 5656); or Ed25519 or ECDSA on P-256 in a FIDO device (OpenSSH's PROTOCOL.u2f).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PublicKey(KeyData);

/// How an uncompressed point opens (SEC 1). A compressed one would be another name for the same key.
const UNCOMPRESSED: u8 = 4;

impl PublicKey {
    /// Reads `ssh-ed25519 AAAA... comment`.
    pub(crate) fn from_openssh(line: &str) -> Result<Self, String> {
        let key = ssh_key::PublicKey::from_openssh(line)
            .map_err(|error| format!("`{line}` is no OpenSSH public key (`ssh-ed25519 AAAA...`): {error}"))?;
        Self::from_key_data(key.key_data())
    }

    /// Takes the key out of OpenSSH's structures.
    pub(crate) fn from_key_data(key: &KeyData) -> Result<Self, String> {
        let (is_good, bytes) = match key {
            KeyData::Ed25519(key) => (is_good_ed25519 as fn(&[u8]) -> bool, key.0.as_slice()),
            KeyData::SkEd25519(key) => (is_good_ed25519 as _, key.public_key().0.as_slice()),
            KeyData::Ecdsa(EcdsaPublicKey::NistP256(point)) => (is_good_p256 as _, point.as_bytes()),
            KeyData::SkEcdsaSha2NistP256(key) => (is_good_p256 as _, key.ec_point().as_bytes()),
            KeyData::Ecdsa(EcdsaPublicKey::NistP384(point)) => (is_good_p384 as _, point.as_bytes()),
            other => {
                return Err(format!(
                    "a key of the type {} cannot verify here: only ssh-ed25519, ecdsa-sha2-nistp256, \
                     ecdsa-sha2-nistp384, sk-ssh-ed25519@openssh.com and sk-ecdsa-sha2-nistp256@openssh.com can",
                    other.algorithm()
                ));
            }
        };
        if is_good(bytes) {
            return Ok(Self(key.clone()));
        }
        Err("the key is not a point of the curve, or a weak one under which anything verifies, or compressed"
            .to_owned())
    }

    /// The key in OpenSSH's structures.
    pub(crate) fn key_data(&self) -> &KeyData {
        &self.0
    }

    /// OpenSSH's fingerprint, `SHA256:...`: the key id in envelopes.
    pub(crate) fn id(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    /// Whether it is in a FIDO device, which signs what it wraps itself, and so no envelope.
    pub(crate) fn is_fido(&self) -> bool {
        self.0.is_sk_ed25519() || self.0.is_sk_ecdsa_p256()
    }

    /// The point alone: the same for one key in a FIDO device and outside, and under whatever application.
    pub(crate) fn point(&self) -> &[u8] {
        match &self.0 {
            KeyData::Ed25519(key) => &key.0,
            KeyData::SkEd25519(key) => &key.public_key().0,
            KeyData::Ecdsa(key) => key.as_sec1_bytes(),
            KeyData::SkEcdsaSha2NistP256(key) => key.ec_point().as_bytes(),
            // Not constructed.
            _ => &[],
        }
    }

    /// Whether `signature` is this key's over `message`, in the form that envelopes have. Ed25519 strictly (no
    /// small-order points, canonical scalar); ECDSA in DER, and nothing but DER. An ECDSA signature can be turned into
    /// a second one by anybody, so that keys are to be counted and never signatures.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            KeyData::Ed25519(key) => verifies_ed25519(&key.0, message, signature),
            KeyData::Ecdsa(EcdsaPublicKey::NistP256(point)) => {
                use p256::ecdsa::{Signature, VerifyingKey};
                match (VerifyingKey::from_sec1_bytes(point.as_bytes()), Signature::from_der(signature)) {
                    (Ok(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
                    _ => false,
                }
            }
            KeyData::Ecdsa(EcdsaPublicKey::NistP384(point)) => {
                use p384::ecdsa::{Signature, VerifyingKey};
                match (VerifyingKey::from_sec1_bytes(point.as_bytes()), Signature::from_der(signature)) {
                    (Ok(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// The same for a signature in OpenSSH's form. One by a FIDO device is over the digest of its application, its
    /// flags, its counter and the digest of the message.
    pub(crate) fn verifies_ssh(&self, message: &[u8], signature: &ssh_key::Signature) -> bool {
        match &self.0 {
            key if key.algorithm() != signature.algorithm() => false,
            KeyData::Ed25519(key) => verifies_ed25519(&key.0, message, signature.as_bytes()),
            key => key.verify(message, signature).is_ok(),
        }
    }
}

/// A signature in OpenSSH's form in that of envelopes; none if its algorithm has no place there.
pub(crate) fn envelope_form(signature: &ssh_key::Signature) -> Option<Vec<u8>> {
    match signature.algorithm() {
        Algorithm::Ed25519 => Some(signature.as_bytes().to_vec()),
        Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 } => {
            Some(p256::ecdsa::Signature::try_from(signature).ok()?.to_der().as_bytes().to_vec())
        }
        Algorithm::Ecdsa { curve: EcdsaCurve::NistP384 } => {
            Some(p384::ecdsa::Signature::try_from(signature).ok()?.to_der().as_bytes().to_vec())
        }
        _ => None,
    }
}

fn is_good_ed25519(bytes: &[u8]) -> bool {
    bytes.try_into().is_ok_and(|bytes| VerifyingKey::from_bytes(bytes).is_ok_and(|key| !key.is_weak()))
}

fn is_good_p256(bytes: &[u8]) -> bool {
    bytes.first() == Some(&UNCOMPRESSED) && p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).is_ok()
}

fn is_good_p384(bytes: &[u8]) -> bool {
    bytes.first() == Some(&UNCOMPRESSED) && p384::ecdsa::VerifyingKey::from_sec1_bytes(bytes).is_ok()
}

fn verifies_ed25519(key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    match (VerifyingKey::from_bytes(key), Signature::from_slice(signature)) {
        (Ok(key), Ok(signature)) => key.verify_strict(message, &signature).is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ssh_key::public::{Ed25519PublicKey, SkEd25519};

    #[test]
    fn keys_under_which_anything_verifies_are_refused() {
        // The neutral element, and a point of order eight.
        let weak = [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        ];
        for hex in weak {
            let key = Ed25519PublicKey(*hex.parse::<banbury_evidence::Digest>().unwrap().as_bytes());
            assert!(PublicKey::from_key_data(&KeyData::from(key)).is_err(), "{hex}");
            assert!(PublicKey::from_key_data(&KeyData::from(SkEd25519::new(key, "ssh:"))).is_err(), "{hex}");
        }
    }

    #[test]
    fn points_are_on_their_curve_and_uncompressed() {
        let secret = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
        let whole = secret.verifying_key().to_sec1_point(false);
        let key = |bytes: &[u8]| {
            EcdsaPublicKey::from_sec1_bytes(bytes)
                .map_err(|error| error.to_string())
                .and_then(|key| PublicKey::from_key_data(&KeyData::from(key)))
        };
        assert!(key(whole.as_bytes()).is_ok());
        assert!(key(secret.verifying_key().to_sec1_point(true).as_bytes()).is_err(), "compressed");
        let mut off = whole.as_bytes().to_vec();
        off[64] ^= 1;
        assert!(key(&off).is_err(), "off the curve");
    }
}
