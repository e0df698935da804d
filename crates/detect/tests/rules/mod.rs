//! One rule against a fixture that announces what it finds.

use banbury_detect::{FixtureOutcome, RuleFile, Ruleset, test_fixture};
use banbury_evidence::{Language, RuleId};

/// Asserts that a rule, of which `search` is the part that says what to look for, finds what `fixture` announces for `r`. A
/// fixture that announces nothing passes if nothing is found.
pub fn passes(language: Language, name: &str, search: &str, fixture: &str) {
    let search = search.replace('\n', "\n  ");
    let text = format!("rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [{name}]\n  {search}\n");
    let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text }]).unwrap();
    assert_eq!(ruleset.not_run, [], "{search}");
    let outcome = test_fixture(&ruleset, Some(language), fixture.as_bytes()).remove(&RuleId("r".to_owned()));
    assert_eq!(outcome, Some(FixtureOutcome::Passed), "{search}\n{fixture}");
}
