use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use banbury_evidence::{Digest, DigestWriter, DropPath};
use rustix::fs::OFlags;

use crate::AttestError;

/// The in-toto statement: what is signed.
pub(crate) const STATEMENT: &str = "statement.json";
/// The DSSE envelope over the statement.
pub(crate) const ENVELOPE: &str = "report.dsse.json";
/// The SLSA verification summary in an envelope of its own.
pub(crate) const SUMMARY: &str = "vsa.dsse.json";
/// Digests of every other file, for `sha256sum -c`.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// How to check the bundle without Banbury.
pub(crate) const VERIFY: &str = "VERIFY.md";
/// The statement's subject.
pub(crate) const INVENTORY: &str = "inventory.sha256";
/// The custody log as it was when it was pinned.
pub(crate) const CUSTODY: &str = "custody.jsonl";
/// The folder of OpenSSH signatures.
pub(crate) const SIGNATURES: &str = "sig";
/// How their names end.
pub(crate) const SIGNATURE_SUFFIX: &str = ".sshsig";
/// How the names of time stamps end, which are otherwise those of the signatures stamped.
pub(crate) const STAMP_SUFFIX: &str = ".tsr";

/// Statement, envelope, signatures, sums and custody log are kilobytes; what is larger is not read into memory.
pub(crate) const MAX_IN_MEMORY: u64 = 16 * 1024 * 1024;

/// Files of the folder `sig` that are read, signatures and stamps together, and the longest of them in bytes: each is a few
/// kilobytes.
const MOST_IN_FOLDER: usize = 256;
const MAX_SIGNATURE: u64 = 64 * 1024;

/// The files of a bundle as they stand on disk, each read once.
#[derive(Default)]
pub(crate) struct Contents {
    /// By name; those of the folder `sig` as `sig/NAME`.
    pub(crate) files: BTreeMap<String, BundleFile>,
    /// What is there and no part of a bundle, or cannot be read.
    pub(crate) problems: Vec<String>,
}

/// One regular file.
pub(crate) struct BundleFile {
    /// Of the bytes that were read.
    pub(crate) digest: Digest,
    /// Those very bytes, for the parts that the signing adds and the custody log: what is parsed is what was hashed.
    pub(crate) bytes: Option<Vec<u8>>,
}

impl Contents {
    /// Reads a bundle without following a link or opening anything but regular files.
    ///
    /// # Errors
    /// If the folder itself cannot be listed.
    pub(crate) fn read(folder: &Path) -> Result<Self, AttestError> {
        let mut contents = Self::default();
        let top = list(folder).map_err(AttestError::io("read the folder", folder))?;
        for entry in top {
            match entry.name.as_str() {
                SIGNATURES if entry.kind == Kind::Folder => match list(&folder.join(SIGNATURES)) {
                    Ok(signatures) => {
                        if signatures.len() > MOST_IN_FOLDER {
                            let many = format!("holds more than {MOST_IN_FOLDER} files; the rest was not read");
                            contents.problems.push(format!("{SIGNATURES}: {many}"));
                        }
                        for signature in signatures.into_iter().take(MOST_IN_FOLDER) {
                            let name = format!("{SIGNATURES}/{}", signature.name);
                            contents.add(folder, name, signature.kind);
                        }
                    }
                    Err(error) => contents.problems.push(format!("{SIGNATURES}: cannot be read: {error}")),
                },
                _ => contents.add(folder, entry.name, entry.kind),
            }
        }
        contents.problems.sort();
        Ok(contents)
    }

    /// The digests of all files but `SHA256SUMS` itself.
    pub(crate) fn digests(&self) -> BTreeMap<String, Digest> {
        self.files.iter().filter(|(name, _)| *name != SUMS).map(|(name, file)| (name.clone(), file.digest)).collect()
    }

