//! Signed data in PKCS #7 (RFC 2315) and CMS (RFC 5652), of one signer.

use super::hash::Hash;
use super::key::{PublicKey, Scheme};
use super::outcome::{Refused, Verified};
use crate::budget::Budget;
use crate::content::Content;
use crate::der::{self, Element, Elements};

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
pub(super) const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];

/// Attributes of one kind, or kinds of them: no signer writes more.
const ATTRIBUTES: usize = 64;

/// Signed data, taken apart.
#[derive(Debug)]
pub(super) struct SignedData<'a> {
    pub(super) content_type: &'a [u8],
    /// The content that stands in it, with tag and length.
    pub(super) content: Option<Element<'a>>,
    /// Whether certificates or lists of revoked ones stand in it.
    pub(super) has_certificates: bool,
    hash: Hash,
    scheme: Scheme,
    signed: Option<Element<'a>>,
    signature: &'a [u8],
    unsigned: Option<Element<'a>>,
}

/// An attribute's kind, and the set of its values.
pub(super) type Attribute<'a> = (&'a [u8], Elements<'a>);

impl<'a> SignedData<'a> {
    /// Nothing may follow it.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Refused> {
        let damaged = || Refused::because("its signed data are damaged");
        let signers = Self::outer(bytes).ok_or_else(damaged)?;
        let (this, mut signers) = signers;
        let signer = signers.take(der::SEQUENCE).ok_or_else(|| Refused::because("nobody signed it"))?;
        if !signers.is_empty() {
            return Err(Refused::because("not verified: it has more than one signer, of whom one is expected"));
        }
        let signer = Signer::read(signer.inside()).ok_or_else(damaged)?;
        let unknown = |what| Refused::because(format!("not verified: its {what} is none that is known"));
        let hash = signer.hash.ok_or_else(|| unknown("hash function"))?;
        let scheme = scheme(signer.algorithm, hash).ok_or_else(|| unknown("signature algorithm"))?;
        let (signed, unsigned, signature) = (signer.signed, signer.unsigned, signer.signature);
        Ok(Self { hash, scheme, signed, unsigned, signature, ..this })
    }

    /// All but what a signer says, and the signers.
    fn outer(bytes: &'a [u8]) -> Option<(Self, Elements<'a>)> {
        let mut info = Elements::of(bytes).only(der::SEQUENCE)?.inside();
        info.take(der::IDENTIFIER).filter(|kind| kind.value == SIGNED_DATA)?;
        let mut data = info.only(der::numbered(0))?.inside().only(der::SEQUENCE)?.inside();
        data.take(der::INTEGER)?;
        data.take(der::SET)?;
        let mut content = data.take(der::SEQUENCE)?.inside();
        let content_type = content.take(der::IDENTIFIER)?.value;
        let content = match content.is_empty() {
            true => None,
            false => Some(content.only(der::numbered(0))?.inside()),
        };
        let content = match content {
            Some(mut content) => Some(content.next().filter(|_| content.is_empty())?),
            None => None,
        };
        let certificates = data.take(der::numbered(0));
        let revoked = data.take(der::numbered(1));
        let this = Self {
            content_type,
            content,
            has_certificates: certificates.is_some() || revoked.is_some(),
            hash: Hash::Sha256,
            scheme: Scheme::Ed25519,
            signed: None,
            signature: &[],
            unsigned: None,
        };
        Some((this, data.only(der::SET)?.inside()))
    }

    /// Whether the key signed `message`, which stands beside these signed data.
    pub(super) fn verify_detached(
        &self,
        key: &PublicKey,
        message: &[Content],
        budget: &mut Budget,
    ) -> Result<Verified, Refused> {
        if self.content.is_some() {
            return Err(Refused::because("it is over a content of its own, not over what stands before it"));
        }
        if self.content_type != DATA {
            return Err(Refused::because("it is over another type of content than plain data"));
        }
        self.verify(key, message, budget)
    }

    /// Whether the key signed `message`, by way of the signed attributes where there are any.
    pub(super) fn verify(
        &self,
        key: &PublicKey,
        message: &[Content],
        budget: &mut Budget,
    ) -> Result<Verified, Refused> {
        let mut verified = match self.signed {
            Some(signed) => self.verify_attributes(signed, key, message, budget)?,
            None => {
                if is_attributes(message)? {
                    return Err(Refused::because("what is signed are the attributes of another signature"));
                }
                key.verify(self.scheme, message, self.signature, budget)?
            }
        };
        if self.has_certificates {
            verified.remarks.push("certificates that stand in it were not looked at".to_owned());
        }
        Ok(verified)
    }

    fn verify_attributes(
        &self,
        signed: Element<'_>,
        key: &PublicKey,
        message: &[Content],
        budget: &mut Budget,
    ) -> Result<Verified, Refused> {
        let refused = |why: &str| Refused { algorithm: self.scheme.words(&key.name()), why: why.to_owned() };
        let attributes = attributes(signed).ok_or_else(|| refused("its signed attributes are damaged"))?;
        let value = |kind: &[u8], tag| {
            let mut found = attributes.iter().filter(|(other, _)| *other == kind);
            let (_, values) = found.next().filter(|_| found.next().is_none())?;
            values.only(tag).map(|value| value.value)
        };
        if value(CONTENT_TYPE, der::IDENTIFIER) != Some(self.content_type) {
            return Err(refused("its signed attributes are of another type of content"));
        }
        if value(MESSAGE_DIGEST, der::OCTET_STRING) != Some(&self.hash.of(message, budget)?) {
            return Err(refused("its signed attributes have the digest of another content"));
        }
        // What is signed is the set, whose tag its place in the signed data hides.
        let mut set = signed.whole.to_vec();
        if let Some(tag) = set.first_mut() {
            *tag = der::SET;
        }
        let mut verified = key.verify(self.scheme, &[Content::of_bytes(set)], self.signature, budget)?;
        verified.remark(self.hash.warning());
        Ok(verified)
    }

    pub(super) fn has_attributes(&self) -> bool {
        self.signed.is_some()
    }

    /// The attributes that no signature covers, and their length in bytes.
    pub(super) fn unsigned_attributes(&self) -> Result<(Vec<Attribute<'a>>, usize), Refused> {
        let Some(unsigned) = self.unsigned else { return Ok((Vec::new(), 0)) };
        let list = attributes(unsigned).ok_or_else(|| Refused::because("its unsigned attributes are damaged"))?;
        Ok((list, unsigned.whole.len()))
    }
}

