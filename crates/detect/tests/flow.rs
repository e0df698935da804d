//! What rules that follow values find: in functions, through calls, fields and globals, and where it ends.

use banbury_detect::{FixtureOutcome, RuleFile, Ruleset, test_fixture};
use banbury_evidence::{Language, RuleId};

fn outcome(language: Language, rule: &str, fixture: &str) -> FixtureOutcome {
    let text = format!(
        "rules:\n- id: r\n  mode: taint\n  message: m\n  severity: LOW\n  languages: [{}]\n{rule}",
        language.name()
    );
    let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text }]).unwrap();
    test_fixture(&ruleset, Some(language), fixture.as_bytes()).remove(&RuleId("r".to_owned())).unwrap()
}

#[track_caller]
fn passes(language: Language, rule: &str, fixture: &str) {
    assert_eq!(outcome(language, rule, fixture), FixtureOutcome::Passed, "{rule}\n{fixture}");
}

const PLAIN: &str = "  pattern-sources: [{pattern: source(...)}]
  pattern-sinks: [{pattern: sink(...)}]
  pattern-sanitizers: [{pattern: clean(...)}]
";

#[test]
fn assignments_hand_on_and_replace() {
    passes(
        Language::C,
        PLAIN,
        "void f(void) {
  char *a = source(), *b = a, c[8];
  // ruleid: r
  sink(b);
  b = 0;
  // ok: r
  sink(b);
  strcpy(c, a);
  // ruleid: r
  sink(c);
  // ok: r
  sink(clean(a));
}
",
    );
}

#[test]
fn control_joins_and_loops_come_round() {
    passes(
        Language::C,
        PLAIN,
        "void f(int x) {
  char *a = 0, *b = 0, *c = 0, *d = source();
  if (x) a = source();
  // ruleid: r
  sink(a);
  while (x) {
    // ruleid: r
    sink(c);
    c = b;
    b = source();
  }
  switch (x) {
    case 1: d = 0; break;
    // ruleid: r
    default: sink(d);
  }
  if (x) { a = 0; } else { return; }
  // ok: r
  sink(a);
}
",
    );
}

#[test]
fn calls_fields_and_globals_connect_functions() {
    passes(
        Language::C,
        PLAIN,
        "struct s { char *x; char *y; };
static char *kept;
static char *get(void) { return source(); }
static char *same(char *p) { return p; }
static char *washed(char *p) { return clean(p); }
static void fill(struct s *s) { s->x = source(); }
static void out(char *p) {
  // ruleid: r
  sink(p);
}
static void x(struct s *s) {
  // ruleid: r
  sink(s->x);
}
static void y(struct s *s) {
  // ok: r
  sink(s->y);
}
void keep(void) { kept = get(); }
void use(void) {
  // ruleid: r
  sink(kept);
  out(same(get()));
  // ok: r
  sink(washed(get()));
  // ok: r
  sink(same(0));
}
void both(void) {
  struct s s;
  fill(&s);
  x(&s);
}
void one(void) {
  struct s t;
  t.x = source();
  t.y = 0;
  y(&t);
}
",
    );
}

#[test]
fn labels_are_asked_for_and_replaced() {
    let rule = "  pattern-sources:
  - {label: A, pattern: a()}
  - {label: B, pattern: b()}
  pattern-sinks:
  - {requires: A and not B, pattern: sink(...)}
  pattern-propagators:
  - {pattern: $TO.turn($FROM), from: $FROM, to: $TO, label: B, requires: A}
";
    passes(
        Language::Python,
        rule,
        "def f(x, y):
    # ruleid: r
    sink(a())
    # ok: r
    sink(b())
    # ok: r
    sink(a() + b())
    x.turn(a())
    # ok: r
    sink(x)
",
    );
}

