//! ELF files made by hand, in which a build identifier may be set aside.

pub const NOTE: u32 = 7;
pub const ALLOC: u64 = 2;
pub const WRITE: u64 = 1;
pub const CODE: u64 = 4;

/// Where the contents of sections begin, and where they are loaded.
pub const START: u64 = 0x200;
pub const ADDRESS: u64 = 0x40_0000;

#[derive(Clone)]
pub struct Section {
    pub name: &'static str,
    pub kind: u32,
    pub flags: u64,
    pub content: Vec<u8>,
    /// Where it stands instead, over others.
    pub offset: Option<u64>,
}

pub fn section(name: &'static str, kind: u32, flags: u64, content: &[u8]) -> Section {
    Section { name, kind, flags, content: content.to_owned(), offset: None }
}

/// Type, flags, offset, address and length.
pub type Segment = (u32, u32, u64, u64, u64);

pub fn put(file: &mut Vec<u8>, numbers: &[(u64, usize)]) {
    numbers.iter().for_each(|(value, width)| file.extend_from_slice(&value.to_le_bytes()[..*width]));
}

/// A 64-bit file for x86. The first section stands at [`START`], and a table of symbols belongs to the section behind
/// it.
pub fn elf(kind: u64, segments: &[Segment], sections: &[Section]) -> Vec<u8> {
    let mut contents = vec![0; (START - 64) as usize - 56 * segments.len()];
    let mut headers = vec![0; 64];
    let mut names = vec![0];
    let names_section = section(".shstrtab", 3, 0, b"");
    for (number, part) in sections.iter().chain([&names_section]).enumerate() {
        let name_at = names.len() as u64;
        names.extend_from_slice(part.name.as_bytes());
        names.push(0);
        let content = if number == sections.len() { &names } else { &part.content };
        let at = part.offset.unwrap_or(64 + 56 * segments.len() as u64 + contents.len() as u64);
        let address = if part.flags & ALLOC == 0 { 0 } else { ADDRESS + at };
        let link = if part.kind == 2 { number as u64 + 2 } else { 0 };
        let entry = if part.kind == 2 { 24 } else { 0 };
        put(&mut headers, &[(name_at, 4), (part.kind.into(), 4), (part.flags, 8), (address, 8), (at, 8)]);
        put(&mut headers, &[(content.len() as u64, 8), (link, 4), (0, 4), (1, 8), (entry, 8)]);
        if part.offset.is_none() {
            contents.extend_from_slice(content);
            contents.resize(contents.len().next_multiple_of(8), 0);
        }
    }
    let mut file = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec();
    let table = 64 + 56 * segments.len() as u64 + contents.len() as u64;
    let count = sections.len() as u64 + 2;
    put(&mut file, &[(kind, 2), (62, 2), (1, 4), (0, 8), (64, 8), (table, 8), (0, 4), (64, 2), (56, 2)]);
    put(&mut file, &[(segments.len() as u64, 2), (64, 2), (count, 2), (count - 1, 2)]);
    for (kind, flags, offset, address, length) in segments {
        put(&mut file, &[((*kind).into(), 4), ((*flags).into(), 4), (*offset, 8), (*address, 8), (0, 8)]);
        put(&mut file, &[(*length, 8), (*length, 8), (8, 8)]);
    }
    [file, contents, headers].concat()
}

pub fn note(owner: &[u8], description: &[u8]) -> Vec<u8> {
    let mut note = Vec::new();
    put(&mut note, &[(owner.len() as u64, 4), (description.len() as u64, 4), (3, 4)]);
    note.extend_from_slice(owner);
    note.resize(note.len().next_multiple_of(4), 0);
    note.extend_from_slice(description);
    note
}

pub fn build_id(id: u8) -> Section {
    section(".note.gnu.build-id", NOTE, ALLOC, &note(b"GNU\0", &[id; 20]))
}

/// What loads the first section as notes, and as nothing that can be jumped to.
pub fn as_notes() -> Vec<Segment> {
    vec![(1, 4, 0, ADDRESS, 0x1000), (4, 4, START, ADDRESS + START, 36)]
}
