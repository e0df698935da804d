//! The versioned forms in which a bundle is written and read. They are frozen: a change of meaning is a new version.

mod census;
mod coverage;
mod manifest;
mod metrics;
mod rebuild;
mod resources;
mod statement;

pub use census::CensusV1;
pub use coverage::{CoverageV1, FileV1 as CoveredFileV1};
pub use manifest::{AnomalyV1, ContainerV1, EntryV1, GitV1, ManifestV1, WorkTreeChangeV1};
pub use metrics::MetricsV1;
pub use rebuild::RebuildV1;
pub use resources::ResourcesV1;
pub use statement::{CustodyHead, PREDICATE_TYPE, PredicateV1, ResourceDescriptor, STATEMENT_TYPE, Statement, Tool};
