use serde::{Deserialize, Serialize};

use crate::wire::BadForm;
use crate::{
    BaselineState, Digest, DropPath, Finding, Fingerprints, Location, Position, RuleId, Severity, Snippet, Span,
    Suppression, TraceStep,
};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FindingV1 {
    rule: RuleId,
    severity: Severity,
    message: String,
    place: PlaceV1,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    function: Option<String>,
    snippet: SnippetV1,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    trace: Vec<StepV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    context: Digest,
    fingerprints: FingerprintsV1,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<SuppressionV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<BaselineState>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PlaceV1 {
    path: DropPath,
    /// Offset of the first byte, and behind the last.
    bytes: (u64, u64),
    /// Line and column.
    start: (u32, u32),
    end: (u32, u32),
}

#[derive(Debug, Serialize, Deserialize)]
struct SnippetV1 {
    first_line: u32,
    lines: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StepV1 {
    place: PlaceV1,
    note: String,
    snippet: SnippetV1,
}

#[derive(Debug, Serialize, Deserialize)]
struct FingerprintsV1 {
    in_place: String,
    moved: String,
    similar: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct SuppressionV1 {
    line: u32,
    comment: String,
}

impl From<&Finding> for FindingV1 {
    fn from(finding: &Finding) -> Self {
        let Finding {
            rule,
            severity,
            message,
            location,
            function,
            snippet,
            trace,
            reading,
            context,
            fingerprints,
            suppressions,
            state,
        } = finding.clone();
        let Fingerprints { in_place, moved, similar } = fingerprints;
        Self {
            rule,
            severity,
            message,
            place: location.into(),
            function,
            snippet: snippet.into(),
            trace: trace
                .into_iter()
                .map(|TraceStep { location, note, snippet }| StepV1 {
                    place: location.into(),
                    note,
                    snippet: snippet.into(),
                })
                .collect(),
            reading,
            context,
            fingerprints: FingerprintsV1 { in_place, moved, similar },
            suppressions: suppressions
                .into_iter()
                .map(|Suppression { line, comment }| SuppressionV1 { line, comment })
                .collect(),
            state,
        }
    }
}

impl From<Location> for PlaceV1 {
    fn from(location: Location) -> Self {
        let Location { path, span, start, end } = location;
        Self { path, bytes: (span.start, span.end), start: (start.line, start.column), end: (end.line, end.column) }
    }
}

impl From<Snippet> for SnippetV1 {
    fn from(snippet: Snippet) -> Self {
        let Snippet { first_line, lines } = snippet;
        Self { first_line, lines }
    }
}

impl TryFrom<FindingV1> for Finding {
    type Error = BadForm;

    fn try_from(wire: FindingV1) -> Result<Self, BadForm> {
        let FindingV1 {
            rule,
            severity,
            message,
            place,
            function,
            snippet,
            trace,
            reading,
            context,
            fingerprints,
            suppressions,
            state,
        } = wire;
        let FingerprintsV1 { in_place, moved, similar } = fingerprints;
        Ok(Self {
            rule,
            severity,
            message,
            location: place.into(),
            function,
            snippet: snippet.try_into()?,
            trace: trace.into_iter().map(TraceStep::try_from).collect::<Result<_, _>>()?,
            reading,
            context,
            fingerprints: Fingerprints { in_place, moved, similar },
            suppressions: suppressions
                .into_iter()
                .map(|SuppressionV1 { line, comment }| Suppression { line, comment })
                .collect(),
            state,
        })
    }
}

impl TryFrom<StepV1> for TraceStep {
    type Error = BadForm;

    fn try_from(wire: StepV1) -> Result<Self, BadForm> {
        let StepV1 { place, note, snippet } = wire;
        Ok(Self { location: place.into(), note, snippet: snippet.try_into()? })
    }
}

impl From<PlaceV1> for Location {
    fn from(wire: PlaceV1) -> Self {
        let PlaceV1 { path, bytes, start, end } = wire;
        let position = |(line, column)| Position { line, column };
        Self { path, span: Span { start: bytes.0, end: bytes.1 }, start: position(start), end: position(end) }
    }
}

impl TryFrom<SnippetV1> for Snippet {
    type Error = BadForm;

    /// Views number the lines, and one behind the last must have a number too.
    fn try_from(wire: SnippetV1) -> Result<Self, BadForm> {
        let SnippetV1 { first_line, lines } = wire;
        let behind = u32::try_from(lines.len()).ok().and_then(|count| first_line.checked_add(count));
        match behind {
            Some(_) => Ok(Self { first_line, lines }),
            None => Err(BadForm(format!("a snippet begins in line {first_line}, which no file has"))),
        }
    }
}
