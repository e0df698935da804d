use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use banbury_evidence::Digest;
use banbury_evidence::wire::Statement;

use crate::acceptance::Intended;
use crate::contents::{Contents, ENVELOPE, SIGNATURE_SUFFIX, SIGNATURES, STATEMENT, SUMMARY, SUMS};
use crate::dsse::{Envelope, EnvelopeSignature, pae};
use crate::public_key::{PublicKey, envelope_form};
use crate::seal::stage;
use crate::signer::is_role;
use crate::sshsig::{open_ssh, sign_ssh};
use crate::statement::check_statement;
use crate::sums::{check_sums, sums_bytes};
use crate::{AttestError, Policy, SigningKey, Summary};

/// How somebody signs.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// As whom: `evaluator`, `reviewer`.
    pub role: &'a str,
    /// A policy under which the signature has to count, and the Unix time (seconds) at which it has to.
    pub policy: Option<(&'a Policy, i64)>,
    /// What a verification summary is to say, which the same key signs: `vsa.dsse.json`. A FIDO device signs none.
    pub summary: Option<&'a Summary>,
}

impl<'a> From<&'a str> for Signing<'a> {
    /// In a role, whatever a policy may say to it.
    fn from(role: &'a str) -> Self {
        Self { role, policy: None, summary: None }
    }
}

/// Signs a sealed bundle: one more signature in `report.dsse.json` (not by a FIDO device, which cannot), the same as
/// `sig/ROLE.sshsig` (`sig/ROLE-2.sshsig` for the second signer of a role, and so on), and `SHA256SUMS` anew. Gives the name
/// of the OpenSSH signature.
///
/// # Errors
/// If the bundle is not what its statement and sums say, a signature that is there does not hold, the key has signed
/// already, the role is not a word of lower-case letters, digits and hyphens, or the signature would not count under the
/// policy. The bundle is then as before.
pub fn sign<'a>(folder: &Path, key: &SigningKey, how: impl Into<Signing<'a>>) -> Result<String, AttestError> {
    let refused = |reason| AttestError::Refused { action: "signed", folder: folder.to_owned(), reason };
    let Signing { role, policy, summary } = how.into();
    if !is_role(role) {
        return Err(refused(format!("the role `{role}` is not a word of lower-case letters, digits and hyphens")));
    }
    let mut contents = Contents::read(folder)?;
    let parsed = check_whole(&contents).map_err(refused)?;
    let Some(statement) = contents.bytes(STATEMENT) else {
        return Err(refused(format!("{STATEMENT} is missing")));
    };
    let before = signed_before(&contents, statement, key).map_err(refused)?;
    let envelope = current_envelope(&contents, ENVELOPE, statement, key).map_err(refused)?;
    if let Some((policy, now)) = policy {
        let demonstration = parsed.predicate.demonstration;
        let intended = Intended { key: key.public(), role, demonstration, before: &before };
        policy.refusal(&intended, now).map_or(Ok(()), |reason| Err(refused(reason)))?;
    }
    let making = |reason: String| refused(format!("the key cannot sign: {reason}"));
    let mut added = BTreeMap::new();
    if key.signs_envelopes() {
        added.insert(ENVELOPE.to_owned(), sign_envelope(envelope, key).map_err(making)?);
        // A demonstration vouches for nothing.
        if let Some(summary) = summary.filter(|_| !parsed.predicate.demonstration) {
            let payload = summary.to_bytes(&parsed, Digest::of(statement));
            let envelope = current_envelope(&contents, SUMMARY, &payload, key).map_err(refused)?;
            added.insert(SUMMARY.to_owned(), sign_envelope(envelope, key).map_err(making)?);
        }
    }
    let name = free_name(&contents, role);
    let signature = sign_ssh(key, statement).map_err(making)?.into_bytes();
    // Whatever held the key, nothing is written that would not be accepted.
    let made = open_ssh(&signature, statement).map_err(|reason| making(format!("what it made {reason}")))?;
    if let Some((policy, _)) = policy
        && policy.signers.get(&made.key).is_some_and(|signer| signer.must_verify && !made.verified)
    {
        return Err(refused(format!(
            "the device did not verify who used it, which the policy {} asks for",
            policy.file
        )));
    }
    added.insert(name.clone(), signature);
    add(folder, &mut contents, added)?;
    Ok(name)
}

