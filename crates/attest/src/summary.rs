use std::collections::BTreeMap;

use banbury_evidence::wire::{ResourceDescriptor, STATEMENT_TYPE, Statement};
use banbury_evidence::{Digest, json};
use serde::{Deserialize, Serialize};

use crate::contents::STATEMENT;

/// The type of a verification summary (SLSA 1.0).
const PREDICATE_TYPE: &str = "https://slsa.dev/verification_summary/v1";

/// What a SLSA verification summary says of the drop: whether it passed, by whose criteria. It has no time: that is the
/// custody log's affair, or a time stamp's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Who verified, as a URI.
    pub verifier: String,
    /// What was verified, as a URI: the name that a consumer of the summary looks for.
    pub resource_uri: String,
    /// The criteria, as a URI.
    pub policy: String,
    /// SHA-256 of the criteria.
    pub policy_sha256: Digest,
    /// Whether they are met.
    pub passed: bool,
    /// Levels of SLSA, or words of the verifier's own that do not begin with `SLSA_`.
    pub verified_levels: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StatementV1 {
    #[serde(rename = "_type")]
    type_: String,
    subject: Vec<ResourceDescriptor>,
    predicate_type: String,
    predicate: PredicateV1,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PredicateV1 {
    verifier: VerifierV1,
    resource_uri: String,
    policy: UriV1,
    input_attestations: Vec<UriV1>,
    verification_result: ResultV1,
    verified_levels: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VerifierV1 {
    id: String,
    version: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UriV1 {
    uri: String,
    digest: BTreeMap<String, Digest>,
}

#[derive(PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum ResultV1 {
    Passed,
    Failed,
}

impl Summary {
    /// An in-toto statement over the drop of `statement`, which has the digest `digest`.
    pub(crate) fn to_bytes(&self, statement: &Statement, digest: Digest) -> Vec<u8> {
        let uri =
            |uri: &str, sha256| UriV1 { uri: uri.to_owned(), digest: BTreeMap::from([("sha256".to_owned(), sha256)]) };
        let tool = &statement.predicate.tool;
        let subject = statement.subject.iter().filter_map(|it| Some(ResourceDescriptor::new(&*it.name, it.sha256()?)));
        let wire = StatementV1 {
            type_: STATEMENT_TYPE.to_owned(),
            subject: subject.collect(),
            predicate_type: PREDICATE_TYPE.to_owned(),
            predicate: PredicateV1 {
                verifier: VerifierV1 {
                    id: self.verifier.clone(),
                    version: BTreeMap::from([(tool.name.clone(), tool.version.clone())]),
                },
                resource_uri: self.resource_uri.clone(),
                policy: uri(&self.policy, self.policy_sha256),
                input_attestations: vec![uri(STATEMENT, digest)],
                verification_result: if self.passed { ResultV1::Passed } else { ResultV1::Failed },
                verified_levels: self.verified_levels.clone(),
            },
        };
        // All keys are strings, so that encoding cannot fail; no bytes at all match nothing.
        json::to_bytes(&wire).unwrap_or_default()
    }

    /// Reads exactly what [`Self::to_bytes`] writes for the same statement.
    pub(crate) fn read(bytes: &[u8], statement: &Statement, digest: Digest) -> Result<Self, String> {
        let wire: StatementV1 =
            json::from_bytes(bytes).map_err(|error| format!("its payload is no verification summary: {error}"))?;
        let said = wire.predicate;
        let summary = Self {
            verifier: said.verifier.id,
            resource_uri: said.resource_uri,
            policy: said.policy.uri,
            policy_sha256: said.policy.digest.get("sha256").copied().ok_or("its policy has no SHA-256")?,
            passed: said.verification_result == ResultV1::Passed,
            verified_levels: said.verified_levels,
        };
        match summary.to_bytes(statement, digest) == bytes {
            true => Ok(summary),
            false => {
                Err(format!("is not over the drop and the {STATEMENT} of this bundle, or not as Banbury writes it"))
            }
        }
    }
}