struct Signer<'a> {
    hash: Option<Hash>,
    signed: Option<Element<'a>>,
    algorithm: Elements<'a>,
    signature: &'a [u8],
    unsigned: Option<Element<'a>>,
}

impl<'a> Signer<'a> {
    fn read(mut fields: Elements<'a>) -> Option<Self> {
        fields.take(der::INTEGER)?;
        // Who it says it is does not matter: the key is known.
        let _name = fields.next()?;
        let mut hash = fields.take(der::SEQUENCE)?.inside();
        let signed = fields.take(der::numbered(0));
        let algorithm = fields.take(der::SEQUENCE)?.inside();
        let signature = fields.take(der::OCTET_STRING)?.value;
        let unsigned = fields.take(der::numbered(1));
        let hash = Hash::of_identifier(hash.take(der::IDENTIFIER)?.value);
        fields.is_empty().then_some(Self { hash, signed, algorithm, signature, unsigned })
    }
}

fn attributes(set: Element<'_>) -> Option<Vec<Attribute<'_>>> {
    let mut rest = set.inside();
    let mut found = Vec::new();
    while !rest.is_empty() && found.len() <= ATTRIBUTES {
        let mut attribute = rest.take(der::SEQUENCE)?.inside();
        let kind = attribute.take(der::IDENTIFIER)?.value;
        found.push((kind, attribute.only(der::SET)?.inside()));
    }
    rest.is_empty().then_some(found)
}

/// Whether a message is itself a set of signed attributes: then a signature by way of these would pass for one over them.
fn is_attributes(message: &[Content]) -> Result<bool, Refused> {
    let [message] = message else { return Ok(false) };
    if message.length() > 64 << 10 || !message.has_at(0, &[der::SET]) {
        return Ok(false);
    }
    let bytes = message.to_vec()?;
    let attributes = Elements::of(&bytes).only(der::SET).and_then(attributes);
    Ok(attributes.is_some_and(|found| found.iter().any(|(kind, _)| *kind == MESSAGE_DIGEST)))
}

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
const ECDSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04];
const MASK: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// How it is signed, where the digest is by `hash`. Another hash for the signature than for the digest is refused.
fn scheme(mut algorithm: Elements<'_>, hash: Hash) -> Option<Scheme> {
    let identifier = algorithm.take(der::IDENTIFIER)?.value;
    if identifier == ED25519 {
        return Some(Scheme::Ed25519);
    }
    let (scheme, of) = match (identifier.strip_prefix(RSA), identifier.strip_prefix(ECDSA)) {
        (Some([1]), _) => (Scheme::Pkcs1(hash), hash),
        (Some([4]), _) => (Scheme::Pkcs1(hash), Hash::Md5),
        (Some([5]), _) => (Scheme::Pkcs1(hash), Hash::Sha1),
        (Some([11]), _) => (Scheme::Pkcs1(hash), Hash::Sha256),
        (Some([12]), _) => (Scheme::Pkcs1(hash), Hash::Sha384),
        (Some([13]), _) => (Scheme::Pkcs1(hash), Hash::Sha512),
        (Some([10]), _) => pss(algorithm.only(der::SEQUENCE)?.inside())?,
        (_, Some([1])) => (Scheme::Ecdsa(hash), Hash::Sha1),
        (_, Some([3, 2])) => (Scheme::Ecdsa(hash), Hash::Sha256),
        (_, Some([3, 3])) => (Scheme::Ecdsa(hash), Hash::Sha384),
        (_, Some([3, 4])) => (Scheme::Ecdsa(hash), Hash::Sha512),
        _ => return None,
    };
    (of == hash).then_some(scheme)
}

