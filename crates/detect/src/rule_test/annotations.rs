use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::RuleId;

/// What a fixture says of its rules.
#[derive(Debug, Default)]
pub(super) struct Annotations(BTreeMap<String, Expected>);

/// What a fixture says of one rule: lines, from 1.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Expected {
    /// Where it must match.
    pub findings: BTreeSet<u32>,
    /// Where it may match or not.
    pub excused: BTreeSet<u32>,
}

/// What an annotation says of the next line of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Finding,
    Silence,
    /// Known to be wrong (`todo`), or meant for another engine of Semgrep's (`pro`, `deep`).
    Either,
}

/// What an annotation's comment may open with; the longer ones first.
const OPENERS: [&str; 13] = ["{{!--", "<!--", "{/*", "<%#", "/*", "//", "(*", "{#", "--", "#", ";", "%", "*"];
/// What it may close with.
const CLOSERS: [&str; 7] = ["--}}", "*/}", "-->", "*/", "*)", "#}", "%>"];

impl Annotations {
    /// Reads the annotations of a fixture. Those on lines that follow each other all speak of the next line of code.
    pub fn of(text: &str) -> Self {
        let mut all = Self::default();
        let mut pending: Vec<(Kind, String)> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let found = annotation(line);
            let is_code = found.as_ref().is_none_or(|found| found.behind_code);
            if is_code {
                for (kind, id) in pending.drain(..) {
                    let expected = all.0.entry(id).or_default();
                    match kind {
                        Kind::Finding => expected.findings.insert(number),
                        Kind::Either => expected.excused.insert(number),
                        Kind::Silence => false,
                    };
                }
            }
            if let Some(found) = found {
                pending.extend(found.ids.into_iter().map(|id| (found.kind, id)));
            }
        }
        // At the end of a file there is no code to speak of; the rule has been named all the same.
        for (_, id) in pending {
            all.0.entry(id).or_default();
        }
        all
    }

    /// What is said of a rule. Annotations may name it with the folders that Semgrep puts in front, or without.
    pub fn of_rule(&self, id: &RuleId) -> Option<&Expected> {
        let last = |id: &str| id.rsplit('.').next().unwrap_or_default().to_owned();
        self.0.get(&id.0).or_else(|| self.0.iter().find(|(named, _)| last(named) == last(&id.0)).map(|(_, it)| it))
    }
}

struct Annotation {
    kind: Kind,
    ids: Vec<String>,
    /// Whether it stands behind code, so that its line is a line of code itself.
    behind_code: bool,
}

/// The annotation in a line, which must stand right behind the opening of a comment.
fn annotation(line: &str) -> Option<Annotation> {
    line.match_indices(':').find_map(|(colon, _)| {
        let before = line[..colon].trim_end();
        let start = before.rfind(|letter: char| !letter.is_ascii_alphabetic()).map_or(0, |at| at + 1);
        let kind = kind(before.get(start..)?)?;
        let opening = before.get(..start)?.trim_end();
        let code = OPENERS.iter().find_map(|opener| opening.strip_suffix(opener))?;
        // Semgrep reads `#` in the comments of any language.
        let code = OPENERS.iter().find_map(|opener| code.trim_end().strip_suffix(opener)).unwrap_or(code);
        Some(Annotation { kind, ids: ids(&line[colon + 1..]), behind_code: !code.trim().is_empty() })
    })
}

fn kind(word: &str) -> Option<Kind> {
    let (word, known_wrong) = strip(word, "todo");
    let (word, pro) = strip(word, "pro");
    let (word, deep) = strip(word, "deep");
    match word {
        "ruleid" | "ok" if known_wrong || pro || deep => Some(Kind::Either),
        "ruleid" => Some(Kind::Finding),
        "ok" => Some(Kind::Silence),
        _ => None,
    }
}

fn strip<'w>(word: &'w str, prefix: &str) -> (&'w str, bool) {
    word.strip_prefix(prefix).map_or((word, false), |rest| (rest, true))
}

/// A list with commas; each item ends at white space.
fn ids(list: &str) -> Vec<String> {
    let list = CLOSERS.iter().find_map(|closer| list.split_once(closer)).map_or(list, |(list, _)| list);
    list.split(',').filter_map(|id| id.split_whitespace().next()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str, id: &str) -> Vec<u32> {
        let all = Annotations::of(text);
        all.of_rule(&RuleId(id.to_owned())).map(|it| it.findings.iter().copied().collect()).unwrap_or_default()
    }

    #[test]
    fn every_comment_that_semgrep_reads_is_read() {
        for line in [
            "// ruleid: r",
            "//ruleid:r",
            "  /* ruleid: q, r */",
            "# ruleid: r because of this",
            "<!-- ruleid: r -->",
            "{/* ruleid: r */}",
            "{# ruleid: r #}",
            "(* ruleid: r *)",
            "-- ruleid: r",
            "// # ruleid: r",
            "/*#ruleid: folder.r*/",
            "code(); // ruleid: r",
            "url = 'http://x'; // ruleid: r",
        ] {
            assert_eq!(findings(&format!("{line}\nhere\n"), "r"), [2], "{line}");
        }
        for line in ["ruleid: r", "x = \"ruleid: r\"", "// noruleid: r", "// the ruleid: r"] {
            assert!(findings(&format!("{line}\nhere\n"), "r").is_empty(), "{line}");
        }
    }

    #[test]
    fn annotations_stack_on_the_next_line_of_code() {
        let text = "// ruleid: a\n// ok: b\n// ruleid: c\nhere(); // ruleid: a\nthere();\n";
        assert_eq!(findings(text, "a"), [4, 5]);
        assert_eq!(findings(text, "c"), [4]);
        assert!(findings(text, "b").is_empty());
        assert!(Annotations::of(text).of_rule(&RuleId("b".to_owned())).is_some());
    }

    #[test]
    fn what_is_to_do_and_other_engines_findings_are_excused() {
        for word in ["todoruleid", "todook", "proruleid", "deepruleid", "prook", "deepok", "todoproruleid"] {
            let all = Annotations::of(&format!("// {word}: r\nhere\n"));
            let expected = all.of_rule(&RuleId("r".to_owned())).unwrap();
            assert_eq!((expected.findings.len(), expected.excused.len()), (0, 1), "{word}");
        }
    }
}
