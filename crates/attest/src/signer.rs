use banbury_evidence::Date;
use serde::Deserialize;

use crate::public_key::PublicKey;

/// One key of one person.
#[derive(Debug)]
pub(crate) struct Signer {
    pub(crate) person: String,
    pub(crate) role: String,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    revocation: Option<Revocation>,
    /// Whether the FIDO device must have known its owner, by PIN or finger: a touch is not enough.
    pub(crate) must_verify: bool,
}

/// Since when a key must not be relied on.
#[derive(Clone, Copy, Debug)]
enum Revocation {
    /// Nobody knows: no signature of the key counts, whenever it was made.
    Ever,
    /// From the beginning of a day.
    On(Date),
}

/// A `[[signer]]` of a policy file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignerV1 {
    pub(crate) person: String,
    role: String,
    key: String,
    valid_from: Option<String>,
    valid_until: Option<String>,
    revoked: Option<bool>,
    revoked_on: Option<String>,
    require: Option<Requirement>,
}

/// What is asked of a FIDO device beyond a touch.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Requirement {
    Verified,
}

impl Signer {
    /// Why a signature made at the Unix time `moment` must not be relied on, if it must not.
    pub(crate) fn objection(&self, moment: i64) -> Option<String> {
        match self.revocation {
            Some(Revocation::Ever) => return Some("the key is revoked".to_owned()),
            Some(Revocation::On(day)) if moment >= day.start() => {
                return Some(format!("the key was revoked with the beginning of {day} (UTC)"));
            }
            _ => {}
        }
        match (self.valid_from, self.valid_until) {
            (Some(from), _) if moment < from.start() => Some(format!("the key is not valid before {from}")),
            (_, Some(until)) if moment >= until.start() => {
                Some(format!("the key's validity ended with the beginning of {until} (UTC)"))
            }
            _ => None,
        }
    }
}

impl SignerV1 {
    /// The key and whose it is, or in words what is wrong with them.
    pub(crate) fn read(self) -> Result<(PublicKey, Signer), String> {
        let signer = Signer {
            valid_from: day("valid_from", self.valid_from.as_deref())?,
            valid_until: day("valid_until", self.valid_until.as_deref())?,
            person: self.person,
            role: self.role,
            revocation: match (self.revoked, day("revoked_on", self.revoked_on.as_deref())?) {
                (Some(false), Some(day)) => {
                    return Err(format!("it is revoked on {day}, and revoked is false: take one of the two away"));
                }
                (_, Some(day)) => Some(Revocation::On(day)),
                (Some(true), None) => Some(Revocation::Ever),
                (Some(false) | None, None) => None,
            },
            must_verify: self.require == Some(Requirement::Verified),
        };
        if let (Some(from), Some(until)) = (signer.valid_from, signer.valid_until)
            && from >= until
        {
            return Err(format!(
                "valid_until ({until}) is not after valid_from ({from}), so that the key is never valid"
            ));
        }
        if !is_role(&signer.role) {
            return Err(format!("the role `{}` is not a word of lower-case letters, digits and hyphens", signer.role));
        }
        let normal = signer.person.split_whitespace().collect::<Vec<_>>().join(" ");
        if normal.is_empty() || normal != signer.person {
            return Err("a name without white space around it, and single spaces within it, is expected".to_owned());
        }
        let key = PublicKey::from_openssh(&self.key)?;
        if signer.must_verify && !key.is_fido() {
            return Err("`require` asks something of a FIDO device, and the key is in none".to_owned());
        }
        Ok((key, signer))
    }
}

fn day(field: &str, text: Option<&str>) -> Result<Option<Date>, String> {
    let expected = |text| format!("{field} is `{text}`: a day such as 2026-11-24 is expected");
    text.map(|text| text.parse().map_err(|_| expected(text))).transpose()
}

/// Whether this can be a role: it names a file.
pub fn is_role(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
