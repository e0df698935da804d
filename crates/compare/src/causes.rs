//! Why two artefacts may differ: hypotheses from what stands where they do. Only a rebuild confirms one.

use std::collections::BTreeMap;

use banbury_evidence::{Cause, Difference};
use serde::{Deserialize, Serialize};

/// What may make two builds of one source differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CauseKind {
    /// The folder in which it was built.
    BuildPath,
    /// A point in time written into what was built: an archive's times, a date in text or code.
    Timestamp,
    /// The user who built it, or the machine.
    Builder,
    /// Members or entries in another order.
    Order,
    /// Another compiler, or another version of it.
    Compiler,
    /// A version written into what was built.
    Version,
    /// Owners and permission bits of an archive's members.
    ArchiveMetadata,
    /// Another method or level of compression.
    Compression,
    /// Identifiers drawn at random or derived from everything else.
    BuildId,
}

impl CauseKind {
    /// As rebuild.json has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::BuildPath => "build-path",
            Self::Timestamp => "timestamp",
            Self::Builder => "builder",
            Self::Order => "order",
            Self::Compiler => "compiler",
            Self::Version => "version",
            Self::ArchiveMetadata => "archive-metadata",
            Self::Compression => "compression",
            Self::BuildId => "build-id",
        }
    }
}

/// What the two sides have where they differ, and what that tells of: the value that a rebuild would have to be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clue {
    /// The cause.
    pub kind: CauseKind,
    /// The shipped side's value: seconds since 1970 of a time, a folder, a version.
    pub shipped: String,
    /// The rebuilt side's.
    pub rebuilt: String,
}

/// One unconfirmed cause for each kind that a difference is put down to.
pub(crate) fn hypotheses(differs: &[Difference], clues: &[Clue]) -> Vec<Cause> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let own = || differs.iter().filter(|difference| !difference.derived);
    for difference in own() {
        if let Some(kind) = &difference.cause {
            *counts.entry(kind).or_default() += difference.places();
        }
    }
    let all: usize = own().map(Difference::places).sum();
    counts
        .into_iter()
        .map(|(kind, count)| {
            let clue = clues.iter().find(|clue| clue.kind.name() == kind);
            let values =
                clue.map_or_else(String::new, |clue| format!(": {} shipped, {} rebuilt", clue.shipped, clue.rebuilt));
            let detail = format!("{count} of {all} differences{values}");
            Cause { kind: kind.to_owned(), confirmed: false, detail }
        })
        .collect()
}
