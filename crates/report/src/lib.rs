//! An inspection as people and their tools see it: SARIF, HTML, CSV, JSON and terminal text. These are views: nothing
//! is decided here, and all hostile text passes one choke point, the private module `visible`.
//!
//! This crate must not know the file system, the clock, the environment, tree-sitter, how rules match, or any
//! cryptography beyond digests.

mod csv_view;
mod findings_json;
mod html;
mod sarif;
mod tally;
mod terminal;
mod visible;

use std::collections::BTreeMap;

use banbury_evidence::wire::{CensusV1, CoverageV1, ManifestV1, RebuildV1};
use banbury_evidence::{Inspection, json};
use serde::Serialize;

use visible::{Shown, escape_json};

pub use findings_json::json_findings;
pub use sarif::read_sarif;
pub use terminal::{comparison_text, summary, text_findings, trend_text, visible_text};

/// Why a view could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A view could not be written as JSON.
    #[error("{view} could not be written: {source}")]
    Json {
        /// The file name of the view.
        view: &'static str,
        /// What went wrong.
        source: json::BadJson,
    },
    /// functions.csv could not be written.
    #[error("functions.csv could not be written: {0}")]
    Csv(#[from] csv::Error),
    /// A findings.sarif is not JSON, repeats a key, or lacks what Banbury writes.
    #[error(
        "findings.sarif is not one that Banbury wrote: {0}; give the bundle as `banbury inspect` or `banbury run` left it"
    )]
    BadSarif(#[from] json::BadJson),
    /// A findings.sarif is well-formed, but of another version or another program.
    #[error(
        "findings.sarif cannot serve as a baseline: {0}; give the bundle as `banbury inspect` or `banbury run` left it"
    )]
    ForeignSarif(String),
}

/// Makes every view that stands in the bundle as a file: file name to bytes.
///
/// `rebuild.json` is among them only if something was compared. The same inspection gives the same bytes.
///
/// # Errors
/// If a view cannot be serialised, which does not happen for an inspection that this program made.
pub fn render(inspection: &Inspection) -> Result<BTreeMap<String, Vec<u8>>, ReportError> {
    let mut files = BTreeMap::new();
    let mut add = |name: &str, bytes| files.insert(name.to_owned(), bytes);
    add("census.json", to_json("census.json", &CensusV1::from(&inspection.census))?);
    add("coverage.json", to_json("coverage.json", &CoverageV1::new(&inspection.coverage, &inspection.limits))?);
    add("findings.sarif", to_json("findings.sarif", &sarif::log(inspection))?);
    add("functions.csv", csv_view::functions(&inspection.functions)?);
    add("inventory.sha256", inspection.manifest.inventory());
    add("manifest.json", to_json("manifest.json", &ManifestV1::from(&inspection.manifest))?);
    if let Some(comparison) = &inspection.comparison {
        add("rebuild.json", to_json("rebuild.json", &RebuildV1::from(comparison))?);
    }
    add("report.html", html::page(&Shown::of(inspection)).into_bytes());
    Ok(files)
}

fn to_json(view: &'static str, value: &impl Serialize) -> Result<Vec<u8>, ReportError> {
    json::to_bytes(value).map(escape_json).map_err(|source| ReportError::Json { view, source })
}
