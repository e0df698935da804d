use std::collections::BTreeSet;

use banbury_evidence::Span;

use super::binary_hit;
use super::elf::Elf;
use crate::ApiFamilies;
use crate::findings::Hit;

/// Functions of the C library that have a checked form, which a compiler calls under `_FORTIFY_SOURCE`.
const FORTIFIABLE: [&str; 44] = [
    "asprintf",
    "dprintf",
    "explicit_bzero",
    "fgets",
    "fprintf",
    "fread",
    "getcwd",
    "getgroups",
    "gethostname",
    "gets",
    "getwd",
    "memcpy",
    "memmove",
    "mempcpy",
    "memset",
    "obstack_printf",
    "poll",
    "pread",
    "printf",
    "read",
    "readlink",
    "realpath",
    "recv",
    "recvfrom",
    "snprintf",
    "sprintf",
    "stpcpy",
    "stpncpy",
    "strcat",
    "strcpy",
    "strncat",
    "strncpy",
    "swprintf",
    "syslog",
    "vasprintf",
    "vdprintf",
    "vfprintf",
    "vprintf",
    "vsnprintf",
    "vsprintf",
    "vsyslog",
    "wcscat",
    "wcscpy",
    "wcsncpy",
];
/// What code calls, or reads, that the compiler protects against overruns of the stack.
const STACK_PROTECTOR: [&str; 3] = ["__stack_chk_fail", "__stack_chk_fail_local", "__stack_chk_guard"];

/// The names of symbols that matter.
pub(super) fn wanted(families: &ApiFamilies) -> BTreeSet<String> {
    let plain = FORTIFIABLE.iter().chain(&STACK_PROTECTOR).map(|name| (*name).to_owned());
    let checked = FORTIFIABLE.iter().map(|name| checked_form(name));
    plain.chain(checked).chain(families.unsafe_names().map(str::to_owned)).collect()
}

fn checked_form(name: &str) -> String {
    format!("__{name}_chk")
}

impl Elf {
    /// Whether any of its functions has a stack protector.
    pub(super) fn has_stack_protector(&self) -> bool {
        STACK_PROTECTOR.iter().any(|name| self.imports.contains(*name) || self.own.contains(*name))
    }

    /// How many functions it imports in their checked form, and how many without one of which there is one.
    pub(super) fn fortified(&self) -> (usize, usize) {
        let checked = FORTIFIABLE.iter().filter(|name| self.imports.contains(&checked_form(name))).count();
        let plain = FORTIFIABLE.iter().filter(|name| self.imports.contains(**name)).count();
        (checked, plain)
    }
}

/// The functions of the unsafe families that it imports.
pub(super) fn hit(elf: &Elf, families: &ApiFamilies) -> Option<Hit> {
    let imported: Vec<&str> = families
        .unsafe_names()
        .filter(|name| elf.imports.contains(*name))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    if imported.is_empty() {
        return None;
    }
    let names = imported.join(", ");
    let message = format!(
        "This file imports functions that do not know the size of their destination: {names}. Compare with the census of the source, and look where the two differ."
    );
    let span = elf.dynamic.unwrap_or(Span { start: 0, end: 16 });
    Some(binary_hit("binary-imports-unsafe-functions", span, format!("imports {names}"), message))
}
