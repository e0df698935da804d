//! Zip (PKWARE APPNOTE 6.3.10), read by its central directory. The `zip` crate keeps one member of each name and
//! would hide the others, which is why the directory is read here.

use std::io::{self, Read};

use flate2::Crc;

use super::budget::{Budget, Metered, Reached};
use super::member::{Member, MemberKind, Receiver, damage};
use super::source::{Lookahead, Source, Stored};
use super::unpack::{Packing, Unpacked};
use super::zip_directory::{Directory, DirectoryEntry, u16_at};

/// Longest link target in bytes.
const MOST_TARGET: u64 = 64 << 10;

pub(crate) fn recognise(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || (head.starts_with(b"PK\x05\x06") && head.len() >= 22)
}

/// Gives every member to `receiver`, in the directory's order; and tells what is wrong with the archive, if that did
/// not keep it from being read.
pub(crate) fn read(source: Source, budget: &Budget, receiver: &mut dyn Receiver) -> io::Result<Vec<String>> {
    let size = source.size();
    let Source::Stored(source) = source else {
        return Err(budget.refuse(format!("a zip of {size} bytes inside another archive is too large to be opened")));
    };
    let directory = Directory::read(source)?;
    let mut problems: Vec<String> = directory.problem.into_iter().collect();
    if directory.trailing > 0 {
        problems.push(format!("{} bytes follow the end of the archive", directory.trailing));
    }
    let mut damaged = 0_u64;
    for entry in &directory.entries {
        match member(source, entry, budget, receiver) {
            Ok(()) => {}
            Err(error) if Reached::behind(&error).is_some() => return Err(error),
            // The other members of a zip do not depend on this one.
            Err(_) => damaged += 1,
        }
    }
    if damaged > 0 {
        problems.push(format!("{damaged} of its members are damaged"));
    }
    Ok(problems)
}

fn member(source: Stored, entry: &DirectoryEntry, budget: &Budget, receiver: &mut dyn Receiver) -> io::Result<()> {
    let name = entry.name.clone();
    let mode = entry.unix_mode.map(|mode| mode & 0o7777);
    let kind = entry.unix_mode.unwrap_or(0) & 0o170000;
    if name.ends_with(b"/") {
        return receiver.member(Member { name, mode, kind: MemberKind::Directory }, &mut io::empty());
    }
    let special = match kind {
        0o010000 => Some(MemberKind::Fifo),
        0o140000 => Some(MemberKind::Socket),
        0o020000 => Some(MemberKind::CharDevice(0, 0)),
        0o060000 => Some(MemberKind::BlockDevice(0, 0)),
        _ => None,
    };
    if let Some(kind) = special {
        return receiver.member(Member { name, mode, kind }, &mut io::empty());
    }
    let mut content = match content(source, entry) {
        Ok(reader) => Checked { reader: Metered { reader, budget }, entry, left: entry.size, crc: Crc::new() },
        Err(reason) => {
            let kind = MemberKind::Unreadable(reason.to_string());
            return receiver.member(Member { name, mode, kind }, &mut io::empty());
        }
    };
    if kind == 0o120000 && entry.size <= MOST_TARGET {
        let mut target = Vec::new();
        let kind = match content.read_to_end(&mut target) {
            Ok(_) => MemberKind::Symlink(target),
            Err(error) => MemberKind::Unreadable(error.to_string()),
        };
        return receiver.member(Member { name, mode, kind }, &mut io::empty());
    }
    receiver.member(Member { name, mode, kind: MemberKind::File { size: entry.size } }, &mut content)
}

/// The unpacked content, or why it cannot be had.
fn content<'a>(source: Stored<'a>, entry: &DirectoryEntry) -> io::Result<Box<dyn Read + 'a>> {
    if entry.flags & 1 != 0 {
        return Err(damage("the member is encrypted"));
    }
    let mut local = [0; 30];
    if !source.read_at(&mut local, entry.local_header)? || !local.starts_with(b"PK\x03\x04") {
        return Err(damage("the member is not where the directory of the zip says"));
    }
    let lengths = u64::from(u16_at(&local, 26).unwrap_or(0)) + u64::from(u16_at(&local, 28).unwrap_or(0));
    let start = entry.local_header + local.len() as u64 + lengths;
    let packed = Lookahead::new(source.section(start, entry.packed));
    // Methods as in APPNOTE 4.4.5.
    Ok(match entry.method {
        0 => Box::new(packed),
        8 => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
        12 => Box::new(Unpacked::new(Packing::Bzip2, packed)?),
        93 => Box::new(Unpacked::new(Packing::Zstd, packed)?),
        95 => Box::new(Unpacked::new(Packing::Xz, packed)?),
        other => return Err(damage(format!("the member is packed by method {other}, which is not supported"))),
    })
}

/// Holds a content to the size and checksum that the directory gives.
struct Checked<'a, R> {
    reader: R,
    entry: &'a DirectoryEntry,
    left: u64,
    crc: Crc,
}

impl<R: Read> Read for Checked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let fault = |what: &str| Err(damage(format!("the member's {what} differs from what the zip says")));
        self.crc.update(buffer.get(..count).unwrap_or_default());
        match self.left.checked_sub(count as u64) {
            None => return fault("size"),
            Some(left) => self.left = left,
        }
        if count == 0 && !buffer.is_empty() {
            if self.left > 0 {
                return fault("size");
            }
            if self.crc.sum() != self.entry.crc32 {
                return fault("checksum");
            }
        }
        Ok(count)
    }
}
