//! Compares two tar archives, plain or in gzip, and other gzip files by what they hold. A stream cannot be read
//! twice side by side, so members are compared by their digests.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};

use banbury_evidence::{Digest, DropPath};
use flate2::read::MultiGzDecoder;
use sha2::{Digest as _, Sha256};
use tar::{Archive, EntryType, PaxExtensions};

use super::{Cursor, Differences, bytes};

/// Bytes that are unpacked of one file.
const UNPACKED: u64 = 4 << 30;

/// Members that are remembered of one archive.
const MEMBERS: usize = 1 << 16;

/// Longest name or list of extended attributes, in bytes (PATH_MAX is 4096), and of all together.
const EXTENSION: u64 = 64 << 10;
const NAMES: usize = 32 << 20;

struct Member {
    metadata: Vec<(&'static str, String)>,
    size: u64,
    digest: Digest,
    /// Of the header without its checksum, for what the fields above do not say.
    header: Digest,
}

struct Contents {
    /// By name, and number among those of that name, from 0.
    members: BTreeMap<(Vec<u8>, usize), Member>,
    order: Vec<Vec<u8>>,
    /// Of the bytes behind the end mark, which tar does not look at.
    behind: Digest,
}

/// Says which members differ, or which unpacked bytes. False if that does not account for the difference: the two are
/// no such archives, or damaged, or packed in two ways.
pub(super) fn describe(shipped: &File, rebuilt: &File, found: &mut Differences) -> bool {
    if is_gzip(shipped) != is_gzip(rebuilt) {
        return false;
    }
    let unpacked = match bytes::compare(&mut open(shipped), &mut open(rebuilt)) {
        Ok(Some(difference)) => difference,
        Ok(None) => {
            found.add("packing", "the unpacked contents are the same bytes; gzip headers or compression differ");
            return false;
        }
        Err(_) => return false,
    };
    if is_tar(open(shipped))
        && is_tar(open(rebuilt))
        && let (Ok(theirs), Ok(ours)) = (contents(open(shipped)), contents(open(rebuilt)))
    {
        compare(&theirs, &ours, found);
    }
    if found.is_empty() && is_gzip(shipped) {
        found.add("unpacked content", unpacked.summary());
    }
    !found.is_empty()
}

/// The content, unpacked if it is gzip (RFC 1952).
fn open(file: &File) -> Box<dyn Read + '_> {
    match is_gzip(file) {
        true => Box::new(Bounded { stream: MultiGzDecoder::new(Cursor::from_start(file)), left: UNPACKED }),
        false => Box::new(Cursor::from_start(file)),
    }
}

/// A stream that fails, rather than ends, when it is too long.
struct Bounded<R> {
    stream: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        let left = self.left.checked_sub(length as u64);
        self.left = left.ok_or_else(|| io::Error::other("too much to unpack"))?;
        Ok(length)
    }
}

fn is_gzip(file: &File) -> bool {
    let mut magic = [0; 2];
    Cursor::from_start(file).read_exact(&mut magic).is_ok() && magic == [0x1f, 0x8b]
}

fn is_tar(mut stream: impl Read) -> bool {
    let mut header = [0; 512];
    stream.read_exact(&mut header).is_ok() && header.get(257..262) == Some(b"ustar")
}

fn contents(stream: impl Read) -> io::Result<Contents> {
    let mut archive = Archive::new(stream);
    let mut members = BTreeMap::new();
    let mut order: Vec<Vec<u8>> = Vec::new();
    let mut counts: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let mut names = 0;
    let mut extensions = Extensions::default();
    // Raw, as the crate would otherwise take names of any length into memory.
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        if extensions.take(&mut entry)? {
            continue;
        }
        let of_this = std::mem::take(&mut extensions);
        let name = of_this.name.unwrap_or_else(|| entry.header().path_bytes().into_owned());
        let link = of_this.link.or_else(|| entry.header().link_name_bytes().map(|link| link.into_owned()));
        names += name.len();
        if order.len() == MEMBERS || names > NAMES {
            return Err(io::Error::other("too many members"));
        }
        let metadata = metadata(entry.header(), link.as_deref().unwrap_or_default(), &of_this.attributes);
        let header = header_digest(entry.header());
        let (digest, size) = digest(&mut entry)?;
        let count = counts.entry(name.clone()).or_default();
        members.insert((name.clone(), *count), Member { metadata, size, digest, header });
        *count += 1;
        order.push(name);
    }
    let (behind, _) = digest(&mut archive.into_inner())?;
    Ok(Contents { members, order, behind })
}

