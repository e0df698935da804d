use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use banbury_evidence::DropPath;
use walkdir::WalkDir;

use crate::RebuildError;
use crate::artefact::open_regular;

/// No description of a build is longer, in bytes; what is, is read so far.
const TEXT: usize = 1 << 20;

type ReadHead<'a> = dyn Fn(&str, usize) -> Option<Vec<u8>> + 'a;

/// The files of a drop by name, and a way to read the beginning of each.
pub struct ProposalSource<'a> {
    /// Regular files, relative to the drop's root.
    pub(super) paths: BTreeSet<String>,
    /// Files whose names are not UTF-8, escaped: a case file cannot name them.
    pub(super) unnameable: Vec<String>,
    read: Box<ReadHead<'a>>,
}

impl<'a> ProposalSource<'a> {
    /// Of paths, and a function that gives at most so many bytes from the beginning of one.
    pub fn new(paths: BTreeSet<String>, read: impl Fn(&str, usize) -> Option<Vec<u8>> + 'a) -> Self {
        Self { paths, unnameable: Vec::new(), read: Box::new(read) }
    }

    /// Of a drop that is laid out below `root`. No link is followed.
    ///
    /// # Errors
    ///
    /// When a folder cannot be read.
    pub fn laid_out(root: &Path) -> Result<Self, RebuildError> {
        let opened = File::open(root).map_err(RebuildError::unreadable(root))?;
        let (mut paths, mut unnameable) = (BTreeSet::new(), Vec::new());
        for found in WalkDir::new(root).min_depth(1).sort_by_file_name() {
            let found = found.map_err(|error| {
                let path = error.path().unwrap_or(root).to_owned();
                RebuildError::Unreadable { path, source: error.into() }
            })?;
            if !found.file_type().is_file() {
                continue;
            }
            let relative = found.path().strip_prefix(root).unwrap_or(found.path());
            match relative.to_str() {
                Some(name) => drop(paths.insert(name.to_owned())),
                None => unnameable.push(DropPath::from_bytes(relative.as_os_str().as_bytes()).to_string()),
            }
        }
        let read = move |path: &str, limit: usize| {
            let mut bytes = Vec::new();
            let file = open_regular(&opened, Path::new(path)).ok()?;
            file.take(limit as u64).read_to_end(&mut bytes).ok()?;
            Some(bytes)
        };
        Ok(Self { paths, unnameable, read: Box::new(read) })
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The files below a folder; all of them for the root.
    pub(super) fn below<'b>(&'b self, folder: &'b str) -> impl Iterator<Item = &'b str> {
        self.paths.iter().map(String::as_str).filter(move |path| is_below(path, folder))
    }

    /// Whether a folder is there, with a file somewhere in it.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.below(folder).next().is_some()
    }

    /// `wished` in `folder`, or with a number behind it if something of that name is there.
    pub(super) fn free_folder(&self, folder: &str, wished: &str) -> String {
        let name = |number: usize| if number == 1 { wished.to_owned() } else { format!("{wished}-{number}") };
        let taken = |name: &String| self.has(&join(folder, name)) || self.has_folder(&join(folder, name));
        (1..).map(name).find(|name| !taken(name)).unwrap_or_default()
    }

    /// The text of a file. Nothing that a recipe may hold has a NUL character in it.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&(self.read)(path, TEXT)?).into_owned();
        Some(text.replace('\0', "\u{fffd}"))
    }

    pub(super) fn head(&self, path: &str, bytes: usize) -> Vec<u8> {
        (self.read)(path, bytes).unwrap_or_default()
    }

    /// The texts of all files `name` in `folder` and below, each with its folder relative to there.
    pub(super) fn texts(&self, folder: &str, name: &str) -> Vec<(String, String)> {
        self.below(folder)
            .filter(|path| base(path) == name)
            .filter_map(|path| Some((within(parent(path), folder).to_owned(), self.text(path)?)))
            .collect()
    }
}

/// The last component.
pub(super) fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// All but the last component; empty for what lies in the root.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

pub(super) fn join(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

pub(super) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// A path below `folder`, or that folder itself, as seen from there.
pub(super) fn within<'a>(path: &'a str, folder: &str) -> &'a str {
    match folder {
        "" => path,
        folder => path.strip_prefix(folder).map_or(path, |rest| rest.trim_start_matches('/')),
    }
}
