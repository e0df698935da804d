//! What patterns mean in PHP: each rule finds the lines that its fixture announces, and no others.

mod rules;

use banbury_evidence::Language;

fn passes(rule: &str, fixture: &str) {
    rules::passes(Language::Php, "php", rule, &format!("<?php\n{fixture}\n"));
}

#[test]
fn metavariables_stand_for_variables_functions_and_methods() {
    passes(
        "pattern: $F($X, ...)",
        "// ruleid: r
         run($a);
         // ruleid: r
         $handler($a, 1);
         // ruleid: r
         $object->send('b');
         // ruleid: r
         Mail::send($b);
         // ok: r
         idle();",
    );
    passes(
        "pattern: $X->query($SQL . $Y)",
        "// ruleid: r
         $db->query('select ' . $a);
         // ok: r
         $db->query('select');
         // ok: r
         query('a' . $b);",
    );
}

#[test]
fn superglobals_are_no_metavariables() {
    passes(
        "pattern: f($_GET[$X])",
        "// ruleid: r
         f($_GET['a']);
         // ok: r
         f($_POST['a']);
         // ok: r
         f($get['a']);",
    );
}

#[test]
fn functions_go_by_their_names_in_any_case() {
    passes(
        "pattern: md5(...)",
        "// ruleid: r
         $a = MD5($b);
         // ruleid: r
         return \\md5($b);
         // ok: r
         md6($b);",
    );
}

#[test]
fn keywords_that_take_values_are_called() {
    passes(
        "pattern: $F($X)",
        "// ruleid: r
         include $page;
         // ruleid: r
         require_once($page);
         // ruleid: r
         print $page;
         // ruleid: r
         eval($code);
         // ok: r
         echo $a, $b;",
    );
    passes(
        "pattern: echo $...ALL;",
        "// ruleid: r
         echo $a, $b;
         // ok: r
         print $a;",
    );
}

#[test]
fn arrays_keep_their_order_whichever_way_they_are_written() {
    passes(
        "pattern: \"f([..., 'secure' => false, ...])\"",
        "// ruleid: r
         f(['name' => 'a', 'secure' => false]);
         // ruleid: r
         f(array('secure' => FALSE, 'x'));
         // ok: r
         f(['secure' => true]);
         // ok: r
         f([]);",
    );
}

#[test]
fn names_stand_for_what_use_brings_in() {
    passes(
        "pattern: new Web\\Http\\Response(...)",
        "use Web\\Http\\Response;
         use Web\\Http\\{Response as Answer, Request};
         // ruleid: r
         $a = new Response(1);
         // ruleid: r
         $b = new response(1);
         // ruleid: r
         $c = new Answer(1);
         // ruleid: r
         $d = new \\Web\\Http\\Response;
         // ok: r
         $e = new Request(1);",
    );
}

#[test]
fn interpolated_strings_show_their_code() {
    passes(
        "pattern: '\"...$X...\"'",
        "// ruleid: r
         $a = \"select $b from t\";
         // ruleid: r
         $a = \"{$b->c}\";
         // ok: r
         $a = \"plain\";
         // ok: r
         $a = '$b';",
    );
    passes(
        "pattern: '`...`'",
        "// ruleid: r
         $a = `ls $b`;
         // ruleid: r
         `ls`;
         // ok: r
         $a = 'ls';",
    );
}

#[test]
fn classes_functions_and_properties_match_as_declared() {
    passes(
        "pattern: \"class $C extends Model { ... }\"",
        "// ruleid: r
         final class A extends Model implements B { public $x = 1; }
         // ok: r
         class C extends Other {}",
    );
    passes(
        "pattern: \"public function $F(..., Request $R, ...) { ... }\"",
        "class A {
           // ruleid: r
           public static function a(int $i, Request $r): bool { return true; }
           // ok: r
           private function b(Request $r) {}
         }",
    );
    passes(
        "pattern: $open = [];",
        "class A {
           // ruleid: r
           protected $open = [];
           // ok: r
           protected $closed = [];
         }",
    );
}

#[test]
fn branches_are_blocks_whatever_they_are_written_as() {
    passes(
        "pattern: |\n  if ($A == null) { f(); } else { ... }",
        "// ruleid: r
         if ($x == NULL): f(); else: g(); endif;
         // ruleid: r
         if ($x == null) f(); elseif ($y) g();
         // ok: r
         if ($x == null) { g(); } else { f(); }",
    );
}

#[test]
fn methods_are_public_unless_they_say_otherwise() {
    passes(
        "pattern: \"public function $F(...) { ... }\"",
        "class A {
           // ruleid: r
           function a() {}
           // ok: r
           protected function b() {}
         }",
    );
    passes(
        "pattern: \"function $F(...) { ... }\"",
        "class A {
           // ruleid: r
           function a() {}
           // ruleid: r
           protected function b() {}
         }",
    );
}

#[test]
fn the_text_of_a_string_with_variables_is_a_piece_of_it() {
    passes(
        "patterns:\n  - pattern: '\"...$X...\"'\n  - metavariable-regex: {metavariable: $X, regex: select}",
        "// ruleid: r
         $a = \"select $b from t\";
         // ok: r
         $a = \"update $b\";",
    );
}
