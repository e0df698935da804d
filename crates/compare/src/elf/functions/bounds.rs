//! Where functions begin and end: what symbols and unwind tables say.

use std::collections::BTreeMap;

use super::super::disassembly::Disassembler;
use super::super::image::Section;
use crate::content::Content;

/// A stretch of code.
pub(super) struct Function {
    /// Empty where nothing names it.
    pub(super) name: Vec<u8>,
    pub(super) address: u64,
    pub(super) code: Content,
    pub(super) is_thumb: bool,
    /// Code between functions, or filler.
    pub(super) is_between: bool,
}

/// The functions that lie in a section, in order, and the code between them. Of several names for one place, the first.
pub(super) fn functions(disassembler: &Disassembler<'_>, section: &Section) -> Vec<Function> {
    let image = disassembler.image;
    let thumb_bit = u64::from(image.machine == object::elf::EM_ARM);
    // The symbols of a file that is yet to be linked count from the start of their section.
    let base = section.address;
    let end = base.saturating_add(section.content.length());
    let mut starts: BTreeMap<u64, Start<'_>> = BTreeMap::new();
    let symbols = image.symbols_of(section).iter().filter(|symbol| symbol.is_function());
    for symbol in symbols.filter(|symbol| disassembler.has_symbols || symbol.is_dynamic) {
        let start = symbol.value & !thumb_bit;
        if (base..end).contains(&start) {
            let found = Start { name: &symbol.name, size: symbol.size, is_thumb: symbol.value & thumb_bit != 0 };
            let first = starts.entry(start).or_insert(found);
            *first = found.min(*first);
        }
    }
    for (start, size) in disassembler.unnamed(base, end) {
        starts.entry(*start).or_insert(Start { name: b"", size: *size, is_thumb: false });
    }
    let mut functions: Vec<Function> = Vec::new();
    let mut at = base;
    let mut push = |name: Vec<u8>, from: u64, to: u64, is_thumb: bool, is_between: bool| {
        if let Some(code) = section.content.part(from - base, to.saturating_sub(from)).filter(|code| code.length() > 0)
        {
            functions.push(Function { name, address: from, code, is_thumb, is_between });
        }
    };
    let order: Vec<(u64, Start<'_>)> = starts.into_iter().collect();
    for (place, (start, Start { name, size, is_thumb })) in order.iter().enumerate() {
        let next = order.get(place + 1).map_or(end, |(start, _)| *start);
        // Code written by hand often has no size: it goes on to the next.
        let stop = if *size == 0 { next } else { start.saturating_add(*size).min(next) };
        if at < *start {
            push(behind(name, at == base), at, *start, *is_thumb, true);
        }
        push(name.to_vec(), *start, stop, *is_thumb, false);
        at = stop;
    }
    if at < end {
        push(if order.is_empty() { Vec::new() } else { b"(behind the last function)".to_vec() }, at, end, false, true);
    }
    functions
}

/// Where a function begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Start<'a> {
    name: &'a [u8],
    /// In bytes; 0 where nothing says it.
    size: u64,
    is_thumb: bool,
}

/// A name for the code before a function.
fn behind(name: &[u8], is_first: bool) -> Vec<u8> {
    match (name.is_empty(), is_first) {
        (true, _) => Vec::new(),
        (false, true) => b"(before the first function)".to_vec(),
        (false, false) => [b"(before ", name, b")"].concat(),
    }
}