    /// The bytes of a part that is read into memory.
    pub(crate) fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name)?.bytes.as_deref()
    }

    /// Puts bytes in a file's place, here and not on disk.
    pub(crate) fn insert(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), BundleFile { digest: Digest::of(&bytes), bytes: Some(bytes) });
    }

    /// The OpenSSH signatures: name in the bundle and bytes.
    pub(crate) fn signatures(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.added(SIGNATURE_SUFFIX)
    }

    /// The time stamps: name in the bundle and bytes.
    pub(crate) fn stamps(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.added(STAMP_SUFFIX)
    }

    fn added(&self, suffix: &str) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .filter(move |(name, _)| name.starts_with("sig/") && name.ends_with(suffix))
            .filter_map(|(name, file)| Some((name.as_str(), file.bytes.as_deref()?)))
    }

    fn add(&mut self, folder: &Path, name: String, kind: Kind) {
        let problem = match kind {
            Kind::Other(what) => Some(format!("is {what}, which no bundle holds; it was not opened")),
            Kind::Folder => Some("is a folder, and a bundle has none but `sig`".to_owned()),
            Kind::File if !is_bundle_name(&name) => Some("is no name that a file of a bundle can have".to_owned()),
            Kind::File => match read(&folder.join(&name), longest_in_memory(&name)) {
                Ok(file) => {
                    self.files.insert(name.clone(), file);
                    None
                }
                Err(error) => Some(format!("cannot be read: {error}")),
            },
        };
        self.problems.extend(problem.map(|problem| format!("{name}: {problem}")));
    }
}

/// Whether a file comes after the statement, so that the statement cannot list it.
pub(crate) fn is_added_by_signing(name: &str) -> bool {
    matches!(name, STATEMENT | ENVELOPE | SUMMARY | SUMS) || name.starts_with("sig/")
}

/// Names that need no escape in JSON, `sha256sum` or a shell: letters, digits, `.`, `_` and `-`.
fn is_bundle_name(name: &str) -> bool {
    let is_plain = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
    };
    match name.strip_prefix("sig/") {
        Some(name) => {
            [SIGNATURE_SUFFIX, STAMP_SUFFIX].iter().any(|suffix| name.strip_suffix(suffix).is_some_and(is_plain))
        }
        None => is_plain(name),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    Other(&'static str),
}

struct Listed {
    /// Escaped, so that a name that is not UTF-8 is no bundle name.
    name: String,
    kind: Kind,
}

fn list(folder: &Path) -> io::Result<Vec<Listed>> {
    use std::os::unix::ffi::OsStrExt;
    let mut listed = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let type_ = entry.file_type()?;
        let kind = if type_.is_file() {
            Kind::File
        } else if type_.is_dir() {
            Kind::Folder
        } else if type_.is_symlink() {
            Kind::Other("a symbolic link")
        } else {
            Kind::Other("a FIFO, socket or device")
        };
        listed.push(Listed { name: DropPath::from_bytes(entry.file_name().as_bytes()).to_string(), kind });
    }
    Ok(listed)
}

/// Opens a file of a bundle, or beside one, which may be anybody's: without following a link, and without waiting should a FIFO
/// have taken the file's place.
///
/// # Errors
/// As the system says, and if it is no regular file.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    Ok(file)
}

/// How long a part may be that is read into memory; none for what is only hashed.
fn longest_in_memory(name: &str) -> Option<u64> {
    match name.starts_with("sig/") {
        true => Some(MAX_SIGNATURE),
        false => (is_added_by_signing(name) || name == CUSTODY).then_some(MAX_IN_MEMORY),
    }
}

fn read(path: &Path, longest: Option<u64>) -> io::Result<BundleFile> {
    let mut file = open_regular(path)?;
    let Some(longest) = longest else {
        let mut writer = DigestWriter::default();
        io::copy(&mut file, &mut writer)?;
        return Ok(BundleFile { digest: writer.finish(), bytes: None });
    };
    let mut bytes = Vec::new();
    file.take(longest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > longest {
        return Err(io::Error::other(format!("it is larger than {longest} bytes")));
    }
    Ok(BundleFile { digest: Digest::of(&bytes), bytes: Some(bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_a_files_place_after_listing_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link, fifo) = (folder.path().join("file"), folder.path().join("link"), folder.path().join("fifo"));
        fs::write(&file, "x").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        assert!(open_regular(&file).is_ok());
        assert!(open_regular(&link).is_err());
        assert!(open_regular(&fifo).is_err());
    }
}
