use anyhow::Result;
use banbury_evidence::json;
use banbury_evidence::wire::ManifestV1;
use banbury_evidence::{Entry, EntryKind, Manifest};
use banbury_intake::{Limits, Locator, Visitor};

use super::jobs;
use crate::arguments::Intake;
use crate::bundle::write_whole;
use crate::exit::Exit;
use crate::inspection::threads;
use crate::progress::Progress;
use crate::terminal::{say, say_bytes};

/// Looks at nothing: sealing alone.
struct OnlySeal(Progress);

impl Visitor for OnlySeal {
    fn file(&self, _: &Entry, _: &[u8]) {}

    fn progress(&self, files: u64, bytes: u64) {
        self.0.update(files, bytes);
    }
}

/// Seals a drop without inspecting it.
pub fn seal_only(locator: &Locator, jobs: usize) -> Result<Manifest> {
    let threads = threads(jobs)?;
    let visitor = OnlySeal(Progress::new("sealing"));
    Ok(threads.install(|| banbury_intake::seal(locator, &Limits::default(), &visitor))?)
}

pub fn intake(arguments: &Intake) -> Result<Exit> {
    let locator = Locator::recognise(&arguments.drop)?;
    let manifest = seal_only(&locator, jobs(arguments.jobs))?;
    let bytes = json::to_bytes(&ManifestV1::from(&manifest))?;
    match &arguments.output {
        Some(path) => {
            write_whole(path, &bytes)?;
            say(&format!("Drop digest {} over {} entries", manifest.digest(), manifest.entries.len()));
        }
        None => say_bytes(&bytes),
    }
    let unread = |entry: &Entry| {
        matches!(entry.kind, EntryKind::Unreadable { .. } | EntryKind::OverLimit { .. } | EntryKind::Submodule { .. })
    };
    Ok(if manifest.entries.iter().any(unread) { Exit::PartNotInspected } else { Exit::Done })
}
