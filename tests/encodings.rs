//! Two small files that blind other tools: every call in them is found.

mod common;

use std::path::Path;

use common::findings::places;
use common::{inspect, json, write};

/// One rule for each call.
const CALLS: [&str; 5] = ["strcpy", "sprintf", "memcpy", "strcat", "system"];

/// A safe name that ends in an unsafe one, a brace that a conditional splits, a loop macro from elsewhere.
const EIGHT_LINES: &str = "\
#define SAFE_LIBRARY_strcpy(dest, destMax, src) strcpy(dest, src)
void copy(char *d, const char *s, int n, int port) {
#ifdef WIDE
    if (n > 8) { memcpy(d, s, n);
#else
    if (n > 4) { sprintf(d, \"%s\", s);
#endif
    } for_each_port(port) { strcat(d, s); } SAFE_LIBRARY_strcpy(d, n, s); }
";

/// In GB18030: the comment above the call ends in a hanzi whose second byte is a backslash.
const BACKSLASH_HANZI: &[u8] = b"\
// \xbc\xec\xb2\xe9\xcf\xb5\xcd\xb3\xc5\xe4\xd6\xc3\xce\xc4\xbc\xfe\xb5\xc4\xb9\xa6\xc2\xca
void reset(const char *cmd)
{
    // \xd3\xc3\xbb\xa7\xc3\xdc\xc2\xeb\xcf\xe0\x81\x5c
    system(cmd);
}
";

fn write_rules(folder: &Path) {
    let rules = CALLS.map(|name| {
        format!("  - id: call-{name}\n    languages: [c]\n    severity: HIGH\n    message: A call of {name}.\n    pattern: {name}(...)\n")
    });
    write(folder, "rules/calls.yaml", format!("rules:\n{}", rules.concat()));
}

/// Inspects one file with a rule for each call; gives the bundle's (path, line, rule).
fn look_at(folder: &Path, name: &str, content: &[u8]) -> Vec<(String, u64, String)> {
    write_rules(folder);
    write(folder, &format!("drop/{name}"), content);
    let rules = folder.join("rules");
    let bundle = folder.join("bundle");
    inspect(&folder.join("drop"), &bundle, &["--rules", rules.to_str().unwrap()]).with(0);
    places(&bundle)
}

#[track_caller]
fn assert_has(found: &[(String, u64, String)], line: u64, rule: &str) {
    assert!(found.iter().any(|(_, at, id)| *at == line && id == rule), "{rule} at line {line}: {found:?}");
}

#[test]
fn every_call_of_the_eight_line_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(EIGHT_LINES.lines().count(), 8);
    let found = look_at(folder.path(), "eight.c", EIGHT_LINES.as_bytes());
    assert_has(&found, 1, "call-strcpy");
    assert_has(&found, 4, "call-memcpy");
    assert_has(&found, 6, "call-sprintf");
    assert_has(&found, 8, "call-strcat");
    assert_has(&found, 1, "safe-macro-drops-bound");
    let of_calls = found.iter().filter(|(_, _, rule)| rule.starts_with("call-"));
    assert!(of_calls.clone().all(|(_, line, _)| [1, 4, 6, 8].contains(line)), "{found:?}");
    assert!(!of_calls.clone().any(|(_, _, rule)| rule == "call-system"), "{found:?}");
}

#[test]
fn a_call_behind_a_comment_that_ends_in_a_backslash_byte_is_found() {
    let folder = tempfile::tempdir().unwrap();
    assert!(BACKSLASH_HANZI.windows(2).any(|pair| pair == b"\x5c\n"));
    let found = look_at(folder.path(), "reset.c", BACKSLASH_HANZI);
    assert_has(&found, 5, "call-system");
    assert_has(&found, 5, "encoding-hides-code");
    let coverage = json(&folder.path().join("bundle"), "coverage.json");
    assert_eq!(coverage["files"][0]["path"], "reset.c");
    assert_eq!(coverage["files"][0]["encoding"], "gb18030");
    assert_eq!(coverage["files"][0]["status"], "parsed");
}

#[test]
fn the_same_comment_in_utf8_hides_nothing_and_is_not_reported() {
    let folder = tempfile::tempdir().unwrap();
    let text = "// 用户密码相乗\nvoid reset(const char *cmd)\n{\n    system(cmd);\n}\n";
    let found = look_at(folder.path(), "reset.c", text.as_bytes());
    assert_eq!(found, [("reset.c".to_owned(), 4, "call-system".to_owned())]);
}
