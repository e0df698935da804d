//! An inspection as people and their tools see it: SARIF, HTML, CSV, JSON and terminal text. These are views: nothing
//! is decided here, and all hostile text passes one choke point, the private module `visible`.
//!
//! This crate must not know the file system, the clock, the environment, tree-sitter, how rules match, or any
//! cryptography beyond digests.

mod bill;
mod csv_view;
mod findings_json;
mod html;
mod requirements;
mod sarif;
mod tally;
mod terminal;
mod visible;

use banbury_evidence::wire::{CensusV1, CoverageV1, ManifestV1, MetricsV1, RebuildV1, ResourcesV1};
use banbury_evidence::{Comparison, Inspection, json};
use serde::Serialize;

use visible::{Shown, escape_json};

pub use csv_view::findings_csv;
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
        view("inventory.sha256", |it| Ok(it.manifest.inventory())),
        view("manifest.json", |it| to_json("manifest.json", &ManifestV1::from(&it.manifest))),
        view("metrics.json", |it| to_json("metrics.json", &MetricsV1::new(&it.metrics, &it.functions))),
        view("requirements.json", |it| to_json("requirements.json", &requirements::matrix(it))),
        view("report.html", |it| Ok(html::page(&Shown::of(it)).into_bytes())),
    ];
    let of_comparison = inspection.comparison.iter().flat_map(makers);
    views.extend(of_comparison.map(|(name, make)| View { name, make: Make::Comparison(make) }));
    views.sort_by_key(|view| view.name);
    views
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
        makers.push(("build.log", |it| Ok(build_log(it))));
    }
    if comparison.resources.is_some() {
        makers.push(("resources.json", |it| to_json("resources.json", &it.resources.map(ResourcesV1::from))));
    }
    makers
}

/// What the build printed, in UTF-8, without what a terminal or a reader would be deceived by.
fn build_log(comparison: &Comparison) -> Vec<u8> {
    let mut text = visible_text(&String::from_utf8_lossy(&comparison.log));
    text.push('\n');
    text.into_bytes()
}

fn to_json(view: &'static str, value: &impl Serialize) -> Result<Vec<u8>, ReportError> {
    json::to_bytes(value).map(escape_json).map_err(|source| ReportError::Json { view, source })
}
