use std::collections::BTreeMap;

use banbury_evidence::{DropPath, Language, RuleId};

use crate::{Analyser, FileRequest, Hit, Ruleset, connect_flows};

/// How one rule did on its fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixtureOutcome {
    /// Every `ruleid:` line was found, and no other.
    Passed,
    /// Lines of the fixture, from 1.
    Failed {
        /// Announced by `ruleid:` and not found.
        missing: Vec<u32>,
        /// Found and not announced.
        unexpected: Vec<u32>,
    },
    /// Not run, with the reason.
    Skipped(String),
}

/// Runs the rules of `ruleset` over an annotated fixture, as `semgrep --test` does: a comment `ruleid: ID` announces a finding
/// on the next line of code, `ok: ID` its absence; `todoruleid:` and `todook:` are passed over.
pub fn test_fixture(ruleset: &Ruleset, language: Option<Language>, fixture: &[u8]) -> BTreeMap<RuleId, FixtureOutcome> {
    let text = String::from_utf8_lossy(fixture);
    let (expected, excused) = annotations(&text);
    let analysis = Analyser::new(ruleset).analyse(&FileRequest { language, lexical: false, bytes: fixture });
    let flows = connect_flows(vec![(DropPath::from_escaped(""), analysis.flow)], ruleset);
    let hits: Vec<&Hit> = analysis.hits.iter().chain(flows.hits.iter().map(|(_, hit)| hit)).collect();
    let mut outcomes = BTreeMap::new();
    for rule in &ruleset.rules {
        let id = &rule.info.id;
        let wanted = expected.get(id.0.as_str()).cloned().unwrap_or_default();
        let excused = excused.get(id.0.as_str()).cloned().unwrap_or_default();
        let mut found: Vec<u32> =
            hits.iter().filter(|hit| hit.rule == *id).map(|hit| hit.start.line).collect();
        found.sort_unstable();
        found.dedup();
        let missing: Vec<u32> = wanted.iter().copied().filter(|line| !found.contains(line)).collect();
        let unexpected: Vec<u32> =
            found.iter().copied().filter(|line| !wanted.contains(line) && !excused.contains(line)).collect();
        let outcome = if wanted.is_empty() {
            FixtureOutcome::Skipped("the fixture announces no finding of this rule (`ruleid: ID`)".to_owned())
        } else if missing.is_empty() && unexpected.is_empty() {
            FixtureOutcome::Passed
        } else {
            FixtureOutcome::Failed { missing, unexpected }
        };
        outcomes.insert(id.clone(), outcome);
    }
    for rule in &ruleset.not_run {
        outcomes.insert(rule.id.clone(), FixtureOutcome::Skipped(rule.reason.clone()));
    }
    outcomes
}

type LinesByRule = BTreeMap<String, Vec<u32>>;

/// Lines that are announced, and lines on which nothing is held against the rule.
fn annotations(text: &str) -> (LinesByRule, LinesByRule) {
    let (mut expected, mut excused) = (LinesByRule::new(), LinesByRule::new());
    let mut pending: Vec<(bool, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        match annotation(line) {
            Some((kind, ids)) => {
                for id in ids {
                    match kind {
                        "ruleid" => pending.push((true, id)),
                        "todoruleid" | "todook" => pending.push((false, id)),
                        _ => {}
                    }
                }
            }
            None => {
                for (announced, id) in pending.drain(..) {
                    let lines = if announced { &mut expected } else { &mut excused };
                    lines.entry(id).or_default().push(number);
                }
            }
        }
    }
    (expected, excused)
}

