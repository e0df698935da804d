//! What an ELF file says of itself (System V ABI, chapters 4 and 5), in one form for all classes and byte orders.

use std::cell::Cell;

use banbury_evidence::Digest;
use object::elf::{self, FileHeader32, FileHeader64};
use object::read::StringTable;
use object::read::elf::{FileHeader, ProgramHeader, Rel, Rela, SectionHeader, Sym};
use object::{Endianness, FileKind, ReadCache, SectionIndex};

use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;
use crate::metered::Metered;

/// Bytes of headers, symbols and names that are read of one file.
const TABLES: u64 = 256 << 20;

/// A file with more sections or symbols is compared by bytes.
const SECTIONS: usize = 1 << 16;
const SYMBOLS: usize = 1 << 20;

/// Length of a name that is shown.
const NAME: usize = 1024;

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
    pub(crate) jumps: Vec<Vec<u8>>,
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
    pub(crate) name: Vec<u8>,
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
            && !self.symbols_of(section).iter().any(|it| it.is_function() || it.kind == elf::STT_OBJECT)
    }

    /// Whether nothing loads a section.
    pub(crate) fn is_never_loaded(&self, section: &Section) -> bool {
        let unusual = u64::from(elf::SHF_EXECINSTR | elf::SHF_WRITE);
        !section.is_loaded() && section.flags & unusual == 0 && self.segments_of(section).next().is_none()
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

fn damaged(error: object::Error) -> Fault {
    Fault::damaged(error.to_string())
}

fn read<Header: FileHeader<Endian = Endianness>>(content: &Content, data: Metered<'_>) -> Result<Image, Fault> {
    let header = Header::parse(data).map_err(damaged)?;
    let endian = header.endian().map_err(damaged)?;
    let is_64 = header.is_type_64();
    if header.shnum(endian, data).map_err(damaged)? > SECTIONS {
        return Err(Fault::damaged(format!("more than {SECTIONS} sections")));
    }
    let mut facts = vec![
        Fact::new("class", if is_64 { 64 } else { 32 }),
        Fact::new("byte order", if endian == Endianness::Little { "little" } else { "big" }),
        Fact::new("ABI", format!("{} {}", header.e_ident().os_abi, header.e_ident().abi_version)),
        Fact::new("type", header.e_type(endian)),
        Fact::new("machine", header.e_machine(endian)),
        Fact::new("version", header.e_version(endian)),
        Fact::new("flags", format!("{:#x}", header.e_flags(endian))),
        Fact::new("other fields of the file header", other_fields(header, endian)),
        Fact::new("padding of the file header", format!("{:02x?}", header.e_ident().padding)),
    ];
    let mut tables = vec![(0, size_of_val(header) as u64)];
    let segments = header.program_headers(endian, data).map_err(damaged)?;
    let start: u64 = header.e_phoff(endian).into();
    tables.push((start, start.saturating_add(size_of_val(segments) as u64)));
    facts.push(Fact::new("segments", segments_text::<Header>(segments, endian)));
    let entry: u64 = header.e_entry(endian).into();
    let mut layout = vec![
        Fact::new("entry", format!("{entry:#x}")),
        Fact::new("segments' places and sizes", segments_layout::<Header>(segments, endian)),
        Fact::new("place of the program headers", start),
    ];
    let headers = header.section_headers(endian, data).map_err(damaged)?;
    let start: u64 = header.e_shoff(endian).into();
    layout.push(Fact::new("place of the section headers", start));
    layout.push(Fact::new("sections' places", sections_layout::<Header>(headers, endian)));
    tables.push((start, start.saturating_add(size_of_val(headers) as u64)));

    let names = header.section_strings(endian, data, headers).map_err(damaged)?;
    let mut total: u64 = 0;
    let mut sections = Vec::new();
    for (number, section) in headers.iter().enumerate().skip(1) {
        let name = section.name(endian, names).unwrap_or_default();
        let (offset, length) = section.file_range(endian).unwrap_or_default();
        total = total.saturating_add(length);
        let part = content.part(offset, length);
        let part = part.ok_or_else(|| Fault::damaged("a section reaches behind the end"))?;
        sections.push(Section {
            number,
            name: name.get(..NAME).unwrap_or(name).to_owned(),
            kind: section.sh_type(endian),
            flags: section.sh_flags(endian).into(),
            address: section.sh_addr(endian).into(),
            size: section.sh_size(endian).into(),
            offset,
            content: part,
            facts: vec![
                Fact::new("type", section.sh_type(endian)),
                Fact::new("flags", format!("{:#x}", section.sh_flags(endian).into())),
                Fact::new("alignment", section.sh_addralign(endian).into()),
                Fact::new("entry size", section.sh_entsize(endian).into()),
            ],
        });
    }
    // Sections upon each other would be read over and over.
    if total / 4 > content.length() {
        return Err(Fault::damaged("its sections lie upon each other"));
    }
    let mut symbols = Vec::new();
    let table = header.sections(endian, data).map_err(damaged)?;
    for kind in [elf::SHT_SYMTAB, elf::SHT_DYNSYM] {
        let Ok(found) = table.symbols(endian, data, kind) else { continue };
        if symbols.len() + found.len() > SYMBOLS {
            return Err(Fault::Unsupported(format!("more than {SYMBOLS} symbols")));
        }
        for (index, symbol) in found.enumerate() {
            let name = symbol.name(endian, found.strings()).unwrap_or_default();
            let section = found.symbol_section(endian, symbol, index).ok().flatten().unwrap_or(SectionIndex(0));
            symbols.push(Symbol {
                name: name.get(..NAME).unwrap_or(name).to_owned(),
                kind: symbol.st_type(),
                bind: symbol.st_bind(),
                size: symbol.st_size(endian).into(),
                value: symbol.st_value(endian).into(),
                section: section.0,
                is_dynamic: kind == elf::SHT_DYNSYM,
            });
        }
    }
    let dynamic: Vec<&Symbol> = symbols.iter().filter(|symbol| symbol.is_dynamic).collect();
    let jumps = jumps::<Header>(headers, endian, data, names);
    let jumps = jumps.into_iter().map(|index| dynamic.get(index).map_or(Vec::new(), |it| it.name.clone())).collect();
    symbols.sort_by_key(|symbol| symbol.section);
    Ok(Image {
        jumps,
        loaded: loaded(&sections),
        machine: header.e_machine(endian),
        is_little: endian == Endianness::Little,
        is_64,
        is_fixed: header.e_type(endian) == elf::ET_EXEC,
        is_object: header.e_type(endian) == elf::ET_REL && segments.is_empty(),
        facts,
        layout,
        tables,
        segments: segments.iter().map(|segment| self::segment::<Header>(segment, endian)).collect(),
        sections,
        symbols,
    })
}

/// Numbers of the dynamic symbols that the relocations of the table of jumps name, in order.
fn jumps<'a, Header: FileHeader<Endian = Endianness>>(
    headers: &'a [Header::SectionHeader],
    endian: Endianness,
    data: Metered<'a>,
    names: StringTable<'a, Metered<'a>>,
) -> Vec<usize> {
    let is_of_jumps = |it: &&Header::SectionHeader| matches!(it.name(endian, names), Ok(b".rela.plt" | b".rel.plt"));
    let Some(section) = headers.iter().find(is_of_jumps) else { return Vec::new() };
    if let Ok(Some((relocations, _))) = section.rela(endian, data) {
        return relocations.iter().map(|it| it.r_sym(endian, false) as usize).collect();
    }
    match section.rel(endian, data) {
        Ok(Some((relocations, _))) => relocations.iter().map(|it| it.r_sym(endian) as usize).collect(),
        _ => Vec::new(),
    }
}

