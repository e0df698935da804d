//! Tar as POSIX 1003.1-2024 (pax) has it, with GNU's long names and sparse files and the headers of version 7.

use std::io::{self, Read};

use tar::{EntryType, Header};

use super::budget::Budget;
use super::member::{Member, MemberKind, Receiver, Stretch, damage, read_record, read_up_to};
use super::pax::Pax;
use super::sparse::{self, Sparse};

const BLOCK: usize = 512;
/// Longest extended header or long name in bytes; Linux allows paths of 4096.
const MOST_EXTENDED: u64 = 1 << 20;

/// Whether a content begins with a tar header: a name, and the sum of its bytes where it should be.
pub(crate) fn recognise(head: &[u8]) -> bool {
    head.first_chunk::<BLOCK>().is_some_and(|block| block[0] != 0 && sum_holds(block))
}

fn sum_holds(block: &[u8; BLOCK]) -> bool {
    let outside = || block.iter().enumerate().filter(|(at, _)| !(148..156).contains(at)).map(|(_, byte)| *byte);
    let unsigned: i64 = outside().map(i64::from).sum::<i64>() + 8 * i64::from(b' ');
    // Some old programs summed signed characters.
    let signed: i64 = outside().map(|byte| i64::from(byte as i8)).sum::<i64>() + 8 * i64::from(b' ');
    let written = Header::from_byte_slice(block).cksum().map(i64::from);
    written.is_ok_and(|written| written == unsigned || written == signed)
}

/// Gives every member to `receiver`.
///
/// # Errors
/// Damage, a limit, or what `receiver` gives. What stands behind the end mark is left in `reader`.
pub(crate) fn read(reader: &mut dyn Read, budget: &Budget, receiver: &mut dyn Receiver) -> io::Result<()> {
    let mut extended = Extended::default();
    loop {
        let mut block = [0; BLOCK];
        match read_up_to(reader, &mut block)? {
            0 => return Err(damage("the archive has no end mark: it may have been cut off")),
            BLOCK => {}
            _ => return Err(damage("the archive ends in the middle of a header")),
        }
        if block.iter().all(|byte| *byte == 0) {
            return Ok(());
        }
        if !sum_holds(&block) {
            return Err(damage("what should be a tar header is none"));
        }
        let header = Header::from_byte_slice(&block);
        let size = header.entry_size().map_err(|_| damage("the size in a tar header is not a number"))?;
        let size = believable(size)?;
        let padding = |size: u64| size.next_multiple_of(BLOCK as u64) - size;
        let record = |reader: &mut dyn Read, what| {
            let bytes = read_record(reader, size, MOST_EXTENDED, what)?;
            Stretch { reader, remaining: 0 }.skip(padding(size))?;
            Ok::<_, io::Error>(bytes)
        };
        let kind = header.entry_type();
        match kind.as_byte() {
            b'L' => extended.name = Some(until_nul(record(reader, "a long name")?)),
            b'K' => extended.link = Some(until_nul(record(reader, "a long link name")?)),
            b'x' | b'X' => extended.pax = Pax::parse(&record(reader, "an extended header")?)?,
            // Global headers and volume labels describe the archive; they are not members.
            b'g' => drop(record(reader, "a global header")?),
            b'V' => Stretch { reader, remaining: size }.skip(padding(size))?,
            _ => {
                let extended = std::mem::take(&mut extended);
                let size = match kind {
                    // As GNU tar does: a hard link has no content, whatever its size field says.
                    EntryType::Link => 0,
                    _ => extended.pax.size.unwrap_or(size),
                };
                let size = believable(size)?;
                let mut content = Stretch { reader: &mut *reader, remaining: size };
                member(header, extended, &mut content, budget, receiver)?;
                content.skip(padding(size))?;
            }
        }
    }
}

/// No file system holds half of what 64 bits count, and padding must not run over.
fn believable(size: u64) -> io::Result<u64> {
    if size > u64::MAX / 2 { Err(damage("the size in a tar header is beyond belief")) } else { Ok(size) }
}

/// What stands before a header and belongs to it.
#[derive(Default)]
struct Extended {
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    pax: Pax,
}

fn member(
    header: &Header,
    extended: Extended,
    content: &mut Stretch<'_>,
    budget: &Budget,
    receiver: &mut dyn Receiver,
) -> io::Result<()> {
    let Extended { name: long_name, link: long_link, pax } = extended;
    let mut name = pax.path.or(long_name).unwrap_or_else(|| header.path_bytes().into_owned());
    let link = pax.link_path.or(long_link).or_else(|| header.link_name_bytes().map(|link| link.into_owned()));
    let link = link.unwrap_or_default();
    let mode = header.mode().ok().map(|mode| mode & 0o7777);
    let device = || {
        let number = |field: io::Result<Option<u32>>| field.ok().flatten().unwrap_or(0);
        (number(header.device_major()), number(header.device_minor()))
    };
    let size = content.remaining;
    let kind = match header.entry_type() {
        EntryType::Link => MemberKind::HardLink(link),
        EntryType::Symlink => MemberKind::Symlink(link),
        EntryType::Char => MemberKind::CharDevice(device().0, device().1),
        EntryType::Block => MemberKind::BlockDevice(device().0, device().1),
        EntryType::Fifo => MemberKind::Fifo,
        EntryType::Directory => MemberKind::Directory,
        // GNU's incremental dumps put a list of names into a directory.
        other if other.as_byte() == b'D' => MemberKind::Directory,
        // Version 7 had no type for directories.
        EntryType::Regular if name.ends_with(b"/") => MemberKind::Directory,
        EntryType::GNUSparse => {
            let (map, size) = sparse::old_map(header, content)?;
            let member = Member { name, mode, kind: MemberKind::File { size } };
            return receiver.member(member, &mut Sparse::new(map, size, content, budget)?);
        }
        // POSIX: unknown types are read as regular files.
        _ => MemberKind::File { size },
    };
    if let (MemberKind::File { .. }, Some(told)) = (&kind, pax.sparse) {
        if let Some(told_name) = &told.name {
            name.clone_from(told_name);
        }
        let (map, size) = sparse::pax_map(&told, content)?;
        let member = Member { name, mode, kind: MemberKind::File { size } };
        return receiver.member(member, &mut Sparse::new(map, size, content, budget)?);
    }
    receiver.member(Member { name, mode, kind }, content)
}

fn until_nul(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
    bytes
}
