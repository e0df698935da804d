//! What an ELF file says of itself (System V ABI, chapters 4 and 5), in one form for all classes and byte orders.

mod reading;

use std::cell::Cell;
use std::rc::Rc;

use object::elf::{self, FileHeader32, FileHeader64};
use object::{Endianness, FileKind, ReadCache};

use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;
use crate::metered::Metered;
use reading::{damaged, read};

/// Bytes of headers, symbols and names that are read of one file.
const TABLES: u64 = 256 << 20;

/// The smallest and the largest pages of the machines that are read, in bytes.
const PAGE: u64 = 4 << 10;
const LARGEST_PAGE: u64 = 64 << 10;

/// One ELF file.
pub(crate) struct Image {
    pub(crate) machine: u16,
    pub(crate) is_little: bool,
    pub(crate) is_64: bool,
    /// Whether it is loaded where it says, so that a number in code may be an address.
    pub(crate) is_fixed: bool,
    /// Whether it is yet to be linked, and only its sections are looked at.
    pub(crate) is_object: bool,
    /// Of the file header and the program headers.
    pub(crate) facts: Vec<Fact>,
    /// Where everything lies: addresses and offsets, which shift when something before them grows.
    pub(crate) layout: Vec<Fact>,
    /// Where the tables of headers lie, which the facts tell: offset, and offset behind the end.
    pub(crate) tables: Vec<(u64, u64)>,
    pub(crate) segments: Vec<Segment>,
    /// Without the empty one at place 0.
    pub(crate) sections: Vec<Section>,
    /// Sorted by section.
    pub(crate) symbols: Vec<Symbol>,
    /// Names of the functions of other libraries that are called, in the order of their relocations.
    pub(crate) jumps: Vec<Rc<[u8]>>,
    /// Sections in memory: address, end and place in `sections`, sorted.
    loaded: Vec<(u64, u64, usize)>,
}

/// A stretch of the file that a loader looks at.
pub(crate) struct Segment {
    kind: u32,
    offset: u64,
    address: u64,
    /// In the file, in bytes.
    length: u64,
    is_executable: bool,
    /// To which multiples it is mapped, in bytes.
    alignment: u64,
}

pub(crate) struct Section {
    /// Which one it is, as symbols have it.
    pub(crate) number: usize,
    pub(crate) name: Vec<u8>,
    pub(crate) kind: u32,
    pub(crate) flags: u64,
    pub(crate) address: u64,
    /// In memory, in bytes.
    pub(crate) size: u64,
    pub(crate) offset: u64,
    /// What of it lies in the file.
    pub(crate) content: Content,
    /// What the header says beside place and size.
    pub(crate) facts: Vec<Fact>,
}

impl Section {
    pub(crate) fn is_code(&self) -> bool {
        self.flags & u64::from(elf::SHF_EXECINSTR) != 0 && self.kind == elf::SHT_PROGBITS
    }

    pub(crate) fn is_loaded(&self) -> bool {
        self.flags & u64::from(elf::SHF_ALLOC) != 0
    }

    pub(crate) fn is_compressed(&self) -> bool {
        self.flags & u64::from(elf::SHF_COMPRESSED) != 0
    }
}

/// A symbol that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Symbol {
    pub(crate) name: Rc<[u8]>,
    pub(crate) kind: u8,
    pub(crate) bind: u8,
    pub(crate) size: u64,
    pub(crate) value: u64,
    /// Of its section among all of the file, from 1; 0 where it has none here.
    pub(crate) section: usize,
    /// Whether it is of the dynamic table.
    pub(crate) is_dynamic: bool,
}

impl Symbol {
    pub(crate) fn is_function(&self) -> bool {
        matches!(self.kind, elf::STT_FUNC | elf::STT_GNU_IFUNC)
    }
}

