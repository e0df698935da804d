//! findings.sarif (SARIF 2.1.0 with Errata 01): written so that any viewer shows it.
//!
//! Messages and snippets are shown to people, so they pass the choke point; the exact bytes are those of the drop, at
//! the region's byte offset. There is no clock and no absolute path in it.

mod message;
mod model;
mod notifications;
mod places;
mod results;
mod rules;
mod triage;
mod uri;

use std::collections::BTreeMap;

use banbury_evidence::{Inspection, Severity};

use crate::visible::Visible;

/// What the relative references are relative to: the drop's root.
const ROOT: &str = "%SRCROOT%";

/// The whole of findings.sarif.
pub(crate) fn log(inspection: &Inspection) -> model::Log<'_> {
    model::Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [model::Run {
            tool: model::Tool {
                driver: model::Driver {
                    name: Visible::line(&inspection.tool.name),
                    semantic_version: Visible::line(&inspection.tool.version),
                    rules: rules::descriptors(&inspection.rules),
                    notifications: notifications::descriptors(),
                },
            },
            invocations: [model::Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications::of(inspection),
            }],
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BTreeMap::from([(
                ROOT,
                model::UriBase { description: model::Message::of("The root of the drop.") },
            )]),
            results: results::Results(inspection),
            properties: model::RunProperties {
                schema: "banbury.findings/v1",
                drop_digest: inspection.manifest.digest().to_string(),
                not_comparable: results::not_comparable(inspection),
            },
        }],
    }
}

/// 3.27.10 level.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}
