//! Reads where the sections of an ELF file or the members of an `ar` archive lie.

use std::cell::Cell;
use std::fs::File;
use std::io;

use object::elf::{FileHeader32, FileHeader64};
use object::read::archive::ArchiveFile;
use object::read::elf::{FileHeader, SectionHeader};
use object::{Endianness, FileKind, ReadCache, ReadRef};

use super::metered::Metered;
use super::parts::{Layout, Part};
use super::{Differences, parts};

/// Bytes of headers and names that are read of one file.
const TABLES: u64 = 32 << 20;

/// Length of a section's name that is shown.
const NAME: usize = 256;

/// A file with more parts is compared by bytes.
const PARTS: usize = 1 << 16;

/// Says which sections or members of two files of one format differ; false if they have no such format.
pub(super) fn describe(shipped: &File, rebuilt: &File, found: &mut Differences) -> io::Result<bool> {
    match (read(shipped)?, read(rebuilt)?) {
        (Some(theirs), Some(ours)) if theirs.part_word == ours.part_word => {
            parts::compare((shipped, &theirs), (rebuilt, &ours), found)?;
            Ok(!found.is_empty())
        }
        _ => Ok(false),
    }
}

/// None where the file is of another format, or damaged, or lies about itself.
fn read(file: &File) -> io::Result<Option<Layout>> {
    let cache = ReadCache::new(file);
    let left = Cell::new(TABLES);
    let data = Metered::new(&cache, &left);
    let length = file.metadata()?.len();
    let layout = match FileKind::parse(data) {
        Ok(FileKind::Elf32) => sections::<FileHeader32<Endianness>>(data).map(|parts| Layout::elf(parts, length)),
        Ok(FileKind::Elf64) => sections::<FileHeader64<Endianness>>(data).map(|parts| Layout::elf(parts, length)),
        Ok(FileKind::Archive) => members(data).map(|parts| Layout::ar(parts, length)),
        _ => None,
    };
    Ok(layout.filter(Layout::is_honest))
}

fn sections<'a, Header: FileHeader<Endian = Endianness>>(data: Metered<'a>) -> Option<Vec<Part>> {
    let header = Header::parse(data).ok()?;
    let endian = header.endian().ok()?;
    if header.shnum(endian, data).ok()? > PARTS {
        return None;
    }
    let headers = header.section_headers(endian, data).ok()?;
    let names = headers
        .get(header.shstrndx(endian, data).ok()? as usize)
        .and_then(|section| section.file_range(endian))
        .and_then(|(offset, size)| data.read_bytes_at(offset, size).ok())
        .unwrap_or_default();
    // The first entry is no section but fills the table's place 0.
    let parts = headers.iter().skip(1).map(|section| {
        let name = names.get(section.sh_name(endian) as usize..).unwrap_or_default();
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        let name = name.get(..NAME).unwrap_or(name);
        let (offset, size) = section.file_range(endian).unwrap_or_default();
        Part::new(name, offset, size)
    });
    Some(parts.collect())
}

fn members(data: Metered<'_>) -> Option<Vec<Part>> {
    let archive = ArchiveFile::parse(data).ok()?;
    if archive.is_thin() {
        return None;
    }
    let mut parts = Vec::new();
    for member in archive.members() {
        let member = member.ok()?;
        if parts.len() == PARTS {
            return None;
        }
        let (offset, size) = member.file_range();
        let octal = |value: Option<u64>| value.map_or("none".to_owned(), |value| format!("{value:04o}"));
        let decimal = |value: Option<u64>| value.map_or("none".to_owned(), |value| value.to_string());
        let metadata = vec![
            ("mode", octal(member.mode())),
            ("owner", decimal(member.uid())),
            ("group", decimal(member.gid())),
            ("time", decimal(member.date())),
        ];
        parts.push(Part::new(member.name(), offset, size).with(metadata));
    }
    Some(parts)
}
