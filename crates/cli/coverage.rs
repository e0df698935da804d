use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{
    AnomalyKind, Coverage, DropPath, DropSource, Entry, EntryKind, FileCoverage, Manifest, Reason, Status,
};

use crate::close_look::Analyses;

/// A record for every entry but directories.
pub fn coverage(manifest: &Manifest, analyses: &Analyses) -> Coverage {
    let damaged: BTreeSet<&DropPath> = manifest
        .anomalies
        .iter()
        .filter(|it| matches!(it.kind, AnomalyKind::ArchiveLimitReached | AnomalyKind::DamagedArchive))
        .map(|it| &it.path)
        .collect();
    let mut files: Vec<FileCoverage> =
        manifest.entries.iter().filter_map(|entry| entry_coverage(entry, analyses, &damaged)).collect();
    if let DropSource::Git(facts) = &manifest.source {
        for change in facts.work_tree.iter().filter(|change| change.change == "untracked") {
            let text = "in the work tree and not in the commit that was inspected".to_owned();
            files.push(skipped(&change.path, 0, text, true));
        }
    }
    // The archive that is the drop itself is no entry of it.
    if let DropSource::Archive(container) = &manifest.source {
        for anomaly in &manifest.anomalies {
            let is_entry = manifest.entries.iter().any(|entry| entry.path == anomaly.path);
            if damaged.contains(&anomaly.path) && !is_entry {
                files.push(skipped(&anomaly.path, container.size, anomaly.detail.clone(), true));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Coverage { files, rules_not_run: Vec::new(), suppressions: suppressions(analyses) }
}

/// The vendor's requests for silence in all files, by form.
fn suppressions(analyses: &Analyses) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for (form, count) in analyses.values().flat_map(|analysis| &analysis.suppressions) {
        *counts.entry(form.clone()).or_default() += count;
    }
    counts
}

fn skipped(path: &DropPath, bytes: u64, text: String, uninspected: bool) -> FileCoverage {
    FileCoverage {
        path: path.clone(),
        status: Status::Skipped,
        language: None,
        encoding: None,
        bytes,
        unparsed: Vec::new(),
        reason: Some(Reason { text, uninspected }),
    }
}

fn entry_coverage(entry: &Entry, analyses: &Analyses, damaged: &BTreeSet<&DropPath>) -> Option<FileCoverage> {
    let skip = |text: &str, uninspected| Some(skipped(&entry.path, 0, text.to_owned(), uninspected));
    let facts = match &entry.kind {
        EntryKind::File(facts) => facts,
        EntryKind::Directory => return None,
        EntryKind::Symlink { .. } => return skip("a symbolic link: recorded, never followed", false),
        EntryKind::Fifo => return skip("a FIFO: recorded, never opened", false),
        EntryKind::Socket => return skip("a socket: recorded, never opened", false),
        EntryKind::CharDevice { .. } | EntryKind::BlockDevice { .. } => {
            return skip("a device: recorded, never opened", false);
        }
        EntryKind::Submodule { .. } => return skip("a git submodule: its content was not handed in", true),
        EntryKind::Unreadable { error } => return skip(&format!("cannot be read: {error}"), true),
        EntryKind::OverLimit { limit } => return skip(&format!("not read: {limit}"), true),
    };
    if let Some(withheld) = &facts.withheld {
        return Some(FileCoverage {
            language: facts.language,
            ..skipped(&entry.path, facts.size, withheld.clone(), true)
        });
    }
    let Some(analysis) = analyses.get(&(entry.path.clone(), facts.sha256)) else {
        // Another name of an inode is read under each name, so that this says that something went wrong.
        return Some(skipped(&entry.path, facts.size, "was not handed over for inspection".to_owned(), true));
    };
    let mut reason = analysis.reason.clone();
    if let Some(format) = facts.archive {
        let (text, uninspected) = match damaged.contains(&entry.path) {
            true => (format!("a {} archive that could not be read to its end", format.name()), true),
            false => (format!("a {} archive: its members are listed one by one", format.name()), false),
        };
        reason = Some(Reason { text, uninspected });
    }
    Some(FileCoverage {
        path: entry.path.clone(),
        status: analysis.status,
        language: facts.language,
        encoding: analysis.encoding.clone(),
        bytes: facts.size,
        unparsed: analysis.unparsed.clone(),
        reason,
    })
}
