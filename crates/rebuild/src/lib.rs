//! From a recipe to a rebuilt artefact, and from a shipped and a rebuilt artefact to a verdict.
//!
//! The build runs in a sandbox without network; this crate alone starts foreign programs. It must not know
//! tree-sitter, rules or reports: what it finds it hands over as a [`banbury_evidence::Comparison`].

mod artefact;
mod confinement;
mod determinism;
mod error;
mod explain;
mod files;
mod inputs;
mod propose;
mod rebuild;
mod recipe;
mod sandbox;
mod setting;
mod time_zone;
mod toolchain;

pub use confinement::Confinement;
pub use error::RebuildError;
pub use propose::{Proposal, ProposalSource, propose};
pub use rebuild::rebuild;
pub use recipe::{BuildLimits, Determinism, Explain, Recipe, RecipeArtefact, RecipeInput};

/// What came of a rebuild.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// The verdicts, and an account of the build without times and paths.
    pub comparison: banbury_evidence::Comparison,
    /// The end of what the build printed, as it printed it: for a person at the terminal, after escaping. It may
    /// hold times and paths, and is no part of the evidence.
    pub log: Vec<u8>,
}
