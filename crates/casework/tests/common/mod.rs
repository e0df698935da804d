//! Findings and what people say of them.

use banbury_evidence::{
    Answer, Date, Decision, Digest, DropPath, Finding, Fingerprints, Judgement, Location, Position, Review, RuleId,
    Severity, Snippet, Span,
};

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The in-place fingerprint of the finding `name`.
pub fn fingerprint(name: &str) -> String {
    Digest::of(name.as_bytes()).to_string()
}

/// A finding in this code.
pub fn finding(name: &str, code: &str) -> Finding {
    let at = Position { line: 1, column: 1 };
    let path = DropPath::from_escaped("a.c");
    Finding {
        rule: RuleId("rule".to_owned()),
        severity: Severity::High,
        message: "Look here.".to_owned(),
        location: Location { path, span: Span { start: 0, end: 1 }, start: at, end: at },
        function: None,
        snippet: Snippet::default(),
        trace: Vec::new(),
        reading: None,
        context: Digest::of(code.as_bytes()),
        fingerprints: Fingerprints {
            in_place: fingerprint(name),
            moved: format!("moved {name}"),
            similar: String::new(),
        },
        suppressions: Vec::new(),
        state: None,
    }
}

pub fn decision(judgement: Judgement, by: &str) -> Decision {
    let reason = "Looked at it.".to_owned();
    Decision { judgement, reason, by: by.to_owned(), on: day("2026-11-30"), expires: None }
}

pub fn review(approves: bool, by: &str) -> Review {
    Review { approves, reason: "Looked at it too.".to_owned(), by: by.to_owned(), on: day("2026-12-01") }
}

pub fn answer(text: &str) -> Answer {
    Answer { text: text.to_owned(), by: "Ada Example".to_owned(), on: day("2026-12-02") }
}
