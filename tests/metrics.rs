//! Length, complexity, nesting and parameters of functions, duplicated blocks and commented-out code, as a bundle tells them.

mod common;

use std::fs;
use std::path::Path;

use common::{inspect, json, write};
use serde_json::Value;

/// A rule that is quick to compile.
const RULE: &str =
    "rules:\n  - id: own-rule\n    languages: [c]\n    severity: ERROR\n    message: m\n    pattern: system(...)\n";

/// A function long enough to be a duplicate, with other names in each copy.
fn copied(name: &str, local: &str) -> String {
    let statements = [
        "  if (LOCAL > 3) { LOCAL = step(LOCAL, \"one\"); }\n",
        "  for (int i = 0; i < LOCAL; i++) visit(i, LOCAL);\n",
        "  table->field = LOCAL * 7 + offsets[LOCAL];\n",
        "  while (more(LOCAL)) { LOCAL -= 2; }\n",
        "  switch (LOCAL) { case 4: return last(LOCAL); default: break; }\n",
        "  LOCAL = LOCAL ? first(LOCAL, &table) : -LOCAL;\n",
        "  do { send(LOCAL, table->next, 0x10); } while (--LOCAL);\n",
        "  if (!LOCAL) goto out;\n",
        "  memory[LOCAL + 1] = (unsigned char)(LOCAL >> 8);\n",
        "  log_it(\"%d %s\", LOCAL, text(LOCAL));\n",
        "  for (;;) { if (done()) break; wait_for(LOCAL); }\n",
        "  LOCAL |= flags & ~mask;\n",
        "out:\n",
        "  release(table, LOCAL);\n",
    ];
    format!("int {name}(int {local})\n{{\n{}  return {local};\n}}\n", statements.concat().replace("LOCAL", local))
}

fn drop(folder: &Path) {
    write(folder, "a.c", format!("int alone(void)\n{{\n  return 1;\n}}\n{}", copied("original", "n")));
    write(folder, "sub/b.c", format!("/* Moved here. */\n{}", copied("copy", "count").replace("\n  ", "\n\t\t")));
    let deep = "int deep(int a, const char *format, ...)\n{\n  if (a)\n    while (a)\n      switch (a) { case 1: a--; }\n  else if (a > 1)\n    a++;\n  return a;\n}\n";
    write(
        folder,
        "deep.c",
        format!("{deep}/*\n  deep(1, \"x\");\n  old = deep(2, \"y\");\n*/\n// Calls deep(1, \"x\"); see there.\n"),
    );
}

fn bundle(folder: &Path, name: &str, further: &[&str]) -> std::path::PathBuf {
    write(&folder.join("rules"), "own.yaml", RULE);
    let out = folder.join(name);
    let rules = folder.join("rules");
    let arguments = [&["--rules", rules.to_str().unwrap()], further].concat();
    inspect(&folder.join("drop"), &out, &arguments).with(0);
    out
}

#[test]
fn functions_have_nesting_and_parameters() {
    let folder = tempfile::tempdir().unwrap();
    drop(&folder.path().join("drop"));
    let out = bundle(folder.path(), "out", &[]);
    let csv = fs::read_to_string(out.join("functions.csv")).unwrap();
    let header = "file,line,name,lines,complexity,parse,means,nesting,parameters\n";
    assert!(csv.starts_with(header), "{csv}");
    assert!(csv.contains("\ndeep.c,1,deep,9,5,clean,,3,3\n"), "{csv}");
    assert!(csv.contains("\na.c,1,alone,4,1,clean,,0,0\n"), "{csv}");
    let functions = &json(&out, "metrics.json")["functions"];
    assert_eq!(functions["count"], 4);
    assert_eq!(functions["measures"]["nesting"]["max"], 3);
    assert_eq!(functions["measures"]["parameters"]["sum"], 5);
}

#[test]
fn a_copied_function_and_commented_out_code_are_named_with_their_places() {
    let folder = tempfile::tempdir().unwrap();
    drop(&folder.path().join("drop"));
    let out = bundle(folder.path(), "out", &[]);
    let metrics = json(&out, "metrics.json");
    assert_eq!(metrics["schema"], "banbury.metrics/v1");
    assert_eq!(metrics["duplicates"]["groups"], 1, "{metrics:#}");
    let places = metrics["duplicates"]["largest"][0]["places"].as_array().unwrap();
    let paths: Vec<&Value> = places.iter().map(|place| &place["path"]).collect();
    assert_eq!(paths, ["a.c", "sub/b.c"]);
    for place in places {
        assert!(place["tokens"].as_u64().unwrap() >= 100, "{place}");
        assert!(place["first_line"].as_u64().unwrap() >= 2 && place["last_line"].as_u64().unwrap() <= 22, "{place}");
    }
    let c = &metrics["languages"][0];
    assert_eq!((&c["language"], &c["files"], &c["lines"]), (&"c".into(), &3.into(), &55.into()));
    assert!(c["duplicated_lines"].as_u64().unwrap() >= 20, "{c}");
    let expected = serde_json::json!({ "lines": 4, "files": [{ "path": "deep.c", "lines": 4, "places": [[10, 13]] }] });
    assert_eq!(metrics["commented_out"], expected);
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    for told in ["Repeated and commented-out code", "2 places", "sub/b.c:", "deep.c:10–13"] {
        assert!(page.contains(told), "{told}");
    }
}

#[test]
fn metrics_are_the_same_whatever_the_jobs_and_with_a_cache() {
    let folder = tempfile::tempdir().unwrap();
    drop(&folder.path().join("drop"));
    for name in ["x.c", "y.c", "z.c"] {
        write(&folder.path().join("drop"), name, copied("again", name.trim_end_matches(".c")));
    }
    let cache = folder.path().join("cache");
    let cached = ["--cache", cache.to_str().unwrap(), "--jobs", "3"];
    let runs: [(&str, &[&str]); 3] = [("one", &["--jobs", "1"]), ("two", &cached), ("three", &cached)];
    let read =
        |(name, further): (&str, &[&str])| fs::read(bundle(folder.path(), name, further).join("metrics.json")).unwrap();
    let [one, two, three] = runs.map(read);
    assert!(one == two && two == three);
    let metrics: Value = serde_json::from_slice(&one).unwrap();
    assert_eq!(metrics["duplicates"]["largest"][0]["places"].as_array().unwrap().len(), 5, "{metrics:#}");
}
