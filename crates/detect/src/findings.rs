use std::collections::BTreeMap;

use banbury_evidence::{
    Digest, DropPath, Finding, Fingerprints, Location, Position, RuleId, Severity, Snippet, Span, Suppression,
    TraceStep,
};
use serde::{Deserialize, Serialize};

use crate::context::with_trace;

/// One place in one file where a rule or detector matched; the file's path is known outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The rule.
    pub rule: RuleId,
    /// Its message with the metavariables filled in.
    pub message: String,
    /// The bytes.
    pub span: Span,
    /// Where they begin.
    pub start: Position,
    /// Where they end.
    pub end: Position,
    /// The function or macro around it.
    pub function: Option<String>,
    /// The source around it.
    pub snippet: Snippet,
    /// The reading in which it holds, unless that is the plain one.
    pub reading: Option<String>,
    /// What identifies the construct wherever it stands.
    pub anchor: Anchor,
    /// Digest of the code that it stands in; filled in once the whole file has been looked at.
    pub context: Digest,
    /// The vendor's requests for silence; filled in once the whole file has been looked at.
    pub suppressions: Vec<Suppression>,
    /// How a value gets here, from its source on; empty where one place says it all.
    pub trace: Vec<TraceStep>,
}

/// The context of a hit in a file that has not been looked at to its end.
pub(crate) const NOT_YET: Digest = Digest::from_bytes([0; 32]);

/// What identifies a construct wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Digest of the function around it and its own text.
    pub in_function: Digest,
    /// Digest of its own text alone.
    pub text: Digest,
}

/// How much of a construct's text identifies it: constructs nest, and each must not cost the length of all inside it.
const IDENTIFYING: usize = 1 << 12;

/// Digests of the text without white space, with and without the declaration around it.
pub(crate) fn anchor(function: Option<&str>, text: &str) -> Anchor {
    let text = &text[..text.floor_char_boundary(IDENTIFYING)];
    let squeezed: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let with = |function: &str| Digest::of(format!("{function}\0{squeezed}").as_bytes());
    Anchor { in_function: with(function.unwrap_or("")), text: with("") }
}

/// Makes findings of the hits in the file at `path`, sorted by place, with fingerprints.
///
/// Hits that share rule and anchor are numbered in the order of the file, so that each has fingerprints of its own.
pub fn into_findings(path: &DropPath, mut hits: Vec<Hit>, severity: &dyn Fn(&RuleId) -> Severity) -> Vec<Finding> {
    hits.sort_by(|a, b| (a.span, &a.rule, &a.reading).cmp(&(b.span, &b.rule, &b.reading)));
    let mut ordinals: BTreeMap<(RuleId, Digest), u32> = BTreeMap::new();
    hits.into_iter()
        .map(|hit| {
            let Anchor { in_function, text } = hit.anchor;
            let ordinal = ordinals.entry((hit.rule.clone(), in_function)).or_default();
            let similar = format!("banburySimilar/v1\0{}\0{text}", hit.rule);
            let moved = format!("banburyMoved/v1\0{}\0{in_function}\0{ordinal}", hit.rule);
            let in_place = format!("banbury/v1\0{}\0{path}\0{in_function}\0{ordinal}", hit.rule);
            *ordinal += 1;
            Finding {
                context: with_trace(&hit),
                severity: severity(&hit.rule),
                rule: hit.rule,
                message: hit.message,
                location: Location { path: path.clone(), span: hit.span, start: hit.start, end: hit.end },
                function: hit.function,
                snippet: hit.snippet,
                trace: hit.trace,
                reading: hit.reading,
                fingerprints: Fingerprints {
                    in_place: Digest::of(in_place.as_bytes()).to_string(),
                    moved: Digest::of(moved.as_bytes()).to_string(),
                    similar: Digest::of(similar.as_bytes()).to_string(),
                },
                suppressions: hit.suppressions,
                state: None,
            }
        })
        .collect()
}
