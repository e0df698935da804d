use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Digest;

/// The in-toto Statement type (in-toto attestation framework, v1).
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
/// The type of our predicate.
pub const PREDICATE_TYPE: &str = "urn:banbury:inspection:v1";

/// An in-toto Statement v1: what is signed.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// Always [`STATEMENT_TYPE`].
    #[serde(rename = "_type")]
    pub type_: String,
    /// The drop, by the digest of inventory.sha256.
    pub subject: Vec<ResourceDescriptor>,
    /// Always [`PREDICATE_TYPE`].
    pub predicate_type: String,
    /// What is said of the subject.
    pub predicate: PredicateV1,
}

/// An in-toto ResourceDescriptor with the fields that we use.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ResourceDescriptor {
    /// Name of the thing.
    pub name: String,
    /// Its digests, by algorithm: `sha256`.
    pub digest: BTreeMap<String, Digest>,
}

impl ResourceDescriptor {
    /// A thing with its SHA-256.
    pub fn new(name: impl Into<String>, sha256: Digest) -> Self {
        Self { name: name.into(), digest: BTreeMap::from([("sha256".to_owned(), sha256)]) }
    }

    /// Its SHA-256, if it has one.
    pub fn sha256(&self) -> Option<Digest> {
        self.digest.get("sha256").copied()
    }
}

/// What an inspection says of a drop: digests of every file of the bundle that it made, and what made them.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct PredicateV1 {
    pub schema: String,
    pub tool: Tool,
    /// True if the key was made for the occasion.
    pub demonstration: bool,
    pub rulesets: Vec<ResourceDescriptor>,
    /// How far the custody log had come when it was pinned; none if it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custody: Option<CustodyHead>,
    /// Of a redacted edition, the statement.json of the full one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted_from: Option<ResourceDescriptor>,
    /// The files of the bundle, sorted by name.
    pub files: Vec<ResourceDescriptor>,
}

/// Where a hash-chained log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyHead {
    /// SHA-256 of the last line, without its line feed.
    pub head: Digest,
    /// The number of lines.
    pub entries: u64,
}

/// The program that made the bundle.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Tool {
    pub name: String,
    pub version: String,
}

impl Statement {
    /// A statement on the drop whose inventory has the digest `drop`.
    pub fn new(drop: Digest, predicate: PredicateV1) -> Self {
        Self {
            type_: STATEMENT_TYPE.to_owned(),
            subject: vec![ResourceDescriptor::new("inventory.sha256", drop)],
            predicate_type: PREDICATE_TYPE.to_owned(),
            predicate,
        }
    }
}
