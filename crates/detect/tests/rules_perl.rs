//! What patterns mean in Perl: each rule finds the lines that its fixture announces, and no others.

mod rules;

use banbury_evidence::Language;

/// Perl's parser is not part of every build.
fn passes(rule: &str, fixture: &str) {
    if banbury_syntax::Grammar::of(Language::Perl).is_some() {
        rules::passes(Language::Perl, "perl", rule, fixture);
    }
}

#[test]
fn calls_match_with_and_without_parentheses() {
    passes(
        "pattern: system($X)",
        "# ruleid: r
system($command);
# ruleid: r
system \"ls $name\";
# ok: r
system('ls', '-l');
# ok: r
$shell->system($command);
",
    );
    passes(
        "pattern: $X->execute(...)",
        "# ruleid: r
$statement->execute($name, 1);
# ok: r
execute($name);
",
    );
}

#[test]
fn assignments_match_declarations() {
    passes(
        "pattern: $X = $Y->param(...)",
        "# ruleid: r
my $name = $query->param('name');
# ruleid: r
$name = $query->param('name');
# ok: r
my $other = param('name');
",
    );
}

#[test]
fn values_flow_through_variables() {
    passes(
        "mode: taint
pattern-sources: [{pattern: $Q->param(...)}]
pattern-sinks: [{pattern: system(...)}]",
        "my $name = $query->param('name');
my $command = \"ls $name\";
# ruleid: r
system($command);
# ok: r
system('ls');
",
    );
}
