//! What patterns mean in Go: each rule finds the lines that its fixture announces, and no others.

mod rules;

use banbury_evidence::Language;

fn passes(rule: &str, fixture: &str) {
    rules::passes(Language::Go, "go", rule, fixture);
}

#[test]
fn an_assignment_stands_for_declarations_and_a_short_declaration_only_for_itself() {
    passes(
        "pattern: $X = f()",
        "package p
         func g() {
           // ruleid: r
           a := f()
           // ruleid: r
           a = f()
           // ruleid: r
           var b = f()
           // ruleid: r
           var c T = f()
           // ruleid: r
           d, err := f()
           // ok: r
           e := h()
         }
         // ok: r
         var x, y = f()",
    );
    passes(
        "pattern: $X := f()",
        "package p
         func g() {
           // ruleid: r
           a := f()
           // ok: r
           a = f()
           // ok: r
           var b = f()
         }",
    );
    passes(
        "pattern: var $X T = $Y",
        "package p
         // ruleid: r
         var a T = 1
         // ruleid: r
         const b T = 2
         // ok: r
         var c = 3",
    );
}

#[test]
fn what_an_if_or_a_switch_does_first_is_a_statement() {
    passes(
        "pattern: |-\n  $X, $ERR := f()\n  ...\n  use($X)",
        "package p
         func g() {
           // ruleid: r
           if a, err := f(); err != nil {
             return
           } else if b := h(); b {
             use(a)
           }
           // ruleid: r
           switch c, err := f(); c {
           case 1: use(c)
           }
           // ok: r
           d, err := f()
           use(e)
         }",
    );
}

#[test]
fn imports_match_by_path_whatever_they_are_called() {
    passes(
        "pattern: |-\n  import \"a/b\"\n  ...\n  b.F()",
        "package p
         // ruleid: r
         import (
           \"fmt\"
           c \"a/b\"
         )
         func g() { c.F() }",
    );
    passes(
        "pattern: b.F(...)",
        "package p
         import c \"x/b/v2\"
         func g() {
           // ruleid: r
           c.F(1)
           // ruleid: r
           b.F(1)
           // ok: r
           d.F(1)
         }",
    );
    passes(
        "patterns:\n- pattern: import $N \"$P\"\n- focus-metavariable: $P",
        "package p
         import (
           // ok: r
           \"fmt\"
           // ruleid: r
           c \"a/b\"
         )",
    );
    passes(
        "patterns:\n- pattern-inside: |-\n    import (\n      ...\n      \"$P\"\n    )\n    ...\n- metavariable-regex: {metavariable: $P, regex: x/y}\n- pattern: f()",
        "package p
         import (
           \"fmt\"
           \"x/y\"
         )
         func g() {
           // ruleid: r
           f()
         }",
    );
}

#[test]
fn the_fields_of_a_literal_come_in_any_order() {
    passes(
        "pattern: \"T{..., B: 2, A: 1, ...}\"",
        "package p
         func g() {
           // ruleid: r
           x := &T{A: 1, C: 3, B: 2}
           // ok: r
           y := T{A: 1}
           // ok: r
           z := U{A: 1, B: 2}
         }",
    );
    passes(
        "pattern: \"A: func(...) { ... }\"",
        "package p
         var x = T{
           // ruleid: r
           A: func(i int) { f() },
           // ok: r
           B: func(i int) { f() },
         }",
    );
    passes(
        "pattern: \"[]string{..., \\\"a\\\", ...}\"",
        "package p
         // ruleid: r
         var x = []string{\"b\", `a`}
         // ok: r
         var y = []string{\"b\"}
         // ok: r
         var z = []byte{\"a\"}",
    );
}

#[test]
fn typed_metavariables_know_parameters_receivers_literals_and_new_values() {
    passes(
        "pattern: \"($X : *T).m()\"",
        "package p
         func (recv *T) f(a, b *T, c T) {
           // ruleid: r
           recv.m()
           // ruleid: r
           b.m()
           // ok: r
           c.m()
           d := &T{}
           // ruleid: r
           d.m()
           e := new(T)
           // ruleid: r
           e.m()
           f := T{}
           // ok: r
           f.m()
           var g *T
           // ruleid: r
           g.m()
         }",
    );
    passes(
        "pattern: \"f(($X : bool))\"",
        "package p
         func g(a bool, b int) {
           // ruleid: r
           f(a)
           // ruleid: r
           f(b == 1)
           // ruleid: r
           f(true)
           // ok: r
           f(b)
         }",
    );
}

#[test]
fn the_receiver_of_a_method_is_its_first_parameter() {
    passes(
        "pattern: func $F(..., $W http.ResponseWriter, ...) { ... }",
        "package p
         // ruleid: r
         func (s *S) a(w http.ResponseWriter) (int, error) { return 1, nil }
         // ruleid: r
         func b(i int, v, w http.ResponseWriter) {}
         // ok: r
         func c(w http.Request) {}",
    );
    passes(
        "pattern: |-\n  func(..., $W T, ...) {\n    ...\n    $W.m()\n    ...\n  }",
        "package p
         func g() {
           // ruleid: r
           f(func(w T) { h(); w.m() })
           // ok: r
           f(func(w T) { h() })
         }",
    );
}

#[test]
fn calls_are_found_behind_go_and_defer_and_in_every_case() {
    passes(
        "pattern: f($X)",
        "package p
         func g() {
           // ruleid: r
           go f(1)
           // ruleid: r
           defer f(2)
           select {
           case x := <-c:
             // ruleid: r
             f(3)
           default:
             // ruleid: r
             f(4)
           }
           switch x.(type) {
           case T:
             // ruleid: r
             f(5)
           }
           // ruleid: r
           for i, v := range f(6) {
           }
         }",
    );
}

#[test]
fn what_a_function_in_a_function_changes_is_not_constant() {
    passes(
        "pattern: if true { ... }",
        "package p
         func g() {
           a := true
           b := true
           c := true
           f(func() { b = false; c := false; h(c) })
           // ruleid: r
           if a { h() }
           // ok: r
           if b { h() }
           // ruleid: r
           if c { h() }
         }",
    );
}

#[test]
fn what_a_channel_or_a_type_switch_gives_is_assigned() {
    passes(
        "pattern: |-\n  $X = $Y\n  ...\n  use($X)",
        "package p
         func g() {
           select {
           // ruleid: r
           case a := <-c:
             use(a)
           }
           // ruleid: r
           switch b := x.(type) {
           case int:
             use(b)
           }
         }",
    );
    passes(
        "pattern: f($X...)",
        "package p
         func g() {
           // ruleid: r
           f(all...)
           // ok: r
           f(all)
         }",
    );
}

#[test]
fn what_another_function_assigns_says_nothing_of_a_local_name() {
    passes(
        "pattern: f(\"...\")",
        "package p
         func g() {
           a := \"x\"
           // ruleid: r
           f(a)
         }
         func h() {
           a = y
         }",
    );
}