fn annotation(line: &str) -> Option<(&'static str, Vec<String>)> {
    let comment = line.trim_start();
    let opened =
        ["//", "/*", "#", "--", "<!--", "(*", ";"].iter().find_map(|open| comment.strip_prefix(open))?.trim_start();
    // Semgrep reads `#` in the comments of any language.
    let opened = opened.strip_prefix('#').unwrap_or(opened).trim_start();
    for kind in ["ruleid", "ok", "todoruleid", "todook"] {
        if let Some(list) = opened.strip_prefix(kind).and_then(|rest| rest.trim_start().strip_prefix(':')) {
            let ids =
                list.split([',', ' ', '\t']).map(|id| id.trim_end_matches("*/").trim()).filter(|id| !id.is_empty());
            return Some((kind, ids.map(str::to_owned).collect()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RuleFile;

    fn outcome(rule: &str, fixture: &str) -> FixtureOutcome {
        let text = format!("rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [c]\n{rule}");
        let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text }]).unwrap();
        test_fixture(&ruleset, Some(Language::C), fixture.as_bytes()).remove(&RuleId("r".to_owned())).unwrap()
    }

    fn passes(rule: &str, fixture: &str) {
        assert_eq!(outcome(rule, fixture), FixtureOutcome::Passed, "{rule}\n{fixture}");
    }

    #[test]
    fn calls_match_with_ellipses_and_equal_metavariables() {
        passes(
            "  pattern: memcpy_s($D, $N, ..., $N)\n",
            "void f(void) {\n// ruleid: r\n  x = (memcpy_s(d, sizeof(d), s, sizeof( d )));\n// ok: r\n  memcpy_s(d, 4, s, 5);\n}\n",
        );
    }

    #[test]
    fn statements_match_in_order_and_deeper_behind_an_ellipsis() {
        passes(
            "  pattern: |\n    $B = recv($S, ...);\n    ...\n    system($B);\n",
            "void f(int s) {\n// ruleid: r\n  char *b = recv(s, 1);\n  if (b) {\n    log(b);\n    system(b);\n  }\n}\nvoid g(int s) {\n  system(b);\n  b = recv(s, 1);\n}\n",
        );
    }

    #[test]
    fn conditions_and_surroundings_narrow_a_match() {
        let rule = "  patterns:\n  - pattern: $F($X, \"...\")\n  - pattern-inside: |\n      $R $G(..., char *$X, ...) { ... }\n  - pattern-not: safe($X, ...)\n  - metavariable-regex:\n      metavariable: $F\n      regex: run|safe\n";
        passes(
            rule,
            "static int *g(int a, const char *x) {\n  if (a)\n// ruleid: r\n    run(x, \"a\");\n  run(y, \"a\"); safe(x, \"a\"); walk(x, \"b\"); run(x, b);\n  return 0;\n}\nvoid run(char *x, \"a\");\n",
        );
    }

    #[test]
    fn typed_metavariables_ask_for_declarations() {
        passes(
            "  pattern: free((char *$P))\n",
            "void f(const char *a, int *b) {\n  char c[4], *d;\n// ruleid: r\n  free(a);\n  free(b);\n  free(c);\n// ruleid: r\n  free(d);\n}\n",
        );
    }

    #[test]
    fn macro_bodies_and_torn_code_are_seen() {
        passes(
            "  pattern: system($X)\n",
            "// ruleid: r\n#define RUN(x) system(x)\nint f(char *c) {\n#ifdef A\n  if (c) {\n#else\n  if (!c) {\n#endif\n// ruleid: r\n    system(c);\n  }\n  return 0;\n}\n",
        );
    }

    #[test]
    fn what_is_missing_and_what_is_too_much_is_told() {
        let fixture = "void f(void) {\n// ruleid: r\n  g();\n  h();\n}\n";
        assert_eq!(
            outcome("  pattern: h()\n", fixture),
            FixtureOutcome::Failed { missing: vec![3], unexpected: vec![4] }
        );
    }

    #[test]
    fn a_rule_that_is_not_supported_is_skipped_with_its_reason() {
        let outcome = outcome("  mode: join\n", "// ruleid: r\n");
        assert_eq!(outcome, FixtureOutcome::Skipped("r.yaml:6:9: `mode: join` is not supported".to_owned()));
    }
}
