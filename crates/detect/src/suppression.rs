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

/// Requests for silence on the lines of a finding and on the one before. They hide nothing; they are told.
pub(crate) fn suppressions(source: &SourceText<'_>, first_line: u32, last_line: u32) -> Vec<Suppression> {
    // A place that spans a whole function is not what a comment somewhere in it speaks of.
    let last_line = last_line.min(first_line + 3);
    (first_line.saturating_sub(1).max(1)..=last_line)
        .filter_map(|line| {
            let text = source.lines.text(&source.text, line);
            let comment = REQUESTS.iter().find(|request| text.contains(**request))?;
            Some(Suppression { comment: (*comment).to_owned(), line })
        })
        .collect()
}
