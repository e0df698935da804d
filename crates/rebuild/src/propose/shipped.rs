//! Which files of the drop the vendor probably built, and did not write.

use super::magic;
use super::source::{ProposalSource, base, is_below, join, parent};

/// Folders in which vendors ship what they built.
const FOLDERS: [&str; 5] = ["bin", "dist", "images", "release", "shipped"];

/// Artefacts that are proposed, and files that are named in a remark.
const PROPOSED: usize = 512;
const NAMED: usize = 8;

/// Files that look shipped, and what is to be said of the others.
pub(super) struct Shipped {
    pub(super) paths: Vec<String>,
    pub(super) remarks: Vec<String>,
}

/// Shipped files for a source in `folder`. What a file name in `not` names belongs to the source.
///
/// Binary files further inside the source may be needed by the build, which does not get to see what it is compared
/// with: they are told, and not proposed.
pub(super) fn beside(source: &ProposalSource<'_>, folder: &str, not: &[String]) -> Shipped {
    let tops = ["", folder, parent(folder)];
    let (mut paths, mut inside, mut passed_over) = (Vec::new(), Vec::new(), Vec::new());
    for path in source.paths.iter().filter(|path| !not.iter().any(|name| name == base(path))) {
        let home = tops.iter().find_map(|top| FOLDERS.iter().find(|name| is_below(path, &join(top, name))));
        let is_binary = magic::what(path, &source.head(path, magic::HEAD)).is_some();
        let outside = !is_below(path, folder) || tops.contains(&parent(path));
        match (home, is_binary) {
            (Some(&"shipped"), _) => paths.push(path.clone()),
            (Some(_), true) => paths.push(path.clone()),
            (None, true) if outside => paths.push(path.clone()),
            (None, true) => inside.push(path.as_str()),
            (Some(_), false) => passed_over.push(path.as_str()),
            (None, false) => {}
        }
    }
    let mut remarks = Vec::new();
    if paths.len() > PROPOSED {
        remarks.push(format!("{} more files look shipped", paths.len() - PROPOSED));
        paths.truncate(PROPOSED);
    }
    remarks.extend(named("binary files inside the source are not taken for shipped ones", &inside));
    remarks.extend(named("files in folders of shipped files are of no kind that a build makes", &passed_over));
    Shipped { paths, remarks }
}

/// `what: name, name, and 3 more`.
pub(super) fn named(what: &str, names: &[&str]) -> Option<String> {
    let more = names.len().checked_sub(NAMED).filter(|more| *more > 0);
    let shown = names.get(..NAMED).unwrap_or(names).join(", ");
    let more = more.map(|more| format!(", and {more} more")).unwrap_or_default();
    (!names.is_empty()).then(|| format!("{what}: {shown}{more}"))
}
