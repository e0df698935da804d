//! What the tests of intake share.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use banbury_evidence::{AnomalyKind, Digest, Entry, EntryKind, FileFacts};
use banbury_intake::{Limits, Locator, Manifest, Visitor, seal};

/// Remembers what it was shown.
#[derive(Default)]
pub struct Shown(pub Mutex<Vec<(String, Vec<u8>)>>);

impl Visitor for Shown {
    fn file(&self, entry: &Entry, bytes: &[u8]) {
        let EntryKind::File(facts) = &entry.kind else { panic!("{entry:?} is not a file") };
        assert_eq!(facts.sha256, Digest::of(bytes), "{}", entry.path);
        assert_eq!(facts.size, bytes.len() as u64, "{}", entry.path);
        self.0.lock().unwrap().push((entry.path.to_string(), bytes.to_vec()));
    }
}

pub struct Sealed {
    pub manifest: Manifest,
    /// Contents by path.
    pub shown: BTreeMap<String, Vec<u8>>,
}

impl Sealed {
    pub fn of(argument: &Path, limits: &Limits) -> Self {
        Self::at(&Locator::recognise(argument.as_os_str()).unwrap(), limits)
    }

    pub fn at(locator: &Locator, limits: &Limits) -> Self {
        let shown = Shown::default();
        let manifest = seal(locator, limits, &shown).unwrap();
        assert!(manifest.entries.is_sorted_by(|left, right| left.path <= right.path));
        assert!(manifest.anomalies.is_sorted());
        Self { manifest, shown: shown.0.into_inner().unwrap().into_iter().collect() }
    }

    /// A folder that holds one file of that name and content.
    pub fn folder_with(name: &str, content: &[u8], limits: &Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), content).unwrap();
        Self::of(folder.path(), limits)
    }

    /// An archive that is the drop.
    pub fn archive(name: &str, content: &[u8], limits: &Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        Self::of(&path, limits)
    }

    pub fn paths(&self) -> Vec<&str> {
        self.manifest.entries.iter().map(|entry| entry.path.as_str()).collect()
    }

    pub fn entry(&self, path: &str) -> &Entry {
        let mut found = self.manifest.entries.iter().filter(|entry| entry.path.as_str() == path);
        let entry = found.next().unwrap_or_else(|| panic!("no {path} among {:?}", self.paths()));
        assert!(found.next().is_none(), "{path} comes up twice");
        entry
    }

    pub fn file(&self, path: &str) -> &FileFacts {
        match &self.entry(path).kind {
            EntryKind::File(facts) => facts,
            other => panic!("{path} is no file but {other:?}"),
        }
    }

    /// Kind, path and detail of each anomaly.
    pub fn anomalies(&self) -> Vec<(AnomalyKind, &str, &str)> {
        let parts = |anomaly: &'_ banbury_evidence::Anomaly| anomaly.kind;
        self.manifest
            .anomalies
            .iter()
            .map(|anomaly| (parts(anomaly), anomaly.path.as_str(), anomaly.detail.as_str()))
            .collect()
    }

    pub fn has(&self, kind: AnomalyKind, path: &str) -> bool {
        self.anomalies().iter().any(|(found, at, _)| *found == kind && *at == path)
    }
}

/// One member of a tar, with whatever name and type one likes.
pub struct TarMember<'a> {
    pub name: &'a [u8],
    pub kind: u8,
    pub link: &'a [u8],
    pub content: &'a [u8],
}

pub fn file<'a>(name: &'a str, content: &'a str) -> TarMember<'a> {
    TarMember { name: name.as_bytes(), kind: b'0', link: b"", content: content.as_bytes() }
}

pub fn link<'a>(kind: u8, name: &'a str, to: &'a str) -> TarMember<'a> {
    TarMember { name: name.as_bytes(), kind, link: to.as_bytes(), content: b"" }
}

/// A tar header of GNU's form.
pub fn tar_header(member: &TarMember, size: u64) -> [u8; 512] {
    let mut header = tar::Header::new_gnu();
    let gnu = header.as_gnu_mut().unwrap();
    gnu.name[..member.name.len()].copy_from_slice(member.name);
    gnu.linkname[..member.link.len()].copy_from_slice(member.link);
    header.set_mode(0o4755);
    header.set_size(size);
    header.set_entry_type(tar::EntryType::new(member.kind));
    header.set_cksum();
    *header.as_bytes()
}

/// A tar without an end mark.
pub fn open_tar(members: &[TarMember]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for member in members {
        bytes.extend_from_slice(&tar_header(member, member.content.len() as u64));
        bytes.extend_from_slice(member.content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes
}

pub fn tar(members: &[TarMember]) -> Vec<u8> {
    let mut bytes = open_tar(members);
    bytes.resize(bytes.len() + 1024, 0);
    bytes
}

pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub fn zip(members: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        let options = zip::write::SimpleFileOptions::default().compression_method(method).unix_permissions(0o640);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn ar(members: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut bytes = b"!<arch>\n".to_vec();
    for (name, size, content) in members {
        bytes.extend_from_slice(format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{size:<10}`\n", 0, 0, 0, "100644").as_bytes());
        bytes.extend_from_slice(content);
        if bytes.len() % 2 == 1 {
            bytes.push(b'\n');
        }
    }
    bytes
}

/// A member of a newc cpio: name, mode, inode, links, content.
pub fn cpio(members: &[(&str, u32, u32, u32, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, mode, inode, links, content) in members.iter().chain([&("TRAILER!!!", 0, 0, 1, &b""[..])]) {
        let (size, name_size) = (content.len(), name.len() + 1);
        let header = format!(
            "070701{inode:08x}{mode:08x}{:08x}{:08x}{links:08x}{:08x}{size:08x}{:08x}{:08x}{:08x}{:08x}{name_size:08x}{:08x}",
            0, 0, 0, 0, 0, 0, 0, 0
        );
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(name.as_bytes());
        bytes.push(0);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        bytes.extend_from_slice(content);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    bytes
}
