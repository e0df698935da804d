use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{BoxedUint, Pkcs1v15Sign, PublicKey};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use x509_cert::Certificate;
use x509_cert::der::asn1::{ObjectIdentifier, UintRef};
use x509_cert::der::oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, ID_EC_PUBLIC_KEY, ID_KP_TIME_STAMPING, ID_SHA_256,
    ID_SHA_384, ID_SHA_512, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1, SHA_256_WITH_RSA_ENCRYPTION,
    SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
};
use x509_cert::der::{Decode, DecodePem, Encode, Reader, SliceReader};
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};

/// Bits of an RSA key: fewer are weak, more cost a verifier too much.
const RSA_BITS: std::ops::RangeInclusive<u32> = 2048..=8192;

/// A certificate in PEM, one and nothing else.
pub(crate) fn read_certificate(pem: &str) -> Result<Certificate, String> {
    Certificate::from_pem(pem.trim()).map_err(|error| {
        format!("its certificate is none in PEM (`-----BEGIN CERTIFICATE-----`, one, and nothing around it): {error}")
    })
}

/// A hash function that a signature may be over.
#[derive(Clone, Copy)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By its own identifier, or that of a signature which uses it.
    pub(super) fn of(identifier: ObjectIdentifier) -> Result<Self, String> {
        match identifier {
            ID_SHA_256 | SHA_256_WITH_RSA_ENCRYPTION | ECDSA_WITH_SHA_256 => Ok(Self::Sha256),
            ID_SHA_384 | SHA_384_WITH_RSA_ENCRYPTION | ECDSA_WITH_SHA_384 => Ok(Self::Sha384),
            ID_SHA_512 | SHA_512_WITH_RSA_ENCRYPTION | ECDSA_WITH_SHA_512 => Ok(Self::Sha512),
            other => Err(format!("the algorithm {other} is not one of RSA or ECDSA with SHA-256, SHA-384 or SHA-512")),
        }
    }

    pub(super) fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

/// Whether `signature` is that of the certificate's key over `message`, by RSA (PKCS #1 v1.5) or ECDSA.
pub(super) fn verifies(certificate: &Certificate, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
    let info = certificate.tbs_certificate().subject_public_key_info();
    let Some(key) = info.subject_public_key.as_bytes() else { return false };
    let digest = hash.digest(message);
    let curve = info.algorithm.parameters.as_ref().and_then(|it| it.decode_as::<ObjectIdentifier>().ok());
    match (info.algorithm.oid, curve) {
        (RSA_ENCRYPTION, _) => {
            let scheme = match hash {
                Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
                Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
            };
            rsa_key(key).is_some_and(|key| key.verify(scheme, &digest, signature).is_ok())
        }
        (ID_EC_PUBLIC_KEY, Some(SECP_256_R_1)) => {
            use p256::ecdsa::{Signature, VerifyingKey};
            match (VerifyingKey::from_sec1_bytes(key), Signature::from_der(signature)) {
                (Ok(key), Ok(signature)) => key.verify_prehash(&digest, &signature).is_ok(),
                _ => false,
            }
        }
        (ID_EC_PUBLIC_KEY, Some(SECP_384_R_1)) => {
            use p384::ecdsa::{Signature, VerifyingKey};
            match (VerifyingKey::from_sec1_bytes(key), Signature::from_der(signature)) {
                (Ok(key), Ok(signature)) => key.verify_prehash(&digest, &signature).is_ok(),
                _ => false,
            }
        }
        _ => false,
    }
}

fn rsa_key(bytes: &[u8]) -> Option<PublicKey> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let (modulus, exponent) = reader
        .sequence(|reader| Ok::<_, x509_cert::der::Error>((UintRef::decode(reader)?, UintRef::decode(reader)?)))
        .ok()?;
    let number = |number: UintRef<'_>| {
        let bits = u32::try_from(number.as_bytes().len()).ok()?.checked_mul(8)?;
        BoxedUint::from_be_slice(number.as_bytes(), bits).ok()
    };
    let modulus = number(modulus)?;
    RSA_BITS.contains(&modulus.bit_width()).then(|| PublicKey::new(modulus, number(exponent)?).ok()).flatten()
}

/// Whether `authority` issued `certificate`, directly.
pub(super) fn is_issued_by(certificate: &Certificate, authority: &Certificate) -> bool {
    let (of, by) = (certificate.tbs_certificate(), authority.tbs_certificate());
    let may_issue = matches!(by.get_extension::<BasicConstraints>(), Ok(Some((_, constraints))) if constraints.ca)
        && matches!(by.get_extension::<KeyUsage>(), Ok(usage) if usage.as_ref().is_none_or(|it| it.1.key_cert_sign()));
    let signed = of.to_der().ok().zip(certificate.signature().as_bytes());
    may_issue
        && of.issuer() == by.subject()
        && certificate.signature_algorithm() == of.signature()
        && Hash::of(of.signature().oid)
            .ok()
            .zip(signed)
            .is_some_and(|(hash, (message, signature))| verifies(authority, hash, &message, signature))
}

/// Why a certificate must not stamp at the Unix time `moment` (seconds), if it must not: RFC 3161, 2.3.
pub(super) fn objection_to_stamping(certificate: &Certificate, moment: i64) -> Option<String> {
    match certificate.tbs_certificate().get_extension::<ExtendedKeyUsage>() {
        Ok(Some((true, usage))) if usage.0 == [ID_KP_TIME_STAMPING] => {}
        _ => return Some("the certificate that made it is not one for time stamps alone".to_owned()),
    }
    let is_within = was_valid(certificate, moment);
    (!is_within).then(|| "the certificate that made it was not valid at its time".to_owned())
}

/// Whether a certificate was valid at the Unix time `moment` (seconds).
pub(super) fn was_valid(certificate: &Certificate, moment: i64) -> bool {
    let validity = certificate.tbs_certificate().validity();
    let second = |time: x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    (second(validity.not_before)..=second(validity.not_after)).contains(&moment)
}
