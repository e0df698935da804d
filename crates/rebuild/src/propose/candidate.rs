use std::collections::BTreeMap;

use super::kind::Kind;
use super::plan::Plan;
use super::source::{ProposalSource, is_below, join};
use super::words::place;
use super::{cargo, cmake, configure, debian, go, make, meson, npm, python, shipped};

/// One way to build the drop or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) kind: Kind,
    /// Where it is built.
    pub(super) folder: String,
    /// The file that says so.
    pub(super) path: String,
    /// Files below that say the same of a part.
    parts: usize,
}

/// All ways to build it, the best first.
pub(super) fn all(source: &ProposalSource<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = source.paths.iter().filter_map(|path| Candidate::of(source, path)).collect();
    found.sort_by(|a, b| a.rank().cmp(&b.rank()));
    let mut tops: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    let mut all: Vec<Candidate> = Vec::new();
    for candidate in found {
        let above = tops.entry(candidate.kind).or_default();
        let covers = |folder: &&String| **folder == candidate.folder || is_below(&candidate.folder, folder);
        match above.iter().find(covers).filter(|_| candidate.kind.has_parts()) {
            Some(folder) => {
                let whole = all.iter_mut().find(|it| it.kind == candidate.kind && it.folder == *folder);
                // Two files in one folder, such as `configure` and `configure.ac`, are one sign.
                whole.into_iter().filter(|whole| whole.folder != candidate.folder).for_each(|whole| whole.parts += 1);
            }
            None => {
                above.push(candidate.folder.clone());
                all.push(candidate);
            }
        }
    }
    all
}

impl Candidate {
    fn of(source: &ProposalSource<'_>, path: &str) -> Option<Self> {
        let (kind, folder) = Kind::of(path)?;
        if kind == Kind::DebianTree && !source.has(&join(folder, "debian/changelog")) {
            return None;
        }
        Some(Self { kind, folder: folder.to_owned(), path: path.to_owned(), parts: 0 })
    }

    /// What is nearest to the root comes first; the record of a build is no source, and comes last.
    fn rank(&self) -> (bool, usize, Kind, &str) {
        let depth = self.folder.split('/').filter(|name| !name.is_empty()).count();
        (self.kind == Kind::Buildinfo, depth, self.kind, &self.path)
    }

    pub(super) fn words(&self) -> String {
        let parts = match self.parts {
            0 => String::new(),
            count => format!(", with {count} more of them below it"),
        };
        format!("{} in {} ({}{parts})", self.kind.words(), place(&self.folder), self.path)
    }

    /// This one, and why another one was taken.
    pub(super) fn against(&self, best: &Self) -> String {
        let depth = |candidate: &Self| candidate.rank().1;
        let why = match () {
            () if self.kind == Kind::Buildinfo => "a record, not a source",
            () if self.folder == best.folder && self.kind != best.kind => {
                "in the same folder, usually driven by the one taken"
            }
            () if is_below(&self.folder, &best.folder) && !best.folder.is_empty() => "a part of the folder taken",
            () if depth(self) > depth(best) => "further from the root",
            () => "as near to the root, and later in the order of kinds and names",
        };
        format!("{}: {why}", self.words())
    }

    pub(super) fn plan(&self, source: &ProposalSource<'_>) -> Plan {
        let beside = || shipped::beside(source, &self.folder, &[]);
        let folder = self.folder.as_str();
        match self.kind {
            Kind::DebianSource => debian::source_package(source, folder, &self.path),
            Kind::DebianTree => debian::tree(source, folder),
            Kind::Buildinfo => debian::record(source, folder, &self.path),
            Kind::Configure => configure::plan(source, folder, beside()),
            Kind::CMake => cmake::plan(source, folder, beside()),
            Kind::Meson => meson::plan(source, folder, beside()),
            Kind::Cargo => cargo::plan(source, folder, beside()),
            Kind::Go => go::plan(source, folder, beside()),
            Kind::Make => make::plan(source, folder, &self.path, beside()),
            Kind::Python => python::plan(source, folder, beside()),
            Kind::Npm => npm::plan(source, folder, beside()),
        }
    }
}
