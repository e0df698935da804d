//! Requests for silence in the vendor's source. They hide nothing; they are told, on the findings they speak of and by number.

mod table;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use banbury_evidence::Suppression;
use banbury_syntax::SourceText;

use table::{FORMS, Form, Reach};

/// The requests for silence in one file.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    /// Those that speak of a line, by that line.
    by_line: BTreeMap<u32, Vec<Suppression>>,
    /// Those that speak of a stretch of lines.
    stretches: Vec<(RangeInclusive<u32>, Suppression)>,
    /// How many there are of each form.
    counts: BTreeMap<&'static str, u64>,
}

/// More requests for one line than this are counted only: a file of one line must not be told again with each finding.
const MOST_ON_A_LINE: usize = 4;
/// More stretches of a file than this are counted only.
const MOST_STRETCHES: usize = 256;
/// Longest text of a request that is told, in bytes.
const LONGEST: usize = 120;
/// How far back on its line the opening of a request's comment is looked for, in bytes, and how far on its end.
const SEARCHED: usize = 256;

impl Requests {
    /// Looks for them all.
    pub fn of(source: &SourceText<'_>) -> Self {
        static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(FORMS.iter().map(Form::text)).ok()
        });
        let mut requests = Self::default();
        let Some(search) = SEARCH.as_ref() else { return requests };
        let text: &str = &source.text;
        let mut open: Vec<(table::Family, Suppression)> = Vec::new();
        for found in search.find_iter(text) {
            let Some(form) = FORMS.get(found.pattern().as_usize()) else { continue };
            let line = source.lines.line(found.start());
            let line_start = source.lines.start(line);
            let reach = text.ceil_char_boundary(line_start.max(found.start().saturating_sub(SEARCHED)));
            let before = text.get(reach..found.start()).unwrap_or_default();
            let Some(stands_alone) = stands(form, before, &text[found.end()..], reach == line_start) else { continue };
            if let Reach::To(family) = form.reach {
                if let Some(at) = open.iter().rposition(|(begun, _)| *begun == family) {
                    let (_, begun) = open.remove(at);
                    requests.stretch(begun.line..=line, begun);
                }
                continue;
            }
            *requests.counts.entry(form.text()).or_default() += 1;
            let request = Suppression { comment: told(&text[found.start()..]), line };
            match form.reach {
                Reach::Here if stands_alone => {
                    requests.on(line, request.clone());
                    requests.on(line + 1, request);
                }
                Reach::Here => requests.on(line, request),
                Reach::Next => requests.on(line + 1, request),
                Reach::From(family) if stands_alone => {
                    if open.len() < MOST_STRETCHES {
                        open.push((family, request));
                    }
                }
                Reach::From(_) => requests.on(line, request),
                Reach::File => requests.stretch(1..=u32::MAX, request),
                Reach::To(_) => {}
            }
        }
        for (_, begun) in open {
            requests.stretch(begun.line..=u32::MAX, begun);
        }
        requests
    }

    fn on(&mut self, line: u32, request: Suppression) {
        let known = self.by_line.entry(line).or_default();
        if known.len() < MOST_ON_A_LINE {
            known.push(request);
        }
    }

    fn stretch(&mut self, lines: RangeInclusive<u32>, request: Suppression) {
        if self.stretches.len() < MOST_STRETCHES {
            self.stretches.push((lines, request));
        }
    }

    /// The requests that speak of a place on these lines, by line.
    pub fn about(&self, first_line: u32, last_line: u32) -> Vec<Suppression> {
        // A place that spans a whole function is not what a comment somewhere in it speaks of.
        let last_line = last_line.min(first_line + 3).max(first_line);
        let here = self.by_line.range(first_line..=last_line).flat_map(|(_, requests)| requests);
        let around = self.stretches.iter().filter(|(lines, _)| lines.contains(&first_line)).map(|(_, request)| request);
        let mut found: Vec<Suppression> = here.chain(around.take(MOST_ON_A_LINE)).cloned().collect();
        found.sort();
        found.dedup();
        found
    }

    /// How many there are of each form, whether or not there is a finding.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.counts.iter().map(|(words, count)| ((*words).to_owned(), *count)).collect()
    }
}

/// What opens a comment in one of the languages.
const OPENERS: [&str; 9] = ["//", "/*", "#", "--", "<!--", "(*", ";", "%", "\"\"\""];

/// Whether a request of this form stands between `before`, on its line, and `behind`; and if so, whether alone on that line.
///
/// Where `before` is not the whole beginning of the line, the comment may open further back.
fn stands(form: &Form, before: &str, behind: &str, is_whole: bool) -> Option<bool> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let text = form.text();
    let goes_on = |letter: char| is_word(letter) || letter == '-';
    if text.starts_with(is_word) && before.ends_with(is_word) {
        return None;
    }
    if !form.is_prefix() && text.ends_with(is_word) && behind.starts_with(goes_on) {
        return None;
    }
    // Annotations open their comment: elsewhere `@` is part of an address.
    let opens_comment = || OPENERS.iter().chain(&["*"]).any(|opener| before.trim_end().ends_with(opener));
    if form.in_comment && text.starts_with('@') && !opens_comment() {
        return None;
    }
    if !form.in_comment {
        return Some(is_whole && (before.trim_start().starts_with(['#', '@', '[', '_']) || before.trim().is_empty()));
    }
    let in_block = before.trim_start().starts_with('*');
    let opens = |(_, rest): &(usize, &[u8])| OPENERS.iter().any(|opener| rest.starts_with(opener.as_bytes()));
    let opener = (0..before.len()).map(|at| (at, &before.as_bytes()[at..])).find(opens);
    match opener {
        _ if !is_whole => Some(false),
        Some((at, _)) => Some(before[..at].trim().is_empty() || in_block),
        None => in_block.then_some(true),
    }
}

