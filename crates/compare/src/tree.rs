//! Two folders, entry by entry. Nothing is followed, and only regular files are opened.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use banbury_evidence::{Artefact, Cause, Difference, DropPath, Verdict};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rustix::fs::FileType;
use walkdir::WalkDir;

use crate::{Looker, artefact, compare_files, name_of};

/// One entry of a tree.
enum Node {
    Entry { kind: FileType, mode: u32, device: u64, target: Option<OsString> },
    Unreadable(String),
}

type Pair = (Option<Node>, Option<Node>);

/// The verdicts on all entries, sorted by path. Folders are left out where there is nothing to say of them.
pub(crate) fn compare(shipped: &Path, rebuilt: &Path, looker: &dyn Looker) -> Vec<Artefact> {
    let mut pairs: BTreeMap<Vec<u8>, Pair> = BTreeMap::new();
    for (path, node) in nodes(shipped) {
        pairs.entry(path).or_default().0 = Some(node);
    }
    for (path, node) in nodes(rebuilt) {
        pairs.entry(path).or_default().1 = Some(node);
    }
    let mut artefacts: Vec<Artefact> =
        pairs.into_par_iter().filter_map(|(path, pair)| judge((shipped, rebuilt), &path, pair, looker)).collect();
    artefacts.sort_by(|a, b| a.path.cmp(&b.path));
    artefacts
}

fn nodes(root: &Path) -> impl Iterator<Item = (Vec<u8>, Node)> + '_ {
    WalkDir::new(root).into_iter().map(|found| match found {
        Ok(found) => {
            let node = found.metadata().map_err(|error| words(&error)).and_then(|metadata| {
                let kind = FileType::from_raw_mode(metadata.mode());
                let target = match kind {
                    FileType::Symlink => Some(fs::read_link(found.path()).map_err(|error| error.to_string())?),
                    _ => None,
                };
                let target = target.map(Into::into);
                Ok(Node::Entry { kind, mode: metadata.mode() & 0o7777, device: metadata.rdev(), target })
            });
            (relative(root, found.path()), node.unwrap_or_else(Node::Unreadable))
        }
        Err(error) => (relative(root, error.path().unwrap_or(root)), Node::Unreadable(words(&error))),
    })
}

/// The system's words, without the path that walkdir puts before them.
fn words(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| "it cannot be walked".to_owned(), ToString::to_string)
}

fn relative(root: &Path, path: &Path) -> Vec<u8> {
    path.strip_prefix(root).unwrap_or(path).as_os_str().as_bytes().to_owned()
}

fn judge(roots: (&Path, &Path), raw: &[u8], pair: Pair, looker: &dyn Looker) -> Option<Artefact> {
    let path = DropPath::from_bytes(if raw.is_empty() { b"." } else { raw });
    let path = path.as_str();
    let (theirs, ours) = match pair {
        (Some(theirs), Some(ours)) => (theirs, ours),
        (Some(Node::Unreadable(reason)), None) => return Some(unreadable(path, "shipped", &reason)),
        (None, Some(Node::Unreadable(reason))) => return Some(unreadable(path, "rebuilt", &reason)),
        (Some(_), None) => return Some(artefact(path, Verdict::OnlyInShipped, Vec::new())),
        (None, _) => return Some(artefact(path, Verdict::OnlyInRebuilt, Vec::new())),
    };
    let (theirs, ours) = match (theirs, ours) {
        (
            Node::Entry { kind, mode, device, target },
            Node::Entry { kind: our_kind, mode: our_mode, device: our_device, target: our_target },
        ) => ((kind, mode, device, target), (our_kind, our_mode, our_device, our_target)),
        (Node::Unreadable(reason), _) => return Some(unreadable(path, "shipped", &reason)),
        (_, Node::Unreadable(reason)) => return Some(unreadable(path, "rebuilt", &reason)),
    };
    if theirs.0 != ours.0 {
        let difference = difference("type", name_of(theirs.0), name_of(ours.0));
        return Some(differs(artefact(path, Verdict::Identical, Vec::new()), difference));
    }
    let mut verdict = match theirs.0 {
        FileType::RegularFile => content(path, roots, raw, looker),
        _ => artefact(path, Verdict::Identical, Vec::new()),
    };
    // Linux gives every link the same mode.
    if theirs.0 != FileType::Symlink && theirs.1 != ours.1 {
        verdict = differs(verdict, difference("mode", &octal(theirs.1), &octal(ours.1)));
    }
    if matches!(theirs.0, FileType::CharacterDevice | FileType::BlockDevice) && theirs.2 != ours.2 {
        verdict = differs(verdict, difference("device", &device(theirs.2), &device(ours.2)));
    }
    if let (Some(target), Some(our_target)) = (&theirs.3, &ours.3)
        && target != our_target
    {
        let shown = |target: &OsString| DropPath::from_bytes(target.as_bytes()).to_string();
        verdict = differs(verdict, difference("link target", &shown(target), &shown(our_target)));
    }
    (theirs.0 != FileType::Directory || verdict.verdict != Verdict::Identical).then_some(verdict)
}

fn content(path: &str, (shipped, rebuilt): (&Path, &Path), raw: &[u8], looker: &dyn Looker) -> Artefact {
    let open = |root: &Path| -> io::Result<File> {
        let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
        let name = Path::new(std::ffi::OsStr::from_bytes(raw));
        let file = OpenOptions::new().read(true).custom_flags(flags).open(root.join(name))?;
        match file.metadata()?.is_file() {
            true => Ok(file),
            false => Err(io::Error::other("it is no regular file any more")),
        }
    };
    match (open(shipped), open(rebuilt)) {
        (Ok(theirs), Ok(ours)) => compare_files(path, &theirs, &ours, None, looker).0,
        (Err(error), _) => unreadable(path, "shipped", &error.to_string()),
        (_, Err(error)) => unreadable(path, "rebuilt", &error.to_string()),
    }
}

fn unreadable(path: &str, side: &str, reason: &str) -> Artefact {
    let detail = format!("the {side} one: {reason}");
    artefact(path, Verdict::Inconclusive, vec![Cause { kind: "unreadable".to_owned(), confirmed: true, detail }])
}

/// An inconclusive comparison stays so: a difference found beside it is listed all the same.
fn differs(mut artefact: Artefact, difference: Difference) -> Artefact {
    if artefact.verdict == Verdict::Identical {
        artefact.verdict = Verdict::DiffersUnexplained;
    }
    artefact.differs.insert(0, difference);
    artefact
}

fn difference(place: &str, theirs: &str, ours: &str) -> Difference {
    let detail = format!("{theirs} shipped, {ours} rebuilt");
    Difference { place: place.to_owned(), detail, ..Difference::default() }
}

fn octal(mode: u32) -> String {
    format!("{mode:04o}")
}

fn device(number: u64) -> String {
    format!("{}:{}", rustix::fs::major(number), rustix::fs::minor(number))
}
