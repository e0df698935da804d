//! The digest of the code around a finding: it is another one where that code is, and only there.

use banbury_detect::{Analyser, ApiFamilies, FileRequest, RuleFile, Ruleset};
use banbury_evidence::{Digest, Language};
use banbury_syntax::MacroTable;

/// The context of each call of `gets`, and of each line with `password`, in the order of the file.
fn contexts(language: Option<Language>, source: &str) -> Vec<Digest> {
    let text = "rules:\n- {id: call, message: m, severity: LOW, languages: [c], pattern: gets(...)}\n- {id: word, message: m, severity: LOW, languages: [generic], pattern-regex: password}\n";
    let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text: text.to_owned() }]).unwrap();
    let request = FileRequest { language, lexical: false, left_out: &[], bytes: source.as_bytes() };
    let analysis = Analyser::new(&ruleset, ApiFamilies::default(), MacroTable::empty()).analyse(&request);
    let hits = analysis.hits.into_value();
    hits.iter().filter(|hit| ["call", "word"].contains(&hit.rule.0.as_str())).map(|hit| hit.context).collect()
}

fn one(source: &str) -> Digest {
    let [context] = contexts(Some(Language::C), source)[..] else { panic!("{source}") };
    context
}

const PLAIN: &str = "int before;\nvoid f(char *d)\n{\n    check(d);\n    gets(d);\n}\n";

#[test]
fn spacing_and_other_functions_are_no_matter() {
    for same in [
        "void f(char *d)\n{\n\tcheck(d);  \n\n\n        gets(d);\n}\n",
        "int other(void) { return 1; }\nvoid f(char *d)\n{\n    check(d);\n    gets(d);\n}\nint behind;\n",
    ] {
        assert_eq!(one(same), one(PLAIN), "{same}");
    }
}

#[test]
fn what_a_line_end_or_a_space_decides_is_not_spacing() {
    let guarded = "void f(char *d)\n{\n    // check the length first\n    if (ok(d))\n        gets(d);\n}\n";
    assert_ne!(one(&guarded.replace("first\n    if", "first if")), one(guarded), "the guard is in the comment");
    let started = "void f(char *d)\n{\n    system(\"rm -rf /a\");\n    gets(d);\n}\n";
    assert_ne!(one(&started.replace("/a", "/ a")), one(started));
    let python = "if a:\n    b()\n    password\n";
    let context = |source: &str| contexts(Some(Language::Python), source);
    assert_ne!(context(python), context(&python.replace("    password", "password")));
}

#[test]
fn any_other_change_of_the_function_is() {
    for other in ["check(d)", "f(char *d)", "char *d"].map(|part| PLAIN.replace(part, &format!("x{part}"))) {
        assert_ne!(one(&other), one(PLAIN), "{other}");
    }
    assert_ne!(one(&PLAIN.replace("check(d);", "")), one(PLAIN));
    assert_ne!(one(&PLAIN.replace("gets(d);", "gets(d); /* safe */")), one(PLAIN), "what a reader was told counts too");
}

#[test]
fn a_rule_on_text_knows_the_function_as_well() {
    let source = "void f(void)\n{\n    // password\n    a();\n\n\n\n\n\n\n\n\n    b();\n}\n";
    let context = |source: &str| contexts(Some(Language::C), source);
    assert_eq!(context(source).len(), 1);
    assert_ne!(context(source), context(&source.replace("b();", "c();")));
}

#[test]
fn without_a_function_the_lines_around_count() {
    let lines: Vec<String> = (0..40).map(|number| format!("line {number}")).collect();
    let with = |changes: &[(usize, &str)]| {
        let mut lines = lines.clone();
        for (at, text) in changes {
            lines[*at] = (*text).to_owned();
        }
        let [context] = contexts(None, &(lines.join("\n") + "\n"))[..] else { panic!("{changes:?}") };
        context
    };
    let plain = with(&[(20, "password")]);
    for near in [15, 25] {
        assert_ne!(with(&[(20, "password"), (near, "x")]), plain, "{near}");
    }
    for far in [14, 26] {
        assert_eq!(with(&[(20, "password"), (far, "x")]), plain, "{far}");
    }
}

#[test]
fn a_long_function_or_line_costs_no_more_than_a_short_one_tells() {
    let long =
        format!("void f(char *d)\n{{\n{}    gets(d);\n{}}}\n", "    a();\n".repeat(5_000), "    b();\n".repeat(50));
    assert_eq!(one(&long), one(&long.replacen("a();", "c();", 1)), "far away in a function of 40 KiB");
    assert_ne!(one(&long), one(&long.replacen("b();", "c();", 1)), "near by");
    let line = |behind: &str| contexts(None, &format!("password {}{behind}\n", "é".repeat(9_000)));
    assert_eq!(line("x"), line("y"));
}