/// Where sections are in memory. Storage of threads that holds nothing yet takes up no addresses.
fn loaded(sections: &[Section]) -> Vec<(u64, u64, usize)> {
    let takes_room = |section: &Section| {
        section.is_loaded()
            && section.address != 0
            && section.size > 0
            && !(section.kind == elf::SHT_NOBITS && section.flags & u64::from(elf::SHF_TLS) != 0)
    };
    let all = sections.iter().enumerate().filter(|(_, section)| takes_room(section));
    let mut loaded: Vec<_> = all.map(|(index, it)| (it.address, it.address.saturating_add(it.size), index)).collect();
    loaded.sort_unstable();
    loaded
}

/// How long headers say to be and, as far as it is told here, how many there are.
fn other_fields<Header: FileHeader<Endian = Endianness>>(header: &Header, endian: Endianness) -> String {
    let lengths = [header.e_ehsize(endian), header.e_phentsize(endian), header.e_shentsize(endian)];
    let counts = [header.e_phnum(endian), header.e_shnum(endian), header.e_shstrndx(endian)];
    format!("lengths {lengths:?}, counts and names {counts:?}")
}

fn segment<Header: FileHeader<Endian = Endianness>>(header: &Header::ProgramHeader, endian: Endianness) -> Segment {
    Segment {
        kind: header.p_type(endian),
        offset: header.p_offset(endian).into(),
        address: header.p_vaddr(endian).into(),
        length: header.p_filesz(endian).into(),
    }
}

