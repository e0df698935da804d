//! An inspection as people and their tools see it: SARIF, HTML, CSV, JSON and terminal text. These are views: nothing
//! is decided here, and all hostile text passes one choke point, the private module `visible`.
//!
//! This crate must not know the file system, the clock, the environment, tree-sitter, how rules match, or any
//! cryptography beyond digests.

mod bill;
mod casework;
mod csv_view;
pub mod document;
mod findings_json;
mod html;
mod read;
mod requirements;
mod sarif;
mod tally;
mod terminal;
mod trend_json;
mod visible;

use banbury_evidence::wire::{
    CensusV1, CoverageV1, InspectionV1, ManifestV1, MetricsV1, ProvenanceV1, RebuildV1, ResourcesV1,
};
use banbury_evidence::{Comparison, Inspection, json};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;

use document::{Document, Edition, Form};
use visible::{Shown, escape_json};

pub use casework::{questions_csv, questions_json, questions_text, triage_counts, triage_text};
pub use csv_view::findings_csv;
pub use document::unknown_protected;
pub use findings_json::json_findings;
pub use read::{READ_BACK, read_bundle};
pub use terminal::{comparison_text, summary, text_findings, trend_text, visible_text};
pub use trend_json::json_trend;

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
    /// A table could not be written.
    #[error("the table could not be written: {0}")]
    Csv(#[from] csv::Error),
    /// A file that no bundle is without is not there.
    #[error(
        "{0} is missing: is this a bundle of this version? One of an earlier version has to be made anew, from its drop"
    )]
    Missing(&'static str),
    /// A file of a bundle is not as this version writes it.
    #[error("{file} is not one that this version wrote: {reason}")]
    BadFile {
        /// Its name.
        file: &'static str,
        /// What is wrong.
        reason: String,
    },
}

/// A view that stands in the bundle as a file.
pub struct View {
    /// The name of the file.
    pub name: &'static str,
    make: Make,
}

/// What a view is made from.
enum Make {
    Inspection(fn(&Inspection) -> Result<Vec<u8>, ReportError>),
    Comparison(fn(&Comparison) -> Result<Vec<u8>, ReportError>),
}

impl View {
    /// Its bytes. The same inspection gives the same bytes.
    ///
    /// # Errors
    /// If it cannot be serialised, which does not happen for an inspection that this program made.
    pub fn render(&self, inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
        match self.make {
            Make::Inspection(make) => make(inspection),
            Make::Comparison(make) => inspection.comparison.as_ref().map_or_else(|| Ok(Vec::new()), make),
        }
    }
}

/// The views of an inspection, sorted by name; each can be made by itself. Those of a comparison are as
/// [`comparison_files`] has them.
pub fn views(inspection: &Inspection) -> Vec<View> {
    let view = |name, make| View { name, make: Make::Inspection(make) };
    let mut views = vec![
        view("bom.cdx.json", |it| to_json("bom.cdx.json", &bill::bill(it))),
        view("census.json", |it| to_json("census.json", &CensusV1::from(&it.census))),
        view("coverage.json", |it| to_json("coverage.json", &CoverageV1::new(&it.coverage, &it.limits))),
        view("findings.sarif", |it| to_json("findings.sarif", &sarif::log(it))),
        view("functions.csv", |it| csv_view::functions(&it.functions)),
        view("inspection.json", inspection_json),
        view("inventory.sha256", |it| Ok(it.manifest.inventory())),
        view("manifest.json", |it| to_json("manifest.json", &ManifestV1::from(&it.manifest))),
        view("metrics.json", |it| to_json("metrics.json", &MetricsV1::new(&it.metrics, &it.functions))),
        view("report.html", |it| Ok(report_page(&document(it, Edition::of(it, Form::Page))))),
        view("requirements.json", |it| to_json("requirements.json", &requirements::matrix(it))),
    ];
    if inspection.provenance.is_some() {
        let make = |it: &Inspection| to_json("provenance.json", &it.provenance.as_ref().map(ProvenanceV1::from));
        views.push(view("provenance.json", make));
    }
    if !inspection.triage.log.is_empty() {
        views.push(view("triage.jsonl", |it| Ok(it.triage.log.clone())));
    }
    let of_comparison = inspection.comparison.iter().flat_map(makers);
    views.extend(of_comparison.map(|(name, make)| View { name, make: Make::Comparison(make) }));
    views.sort_by_key(|view| view.name);
    views
}

/// What a report says in one edition.
pub fn document(inspection: &Inspection, edition: Edition) -> Document {
    let (told, whole) = document::told_in(inspection, edition);
    Document::of(&Shown::of(&told), edition, whole)
}

/// The document as report.html.
pub fn report_page(document: &Document) -> Vec<u8> {
    html::page(document).into_bytes()
}

/// The files that tell of a comparison alone, with their names: `rebuild.json`, `build.log` if something was printed, and
/// `resources.json` if the recipe asks for it.
///
/// # Errors
/// As [`View::render`].
pub fn comparison_files(comparison: &Comparison) -> Result<Vec<(&'static str, Vec<u8>)>, ReportError> {
    makers(comparison).into_iter().map(|(name, make)| Ok((name, make(comparison)?))).collect()
}

type Maker = (&'static str, fn(&Comparison) -> Result<Vec<u8>, ReportError>);

fn makers(comparison: &Comparison) -> Vec<Maker> {
    let mut makers: Vec<Maker> = vec![("rebuild.json", |it| to_json("rebuild.json", &RebuildV1::from(it)))];
    if !comparison.log.is_empty() {
        makers.push(("build.log", |it| Ok(build_log(&it.log))));
    }
    if comparison.resources.is_some() {
        makers.push(("resources.json", |it| to_json("resources.json", &it.resources.map(ResourcesV1::from))));
    }
    makers
}

/// What the build printed, in UTF-8, without what a terminal or a reader would be deceived by.
fn build_log(log: &[u8]) -> Vec<u8> {
    let mut text = visible_text(&String::from_utf8_lossy(log));
    text.push('\n');
    text.into_bytes()
}

/// What the other files of the bundle do not hold, or do not show as it is.
fn inspection_json(inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
    let mut wire = InspectionV1::new(inspection);
    wire.functions = csv_view::not_as_shown(&inspection.functions);
    let printed = inspection.comparison.as_ref().map(|comparison| &comparison.log).filter(|log| !log.is_empty());
    wire.build_log = printed.filter(|log| !stays_as_shown(log)).map(|log| BASE64_STANDARD.encode(log));
    to_json("inspection.json", &wire)
}

/// Whether build.log, taken for what was printed, is shown as the very same: not where a line was cut.
fn stays_as_shown(log: &[u8]) -> bool {
    let shown = build_log(log);
    build_log(&shown) == shown
}

fn to_json(view: &'static str, value: &impl Serialize) -> Result<Vec<u8>, ReportError> {
    json::to_bytes(value).map(escape_json).map_err(|source| ReportError::Json { view, source })
}
