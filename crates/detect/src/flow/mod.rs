//! Dataflow: where values that a rule's sources give out may arrive.
//!
//! Each function is followed by itself, without knowledge of the others: the result is a list of edges from origins (a source,
//! a parameter, the result of a call, a global, a field) to ends (a sink, an argument, what is returned, a global, a field).
//! Functions in which a rule has a source, sink, sanitizer or propagator are followed once more under that rule. These
//! [`FlowFacts`] of all files, packed until they are asked for, come together in [`connect_flows`], which searches back from
//! each sink.

mod aliases;
mod calls;
mod compact;
mod connect;
mod decoded;
mod dialect;
mod expressions;
mod extract;
mod facts;
mod follow;
mod graph;
mod ids;
mod index;
mod kept;
mod marks;
mod names;
mod packed;
mod postings;
mod reach;
mod returns;
mod scope;
mod search;
mod sets;
mod slots;
mod state;
mod statements;
mod targets;
mod tell;
mod ways;

pub use connect::{ConnectedFlows, connect_flows};
pub(crate) use dialect::Dialect;
pub(crate) use extract::{NumberedRule, Telling, follow};
pub(crate) use facts::{FactPlace, NameId};
pub(crate) use names::FileNames;
pub use packed::FlowFacts;
