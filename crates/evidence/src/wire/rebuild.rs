use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Artefact, BuildFiles, Comparison, Determinism, Tool, Verdict};

/// rebuild.json.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Comparison`")]
pub struct RebuildV1 {
    pub schema: String,
    pub score: BTreeMap<String, u64>,
    pub artefacts: Vec<Artefact>,
    pub unconfined: bool,
    pub build: Vec<String>,
    pub toolchain: Vec<Tool>,
    pub determinism: Vec<Determinism>,
    pub files: BuildFiles,
}

impl From<&Comparison> for RebuildV1 {
    fn from(comparison: &Comparison) -> Self {
        let count = |verdict| comparison.artefacts.iter().filter(|artefact| artefact.verdict == verdict).count() as u64;
        Self {
            schema: "banbury.rebuild/v1".to_owned(),
            score: Verdict::ALL.map(|verdict| (verdict.name().to_owned(), count(verdict))).into(),
            artefacts: comparison.artefacts.clone(),
            unconfined: comparison.unconfined,
            build: comparison.build.clone(),
            toolchain: comparison.toolchain.clone(),
            determinism: comparison.determinism.clone(),
            files: comparison.files.clone(),
        }
    }
}