impl Image {
    pub(crate) fn read(content: &Content) -> Result<Self, Fault> {
        let cache = ReadCache::new(content.reader());
        let left = Cell::new(TABLES);
        let data = Metered::new(&cache, &left);
        match FileKind::parse(data).map_err(damaged)? {
            FileKind::Elf32 => read::<FileHeader32<Endianness>>(content, data),
            FileKind::Elf64 => read::<FileHeader64<Endianness>>(content, data),
            _ => Err(Fault::damaged("it is of no class that is known")),
        }
    }

    /// Whether a section of notes is loaded as that and as nothing else: not as code, not to be written to, and nowhere
    /// but at its own address.
    pub(crate) fn loads_as_notes(&self, section: &Section) -> bool {
        let unusual = u64::from(elf::SHF_EXECINSTR | elf::SHF_WRITE);
        let is_usual = |segment: &Segment| match segment.kind {
            elf::PT_LOAD => {
                section.is_loaded()
                    && section.address.wrapping_sub(segment.address) == section.offset.wrapping_sub(segment.offset)
            }
            kind => kind == elf::PT_NOTE,
        };
        section.kind == elf::SHT_NOTE
            && section.flags & unusual == 0
            && self.segments_of(section).all(is_usual)
            && !self.is_mapped_as_code(section)
            && self.symbols_of(section).iter().all(|it| it.kind == elf::STT_SECTION)
    }

    /// Whether a byte of a section lies in a page of the file that is mapped as code, where a jump could reach it.
    fn is_mapped_as_code(&self, section: &Section) -> bool {
        let (start, end) = (section.offset, section.offset.saturating_add(section.content.length()));
        self.segments.iter().filter(|segment| segment.kind == elf::PT_LOAD && segment.is_executable).any(|segment| {
            let page = segment.alignment.clamp(PAGE, LARGEST_PAGE);
            let first = segment.offset / page * page;
            let behind = segment.offset.saturating_add(segment.length).div_ceil(page).saturating_mul(page);
            start < behind && first < end
        })
    }

    /// Whether nothing loads a section.
    pub(crate) fn is_never_loaded(&self, section: &Section) -> bool {
        let unusual = u64::from(elf::SHF_EXECINSTR | elf::SHF_WRITE);
        !section.is_loaded()
            && section.flags & unusual == 0
            && self.segments_of(section).next().is_none()
            && !self.is_mapped_as_code(section)
    }

    /// The segments that hold bytes of a section.
    fn segments_of(&self, section: &Section) -> impl Iterator<Item = &Segment> {
        let (start, end) = (section.offset, section.offset.saturating_add(section.content.length()));
        self.segments
            .iter()
            .filter(move |segment| segment.offset < end && start < segment.offset.saturating_add(segment.length))
    }

    /// The symbols of a section.
    pub(crate) fn symbols_of(&self, section: &Section) -> &[Symbol] {
        let start = self.symbols.partition_point(|symbol| symbol.section < section.number);
        let end = self.symbols.partition_point(|symbol| symbol.section <= section.number);
        self.symbols.get(start..end).unwrap_or_default()
    }

    /// Whether it is the first section of its type. The symbols of an image are those of the first table.
    pub(crate) fn is_first(&self, section: &Section) -> bool {
        let first = self.sections.iter().find(|other| other.kind == section.kind);
        first.is_some_and(|first| first.number == section.number)
    }

    /// The section that is loaded at an address.
    pub(crate) fn section_at(&self, address: u64) -> Option<&Section> {
        let after = self.loaded.partition_point(|(start, ..)| *start <= address);
        let (_, end, index) = self.loaded.get(after.checked_sub(1)?)?;
        self.sections.get(*index).filter(|_| address < *end)
    }

    /// The section that an address lies in, with its size, and how far in: the same place in an image whose sections lie
    /// elsewhere.
    pub(crate) fn place(&self, address: u64) -> Option<(&[u8], u64, u64)> {
        let section = self.section_at(address)?;
        Some((&section.name, section.size, address - section.address))
    }
}
