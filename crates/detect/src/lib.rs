//! Rules and detectors: bytes in, hits out; and what only the whole drop can tell, from the facts of its files.
//!
//! An [`Analyser`] looks at one file at a time, in a process that may die of it, and gives a [`FileAnalysis`]. The
//! functions that take facts of many files run outside, on data that has been through that process.
//!
//! This crate must not know the file system, the network, the environment or the clock: it takes bytes and rule texts.

mod analysis;
mod binary;
mod bytes;
mod c_library;
mod calls;
mod census;
mod code;
mod collector;
mod configuration;
mod context;
mod declarations;
mod detectors;
mod duplicates;
mod effects;
mod excerpt;
mod findings;
mod flow;
mod generic;
mod handlers;
mod metrics;
mod names;
mod packed;
mod pattern;
mod pcre;
mod prefilter;
mod rule;
mod rule_test;
mod search;
mod signs;
mod suppression;
mod surface;

pub use analysis::{Analyser, FileAnalysis, FileRequest, LONGEST_PARSED};
pub use binary::{is_elf, set_id_findings};
pub use calls::CallFact;
pub use census::{ApiFamilies, BadFamilies, census};
pub use detectors::{
    Declared, HIDDEN_CALL_RULES, HiddenCalls, MACRO_RULES, MacroFact, PastingFact, TracedMacros, anomaly_findings,
    built_in_rules, deceptive_name, trace_hidden_calls, trace_macros, undeclared_hits,
};
pub use findings::{Anchor, Hit, into_findings};
pub use flow::{ConnectedFlows, FlowFacts, connect_flows};
pub use handlers::{HANDLER_RULE, HandlerFacts, hidden_handlers};
pub use metrics::{FileMetrics, metrics};
pub use packed::Packed;
pub use rule::{BadRule, RuleFile, Ruleset, RulesetError};
pub use rule_test::{Effect, Explanation, FixtureOutcome, Step, explain, test_fixture};
pub use signs::{SignGroup, weigh};
pub use surface::{SurfaceFact, SurfaceKind};
