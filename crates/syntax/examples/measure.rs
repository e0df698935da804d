//! Reads every C and C++ file under a folder and tells what came of it.
//!
//! `measure functions DIR` writes a line for each function: file, line, name, parse, means.
//! `measure errors DIR` writes a line for each stretch that no reading could place.
//! `measure speed DIR` compares the time of reading with that of a bare parse of the same bytes, on one thread;
//! `measure bare DIR` and `measure read DIR` do one of the two, for other tools to measure.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use banbury_evidence::Language;
use banbury_syntax::{Grammar, MacroScan, MacroTable, Parser, decode, functions, is_text, read};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            files(&path, found);
        } else if grammar(&path).is_some() {
            found.push(path);
        }
    }
}

fn grammar(path: &Path) -> Option<Grammar> {
    let language = match path.extension()?.to_str()? {
        "c" | "h" => Language::C,
        "cc" | "cpp" | "cxx" | "hpp" | "hh" | "hxx" => Language::Cpp,
        _ => return None,
    };
    Grammar::of(language)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, folder] = arguments.as_slice() else { panic!("usage: measure functions|errors|speed DIR") };
    let mut paths = Vec::new();
    files(Path::new(folder), &mut paths);
    let contents: Vec<(&PathBuf, Vec<u8>)> =
        paths.iter().map(|path| (path, fs::read(path).unwrap_or_default())).collect();
    let contents: Vec<_> = contents.into_iter().filter(|(_, bytes)| is_text(bytes)).collect();
    let bytes: usize = contents.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut parser = Parser::default();
    if mode == "speed" || mode == "bare" {
        let start = Instant::now();
        let mut nodes = 0;
        for (path, bytes) in &contents {
            let Some(grammar) = grammar(path) else { continue };
            let text = decode(bytes);
            nodes += parser.parse_bare(grammar, &text.text);
        }
        eprintln!("bare parse {:.2} s, {} nodes", start.elapsed().as_secs_f64(), nodes);
    }
    if mode == "bare" {
        return;
    }
    let start = Instant::now();
    let table = MacroTable::from_scans(contents.iter().map(|(_, bytes)| MacroScan::of(&decode(bytes).text)));
    let scanned = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let (mut unparsed, mut counts, mut damaged_files) = (0, [0; 3], 0);
    for (path, bytes) in &contents {
        let Some(grammar) = grammar(path) else { continue };
        let source = decode(bytes);
        let shown = path.strip_prefix(folder).unwrap_or(path).display();
        let Ok(set) = read(&mut parser, grammar, &source, &table) else {
            println!("{shown}\tnot read");
            continue;
        };
        unparsed += set.unparsed.iter().map(|(start, end)| u64::from(end - start)).sum::<u64>();
        damaged_files += usize::from(!set.unparsed.is_empty());
        if mode == "errors" {
            for (start, end) in &set.unparsed {
                let text: String = source.text[*start as usize..*end as usize].chars().take(90).collect();
                println!("{shown}:{}\t{}\t{:?}", source.lines.line(*start as usize), end - start, text);
            }
        }
        if mode == "errors" {
            for node in set.readings[0].tree.nodes.iter().filter(|node| node.is_missing()) {
                println!("{shown}:{}\tmissing", source.lines.line(node.start as usize));
            }
        }
        for function in functions(grammar, &set.readings) {
            counts[function.parse as usize] += 1;
            if mode == "functions" {
                let means: Vec<_> = function.means.iter().map(|means| means.name()).collect();
                let line = source.lines.line(function.start as usize);
                let last = source.lines.line(function.end.saturating_sub(1) as usize);
                println!("{shown}\t{line}\t{last}\t{}\t{}\t{}", function.name, function.parse.name(), means.join(" "));
            }
        }
    }
    let [clean, recovered, damaged] = counts;
    eprintln!(
        "macro table {scanned:.2} s; read {:.2} s; {} files, {bytes} bytes",
        start.elapsed().as_secs_f64(),
        contents.len()
    );
    eprintln!(
        "functions: clean {clean}, recovered {recovered}, damaged {damaged}; unparsed {unparsed} bytes ({:.3} %) in {damaged_files} files",
        100.0 * unparsed as f64 / bytes.max(1) as f64
    );
}
