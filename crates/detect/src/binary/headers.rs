use std::collections::BTreeSet;

use banbury_evidence::Span;
use object::elf::{self, FileHeader32, FileHeader64};
use object::read::elf::{Dyn, FileHeader, ProgramHeader, SectionHeader, Sym};
use object::{Endianness, FileKind};

use super::elf::{Elf, Kind, Relro, Stack};

/// Longest name of a symbol that is read, in bytes: all that are looked for are shorter.
const LONGEST_NAME: usize = 64;
/// Longest search path that is kept, in bytes.
const LONGEST_PATH: usize = 1024;
/// Segments, sections and dynamic entries that are looked at. Linkers write some dozens.
const MOST_ENTRIES: usize = 1 << 16;
/// What stands at the end of a kernel module that is signed (Linux, `module_signature.h`).
const SIGNED: &[u8] = b"~Module signature appended~\n";

/// Reads an ELF file of either class and byte order, and which of the names in `wanted` its symbols have; what is wrong with it,
/// if its header or its segments cannot be read.
pub(super) fn read(bytes: &[u8], wanted: &BTreeSet<String>) -> Result<Elf, String> {
    match FileKind::parse(bytes) {
        Ok(FileKind::Elf32) => of_class::<FileHeader32<Endianness>>(bytes, 32, wanted),
        Ok(FileKind::Elf64) => of_class::<FileHeader64<Endianness>>(bytes, 64, wanted),
        Ok(_) => Err("its class is unknown".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn of_class<H: FileHeader<Endian = Endianness>>(
    bytes: &[u8],
    bits: u8,
    wanted: &BTreeSet<String>,
) -> Result<Elf, String> {
    let words = |error: object::Error| error.to_string();
    let header = H::parse(bytes).map_err(words)?;
    let endian = header.endian().map_err(words)?;
    let segments = header.program_headers(endian, bytes).map_err(words)?;
    let segments = segments.get(..MOST_ENTRIES).unwrap_or(segments);
    let image = Image { bytes, endian, segments };
    let dynamic = image.dynamic();
    let sections = Sections::<H>::read(header, endian, bytes);
    let mut names = Names { wanted, imports: BTreeSet::new(), own: BTreeSet::new() };
    let imports_read = dynamic.as_ref().is_none_or(|dynamic| image.imports(dynamic, &mut names));
    sections.symbols(endian, &mut names);
    let kind = match header.e_type(endian) {
        elf::ET_EXEC => Kind::FixedProgram,
        elf::ET_DYN if image.has(elf::PT_INTERP) || dynamic.as_ref().is_some_and(|it| it.is_program) => Kind::Program,
        elf::ET_DYN => Kind::Library,
        elf::ET_REL if sections.of_module => Kind::KernelModule,
        elf::ET_REL => Kind::Object,
        _ => Kind::Other,
    };
    let order = if header.is_big_endian() { "big" } else { "little" };
    let table = header.e_phoff(endian).into();
    let length = std::mem::size_of_val(segments) as u64;
    Ok(Elf {
        kind,
        format: format!("{bits}-bit {order}-endian"),
        machine: header.e_machine(endian),
        headers: if length == 0 { Span { start: 0, end: 16 } } else { Span { start: table, end: table + length } },
        relro: image.relro(dynamic.as_ref()),
        stack: image.stack(),
        writable_code: image.writable_code(),
        text_relocations: dynamic.as_ref().is_some_and(|it| it.text_relocations),
        search_paths: dynamic.as_ref().map(|it| image.search_paths(it)).unwrap_or_default(),
        knows_names: imports_read && (dynamic.is_some() || sections.has_symbols()),
        dynamic: dynamic.map(|it| it.span),
        imports: names.imports,
        own: names.own,
        has_symbol_table: sections.has_symbols(),
        is_cut_off: sections.are_beyond_end || image.reaches_beyond_end(),
        is_signed: bytes.ends_with(SIGNED),
    })
}

/// Gathers the names of symbols that are asked for: a file may have any number of others.
struct Names<'a> {
    wanted: &'a BTreeSet<String>,
    imports: BTreeSet<String>,
    own: BTreeSet<String>,
}

impl Names<'_> {
    fn add(&mut self, name: Option<&[u8]>, is_import: bool) {
        let Some(name) = name.and_then(|name| str::from_utf8(name).ok()) else { return };
        let into = if is_import { &mut self.imports } else { &mut self.own };
        if self.wanted.contains(name) && !into.contains(name) {
            into.insert(name.to_owned());
        }
    }
}

/// What the dynamic section says.
struct Dynamic {
    span: Span,
    binds_now: bool,
    has_late_bound: bool,
    text_relocations: bool,
    is_program: bool,
    symbols: Option<u64>,
    strings: Option<u64>,
    strings_length: u64,
    paths: Vec<u64>,
}

/// A file as a loader sees it.
struct Image<'a, P: ProgramHeader<Endian = Endianness>> {
    bytes: &'a [u8],
    endian: Endianness,
    segments: &'a [P],
}

