use std::collections::BTreeSet;

use serde::Deserialize;
use x509_cert::Certificate;

use crate::stamp::read_certificate;

/// Whose time stamps count.
#[derive(Debug)]
pub(crate) struct Authority {
    pub(crate) name: String,
    /// The authority's own certificate, or that of the lab which certifies it directly.
    pub(crate) certificate: Certificate,
}

/// An `[[authority]]` of a policy file. The certificate stands in the policy itself, so that the seal covers it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuthorityV1 {
    name: String,
    certificate: String,
}

/// The authorities of a policy, or in words what is wrong with one.
pub(crate) fn read_authorities(wire: Vec<AuthorityV1>) -> Result<Vec<Authority>, String> {
    let mut names = BTreeSet::new();
    let mut authorities = Vec::new();
    for AuthorityV1 { name, certificate } in wire {
        if name.trim().is_empty() || !names.insert(name.clone()) {
            return Err(format!("authority `{name}`: each needs a name of its own"));
        }
        let certificate = read_certificate(&certificate).map_err(|reason| format!("authority `{name}`: {reason}"))?;
        authorities.push(Authority { name, certificate });
    }
    Ok(authorities)
}
