//! The headers of a PE file, field by field.

use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;
use crate::format::fields::Fields;

/// The header of a PE file stands within this many bytes.
const FURTHEST: u32 = 1 << 20;

/// Signature and file header.
const FILE_HEADER: u64 = 24;

const PE32: u16 = 0x10b;
const PE32_PLUS: u16 = 0x20b;

const DIRECTORY: u64 = 8;
pub(super) const CERTIFICATES: usize = 4;
pub(super) const DEBUG: usize = 6;

/// Names of the directories that can be told of.
const DIRECTORIES: [&str; 16] = [
    "exports",
    "imports",
    "resources",
    "exceptions",
    "certificates",
    "base relocations",
    "debug directory",
    "architecture",
    "global pointer",
    "thread-local storage",
    "load configuration",
    "bound imports",
    "import addresses",
    "delayed imports",
    "CLR header",
    "last directory",
];

/// Fields of the optional header: name, width in bytes, and width in a file of 64 bits.
const FIELDS: [(&str, usize, usize); 29] = [
    ("linker version (major)", 1, 1),
    ("linker version (minor)", 1, 1),
    ("size of code", 4, 4),
    ("size of initialized data", 4, 4),
    ("size of uninitialized data", 4, 4),
    ("entry", 4, 4),
    ("base of code", 4, 4),
    ("base of data", 4, 0),
    ("image base", 4, 8),
    ("section alignment", 4, 4),
    (ALIGNMENT, 4, 4),
    ("system version (major)", 2, 2),
    ("system version (minor)", 2, 2),
    ("image version (major)", 2, 2),
    ("image version (minor)", 2, 2),
    ("subsystem version (major)", 2, 2),
    ("subsystem version (minor)", 2, 2),
    ("Win32 version", 4, 4),
    ("size of image", 4, 4),
    (LOADED, 4, 4),
    (CHECKSUM, 4, 4),
    ("subsystem", 2, 2),
    ("characteristics of the library", 2, 2),
    ("stack reserved", 4, 8),
    ("stack committed", 4, 8),
    ("heap reserved", 4, 8),
    ("heap committed", 4, 8),
    ("loader flags", 4, 4),
    ("directories", 4, 4),
];

const CHECKSUM: &str = "checksum";
const ALIGNMENT: &str = "file alignment";
const LOADED: &str = "size of headers";

pub(super) struct Header {
    /// Where it begins, behind the stub for MS-DOS.
    pub(super) at: u64,
    /// Where the table of sections begins.
    pub(super) end: u64,
    pub(super) sections: u16,
    pub(super) symbols_at: u32,
    pub(super) symbols: u32,
    /// What is loaded of a section is rounded up to a multiple of this.
    pub(super) alignment: u64,
    /// So much of the file is loaded as headers.
    pub(super) loaded: u64,
    /// Where the checksum stands, and what it is.
    pub(super) checksum_at: u64,
    pub(super) checksum: u32,
    /// Where each directory's entry stands, the address or offset in it, and the size.
    pub(super) directories: Vec<(u64, u32, u32)>,
    /// Without checksum, and without the entry of the certificates.
    pub(super) facts: Vec<Fact>,
    pub(super) covered: Vec<(u64, u64)>,
}

/// Where the header begins, if this is a PE file.
pub(super) fn place(content: &Content) -> Option<u64> {
    if !content.has_at(0, b"MZ") {
        return None;
    }
    let at = content.array_at(0x3c).ok().map(u32::from_le_bytes).filter(|at| *at <= FURTHEST).map(u64::from)?;
    let magic = content.array_at(at + FILE_HEADER).ok().map(u16::from_le_bytes)?;
    (content.has_at(at, b"PE\0\0") && matches!(magic, PE32 | PE32_PLUS)).then_some(at)
}

impl Header {
    pub(super) fn read(content: &Content) -> Result<Self, Fault> {
        let short = || Fault::damaged("its header is too short");
        let at = place(content).ok_or_else(short)?;
        let file_header = content.array_at::<{ FILE_HEADER as usize }>(at)?;
        let optional_at = at + FILE_HEADER;
        let (mut header, length) = Self::file(&file_header, at).ok_or_else(short)?;
        let optional = content.bytes_at(optional_at, length.into())?;
        let read = header.optional(&optional, optional_at).ok_or_else(short)?;
        header.covered = vec![(at, optional_at + read)];
        header.end = optional_at + u64::from(length);
        Ok(header)
    }

    fn file(bytes: &[u8], at: u64) -> Option<(Self, u16)> {
        let mut fields = Fields::of(bytes.get(4..)?);
        let (machine, sections, time) = (fields.u16()?, fields.u16()?, fields.u32()?);
        let (symbols_at, symbols) = (fields.u32()?, fields.u32()?);
        let (length, flags) = (fields.u16()?, fields.u16()?);
        let facts = vec![
            Fact::new("machine", format!("{machine:#06x}")),
            Fact::new("sections", sections),
            Fact::time(time),
            Fact::new("symbols", format!("{symbols} at {symbols_at:#x}")),
            Fact::new("length of the optional header", length),
            Fact::new("characteristics", format!("{flags:#06x}")),
        ];
        let header = Self {
            at,
            end: 0,
            sections,
            symbols_at,
            symbols,
            alignment: 1,
            loaded: 0,
            checksum_at: 0,
            checksum: 0,
            directories: Vec::new(),
            facts,
            covered: Vec::new(),
        };
        Some((header, length))
    }

    /// Reads the optional header; returns how much of it is told.
    fn optional(&mut self, bytes: &[u8], at: u64) -> Option<u64> {
        let mut fields = Fields::of(bytes);
        let magic = fields.u16()?;
        self.facts.push(Fact::new("magic", format!("{magic:#x}")));
        let mut last = 0;
        for (what, narrow, wide) in FIELDS {
            let place = at + (bytes.len() - fields.rest().len()) as u64;
            let width = if magic == PE32_PLUS { wide } else { narrow };
            let value = fields.bytes(width)?.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte));
            if what == CHECKSUM {
                (self.checksum_at, self.checksum) = (place, u32::try_from(value).ok()?);
            } else if width > 0 {
                self.facts.push(Fact::new(what, format!("{value:#x}")));
            }
            match what {
                ALIGNMENT => self.alignment = value.max(1),
                LOADED => self.loaded = value,
                _ => last = value,
            }
        }
        for number in 0..usize::try_from(last).ok()?.min(DIRECTORIES.len()) {
            let place = at + (bytes.len() - fields.rest().len()) as u64;
            let (address, size) = (fields.u32()?, fields.u32()?);
            self.directories.push((place, address, size));
            if let Some(what) = DIRECTORIES.get(number).filter(|_| number != CERTIFICATES) {
                self.facts.push(Fact::new(what, format!("{size} bytes at {address:#x}")));
            }
        }
        Some((bytes.len() - fields.rest().len()) as u64)
    }

    /// What the entry of a directory says: address or offset, and size.
    pub(super) fn directory(&self, number: usize) -> Option<(u32, u32)> {
        self.directories.get(number).map(|(_, address, size)| (*address, *size))
    }

    /// The bytes of a directory's entry.
    pub(super) fn entry(&self, number: usize) -> Option<(u64, u64)> {
        self.directories.get(number).map(|(at, ..)| (*at, DIRECTORY))
    }
}
