use std::collections::BTreeSet;
use std::sync::LazyLock;

use banbury_evidence::Span;
use regex::bytes::Regex;

use super::binary_hit;
use crate::findings::Hit;

/// Secrets of one kind that are told for one file.
const MOST: usize = 32;

/// A form of secret, by what it looks like in a file.
struct Form {
    rule: &'static str,
    what: &'static str,
    regex: Regex,
    /// What may be shown of a match.
    masked: fn(&str) -> String,
}

/// The forms. No expression can match nothing, and each is looked for in one pass.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |rule, what, pattern: &str, masked: fn(&str) -> String| {
        let regex = Regex::new(&format!("(?-u){pattern}")).ok()?;
        Some(Form { rule, what, regex, masked })
    };
    [
        form(
            "binary-holds-private-key",
            "A private key",
            // The opening by itself stands in every program that can read keys.
            r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----\r?\n(?:[A-Za-z-]{1,32}: [ -~]{0,128}\r?\n){0,4}(?:\r?\n)?[A-Za-z0-9+/=]{40}",
            |found| format!("{} (masked)", found.lines().next().unwrap_or("")),
        ),
        form(
            "binary-holds-credential",
            "The hash of a password",
            r"\$(?:2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]{53}|(?:1|5|6|7|y|gy|apr1)\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,32}\$(?:[./A-Za-z0-9]{1,32}\$)?[./A-Za-z0-9]{22,86})",
            |found| format!("${}$… (masked)", found.split('$').nth(1).unwrap_or("")),
        ),
        form(
            "binary-holds-credential",
            "An account with its password",
            r"\b[a-z_][a-z0-9_-]{0,31}:(?:[./A-Za-z0-9]{13})?:[0-9]{1,10}:[0-9]{1,10}:[^:\x00-\x1f]{0,64}:/[^:\x00-\x1f]{0,64}:/[!-~]{0,64}",
            |found| format!("{}:… (masked)", found.split(':').next().unwrap_or("")),
        ),
        form(
            "binary-holds-credential",
            "An address with a password",
            r#"\b[a-z][a-z0-9+]{1,8}://[!-~--[/:@"'<>%$\{\}\[]]{1,64}:[!-~--[/:@"'<>%$\{\}\[]]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{1,253}"#,
            masked_address,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
});

/// Words that stand in documents where a password would.
const PLACEHOLDERS: [&str; 6] = ["password", "passwd", "pass", "pwd", "pw", "secret"];

fn masked_address(found: &str) -> String {
    let (before, host) = found.rsplit_once('@').unwrap_or(("", found));
    let (before, password) = before.rsplit_once(':').unwrap_or((before, ""));
    if PLACEHOLDERS.contains(&password.to_ascii_lowercase().as_str()) {
        return String::new();
    }
    format!("{before}:…@{host} (masked)")
}

/// The secrets in a file, each once (classes 1 and 2), and how many more there are than are told. What they are is masked: the
/// offset tells where to look.
pub(super) fn hits(bytes: &[u8]) -> (Vec<Hit>, usize) {
    let mut found = Vec::new();
    let further = FORMS.iter().map(|form| of_form(form, bytes, &mut found)).sum();
    (found, further)
}

fn of_form(form: &Form, bytes: &[u8], found: &mut Vec<Hit>) -> usize {
    let mut seen = BTreeSet::new();
    for place in form.regex.find_iter(bytes) {
        let shown = (form.masked)(&String::from_utf8_lossy(place.as_bytes()));
        if shown.is_empty() || !seen.insert(place.as_bytes()) {
            continue;
        }
        if seen.len() > MOST {
            continue;
        }
        let span = Span { start: place.start() as u64, end: place.end() as u64 };
        let message = format!(
            "{} stands in this file at byte {}: {shown}. Whoever has the file has it. Find out where it is used, and whether all units share it.",
            form.what, span.start
        );
        found.push(binary_hit(form.rule, span, shown, message));
    }
    seen.len().saturating_sub(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        hits(text.as_bytes()).0.into_iter().flat_map(|hit| hit.snippet.lines).collect()
    }

    #[test]
    fn secrets_are_found_and_masked() {
        let key = format!("\0-----BEGIN RSA PRIVATE KEY-----\n{}\n", "Ab1+".repeat(16));
        assert_eq!(shown(&key), ["-----BEGIN RSA PRIVATE KEY----- (masked)"]);
        assert_eq!(shown("\0root:$6$saltsalt$0123456789012345678901\0"), ["$6$… (masked)"]);
        assert_eq!(shown("\0svc:ab0123456789.:0:0:Service:/:/bin/sh\0"), ["svc:… (masked)"]);
        assert_eq!(shown("\0ftp://up:gr4nite@files.vendor.com/x\0"), ["ftp://up:…@files.vendor.com (masked)"]);
    }

    #[test]
    fn how_many_more_there_are_is_told() {
        let many: String = (0..50).map(|at| format!("ftp://up{at}:gr4nite@files.vendor.com\0")).collect();
        let (found, further) = hits(many.as_bytes());
        assert_eq!((found.len(), further), (MOST, 50 - MOST));
    }

    #[test]
    fn what_only_looks_like_a_secret_is_left_alone() {
        for text in [
            "-----BEGIN RSA PRIVATE KEY-----\0-----END RSA PRIVATE KEY-----",
            "$1$%s$",
            "http://user:password@proxy:port/",
            "ftp://%s:%s@%s",
            "root:x:0:0:root:/root:/bin/sh",
            "http://host:80/a@b",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }
}
