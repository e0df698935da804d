use std::fs;
use std::path::Path;

use banbury_evidence::Digest;

use crate::acceptance::Intended;
use crate::contents::{Contents, ENVELOPE, SIGNATURE_SUFFIX, SIGNATURES, STATEMENT, SUMS};
use crate::dsse::{Envelope, EnvelopeSignature, pae};
use crate::public_key::PublicKey;
use crate::seal::stage;
use crate::signer::is_role;
use crate::sshsig::{open_ssh, sign_ssh};
use crate::statement::check_statement;
use crate::sums::{check_sums, sums_bytes};
use crate::{AttestError, Policy, SigningKey};

/// How somebody signs.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// As whom: `evaluator`, `reviewer`.
    pub role: &'a str,
    /// A policy under which the signature has to count, and the Unix time (seconds) at which it has to.
    pub policy: Option<(&'a Policy, i64)>,
}

impl<'a> From<&'a str> for Signing<'a> {
    /// In a role, whatever a policy may say to it.
    fn from(role: &'a str) -> Self {
        Self { role, policy: None }
    }
}

/// Signs a sealed bundle: one more signature in `report.dsse.json`, the same as `sig/ROLE.sshsig` (`sig/ROLE-2.sshsig`
/// for the second signer of a role, and so on), and `SHA256SUMS` anew. Gives the name of the OpenSSH signature.
///
/// # Errors
/// If the bundle is not what its statement and sums say, a signature that is there does not hold, the key has signed
/// already, the role is not a word of lower-case letters, digits and hyphens, or the signature would not count under the
/// policy. The bundle is then as before.
pub fn sign<'a>(folder: &Path, key: &SigningKey, how: impl Into<Signing<'a>>) -> Result<String, AttestError> {
    let refused = |reason| AttestError::Refused { action: "signed", folder: folder.to_owned(), reason };
    let Signing { role, policy } = how.into();
    if !is_role(role) {
        return Err(refused(format!("the role `{role}` is not a word of lower-case letters, digits and hyphens")));
    }
    let contents = Contents::read(folder)?;
    // Nobody should put a name to a bundle that is not what it says it is.
    if let Some(problem) = contents.problems.first() {
        return Err(refused(problem.clone()));
    }
    let (of_statement, parsed) = check_statement(&contents);
    if let Some(failure) = check_sums(&contents).into_iter().chain(of_statement).find(|check| !check.holds) {
        return Err(refused(failure.text));
    }
    let (Some(statement), Some(parsed)) = (contents.bytes(STATEMENT), parsed) else {
        return Err(refused(format!("{STATEMENT} is missing")));
    };
    let before = signed_before(&contents, statement, key).map_err(refused)?;
    let mut envelope = current_envelope(&contents, statement, key).map_err(refused)?;
    if let Some((policy, now)) = policy {
        let intended = Intended { key: key.public(), role, statement: &parsed, before: &before };
        policy.refusal(&intended, now).map_or(Ok(()), |reason| Err(refused(reason)))?;
    }
    let making = |error: ssh_key::Error| refused(format!("the key cannot sign: {error}"));
    let signature = key.sign_raw(&pae(statement)).map_err(making)?;
    envelope.signatures.push(EnvelopeSignature { key_id: key.public().id(), signature });
    let envelope = envelope.to_bytes();
    let ssh_signature = sign_ssh(key, statement).map_err(making)?;

    let name = free_name(&contents, role);
    let mut files = contents.digests();
    files.insert(name.clone(), Digest::of(ssh_signature.as_bytes()));
    files.insert(ENVELOPE.to_owned(), Digest::of(&envelope));
    let signatures = folder.join(SIGNATURES);
    fs::create_dir_all(&signatures).map_err(AttestError::io("create", &signatures))?;
    let staged = [
        stage(folder, &name, ssh_signature.as_bytes())?,
        stage(folder, ENVELOPE, &envelope)?,
        stage(folder, SUMS, &sums_bytes(&files))?,
    ];
    staged.into_iter().try_for_each(|file| file.put_in_place())?;
    Ok(name)
}

/// The OpenSSH signatures that are there, with their keys; not if one does not hold, or is this key's.
fn signed_before(contents: &Contents, statement: &[u8], key: &SigningKey) -> Result<Vec<(String, PublicKey)>, String> {
    let mut signed = Vec::new();
    for (name, bytes) in contents.signatures() {
        let signer = open_ssh(bytes, statement).map_err(|reason| format!("{name} {reason}"))?;
        if signer == *key.public() {
            return Err(signed_already(key, name));
        }
        signed.push((name.to_owned(), signer));
    }
    Ok(signed)
}

/// The envelope as it stands, or an empty one; not if this key is in it.
fn current_envelope(contents: &Contents, statement: &[u8], key: &SigningKey) -> Result<Envelope, String> {
    let Some(bytes) = contents.bytes(ENVELOPE) else {
        return Ok(Envelope { payload: statement.to_vec(), signatures: Vec::new() });
    };
    let envelope = Envelope::parse(bytes).map_err(|reason| format!("{ENVELOPE} {reason}"))?;
    if envelope.payload != statement {
        return Err(format!("{ENVELOPE} is over another statement than {STATEMENT}"));
    }
    let message = pae(statement);
    if envelope.signatures.iter().any(|one| key.public().verifies(&message, &one.signature)) {
        return Err(signed_already(key, ENVELOPE));
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
