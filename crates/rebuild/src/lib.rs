//! From a recipe to a rebuilt artefact, and from a shipped and a rebuilt artefact to a verdict.
//!
//! The build runs in a sandbox without network; this crate alone starts foreign programs. It must not know
//! tree-sitter, rules or reports: what it finds it hands over as a [`banbury_evidence::Comparison`].

mod artefact;
mod chance;
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
mod signature;
mod time_zone;
mod toolchain;

pub use confinement::Confinement;
pub use error::RebuildError;
pub use propose::{Proposal, ProposalSource, propose};
pub use rebuild::rebuild;
pub use recipe::{BuildLimits, Determinism, Explain, KeepLog, Recipe, RecipeArtefact, RecipeInput};
