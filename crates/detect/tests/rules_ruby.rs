//! What patterns mean in Ruby: each rule finds the lines that its fixture announces, and no others.

mod rules;

use banbury_evidence::Language;

/// Ruby's parser is not part of every build.
fn passes(rule: &str, fixture: &str) {
    if banbury_syntax::Grammar::of(Language::Ruby).is_some() {
        rules::passes(Language::Ruby, "ruby", rule, fixture);
    }
}

#[test]
fn calls_match_with_and_without_parentheses() {
    passes(
        "pattern: system($X, ...)",
        "# ruleid: r
system 'ls', name
# ruleid: r
system(name)
# ok: r
Kernel.system(name)
# ok: r
system
",
    );
    passes(
        "pattern: $X.html_safe",
        "# ruleid: r
a = name.html_safe
# ruleid: r
name.html_safe.strip
# ok: r
html_safe
",
    );
}

#[test]
fn named_arguments_match_however_their_names_are_written() {
    passes(
        "pattern: \"render ..., :inline => $X, ...\"",
        "# ruleid: r
render inline: page
# ruleid: r
render 'a', :layout => false, :inline => page
# ok: r
render plain: page
",
    );
}

#[test]
fn hash_entries_match_in_any_order() {
    passes(
        "pattern: \"$X = {..., secure: false, ...}\"",
        "# ruleid: r
options = { :name => 'a', :secure => false }
# ruleid: r
options = { secure: false, name: 'a' }
# ok: r
options = { secure: true }
",
    );
}

#[test]
fn commands_and_strings_show_the_code_in_them() {
    passes(
        "patterns:\n  - pattern: '`...#{$X}...`'\n  - pattern-not: '`...#{\"...\"}...`'",
        "# ruleid: r
a = `ls #{name}`
# ruleid: r
a = %x{ls #{name} -l}
# ok: r
a = `ls #{'b'}`
# ok: r
a = `ls`
",
    );
}

#[test]
fn methods_match_whatever_they_take() {
    passes(
        "pattern: |\n  def $M(...)\n    ...\n    return $X\n  end",
        "class A
  # ruleid: r
  def a
    return 1
  end
  # ruleid: r
  def b(c, d = 1)
    puts c
    return d
  end
  # ok: r
  def c
    1
  end
end
",
    );
    passes(
        "pattern: |\n  def $M(..., $X, ...)\n    ...\n    eval($X)\n    ...\n  end",
        "# ruleid: r
def a(b, code)
  x = 1
  y = eval(code)
end
# ok: r
def c(code)
  eval('1')
end
",
    );
}

#[test]
fn an_empty_branch_is_a_branch() {
    passes(
        "pattern: |\n  if $X.get?\n    ...\n  else\n    ...\n  end",
        "# ruleid: r
if request.get?
  # nothing
else
  save
end
# ok: r
if request.get?
  show
end
",
    );
}
