use crate::public_key::PublicKey;
use crate::{Policy, SigningKey};

/// A signature that somebody is about to make.
pub(crate) struct Intended<'a> {
    pub(crate) key: &'a PublicKey,
    pub(crate) role: &'a str,
    /// Whether the bundle calls itself a demonstration.
    pub(crate) demonstration: bool,
    /// Who has signed the same bundle before: the names of the signatures and their keys.
    pub(crate) before: &'a [(String, PublicKey)],
}

impl Policy {
    /// Why the first signature of a bundle, made with `key` in `role` at the Unix time `now`, would not count under this
    /// policy, if it would not: to be asked before the work is done that is to be signed.
    pub fn objection(&self, key: &SigningKey, role: &str, demonstration: bool, now: i64) -> Option<String> {
        self.refusal(&Intended { key: key.public(), role, demonstration, before: &[] }, now)
    }

    /// Why a signature made at the Unix time `now` would not count under this policy, if it would not.
    pub(crate) fn refusal(&self, intended: &Intended<'_>, now: i64) -> Option<String> {
        let (file, id) = (&self.file, intended.key.id());
        let Some(signer) = self.signers.get(intended.key) else {
            return Some(format!(
                "the policy {file} does not know the key {id}, so that its signature would not count"
            ));
        };
        let (person, role) = (&signer.person, &signer.role);
        if role != intended.role {
            return Some(format!(
                "the key {id} is that of {person}, whose role in the policy {file} is {role}, not {}",
                intended.role
            ));
        }
        if let Some(objection) = signer.objection(now) {
            return Some(format!("the policy {file} does not accept the key {id} of {person} ({role}): {objection}"));
        }
        let same_person = |(_, key): &&(String, PublicKey)| {
            self.signers.get(key).is_some_and(|before| before.person == signer.person)
        };
        if let Some((name, _)) = intended.before.iter().find(same_person) {
            return Some(format!(
                "{person} has signed it already, with another key ({name}), and a person counts once"
            ));
        }
        (intended.demonstration && !self.accept_demonstration)
            .then(|| format!("it is a demonstration, and the policy {file} does not accept that"))
    }
}
