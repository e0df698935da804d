//! Any text as a rule file: it is loaded, or refused with a place.
#![no_main]

use banbury_detect::{RuleFile, Ruleset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text: text.to_owned() }]);
});
