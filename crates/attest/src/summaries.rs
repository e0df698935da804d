use std::collections::BTreeMap;

use banbury_evidence::Digest;
use banbury_evidence::wire::Statement;

use crate::contents::{Contents, STATEMENT, SUMMARY};
use crate::dsse::{Envelope, pae};
use crate::public_key::PublicKey;
use crate::signatures::{MAX_SIGNATURES, Signed};
use crate::{Check, Summary};

/// Holds the verification summary of a bundle, if it has one, against its statement, against who signed that, and against who
/// of them counts: keys, with the names of their owners.
pub(crate) fn check_summary(
    contents: &Contents,
    statement: &Statement,
    signed: &Signed,
    signers: &BTreeMap<&PublicKey, &str>,
) -> Option<Check> {
    let bytes = contents.bytes(SUMMARY)?;
    let digest = Digest::of(contents.bytes(STATEMENT)?);
    Some(match read(bytes, statement, digest, signed, signers) {
        Ok((Summary { resource_uri, policy, passed, verified_levels, .. }, people)) => Check::good(format!(
            "{SUMMARY}: {resource_uri} {} by {policy} ({}), say {people}",
            if passed { "PASSED" } else { "FAILED" },
            verified_levels.join(", ")
        )),
        Err(reason) => Check::bad(format!("{SUMMARY}: {reason}")),
    })
}

fn read(
    bytes: &[u8],
    statement: &Statement,
    digest: Digest,
    signed: &Signed,
    signers: &BTreeMap<&PublicKey, &str>,
) -> Result<(Summary, String), String> {
    let envelope = Envelope::parse(bytes)?;
    let summary = Summary::read(&envelope.payload, statement, digest)?;
    if envelope.signatures.is_empty() || envelope.signatures.len() > MAX_SIGNATURES {
        return Err("holds no signature, or far too many".to_owned());
    }
    let message = pae(&envelope.payload);
    let mut keys = BTreeMap::new();
    for one in &envelope.signatures {
        let key = signed.keys().find(|key| key.verifies(&message, &one.signature));
        let Some(key) = key.filter(|key| key.id() == one.key_id) else {
            return Err(format!("the signature with the key id `{}` is by nobody who signed the bundle", one.key_id));
        };
        if keys.insert(key, signers.get(key)).is_some() {
            return Err(format!("the key {} signs twice", one.key_id));
        }
    }
    // As with the bundle itself, whoever the policy does not know neither helps nor harms.
    let people: Vec<&str> = keys.into_values().flatten().copied().collect();
    match people.is_empty() {
        true => Err("nobody signed it who counts".to_owned()),
        false => Ok((summary, people.join(", "))),
    }
}
