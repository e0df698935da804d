use std::fs;
use std::path::Path;

use banbury_evidence::Digest;

use crate::contents::{Contents, ENVELOPE, SIGNATURE_SUFFIX, SIGNATURES, STATEMENT, SUMS};
use crate::dsse::{Envelope, EnvelopeSignature, pae};
use crate::policy::is_role;
use crate::seal::stage;
use crate::sshsig::{open_ssh, sign_ssh};
use crate::statement::check_statement;
use crate::sums::{check_sums, sums_bytes};
use crate::{AttestError, SigningKey};

/// Signs a sealed bundle: one more signature in `report.dsse.json`, the same as `sig/ROLE.sshsig` (`sig/ROLE-2.sshsig`
/// for the second signer of a role, and so on), and `SHA256SUMS` anew. Gives the name of the OpenSSH signature.
///
/// # Errors
/// If the bundle is not what its statement and sums say, a signature that is there does not hold, the key has signed
/// already, or `role` is not a word of lower-case letters, digits and hyphens. The bundle is then as before.
pub fn sign(folder: &Path, key: &SigningKey, role: &str) -> Result<String, AttestError> {
    let refused = |reason| AttestError::Refused { action: "signed", folder: folder.to_owned(), reason };
    if !is_role(role) {
        return Err(refused(format!("the role `{role}` is not a word of lower-case letters, digits and hyphens")));
    }
    let contents = Contents::read(folder)?;
    // Nobody should put a name to a bundle that is not what it says it is.
    if let Some(problem) = contents.problems.first() {
        return Err(refused(problem.clone()));
    }
    let checks = check_sums(&contents).into_iter().chain(check_statement(&contents).0);
    if let Some(failure) = checks.into_iter().find(|check| !check.holds) {
        return Err(refused(failure.text));
    }
    let Some(statement) = contents.bytes(STATEMENT) else {
        return Err(refused(format!("{STATEMENT} is missing")));
    };
    let mut envelope = current_envelope(&contents, statement, key).map_err(refused)?;
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

/// The envelope as it stands, or an empty one; not if this key, or something that does not hold, is in it.
fn current_envelope(contents: &Contents, statement: &[u8], key: &SigningKey) -> Result<Envelope, String> {
    let again = |name| format!("the key {} has signed it already ({name})", key.public().id());
    for (name, bytes) in contents.signatures() {
        let signer = open_ssh(bytes, statement).map_err(|reason| format!("{name} {reason}"))?;
        if signer == key.public() {
            return Err(again(name));
        }
    }
    let Some(bytes) = contents.bytes(ENVELOPE) else {
        return Ok(Envelope { payload: statement.to_vec(), signatures: Vec::new() });
    };
    let envelope = Envelope::parse(bytes).map_err(|reason| format!("{ENVELOPE} {reason}"))?;
    if envelope.payload != statement {
        return Err(format!("{ENVELOPE} is over another statement than {STATEMENT}"));
    }
    let message = pae(statement);
    if envelope.signatures.iter().any(|one| key.public().verifies(&message, &one.signature)) {
        return Err(again(ENVELOPE));
    }
    Ok(envelope)
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
