//! Reading an image: one way for both classes.

use std::rc::Rc;

use banbury_evidence::Digest;
use object::elf;
use object::read::StringTable;
use object::read::elf::{FileHeader, ProgramHeader, Rel, Rela, SectionHeader, Sym};
use object::{Endianness, SectionIndex};

use super::{Image, Section, Segment, Symbol};
use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;
use crate::metered::Metered;

/// A file with more sections or symbols is compared by bytes.
const SECTIONS: usize = 1 << 16;
const SYMBOLS: usize = 1 << 20;

/// A file with more segments is compared by bytes. Linux loads none with more than 64 KiB of them.
const SEGMENTS: usize = 1 << 12;

/// A file that calls functions of other libraries through more entries than that is compared by bytes.
const JUMPS: usize = 1 << 20;

/// Length of a name that is shown.
const NAME: usize = 1024;

pub(super) fn damaged(error: object::Error) -> Fault {
    Fault::damaged(error.to_string())
}

pub(super) fn read<Header: FileHeader<Endian = Endianness>>(
    content: &Content,
    data: Metered<'_>,
) -> Result<Image, Fault> {
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
    if segments.len() > SEGMENTS {
        return Err(Fault::Unsupported(format!("more than {SEGMENTS} segments")));
    }
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
                name: name.get(..NAME).unwrap_or(name).into(),
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
    let jumps = jumps::<Header>(headers, endian, data, names)?;
    let nameless: Rc<[u8]> = Rc::default();
    let name_of = |index: usize| dynamic.get(index).map_or(nameless.clone(), |symbol| symbol.name.clone());
    let jumps = jumps.into_iter().map(name_of).collect();
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
) -> Result<Vec<usize>, Fault> {
    let is_of_jumps = |it: &&Header::SectionHeader| matches!(it.name(endian, names), Ok(b".rela.plt" | b".rel.plt"));
    let Some(section) = headers.iter().find(is_of_jumps) else { return Ok(Vec::new()) };
    let symbols: Vec<usize> = if let Ok(Some((relocations, _))) = section.rela(endian, data) {
        relocations.iter().take(JUMPS + 1).map(|it| it.r_sym(endian, false) as usize).collect()
    } else if let Ok(Some((relocations, _))) = section.rel(endian, data) {
        relocations.iter().take(JUMPS + 1).map(|it| it.r_sym(endian) as usize).collect()
    } else {
        Vec::new()
    };
    match symbols.len() <= JUMPS {
        true => Ok(symbols),
        false => Err(Fault::Unsupported(format!("more than {JUMPS} functions of other libraries"))),
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
        is_executable: header.p_flags(endian) & elf::PF_X != 0,
        alignment: header.p_align(endian).into(),
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
