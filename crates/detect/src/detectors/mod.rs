//! Detectors that no pattern can express: they look at characters, encodings, macros across files, and names.

mod anomalies;
mod encoding;
mod fallthrough;
mod identifiers;
mod indentation;
mod listing;
mod macros;
mod pieces;
mod text;
mod undeclared;
mod wrappers;

pub use anomalies::{anomaly_findings, deceptive_name};
pub use listing::built_in_rules;
pub use macros::{
    HIDDEN_CALL_RULES, HiddenCalls, MACRO_RULES, MacroFact, PastingFact, TracedMacros, trace_hidden_calls, trace_macros,
};
pub use undeclared::{Declared, undeclared_hits};

pub(crate) use encoding::encoding_hits;
pub(crate) use fallthrough::fallthrough_hits;
pub(crate) use identifiers::identifier_hits;
pub(crate) use indentation::indentation_hits;
pub(crate) use macros::{macro_facts, pasting_facts};
pub(crate) use pieces::pieces_hits;
pub(crate) use text::text_hits;
pub(crate) use wrappers::wrapper_hits;

use std::ops::Range;

use banbury_evidence::RuleId;
use banbury_syntax::SourceText;

use crate::excerpt::place;
use crate::findings::{Hit, NOT_YET, anchor};

/// A hit of a built-in detector on a range of the decoded text.
pub(crate) fn hit(
    source: &SourceText<'_>,
    rule: &str,
    range: &Range<usize>,
    function: Option<String>,
    message: String,
) -> Hit {
    let place = place(source, range);
    let text = source.text.get(range.clone()).unwrap_or("");
    Hit {
        rule: RuleId(rule.to_owned()),
        message,
        span: place.span,
        start: place.start,
        end: place.end,
        anchor: anchor(function.as_deref(), text),
        context: NOT_YET,
        function,
        snippet: place.snippet,
        reading: None,
        suppressions: Vec::new(),
        trace: Vec::new(),
    }
}