impl<'a, P: ProgramHeader<Endian = Endianness>> Image<'a, P> {
    fn has(&self, kind: u32) -> bool {
        self.segments.iter().any(|segment| segment.p_type(self.endian) == kind)
    }

    fn span(&self, segment: &P) -> Span {
        let (start, length) = segment.file_range(self.endian);
        let size = self.bytes.len() as u64;
        Span { start: start.min(size), end: start.saturating_add(length).min(size) }
    }

    fn reaches_beyond_end(&self) -> bool {
        let size = self.bytes.len() as u64;
        let is_beyond = |segment: &P| {
            let (start, length) = segment.file_range(self.endian);
            segment.p_type(self.endian) == elf::PT_LOAD && start.saturating_add(length) > size
        };
        self.segments.iter().any(is_beyond)
    }

    fn stack(&self) -> Stack {
        match self.segments.iter().find(|segment| segment.p_type(self.endian) == elf::PT_GNU_STACK) {
            None => Stack::Unsaid,
            Some(segment) if segment.p_flags(self.endian) & elf::PF_X != 0 => Stack::Executable,
            Some(_) => Stack::NotExecutable,
        }
    }

    fn writable_code(&self) -> Vec<Span> {
        const BOTH: u32 = elf::PF_W | elf::PF_X;
        let is_both =
            |segment: &&P| segment.p_type(self.endian) == elf::PT_LOAD && segment.p_flags(self.endian) & BOTH == BOTH;
        self.segments.iter().filter(is_both).map(|segment| self.span(segment)).collect()
    }

    fn relro(&self, dynamic: Option<&Dynamic>) -> Relro {
        if !self.has(elf::PT_GNU_RELRO) {
            return Relro::None;
        }
        // Where nothing is bound late, no table stays writable for it.
        match dynamic {
            Some(dynamic) if dynamic.has_late_bound && !dynamic.binds_now => Relro::Partial,
            _ => Relro::Full,
        }
    }

    fn dynamic(&self) -> Option<Dynamic> {
        let segment = self.segments.iter().find(|segment| segment.p_type(self.endian) == elf::PT_DYNAMIC)?;
        let entries = segment.dynamic(self.endian, self.bytes).ok()??;
        let mut found = Dynamic {
            span: self.span(segment),
            binds_now: false,
            has_late_bound: false,
            text_relocations: false,
            is_program: false,
            symbols: None,
            strings: None,
            strings_length: 0,
            paths: Vec::new(),
        };
        for entry in entries.iter().take(MOST_ENTRIES) {
            let value: u64 = entry.d_val(self.endian).into();
            let has = |flag: u32| value & u64::from(flag) != 0;
            match u32::try_from(entry.d_tag(self.endian).into()).unwrap_or(u32::MAX) {
                elf::DT_NULL => break,
                elf::DT_BIND_NOW => found.binds_now = true,
                elf::DT_TEXTREL => found.text_relocations = true,
                elf::DT_JMPREL => found.has_late_bound = true,
                elf::DT_SYMTAB => found.symbols = Some(value),
                elf::DT_STRTAB => found.strings = Some(value),
                elf::DT_STRSZ => found.strings_length = value,
                elf::DT_RPATH | elf::DT_RUNPATH => found.paths.push(value),
                elf::DT_FLAGS => {
                    found.binds_now |= has(elf::DF_BIND_NOW);
                    found.text_relocations |= has(elf::DF_TEXTREL);
                }
                elf::DT_FLAGS_1 => {
                    found.binds_now |= has(elf::DF_1_NOW);
                    found.is_program |= has(elf::DF_1_PIE);
                }
                _ => {}
            }
        }
        Some(found)
    }

