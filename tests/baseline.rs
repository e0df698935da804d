//! What becomes of findings from one inspection to the next.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use common::{Ended, inspect, json, run, write};
use serde_json::Value;
use tempfile::TempDir;

/// A drop and a rule for it, inspected again and again.
struct Bench(TempDir);

const RULE: &str = "rules:
- id: copy
  message: Copies without a bound.
  severity: HIGH
  languages: [c]
  pattern: strcpy($D, $S)
";

const SOURCE: &str = "void first(char *d, char *s)
{
    strcpy(d, s);
}

void second(char *d)
{
    strcpy(d, \"x\");
}
";

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        bench.rule(RULE);
        bench.source("src/a.c", SOURCE);
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn rule(&self, text: &str) {
        write(self.0.path(), "rules/copy.yaml", text);
    }

    fn source(&self, name: &str, text: &str) {
        write(&self.at("drop"), name, text);
    }

    fn inspect(&self, bundle: &str, baseline: Option<&str>) -> Ended {
        let rules = self.at("rules");
        let baseline = baseline.map(|name| self.at(name));
        let mut further = vec!["--rules", rules.to_str().unwrap()];
        if let Some(baseline) = &baseline {
            further.extend(["--baseline", baseline.to_str().unwrap()]);
        }
        inspect(&self.at("drop"), &self.at(bundle), &further)
    }

    /// The states of the findings of our rule in a bundle, by place.
    fn states(&self, bundle: &str) -> BTreeMap<String, String> {
        let log = json(&self.at(bundle), "findings.sarif");
        let results = log["runs"][0]["results"].as_array().unwrap();
        let ours = results.iter().filter(|result| result["ruleId"] == "copy");
        ours.map(|result| (place(result), result["baselineState"].as_str().unwrap_or("none").to_owned())).collect()
    }

    /// Why findings of the baseline cannot be compared, by place.
    fn not_comparable(&self, bundle: &str) -> BTreeMap<String, String> {
        let log = json(&self.at(bundle), "findings.sarif");
        let all = log["runs"][0]["properties"]["notComparable"].as_array().cloned().unwrap_or_default();
        all.iter().map(|it| (place(&it["result"]), it["reason"].as_str().unwrap().to_owned())).collect()
    }
}

fn place(result: &Value) -> String {
    let place = &result["locations"][0]["physicalLocation"];
    format!("{}:{}", place["artifactLocation"]["uri"].as_str().unwrap(), place["region"]["startLine"])
}

fn states(expected: &[(&str, &str)]) -> BTreeMap<String, String> {
    expected.iter().map(|(place, state)| ((*place).to_owned(), (*state).to_owned())).collect()
}

#[test]
fn findings_are_new_unchanged_or_absent() {
    let bench = Bench::new();
    bench.inspect("one", None).with(0);
    assert_eq!(bench.states("one"), states(&[("src/a.c:3", "none"), ("src/a.c:8", "none")]));
    bench.source(
        "src/a.c",
        &SOURCE.replace("strcpy(d, \"x\")", "*d = 0").replace("strcpy(d, s)", "strcpy(d, s);\n    strcpy(d, s)"),
    );
    let ended = bench.inspect("two", Some("one")).with(0);
    // The same call twice: one of them was there before.
    assert_eq!(
        bench.states("two"),
        states(&[("src/a.c:3", "unchanged"), ("src/a.c:4", "new"), ("src/a.c:8", "absent")])
    );
    assert!(ended.stdout.contains("1 new, 1 fixed, 1 persisting, 0 not comparable"), "{}", ended.stdout);
    let diff = run([PathBuf::from("diff"), bench.at("one"), bench.at("two")]).with(0).stdout;
    assert!(diff.ends_with("1 new, 1 fixed, 1 persisting (0 moved), 0 not comparable\n"), "{diff}");
    // What is absent is not taken up again.
    bench.inspect("three", Some("two")).with(0);
    assert_eq!(bench.states("three"), states(&[("src/a.c:3", "unchanged"), ("src/a.c:4", "unchanged")]));
}

