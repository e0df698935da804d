//! The table by which calls reach functions of other libraries (procedure linkage table): which entry is for which.

use std::collections::BTreeMap;
use std::rc::Rc;

use object::elf;

use super::image::Section;

/// What a linker calls such tables.
const TABLES: [&[u8]; 2] = [b".plt", b".plt.sec"];

/// Address, length and name of each entry, of the first table of each name. `jumps` are the names of the functions, in
/// the order of their relocations, and so of the entries; how long these are, and what stands before the first, is the
/// linker's habit on each machine.
pub(super) fn entries(machine: u16, sections: &[Section], jumps: &[Rc<[u8]>]) -> Vec<(u64, u64, Rc<str>)> {
    // Any number of entries may be for one function.
    let mut names: BTreeMap<&[u8], Rc<str>> = BTreeMap::new();
    let mut entries = Vec::new();
    for section in TABLES.iter().filter_map(|name| sections.iter().find(|section| section.name == *name)) {
        let Some((header, length)) = shape(machine, section) else { continue };
        let first = section.address.saturating_add(header);
        for (number, name) in jumps.iter().enumerate() {
            let start = first.saturating_add(length.saturating_mul(number as u64));
            if start >= section.address.saturating_add(section.size) {
                break;
            }
            let shown = names.entry(name).or_insert_with(|| format!("{}@plt", String::from_utf8_lossy(name)).into());
            entries.push((start, length, shown.clone()));
        }
    }
    entries
}

/// Bytes before the first entry, and of each entry.
fn shape(machine: u16, section: &Section) -> Option<(u64, u64)> {
    match (section.name.as_slice(), machine) {
        (b".plt.sec", elf::EM_386 | elf::EM_X86_64) => Some((0, 16)),
        (b".plt", elf::EM_386 | elf::EM_X86_64) => Some((16, 16)),
        (b".plt", elf::EM_AARCH64 | elf::EM_RISCV) => Some((32, 16)),
        (b".plt", elf::EM_ARM) => Some((20, 12)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Content;

    #[test]
    fn tables_and_names_are_not_multiplied() {
        let table = |name: &[u8]| Section {
            number: 1,
            name: name.to_vec(),
            kind: elf::SHT_NOBITS,
            flags: 0,
            address: 0x1000,
            size: 1 << 40,
            offset: 0,
            content: Content::of_bytes(Vec::new()),
            facts: Vec::new(),
        };
        let sections: Vec<Section> = (0..1000).flat_map(|_| [table(b".plt"), table(b".plt.sec")]).collect();
        let jumps: Vec<Rc<[u8]>> = (0..1000).map(|_| vec![b'a'; 1024].into()).collect();
        let entries = entries(elf::EM_X86_64, &sections, &jumps);
        assert_eq!(entries.len(), 2 * 1000);
        assert!(entries.iter().all(|(_, _, name)| Rc::ptr_eq(name, &entries[0].2)));
    }
}
