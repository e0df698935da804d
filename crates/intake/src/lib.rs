//! Intake: a drop on disk (folder, archive or git repository) in, a sealed [`Manifest`] out. It walks, hashes,
//! opens archives and reads git's object store, and it alone opens the drop.
//!
//! This crate must not know tree-sitter or rules. It never follows a link, never opens a special file, runs nothing
//! of the drop, and writes only into a folder that it is given ([`lay_out`]).

mod archive;
mod changes;
mod content;
mod error;
mod folder;
mod git;
mod language;
mod layout;
mod limits;
mod locator;
mod open;
mod path;
mod provenance;
mod reread;
mod seal;

pub use banbury_evidence::Manifest;
pub use changes::{Change, changes};
pub use error::IntakeError;
pub use language::detect_language;
pub use layout::lay_out;
pub use limits::Limits;
pub use locator::Locator;
pub use provenance::provenance;
pub use reread::reread;
pub use seal::{Visitor, seal};
