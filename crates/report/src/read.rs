//! An inspection from the files of its bundle: what [`views`](crate::views) wrote, the other way round.
//!
//! The bundle is hostile. What is read here is bounded by the size of the files, and numbers that views add up are looked at first.

use std::collections::BTreeMap;
use std::mem::take;

use banbury_evidence::wire::{
    BadForm, CensusV1, CoverageV1, InspectionParts, InspectionV1, ManifestV1, MetricsV1, ProvenanceV1, RebuildV1,
    ResourcesV1,
};
use banbury_evidence::{Comparison, Inspection, Resources, Triage, json};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::de::DeserializeOwned;

use crate::{ReportError, csv_view};

/// The files that [`read_bundle`] reads; of the last five, three are there only if something was rebuilt, one if a repository tells
/// how the drop came about, and one if somebody has decided something.
pub const READ_BACK: [&str; 11] = [
    "census.json",
    "coverage.json",
    "functions.csv",
    "inspection.json",
    "manifest.json",
    "metrics.json",
    "build.log",
    "provenance.json",
    "rebuild.json",
    "resources.json",
    "triage.jsonl",
];

/// The inspection that a bundle tells of, from its `files` by name. Each view of it is the file of that name, to the byte, if this
/// version wrote the bundle and nobody changed it. Of what people decided, the log alone is read: what it says of the findings is
/// found out by whoever knows such logs.
///
/// # Errors
/// If a file is missing, is not of the form that this version writes, repeats a key, or belongs to another drop.
pub fn read_bundle(files: BTreeMap<String, Vec<u8>>) -> Result<Inspection, ReportError> {
    let mut files = Files(files);
    let mut wire: InspectionV1 = files.json("inspection.json")?;
    let (drop, functions, build_log) = (wire.drop, take(&mut wire.functions), wire.build_log.take());
    let parts: InspectionParts = wire.try_into().map_err(bad("inspection.json"))?;
    let manifest: banbury_evidence::Manifest = files.form::<ManifestV1, _>("manifest.json")?;
    if manifest.digest() != drop {
        return Err(bad("inspection.json")(format!("it is of the drop {drop}, and manifest.json is of another")));
    }
    let table = files.take("functions.csv")?;
    let functions = csv_view::read_functions(&table, functions).map_err(bad("functions.csv"))?;
    Ok(Inspection {
        tool: parts.tool,
        manifest,
        provenance: match files.0.contains_key("provenance.json") {
            true => Some(files.form::<ProvenanceV1, _>("provenance.json")?),
            false => None,
        },
        case: parts.case,
        marking: parts.marking,
        rulesets: parts.rulesets,
        rules: parts.rules,
        limits: parts.limits,
        findings: parts.findings,
        coverage: files.form::<CoverageV1, _>("coverage.json")?,
        functions,
        census: files.form::<CensusV1, _>("census.json")?,
        metrics: files.form::<MetricsV1, _>("metrics.json")?,
        comparison: comparison(&mut files, build_log)?,
        trend: parts.trend,
        requirements: parts.requirements,
        triage: Triage { log: files.0.remove("triage.jsonl").unwrap_or_default(), ..Triage::default() },
    })
}

fn comparison(files: &mut Files, exact_log: Option<String>) -> Result<Option<Comparison>, ReportError> {
    if !files.0.contains_key("rebuild.json") {
        let left = ["build.log", "resources.json"].into_iter().find(|name| files.0.contains_key(*name));
        return match left {
            Some(left) => Err(bad(left)("it tells of a build, and there is no rebuild.json".to_owned())),
            None => Ok(None),
        };
    }
    let mut comparison: Comparison = files.form::<RebuildV1, _>("rebuild.json")?;
    if files.0.contains_key("build.log") {
        let shown = files.take("build.log")?;
        let exact = exact_log.map(|text| BASE64_STANDARD.decode(text)).transpose();
        let exact = exact.map_err(|error| bad("inspection.json")(format!("its `build_log`: {error}")))?;
        comparison.log = exact.unwrap_or(shown).into();
    }
    if files.0.contains_key("resources.json") {
        let resources: Resources = files.form::<ResourcesV1, _>("resources.json")?;
        comparison.resources = Some(resources);
    }
    Ok(Some(comparison))
}

/// The files of a bundle; each goes when it has been read.
struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    fn take(&mut self, name: &'static str) -> Result<Vec<u8>, ReportError> {
        self.0.remove(name).ok_or(ReportError::Missing(name))
    }

    fn json<W: DeserializeOwned>(&mut self, name: &'static str) -> Result<W, ReportError> {
        json::from_bytes(&self.take(name)?).map_err(bad(name))
    }

    fn form<W: DeserializeOwned, T: TryFrom<W, Error = BadForm>>(
        &mut self,
        name: &'static str,
    ) -> Result<T, ReportError> {
        self.json::<W>(name)?.try_into().map_err(bad(name))
    }
}

fn bad<E: ToString>(file: &'static str) -> impl Fn(E) -> ReportError {
    move |reason| ReportError::BadFile { file, reason: reason.to_string() }
}