/// What the entries before a member say about it (POSIX.1-2008 pax headers, and GNU tar's long names).
#[derive(Default)]
struct Extensions {
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    attributes: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Extensions {
    /// Whether the entry was of that sort, and is now read.
    fn take(&mut self, entry: &mut tar::Entry<'_, impl Read>) -> io::Result<bool> {
        let kind = entry.header().entry_type();
        if !matches!(kind, EntryType::GNULongName | EntryType::GNULongLink | EntryType::XHeader) {
            return Ok(false);
        }
        let mut value = Vec::new();
        entry.take(EXTENSION + 1).read_to_end(&mut value)?;
        if value.len() as u64 > EXTENSION {
            return Err(io::Error::other("a name is too long"));
        }
        match kind {
            EntryType::GNULongName => self.name = Some(up_to_nul(&value)),
            EntryType::GNULongLink => self.link = Some(up_to_nul(&value)),
            _ => {
                for attribute in PaxExtensions::new(&value) {
                    let attribute = attribute?;
                    match attribute.key_bytes() {
                        b"path" => self.name = Some(attribute.value_bytes().to_owned()),
                        b"linkpath" => self.link = Some(attribute.value_bytes().to_owned()),
                        key => self.attributes.push((key.to_owned(), attribute.value_bytes().to_owned())),
                    }
                }
            }
        }
        Ok(true)
    }
}

fn up_to_nul(value: &[u8]) -> Vec<u8> {
    value.split(|byte| *byte == 0).next().unwrap_or_default().to_owned()
}

fn metadata(header: &tar::Header, link: &[u8], attributes: &[(Vec<u8>, Vec<u8>)]) -> Vec<(&'static str, String)> {
    let decimal = |value: io::Result<u64>| value.map_or("unreadable".to_owned(), |value| value.to_string());
    let text = |value: Option<&[u8]>| DropPath::from_bytes(value.unwrap_or_default()).to_string();
    let attributes: Vec<String> = attributes
        .iter()
        .map(|(key, value)| format!("{}={}", DropPath::from_bytes(key), DropPath::from_bytes(value)))
        .collect();
    vec![
        ("mode", header.mode().map_or("unreadable".to_owned(), |mode| format!("{mode:04o}"))),
        ("type", format!("{:?}", char::from(header.entry_type().as_byte()))),
        ("link target", text(Some(link))),
        ("owner", format!("{} ({})", decimal(header.uid()), text(header.username_bytes()))),
        ("group", format!("{} ({})", decimal(header.gid()), text(header.groupname_bytes()))),
        ("time", decimal(header.mtime())),
        ("attributes", attributes.join(" ")),
    ]
}

fn header_digest(header: &tar::Header) -> Digest {
    let mut block = *header.as_bytes();
    if let Some(checksum) = block.get_mut(148..156) {
        checksum.fill(b' ');
    }
    Digest::of(&block)
}

fn digest(stream: &mut impl Read) -> io::Result<(Digest, u64)> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok((Digest::from_bytes(hash.finalize().into()), size)),
            Ok(length) => {
                hash.update(buffer.get(..length).unwrap_or_default());
                size += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn compare(theirs: &Contents, ours: &Contents, found: &mut Differences) {
    for (key, their_member) in &theirs.members {
        match ours.members.get(key) {
            Some(our_member) => compare_members(&place(key), their_member, our_member, found),
            None => found.add(place(key), "only in the shipped archive"),
        }
    }
    for key in ours.members.keys().filter(|key| !theirs.members.contains_key(*key)) {
        found.add(place(key), "only in the rebuilt archive");
    }
    let common = |contents: &Contents, other: &Contents| -> Vec<Vec<u8>> {
        let in_both = contents.order.iter().filter(|name| other.members.contains_key(&((*name).clone(), 0)));
        in_both.cloned().collect()
    };
    if common(theirs, ours) != common(ours, theirs) {
        found.add("order", "the members that both have stand in another order");
    }
    if theirs.behind != ours.behind {
        found.add("behind the end mark", "the bytes behind the archive's end mark differ");
    }
}

fn compare_members(place: &str, theirs: &Member, ours: &Member, found: &mut Differences) {
    let mut differs = false;
    for ((field, their_value), (_, our_value)) in theirs.metadata.iter().zip(&ours.metadata) {
        if their_value != our_value {
            differs = true;
            found.add(place, format!("{field}: {their_value} shipped, {our_value} rebuilt"));
        }
    }
    if theirs.digest != ours.digest {
        differs = true;
        found.add(place, format!("the content differs; {}", bytes::sizes(theirs.size, ours.size)));
    }
    if !differs && theirs.header != ours.header {
        found.add(place, "another field of the header differs");
    }
}

fn place((name, number): &(Vec<u8>, usize)) -> String {
    let name = DropPath::from_bytes(name);
    match number {
        0 => format!("member {name}"),
        _ => format!("member {name} (number {} of that name)", number + 1),
    }
}
