//! What a user sees of C that depends on macros and conditionals.

mod common;

use common::{inspect, write};
use serde_json::Value;

const RULE: &str = "rules:
- id: process-started
  languages: [c]
  severity: HIGH
  message: m
  pattern-either:
  - pattern: popen($COMMAND, ...)
  - pattern: system($COMMAND)
";

/// Lines of `start.c` on which the rule finds something, each with what is said of its reading.
fn found(start: &str, header: &str) -> Vec<(u64, Option<String>)> {
    let place = tempfile::tempdir().unwrap();
    let drop = place.path().join("drop");
    write(&drop, "start.c", start);
    write(&drop, "names.h", header);
    write(place.path(), "rule.yaml", RULE);
    let rule = place.path().join("rule.yaml");
    let further = ["--rules", rule.to_str().unwrap(), "--format", "json"];
    let ended = inspect(&drop, &place.path().join("out"), &further).with(0);
    let told: Value = serde_json::from_str(&ended.stdout).unwrap();
    let findings = told["findings"].as_array().unwrap();
    let of_start =
        findings.iter().filter(|finding| finding["path"] == "start.c" && finding["rule"] == "process-started");
    of_start.map(|it| (it["line"].as_u64().unwrap(), it["reading"].as_str().map(str::to_owned))).collect()
}

#[test]
fn a_name_that_a_macro_of_another_file_renames_is_seen_through() {
    let start =
        "#include \"names.h\"\nvoid f(char *c)\n{\n    BEGIN(c, \"r\");\n    CARRY_OUT(c);\n    unrelated(c);\n}\n";
    assert_eq!(found(start, "#define BEGIN popen\n#define CARRY_OUT BEGIN_WELL\n"), [(4, None)]);
}

#[test]
fn a_finding_says_under_which_conditions_its_place_is_compiled() {
    let start = "void f(char *c)\n{\n#ifdef CONFIG_FIELD_TEST\n    if (c) {\n#else\n    if (!c) {\n        system(\"a\");\n#endif\n        \
                 system(c);\n    }\n#if 0\n    popen(c, \"r\");\n#endif\n}\n";
    let found = found(start, "");
    let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [7, 9, 12], "{found:?}");
    assert!(found[0].1.as_deref().unwrap().contains("only if !(defined(CONFIG_FIELD_TEST))"), "{found:?}");
    assert_eq!(found[1].1, None, "{found:?}");
    assert!(found[2].1.as_deref().unwrap().contains("never compiled"), "{found:?}");
}
