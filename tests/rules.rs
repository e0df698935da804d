//! Rules as their authors meet them: list, page, fixtures, and what is said of mistakes.

mod common;

use std::path::PathBuf;

use common::{Ended, banbury, write};
use tempfile::TempDir;

/// A folder of rules of one's own.
struct Rules(TempDir);

impl Rules {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(self, name: &str, text: &str) -> Self {
        write(self.0.path(), name, text);
        self
    }

    fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let is_test = arguments.first() == Some(&"test");
        let mut command = banbury();
        command.arg("rules").args(arguments);
        if !is_test {
            command.arg("--rules");
        }
        Ended::of(command.arg(self.path()))
    }
}

const COPY: &str = "rules:
- id: copy
  message: Copies $S.
  severity: ERROR
  languages: [c]
  metadata: {class: [14], tier: hygiene, cwe: 'CWE-120: Classic'}
  fix: bounded($D, $S)
  patterns:
  - pattern: strcpy($D, $S)
  - pattern-not: strcpy($D, \"...\")
";

#[test]
fn a_failing_fixture_is_explained() {
    let rules = Rules::new().file("copy.yaml", COPY).file(
        "copy.c",
        "void f(char *d, char *s) {\n  // ruleid: copy\n  strcpy(d, \"x\");\n  // ok: copy\n  strcpy(d, s);\n}\n",
    );
    let ended = rules.run(&["test"]).with(1);
    assert_eq!(
        ended.stdout,
        "FAILED   copy
  not found      copy.c:3: strcpy(d, \"x\");
                 `pattern: strcpy($D, $S)` (line 9 of the rule) holds
                 `pattern-not: strcpy($D, \"...\")` (line 10 of the rule) takes the match away
  not announced  copy.c:5: strcpy(d, s);
0 passed, 1 failed, 0 skipped
"
    );
    let json: serde_json::Value = serde_json::from_str(&rules.run(&["test", "--json"]).with(1).stdout).unwrap();
    assert_eq!(json["failed"], 1);
    assert_eq!(json["results"][0]["missing"][0]["line"], 3);
    assert_eq!(json["results"][0]["missing"][0]["steps"].as_array().unwrap().len(), 2);
    assert_eq!(json["results"][0]["unexpected"][0]["text"], "strcpy(d, s);");
}

#[test]
fn a_rule_is_tried_on_all_its_fixtures() {
    let good = "void f(char *d, char *s) {\n  /* ruleid: copy */\n  strcpy(d, s);\n}\n";
    let rules = Rules::new().file("copy.yaml", COPY).file("copy.a.c", good).file("copy.b.c", "// ok: copy\nint x;\n");
    assert!(rules.run(&["test"]).with(0).stdout.ends_with("1 passed, 0 failed, 0 skipped\n"));
    let rules = rules.file("copy.c.c", "void g(char *d, char *s) {\n  strcpy(d, s); // ok: copy\n  strcpy(d, s);\n}\n");
    let ended = rules.run(&["test"]).with(1);
    assert!(ended.stdout.contains("not announced  copy.c.c:2"), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("0 passed, 1 failed, 0 skipped\n"), "{}", ended.stdout);
}

#[test]
fn mistakes_are_told_with_place_and_key_and_the_rest_is_tested() {
    let rules = Rules::new()
        .file("a.yaml", &COPY.replace("severity: ERROR", "severity: EROR"))
        .file("copy.yaml", COPY)
        .file("copy.c", "void f(char *d, char *s) {\n  // ruleid: copy\n  strcpy(d, s);\n}\n");
    let ended = rules
        .run(&["test"])
        .with(2)
        .saying("a.yaml:4:13: rule `copy`: `severity` must be one of")
        .saying("did you mean `ERROR`?");
    assert!(ended.stdout.ends_with("1 passed, 0 failed, 0 skipped\n"), "{}", ended.stdout);
    rules.run(&["list"]).with(2).saying("a.yaml:4:13: ");
}

#[test]
fn the_page_of_a_rule_tells_all_of_it() {
    let taken = "- id: taken
  message: m
  severity: LOW
  languages: [c]
  mode: join
";
    let rules = Rules::new().file("c/copy.yaml", &format!("{COPY}{taken}"));
    let page = rules.run(&["show", "copy"]).with(0).stdout;
    for line in [
        "Runs        yes",
        "Class       14 (unsafe string functions)",
        "Severity    high",
        "CWE         CWE-120",
        "Languages   c",
        "Proposes    bounded($D, $S)",
        "Defined in  c/copy.yaml",
        "  - pattern-not: strcpy($D, \"...\")",
    ] {
        assert!(page.lines().any(|it| it == line), "{line}\n{page}");
    }
    assert!(!page.contains("taken"), "{page}");
    let page = rules.run(&["show", "taken"]).with(0).stdout;
    assert!(page.contains("Runs        no: c/copy.yaml:15:9: `mode: join` is not supported"), "{page}");
    rules.run(&["show", "cop"]).with(2).saying("did you mean copy?");
}

#[test]
fn the_list_has_aligned_columns_and_what_does_not_run_at_its_end() {
    let rules = Rules::new().file("copy.yaml", COPY).file(
        "later.yaml",
        &COPY.replace("id: copy", "id: later").replace("  patterns:", "  validators: []\n  patterns:"),
    );
    let list = rules.run(&["list"]).with(0).stdout;
    let mut lines = list.lines();
    let heading = lines.next().unwrap();
    let row = lines.find(|line| line.ends_with("copy")).unwrap();
    for (word, value) in
        [("class", "14"), ("severity", "high"), ("confidence", "medium"), ("tier", "hygiene"), ("id", "copy")]
    {
        let column = heading.rfind(word).unwrap();
        assert!(row[column..].starts_with(value), "{word}\n{heading}\n{row}");
    }
    let last = list.lines().last().unwrap();
    assert_eq!(last, "not run  later: later.yaml:8:3: `validators` is not supported");
    let json: serde_json::Value = serde_json::from_str(&rules.run(&["list", "--json"]).with(0).stdout).unwrap();
    let later = json["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == "later").unwrap();
    assert_eq!(later["not_run"], "later.yaml:8:3: `validators` is not supported");
}

#[test]
fn one_rule_file_is_enough() {
    let rules = Rules::new().file("copy.yaml", COPY);
    let ended = Ended::of(banbury().args(["rules", "test"]).arg(rules.path().join("copy.yaml"))).with(0);
    assert!(ended.stdout.contains("there is no fixture beside"), "{}", ended.stdout);
}

#[test]
fn the_table_of_classes_and_languages_is_up_to_date() {
    let table = Ended::of(banbury().args(["rules", "classes"])).stdout;
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md")).unwrap();
    assert!(page.contains(&table), "docs/rules.md does not hold what `banbury rules classes` prints:\n{table}");
}
