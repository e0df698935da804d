//! What rules mean in Python: imports, interpolated strings, statements, and the values that names are known to have.

use banbury_detect::{Analyser, ApiFamilies, FileRequest, FixtureOutcome, RuleFile, Ruleset, test_fixture};
use banbury_evidence::{Language, RuleId};
use banbury_syntax::MacroTable;

fn passes_in(language: Language, name: &str, rule: &str, fixture: &str) {
    let text = format!("rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [{name}]\n{rule}");
    let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text }]).unwrap();
    let outcome = test_fixture(&ruleset, Some(language), fixture.as_bytes()).remove(&RuleId("r".to_owned()));
    assert_eq!(outcome, Some(FixtureOutcome::Passed), "{rule}\n{fixture}");
}

fn passes(rule: &str, fixture: &str) {
    passes_in(Language::Python, "python", rule, fixture);
}

#[test]
fn a_full_name_stands_for_what_imports_call_it() {
    passes(
        "  pattern: a.b.f(...)\n",
        "import a.b as c\nfrom a.b import f\nfrom a import b as d\n# ruleid: r\nc.f(1)\n# ruleid: r\nf(2)\n# ruleid: r\nd.f(3)\n# ok: r\ng.f(4)\n",
    );
    passes("  pattern: a.f()\n", "from a import *\n# ruleid: r\nf()\n# ok: r\nb.f()\n");
}

#[test]
fn an_import_holds_from_its_place_to_the_end_of_its_function() {
    passes(
        "  pattern: a.f()\n",
        "def one():\n    from a import f\n    # ruleid: r\n    f()\ndef two():\n    from b import f\n    # ok: r\n    f()\nimport a as c\n# ruleid: r\nc.f()\nimport b as c\n# ok: r\nc.f()\n",
    );
}

#[test]
fn a_metavariable_stands_for_a_part_of_an_imported_name() {
    passes(
        "  patterns:\n  - pattern: a.b.$F(...)\n  - metavariable-regex:\n      metavariable: $F\n      regex: ^f$\n",
        "from a.b import f, g\nfrom a.b import f as h\n# ruleid: r\nf()\n# ok: r\ng()\n# ruleid: r\nh()\n",
    );
}

#[test]
fn imports_match_however_they_are_written() {
    passes(
        "  pattern: import a.b\n",
        "# ruleid: r\nimport a.b\n# ruleid: r\nfrom a import b\n# ruleid: r\nimport x, a.b.c as y\n# ok: r\nimport ab\n",
    );
    passes("  pattern: from a import $X\n", "# ruleid: r\nfrom a import (b, c)\n# ok: r\nfrom b import a\n");
}

#[test]
fn interpolated_strings_match_by_their_pieces() {
    passes(
        "  pattern: f(f\"...{$X}...\")\n",
        "# ruleid: r\nf(f\"a {b} c\")\n# ok: r\nf(\"a {b} c\")\n# ok: r\nf(f\"a\")\n",
    );
    passes("  pattern: f(f\"...\")\n", "# ruleid: r\nf(f\"a {b}\")\n# ok: r\nf(\"a\")\n");
}

#[test]
fn keyword_arguments_and_splats_are_no_positional_ones() {
    passes("  pattern: f($A)\n", "# ruleid: r\nf(1)\n# ok: r\nf(a=1)\n");
    passes("  pattern: f(..., b=2, ...)\n", "# ruleid: r\nf(1, b=2, c=3)\n# ok: r\nf(1, 2)\n");
    passes("  pattern: f(**$A)\n", "# ruleid: r\nf(**a)\n# ok: r\nf(a)\n");
}

