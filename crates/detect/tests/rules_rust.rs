//! What patterns mean in Rust: each rule finds the lines that its fixture announces, and no others.

mod rules;

use banbury_evidence::Language;

fn passes(rule: &str, fixture: &str) {
    rules::passes(Language::Rust, "rust", rule, fixture);
}

#[test]
fn paths_match_however_use_brings_them_in() {
    passes(
        "pattern: \"std::env::var($X)\"",
        "use std::env::{self, var as variable};
         use std::{env::*, io};
         fn f() {
           // ruleid: r
           let a = std::env::var(\"A\");
           // ruleid: r
           let b = env::var(\"A\");
           // ruleid: r
           let c = variable(\"A\");
           // ruleid: r
           let d = var(\"A\");
           // ok: r
           let e = io::var(\"A\");
         }",
    );
}

#[test]
fn declarations_chains_and_blocks_match() {
    passes(
        "pattern: |\n  let mut $X = Client::new();\n  ...\n  $X.trust(true);",
        "fn f() {
           // ruleid: r
           let mut a = Client::new();
           if b { log(); }
           a.trust(true);
         }",
    );
    passes(
        "pattern: \"unsafe { ... }\"",
        "fn f() {
           // ruleid: r
           unsafe { g(); }
           // ok: r
           { g(); }
         }",
    );
}
