//! The part of the SARIF 2.1.0 object model that we write. A string that a viewer shows is a [`Visible`]; the others
//! are made by us, or are identifiers.

use std::collections::BTreeMap;

use banbury_evidence::Digest;
use serde::Serialize;

use super::results::Results;
use super::triage::TriageProperties;
use crate::visible::Visible;

/// 3.13 sarifLog.
#[derive(Serialize)]
pub(crate) struct Log<'a> {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: [Run<'a>; 1],
}

/// 3.14 run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Run<'a> {
    pub tool: Tool,
    pub invocations: [Invocation; 1],
    pub column_kind: &'static str,
    pub original_uri_base_ids: BTreeMap<&'static str, UriBase>,
    pub results: Results<'a>,
    pub properties: RunProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunProperties {
    pub schema: &'static str,
    pub drop_digest: String,
    /// Findings of the earlier inspection that may be gone or not; a later one takes them up again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_comparable: Vec<NotComparable>,
}

/// A finding of the earlier inspection of which nobody knows whether it is gone.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NotComparable {
    pub reason: Visible,
    pub result: Result,
}

#[derive(Serialize)]
pub(crate) struct UriBase {
    pub description: Message,
}

/// 3.18 tool.
#[derive(Serialize)]
pub(crate) struct Tool {
    pub driver: Driver,
}

/// 3.19 toolComponent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Driver {
    pub name: Visible,
    pub semantic_version: Visible,
    pub rules: Vec<Descriptor<RuleProperties>>,
    pub notifications: Vec<Descriptor<()>>,
}

/// 3.49 reportingDescriptor.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor<P> {
    pub id: Visible,
    /// One identifier in Pascal case, which viewers show beside the id.
    pub name: String,
    pub short_description: Message,
    pub full_description: Message,
    pub help: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_configuration: Option<Configuration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<P>,
}

/// 3.50 reportingConfiguration.
#[derive(Serialize)]
pub(crate) struct Configuration {
    pub level: &'static str,
}

/// What the design promises of each rule, and what GitHub's viewer sorts by.
#[derive(Serialize)]
pub(crate) struct RuleProperties {
    pub class: Vec<u8>,
    pub tier: &'static str,
    pub confidence: &'static str,
    pub severity: &'static str,
    /// Of the rule's own text, so that a later inspection can tell whether it is the same rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    pub cwe: Vec<Visible>,
    pub precision: &'static str,
    #[serde(rename = "security-severity")]
    pub security_severity: &'static str,
    pub tags: Vec<Visible>,
}

/// 3.11 message and 3.12 multiformatMessageString, as far as they are alike. `Message::of` makes it.
#[derive(Serialize)]
pub(crate) struct Message {
    pub text: Visible,
}

/// 3.3 artifactContent: source, in which nothing is interpreted.
#[derive(Serialize)]
pub(crate) struct Content {
    pub text: Visible,
}

/// 3.20 invocation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invocation {
    pub execution_successful: bool,
    pub tool_execution_notifications: Vec<Notification>,
}

/// 3.58 notification.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Notification {
    pub descriptor: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associated_rule: Option<Reference>,
    pub level: &'static str,
    pub message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Place>,
}

/// 3.52 reportingDescriptorReference.
#[derive(Serialize)]
pub(crate) struct Reference {
    pub id: Visible,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
}

/// 3.27 result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Result {
    pub rule_id: Visible,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_index: Option<usize>,
    pub level: &'static str,
    pub message: Message,
    pub locations: [Place; 1],
    pub partial_fingerprints: PartialFingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code_flows: Vec<CodeFlow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_state: Option<&'static str>,
    pub properties: ResultProperties,
}

#[derive(Serialize)]
pub(crate) struct PartialFingerprints {
    #[serde(rename = "banbury/v1")]
    pub in_place: Visible,
    #[serde(rename = "banburyMoved/v1")]
    pub moved: Visible,
}

#[derive(Serialize)]
pub(crate) struct ResultProperties {
    pub severity: &'static str,
    /// Whether it was fixed in an earlier release and is there again, which SARIF has no state for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub returned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Digest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<Visible>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub triage: Option<TriageProperties>,
}

/// 3.28 location.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Place {
    pub physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

/// 3.29 physicalLocation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context_region: Option<ContextRegion>,
}

/// 3.4 artifactLocation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArtifactLocation {
    pub uri: String,
    pub uri_base_id: &'static str,
}

/// 3.30 region.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    pub start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte_offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Content>,
}

/// 3.30 region, of whole lines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContextRegion {
    pub start_line: u32,
    pub end_line: u32,
    pub snippet: Content,
}

/// 3.33 logicalLocation.
#[derive(Serialize)]
pub(crate) struct LogicalLocation {
    pub name: Visible,
    pub kind: &'static str,
}

/// 3.36 codeFlow.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodeFlow {
    pub message: Message,
    pub thread_flows: [ThreadFlow; 1],
}

/// 3.37 threadFlow.
#[derive(Serialize)]
pub(crate) struct ThreadFlow {
    pub locations: Vec<ThreadFlowLocation>,
}

/// 3.38 threadFlowLocation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ThreadFlowLocation {
    pub execution_order: usize,
    pub importance: &'static str,
    pub location: Place,
}

/// 3.35 suppression.
#[derive(Serialize)]
pub(crate) struct Suppression {
    pub kind: &'static str,
    /// Without it, or with any other status, viewers take the result off their list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Place>,
    pub justification: Visible,
}
