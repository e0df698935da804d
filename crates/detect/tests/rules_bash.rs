//! What patterns mean in shell scripts: each rule finds the lines that its fixture announces, and no others.

mod rules;

use banbury_evidence::Language;

fn passes(rule: &str, fixture: &str) {
    rules::passes(Language::Shell, "bash", rule, fixture);
}

#[test]
fn commands_are_calls_of_their_first_word() {
    passes(
        "pattern: rm ... $X",
        "# ruleid: r
rm -rf \"$dir\" > /dev/null
# ruleid: r
LANG=C rm file
# ok: r
rm
# ok: r
sudo rm file
",
    );
}

#[test]
fn an_ellipsis_in_front_takes_the_called_word_too() {
    passes(
        "pattern: ... bash ...",
        "# ruleid: r
bash -x
# ruleid: r
sudo -E bash script
# ok: r
echo bashful
",
    );
}

#[test]
fn pipelines_hold_the_pipelines_in_front() {
    passes(
        "pattern: curl ... | ... sh",
        "# ruleid: r
curl -s example.org | sudo sh | tee log
# ok: r
curl -s example.org | tee log | sh
# ok: r
sh | curl
",
    );
}

#[test]
fn expansions_count_where_they_are_not_quoted() {
    passes(
        "pattern: rm ${$X}",
        "# ruleid: r
rm $a
# ruleid: r
rm ${a%.txt}
# ok: r
rm \"$a\"
# ok: r
rm a
",
    );
    passes(
        "pattern: sh -c \"$(curl ...)\"",
        "# ruleid: r
sh -c \"$(curl example.org)\"
# ruleid: r
sh -c \"`curl example.org`\"
# ok: r
sh -c \"$(cat file)\"
",
    );
}

#[test]
fn a_variable_set_for_one_command_is_not_assigned() {
    passes(
        "pattern: IFS=...",
        "# ruleid: r
IFS=:
# ok: r
IFS=: read a b
# ok: r
OFS=:
",
    );
}

#[test]
fn statements_match_in_loops_and_branches() {
    passes(
        "pattern: |\n  for $F in $L; do\n    ...\n    rm ${$F}\n    ...\n  done",
        "# ruleid: r
for f in *; do echo; rm $f; done
# ok: r
for f in *; do rm $g; done
",
    );
    passes(
        "pattern: |\n  if [ ... ]; then\n    exit 1\n  fi",
        "# ruleid: r
if [ -z \"$a\" ]; then exit 1; fi
# ok: r
if [ -z \"$a\" ]; then exit 0; fi
",
    );
}

#[test]
fn characters_of_any_plane_leave_a_script_readable() {
    passes(
        "pattern: |\n  $F() {\n    ...\n    exit 1\n  }",
        "# \u{1f600}
# ruleid: r
leave() {
  echo \"\u{1f600}\" \u{1f600}
  exit 1
}
",
    );
}
