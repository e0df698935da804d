use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use banbury_evidence::Suppression;
use banbury_syntax::SourceText;

/// What vendors write to keep tools silent.
const REQUESTS: [&str; 14] = [
    "nosemgrep",
    "nosem",
    "NOLINTNEXTLINE",
    "NOLINT",
    "flawfinder: ignore",
    "Flawfinder: ignore",
    "RATS: ignore",
    "ITS4: ignore",
    "coverity[",
    "cppcheck-suppress",
    "diagnostic ignored",
    "nosec",
    "noqa",
    "shellcheck disable",
];

/// How much of a line is searched, at its start and at its end: a file of one line must not be read again for each finding.
const SEARCHED: usize = 1 << 12;

/// Requests for silence on the lines of a finding and on the one before. They hide nothing; they are told.
pub(crate) fn suppressions(source: &SourceText<'_>, first_line: u32, last_line: u32) -> Vec<Suppression> {
    // A place that spans a whole function is not what a comment somewhere in it speaks of.
    let last_line = last_line.min(first_line + 3);
    (first_line.saturating_sub(1).max(1)..=last_line)
        .filter_map(|line| {
            let comment = request(source.lines.text(&source.text, line))?;
            Some(Suppression { comment: comment.to_owned(), line })
        })
        .collect()
}

/// The first entry of the list that a line holds.
fn request(line: &str) -> Option<&'static str> {
    static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(REQUESTS).ok());
    let search = SEARCH.as_ref()?;
    let parts = match line.len() <= 2 * SEARCHED {
        true => [line, ""],
        false => {
            let (head, tail) = (line.floor_char_boundary(SEARCHED), line.ceil_char_boundary(line.len() - SEARCHED));
            [&line[..head], &line[tail..]]
        }
    };
    let found = parts.iter().flat_map(|part| search.find_overlapping_iter(*part));
    found.map(|it| it.pattern().as_usize()).min().and_then(|index| REQUESTS.get(index).copied())
}
