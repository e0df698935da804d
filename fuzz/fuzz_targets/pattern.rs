//! Any text as a pattern: it is compiled for each language, or refused.
#![no_main]

use banbury_detect::{RuleFile, Ruleset};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|pattern: &str| {
    // A literal block of YAML holds anything without control characters; each line is indented.
    if pattern.chars().any(|character| character.is_control() && character != '\n') {
        return;
    }
    let block = pattern.replace('\n', "\n      ");
    for (languages, key) in [("c, cpp", "pattern"), ("python, bash, lua, java, go, js, ts, php, ruby, rust", "pattern"), ("generic", "pattern"), ("regex", "pattern-regex")]
    {
        let text = format!(
            "rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [{languages}]\n  {key}: |2-\n      {block}\n"
        );
        let _ = Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text }]);
    }
});
