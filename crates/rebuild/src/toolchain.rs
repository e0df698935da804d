//! The tools that the vendor says he built with, against those of this machine: told before anything is built.

pub(crate) mod buildinfo;
mod dpkg;
mod end_of_life;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use banbury_evidence::Tool;

use crate::artefact::{NoFile, open_regular};
use crate::{RebuildError, Recipe};

/// A longer `.buildinfo` is none, in bytes.
const BUILDINFO: u64 = 8 << 20;

/// Packages that write into what they make, by the beginning of their names: another version of one of these changes the
/// artefact for certain, or nearly so.
const COMPILERS: [&str; 14] = [
    "binutils",
    "clang-",
    "cpp-",
    "g++",
    "gcc",
    "ghc",
    "golang-",
    "ld",
    "libgcc-",
    "llvm-",
    "openjdk-",
    "python3.",
    "rustc",
    "acpica-tools",
];

/// Every declared tool with what is installed, sorted by name.
///
/// # Errors
///
/// When the `.buildinfo` file cannot be read or is none.
pub(crate) fn compare(recipe: &Recipe, source: &Path) -> Result<Vec<Tool>, RebuildError> {
    let mut declared: BTreeMap<String, String> = BTreeMap::new();
    if let Some(path) = &recipe.buildinfo {
        let root = File::open(source).map_err(RebuildError::unreadable(source))?;
        let unusable = |reason: &str| RebuildError::Recipe(format!("buildinfo {path:?}: {reason}"));
        let file = open_regular(&root, Path::new(path)).map_err(|error| match error {
            NoFile::Missing => unusable("the drop has no such file"),
            NoFile::Unusable(reason) => unusable(&reason),
        })?;
        let mut text = String::new();
        file.take(BUILDINFO).read_to_string(&mut text).map_err(|error| unusable(&error.to_string()))?;
        declared = buildinfo::packages(&text).ok_or_else(|| unusable("it has no Installed-Build-Depends"))?;
    }
    declared.extend(recipe.toolchain.clone());
    if declared.is_empty() {
        return Ok(Vec::new());
    }
    let installed = dpkg::installed();
    Ok(declared
        .into_iter()
        .map(|(name, declared)| {
            let installed = installed.get(&name).cloned();
            let prediction = prediction(&name, &declared, installed.as_deref());
            Tool { name, declared, installed, prediction }
        })
        .collect())
}

fn prediction(name: &str, declared: &str, installed: Option<&str>) -> String {
    let old = end_of_life::words(name).map(|words| format!(" {words}")).unwrap_or_default();
    let writes = COMPILERS.iter().any(|start| name.starts_with(start));
    let change = match installed {
        Some(installed) if installed == declared => "The same version.".to_owned(),
        Some(_) if writes => {
            "Another version of a tool that writes into its output: its version string will differ, and code may."
                .to_owned()
        }
        Some(_) => "Another version: what it contributes may differ.".to_owned(),
        None if writes => {
            "Not installed: whatever is used in its place will leave its own version string and code.".to_owned()
        }
        None => "Not installed: the build may fail or leave something out.".to_owned(),
    };
    format!("{change}{old}")
}
