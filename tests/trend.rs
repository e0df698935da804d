//! Findings over several releases: returned, point fixes, counts by class and component.

mod common;

use std::fs;
use std::path::PathBuf;

use common::{Ended, banbury, inspect, json, run, write};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A drop that goes from release to release, and a rule of class 14 for it.
struct Bench(TempDir);

const RULE: &str = "rules:
- id: copy
  message: Copies without a bound.
  severity: HIGH
  languages: [c]
  metadata: {class: [14]}
  pattern: strcpy($D, $S)
";

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        bench.rule(RULE);
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn rule(&self, text: &str) {
        write(self.0.path(), "rules/copy.yaml", text);
    }

    /// A release with these files, each of which copies in these functions.
    fn release(&self, files: &[(&str, &[&str])]) {
        let _ = fs::remove_dir_all(self.at("drop"));
        for (name, functions) in files {
            let text: String = functions
                .iter()
                .map(|it| format!("void {it}(char *d, char *s)\n{{\n    strcpy(d, s);\n}}\n\n"))
                .collect();
            write(&self.at("drop"), name, format!("{text}int end;\n"));
        }
    }

    fn inspect(&self, bundle: &str, earlier: &[&str]) -> Ended {
        let rules = self.at("rules");
        let earlier: Vec<PathBuf> = earlier.iter().map(|name| self.at(name)).collect();
        let mut further = vec!["--rules", rules.to_str().unwrap()];
        for bundle in &earlier {
            further.extend(["--baseline", bundle.to_str().unwrap()]);
        }
        inspect(&self.at("drop"), &self.at(bundle), &further).with(0)
    }

    /// `diff --json` of some bundles.
    fn diff(&self, bundles: &[&str]) -> Value {
        let mut command = banbury();
        command.arg("diff").args(bundles.iter().map(|name| self.at(name))).arg("--json");
        serde_json::from_str(&Ended::of(&mut command).with(0).stdout).unwrap()
    }

    /// State and place of the findings in findings.sarif, and whether they say that they returned.
    fn sarif(&self, bundle: &str) -> Vec<(String, String, bool)> {
        let log = json(&self.at(bundle), "findings.sarif");
        let results = log["runs"][0]["results"].as_array().unwrap().iter().filter(|result| result["ruleId"] == "copy");
        let one = |result: &Value| {
            let place = &result["locations"][0]["physicalLocation"];
            let at = format!("{}:{}", place["artifactLocation"]["uri"].as_str().unwrap(), place["region"]["startLine"]);
            (result["baselineState"].as_str().unwrap().to_owned(), at, result["properties"]["returned"] == true)
        };
        results.map(one).collect()
    }
}

fn told(state: &str, place: &str, returned: bool) -> (String, String, bool) {
    (state.to_owned(), place.to_owned(), returned)
}

#[test]
fn what_was_fixed_in_between_has_returned() {
    let bench = Bench::new();
    bench.release(&[("src/a.c", &["first", "second"]), ("web/b.c", &["third"])]);
    bench.inspect("one", &[]);
    bench.release(&[("src/a.c", &["second"]), ("web/b.c", &[])]);
    bench.inspect("two", &["one"]);
    bench.release(&[("src/a.c", &["first", "second", "fourth"]), ("web/b.c", &[])]);
    let ended = bench.inspect("three", &["one", "two"]);
    assert!(ended.stdout.contains("1 new, 1 returned, 0 fixed, 1 persisting, 0 not comparable"), "{}", ended.stdout);
    assert_eq!(
        bench.sarif("three"),
        [told("new", "src/a.c:3", true), told("unchanged", "src/a.c:8", false), told("new", "src/a.c:13", false)]
    );
    let page = fs::read_to_string(bench.at("three/report.html")).unwrap();
    assert!(page.contains("returned"));
    // Nobody knows of it who looks at the last release alone.
    bench.inspect("short", &["two"]);
    assert_eq!(bench.sarif("short")[0], told("new", "src/a.c:3", false));
    let diff = run([PathBuf::from("diff"), bench.at("one"), bench.at("two"), bench.at("short")]).with(0).stdout;
    assert!(diff.contains("returned: src/a.c:3: high: Copies without a bound. [copy]"), "{diff}");
    assert!(diff.ends_with("1 new, 1 returned, 0 fixed, 1 persisting (0 moved), 0 not comparable\n"), "{diff}");
}

#[test]
fn what_was_out_of_sight_in_between_persists() {
    let bench = Bench::new();
    bench.release(&[("src/a.c", &["first"])]);
    bench.inspect("one", &[]);
    bench.rule(&RULE.replace("id: copy", "id: other"));
    // With and without the first as its own baseline.
    bench.inspect("two", &["one"]);
    bench.inspect("apart", &[]);
    bench.rule(RULE);
    bench.inspect("three", &["one", "two"]);
    assert_eq!(bench.sarif("three"), [told("unchanged", "src/a.c:3", false)]);
    bench.inspect("four", &["one", "apart"]);
    assert_eq!(bench.sarif("four"), [told("unchanged", "src/a.c:3", false)]);
}

