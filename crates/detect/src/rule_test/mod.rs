//! Rules over annotated fixtures, and why one does not match where it should.

mod annotations;
mod explain;

use std::collections::BTreeMap;

use banbury_evidence::{DropPath, Language, RuleId};
use banbury_syntax::{Grammar, MacroTable};

use crate::rule::Rule;
use crate::{Analyser, ApiFamilies, FileRequest, Ruleset, connect_flows};
use annotations::{Annotations, Expected};
pub use explain::{Effect, Explanation, Step, explain};

/// How one rule did on a fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixtureOutcome {
    /// Every announced line was found, and no other.
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
/// on the next line of code, `ok: ID` its absence; lines under `todoruleid:`, `todook:` and the annotations for Semgrep's
/// other engines are not held against a rule.
///
/// A rule that does not run on `language` is tried in its own: a fixture's name may say another.
pub fn test_fixture(ruleset: &Ruleset, language: Option<Language>, fixture: &[u8]) -> BTreeMap<RuleId, FixtureOutcome> {
    let annotations = Annotations::of(&String::from_utf8_lossy(fixture));
    let mut found_in: BTreeMap<Option<Language>, BTreeMap<RuleId, Vec<u32>>> = BTreeMap::new();
    let mut outcomes = BTreeMap::new();
    for rule in &ruleset.rules {
        let language = language_for(rule, language);
        let found = found_in.entry(language).or_insert_with(|| found_lines(ruleset, language, fixture));
        let found = found.get(&rule.info.id).map(Vec::as_slice).unwrap_or_default();
        outcomes.insert(rule.info.id.clone(), judge(annotations.of_rule(&rule.info.id), found));
    }
    for rule in &ruleset.not_run {
        outcomes.insert(rule.id.clone(), FixtureOutcome::Skipped(rule.reason.clone()));
    }
    outcomes
}

/// The lines on which each rule matches.
fn found_lines(ruleset: &Ruleset, language: Option<Language>, fixture: &[u8]) -> BTreeMap<RuleId, Vec<u32>> {
    let request = FileRequest { language, lexical: false, left_out: &[], bytes: fixture };
    let mut lines: BTreeMap<RuleId, Vec<u32>> = BTreeMap::new();
    let analysis = Analyser::new(ruleset, ApiFamilies::default(), MacroTable::empty()).analyse(&request);
    let flows = connect_flows(vec![(DropPath::from_escaped(""), analysis.flow)], ruleset, &|| {});
    for hit in analysis.hits.into_value().into_iter().chain(flows.hits.into_iter().map(|(_, hit)| hit)) {
        lines.entry(hit.rule).or_default().push(hit.start.line);
    }
    for lines in lines.values_mut() {
        lines.sort_unstable();
        lines.dedup();
    }
    lines
}

/// The fixture's language, or the rule's own if the rule does not run on that.
fn language_for(rule: &Rule, fixture: Option<Language>) -> Option<Language> {
    let runs = fixture.and_then(Grammar::of).is_some_and(|grammar| rule.is_for(grammar));
    if runs || rule.on_any_text.is_some() { fixture } else { rule.info.languages.first().copied().or(fixture) }
}

fn judge(expected: Option<&Expected>, found: &[u32]) -> FixtureOutcome {
    let Some(expected) = expected else {
        return FixtureOutcome::Skipped("the fixture says nothing of this rule (`ruleid: ID`, `ok: ID`)".to_owned());
    };
    let missing: Vec<u32> = expected.findings.iter().copied().filter(|line| !found.contains(line)).collect();
    let accounted = |line: &u32| expected.findings.contains(line) || expected.excused.contains(line);
    let unexpected: Vec<u32> = found.iter().copied().filter(|line| !accounted(line)).collect();
    match missing.is_empty() && unexpected.is_empty() {
        true => FixtureOutcome::Passed,
        false => FixtureOutcome::Failed { missing, unexpected },
    }
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
    fn a_rule_runs_in_its_own_language_on_a_fixture_that_is_named_otherwise() {
        let text = "rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [cpp]\n  pattern: new $T()\n";
        let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text: text.to_owned() }]).unwrap();
        let fixture = b"int f() {\n  // ruleid: r\n  return *new int();\n}\n";
        let outcomes = test_fixture(&ruleset, Some(Language::C), fixture);
        assert_eq!(outcomes.values().next(), Some(&FixtureOutcome::Passed));
    }

    #[test]
    fn a_fixture_of_look_alikes_alone_is_a_test() {
        let rule = "  pattern: g()\n";
        assert_eq!(outcome(rule, "void f(void) {\n// ok: r\n  h();\n}\n"), FixtureOutcome::Passed);
        assert!(matches!(outcome(rule, "void f(void) {\n// ok: r\n  g();\n}\n"), FixtureOutcome::Failed { .. }));
        assert!(matches!(outcome(rule, "void f(void) {\n  g();\n}\n"), FixtureOutcome::Skipped(_)));
    }

    #[test]
    fn a_rule_that_is_not_supported_is_skipped_with_its_reason() {
        let outcome = outcome("  mode: join\n", "// ruleid: r\n");
        assert_eq!(outcome, FixtureOutcome::Skipped("r.yaml:6:9: `mode: join` is not supported".to_owned()));
    }
}
