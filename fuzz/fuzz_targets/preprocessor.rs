//! Any text is read as C: conditionals, macros and trees stay inside it.
#![no_main]

use banbury_syntax::{Grammar, MacroScan, MacroTable, Parser, decode, functions, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = decode(bytes);
    let mut parser = Parser::default();
    let macros = MacroTable::from_scans([MacroScan::of(&source.text)].into_iter());
    let Ok(set) = read(&mut parser, Grammar::C, &source, &macros) else { return };
    let length = source.text.len() as u32;
    for (start, end) in &set.unparsed {
        assert!(start <= end && *end <= length, "unparsed {start}..{end} of {length}");
    }
    for reading in &set.readings {
        for node in &reading.tree.nodes {
            assert!(node.start <= node.end && node.end as usize <= reading.text.len());
        }
    }
    for function in functions(Grammar::C, &set.readings) {
        assert!(function.start <= function.end);
    }
});
