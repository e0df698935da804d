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

use banbury_evidence::wire::{CensusV1, CoverageV1, ManifestV1, MetricsV1, RebuildV1};
use banbury_evidence::{Comparison, Inspection, json};
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

/// A view that stands in the bundle as a file.
pub struct View {
    /// The name of the file.
    pub name: &'static str,
    make: fn(&Inspection) -> Result<Vec<u8>, ReportError>,
}

impl View {
    /// Its bytes. The same inspection gives the same bytes.
    ///
    /// # Errors
    /// If it cannot be serialised, which does not happen for an inspection that this program made.
    pub fn render(&self, inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
        (self.make)(inspection)
    }
}

/// The views of an inspection, sorted by name; each can be made by itself. `rebuild.json` is among them only if something
/// was compared, `build.log` only if something was printed.
pub fn views(inspection: &Inspection) -> Vec<View> {
    let mut views = vec![
        View { name: "build.log", make: |it| Ok(build_log(it.comparison.as_ref())) },
        View { name: "census.json", make: |it| to_json("census.json", &CensusV1::from(&it.census)) },
        View { name: "coverage.json", make: |it| to_json("coverage.json", &CoverageV1::new(&it.coverage, &it.limits)) },
        View { name: "findings.sarif", make: |it| to_json("findings.sarif", &sarif::log(it)) },
        View { name: "functions.csv", make: |it| csv_view::functions(&it.functions) },
        View { name: "inventory.sha256", make: |it| Ok(it.manifest.inventory()) },
        View { name: "manifest.json", make: |it| to_json("manifest.json", &ManifestV1::from(&it.manifest)) },
        View { name: "metrics.json", make: |it| to_json("metrics.json", &MetricsV1::new(&it.metrics, &it.functions)) },
        View { name: "rebuild.json", make: |it| to_json("rebuild.json", &it.comparison.as_ref().map(RebuildV1::from)) },
        View { name: "report.html", make: |it| Ok(html::page(&Shown::of(it)).into_bytes()) },
    ];
    let comparison = inspection.comparison.as_ref();
    views.retain(|view| match view.name {
        "build.log" => comparison.is_some_and(|it| !it.log.is_empty()),
        "rebuild.json" => comparison.is_some(),
        _ => true,
    });
    views
}

/// What the build printed, in UTF-8, without what a terminal or a reader would be deceived by.
pub fn build_log(comparison: Option<&Comparison>) -> Vec<u8> {
    let log = comparison.map_or(&[][..], |it| &it.log);
    let mut text = visible_text(&String::from_utf8_lossy(log));
    text.push('\n');
    text.into_bytes()
}

fn to_json(view: &'static str, value: &impl Serialize) -> Result<Vec<u8>, ReportError> {
    json::to_bytes(value).map(escape_json).map_err(|source| ReportError::Json { view, source })
}
