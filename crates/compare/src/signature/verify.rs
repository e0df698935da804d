//! One signature, one key, one message: the arithmetic is RustCrypto's.

use ecdsa_verifier::PrehashVerifier;
use md5::Md5;
use p256::ecdsa::signature::hazmat as ecdsa_verifier;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, pss};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::hash::Hash;
use super::key::{Kind, PublicKey, Scheme};
use super::outcome::{Refused, Verified};
use crate::budget::Budget;
use crate::content::Content;
use crate::fault::Fault;
use crate::format::checksum;

/// How long a modulus is.
pub(super) fn bits(key: &rsa::PublicKey) -> u32 {
    key.n().bit_width()
}

pub(super) fn verify(
    key: &PublicKey,
    scheme: Scheme,
    message: &[Content],
    signature: &[u8],
    budget: &mut Budget,
) -> Result<Verified, Refused> {
    let name = key.name();
    let algorithm = scheme.words(&name);
    let holds = match (&key.kind, scheme) {
        (Kind::Ed25519(key), Scheme::Ed25519) => ed25519(key, message, signature, budget)?,
        (kind, scheme) => {
            let hash = scheme.hash().filter(|_| kind.makes(scheme)).ok_or_else(|| other_kind(scheme, &name))?;
            kind.holds(scheme, hash, &hash.of(message, budget)?, signature)
        }
    };
    match holds {
        true => Ok(Verified { algorithm, remarks: scheme.hash().and_then(Hash::warning).into_iter().collect() }),
        false => Err(Refused { algorithm, why: "it is no signature of that key over this content".to_owned() }),
    }
}

fn other_kind(scheme: Scheme, key: &str) -> Refused {
    let made_by = match scheme {
        Scheme::Pkcs1(_) | Scheme::Pss(..) => "RSA",
        Scheme::Ecdsa(_) | Scheme::EcdsaPlain(_) => "ECDSA",
        Scheme::Ed25519 => "Ed25519",
    };
    Refused { algorithm: scheme.words(made_by), why: format!("it is made by {made_by}, and the key is {key}") }
}

/// Hashes as it goes: this kind of signature is not over a digest.
fn ed25519(
    key: &ed25519_dalek::VerifyingKey,
    message: &[Content],
    signature: &[u8],
    budget: &mut Budget,
) -> Result<bool, Fault> {
    let signature = ed25519_dalek::Signature::from_slice(signature).ok();
    let Some(mut verifier) = signature.and_then(|signature| key.verify_stream(&signature).ok()) else {
        return Ok(false);
    };
    checksum::each_block(message, budget, |block| verifier.update(block))?;
    Ok(verifier.finalize_and_verify().is_ok())
}

impl Kind {
    fn makes(&self, scheme: Scheme) -> bool {
        match scheme {
            Scheme::Pkcs1(_) | Scheme::Pss(..) => matches!(self, Self::Rsa(_)),
            Scheme::Ecdsa(_) | Scheme::EcdsaPlain(_) => matches!(self, Self::P256(_) | Self::P384(_) | Self::P521(_)),
            Scheme::Ed25519 => matches!(self, Self::Ed25519(_)),
        }
    }

    fn holds(&self, scheme: Scheme, hash: Hash, digest: &[u8], signature: &[u8]) -> bool {
        let plain = matches!(scheme, Scheme::EcdsaPlain(_));
        match (self, scheme) {
            (Self::Rsa(key), Scheme::Pkcs1(_)) => key.verify(pkcs1(hash), digest, signature).is_ok(),
            (Self::Rsa(key), Scheme::Pss(_, salt)) => pss(key, salt, hash, digest, signature),
            (Self::P256(key), _) => {
                use p256::ecdsa::Signature;
                let signature = if plain { Signature::from_slice(signature) } else { Signature::from_der(signature) };
                signature.is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
            }
            (Self::P384(key), _) => {
                use p384::ecdsa::Signature;
                let signature = if plain { Signature::from_slice(signature) } else { Signature::from_der(signature) };
                signature.is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
            }
            (Self::P521(key), _) => {
                use p521::ecdsa::Signature;
                let signature = if plain { Signature::from_slice(signature) } else { Signature::from_der(signature) };
                signature.is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
            }
            _ => false,
        }
    }
}

fn pkcs1(hash: Hash) -> Pkcs1v15Sign {
    match hash {
        Hash::Md5 => Pkcs1v15Sign::new::<Md5>(),
        Hash::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
        Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    }
}

fn pss(key: &rsa::PublicKey, salt: Option<usize>, hash: Hash, digest: &[u8], signature: &[u8]) -> bool {
    macro_rules! holds {
        ($hash:ty) => {{
            let verifier = match salt {
                Some(salt) => pss::VerifyingKey::<$hash>::new_with_salt_len(key.clone(), salt),
                None => pss::VerifyingKey::<$hash>::new_with_auto_salt_len(key.clone()),
            };
            pss::Signature::try_from(signature).is_ok_and(|it| verifier.verify_prehash(digest, &it).is_ok())
        }};
    }
    match hash {
        Hash::Md5 => holds!(Md5),
        Hash::Sha1 => holds!(Sha1),
        Hash::Sha256 => holds!(Sha256),
        Hash::Sha384 => holds!(Sha384),
        Hash::Sha512 => holds!(Sha512),
    }
}
