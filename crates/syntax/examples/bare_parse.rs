//! What parsing alone costs: every C file (`.c`, `.h`) below a folder through tree-sitter's C parser, on all processors,
//! and nothing else. `benchsuite/speed` measures Banbury and its peers against it.
//!
//!     cargo run --release -p banbury-syntax --example bare_parse -- FOLDER

#![allow(clippy::print_stdout, reason = "it is what the program is for")]

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

fn main() -> Result<(), &'static str> {
    let root = std::env::args_os().nth(1).map(PathBuf::from).ok_or("usage: bare_parse FOLDER")?;
    let files = c_files(root);
    let (next, bytes, damaged) = (AtomicUsize::new(0), AtomicU64::new(0), AtomicUsize::new(0));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut parser = tree_sitter::Parser::new();
                // Grammar and library are of versions that fit; without a language nothing would parse, which is printed.
                let _ = parser.set_language(&tree_sitter_c::LANGUAGE.into());
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Ok(text) = fs::read(file) else { continue };
                    bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
                    if parser.parse(&text, None).is_none_or(|tree| tree.root_node().has_error()) {
                        damaged.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    println!("{} files, {} bytes, {} with an error", files.len(), bytes.into_inner(), damaged.into_inner());
    Ok(())
}

fn c_files(root: PathBuf) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() && path.extension().is_some_and(|it| it == "c" || it == "h") => {
                    files.push(path);
                }
                _ => {}
            }
        }
    }
    files.sort();
    files
}
