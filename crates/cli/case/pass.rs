use anyhow::{Result, bail};
use banbury_evidence::wire::DemandsV1;
use banbury_evidence::{Demand, Digest, PassCriteria};
use serde::Deserialize;

/// `[pass]`: when the case passes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PassToml {
    verifier: String,
    resource: String,
    policy: String,
    levels: Vec<String>,
    demand: DemandsV1,
}

impl PassToml {
    /// The criteria of the case file with this digest.
    ///
    /// # Errors
    /// If a name is no URI, no level is named, or nothing is asked.
    pub(super) fn read(self, case_file: Digest) -> Result<PassCriteria> {
        let Self { verifier, resource, policy, levels, demand } = self;
        for (key, uri) in [("verifier", &verifier), ("resource", &resource), ("policy", &policy)] {
            if !is_uri(uri) {
                bail!("[pass] `{key}` is `{uri}`: a URI is expected, such as https://lab.example/{key}");
            }
        }
        if levels.is_empty() || levels.iter().any(|level| level.trim().is_empty()) {
            bail!("[pass] `levels` has to say what a product has that passes, such as [\"LAB_INSPECTED\"]");
        }
        let demands: Vec<Demand> = demand.into();
        if demands.is_empty() {
            bail!("[pass.demand] asks for nothing, so that everything would pass");
        }
        Ok(PassCriteria { verifier, resource, policy, case_file, levels, demands })
    }
}

/// A scheme, a colon, and something behind it that needs no escape (RFC 3986, section 3).
fn is_uri(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    let is_plain = |rest: &str| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte))
    };
    text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && is_plain(rest))
}
