use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{BadForm, check_schema};
use crate::{Artefact, BuildFiles, Comparison, Determinism, Tool, Verdict};

const SCHEMA: &str = "banbury.rebuild/v1";

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
            schema: SCHEMA.to_owned(),
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

/// What rebuild.json does not tell, the log and what the build used up, is empty.
impl TryFrom<RebuildV1> for Comparison {
    type Error = BadForm;

    fn try_from(wire: RebuildV1) -> Result<Self, BadForm> {
        check_schema(&wire.schema, SCHEMA)?;
        Ok(Self {
            artefacts: wire.artefacts,
            unconfined: wire.unconfined,
            build: wire.build,
            log: Arc::default(),
            resources: None,
            toolchain: wire.toolchain,
            determinism: wire.determinism,
            files: wire.files,
        })
    }
}
