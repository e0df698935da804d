use std::io;

use super::member::damage;
use super::source::Stored;

/// Largest central directory in bytes that is held in memory.
const MOST_DIRECTORY: u64 = 256 << 20;
const END: &[u8; 4] = b"PK\x05\x06";
const END_LENGTH: usize = 22;

/// The central directory of a zip (APPNOTE 6.3.10, 4.3.12).
pub(crate) struct Directory {
    pub(crate) entries: Vec<DirectoryEntry>,
    /// What is wrong with it without keeping the members from being read.
    pub(crate) problem: Option<String>,
    /// Bytes behind the end of the archive.
    pub(crate) trailing: u64,
}

/// What the central directory says of one member.
pub(crate) struct DirectoryEntry {
    pub(crate) name: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) crc32: u32,
    pub(crate) packed: u64,
    pub(crate) size: u64,
    /// The upper half of the external attributes, where the member was made on Unix.
    pub(crate) unix_mode: Option<u32>,
    pub(crate) local_header: u64,
}

impl Directory {
    /// Reads the directory of `source`.
    ///
    /// # Errors
    /// If there is none, or it is not where the end record says.
    pub(crate) fn read(source: Stored) -> io::Result<Self> {
        let (end_at, end) = find_end(source)?;
        let comment = u64::from(u16_at(&end, 20).unwrap_or(0));
        let trailing = source.size().saturating_sub(end_at + END_LENGTH as u64 + comment);
        let mut count = u64::from(u16_at(&end, 10).unwrap_or(0));
        let mut size = u64::from(u32_at(&end, 12).unwrap_or(0));
        let mut offset = u64::from(u32_at(&end, 16).unwrap_or(0));
        let mut shift = end_at.saturating_sub(offset.saturating_add(size));
        if let Some(large) = find_zip64_end(source, end_at)? {
            (count, size, offset, shift) = (large.count, large.size, large.offset, 0);
        }
        if size > MOST_DIRECTORY {
            return Err(damage(format!(
                "a central directory of {size} bytes: more than {MOST_DIRECTORY} are not believed"
            )));
        }
        let start = offset.saturating_add(shift);
        let mut bytes = Vec::new();
        if start.checked_add(size).is_some_and(|past| past <= source.size()) {
            bytes.resize(size as usize, 0);
        }
        if bytes.len() as u64 != size || !source.read_at(&mut bytes, start)? {
            return Err(damage("the central directory is not where the end of the zip says"));
        }
        let mut entries = Vec::new();
        let mut rest = &bytes[..];
        let mut problem = None;
        while !rest.is_empty() {
            match entry(rest, shift) {
                Some((entry, after)) => {
                    entries.push(entry);
                    rest = after;
                }
                None => {
                    problem = Some(
                        "the central directory is malformed: the members behind the damage are unknown".to_owned(),
                    );
                    break;
                }
            }
        }
        // Sixteen bits wrap round in archives of more members, which some tools write.
        if problem.is_none() && entries.len() as u64 != count && entries.len() as u64 % 0x1_0000 != count {
            problem = Some(format!("the zip counts {count} members, its directory lists {}", entries.len()));
        }
        Ok(Self { entries, problem, trailing })
    }
}

/// The end record that stands last, and where it stands. Behind it is a comment of at most 65,535 bytes.
fn find_end(source: Stored) -> io::Result<(u64, Vec<u8>)> {
    let length = source.size().min(END_LENGTH as u64 + 0xffff);
    let start = source.size() - length;
    let mut tail = vec![0; length as usize];
    let mut found = None;
    if source.read_at(&mut tail, start)? {
        let candidates = tail.windows(END_LENGTH).enumerate().rev().filter(|(_, window)| window.starts_with(END));
        for (at, window) in candidates {
            let after = (tail.len() - at - END_LENGTH) as u64;
            let comment = u64::from(u16_at(window, 20).unwrap_or(0));
            // The record whose comment reaches exactly to the end is the true one; otherwise the last.
            if comment == after {
                return Ok((start + at as u64, window.to_vec()));
            }
            if comment < after && found.is_none() {
                found = Some((start + at as u64, window.to_vec()));
            }
        }
    }
    found.ok_or_else(|| damage("the zip has no end record: it may have been cut off"))
}

struct LargeEnd {
    count: u64,
    size: u64,
    offset: u64,
}

/// The Zip64 end record, to which a locator right before the end record points.
fn find_zip64_end(source: Stored, end_at: u64) -> io::Result<Option<LargeEnd>> {
    let mut locator = [0; 20];
    let Some(locator_at) = end_at.checked_sub(locator.len() as u64) else { return Ok(None) };
    if !source.read_at(&mut locator, locator_at)? || !locator.starts_with(b"PK\x06\x07") {
        return Ok(None);
    }
    let mut record = [0; 56];
    let at = u64_at(&locator, 8).unwrap_or(u64::MAX);
    if !source.read_at(&mut record, at)? || !record.starts_with(b"PK\x06\x06") {
        return Err(damage("the Zip64 end record is not where its locator says"));
    }
    let field = |at| u64_at(&record, at).unwrap_or(u64::MAX);
    Ok(Some(LargeEnd { count: field(32), size: field(40), offset: field(48) }))
}

/// One header of the directory, and what follows it. `shift` is the number of bytes in front of the zip.
fn entry(bytes: &[u8], shift: u64) -> Option<(DirectoryEntry, &[u8])> {
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let length = |at| u16_at(bytes, at).map(usize::from);
    let name_end = 46 + length(28)?;
    let extra_end = name_end + length(30)?;
    let after = bytes.get(extra_end + length(32)?..)?;
    let made_on = u16_at(bytes, 4)? >> 8;
    let mut entry = DirectoryEntry {
        name: bytes.get(46..name_end)?.to_vec(),
        flags: u16_at(bytes, 8)?,
        method: u16_at(bytes, 10)?,
        crc32: u32_at(bytes, 16)?,
        packed: u32_at(bytes, 20)?.into(),
        size: u32_at(bytes, 24)?.into(),
        // 3 is Unix, 19 is macOS.
        unix_mode: matches!(made_on, 3 | 19).then(|| u32_at(bytes, 38).unwrap_or(0) >> 16),
        local_header: u32_at(bytes, 42)?.into(),
    };
    zip64(bytes.get(name_end..extra_end)?, &mut entry);
    entry.local_header = entry.local_header.checked_add(shift)?;
    Some((entry, after))
}

/// Replaces the fields that are too small for their values by those of the Zip64 extra field (4.5.3).
fn zip64(mut extra: &[u8], entry: &mut DirectoryEntry) {
    while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let field = extra.get(4..4 + usize::from(length)).unwrap_or_default();
        if id == 1 {
            let mut at = 0;
            for value in [&mut entry.size, &mut entry.packed, &mut entry.local_header] {
                if *value == u64::from(u32::MAX)
                    && let Some(large) = u64_at(field, at)
                {
                    *value = large;
                    at += 8;
                }
            }
            return;
        }
        extra = extra.get(4 + usize::from(length)..).unwrap_or_default();
    }
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|field| u16::from_le_bytes(*field))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|field| u32::from_le_bytes(*field))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|field| u64::from_le_bytes(*field))
}