#[test]
fn decorators_bases_and_items_of_with_are_found() {
    passes(
        "  pattern: |\n    @d(...)\n    def $F(...): ...\n",
        "# ruleid: r\n@e\n@d\ndef f(): pass\n# ok: r\n@e\ndef g(): pass\n",
    );
    passes(
        "  pattern: |\n    class $C(..., B, ...): ...\n",
        "# ruleid: r\nclass X(A, B): pass\n# ok: r\nclass Y: pass\n",
    );
    passes("  pattern: |\n    class $C(...): ...\n", "# ruleid: r\nclass Y: pass\n");
    passes(
        "  pattern: |\n    with open(...) as $F: ...\n",
        "# ruleid: r\nwith a, open(b) as c:\n    d()\n# ok: r\nwith open(b):\n    d()\n",
    );
}

#[test]
fn behind_an_ellipsis_statements_may_be_left_over() {
    passes(
        "  pattern: |\n    def $F(...):\n        ...\n        b()\n",
        "# ruleid: r\ndef f():\n    a()\n    b()\n    c()\n",
    );
    passes(
        "  pattern: |\n    def $F(...):\n        a()\n",
        "# ruleid: r\ndef f():\n    a()\n# ok: r\ndef g():\n    a()\n    b()\n",
    );
}

#[test]
fn a_name_stands_for_its_only_value() {
    passes(
        "  pattern: f(\"...\")\n",
        "A = \"a\"\nB = g()\ndef h(p):\n    # ruleid: r\n    f(A)\n    # ok: r\n    f(B)\n    # ok: r\n    f(p)\n    x = \"x\" + A\n    # ruleid: r\n    f(x)\n    x = p\n    # ok: r\n    f(x)\n",
    );
    passes("  pattern: f(\"ab\")\n", "a = \"a\"\nb = a + \"b\"\n# ruleid: r\nf(b)\n# ok: r\nf(a)\n");
    passes("  pattern: f(6)\n", "a = 2\n# ruleid: r\nf(a * 3)\n# ok: r\nf(a)\n");
}

#[test]
fn branches_leave_what_both_of_them_leave() {
    passes(
        "  pattern: f(\"...\")\n",
        "def g(c, d):\n    x = \"a\"\n    if c:\n        x = \"b\"\n    # ruleid: r\n    f(x)\n    if d:\n        x = c\n    # ok: r\n    f(x)\n    if c:\n        y = c\n        return\n    else:\n        y = \"y\"\n    # ruleid: r\n    f(y)\n",
    );
}

#[test]
fn what_a_loop_assigns_is_not_known_in_it() {
    passes(
        "  pattern: f(\"...\")\n",
        "def g(c):\n    x = \"a\"\n    # ruleid: r\n    f(x)\n    for d in c:\n        # ok: r\n        f(x)\n        x = x + d\n    # ok: r\n    f(x)\n    # ok: r\n    f(d)\n",
    );
}

#[test]
fn a_name_that_functions_change_is_not_known() {
    passes(
        "  pattern: f(\"...\")\n",
        "A = \"a\"\nB = \"b\"\ndef g():\n    global A\n    A = h()\ndef i():\n    # ok: r\n    f(A)\n    # ruleid: r\n    f(B)\n    B2 = B\n",
    );
}

#[test]
fn conditions_see_the_values_of_names() {
    passes(
        "  patterns:\n  - pattern: f($X)\n  - metavariable-comparison:\n      metavariable: $X\n      comparison: $X < 2048\n",
        "small = 1024\nlarge = 4096\n# ruleid: r\nf(small)\n# ok: r\nf(large)\n",
    );
    passes(
        "  patterns:\n  - pattern: f($X)\n  - metavariable-regex:\n      metavariable: $X\n      regex: .*http.//\n      constant-propagation: true\n",
        "a = \"http://x\"\nb = \"https://x\"\n# ruleid: r\nf(a)\n# ok: r\nf(b)\n",
    );
    passes(
        "  patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n      metavariable: $X\n      pattern: \"False\"\n",
        "a = False\n# ruleid: r\nf(a)\n# ok: r\nf(True)\n",
    );
}

