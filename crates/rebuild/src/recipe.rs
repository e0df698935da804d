use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

/// How the vendor's artefacts are made from the drop: the `[rebuild]` table of a case file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Shell commands, each run by `/bin/sh -e -c STEP` in the root of the source, one after the other until one fails.
    pub steps: Vec<String>,
    /// Where the source lies while it is built; `/build/source` if not stated.
    #[serde(default)]
    pub folder: Option<String>,
    /// A Debian `.buildinfo` file in the drop, which states the packages that the vendor built with.
    #[serde(default)]
    pub buildinfo: Option<String>,
    /// Further packages and programs with the versions that the vendor built with.
    #[serde(default)]
    pub toolchain: BTreeMap<String, String>,
    /// Files that the build needs beside the drop, such as toolchains and SDK archives. They lie read-only in
    /// `/build/inputs`: in `inputs` below the first folder of [`Self::folder`].
    #[serde(default, rename = "input")]
    pub inputs: Vec<RecipeInput>,
    /// Whether to build once more under other circumstances, and to compare the two.
    #[serde(default)]
    pub determinism: Determinism,
    /// How many further builds may be spent on finding out why an artefact differs.
    #[serde(default)]
    pub explain: Explain,
    /// Whether what the build prints is kept as evidence. A build that prints other things each time gives other evidence
    /// each time.
    #[serde(default)]
    pub log: KeepLog,
    /// Whether what the build uses up is kept as evidence. It differs from build to build, and the evidence with it.
    #[serde(default)]
    pub resources: bool,
    /// Environment variables over and above the fixed ones; a name given here wins, and one without a value is unset.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// What the build may use up.
    #[serde(default)]
    pub limits: BuildLimits,
    /// What the build makes, and what the vendor shipped in its place.
    #[serde(default, rename = "artefact")]
    pub artefacts: Vec<RecipeArtefact>,
}

/// Whether two builds are made to see if they give the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Determinism(pub bool);

impl Default for Determinism {
    fn default() -> Self {
        Self(true)
    }
}

/// Whether a build's log is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct KeepLog(pub bool);

impl Default for KeepLog {
    fn default() -> Self {
        Self(true)
    }
}

/// How many builds may be made to confirm causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Explain(pub u32);

impl Default for Explain {
    fn default() -> Self {
        Self(6)
    }
}

/// A file that the build needs beside the drop.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeInput {
    /// Where it lies, relative to the case file.
    pub file: PathBuf,
    /// Its SHA-256, in hex.
    pub sha256: String,
}

/// One artefact under its two names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeArtefact {
    /// The vendor's file, relative to the folder of shipped artefacts.
    pub shipped: String,
    /// The file that the steps make, relative to the root of the source.
    pub built: String,
    /// Where a signature begins that stands behind the content of the shipped file, in bytes: it is set aside.
    #[serde(default)]
    pub signature_at: Option<u64>,
    /// The public key that the vendor's signature must hold under: a PEM file, relative to the case file.
    #[serde(default)]
    pub public_key: Option<PathBuf>,
}

/// What a build may use up before it is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BuildLimits {
    /// Wall time of all steps together, in seconds.
    pub seconds: u64,
    /// Memory of all processes together, and address space of each, in MiB.
    pub memory_mib: u64,
    /// What the build may write: to the source folder and `HOME`, to `/tmp`, and to its log, in MiB for each of the three.
    pub output_mib: u64,
    /// Processes and threads at one time.
    pub processes: u64,
}

impl Default for BuildLimits {
    fn default() -> Self {
        Self { seconds: 600, memory_mib: 4096, output_mib: 1024, processes: 512 }
    }
}
