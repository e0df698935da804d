//! The table by which calls reach functions of other libraries (procedure linkage table): which entry is for which.

use object::elf;

use super::image::{Image, Section};

/// Address, length and name of each entry. Entries stand in the order of their relocations; how long they are, and what
/// stands before the first, is the linker's habit on each machine.
pub(super) fn entries(image: &Image) -> Vec<(u64, u64, String)> {
    let mut entries = Vec::new();
    for section in &image.sections {
        let Some((header, length)) = shape(image, section) else { continue };
        let first = section.address.saturating_add(header);
        for (number, name) in image.jumps.iter().enumerate() {
            let start = first.saturating_add(length.saturating_mul(number as u64));
            if start < section.address.saturating_add(section.size) {
                entries.push((start, length, format!("{}@plt", String::from_utf8_lossy(name))));
            }
        }
    }
    entries
}

/// Bytes before the first entry, and of each entry.
fn shape(image: &Image, section: &Section) -> Option<(u64, u64)> {
    match (section.name.as_slice(), image.machine) {
        (b".plt.sec", elf::EM_386 | elf::EM_X86_64) => Some((0, 16)),
        (b".plt", elf::EM_386 | elf::EM_X86_64) => Some((16, 16)),
        (b".plt", elf::EM_AARCH64 | elf::EM_RISCV) => Some((32, 16)),
        (b".plt", elf::EM_ARM) => Some((20, 12)),
        _ => None,
    }
}