/// The parameters of RSASSA-PSS (RFC 8017, A.2.3), with their defaults.
fn pss(mut parameters: Elements<'_>) -> Option<(Scheme, Hash)> {
    let hash_of = |mut algorithm: Elements<'_>| Hash::of_identifier(algorithm.take(der::IDENTIFIER)?.value);
    let hash = match parameters.take(der::numbered(0)) {
        Some(hash) => hash_of(hash.inside().only(der::SEQUENCE)?.inside())?,
        None => Hash::Sha1,
    };
    let mask = match parameters.take(der::numbered(1)) {
        Some(mask) => {
            let mut mask = mask.inside().only(der::SEQUENCE)?.inside();
            mask.take(der::IDENTIFIER).filter(|it| it.value == MASK)?;
            hash_of(mask.only(der::SEQUENCE)?.inside())?
        }
        None => Hash::Sha1,
    };
    let salt = match parameters.take(der::numbered(2)) {
        Some(salt) => salt.inside().only(der::INTEGER)?.value,
        None => &[20],
    };
    let trailer = parameters.take(der::numbered(3));
    let is_usual = trailer.is_none_or(|it| it.inside().only(der::INTEGER).is_some_and(|it| it.value == [1]));
    let salt = salt.iter().try_fold(0_usize, |salt, byte| salt.checked_mul(256)?.checked_add(usize::from(*byte)))?;
    (mask == hash && is_usual && parameters.is_empty()).then_some((Scheme::Pss(hash, Some(salt)), hash))
}
