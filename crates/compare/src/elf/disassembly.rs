//! Machine code as lines of assembler. Addresses inside of the image are shown as what stands there, so that code that
//! only moved reads the same.

use std::io;
use std::rc::Rc;

use capstone::prelude::*;
use capstone::{Capstone, arch};
use object::elf;

use super::image::Image;
use super::jumps;
use super::unwind;
use crate::fault::Fault;

/// Longer functions are compared by their bytes.
pub(crate) const LONGEST: u64 = 1 << 20;

/// Characters of a string that stand for its address, at least and at most.
const SHORTEST: usize = 4;
const STRING: usize = 48;

/// No image that is loaded at a fixed place has a lower address (Linux, vm.mmap_min_addr).
const LOWEST: u64 = 0x1_0000;

/// Whether a line is an instruction that only fills room.
pub(crate) fn is_filler(line: &str) -> bool {
    let mnemonic = line.split(' ').next().unwrap_or_default();
    matches!(mnemonic, "nop" | "int3" | "c.nop" | "ud2" | "nopw" | "nopl" | "udf")
        || matches!(line, "xchg ax, ax" | "add byte ptr [rax], al" | "andeq r0, r0, r0" | "movs r0, r0")
        || line.split(' ').all(|word| matches!(word, "data16" | "cs" | "nop" | "word" | "ptr"))
        || line.starts_with("data16 cs nop")
        || line.starts_with("cs nop")
        || line.starts_with(".byte 0x00")
}

/// Reads code of one image.
pub(crate) struct Disassembler<'a> {
    engine: Capstone,
    pub(crate) image: &'a Image,
    /// Whether its own symbols name the functions, and not only those that it shares with others.
    pub(crate) has_symbols: bool,
    /// Functions by address, for the names of targets.
    names: Vec<(u64, u64, Rc<str>)>,
    /// Where functions are that no symbol names: address and length, sorted.
    unnamed: Vec<(u64, u64)>,
    thumb: Option<Capstone>,
}

impl<'a> Disassembler<'a> {
    /// None for a machine whose code is not read.
    pub(crate) fn new(image: &'a Image) -> Result<Option<Self>, Fault> {
        let Some(engine) = engine(image, false) else { return Ok(None) };
        let thumb = (image.machine == elf::EM_ARM).then(|| engine_of_thumb(image)).flatten();
        let mut names: Vec<(u64, u64, Rc<str>)> = image
            .symbols
            .iter()
            .filter(|symbol| symbol.section != 0 && !symbol.name.is_empty() && symbol.kind <= elf::STT_FUNC)
            .map(|symbol| (symbol.value, symbol.size, String::from_utf8_lossy(&symbol.name).into()))
            .collect();
        names.extend(jumps::entries(image.machine, &image.sections, &image.jumps));
        // A function without a name goes by its length.
        let has_symbols = image.symbols.iter().any(|symbol| !symbol.is_dynamic && symbol.is_function());
        let unnamed = if has_symbols { Vec::new() } else { unwind::ranges(image)? };
        names.extend(unnamed.iter().map(|(start, size)| (*start, *size, format!("{size} bytes").into())));
        names.sort_by(|a, b| (a.0, a.2.ends_with(" bytes"), a).cmp(&(b.0, b.2.ends_with(" bytes"), b)));
        names.dedup_by_key(|(address, _, _)| *address);
        Ok(Some(Self { engine, image, has_symbols, names, unnamed, thumb }))
    }

    /// The instructions of `code`, which is loaded at `address`, one line each.
    pub(crate) fn lines(&self, code: &[u8], address: u64, is_thumb: bool) -> Result<Vec<String>, Fault> {
        let engine = self.thumb.as_ref().filter(|_| is_thumb).unwrap_or(&self.engine);
        let instructions = engine.disasm_all(code, address).map_err(|error| match error {
            // That says nothing of the file.
            capstone::Error::OutOfMemory => Fault::Unreadable(io::ErrorKind::OutOfMemory.into()),
            other => Fault::damaged(other.to_string()),
        })?;
        Ok(instructions
            .iter()
            .map(|instruction| {
                let operands = instruction.op_str().unwrap_or_default();
                let next = instruction.address().wrapping_add(instruction.bytes().len() as u64);
                let (from, to) = (address, address.saturating_add(code.len() as u64));
                let mnemonic = instruction.mnemonic().unwrap_or("?");
                let may_be_address = self.names_an_address(mnemonic);
                let operands = self.operands(operands, next, (from, to), may_be_address);
                format!("{mnemonic} {operands}").trim_end().to_owned()
            })
            .collect())
    }

    /// The functions without a name that begin in a range of addresses.
    pub(crate) fn unnamed(&self, start: u64, end: u64) -> &[(u64, u64)] {
        let place = |address: u64| self.unnamed.partition_point(|(at, _)| *at < address);
        self.unnamed.get(place(start)..place(end)).unwrap_or_default()
    }

    /// A name or a string at an address; none where neither is there.
    pub(crate) fn at(&self, address: u64) -> Option<String> {
        self.target(address, (0, 0)).filter(|what| what.contains('"') || !what.starts_with("<."))
    }

    /// Whether the number in such an instruction is an address: it branches there, or loads from there.
    fn names_an_address(&self, mnemonic: &str) -> bool {
        let starts: &[&str] = match self.image.machine {
            elf::EM_386 | elf::EM_X86_64 => &["j", "call", "loop", "xbegin"],
            elf::EM_ARM | elf::EM_AARCH64 => &["b", "cb", "tb", "adr", "ldr"],
            _ => &["b", "j", "call", "la"],
        };
        starts.iter().any(|start| mnemonic.starts_with(start))
    }