#[test]
fn a_rule_that_changed_once_stays_another_rule() {
    let bench = Bench::new();
    bench.release(&[("src/a.c", &["first"])]);
    bench.inspect("one", &[]);
    bench.rule(&RULE.replace("strcpy($D, $S)", "strcat($D, $S)"));
    bench.inspect("two", &["one"]);
    // The third has the rule of the second, and still has not looked for what the first found.
    bench.inspect("three", &["two"]);
    let diff = bench.diff(&["two", "three"]);
    assert_eq!(diff["counts"]["fixed"], 0, "{diff:#}");
    assert_eq!(diff["findings"][0]["state"], "not-comparable");
    assert_eq!(diff["findings"][0]["reason"], "the rule has changed since");
}

#[test]
fn a_fix_of_one_place_alone_is_told_with_the_others() {
    let bench = Bench::new();
    bench.release(&[("src/a.c", &["first", "second"]), ("web/b.c", &["third"])]);
    bench.inspect("one", &[]);
    // The second is only renamed, and no place of a point fix.
    bench.release(&[("src/a.c", &["renamed"]), ("web/b.c", &["third"])]);
    bench.inspect("two", &["one"]);
    let diff = bench.diff(&["one", "two"]);
    let fixes = diff["point_fixes"].as_array().unwrap();
    assert_eq!(fixes.len(), 1, "{diff:#}");
    let lines = |places: &Value| -> Vec<String> {
        let one = |it: &Value| format!("{}:{}", it["path"].as_str().unwrap(), it["line"]);
        places.as_array().unwrap().iter().map(one).collect()
    };
    assert_eq!(lines(&fixes[0]["fixed"]), ["src/a.c:3", "src/a.c:8"]);
    assert_eq!(lines(&fixes[0]["remaining"]), ["web/b.c:3"]);
    let text = run([PathBuf::from("diff"), bench.at("one"), bench.at("two")]).with(0).stdout;
    let hint = "point fix: copy: gone from src/a.c:3, src/a.c:8, and the same still at web/b.c:3\n";
    assert!(text.contains(hint), "{text}");
    let page = fs::read_to_string(bench.at("two/report.html")).unwrap();
    assert!(page.contains("still there elsewhere"));
}

#[test]
fn counts_are_told_by_class_and_component() {
    let bench = Bench::new();
    bench.release(&[("fw/src/a.c", &["first", "second"]), ("fw/web/b.c", &["third"]), ("fw/README.c", &[])]);
    bench.inspect("one", &[]);
    bench.release(&[("fw/src/a.c", &["first"]), ("fw/web/b.c", &["third", "fourth"]), ("fw/README.c", &[])]);
    bench.inspect("two", &["one"]);
    let diff = bench.diff(&["one", "two"]);
    let counts = |new: u64, persisting: u64, fixed: u64| json!({"new": new, "returned": 0, "persisting": persisting, "moved": 0, "fixed": fixed, "not_comparable": 0});
    assert_eq!(diff["counts"], counts(1, 2, 1));
    let class = json!([{"class": 14, "name": "unsafe string functions", "counts": counts(1, 2, 1)}]);
    assert_eq!(diff["by_class"], class);
    let components = json!([
        {"component": "fw/src", "counts": counts(0, 1, 1)},
        {"component": "fw/web", "counts": counts(1, 1, 0)},
    ]);
    assert_eq!(diff["by_component"], components);
    assert_eq!(diff["earlier"].as_array().unwrap().len(), 1);
}

#[test]
fn a_case_names_earlier_bundles() {
    let bench = Bench::new();
    let functions: [&[&str]; 3] = [&["first"], &[], &["first"]];
    for (bundle, functions) in ["one", "two", "three"].iter().zip(functions) {
        bench.release(&[("src/a.c", functions)]);
        bench.inspect(bundle, &[]);
    }
    let case = |previous: &str| {
        let text = format!(
            "schema = \"banbury.case/v1\"\ndrop = \"drop\"\n\n[case]\nid = \"1\"\nproduct = \"p\"\nvendor = \"v\"\nrelease = \"3\"\n\n[previous]\n{previous}\n"
        );
        write(bench.0.path(), "case.toml", text);
        let mut command = banbury();
        command.args(["run", "--no-pdf"]).arg(bench.at("case.toml")).arg("-o").arg(bench.at("out"));
        Ended::of(command.arg("--force").arg("--rules").arg(bench.at("rules")))
    };
    case("bundle = \"two\"\nearlier = [\"one\"]").with(0);
    assert_eq!(bench.sarif("out"), [told("new", "src/a.c:3", true)]);
    case("bundle = \"two\"").with(0);
    assert_eq!(bench.sarif("out"), [told("new", "src/a.c:3", false)]);
    case("drop = \"drop\"\nearlier = [\"one\", \"two\"]").with(0);
    assert_eq!(bench.sarif("out"), [told("unchanged", "src/a.c:3", false)]);
    case("earlier = [\"one\"]").with(2).saying("[previous]");
    case("drop = \"drop\"\nbundle = \"two\"").with(2).saying("[previous]");
}
