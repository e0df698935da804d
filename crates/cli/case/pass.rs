use anyhow::{Result, bail};
use banbury_evidence::wire::DemandsV1;
use banbury_evidence::{Digest, PassCriteria};
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
        let criteria = PassCriteria { verifier, resource, policy, case_file, levels, demands: demand.into() };
        match criteria.objection() {
            Some(objection) => bail!("[pass] {objection}"),
            None => Ok(criteria),
        }
    }
}
