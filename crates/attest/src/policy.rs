use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{Digest, person_key};
use serde::Deserialize;

use crate::AttestError;
use crate::authority::{Authority, AuthorityV1, read_authorities};
use crate::policy_seal::check_seal;
use crate::public_key::PublicKey;
use crate::signer::{Signer, SignerV1};

/// Whose signatures count and how many it takes. It comes to the verifier out of band, never with the bundle.
#[derive(Debug)]
pub struct Policy {
    /// The name it was read under.
    pub(crate) file: String,
    /// What its second line says.
    pub(crate) seal: Digest,
    /// How many distinct people, with distinct keys, must have signed.
    pub(crate) threshold: usize,
    /// How many distinct people of each role must have signed.
    pub(crate) roles: BTreeMap<String, usize>,
    /// Who may sign, by key.
    pub(crate) signers: BTreeMap<PublicKey, Signer>,
    /// Whose time stamps count.
    pub(crate) authorities: Vec<Authority>,
    /// Whether a bundle that calls itself a demonstration may pass.
    pub(crate) accept_demonstration: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyV1 {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "seal")]
    _seal: String,
    threshold: usize,
    #[serde(default)]
    accept_demonstration: bool,
    #[serde(default)]
    roles: BTreeMap<String, usize>,
    #[serde(default, rename = "signer")]
    signers: Vec<SignerV1>,
    #[serde(default, rename = "authority")]
    authorities: Vec<AuthorityV1>,
}

impl Policy {
    /// Reads a policy file. `file_name` is for messages.
    ///
    /// # Errors
    /// If it is unsealed, changed since it was sealed, malformed (with line and column), contradicts itself, or asks for
    /// more signers than it names.
    pub fn parse(bytes: &[u8], file_name: &str) -> Result<Self, AttestError> {
        Self::read(bytes, file_name).map_err(|reason| AttestError::BadPolicy { file: file_name.to_owned(), reason })
    }

    /// The same, with the reason alone.
    pub(crate) fn read(bytes: &[u8], file_name: &str) -> Result<Self, String> {
        let text = str::from_utf8(bytes).map_err(|error| format!("it is not UTF-8: {error}"))?;
        // The seal fixes the schema too: the first line is part of what is sealed.
        let seal = check_seal(text)?;
        let wire: PolicyV1 = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut policy = Self {
            file: file_name.to_owned(),
            seal,
            threshold: wire.threshold,
            roles: wire.roles,
            signers: BTreeMap::new(),
            authorities: read_authorities(wire.authorities)?,
            accept_demonstration: wire.accept_demonstration,
        };
        let mut people = People::default();
        let mut points = BTreeSet::new();
        for signer in wire.signers {
            let person = signer.person.clone();
            let of_whom = |reason: String| format!("signer `{person}`: {reason}");
            let (key, signer) = signer.read().map_err(of_whom)?;
            people.add(&signer).map_err(of_whom)?;
            // By its point: in a FIDO device and outside it is still one key.
            if !points.insert(key.point().to_vec()) {
                return Err(of_whom("the key stands there twice, and a key belongs to one person once".to_owned()));
            }
            policy.signers.insert(key, signer);
        }
        policy.check_attainable()?;
        Ok(policy)
    }

    /// A policy that no bundle can satisfy, or that asks for nobody, is a mistake.
    fn check_attainable(&self) -> Result<(), String> {
        let count = |role: Option<&str>| {
            let signers = self.signers.values().filter(|signer| role.is_none_or(|role| signer.role == role));
            signers.map(|signer| &signer.person).collect::<BTreeSet<_>>().len()
        };
        let asked = self.roles.iter().map(|(role, number)| (Some(role.as_str()), *number));
        for (role, number) in std::iter::once((None, self.threshold)).chain(asked) {
            let what = role.map_or("threshold".to_owned(), |role| format!("roles.{role}"));
            if number == 0 {
                return Err(format!("{what} is 0: at least 1 is expected"));
            }
            if number > count(role) {
                return Err(format!("{what} is {number}, and only {} such people are listed as signers", count(role)));
            }
        }
        Ok(())
    }
}

/// Sees to it that one person is not taken for two, or for one of two roles.
#[derive(Default)]
struct People {
    by_folded_name: BTreeMap<String, (String, String)>,
}

impl People {
    fn add(&mut self, signer: &Signer) -> Result<(), String> {
        let this = (signer.person.clone(), signer.role.clone());
        let (person, role) = self.by_folded_name.entry(person_key(&signer.person)).or_insert_with(|| this.clone());
        if *person != this.0 {
            return Err(format!("is also written `{person}`: write one person's name in one way"));
        }
        if *role != this.1 {
            return Err(format!("has the roles {role} and {}: one person has one role", this.1));
        }
        Ok(())
    }
}
