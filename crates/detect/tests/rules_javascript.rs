//! What patterns of JavaScript and TypeScript match, as Semgrep has it.

use banbury_detect::{FixtureOutcome, RuleFile, Ruleset, test_fixture};
use banbury_evidence::{Language, RuleId};

/// Runs a rule over a fixture in which `// ruleid: r` announces each line that is to be found.
fn check(language: Language, rule: &str, fixture: &str) {
    let name = if language == Language::Javascript { "javascript" } else { "typescript" };
    let text = format!("rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [{name}]\n{rule}");
    let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text }]).unwrap();
    let outcome = test_fixture(&ruleset, Some(language), fixture.as_bytes()).remove(&RuleId("r".to_owned()));
    assert_eq!(outcome, Some(FixtureOutcome::Passed), "{rule}\n{fixture}");
}

/// The same for a pattern and lines that match, and lines that do not.
fn pattern(pattern: &str, matching: &[&str], others: &[&str]) {
    check(Language::Javascript, &rule_of(pattern), &fixture_of(matching, others));
}

fn rule_of(pattern: &str) -> String {
    format!("  pattern: |\n    {}\n", pattern.replace('\n', "\n    "))
}

fn fixture_of(matching: &[&str], others: &[&str]) -> String {
    let announced = matching.iter().map(|line| format!("// ruleid: r\n{line}\n"));
    let passed_over = others.iter().map(|line| format!("// ok: r\n{line}\n"));
    announced.chain(passed_over).collect()
}

#[test]
fn assignments_match_declarations_and_var_any_of_them() {
    pattern("$X = f()", &["let a = f();", "b = f();", "c.d = f();"], &["let e = g();"]);
    pattern("var $X = 1", &["var a = 1;", "const b = 1;"], &["c = 1;"]);
    pattern("const $X = 1", &["const b = 1;"], &["var a = 1;", "let c = 1;"]);
}

#[test]
fn objects_may_have_more_entries_than_the_pattern_says() {
    pattern("f({a: 1})", &["f({a: 1});", "f({b: 2, a: 1});", "f({'a': 1});"], &["f({a: 2});", "f({b: 1});"]);
    pattern("f({a: $X})", &["f({a});", "f({a: b + 1});"], &["f({b: a});"]);
    pattern("const {a} = f()", &["const {b, a} = f();"], &["const {b} = f();", "const {b: a} = f();"]);
}

#[test]
fn functions_are_told_by_their_names() {
    let code = [
        "function a(x) { return x; }",
        "b = { c(x) { return x; } };",
        "b = { d: (x) => x };",
        "class E { f(x) { return x; } }",
    ];
    let values = ["g = function (x) { return x; };", "h = x => x;", "i = async (x) => { return x; };"];
    pattern("function $F(x) { ... }", &code, &values);
    pattern("function (x) { ... }", &values, &code);
    pattern("(x) => { ... }", &values, &code);
    pattern("function ... (x) { ... }", &[code, [values[0], values[1], values[2], "j(x => 1);"]].concat(), &["k(x);"]);
    pattern("async function $F() { ... }", &["async function a() {}"], &["function b() {}"]);
    pattern("$F(x) { ... }", &code[1..], &values);
}

#[test]
fn parameters_may_have_types_and_defaults() {
    let fixture =
        "// ruleid: r\nfunction f(a: string, b: number = 1) { g(b); }\n// ok: r\nfunction h(a: string) { g(b); }\n";
    check(Language::Typescript, &rule_of("function $F(..., $X, ...) { ... g($X); ... }"), fixture);
    let typed = "// ruleid: r\nfunction f({ q }: Request) { }\n// ok: r\nfunction h({ q }: Reply) { }\n";
    check(Language::Typescript, &rule_of("function $F({ $Q }: Request) { ... }"), typed);
}

#[test]
fn imports_and_requires_bring_names() {
    pattern("import 'm'", &["import a from 'm';", "import {b} from 'm';", "const c = require('m');"], &["import 'n';"]);
    pattern(
        "import {b} from 'm'",
        &["import {a, b as c} from 'm';", "const {b} = require('m');"],
        &["import b from 'm';", "import * as b from 'm';"],
    );
    pattern("import $X from 'm'", &["import a from 'm';"], &["import {b} from 'm';"]);
    let run = "import * as a from 'm';\nimport {run as b} from 'm';\nconst {run} = require('m');\n";
    let called = "// ruleid: r\na.run(1);\n// ruleid: r\nb(2);\n// ruleid: r\nrun(3);\n// ok: r\nc.run(4);\n";
    check(Language::Javascript, &rule_of("m.run(...)"), &format!("{run}{called}"));
    check(Language::Javascript, &rule_of("$M.run($N)"), &format!("{run}{}", called.replace("ok:", "ruleid:")));
}

#[test]
fn pieces_of_templates_are_told_from_other_strings() {
    pattern("f(`...${$X}...`)", &["f(`a${b}c`);", "f(`${b}`);"], &["f(`a`);", "f('a');"]);
    pattern("f(`$A${$X}...`)", &["f(`a${b}c`);"], &["f(`${b}c`);"]);
    pattern("f(`...`)", &["f(`a`);", "f(`a${b}`);"], &["f('a');"]);
    pattern("f(\"...\")", &["f('a');", "f(`a`);", "f('a' + 'b');"], &["f(`a${b}`);"]);
}

#[test]
fn regular_expressions_match_without_flags_and_through_names() {
    pattern("f(/$R/)", &["f(/a/g);", "const r = /b/; f(r);"], &["f('a');"]);
    pattern("f(/ab/)", &["f(/ab/i);"], &["f(/abc/);"]);
}