/// The statement of a bundle that is what its statement and sums say. Nobody should put a name to any other.
pub(crate) fn check_whole(contents: &Contents) -> Result<Statement, String> {
    if let Some(problem) = contents.problems.first() {
        return Err(problem.clone());
    }
    let (of_statement, statement) = check_statement(contents);
    if let Some(failure) = check_sums(contents).into_iter().chain(of_statement).find(|check| !check.holds) {
        return Err(failure.text);
    }
    statement.ok_or_else(|| format!("{STATEMENT} is missing"))
}

/// The bytes of an envelope with one more signature.
fn sign_envelope(mut envelope: Envelope, key: &SigningKey) -> Result<Vec<u8>, String> {
    let message = pae(&envelope.payload);
    let signature = envelope_form(&key.sign(&message)?).filter(|signature| key.public().verifies(&message, signature));
    let signature = signature.ok_or("what it made is not a signature of its own")?;
    envelope.signatures.push(EnvelopeSignature { key_id: key.public().id(), signature });
    Ok(envelope.to_bytes())
}

/// Adds files to a bundle, or replaces them, with the sums: all of them, or nothing on a full disk.
pub(crate) fn add(folder: &Path, contents: &mut Contents, added: BTreeMap<String, Vec<u8>>) -> Result<(), AttestError> {
    let signatures = folder.join(SIGNATURES);
    fs::create_dir_all(&signatures).map_err(AttestError::io("create", &signatures))?;
    let mut staged = Vec::new();
    for (name, bytes) in added {
        staged.push(stage(folder, &name, &bytes)?);
        contents.insert(&name, bytes);
    }
    staged.push(stage(folder, SUMS, &sums_bytes(&contents.digests()))?);
    staged.into_iter().try_for_each(|file| file.put_in_place())
}

/// The OpenSSH signatures that are there, with their keys; not if one does not hold, or is this key's.
fn signed_before(contents: &Contents, statement: &[u8], key: &SigningKey) -> Result<Vec<(String, PublicKey)>, String> {
    let mut signed = Vec::new();
    for (name, bytes) in contents.signatures() {
        let signer = open_ssh(bytes, statement).map_err(|reason| format!("{name} {reason}"))?;
        if signer.key == *key.public() {
            return Err(signed_already(key, name));
        }
        signed.push((name.to_owned(), signer.key));
    }
    Ok(signed)
}

/// The envelope `name` as it stands, or an empty one; not if it is over something else, or this key is in it.
fn current_envelope(contents: &Contents, name: &str, payload: &[u8], key: &SigningKey) -> Result<Envelope, String> {
    let Some(bytes) = contents.bytes(name) else {
        return Ok(Envelope::over(payload));
    };
    let envelope = Envelope::parse(bytes).map_err(|reason| format!("{name} {reason}"))?;
    if envelope.payload != payload {
        return Err(format!("{name} is over something else than is to be signed now"));
    }
    let message = pae(payload);
    if envelope.signatures.iter().any(|one| key.public().verifies(&message, &one.signature)) {
        return Err(signed_already(key, name));
    }
    Ok(envelope)
}

fn signed_already(key: &SigningKey, name: &str) -> String {
    format!("the key {} has signed it already ({name})", key.public().id())
}

fn free_name(contents: &Contents, role: &str) -> String {
    let mut name = format!("{SIGNATURES}/{role}{SIGNATURE_SUFFIX}");
    let mut number = 2_u64;
    while contents.files.contains_key(&name) {
        name = format!("{SIGNATURES}/{role}-{number}{SIGNATURE_SUFFIX}");
        number += 1;
    }
    name
}