#[test]
fn propagation_is_an_option() {
    passes(
        "  options:\n    constant_propagation: false\n  pattern: f(\"...\")\n",
        "a = \"a\"\n# ok: r\nf(a)\n# ruleid: r\nf(\"a\")\n",
    );
    let rule = "  pattern: f(g(...))\n";
    let symbolic = format!("  options:\n    symbolic_propagation: true\n{rule}");
    passes(&symbolic, "def h():\n    x = g(1)\n    # ruleid: r\n    f(x)\n    x = i(1)\n    # ok: r\n    f(x)\n");
    passes(rule, "def h():\n    x = g(1)\n    # ok: r\n    f(x)\n    # ruleid: r\n    f(g(2))\n");
}

#[test]
fn c_has_constants_too() {
    passes_in(
        Language::C,
        "c",
        "  pattern: f(\"...\")\n",
        "#define A \"a\"\nstatic const char *b = \"b\";\nchar *shared = \"s\";\nvoid g(const char *p) {\n  const char *x = \"x\";\n// ruleid: r\n  f(A);\n// ruleid: r\n  f(b);\n// ok: r\n  f(shared);\n// ruleid: r\n  f(x);\n// ok: r\n  f(p);\n  h(&x);\n// ok: r\n  f(x);\n}\n",
    );
    passes_in(
        Language::C,
        "c",
        "  pattern: f(3)\n",
        "#define N 3\nenum { M = 3 };\nvoid g(void) {\n// ruleid: r\n  f(N);\n// ruleid: r\n  f(M);\n  int i = 3;\n  i++;\n// ok: r\n  f(i);\n}\n",
    );
}

#[test]
fn constants_of_classes_and_closures_are_known_where_the_language_has_them() {
    passes_in(
        Language::Java,
        "java",
        "  pattern: f(\"...\")\n",
        "class T {\n  private static final String A = \"a\";\n  private String b = \"b\";\n  private String c = \"c\";\n  void g() {\n// ruleid: r\n    f(A);\n// ruleid: r\n    f(this.b);\n// ok: r\n    f(c);\n// ruleid: r\n    f(String.format(\"%s\", A));\n  }\n  void set() { c = d(); }\n}\n",
    );
    passes_in(
        Language::Javascript,
        "js",
        "  pattern: f(\"...\")\n",
        "function g(p) {\n  const x = \"x\";\n  let y = \"y\";\n// ruleid: r\n  h(() => f(x));\n  h(() => { y = p; });\n// ok: r\n  f(y);\n}\n",
    );
}

#[test]
fn a_try_leaves_what_it_and_its_handlers_leave() {
    passes(
        "  pattern: f(\"...\")\n",
        "def g(c):\n    x = c\n    try:\n        x = \"a\"\n    except E:\n        x = \"b\"\n    # ruleid: r\n    f(x)\n    try:\n        x = \"a\"\n    except E:\n        x = c\n    # ok: r\n    f(x)\n",
    );
}

#[test]
fn values_that_cost_too_much_are_told() {
    let depth = 2000;
    let loops: String = (0..depth).map(|at| format!("for(;;){{x{at}='a';")).collect();
    let text = format!("function g(){{{loops}f(x1);{}}}", "}".repeat(depth));
    let rule = "rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [js]\n  pattern: f(\"...\")\n";
    let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text: rule.to_owned() }]).unwrap();
    let request =
        FileRequest { language: Some(Language::Javascript), lexical: false, left_out: &[], bytes: text.as_bytes() };
    assert_eq!(
        Analyser::new(&ruleset, ApiFamilies::default(), MacroTable::empty()).analyse(&request).gave_up,
        [RuleId("r".to_owned())]
    );
}

#[test]
fn a_module_may_be_imported_where_it_is_used() {
    passes(
        "  pattern: base64.b64decode(...)\n",
        "# ruleid: r\n__import__('base64').b64decode(x)\n# ok: r\n__import__(name).b64decode(x)\n",
    );
    passes(
        "  pattern: exec(...)\n",
        "# ruleid: r\n__import__('builtins').exec(x)\n# ruleid: r\n__builtins__.exec(x)\n# ok: r\nother.exec(x)\n",
    );
    passes("  pattern: __import__(...)\n", "# ruleid: r\nm = __import__('os')\n");
}