#[test]
fn chains_hold_their_ellipsis() {
    pattern("f(...). ... .g(...)", &["f(1).h().g(2);", "f().a.g();"], &["k().g();"]);
    pattern("$X. ... .g()", &["a.b.c.g();", "a.g();"], &["g();"]);
}

#[test]
fn elements_may_have_more_attributes_and_children() {
    pattern("<$T a=\"b\" />", &["x = <div c a=\"b\">text</div>;"], &["x = <div a=\"c\" />;"]);
    pattern("<$T>$M</$T>", &["x = <b>text</b>;", "x = <b c={1}>text</b>;"], &["x = <b>{text}</b>;", "x = <b />;"]);
    pattern("<$T ... a={$X} ... />", &["x = <div a={b} />;", "x = <div a=\"b\" />;"], &["x = <div c={b} />;"]);
    pattern("<$X {...$P} />", &["x = <div {...p} />;"], &["x = <div p={p} />;"]);
}

#[test]
fn loops_of_all_kinds_are_for_loops() {
    pattern("for (...) { ... }", &["for (const a of b) { }", "for (let i = 0; i < 3; i++) f();"], &["while (a) { }"]);
    pattern("if (a) { ... for (...) { ... } ... }", &["if (a) for (const b of c) f();"], &["if (a) f();"]);
    pattern("for ($X of $Y) { ... }", &["for (const a of b) { f(a); }"], &["for (const a in b) { f(a); }"]);
}

#[test]
fn what_a_nested_function_does_is_no_part_of_an_expression() {
    pattern("f(<... g() ...>)", &["f([g()]);", "f({a: g()});"], &["f(() => g());", "f(function () { g(); });"]);
}

#[test]
fn variables_of_one_name_in_two_functions_are_two() {
    let rule = "  patterns:\n  - pattern: use($X)\n  - pattern-not-inside: |\n      ...\n      check($X);\n      ...\n";
    let fixture = "function a(t) {\n// ruleid: r\n  use(t);\n}\nfunction b(t) {\n  check(t);\n// ok: r\n  use(t);\n}\n";
    check(Language::Javascript, rule, fixture);
    let nested =
        "function a() {\n  const b = (t) => {\n// ruleid: r\n    use(t);\n  };\n  var t = 1;\n  check(t);\n}\n";
    check(Language::Javascript, rule, nested);
}

#[test]
fn compound_assignments_are_operations() {
    pattern("$A + $B", &["a += b;", "c = a + b;"], &["a -= b;", "a = b;"]);
}

#[test]
fn numbers_are_of_one_type() {
    pattern("f(($X: float))", &["f(1);", "f(1.5);"], &["f('1');"]);
    pattern("f(($X: string))", &["f('a');"], &["f(1);"]);
}

#[test]
fn a_metavariable_is_read_as_another_language() {
    let rule = "  patterns:\n  - pattern: run(\"$CODE\")\n  - metavariable-pattern:\n      metavariable: $CODE\n      language: javascript\n      pattern: evil(...)\n";
    check(Language::Javascript, rule, "// ruleid: r\nrun('let a = evil(1)');\n// ok: r\nrun('good(evil)');\n");
    let generic = rule.replace("language: javascript", "language: generic").replace("evil(...)", "a ... b");
    check(Language::Javascript, &generic, "// ruleid: r\nrun('a x b');\n// ok: r\nrun('b a');\n");
}

#[test]
fn code_of_another_dialect_matches_nothing() {
    let rule = "  pattern-either:\n  - pattern: <$T a={$X} />\n  - pattern: f((x as string))\n";
    check(Language::Typescript, rule, "// ruleid: r\nf(x as string);\n");
    check(Language::Typescript, rule, "// ruleid: r\nlet e = <b a={1} />;\n");
    check(Language::Javascript, rule, "// ruleid: r\nlet e = <b a={1} />;\n");
}

#[test]
fn decorators_belong_to_what_they_decorate() {
    let rule = rule_of("class $C {\n  ...\n  @Get('a')\n  $M(...) { ... }\n  ...\n}");
    let fixture = "// ruleid: r\n@Controller()\nexport class A {\n  x = 1;\n  @Get('a')\n  m(): string { return 'a'; }\n}\n// ok: r\nclass B {\n  @Get('b')\n  m() {}\n}\n";
    check(Language::Typescript, &rule, fixture);
}

#[test]
fn patterns_of_plain_text_rules_may_be_regular_expressions() {
    let text = "rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [regex]\n  pattern: ws://[a-z]+\n";
    let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text: text.to_owned() }]).unwrap();
    let fixture = "// ruleid: r\nconnect('ws://host');\n// ok: r\nconnect('wss://host');\n";
    let outcome =
        test_fixture(&ruleset, Some(Language::Javascript), fixture.as_bytes()).remove(&RuleId("r".to_owned()));
    assert_eq!(outcome, Some(FixtureOutcome::Passed));
}

#[test]
fn global_names_and_methods_may_be_spelt_as_texts() {
    pattern(
        "eval(...)",
        &["globalThis['eval'](x);", "this['eval'](x);", "window[\"eval\"](x);"],
        &["other['eval'](x);", "window[name](x);", "this.eval(x);"],
    );
    pattern("$O.push($X)", &["a['push'](b);", "a.push(b);"], &["a[push](b);", "a['p' + 'ush'](b);"]);
    pattern("$O['push']($X)", &["a['push'](b);"], &["a['pop'](b);"]);
    pattern("$O['key']", &["f(a['key']);"], &["f(a.key);"]);
}
