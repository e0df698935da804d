use std::collections::BTreeMap;

use banbury_evidence::Digest;

use crate::Check;
use crate::contents::{Contents, SUMS};

/// Complaints about single lines past which a list is garbage.
const MAX_BAD_LINES: usize = 20;

/// `SHA256SUMS` over `files`, sorted by name, for `sha256sum -c`.
pub(crate) fn sums_bytes(files: &BTreeMap<String, Digest>) -> Vec<u8> {
    let lines = files.iter().filter(|(name, _)| *name != SUMS).map(|(name, digest)| format!("{digest}  {name}\n"));
    lines.collect::<String>().into_bytes()
}

/// Holds the files of a bundle against its `SHA256SUMS`, both ways.
pub(crate) fn check_sums(contents: &Contents) -> Vec<Check> {
    let Some(bytes) = contents.bytes(SUMS) else {
        return vec![Check::bad(format!("{SUMS}: missing or unreadable"))];
    };
    let files = contents.digests();
    if bytes == sums_bytes(&files) {
        return vec![Check::good(format!("{SUMS}: {} files are there, each with the digest listed", files.len()))];
    }
    let mut checks = Vec::new();
    let mut listed = BTreeMap::new();
    for (number, line) in (1..).zip(String::from_utf8_lossy(bytes).lines()) {
        let parts = line.split_once("  ").and_then(|(digest, name)| Some((digest.parse::<Digest>().ok()?, name)));
        match parts {
            Some((digest, name)) if listed.insert(name.to_owned(), digest).is_none() => {}
            Some((_, name)) => checks.push(Check::bad(format!("{SUMS}: lists {name} twice"))),
            None => checks.push(Check::bad(format!("{SUMS}: line {number} is not a digest, two spaces and a name"))),
        }
        if checks.len() == MAX_BAD_LINES {
            checks.push(Check::bad(format!("{SUMS}: it was not read past line {number}")));
            break;
        }
    }
    checks.extend(compare(SUMS, &listed, &files));
    if checks.is_empty() {
        checks.push(Check::bad(format!(
            "{SUMS}: its digests are right, but its bytes are not those that Banbury writes"
        )));
    }
    checks
}

/// Names every difference between what `list` says and what is there.
pub(crate) fn compare(list: &str, listed: &BTreeMap<String, Digest>, found: &BTreeMap<String, Digest>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (name, digest) in listed {
        match found.get(name) {
            Some(actual) if actual == digest => {}
            Some(actual) => {
                checks.push(Check::bad(format!("{name}: changed: its SHA-256 is {actual}, and {list} has {digest}")))
            }
            None => checks.push(Check::bad(format!("{name}: missing, though {list} lists it"))),
        }
    }
    let extra = found.keys().filter(|name| !listed.contains_key(*name));
    checks.extend(extra.map(|name| Check::bad(format!("{name}: not listed in {list}"))));
    checks
}