/// The request as it is written, to the end of its comment.
fn told(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(SEARCHED)];
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let ends = ["*/", "-->", "*)"].iter().filter_map(|closer| line.find(closer)).min();
    let comment = line[..ends.unwrap_or(line.len())].trim_end();
    match comment.len() > LONGEST {
        true => format!("{}…", &comment[..comment.floor_char_boundary(LONGEST)]),
        false => comment.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use banbury_syntax::decode;

    use super::*;

    fn about(text: &str, line: u32) -> Vec<String> {
        let requests = Requests::of(&decode(text.as_bytes()));
        requests.about(line, line).into_iter().map(|request| format!("{}:{}", request.line, request.comment)).collect()
    }

    fn counts(text: &str) -> String {
        let counts = Requests::of(&decode(text.as_bytes())).counts();
        counts.iter().map(|(words, count)| format!("{words} {count}")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_form_of_every_tool_is_known() {
        for line in [
            "x(); // nosemgrep: a.b.c",
            "x(); /* NOLINT(cert-env33-c) */",
            "x(); /* Flawfinder: ignore */",
            "x(); // RATS: ignore",
            "x(); /* ITS4: ignore */",
            "x(); /* coverity[tainted_data] */",
            "x(); // cppcheck-suppress nullPointer",
            "x(); //lint !e534",
            "x(); /*@i1@*/",
            "x(); // NOSONAR",
            "x()  # pylint: disable=exec-used",
            "x()  # noqa: S102",
            "x()  # nosec B102",
            "x() // #nosec G204",
            "x() //nolint:gosec",
            "x(); // eslint-disable-line no-eval",
            "@SuppressWarnings(\"unchecked\") x();",
            "x(); // phpcs:ignore WordPress.Security",
            "x # shellcheck disable=SC2086",
            "x  # rubocop:disable Security/Eval",
            "x(); ## no critic (ProhibitStringyEval)",
            "[[clang::suppress]] x();",
            "__attribute__((no_sanitize(\"address\"))) void x();",
        ] {
            assert_eq!(about(line, 1).len(), 1, "{line}");
            assert!(about(&format!("{line}\ny();\n"), 2).is_empty() || line.starts_with(['@', '[', '_']), "{line}");
        }
    }

    #[test]
    fn a_word_in_code_or_in_another_word_is_no_request() {
        for line in [
            "int nosec = 1;",
            "NOLINT();",
            "// nosection",
            "// MY_NOLINT",
            "x = noqa",
            "// the nolints",
            "puts(\"no critic\");",
            "/* me@irc.example.org */",
        ] {
            assert_eq!(counts(line), "", "{line}");
        }
    }

    #[test]
    fn requests_reach_the_lines_they_speak_of() {
        assert_eq!(about("// NOLINTNEXTLINE(a)\nx();\ny();\n", 2), ["1:NOLINTNEXTLINE(a)"]);
        assert!(about("// NOLINTNEXTLINE(a)\nx();\ny();\n", 3).is_empty());
        assert_eq!(about("/* coverity[a] */\nx();\n", 2), ["1:coverity[a]"]);
        assert!(about("y(); /* coverity[a] */\nx();\n", 2).is_empty());
        let text = "a();\n// NOLINTBEGIN\nb();\n\nc();\n// NOLINTEND\nd();\n";
        assert_eq!(
            (about(text, 5), about(text, 7).len(), about(text, 1).len()),
            (vec!["2:NOLINTBEGIN".to_owned()], 0, 0)
        );
        let text = "#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wformat\"\nx();\n\n#pragma GCC diagnostic pop\ny();\n";
        assert_eq!(about(text, 4), ["2:GCC diagnostic ignored \"-Wformat\""]);
        assert!(about(text, 6).is_empty());
        assert_eq!(about("x();\ny();\n# flake8: noqa\n", 1), ["3:flake8: noqa"]);
        assert_eq!(about("/* eslint-disable */\n\n\nx();\n", 4), ["1:eslint-disable"]);
    }

    #[test]
    fn all_are_counted_by_form() {
        let text = "// NOLINT\nx(); // NOLINT(a)\n// NOLINTBEGIN\n// NOLINTEND\n/* nosemgrep */\n";
        assert_eq!(counts(text), "NOLINT 2, NOLINTBEGIN 1, nosemgrep 1");
    }

    #[test]
    fn a_file_of_requests_is_told_in_bounds() {
        let line = "// NOLINT ".repeat(10_000);
        assert_eq!(about(&line, 1).len(), 1);
        assert!(about(&line, 1)[0].len() < 200);
        assert_eq!(counts(&line), "NOLINT 10000");
        let many = "// NOLINTBEGIN\n".repeat(10_000);
        assert_eq!(about(&many, 10_000).len(), MOST_ON_A_LINE);
    }

    #[test]
    fn no_form_is_listed_twice() {
        let mut all: Vec<&str> = FORMS.iter().map(Form::text).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), FORMS.len());
    }
}
