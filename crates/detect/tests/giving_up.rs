//! A search that is given up is told, and never looks like one that found nothing.

use banbury_detect::{Analyser, ApiFamilies, FileRequest, LONGEST_PARSED, RuleFile, Ruleset};
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

#[test]
fn scripts_of_a_page_that_is_too_long_are_not_passed_over_in_silence() {
    let ruleset = Ruleset::load(&[]).unwrap();
    let told = |bytes: &[u8]| {
        let request = FileRequest { language: Some(Language::Html), lexical: false, left_out: &[], bytes };
        let analysis = Analyser::new(&ruleset, ApiFamilies::default(), MacroTable::empty()).analyse(&request);
        analysis.reason.is_some_and(|reason| reason.uninspected && reason.text.contains("longer than the limit"))
    };
    let page = format!("<script>f()</script>{}", " ".repeat(LONGEST_PARSED as usize));
    assert!(told(page.as_bytes()));
    assert!(!told(b"<script>f()</script>"));
}
