//! A signature that stands behind the content, where the evaluator declares it.

use super::cms::SignedData;
use super::hash::Hash;
use super::key::{Kind, PublicKey, Scheme};
use super::outcome::{Refused, Verified};
use crate::appended;
use crate::budget::Budget;
use crate::content::Content;
use crate::der;

/// No signature is longer, in bytes.
const LONGEST: u64 = 256 << 10;

/// A bare signature does not say what it is over; the usual one first.
const HASHES: [Hash; 3] = [Hash::Sha256, Hash::Sha384, Hash::Sha512];

pub(super) fn check(content: &Content, at: u64, key: &PublicKey, budget: &mut Budget) -> Result<Verified, Refused> {
    let declared = appended::declared(content, at).filter(|it| it.signature.length() > 0);
    let signed = declared.ok_or_else(|| Refused::because("the file ends before it is declared to begin"))?;
    let length = signed.signature.length();
    if length > LONGEST {
        return Err(Refused::because(format!("{length} bytes stand there, which are more than a signature")));
    }
    let message = [signed.body];
    let bytes = signed.signature.to_vec()?;
    if der::signed_data(&signed.signature).is_some() {
        return SignedData::read(&bytes)?.verify_detached(key, &message, budget);
    }
    let mut refused = None;
    for scheme in schemes(key) {
        match key.verify(scheme, &message, &bytes, budget) {
            Ok(verified) => return Ok(verified),
            Err(error) => refused = Some(error),
        }
    }
    let Refused { algorithm, .. } = refused.unwrap_or_else(|| Refused::because(""));
    let why = format!(
        "the {length} bytes that stand there are no signature of that key ({}) over what stands before them, by SHA-256, \
         SHA-384 or SHA-512",
        key.name()
    );
    let algorithm = if matches!(key.kind, Kind::Ed25519(_)) { algorithm } else { String::new() };
    Err(Refused { algorithm, why })
}

fn schemes(key: &PublicKey) -> Vec<Scheme> {
    match key.kind {
        Kind::Rsa(_) => HASHES.into_iter().flat_map(|hash| [Scheme::Pkcs1(hash), Scheme::Pss(hash, None)]).collect(),
        Kind::P256(_) | Kind::P384(_) | Kind::P521(_) => HASHES.into_iter().map(Scheme::Ecdsa).collect(),
        Kind::Ed25519(_) => vec![Scheme::Ed25519],
    }
}
