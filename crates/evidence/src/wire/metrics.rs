use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{BadForm, check_schema};
use crate::{
    CodePlace, CommentedOut, Distribution, DropPath, DuplicateGroup, FUNCTION_MEASURES, FunctionMeasure,
    FunctionRecord, Language, LanguageMetrics, Metrics,
};

const SCHEMA: &str = "banbury.metrics/v1";

/// metrics.json.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Metrics`")]
pub struct MetricsV1 {
    pub schema: String,
    pub functions: Functions,
    pub languages: Vec<LanguageV1>,
    pub duplicates: Duplicates,
    pub commented_out: CommentedOutV1,
}

/// How measures are distributed over all functions.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Distribution`")]
pub struct Functions {
    pub count: u64,
    /// By measure: complexity, lines, nesting, parameters.
    pub measures: BTreeMap<String, Measure>,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Distribution`")]
pub struct Measure {
    pub sum: u64,
    pub median: u32,
    pub p90: u32,
    pub p99: u32,
    pub max: u32,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `LanguageMetrics`")]
pub struct LanguageV1 {
    pub language: Language,
    pub files: u64,
    pub lines: u64,
    pub duplicated_lines: u64,
    pub commented_out_lines: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Metrics`")]
pub struct Duplicates {
    pub groups: u64,
    pub largest: Vec<Group>,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `DuplicateGroup`")]
pub struct Group {
    pub redundant_tokens: u64,
    pub places: Vec<Place>,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `CodePlace`")]
pub struct Place {
    pub path: DropPath,
    pub first_line: u32,
    pub last_line: u32,
    pub tokens: u32,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `CommentedOut`")]
pub struct CommentedOutV1 {
    pub lines: u64,
    pub files: Vec<CommentedFile>,
}

/// The commented-out code of one file.
#[derive(Debug, Serialize, Deserialize)]
pub struct CommentedFile {
    /// The file.
    pub path: DropPath,
    /// Sum over its places.
    pub lines: u64,
    /// First and last line of each.
    pub places: Vec<(u32, u32)>,
}

impl MetricsV1 {
    /// The wire form of `metrics`, with the distributions over `functions`.
    pub fn new(metrics: &Metrics, functions: &[FunctionRecord]) -> Self {
        let measure = |(name, of): (&str, FunctionMeasure)| {
            let Distribution { sum, median, p90, p99, most } = Distribution::of(functions, of);
            (name.to_owned(), Measure { sum, median, p90, p99, max: most })
        };
        Self {
            schema: SCHEMA.to_owned(),
            functions: Functions { count: functions.len() as u64, measures: FUNCTION_MEASURES.map(measure).into() },
            languages: metrics
                .languages
                .iter()
                .map(|it| LanguageV1 {
                    language: it.language,
                    files: it.files,
                    lines: it.lines,
                    duplicated_lines: it.duplicated_lines,
                    commented_out_lines: it.commented_out_lines,
                })
                .collect(),
            duplicates: Duplicates {
                groups: metrics.duplicate_groups,
                largest: metrics
                    .duplicates
                    .iter()
                    .map(|group| Group {
                        redundant_tokens: group.redundant(),
                        places: group.places.iter().map(Place::from).collect(),
                    })
                    .collect(),
            },
            commented_out: CommentedOutV1::from(metrics),
        }
    }
}

impl From<&CodePlace> for Place {
    fn from(place: &CodePlace) -> Self {
        Self {
            path: place.path.clone(),
            first_line: place.first_line,
            last_line: place.last_line,
            tokens: place.tokens,
        }
    }
}

impl From<&Metrics> for CommentedOutV1 {
    fn from(metrics: &Metrics) -> Self {
        let of_one_file = metrics.commented_out.chunk_by(|one, next| one.path == next.path);
        let file = |places: &[CommentedOut]| {
            Some(CommentedFile {
                path: places.first()?.path.clone(),
                lines: places.iter().map(CommentedOut::lines).sum(),
                places: places.iter().map(|it| (it.first_line, it.last_line)).collect(),
            })
        };
        Self {
            lines: metrics.commented_out.iter().map(CommentedOut::lines).sum(),
            files: of_one_file.filter_map(file).collect(),
        }
    }
}

impl TryFrom<MetricsV1> for Metrics {
    type Error = BadForm;

    fn try_from(wire: MetricsV1) -> Result<Self, BadForm> {
        check_schema(&wire.schema, SCHEMA)?;
        let languages = wire.languages.into_iter().map(|it| LanguageMetrics {
            language: it.language,
            files: it.files,
            lines: it.lines,
            duplicated_lines: it.duplicated_lines,
            commented_out_lines: it.commented_out_lines,
        });
        let duplicates = wire
            .duplicates
            .largest
            .into_iter()
            .map(|group| DuplicateGroup { places: group.places.into_iter().map(CodePlace::from).collect() });
        let commented_out = wire.commented_out.files.into_iter().flat_map(|file| {
            let CommentedFile { path, places, .. } = file;
            places.into_iter().map(move |(first_line, last_line)| CommentedOut {
                path: path.clone(),
                first_line,
                last_line,
            })
        });
        Ok(Self {
            languages: languages.collect(),
            duplicate_groups: wire.duplicates.groups,
            duplicates: duplicates.collect(),
            commented_out: commented_out.collect(),
        })
    }
}

impl From<Place> for CodePlace {
    fn from(place: Place) -> Self {
        Self { path: place.path, first_line: place.first_line, last_line: place.last_line, tokens: place.tokens }
    }
}
