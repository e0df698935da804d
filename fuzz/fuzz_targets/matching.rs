//! Any pattern on any text: a rule, a line of three hyphens, and the text that it searches. What it finds lies in the text.
#![no_main]

use banbury_detect::{Analyser, ApiFamilies, FileRequest, RuleFile, Ruleset};
use banbury_evidence::Language;
use banbury_syntax::MacroTable;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let Some((rule, text)) = input.split_once("\n---\n") else { return };
    let Ok(ruleset) = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text: rule.to_owned() }]) else { return };
    let request = FileRequest { language: Some(Language::C), lexical: false, left_out: &[], bytes: text.as_bytes() };
    let analysis = Analyser::new(&ruleset, ApiFamilies::default(), MacroTable::empty()).analyse(&request);
    for hit in analysis.hits.into_value() {
        assert!(hit.span.start <= hit.span.end && hit.span.end <= text.len() as u64);
    }
});