#[test]
fn a_finding_survives_a_reindented_moved_or_renamed_file() {
    let bench = Bench::new();
    bench.inspect("one", None).with(0);
    let reindented = SOURCE.replace("    strcpy(d, s)", "\n\t\t/* why */ strcpy( d,\n\t\t\ts )").replace("\n{", " {");
    bench.source("src/a.c", &format!("/* A heading. */\n\n{reindented}"));
    bench.inspect("two", Some("one")).with(0);
    assert_eq!(bench.states("two"), states(&[("src/a.c:5", "unchanged"), ("src/a.c:10", "unchanged")]));
    fs::create_dir(bench.at("drop/lib")).unwrap();
    fs::rename(bench.at("drop/src/a.c"), bench.at("drop/lib/b.c")).unwrap();
    bench.inspect("three", Some("one")).with(0);
    assert_eq!(bench.states("three"), states(&[("lib/b.c:5", "updated"), ("lib/b.c:10", "updated")]));
    // A copy is new.
    bench.source("src/a.c", SOURCE);
    bench.inspect("four", Some("three")).with(0);
    assert_eq!(
        bench.states("four"),
        states(&[("lib/b.c:5", "unchanged"), ("lib/b.c:10", "unchanged"), ("src/a.c:3", "new"), ("src/a.c:8", "new")])
    );
}

#[test]
fn what_the_rule_did_not_see_is_not_fixed() {
    let bench = Bench::new();
    bench.inspect("one", None).with(0);
    let both = |reason: &str| states(&[("src/a.c:3", reason), ("src/a.c:8", reason)]);

    bench.rule(&RULE.replace("id: copy", "id: other"));
    let ended = bench.inspect("off", Some("one")).with(0);
    assert_eq!(bench.not_comparable("off"), both("the rule did not run this time"));
    assert!(ended.stdout.contains("2 new, 0 fixed, 0 persisting, 2 not comparable"), "{}", ended.stdout);
    let diff = run([PathBuf::from("diff"), bench.at("one"), bench.at("off")]).with(0).stdout;
    assert!(diff.contains("2 of the new findings are of rules that are new or have changed"), "{diff}");

    bench.rule(&RULE.replace("strcpy($D, $S)", "strcpy($D, $S, $N)"));
    bench.inspect("changed", Some("one")).with(0);
    assert_eq!(bench.not_comparable("changed"), both("the rule has changed since"));
    assert!(bench.states("changed").is_empty());

    bench.rule(RULE);
    fs::write(bench.at("drop/src/a.c"), vec![b'x'; 64 << 20 | 1]).unwrap();
    bench.inspect("large", Some("one")).with(3);
    assert_eq!(bench.not_comparable("large"), both("the file could not be inspected this time"));

    fs::remove_file(bench.at("drop/src/a.c")).unwrap();
    bench.source("src/b.c", "int x;\n");
    bench.inspect("gone", Some("one")).with(0);
    assert_eq!(bench.states("gone"), both("absent"));

    // What could not be compared is still open, and found again.
    bench.source("src/a.c", SOURCE);
    bench.inspect("back", Some("large")).with(0);
    assert_eq!(bench.states("back"), both("unchanged"));
}

#[test]
fn requests_for_silence_are_told_and_counted_and_hide_nothing() {
    let bench = Bench::new();
    bench.source("src/a.c", &SOURCE.replace("strcpy(d, s);", "strcpy(d, s); // NOLINT(bugprone-x)"));
    bench.source("src/b.c", "/* nosemgrep */ int x;\nint y; /* coverity[z] */\n");
    let ended = bench.inspect("one", None).with(0);
    assert!(ended.stdout.contains("comments that ask tools to keep silent: 3"), "{}", ended.stdout);
    let log = json(&bench.at("one"), "findings.sarif");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let finding = results.iter().find(|result| place(result) == "src/a.c:3").unwrap();
    assert_eq!(finding["suppressions"][0]["kind"], "inSource");
    assert_eq!(finding["suppressions"][0]["justification"], "NOLINT(bugprone-x)");
    let coverage = json(&bench.at("one"), "coverage.json");
    let counts = serde_json::json!([
        {"comment": "NOLINT", "count": 1}, {"comment": "coverity[", "count": 1}, {"comment": "nosemgrep", "count": 1}
    ]);
    assert_eq!(coverage["suppressions"], counts);
}