/// Place in the file and in memory, and the sizes there.
fn segments_layout<Header: FileHeader<Endian = Endianness>>(
    segments: &[Header::ProgramHeader],
    endian: Endianness,
) -> String {
    let numbers = |segment: &Header::ProgramHeader| -> [u64; 5] {
        [
            segment.p_offset(endian).into(),
            segment.p_vaddr(endian).into(),
            segment.p_paddr(endian).into(),
            segment.p_filesz(endian).into(),
            segment.p_memsz(endian).into(),
        ]
    };
    digest_of(segments.iter().map(numbers))
}

/// Place of the name, address, offset, size, link and info of each section, and the rest of the empty one at place 0.
fn sections_layout<Header: FileHeader<Endian = Endianness>>(
    sections: &[Header::SectionHeader],
    endian: Endianness,
) -> String {
    let numbers = |section: &Header::SectionHeader| -> [u64; 6] {
        [
            section.sh_name(endian).into(),
            section.sh_addr(endian).into(),
            section.sh_offset(endian).into(),
            section.sh_size(endian).into(),
            section.sh_link(endian).into(),
            section.sh_info(endian).into(),
        ]
    };
    let empty = sections.first().map(|section| {
        let (kind, flags) = (section.sh_type(endian).into(), section.sh_flags(endian).into());
        [kind, flags, section.sh_addralign(endian).into(), section.sh_entsize(endian).into(), 0, 0]
    });
    digest_of(empty.into_iter().chain(sections.iter().map(numbers)))
}

/// Numbers too many to be read one by one.
fn digest_of<const N: usize>(rows: impl Iterator<Item = [u64; N]>) -> String {
    let bytes: Vec<u8> = rows.flatten().flat_map(u64::to_le_bytes).collect();
    format!("SHA-256 {}", Digest::of(&bytes))
}

/// Kind, flags and alignment of each segment.
fn segments_text<Header: FileHeader<Endian = Endianness>>(
    segments: &[Header::ProgramHeader],
    endian: Endianness,
) -> String {
    let segments: Vec<String> = segments
        .iter()
        .map(|segment| {
            let flags = segment.p_flags(endian);
            let flag = |bit, letter| if flags & bit != 0 { letter } else { '-' };
            let usual: String = [flag(elf::PF_R, 'r'), flag(elf::PF_W, 'w'), flag(elf::PF_X, 'x')].iter().collect();
            let others = match flags & !(elf::PF_R | elf::PF_W | elf::PF_X) {
                0 => String::new(),
                others => format!("+{others:#x}"),
            };
            format!("{:#x} {usual}{others} {}", segment.p_type(endian), segment.p_align(endian).into())
        })
        .collect();
    segments.join(", ")
}
