mod read;
mod renew;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use banbury_attest::{StatementInputs, seal_bundle};
use banbury_evidence::Inspection;
use banbury_report::View;
use banbury_report::document::{Edition, Form};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use walkdir::WalkDir;

use crate::inspection::threads;
use crate::interrupt::Unfinished;
use crate::paper;

pub use read::{file, read, read_file};
pub use renew::renew;

/// A bundle that is being written beside its place, and gets there whole or not at all.
pub struct Bundle {
    target: PathBuf,
    folder: Unfinished,
}

/// Refuses to go on if `target` cannot become a bundle: to be asked before any work is done.
pub fn check_target(target: &Path, force: bool) -> Result<()> {
    if fs::symlink_metadata(target).is_err() {
        let parent = parent(target);
        if !parent.is_dir() {
            bail!("{}: the folder that is to hold the bundle does not exist", parent.display());
        }
        return Ok(());
    }
    if !force {
        bail!("{} exists already: name another folder, or give --force to replace it", target.display());
    }
    let is_empty = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if is_empty {
        return Ok(());
    }
    let Some(listed) = listed(target) else {
        bail!("{} is no bundle: --force replaces nothing else", target.display());
    };
    for entry in WalkDir::new(target).sort_by_file_name() {
        let entry = entry.with_context(|| format!("{} cannot be read", target.display()))?;
        let name = entry.path().strip_prefix(target).unwrap_or(entry.path());
        if !entry.file_type().is_dir() && name != Path::new(SUMS) && !listed.keys().any(|it| name == Path::new(it)) {
            bail!("{} is no part of the bundle: --force would remove it; move it elsewhere", entry.path().display());
        }
    }
    Ok(())
}

/// The list of a bundle's other files.
const SUMS: &str = "SHA256SUMS";

/// Keeps other runs of the program that want to change a bundle waiting, until the file that is given goes.
pub fn lock(bundle: &Path) -> Result<File> {
    let failed = || format!("{} cannot be kept for this run alone", bundle.display());
    let place = fs::canonicalize(bundle).with_context(failed)?;
    // Of the folder around, since the bundle's own is exchanged for another.
    let folder = File::open(parent(&place)).with_context(failed)?;
    folder.lock().with_context(failed)?;
    Ok(folder)
}

/// What signing leaves in a bundle, if it is there: then nothing else of the bundle may change.
pub fn signature(bundle: &Path) -> Option<&'static str> {
    // A full disk may leave the folder behind without a signature in it.
    let is_there = |name: &&str| match fs::read_dir(bundle.join(name)) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => fs::symlink_metadata(bundle.join(name)).is_ok(),
    };
    ["report.dsse.json", "sig"].into_iter().find(is_there)
}

/// What a bundle lists as its files, with their digests. None if the folder is no bundle: many download folders have sums, but no
/// statement.
fn listed(folder: &Path) -> Option<BTreeMap<String, String>> {
    let sums = String::from_utf8(read_file(&folder.join(SUMS)).ok()?).ok()?;
    let lines = sums.lines().filter_map(|line| line.split_once("  "));
    let listed: BTreeMap<String, String> = lines.map(|(digest, name)| (name.to_owned(), digest.to_owned())).collect();
    ["manifest.json", "statement.json"].iter().all(|own| listed.contains_key(*own)).then_some(listed)
}

fn parent(target: &Path) -> PathBuf {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

impl Bundle {
    /// Writes the views of an inspection, its statement, VERIFY.md and SHA256SUMS.
    pub fn write(target: &Path, inspection: &Inspection, jobs: usize, with_pdf: bool) -> Result<Self> {
        let bundle = Self::begin(target)?;
        bundle.render(inspection, jobs, with_pdf)?;
        bundle.seal(inspection)?;
        Ok(bundle)
    }

    /// Writes the views of an inspection, and from them report.pdf if it is wanted.
    fn render(&self, inspection: &Inspection, jobs: usize, with_pdf: bool) -> Result<()> {
        let views = banbury_report::views(inspection);
        let write = |view: &View| write_synced(&self.path().join(view.name), &view.render(inspection)?);
        threads(jobs)?.install(|| views.par_iter().try_for_each(write))?;
        if with_pdf {
            let edition = Edition::of(inspection, Form::Paper);
            let made = |name: &str| match fs::read(self.path().join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                // Where nothing was rebuilt there is no rebuild.json.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error).with_context(|| format!("{name} cannot be read")),
            };
            paper::write(self.path(), &banbury_report::document(inspection, edition), &made)?;
        }
        Ok(())
    }

    /// Writes the statement on what is there, VERIFY.md and SHA256SUMS.
    fn seal(&self, inspection: &Inspection) -> Result<()> {
        let inputs = StatementInputs {
            drop: inspection.manifest.digest(),
            tool: &inspection.tool,
            rulesets: &inspection.files_in_force(),
            demonstration: inspection.marking.demonstration,
            redacted_from: None,
        };
        seal_bundle(self.path(), &inputs)?;
        Ok(())
    }

    /// An empty folder beside the place where it is to stand.
    pub fn begin(target: &Path) -> Result<Self> {
        let name = target.file_name().context("the bundle needs a name")?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".unfinished-{}", std::process::id()));
        let folder = parent(target).join(hidden);
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self { target: target.to_owned(), folder: Unfinished::new(folder) })
    }

    /// Where it stands until it is finished.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Moves it to its place. An older bundle there makes way only now, in the same moment where the file system can do that.
    pub fn finish(self) -> Result<()> {
        let failed = || format!("the bundle cannot be moved to {}", self.target.display());
        if renameat_with(CWD, self.path(), CWD, &self.target, RenameFlags::EXCHANGE).is_ok() {
            // The older one stands where this one was written, and goes with that.
            return Ok(());
        }
        if fs::symlink_metadata(&self.target).is_ok() {
            let mut aside = self.path().as_os_str().to_owned();
            aside.push("-old");
            let aside = PathBuf::from(aside);
            fs::rename(&self.target, &aside).with_context(failed)?;
            if let Err(error) = fs::rename(self.path(), &self.target) {
                let _ = fs::rename(&aside, &self.target);
                return Err(error).with_context(failed);
            }
            // Only now may it go, whatever interrupts the program.
            drop(Unfinished::new(aside));
            return Ok(());
        }
        fs::rename(self.path(), &self.target).with_context(failed)
    }
}

/// Writes a file and makes sure that it is on disk: a full disk is an error here, not a surprise later.
pub fn write_synced(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

/// Writes a single result file so that it appears whole or not at all.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(parent(path))
        .with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .with_context(|| format!("{} cannot be written", path.display()))?;
    file.persist(path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(())
}
