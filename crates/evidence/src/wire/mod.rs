//! The versioned forms in which a bundle is written and read. They are frozen: a change of meaning is a new version.

mod census;
mod coverage;
mod inspection;
mod manifest;
mod metrics;
mod provenance;
mod rebuild;
mod resources;
mod statement;

pub use census::CensusV1;
pub use coverage::{CoverageV1, FileV1 as CoveredFileV1};
pub use inspection::{DemandsV1, ExactFunctionV1, InspectionParts, InspectionV1, ToleratedV1};
pub use manifest::{AnomalyV1, ContainerV1, EntryV1, GitV1, ManifestV1, WorkTreeChangeV1};
pub use metrics::MetricsV1;
pub use provenance::ProvenanceV1;
pub use rebuild::RebuildV1;
pub use resources::ResourcesV1;
pub use statement::{CustodyHead, PREDICATE_TYPE, PredicateV1, ResourceDescriptor, STATEMENT_TYPE, Statement, Tool};

/// What is wrong with a form that is JSON with all its fields, and yet none that Banbury wrote.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadForm(String);

/// Whether a form is of the version that is read here.
fn check_schema(found: &str, expected: &str) -> Result<(), BadForm> {
    if found == expected {
        return Ok(());
    }
    Err(BadForm(format!("its `schema` is `{found}`, and this version reads `{expected}`")))
}

/// The sum, if it is one that an honest bundle can have: views add up without looking.
fn checked_sum(what: &str, mut numbers: impl Iterator<Item = u64>) -> Result<u64, BadForm> {
    let sum = numbers.try_fold(0_u64, u64::checked_add);
    sum.ok_or_else(|| BadForm(format!("its {what} add up to more than any drop has")))
}
