use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use banbury_evidence::{Digest, DropPath, Entry, EntryKind, FileFacts, Manifest};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::archive::{Outermost, Stored, seal_archive};
use crate::folder::LARGE_ARCHIVE;
use crate::open::open_regular;
use crate::seal::Context;
use crate::{IntakeError, Limits, Locator, Visitor, seal};

/// Reads the files of a sealed drop once more, as far as they are `wanted`, and shows each to `visitor` with its entry:
/// again the very bytes that were hashed.
///
/// # Errors
/// [`IntakeError::Changed`] if what is read is not what was sealed, and whatever [`seal`] gives.
pub fn reread(
    locator: &Locator,
    limits: &Limits,
    manifest: &Manifest,
    wanted: &(dyn Fn(&Entry, &FileFacts) -> bool + Sync),
    visitor: &dyn Visitor,
) -> Result<(), IntakeError> {
    let is_wanted = |entry: &&Entry| match &entry.kind {
        EntryKind::File(facts) => facts.withheld.is_none() && wanted(entry, facts),
        _ => false,
    };
    let wanted: Vec<&Entry> = manifest.entries.iter().filter(is_wanted).collect();
    let visitor = OnlyWanted {
        wanted: wanted.iter().filter_map(|entry| Some((entry.path.as_str(), file_facts(entry)?.sha256))).collect(),
        visitor,
    };
    match locator {
        _ if wanted.is_empty() => Ok(()),
        Locator::Folder(root) => Folder { root, manifest, context: &Context::new(limits, &visitor) }.reread(&wanted),
        Locator::Archive(_) | Locator::Git { .. } => {
            let now = seal(locator, limits, &visitor)?;
            same(&manifest.entries, &now.entries)
        }
    }
}

fn file_facts(entry: &Entry) -> Option<&FileFacts> {
    match &entry.kind {
        EntryKind::File(facts) => Some(facts),
        _ => None,
    }
}

/// Shows what is wanted to the visitor behind it, and only if its content is the one that was sealed. That all of it
/// came is seen when the entries are compared.
struct OnlyWanted<'a> {
    wanted: HashSet<(&'a str, Digest)>,
    visitor: &'a dyn Visitor,
}

impl Visitor for OnlyWanted<'_> {
    fn file(&self, entry: &Entry, bytes: &[u8]) {
        if file_facts(entry).is_some_and(|facts| self.wanted.contains(&(entry.path.as_str(), facts.sha256))) {
            self.visitor.file(entry, bytes);
        }
    }

    fn progress(&self, files: u64, bytes: u64) {
        self.visitor.progress(files, bytes);
    }
}

/// Refuses what differs from the sealed entries.
fn same(sealed: &[Entry], now: &[Entry]) -> Result<(), IntakeError> {
    let differs = sealed.iter().zip(now).find(|(old, new)| old != new);
    let beyond = || sealed.get(now.len()..).and_then(|rest| rest.first()).map(|old| (old, "missing"));
    let added = || now.get(sealed.len()..).and_then(|rest| rest.first()).map(|new| (new, "added"));
    let first = differs.map(|(old, _)| (old, "it differs, or one before it was added or removed"));
    match first.or_else(beyond).or_else(added) {
        Some((entry, what)) => Err(changed(&entry.path, what)),
        None => Ok(()),
    }
}

fn changed(path: &DropPath, what: impl Into<String>) -> IntakeError {
    IntakeError::Changed { path: path.clone(), what: what.into() }
}

struct Folder<'a> {
    root: &'a Path,
    manifest: &'a Manifest,
    context: &'a Context<'a>,
}

/// An archive that stands in the drop itself, with the entries inside it.
struct Opened<'a> {
    archive: &'a Entry,
    facts: &'a FileFacts,
    members: &'a [Entry],
}

impl Folder<'_> {
    fn reread(&self, wanted: &[&Entry]) -> Result<(), IntakeError> {
        let (members, files): (Vec<&Entry>, Vec<&Entry>) = wanted.iter().partition(|entry| entry.path.is_member());
        let (large, small): (Vec<Opened<'_>>, Vec<Opened<'_>>) =
            self.archives_of(&members).into_iter().partition(|archive| archive.facts.size > LARGE_ARCHIVE);
        files.par_iter().try_for_each(|entry| self.file(entry))?;
        small.par_iter().try_for_each(|archive| self.archive(archive, false))?;
        // One after the other, each with all threads.
        large.iter().try_for_each(|archive| self.archive(archive, true))
    }

    /// The archives in the drop itself that hold any of `members`.
    fn archives_of(&self, members: &[&Entry]) -> Vec<Opened<'_>> {
        let entries = &self.manifest.entries;
        let mut found: Vec<Opened<'_>> = Vec::new();
        for member in members {
            let Some((outermost, _)) = member.path.as_str().split_once("!/") else { continue };
            if found.last().is_some_and(|last| last.archive.path.as_str() == outermost) {
                continue;
            }
            let at = entries.partition_point(|entry| entry.path.as_str() < outermost);
            let Some((archive, facts)) = entries.get(at).and_then(|entry| Some((entry, file_facts(entry)?))) else {
                continue;
            };
            let inside = format!("{outermost}!/");
            let start = entries.partition_point(|entry| entry.path.as_str() < inside.as_str());
            let rest = entries.get(start..).unwrap_or_default();
            let count = rest.partition_point(|entry| entry.path.as_str().starts_with(&inside));
            found.push(Opened { archive, facts, members: rest.get(..count).unwrap_or_default() });
        }
        found
    }

    fn file(&self, entry: &Entry) -> Result<(), IntakeError> {
        let Some(facts) = file_facts(entry) else { return Ok(()) };
        let bytes = self.read(entry, facts)?;
        self.context.shown_again(entry, &bytes);
        Ok(())
    }

    /// The bytes of a file, which are those that were sealed.
    fn read(&self, entry: &Entry, facts: &FileFacts) -> Result<Vec<u8>, IntakeError> {
        let read = || -> io::Result<Vec<u8>> {
            let (file, _) = open_regular(&self.on_disk(&entry.path))?;
            let mut bytes = Vec::with_capacity(facts.size.saturating_add(1) as usize);
            file.take(facts.size.saturating_add(1)).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = read().map_err(|error| changed(&entry.path, error.to_string()))?;
        if bytes.len() as u64 != facts.size || Digest::of(&bytes) != facts.sha256 {
            return Err(changed(&entry.path, "its content differs"));
        }
        Ok(bytes)
    }

    fn archive(&self, opened: &Opened<'_>, spread: bool) -> Result<(), IntakeError> {
        let Opened { archive, facts, members } = opened;
        let Some(format) = facts.archive else { return Ok(()) };
        let outermost = Outermost { format, path: &archive.path, drop_root: None, spread };
        let book = if facts.withheld.is_none() {
            seal_archive(self.context, &outermost, Stored::Memory(&self.read(archive, facts)?))
        } else {
            let opened = open_regular(&self.on_disk(&archive.path));
            let (file, metadata) = opened.map_err(|error| changed(&archive.path, error.to_string()))?;
            seal_archive(self.context, &outermost, Stored::File { file: &file, size: metadata.len() })
        };
        let mut now = book.entries;
        now.sort_by(|left, right| left.path.cmp(&right.path));
        same(members, &now)
    }

    fn on_disk(&self, path: &DropPath) -> PathBuf {
        self.root.join(OsStr::from_bytes(&path.to_bytes()))
    }
}