    /// Operands, with addresses replaced: `here` is the function itself, whose jumps are shown by distance.
    /// A plain number is taken for an address only where `may_be_address`, or where the image is loaded at a fixed place.
    fn operands(&self, operands: &str, next: u64, here: (u64, u64), may_be_address: bool) -> String {
        let mut shown = String::with_capacity(operands.len() + 16);
        let mut rest = operands;
        while let Some(at) = rest.find("0x") {
            let (before, number) = rest.split_at(at);
            let digits = number.get(2..).unwrap_or_default();
            let length = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
            let (text, after) = number.split_at(2 + length);
            let value = u64::from_str_radix(digits.get(..length).unwrap_or_default(), 16).ok();
            // x86-64 counts from the next instruction.
            let (before, value) = match (before.strip_suffix("rip + "), before.strip_suffix("rip - "), value) {
                (Some(before), _, Some(distance)) => (before, Some(next.wrapping_add(distance))),
                (_, Some(before), Some(distance)) => (before, Some(next.wrapping_sub(distance))),
                _ => (before, value.filter(|value| may_be_address || self.image.is_fixed && *value >= LOWEST)),
            };
            shown.push_str(before);
            match value.and_then(|target| self.target(target, here)) {
                Some(target) => shown.push_str(&target),
                None => shown.push_str(text),
            }
            rest = after;
        }
        shown.push_str(rest);
        shown
    }

    /// What stands at an address; none where it is no address of the image.
    fn target(&self, target: u64, (from, to): (u64, u64)) -> Option<String> {
        if from <= target && target < to {
            return Some(format!("+{:#x}", target - from));
        }
        let section = self.image.section_at(target)?;
        let after = self.names.partition_point(|(address, _, _)| *address <= target);
        let named = after.checked_sub(1).and_then(|index| self.names.get(index));
        if let Some((address, _, name)) = named.filter(|(address, size, _)| target - address < (*size).max(1)) {
            return Some(match target - address {
                0 => format!("<{name}>"),
                offset => format!("<{name}+{offset:#x}>"),
            });
        }
        let section_name = String::from_utf8_lossy(&section.name);
        let is_constant = section.flags & u64::from(elf::SHF_WRITE | elf::SHF_EXECINSTR) == 0;
        let bytes = section
            .content
            .part(target - section.address, 0)
            .map(|_| section.content.from(target - section.address))
            .and_then(|rest| rest.bytes_at(0, STRING.min(rest.length() as usize)).ok())
            .filter(|_| is_constant);
        // Which entry of a table of jumps it is matters; where it is in data does not.
        let entry = section.name.starts_with(b".plt").then(|| format!("+{:#x}", target - section.address));
        Some(match bytes.and_then(|bytes| string(&bytes)) {
            Some(text) => format!("<{section_name} {text}>"),
            None => format!("<{section_name}{}>", entry.unwrap_or_default()),
        })
    }
}

/// A string up to its end. Other data is told where it stands: a table of jumps, for one, differs when code moves.
fn string(bytes: &[u8]) -> Option<String> {
    let text: Vec<u8> = bytes.iter().copied().take_while(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')).collect();
    let text = std::str::from_utf8(&text).ok().filter(|text| text.len() >= SHORTEST)?;
    Some(format!("{text:?}"))
}

fn engine_of_thumb(image: &Image) -> Option<Capstone> {
    engine(image, true)
}

fn engine(image: &Image, is_thumb: bool) -> Option<Capstone> {
    let endian = if image.is_little { capstone::Endian::Little } else { capstone::Endian::Big };
    let new = Capstone::new();
    let built = match image.machine {
        elf::EM_386 => new.x86().mode(arch::x86::ArchMode::Mode32).build(),
        elf::EM_X86_64 => new.x86().mode(arch::x86::ArchMode::Mode64).build(),
        elf::EM_ARM if is_thumb => new.arm().mode(arch::arm::ArchMode::Thumb).endian(endian).build(),
        elf::EM_ARM => new.arm().mode(arch::arm::ArchMode::Arm).endian(endian).build(),
        elf::EM_AARCH64 => new.arm64().mode(arch::arm64::ArchMode::Arm).endian(endian).build(),
        elf::EM_MIPS if image.is_64 => new.mips().mode(arch::mips::ArchMode::Mips64).endian(endian).build(),
        elf::EM_MIPS => new.mips().mode(arch::mips::ArchMode::Mips32).endian(endian).build(),
        elf::EM_PPC => new.ppc().mode(arch::ppc::ArchMode::Mode32).endian(endian).build(),
        elf::EM_PPC64 => new.ppc().mode(arch::ppc::ArchMode::Mode64).endian(endian).build(),
        elf::EM_RISCV => {
            let mode = if image.is_64 { arch::riscv::ArchMode::RiscV64 } else { arch::riscv::ArchMode::RiscV32 };
            new.riscv().mode(mode).extra_mode([arch::riscv::ArchExtraMode::RiscVC].into_iter()).build()
        }
        _ => return None,
    };
    let mut engine = built.ok()?;
    // Data between the code is shown as bytes, instead of ending the list.
    engine.set_skipdata(true).ok()?;
    Some(engine)
}
