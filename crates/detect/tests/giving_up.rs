//! A search that is given up is told, and never looks like one that found nothing.

use banbury_detect::{Analyser, ApiFamilies, FileRequest, RuleFile, Ruleset};
use banbury_evidence::Language;
use banbury_syntax::MacroTable;

fn gave_up(regex: &str, text: &str) -> bool {
    let rule = format!(
        "rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [c]\n  patterns:\n  - pattern: f($X)\n  - metavariable-regex:\n      metavariable: $X\n      regex: {regex}\n"
    );
    let ruleset = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text: rule }]).unwrap();
    let request = FileRequest { language: Some(Language::C), lexical: false, left_out: &[], bytes: text.as_bytes() };
    let analysis = Analyser::new(&ruleset, ApiFamilies::default(), MacroTable::empty()).analyse(&request);
    !analysis.gave_up.is_empty()
}

#[test]
fn a_condition_that_cannot_be_found_out_gives_the_rule_up() {
    for length in [50, 100] {
        let text = format!("void g(void) {{ f({}_); }}\n", "a".repeat(length));
        assert!(gave_up("(a|aa)+(?=c)", &text), "{length}");
        assert!(!gave_up("(a|aa)+(?=_)", &text), "{length}");
    }
}
