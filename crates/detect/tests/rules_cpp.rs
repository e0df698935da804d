//! What patterns mean in C++: each rule finds the lines that its fixture announces, and no others.

mod rules;

use banbury_evidence::Language;

fn passes(rule: &str, fixture: &str) {
    rules::passes(Language::Cpp, "cpp", rule, fixture);
}

#[test]
fn of_an_object_that_is_made_only_its_type_need_be_named() {
    passes(
        "pattern: new $T[$N]",
        "void f() {
           // ruleid: r
           p = new int[2];
           // ruleid: r
           p = new (std::nothrow) int[2];
           // ok: r
           p = new (std::nothrow) int;
         }",
    );
    passes(
        "pattern: new (std::nothrow) $T",
        "void f() {
           // ruleid: r
           p = new (std::nothrow) int;
           // ok: r
           p = new int;
         }",
    );
    passes(
        "pattern: new $T",
        "void f() {
           // ruleid: r
           p = new T;
           // ruleid: r
           p = new T();
           // ok: r
           p = new T(1);
         }",
    );
    passes(
        "pattern: place(...)",
        "void f() {
           // ruleid: r
           p = new (place(1)) int;
         }",
    );
}

#[test]
fn a_macro_stands_for_its_text_where_a_text_is_asked_for() {
    let rule = "patterns:
  - pattern: unlink(\"$P\")
  - metavariable-regex: {metavariable: $P, regex: '^/var/log/'}";
    passes(
        rule,
        "#define LOG \"/var/log/x\"
#define OTHER \"/tmp/x\"
static const char kept[] = \"/var/log/y\";
void f() {
  // ruleid: r
  unlink(LOG);
  // ruleid: r
  unlink(\"/var/log/z\");
  // ruleid: r
  unlink(kept);
  // ok: r
  unlink(OTHER);
  // ok: r
  unlink(name);
}",
    );
}
