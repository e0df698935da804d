use banbury_evidence::Span;

use super::binary_hit;
use super::elf::{Elf, Kind, Relro, Stack};
use crate::findings::Hit;

/// Folders that anybody may write to.
const WRITABLE: [&str; 6] = ["/tmp", "/var/tmp", "/dev/shm", "/run/shm", "/var/lock", "/mnt"];

/// What an ELF file lacks or has that weakens what it is run with (class 30). Nothing of this is asked of what is not linked.
pub(super) fn hits(elf: &Elf, size: u64) -> Vec<Hit> {
    if elf.kind == Kind::KernelModule && !elf.is_signed {
        let end = Span { start: size, end: size };
        let message = format!(
            "This kernel module ends at byte {size} without a signature: nothing ties it to the vendor when it is loaded. Find out whether the kernel asks for one."
        );
        return vec![binary_hit("binary-module-unsigned", end, "no module signature".to_owned(), message)];
    }
    if !elf.is_linked() {
        return Vec::new();
    }
    let found = [missing_mitigations(elf), writable_code(elf), unsafe_search_path(elf)];
    found.into_iter().flatten().collect()
}

fn missing_mitigations(elf: &Elf) -> Option<Hit> {
    let mut missing = Vec::new();
    if elf.kind == Kind::FixedProgram {
        missing.push("PIE".to_owned());
    }
    match elf.relro {
        Relro::None => missing.push("RELRO".to_owned()),
        Relro::Partial => missing.push("full RELRO (it is partial)".to_owned()),
        Relro::Full => {}
    }
    if elf.stack == Stack::Unsaid {
        missing.push("a word on its stack (PT_GNU_STACK)".to_owned());
    }
    if elf.knows_names && !elf.has_stack_protector() {
        missing.push("stack protector".to_owned());
    }
    if let (0, plain @ 1..) = elf.fortified() {
        missing.push(format!("FORTIFY ({plain} functions that have a checked form)"));
    }
    if missing.is_empty() {
        return None;
    }
    let shown = format!("built without {}", missing.join(", "));
    let dynamic = elf.dynamic.map_or_else(String::new, |it| format!(", dynamic section at byte {}", it.start));
    let message = format!(
        "This file is {shown} (program headers at byte {}{dynamic}). Look at the flags in the build, and ask why they are not what compilers give by default.",
        elf.headers.start
    );
    Some(binary_hit("binary-mitigations-missing", elf.headers, shown, message))
}

fn writable_code(elf: &Elf) -> Option<Hit> {
    let mut found = Vec::new();
    if elf.stack == Stack::Executable {
        found.push(format!("an executable stack (program headers at byte {})", elf.headers.start));
    }
    found.extend(
        elf.writable_code
            .iter()
            .take(4)
            .map(|it| format!("a segment that is writable and executable (bytes {}-{})", it.start, it.end)),
    );
    if let (true, Some(dynamic)) = (elf.text_relocations, elf.dynamic) {
        found.push(format!("text relocations (dynamic section at byte {})", dynamic.start));
    }
    if found.is_empty() {
        return None;
    }
    let shown = found.join(", ");
    let message = format!(
        "This file asks for {shown}: what is written there can run as code. Look in the build for the flag or the assembler file that brings it in."
    );
    Some(binary_hit("binary-memory-writable-and-executable", elf.headers, shown, message))
}

fn unsafe_search_path(elf: &Elf) -> Option<Hit> {
    let entries = elf.search_paths.iter().flat_map(|path| path.split(':'));
    let unsafe_: Vec<String> = entries.filter_map(|entry| Some(format!("`{entry}` ({})", weakness(entry)?))).collect();
    let dynamic = elf.dynamic.filter(|_| !unsafe_.is_empty())?;
    let shown = format!("looks for libraries in {}", unsafe_.join(", "));
    let message = format!(
        "This file {shown} (dynamic section at byte {}): whoever can put a file there gives it code. Find out who can, and whether it runs with more rights.",
        dynamic.start
    );
    Some(binary_hit("binary-search-path-unsafe", dynamic, shown, message))
}

/// Why an entry of a search path is no safe place (ld.so(8)).
fn weakness(entry: &str) -> Option<&'static str> {
    let is_below =
        |folder: &str| entry.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let own = entry.strip_prefix("$ORIGIN").or_else(|| entry.strip_prefix("${ORIGIN}"));
    match own {
        Some(rest) => rest.split('/').any(|part| part == "..").then_some("above its own folder"),
        None if entry.is_empty() => Some("empty: the working folder"),
        None if !entry.starts_with('/') => Some("relative to the working folder"),
        None => WRITABLE.iter().any(|folder| is_below(folder)).then_some("anybody may write there"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_others_can_fill_are_told_from_safe_ones() {
        for entry in ["", "lib", "./lib", "/tmp", "/tmp/x", "$ORIGIN/../lib", "${ORIGIN}/.."] {
            assert!(weakness(entry).is_some(), "{entry}");
        }
        for entry in ["/usr/lib/x", "$ORIGIN", "$ORIGIN/lib", "/tmpfs"] {
            assert_eq!(weakness(entry), None, "{entry}");
        }
    }
}