    /// The bytes from an address on to the end of its segment.
    fn at(&self, address: u64) -> Option<&'a [u8]> {
        let inside = |segment: &&P| {
            let start: u64 = segment.p_vaddr(self.endian).into();
            let length: u64 = segment.p_filesz(self.endian).into();
            segment.p_type(self.endian) == elf::PT_LOAD
                && address.checked_sub(start).is_some_and(|offset| offset < length)
        };
        let segment = self.segments.iter().find(inside)?;
        let offset = address - segment.p_vaddr(self.endian).into();
        segment.data(self.endian, self.bytes).ok()?.get(usize::try_from(offset).ok()?..)
    }

    fn strings(&self, dynamic: &Dynamic) -> Option<&'a [u8]> {
        let strings = self.at(dynamic.strings?)?;
        let length = usize::try_from(dynamic.strings_length).unwrap_or(usize::MAX);
        Some(strings.get(..length).unwrap_or(strings))
    }

    /// Adds the names of the symbols that the loader resolves; whether there are any to read.
    fn imports(&self, dynamic: &Dynamic, names: &mut Names<'_>) -> bool {
        let (Some(address), Some(strings)) = (dynamic.symbols, self.strings(dynamic)) else { return false };
        let Some(table) = self.at(address) else { return false };
        // The table's length stands nowhere; linkers put the strings behind it.
        let to_strings = dynamic.strings.and_then(|strings| strings.checked_sub(address));
        let length = to_strings.and_then(|length| usize::try_from(length).ok()).unwrap_or(table.len());
        let table = table.get(..length).unwrap_or(table);
        for symbol in symbols::<P::Elf>(table) {
            let is_import = symbol.st_shndx(self.endian) == elf::SHN_UNDEF;
            names.add(name_at(strings, symbol.st_name(self.endian), LONGEST_NAME), is_import);
        }
        true
    }

    fn search_paths(&self, dynamic: &Dynamic) -> Vec<String> {
        let Some(strings) = self.strings(dynamic) else { return Vec::new() };
        let path = |offset: &u64| {
            let path = name_at(strings, u32::try_from(*offset).ok()?, LONGEST_PATH)?;
            Some(String::from_utf8_lossy(path).into_owned())
        };
        dynamic.paths.iter().take(2).filter_map(path).collect()
    }
}

/// A table of symbols, as long as it is whole.
fn symbols<H: FileHeader>(table: &[u8]) -> &[H::Sym] {
    let count = table.len() / std::mem::size_of::<H::Sym>();
    object::slice_from_bytes(table, count).map_or(&[], |(symbols, _)| symbols)
}

/// A text of a string table up to its NUL, unless it is longer than `longest`.
fn name_at(strings: &[u8], offset: u32, longest: usize) -> Option<&[u8]> {
    let rest = strings.get(usize::try_from(offset).ok()?..)?;
    let rest = rest.get(..=longest).unwrap_or(rest);
    let end = rest.iter().position(|byte| *byte == 0)?;
    rest.get(..end)
}

/// What the section headers tell, which a loader does not need and a vendor may strip.
struct Sections<'a, H: FileHeader> {
    /// Symbols, and the text of their names.
    table: Option<(&'a [H::Sym], &'a [u8])>,
    of_module: bool,
    /// Whether the table of sections is outside the file.
    are_beyond_end: bool,
}

impl<'a, H: FileHeader<Endian = Endianness>> Sections<'a, H> {
    fn read(header: &H, endian: Endianness, bytes: &'a [u8]) -> Self {
        let mut found = Self { table: None, of_module: false, are_beyond_end: false };
        let Ok(sections) = header.section_headers(endian, bytes) else {
            found.are_beyond_end = true;
            return found;
        };
        let names = header
            .section_strings_index(endian, bytes)
            .ok()
            .and_then(|index| sections.get(index.0)?.data(endian, bytes).ok())
            .unwrap_or(&[]);
        for section in sections.iter().take(MOST_ENTRIES) {
            let name = || name_at(names, section.sh_name(endian), LONGEST_NAME);
            match section.sh_type(endian) {
                // One table is what linkers write; more would be read again and again.
                elf::SHT_SYMTAB if found.table.is_none() => {
                    let strings = usize::try_from(section.sh_link(endian)).ok().and_then(|link| sections.get(link));
                    let strings = strings.and_then(|strings| strings.data(endian, bytes).ok()).unwrap_or(&[]);
                    let table = section.data(endian, bytes).unwrap_or(&[]);
                    found.table = Some((symbols::<H>(table), strings));
                }
                elf::SHT_PROGBITS if !found.of_module => {
                    found.of_module = name().is_some_and(|name| name == b".modinfo");
                }
                _ => {}
            }
        }
        found
    }

    fn has_symbols(&self) -> bool {
        self.table.is_some()
    }

    fn symbols(&self, endian: Endianness, names: &mut Names<'_>) {
        let Some((symbols, strings)) = self.table else { return };
        for symbol in symbols {
            let is_import = symbol.st_shndx(endian) == elf::SHN_UNDEF;
            names.add(name_at(strings, symbol.st_name(endian), LONGEST_NAME), is_import);
        }
    }
}
