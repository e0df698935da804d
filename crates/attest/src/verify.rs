use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::contents::{Contents, ENVELOPE, SIGNATURE_SUFFIX, STATEMENT};
use crate::moment::moment;
use crate::policy::Policy;
use crate::public_key::PublicKey;
use crate::signatures::{Signed, check_signatures};
use crate::signer::Signer;
use crate::stamps::{Witness, Witnesses, check_stamps};
use crate::statement::check_statement;
use crate::summaries::check_summary;
use crate::sums::check_sums;
use crate::{AttestError, Check, Outcome};

/// Verifies every byte of the bundle in `folder` against its statement, and the statement against `policy` at the Unix
/// time `now` (seconds).
///
/// # Errors
/// Only if the folder cannot be listed. Whatever is wrong inside it is an outcome that does not hold.
pub fn verify(folder: &Path, policy: &Policy, now: i64) -> Result<Outcome, AttestError> {
    let contents = Contents::read(folder)?;
    let mut checks = vec![Check::good(format!("policy {}: sealed as {}", policy.file, policy.seal))];
    checks.extend(contents.problems.iter().map(Check::bad));
    checks.extend(check_sums(&contents));
    let (of_statement, statement) = check_statement(&contents);
    checks.extend(of_statement);
    if let Some(statement) = &statement
        && statement.predicate.demonstration
    {
        let text = "DEMONSTRATION: the key was made for the occasion, and the bundle attests nothing";
        checks.push(if policy.accept_demonstration {
            Check::good(format!("{STATEMENT}: {text}; the policy accepts that"))
        } else {
            Check::bad(format!("{STATEMENT}: {text}; the policy does not accept that"))
        });
    }
    let (of_signatures, signed) = check_signatures(&contents, policy);
    checks.extend(of_signatures);
    let (of_stamps, witnesses) = check_stamps(&contents, policy);
    checks.extend(of_stamps);
    let (of_signers, counted) = check_signers(&signed, &witnesses, policy, now);
    checks.extend(of_signers);
    checks.extend(statement.and_then(|statement| check_summary(&contents, &statement, &signed, &counted)));
    Ok(Outcome::of(checks))
}

/// Counts people, each of whom has at least one key of their own, and never key ids; gives the keys that count, with
/// their owners. A signature that was there at a time, as somebody witnesses whom the policy names, is judged by that
/// time.
fn check_signers<'a>(
    signed: &'a Signed,
    witnesses: &Witnesses<'_>,
    policy: &'a Policy,
    now: i64,
) -> (Vec<Check>, BTreeMap<&'a PublicKey, &'a str>) {
    let mut checks = Vec::new();
    let mut counted: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut keys = BTreeMap::new();
    for (key, signature) in signed {
        let (id, file) = (key.id(), &signature.name);
        let Some(signer) = policy.signers.get(key) else {
            let text = format!("{file}: signed with {id}, a key that the policy does not know; it does not count");
            checks.push(Check::good(text));
            continue;
        };
        let Signer { person, role, .. } = signer;
        let witness = witnesses.get(file);
        if let Some(objection) = signer.objection(witness.map_or(now, |witness| witness.latest)) {
            checks.push(Check::bad(format!("{file}: signed by {person} ({role}) with {id}, but {objection}")));
        } else if !is_named_after(file, role) {
            let text = format!("{file}: goes under another role than that of its signer, {person} ({role}), key {id}");
            checks.push(Check::bad(text));
        } else if signer.must_verify && !signature.verified {
            let text = "the device did not verify who used it, which the policy asks for";
            checks.push(Check::bad(format!("{file}: signed by {person} ({role}) with {id}, but {text}")));
        } else {
            counted.insert((person, role));
            keys.insert(key, person.as_str());
            let files = if key.is_fido() { file.clone() } else { format!("{file} and {ENVELOPE}") };
            let all_the_same = match (witness, signer.objection(now)) {
                (Some(Witness { authority, latest }), Some(objection)) => format!(
                    "; {objection}, but as {authority} shows the signature was made by {}, before that",
                    moment(*latest)
                ),
                _ => String::new(),
            };
            checks.push(Check::good(format!("{files}: signed by {person} ({role}) with {id}{all_the_same}")));
        }
    }
    let asked = policy.roles.iter().map(|(role, number)| (Some(role.as_str()), *number));
    for (role, asked) in std::iter::once((None, policy.threshold)).chain(asked) {
        let people: BTreeSet<_> =
            counted.iter().filter(|(_, of)| role.is_none_or(|role| role == *of)).map(|(person, _)| person).collect();
        let of_role = role.map_or(String::new(), |role| format!(" in the role {role}"));
        let text = format!(
            "{ENVELOPE}: signed by {} different people{of_role}, of {asked} that the policy asks for",
            people.len()
        );
        checks.push(if people.len() >= asked { Check::good(text) } else { Check::pending(text) });
    }
    (checks, keys)
}

/// Whether a signature is `sig/ROLE.sshsig` or `sig/ROLE-N.sshsig`: a file name that lies about the role misleads.
fn is_named_after(file: &str, role: &str) -> bool {
    let name = file.strip_prefix("sig/").and_then(|name| name.strip_suffix(SIGNATURE_SUFFIX));
    match name.and_then(|name| name.strip_prefix(role)) {
        Some("") => true,
        Some(rest) => rest
            .strip_prefix('-')
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())),
        None => false,
    }
}
