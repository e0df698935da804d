//! Factors that this machine must have installed: another compiler, another locale.

use std::path::Path;

use banbury_compare::{CauseKind, Clue};

use super::factors::Factor;

/// Where compilers of several versions lie side by side, as Debian installs them.
const PROGRAMS: &str = "/usr/bin";

/// Where locales lie, in folders of their own or all in one archive.
const LOCALES: &str = "/usr/lib/locale";

/// A locale that sorts otherwise than by code points, as most people's does.
const LOCALE: &str = "en_US";

/// The C compiler that the shipped artefact names, by the variables that builds go by; or that it is not here.
pub(super) fn compilers(clues: &[&Clue]) -> (Vec<Factor>, Vec<String>) {
    let (mut factors, mut impossible) = (Vec::new(), Vec::new());
    for clue in clues.iter().filter(|clue| clue.kind == CauseKind::Compiler) {
        let (Some(theirs), Some(ours)) = (Compiler::named_in(&clue.shipped), Compiler::named_in(&clue.rebuilt)) else {
            continue;
        };
        let words = format!("CC={} CXX={}", theirs.c(), theirs.cxx());
        if theirs == ours || factors.iter().any(|factor: &Factor| factor.words == words) {
            continue;
        }
        match Path::new(PROGRAMS).join(theirs.c()).exists() {
            true => factors.push(Factor::new(CauseKind::Compiler, words, move |setting| {
                setting.forced.insert("CC".to_owned(), theirs.c());
                setting.forced.insert("CXX".to_owned(), theirs.cxx());
            })),
            false => impossible.push(format!("Not tried: {} is not installed.", theirs.c())),
        }
    }
    (factors, impossible)
}

/// A compiler of one major version.
#[derive(PartialEq, Eq)]
struct Compiler {
    is_clang: bool,
    major: u32,
}

impl Compiler {
    /// As compilers name themselves in what they make: `GCC: (Debian 12.2.0-14) 12.2.0`, `clang version 14.0.6`.
    fn named_in(text: &str) -> Option<Self> {
        let is_clang = text.contains("clang");
        if !is_clang && !text.starts_with("GCC:") && !text.starts_with("GNU C") {
            return None;
        }
        let version = text.split_whitespace().rfind(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
        let major = version.split('.').next()?.parse().ok()?;
        Some(Self { is_clang, major })
    }

    fn c(&self) -> String {
        format!("{}-{}", if self.is_clang { "clang" } else { "gcc" }, self.major)
    }

    fn cxx(&self) -> String {
        format!("{}-{}", if self.is_clang { "clang++" } else { "g++" }, self.major)
    }
}

/// Another sort order.
pub(super) fn locale() -> Result<Factor, String> {
    let found = [format!("{LOCALE}.utf8"), "locale-archive".to_owned()];
    match found.iter().any(|name| Path::new(LOCALES).join(name).exists()) {
        true => Ok(Factor::environment(CauseKind::Order, "LC_ALL", &format!("{LOCALE}.UTF-8"))),
        false => Err(format!("Not tried: the locale {LOCALE}.UTF-8 is not installed.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compilers_are_known_by_what_they_call_themselves() {
        let named = |text: &str| Compiler::named_in(text).map(|it| it.c());
        assert_eq!(named("GCC: (Debian 12.2.0-14) 12.2.0").as_deref(), Some("gcc-12"));
        assert_eq!(named("GNU C17 9.3.0").as_deref(), Some("gcc-9"));
        assert_eq!(named("clang version 14.0.6").as_deref(), Some("clang-14"));
        assert_eq!(named("rustc version 1.80.0"), None);
        assert_eq!(named("GCC: (Debian"), None);
    }
}
