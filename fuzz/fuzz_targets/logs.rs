//! Lines of JSON, put into a chain, are a log that can be written on, or are refused.
#![no_main]

use banbury_casework::{CustodyLog, TriageLog};
use banbury_evidence::Digest;
use libfuzzer_sys::fuzz_target;

/// What stands between the braces of each line, with the chain around it; a line that is cut off stays one.
fn chained(schema: &str, input: &str) -> Vec<u8> {
    let (mut log, mut previous) = (Vec::new(), "0".repeat(64));
    for (number, fields) in (1..).zip(input.lines()) {
        let line = format!("{{\"schema\":\"{schema}\",\"number\":{number},\"previous\":\"{previous}\",{fields}}}");
        previous = Digest::of(line.as_bytes()).to_string();
        log.extend_from_slice(line.as_bytes());
        log.push(b'\n');
    }
    log
}

fuzz_target!(|input: &[u8]| {
    // As it is.
    let _ = (TriageLog::read(input).is_ok(), CustodyLog::read(input).is_ok());
    let Ok(text) = str::from_utf8(input) else { return };
    let bytes = chained("banbury.triage/v1", text);
    if let Ok(log) = TriageLog::read(&bytes) {
        assert_eq!(log.bytes(), bytes);
        assert_eq!(log.len(), text.lines().count() as u64);
        // It speaks of findings that an inspection without any does not have, or of none.
        if let Ok(triage) = log.triage(&[], None) {
            assert_eq!(triage.head, log.head());
        }
    }
    let bytes = chained("banbury.custody/v1", text);
    if let Ok(log) = CustodyLog::read(&bytes) {
        assert_eq!((log.bytes(), log.head().is_some()), (bytes.as_slice(), !text.is_empty()));
    }
});
