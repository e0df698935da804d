use std::ops::Range;

use fancy_regex::{Captures, Regex};

/// A rule's regular expression over a whole text.
///
/// Rules use lookaround, which only a backtracking engine has. A relaxed form without it, which matches wherever the exact
/// one does and runs in linear time, tells first where looking closer is worth it.
pub(crate) struct TextRegex {
    /// Anchored where it is tried if there is a relaxed form, and searching by itself otherwise.
    exact: Regex,
    relaxed: Option<regex::Regex>,
}

impl TextRegex {
    /// Compiles `pattern`; `^` and `$` match at lines, as in Semgrep.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let multiline = format!("(?m){pattern}");
        let refused = |error: fancy_regex::Error| format!("the regular expression `{pattern}` cannot be used: {error}");
        let relaxed = without_lookaround(&multiline).and_then(|pattern| regex::Regex::new(&pattern).ok());
        let exact = match relaxed {
            Some(_) => Regex::new(&format!(r"\G(?:{multiline})")),
            None => Regex::new(&multiline),
        };
        let exact = exact.map_err(refused)?;
        Ok(Self { exact, relaxed })
    }

    /// Number of groups, the whole match included.
    pub fn group_count(&self) -> usize {
        self.exact.captures_len()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.exact.capture_names().flatten()
    }

    /// Calls `found` for each match in order. False if the search was given up at its limit of steps.
    pub fn each_match(&self, text: &str, mut found: impl FnMut(&Captures<'_>, Range<usize>)) -> bool {
        let mut at = 0;
        while at <= text.len() {
            if let Some(relaxed) = &self.relaxed {
                match relaxed.find_at(text, at) {
                    Some(candidate) => at = candidate.start(),
                    None => return true,
                }
            }
            let captures = match self.exact.captures_from_pos(text, at) {
                Ok(Some(captures)) => captures,
                // An exact match begins where a relaxed one does: at this candidate, or at a later one.
                Ok(None) if self.relaxed.is_some() => {
                    at = next_character(text, at);
                    continue;
                }
                Ok(None) => return true,
                Err(_) => return false,
            };
            let Some(whole) = captures.get(0) else { return true };
            found(&captures, whole.start()..whole.end());
            // An empty match must not be found again.
            at = if whole.end() > whole.start() { whole.end() } else { next_character(text, whole.end()) };
        }
        true
    }
}

fn next_character(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// The pattern with each lookaround group taken out and each numbered back-reference widened. None where that would not
/// make a pattern that matches more: with named back-references, conditionals and atomic groups.
fn without_lookaround(pattern: &str) -> Option<String> {
    let mut relaxed = String::with_capacity(pattern.len());
    let mut rest = pattern;
    let mut in_class = false;
    while let Some(first) = rest.chars().next() {
        if first == '\\' {
            let escaped = rest[1..].chars().next()?;
            if matches!(escaped, 'k' | 'g' | 'K' | 'G') {
                return None;
            }
            if escaped.is_ascii_digit() && escaped != '0' && !in_class {
                // What a group matched before is some text.
                relaxed.push_str(r"(?:[\s\S]*?)");
                rest = rest[1..].trim_start_matches(|digit: char| digit.is_ascii_digit());
                continue;
            }
            relaxed.push_str(&rest[..1 + escaped.len_utf8()]);
            rest = &rest[1 + escaped.len_utf8()..];
            continue;
        }
        if !in_class && ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|open| rest.starts_with(open)) {
            rest = &rest[group_length(rest)?..];
            // What repeats a lookaround would repeat what stands before it.
            if rest.starts_with(['*', '+', '?', '{']) {
                return None;
            }
            // Keeps an alternative that held nothing else from vanishing.
            relaxed.push_str("(?:)");
            continue;
        }
        if !in_class && ["(?>", "(?(", "(?P=", "(?P>"].iter().any(|open| rest.starts_with(open)) {
            return None;
        }
        match first {
            '[' if !in_class => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        relaxed.push(first);
        rest = &rest[first.len_utf8()..];
    }
    Some(relaxed)
}

/// Length of the group that opens `pattern`.
fn group_length(pattern: &str) -> Option<usize> {
    let (mut depth, mut in_class, mut escaped) = (0, false, false);
    for (at, character) in pattern.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if !in_class => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        assert!(TextRegex::new(pattern).unwrap().each_match(text, |_, range| found.push(text[range].to_owned())));
        found
    }

    #[test]
    fn lookaround_is_kept_in_the_exact_form() {
        assert_eq!(matches(r"(?<!un)safe(?!r)\w*", "unsafe safety safer safe"), ["safety", "safe"]);
        assert_eq!(matches("^b", "ab\nb\n"), ["b"]);
        assert_eq!(matches("x*", "axx"), ["", "xx", ""]);
    }

    #[test]
    fn the_relaxed_form_is_left_out_where_it_would_match_less() {
        assert_eq!(without_lookaround(r"a(?![)\]](b))c[(?=]").as_deref(), Some("a(?:)c[(?=]"));
        assert_eq!(without_lookaround(r"(a)\1b").as_deref(), Some(r"(a)(?:[\s\S]*?)b"));
        assert_eq!(without_lookaround(r"(?<x>a)\k<x>"), None);
        assert_eq!(without_lookaround(r"a(?=b)?c"), None);
    }
}
