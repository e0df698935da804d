//! What patterns mean in Java: each rule finds the lines that its fixture announces, and no others.

mod rules;

use banbury_evidence::Language;

fn passes(rule: &str, fixture: &str) {
    rules::passes(Language::Java, "java", rule, fixture);
}

#[test]
fn methods_match_with_annotations_modifiers_and_exceptions_that_a_pattern_leaves_out() {
    passes(
        "pattern: \"$T $M(..., String $S, ...) { ... }\"",
        "class C {
           // ruleid: r
           @Override public static int a(final String s) throws IOException { return 1; }
           // ruleid: r
           <T> void b(int i, @Ann(1) String s, int... more) {}
           // ok: r
           C(String s) {}
           // ok: r
           void c(int i) {}
         }",
    );
    passes(
        "pattern: \"$M(...) throws IOException { ... }\"",
        "class C {
           // ruleid: r
           void a() throws SQLException, IOException {}
           // ok: r
           void b() throws SQLException {}
         }",
    );
}

#[test]
fn annotations_match_by_name_and_by_named_arguments_in_any_order() {
    passes(
        "pattern: \"@Map(..., method = $X, ...) $T $M(...) { ... }\"",
        "class C {
           // ruleid: r
           @Map(value = \"/\", method = GET) void a() {}
           // ruleid: r
           @Map(method = GET) @Other void b() {}
           // ok: r
           @Map(\"/\") void c() {}
         }",
    );
    passes(
        "pattern: \"@Map(...)\"",
        "class C {
           // ruleid: r
           @Map void a() {}
           // ruleid: r
           @Map(\"/\") void b() {}
           // ok: r
           @Other void c() {}
         }",
    );
}

#[test]
fn classes_match_by_some_of_what_they_extend_implement_and_hold() {
    passes(
        "pattern: \"class $C implements Runnable { ... void run() { ... } ... }\"",
        "// ruleid: r
         class A extends B implements Other, Runnable { int i; public void run() { go(); } }
         // ok: r
         class D implements Other { public void run() {} }
         // ok: r
         class E implements Runnable {}",
    );
    passes(
        "pattern: \"new Runnable() { void run() { go(); } }\"",
        "class C {
           // ruleid: r
           Runnable a = new Runnable() { int i; public void run() { go(); } };
           // ok: r
           Runnable b = new Runnable();
         }",
    );
}

#[test]
fn full_names_are_known_by_what_is_imported() {
    passes(
        "pattern: a.b.Cipher.get(...)",
        "import a.b.Cipher;
         class C { void f() {
           // ruleid: r
           Cipher.get(1);
           // ruleid: r
           a.b.Cipher.get(1);
           // ok: r
           Other.get(1);
         } }",
    );
    passes(
        "pattern: new a.b.File(...)",
        "import a.b.*;
         class C { void f() {
           // ruleid: r
           new File(1);
           // ok: r
           new Reader(1);
         } }",
    );
    passes(
        "pattern: new a.b.File(...)",
        "import x.y.File;
         import a.b.File;
         class C { void f() {
           // ok: r
           new File(1);
           // ruleid: r
           new a.b.File(2);
         } }",
    );
    passes(
        "pattern: \"import a.b; ...\"",
        "// ruleid: r
         import a.b.C;
         class C {}",
    );
}

#[test]
fn types_match_whatever_their_arguments() {
    passes(
        "pattern: List $X = new ArrayList(...);",
        "class C {
           // ruleid: r
           List<String> a = new ArrayList<>();
           // ruleid: r
           List b = new ArrayList<String>(1);
           // ok: r
           Set<String> c = new ArrayList<>();
         }",
    );
}

#[test]
fn typed_metavariables_know_fields_parameters_locals_and_resources() {
    passes(
        "pattern: (java.io.Reader $R).read(...)",
        "import java.io.Reader;
         class C {
           private Reader field;
           void f(final Reader parameter, Other other) {
             // ruleid: r
             field.read();
             // ruleid: r
             parameter.read();
             Reader local = open();
             // ruleid: r
             local.read();
             var inferred = new Reader();
             // ruleid: r
             inferred.read();
             try (Reader resource = open()) {
               // ruleid: r
               resource.read();
             } catch (Reader caught) {
               // ruleid: r
               caught.read();
             }
             // ok: r
             other.read();
             // ok: r
             unknown.read();
           }
         }",
    );
    passes(
        "pattern: (Map<String, $T> $M).get(...)",
        "class C { void f(Map<String, Integer> a, Map<Integer, Integer> b, Map c) {
           // ruleid: r
           a.get(1);
           // ok: r
           b.get(1);
           // ok: r
           c.get(1);
         } }",
    );
}

#[test]
fn statements_are_found_in_switches_lambdas_loops_and_resources() {
    passes(
        "pattern: \"String $X = get(); ... put($X);\"",
        "class C {
           void a(int i) {
             // ruleid: r
             String s = get();
             switch (i) {
               case 1: case 2: put(s); break;
               default: return;
             }
           }
           void b(int i) {
             // ruleid: r
             String s = get();
             switch (i) { case 1 -> put(s); default -> { } }
           }
           void c() {
             // ruleid: r
             String s = get();
             try (Reader r = open()) { for (int i : all) { put(s); } }
           }
           void d() {
             // ok: r
             String s = get();
             put(other);
           }
         }",
    );
    passes(
        "pattern: \"$X -> { ... go($X); ... }\"",
        "class C { void f() {
           // ruleid: r
           map(it -> { stop(); go(it); });
           // ok: r
           map(it -> { go(1); });
         } }",
    );
}

#[test]
fn a_block_with_an_ellipsis_is_open_at_its_end_and_one_without_is_not() {
    passes(
        "pattern: \"void $F() { ... go(); }\"",
        "class C {
           // ruleid: r
           void a() { stop(); if (x) { go(); } stop(); }
           // ok: r
           void b() { stop(); }
         }",
    );
    passes(
        "pattern: \"void $F() { go(); }\"",
        "class C {
           // ruleid: r
           void a() { go(); }
           // ok: r
           void b() { go(); stop(); }
         }",
    );
}

#[test]
fn a_parameter_may_be_named_without_its_type() {
    passes(
        "pattern: \"$T $M(..., $X, ...) { return $X; }\"",
        "class C {
           // ruleid: r
           int a(int i, String s) { return s; }
           // ok: r
           int b(int i) { return 1; }
         }",
    );
}

#[test]
fn what_a_loop_declares_has_its_type_in_the_loop() {
    passes(
        "pattern: (Item $I).get()",
        "class C { void f(List<Item> items) {
           for (Item i : items) {
             // ruleid: r
             i.get();
           }
           // ok: r
           i.get();
         } }",
    );
}

#[test]
fn a_declaration_with_a_value_is_none_without() {
    passes(
        "pattern: Item $I;",
        "class C {
           // ruleid: r
           Item a;
           // ok: r
           Item b = get();
         }",
    );
}

#[test]
fn methods_without_bodies_match_bodies_that_are_left_open() {
    passes(
        "pattern: \"@A $T $M(...) { ... }\"",
        "interface I {
           // ruleid: r
           @A void a();
           // ok: r
           void b();
         }",
    );
    passes(
        "pattern: $T $M(...);",
        "abstract class C {
           // ruleid: r
           abstract int a(int i);
           // ok: r
           int b() { return c(); }
         }",
    );
}
