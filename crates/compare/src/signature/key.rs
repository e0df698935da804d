//! Public keys: the one that the evaluator gives is the only one that is trusted, and no certificate is followed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek as ed25519;
use rsa::BoxedUint;
use sha2::{Digest, Sha256};

use super::hash::Hash;
use super::outcome::{Refused, Verified};
use super::verify;
use crate::budget::Budget;
use crate::content::Content;
use crate::der::{self, Elements};
use crate::hex;

/// A file that is longer holds no key, in bytes.
const LONGEST: usize = 64 << 10;

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const ELLIPTIC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];

/// A public key that signatures are held against.
#[derive(Clone, Debug)]
pub struct PublicKey {
    /// SubjectPublicKeyInfo in DER.
    info: Vec<u8>,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Rsa(rsa::PublicKey),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
    Ed25519(ed25519::VerifyingKey),
}

/// Why a file is no public key that can be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct KeyError(String);

/// How a signature is made, as far as the key leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Pkcs1(Hash),
    /// With a salt of so many bytes, or of any length.
    Pss(Hash, Option<usize>),
    /// Its two numbers in DER.
    Ecdsa(Hash),
    /// Its two numbers one after the other.
    EcdsaPlain(Hash),
    Ed25519,
}

impl PublicKey {
    /// Reads a PEM file: the first block in it that is a `PUBLIC KEY` (SubjectPublicKeyInfo) or a `CERTIFICATE`, of which the
    /// key is taken and nothing else.
    ///
    /// # Errors
    ///
    /// When there is no such block, or a key of another kind than RSA (1024 to 8192 bits), ECDSA (P-256, P-384, P-521) and
    /// Ed25519.
    pub fn from_pem(pem: &[u8]) -> Result<Self, KeyError> {
        let error = |what: &str| KeyError(what.to_owned());
        let text = std::str::from_utf8(pem).ok().filter(|text| text.len() <= LONGEST);
        let text = text.ok_or_else(|| error("it is no PEM file"))?;
        let (label, bytes) = block(text).ok_or_else(|| error("it has no `PUBLIC KEY` and no `CERTIFICATE` in PEM"))?;
        let info = match label {
            "CERTIFICATE" => of_certificate(&bytes).ok_or_else(|| error("its certificate cannot be read"))?,
            _ => bytes.as_slice(),
        };
        let kind = kind(info).ok_or_else(|| error("its key cannot be read"))?.map_err(KeyError)?;
        Ok(Self { info: info.to_vec(), kind })
    }

    /// The `PUBLIC KEY` as [`Self::from_pem`] reads it.
    pub fn to_pem(&self) -> String {
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(&self.info))
    }

    /// SHA-256 of its SubjectPublicKeyInfo in DER, in hex.
    pub fn digest(&self) -> String {
        hex::digits(&Sha256::digest(&self.info))
    }

    /// `RSA 2048`, `ECDSA P-256`, `Ed25519`.
    pub(super) fn name(&self) -> String {
        match &self.kind {
            Kind::Rsa(key) => format!("RSA {}", verify::bits(key)),
            Kind::P256(_) => "ECDSA P-256".to_owned(),
            Kind::P384(_) => "ECDSA P-384".to_owned(),
            Kind::P521(_) => "ECDSA P-521".to_owned(),
            Kind::Ed25519(_) => "Ed25519".to_owned(),
        }
    }

    /// Whether this is a signature of this key over all of `message`.
    pub(super) fn verify(
        &self,
        scheme: Scheme,
        message: &[Content],
        signature: &[u8],
        budget: &mut Budget,
    ) -> Result<Verified, Refused> {
        verify::verify(self, scheme, message, signature, budget)
    }
}

impl Scheme {
    pub(super) fn hash(self) -> Option<Hash> {
        match self {
            Self::Pkcs1(hash) | Self::Pss(hash, _) | Self::Ecdsa(hash) | Self::EcdsaPlain(hash) => Some(hash),
            Self::Ed25519 => None,
        }
    }

    /// With the name of the key.
    pub(super) fn words(self, key: &str) -> String {
        match self {
            Self::Pkcs1(hash) => format!("{key}, PKCS #1 v1.5, {}", hash.name()),
            Self::Pss(hash, _) => format!("{key}, PSS, {}", hash.name()),
            Self::Ecdsa(hash) | Self::EcdsaPlain(hash) => format!("{key}, {}", hash.name()),
            Self::Ed25519 => key.to_owned(),
        }
    }
}

/// Label and content of the first block that may hold a key.
fn block(text: &str) -> Option<(&'static str, Vec<u8>)> {
    let labels = ["PUBLIC KEY", "CERTIFICATE"].into_iter();
    let (at, label) =
        labels.filter_map(|label| Some((text.find(&format!("-----BEGIN {label}-----"))?, label))).min()?;
    let text = text.get(at..)?.strip_prefix(&format!("-----BEGIN {label}-----"))?;
    let (base64, _) = text.split_once(&format!("-----END {label}-----"))?;
    let base64: String = base64.split_ascii_whitespace().collect();
    Some((label, STANDARD.decode(base64).ok()?))
}

/// The SubjectPublicKeyInfo of a certificate (RFC 5280).
fn of_certificate(certificate: &[u8]) -> Option<&[u8]> {
    let mut fields = Elements::of(certificate).only(der::SEQUENCE)?.inside().take(der::SEQUENCE)?.inside();
    let _version = fields.take(der::numbered(0));
    fields.take(der::INTEGER)?;
    for _algorithm_issuer_validity_subject in 0..4 {
        fields.take(der::SEQUENCE)?;
    }
    fields.take(der::SEQUENCE).map(|info| info.whole)
}

/// None if it is damaged, an error if it is of a kind that is not verified.
fn kind(info: &[u8]) -> Option<Result<Kind, String>> {
    let mut info = Elements::of(info).only(der::SEQUENCE)?.inside();
    let mut algorithm = info.take(der::SEQUENCE)?.inside();
    let (zero, key) = info.only(der::BIT_STRING)?.value.split_first()?;
    let identifier = algorithm.take(der::IDENTIFIER)?.value;
    let curve = algorithm.take(der::IDENTIFIER).map(|curve| curve.value);
    let kind = match (identifier, curve) {
        _ if *zero != 0 => return None,
        (RSA, _) => return rsa_key(key),
        (ELLIPTIC, Some(P256)) => Kind::P256(p256::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?),
        (ELLIPTIC, Some(P384)) => Kind::P384(p384::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?),
        (ELLIPTIC, Some(P521)) => Kind::P521(p521::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?),
        (ED25519, None) => {
            let key = ed25519::VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
            Kind::Ed25519(Some(key).filter(|key| !key.is_weak())?)
        }
        _ => return Some(Err("its key is neither RSA, ECDSA (P-256, P-384, P-521) nor Ed25519".to_owned())),
    };
    Some(Ok(kind))
}

fn rsa_key(key: &[u8]) -> Option<Result<Kind, String>> {
    let mut numbers = Elements::of(key).only(der::SEQUENCE)?.inside();
    let (modulus, exponent) = (numbers.take(der::INTEGER)?.value, numbers.only(der::INTEGER)?.value);
    let number = |bytes: &[u8]| {
        let bits = u32::try_from(bytes.len()).ok()?.checked_mul(8)?;
        BoxedUint::from_be_slice(bytes, bits).ok()
    };
    let key = rsa::PublicKey::new(number(modulus)?, number(exponent)?);
    Some(key.map(Kind::Rsa).map_err(|error| format!("its RSA key is not used: {error}")))
}
