//! Detectors on annotated fixtures, annotated as those of rules are: the line behind `ruleid:` is one where a finding begins.

use std::collections::BTreeSet;

use banbury_detect::{Analyser, ApiFamilies, FileRequest, Ruleset, trace_hidden_calls};
use banbury_evidence::{DropPath, Language};
use banbury_syntax::{MacroScan, MacroTable};

fn check(rule: &str, language: Language, fixture: &str) {
    let ruleset = Ruleset::load(&[]).unwrap();
    let request = FileRequest { language: Some(language), lexical: false, left_out: &[], bytes: fixture.as_bytes() };
    let macros = MacroTable::from_scans([MacroScan::of(fixture)].into_iter());
    let analysis = Analyser::new(&ruleset, ApiFamilies::default(), macros).analyse(&request);
    let path = DropPath::from_bytes(b"a.c");
    let macros = [(path.clone(), analysis.macros.into_value())];
    let hidden = trace_hidden_calls(&macros, &[(&path, &analysis.pastings)]);
    let found = analysis.hits.get();
    let hits = found.iter().chain(hidden.hits.iter().map(|(_, hit)| hit));
    let found: BTreeSet<u64> = hits.filter(|hit| hit.rule.0 == rule).map(|hit| u64::from(hit.start.line)).collect();
    let lines = (1..).zip(fixture.lines());
    let expected: BTreeSet<u64> =
        lines.filter(|(_, line)| line.contains(&format!("ruleid: {rule}"))).map(|(number, _)| number + 1).collect();
    assert_eq!(found, expected, "{rule}");
}

#[test]
fn statements_that_stand_as_if_they_were_guarded_are_found() {
    check("statement-indented-as-if-guarded", Language::C, include_str!("detectors/indentation.c"));
}

#[test]
fn cases_that_run_into_the_next_are_found() {
    check("case-runs-into-next", Language::C, include_str!("detectors/fallthrough.c"));
}

#[test]
fn wrappers_that_only_ask_whether_there_is_a_bound_are_found() {
    check("safe-wrapper-drops-bound", Language::C, include_str!("detectors/wrappers.c"));
}

#[test]
fn dangerous_names_in_pieces_are_found() {
    let rule = "dangerous-name-in-pieces";
    check(rule, Language::Php, include_str!("detectors/pieces.php"));
    check(rule, Language::Javascript, include_str!("detectors/pieces.js"));
    check(rule, Language::C, include_str!("detectors/pieces.c"));
}

#[test]
fn macros_that_hide_a_call_are_found() {
    for rule in ["innocent-macro-hides-call", "pasted-name-hides-call"] {
        check(rule, Language::C, include_str!("detectors/hidden_calls.c"));
    }
}