#[test]
fn options_say_what_is_safe() {
    let fixture = "def f(i):
    x = source()
    # ok: r
    sink(x == 1)
    # ok: r
    sink(len(x))
    # ok: r
    sink(a[x])
    # ruleid: r
    sink(x)
";
    let options = "  options:
    taint_assume_safe_functions: true
    taint_assume_safe_indexes: true
    taint_assume_safe_comparisons: true
";
    passes(Language::Python, &format!("{options}{PLAIN}"), fixture);
}

#[test]
fn lambdas_see_what_is_around_them_and_keep_their_own() {
    passes(
        Language::Javascript,
        PLAIN,
        "function f(list) {
  const x = source();
  // ruleid: r
  list.each(item => sink(x));
  list.each(item => { const z = source(); });
  // ok: r
  sink(z);
}
",
    );
}

#[test]
fn what_is_not_followed_is_refused_by_name() {
    let rule = "  pattern-sources: [{control: true, pattern: a()}]\n  pattern-sinks: [{pattern: b()}]\n";
    match outcome(Language::C, rule, "") {
        FixtureOutcome::Skipped(reason) => assert!(reason.contains("`control` is not supported"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_that_is_asked_for_by_a_name_counts_for_what_it_returns() {
    let rule = "  pattern-sources: [{pattern: source(...)}]
  pattern-sinks:
  - patterns:
    - pattern: sink($ROOM, $VALUE, ...)
    - focus-metavariable: $VALUE
  - patterns:
    - pattern: \"if ($ASKED) { ... stop(); ... }\"
    - focus-metavariable: $ASKED
";
    passes(
        Language::C,
        rule,
        "static int read_it(void) { return source(); }
static int length(void) { return 3; }
void f(void) {
  // ruleid: r
  sink(1, read_it(), 1);
  // ok: r
  sink(read_it(), length(), 1);
  // ruleid: r
  if (read_it()) { stop(); }
  // ok: r
  if (length()) { stop(); }
}
",
    );
    // A call that matches as a whole is asked for its arguments alone.
    passes(
        Language::C,
        PLAIN,
        "static int sink(int x) { return source(); }
void f(void) {
  // ok: r
  int a = sink(1);
}
",
    );
}

#[test]
fn a_pointer_that_is_set_once_is_another_name_for_what_it_points_to() {
    passes(
        Language::C,
        PLAIN,
        "struct s { char *x; struct s *next; char b[8]; };
void through(char *to) { char *p = to; *p++ = source(); }
void f(struct s *s) {
  char buf[8];
  char *p = buf + 2;
  char *text = s->b;
  through(p);
  // ruleid: r
  sink(buf);
  strcpy(text, source());
  // ruleid: r
  sink(s->b);
}
void h(char *first) {
  char *p = first;
  { char *p; strcpy(p, source()); }
  // ok: r
  sink(first);
}
void g(char *first, char *second) {
  char *moved = first;
  strcpy(moved, source());
  moved = second;
  // ok: r
  sink(moved);
  char *before = second;
  second = source();
  // ok: r
  sink(before);
}
",
    );
}

#[test]
fn what_a_call_writes_into_a_field_is_followed() {
    passes(
        Language::C,
        PLAIN,
        "struct s { char tag[8]; char secret[8]; };
static void copy(char *to, const char *from) { while (*from) *to++ = *from++; }
static void fill(struct s *d) { copy(d->tag, source()); }
void e(struct s *d) {
  fill(d);
  // ruleid: r
  sink(d->tag);
  // ok: r
  sink(d->secret);
}
",
    );
    let by_side_effect =
        "  pattern-sources: [{by-side-effect: only, patterns: [{pattern: 'get($X)'}, {focus-metavariable: $X}]}]
  pattern-sinks: [{pattern: sink(...)}]
";
    passes(
        Language::C,
        by_side_effect,
        "struct s { char tag[8]; char other[8]; };
void one(struct s *d) { get(d->tag); }
void two(struct s *d) {
  // ruleid: r
  sink(d->tag);
  // ok: r
  sink(d->other);
}
void three(struct s *d) {
  get(d->tag);
  // ok: r
  sink(d->other);
}
void four(struct s *d) {
  three(d);
  // ok: r
  sink(d->other);
}
",
    );
}

#[test]
fn names_in_namespaces_are_called_by_their_last_part() {
    passes(
        Language::Cpp,
        PLAIN,
        "namespace n {
static void out(const char *p) {
  // ruleid: r
  sink(p);
}
}
struct C { std::string kept; void set(); void use(); static void show(const char *p); };
void C::set() { kept = source(); }
void C::use() {
  // ruleid: r
  sink(kept);
}
void C::show(const char *p) {
  // ruleid: r
  sink(p);
}
void f() { n::out(source()); C::show(source()); }
",
    );
}

#[test]
fn fields_carry_values_from_method_to_method() {
    passes(
        Language::Java,
        PLAIN,
        "class A {
  private String bare, other;
  void set() { bare = source(); }
  void use() {
    // ruleid: r
    sink(bare);
    // ok: r
    sink(other);
  }
  void shadow(String bare) {
    // ok: r
    sink(bare);
  }
}
class B {
  String bare;
  void use() {
    // ok: r
    sink(bare);
  }
}
",
    );
    passes(
        Language::Go,
        PLAIN,
        "package m
type S struct { cmd string; other string }
func New() *S { return &S{cmd: source()} }
func (s *S) run() {
	// ruleid: r
	sink(s.cmd)
	// ok: r
	sink(s.other)
}
func cast(x interface{}) {
	v := source()
	// ruleid: r
	sink(v.(string))
}
func (s *S) tell(p string) {
	// ruleid: r
	sink(p)
}
func main() {
	s := New()
	t := &S{}
	t.tell(source())
	s.run()
}
",
    );
    passes(
        Language::Python,
        PLAIN,
        "class W:
    def __init__(self):
        self.root = source()
        self.other = 1
    def out(self, p):
        # ruleid: r
        sink(p)
def f():
    w = W()
    # ruleid: r
    sink(w.root)
    # ok: r
    sink(w.other)
    w.out(source())
",
    );
    passes(
        Language::Php,
        PLAIN,
        "<?php
class W {
  private $root;
  function set() { $this->root = source(); }
  function use() {
    // ruleid: r
    sink($this->root);
  }
  function out($p) {
    // ruleid: r
    sink($p);
  }
}
function f() {
  $w = new W();
  $w->out(source());
  $x = source() ?: 'y';
  // ruleid: r
  sink($x);
}
",
    );
    passes(
        Language::Javascript,
        PLAIN,
        "class W {
  constructor() { this.root = source(); }
  out(p) {
    // ruleid: r
    sink(p);
  }
  use() {
    // ruleid: r
    sink(this.root);
  }
}
function f() {
  const w = new W();
  w.out(source());
}
",
    );
}

#[test]
fn perl_hands_on_through_lists_and_backticks() {
    passes(
        Language::Perl,
        PLAIN,
        "sub out {
  my ($v, $w) = @_;
  # ruleid: r
  sink($v);
  # ok: r
  sink($w);
}
sub shifted {
  my $v = shift;
  # ruleid: r
  sink($v);
}
sub f {
  out(source(), 1);
  shifted(source());
  my ($k, $v) = split /=/, source(), 2;
  # ruleid: r
  sink($v);
}
",
    );
}

#[test]
fn a_parameter_that_is_set_to_something_else_writes_nothing_through_it() {
    passes(
        Language::C,
        PLAIN,
        "static void move(char *p) { p = source(); p++; }
static void write(char *p) { *p = source(); }
void f(void) {
  char a[8], b[8];
  move(a);
  // ok: r
  sink(a);
  write(b);
  // ruleid: r
  sink(b);
}
",
    );
}

#[test]
fn a_rule_may_name_what_a_function_of_perl_gets() {
    passes(
        Language::Perl,
        "  pattern-sources: [{pattern: shift}]\n  pattern-sinks: [{pattern: sink(...)}]\n",
        "sub f {\n  my $v = shift;\n  # ruleid: r\n  sink($v);\n}\n",
    );
}
