//! Reads from what stands where two contents differ which cause it tells of.

use std::sync::LazyLock;

use regex::Regex;

use crate::causes::{CauseKind, Clue};
use crate::moment;

/// A shorter run of printable characters is no text.
const SHORTEST: usize = 4;

/// Pairs of strings that are looked at.
const STRINGS: usize = 64;

/// Longer texts are not looked at, in bytes.
const LONGEST: usize = 64 << 10;

/// What a difference may consist of, the most telling first.
const PATTERNS: [(CauseKind, &str); 6] = [
    (
        CauseKind::Compiler,
        r"(?x) GCC:\ \([^)]*\)\ ?[0-9.]* | GNU\ [A-Z][A-Z0-9+]*\ ?[0-9][0-9.]*
        | (?:[A-Z][a-z]+\ )?(?:clang|rustc|LLD|LLVM)\ ?(?:version\ )?[0-9][0-9A-Za-z.+~-]*
        | \b(?:gcc|cc|ld|as|binutils)(?:\ \([^)]*\)|[\ -]version)?:?\ \(?[0-9(][^;]*
        | \((?:Debian|Ubuntu)\ [0-9][^)]*\)(?:\ [0-9.]+)? | \bgo1\.[0-9.]+",
    ),
    (
        CauseKind::Timestamp,
        r"(?x) (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\ )?(?:[0-9]{1,2}[\ -])?
          (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\ +[0-9]{1,2}\b,?)?
          (?:\ [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?(?:\ (?:[A-Z]{3,4}|[+-][0-9]{4}))?(?:[\ -][0-9]{4}\b)?
          (?:\ [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?
        | \b[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}(?:[T\ _][0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?Z?)?
        | \b[0-9]{2}:[0-9]{2}:[0-9]{2}\b
        | \b(?:19[7-9][0-9]|20[0-9]{2})(?:[01][0-9][0-3][0-9](?:[0-9]{4,6})?)?\b
        | \b(?:[3-9][0-9]{8}|1[0-9]{9})\b",
    ),
    (CauseKind::BuildPath, r"(?:/[A-Za-z0-9_.+~@%-]+)+/?"),
    (CauseKind::Builder, r"\b[a-z_][a-z0-9_.-]*@[A-Za-z0-9][A-Za-z0-9.-]*"),
    (CauseKind::BuildId, r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|\b[0-9a-f]{38,64}\b"),
    (CauseKind::Version, r"\bv?[0-9]+(?:\.[0-9]+)+[0-9A-Za-z.+~:-]*"),
];

fn patterns() -> &'static [(CauseKind, Regex)] {
    static COMPILED: LazyLock<Vec<(CauseKind, Regex)>> = LazyLock::new(|| {
        PATTERNS.iter().filter_map(|(kind, pattern)| Some((*kind, Regex::new(pattern).ok()?))).collect()
    });
    &COMPILED
}

/// The cause that two stretches of text tell of: they are the same but for what one pattern matches.
pub(crate) fn in_text(theirs: &str, ours: &str) -> Option<Clue> {
    if theirs.len().max(ours.len()) > LONGEST {
        return None;
    }
    patterns().iter().find_map(|(kind, pattern)| {
        if pattern.replace_all(theirs, "\0") != pattern.replace_all(ours, "\0") {
            return None;
        }
        let mut pairs = pattern.find_iter(theirs).zip(pattern.find_iter(ours));
        let (a, b) = pairs.find(|(a, b)| a.as_str() != b.as_str())?;
        values(*kind, a.as_str(), b.as_str())
    })
}

fn values(kind: CauseKind, theirs: &str, ours: &str) -> Option<Clue> {
    let clue = |shipped: &str, rebuilt: &str| Clue { kind, shipped: shipped.to_owned(), rebuilt: rebuilt.to_owned() };
    Some(match kind {
        CauseKind::Timestamp => {
            let seconds = |text: &str| moment::seconds(text).map_or_else(|| text.to_owned(), |value| value.to_string());
            clue(&seconds(theirs), &seconds(ours))
        }
        CauseKind::BuildPath => {
            let (their_folder, our_folder) = without_common_end(theirs, ours);
            // Where the last name differs, that is another file, and not the folder it was built in.
            (their_folder.len() < theirs.len()).then(|| clue(their_folder, our_folder))?
        }
        _ => clue(theirs, ours),
    })
}

/// Two paths without the names at their ends that are the same.
fn without_common_end<'a>(mut a: &'a str, mut b: &'a str) -> (&'a str, &'a str) {
    while let (Some((a_rest, a_name)), Some((b_rest, b_name))) = (a.rsplit_once('/'), b.rsplit_once('/')) {
        if a_name != b_name || a_rest.is_empty() || b_rest.is_empty() {
            break;
        }
        (a, b) = (a_rest, b_rest);
    }
    (a, b)
}

/// The cause that the strings in two stretches of bytes tell of.
pub(crate) fn in_bytes(theirs: &[u8], ours: &[u8]) -> Option<Clue> {
    let (theirs, ours) = (strings(theirs), strings(ours));
    let only_theirs = theirs.iter().filter(|text| !ours.contains(text));
    let only_ours = ours.iter().filter(|text| !theirs.contains(text));
    only_theirs.zip(only_ours).take(STRINGS).find_map(|(a, b)| in_text(a, b))
}

fn strings(bytes: &[u8]) -> Vec<&str> {
    bytes
        .split(|byte| !matches!(byte, b' '..=b'~' | b'\t'))
        .filter(|run| run.len() >= SHORTEST)
        .filter_map(|run| std::str::from_utf8(run).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(theirs: &str, ours: &str) -> Option<(&'static str, String, String)> {
        in_text(theirs, ours).map(|clue| (clue.kind.name(), clue.shipped, clue.rebuilt))
    }

    #[test]
    fn texts_tell_of_their_cause() {
        assert_eq!(patterns().len(), PATTERNS.len());
        let cases = [
            ("built Jan  2 2023 03:04:05", "built Nov 29 2026 20:00:00", "timestamp", "1672628645", "1795982400"),
            ("\"date\": \"2023-01-02\"", "\"date\": \"2026-11-29\"", "timestamp", "1672660800", "1795953600"),
            ("epoch 1672531200", "epoch 315619200", "timestamp", "1672531200", "315619200"),
            ("Copyright 2022 X", "Copyright 2026 X", "timestamp", "1672488000", "1798718400"),
            ("/build/hello-2.10/src/a.c", "/build/source/src/a.c", "build-path", "/build/hello-2.10", "/build/source"),
            (
                "GCC: (Debian 12.2.0-14) 12.2.0",
                "GCC: (Debian 12.2.0-14+deb12u1) 12.2.0",
                "compiler",
                "GCC: (Debian 12.2.0-14) 12.2.0",
                "GCC: (Debian 12.2.0-14+deb12u1) 12.2.0",
            ),
            (
                "Debian clang version 14.0.6",
                "GCC: (Debian 12.2.0-14) 12.2.0",
                "compiler",
                "Debian clang version 14.0.6",
                "GCC: (Debian 12.2.0-14) 12.2.0",
            ),
            ("(jenkins@build3) #1", "(build@banbury) #1", "builder", "jenkins@build3", "build@banbury"),
            ("rev 1.16.2-debian-1.16.2-1 x", "rev 1.16.2 x", "version", "1.16.2-debian-1.16.2-1", "1.16.2"),
        ];
        for (theirs, ours, kind, a, b) in cases {
            assert_eq!(told(theirs, ours), Some((kind, a.to_owned(), b.to_owned())), "{theirs}");
        }
        assert_eq!(told("password: hunter2", "password: letmein"), None);
        assert_eq!(told("/etc/passwd", "/etc/shadow"), None);
        assert_eq!(told("x Jan 2 2023 y", "z Jan 3 2023 y"), None, "more than the date differs");
    }

    #[test]
    fn strings_in_bytes_are_paired() {
        let clue = in_bytes(b"\0\x01same\0/tmp/a/x.c\0\xff", b"\0\x01same\0/tmp/b/x.c\0\xfe").unwrap();
        assert_eq!((clue.kind, clue.shipped.as_str()), (CauseKind::BuildPath, "/tmp/a"));
        assert_eq!(in_bytes(b"\x01\x02\x03", b"\x04\x05\x06"), None);
    }
}
