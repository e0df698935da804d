//! Files that a build needs beside the drop, each pinned by its digest.

use std::fs::File;
use std::io;

use banbury_evidence::{Digest, DigestWriter};

use crate::{RebuildError, Recipe};

/// An input whose digest is as stated.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) file: File,
    /// In bytes.
    pub(crate) size: u64,
}

/// Opens the inputs and checks each against its digest.
///
/// # Errors
///
/// When one cannot be read, is not what the recipe states, or has the name of another.
pub(crate) fn open(recipe: &Recipe) -> Result<Vec<Input>, RebuildError> {
    let mut inputs: Vec<Input> = Vec::new();
    for input in &recipe.inputs {
        let path = input.file.as_path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Err(RebuildError::Recipe(format!("the input {} has no name", path.display())));
        };
        if inputs.iter().any(|other| other.name == name) {
            return Err(RebuildError::Recipe(format!("two inputs are called {name:?}")));
        }
        let file = File::open(path).map_err(RebuildError::unreadable(path))?;
        let found = digest(&file).map_err(RebuildError::unreadable(path))?;
        if found.to_string() != input.sha256.to_ascii_lowercase() {
            return Err(RebuildError::Input { path: path.to_owned(), stated: input.sha256.clone(), found });
        }
        let size = file.metadata().map_err(RebuildError::unreadable(path))?.len();
        inputs.push(Input { name: name.to_owned(), file, size });
    }
    Ok(inputs)
}

fn digest(mut file: &File) -> io::Result<Digest> {
    let mut hash = DigestWriter::default();
    io::copy(&mut file, &mut hash)?;
    Ok(hash.finish())
}

/// For a message: the inputs' names.
pub(crate) fn names(inputs: &[Input]) -> String {
    inputs.iter().map(|input| input.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Their folder, beside that of the source.
pub(crate) const FOLDER: &str = "inputs";
