//! Hidden command handlers (class 4): comparisons with a constant that decide whether code runs which lets somebody in, perhaps
//! some calls away and in another file.
//!
//! A worker tells of each file what its functions do by themselves, what they call, and what its comparisons guard
//! ([`HandlerFacts`]); outside, the calls of all files are joined by name.

mod connect;
mod deeds;
mod facts;
mod triggers;

pub use connect::hidden_handlers;
pub use facts::HandlerFacts;
pub(crate) use facts::{Telling, handler_facts};
pub(crate) use triggers::{is_byte, is_element, is_unusual_number};

/// The rule that [`hidden_handlers`] finds by.
pub const HANDLER_RULE: &str = "constant-comparison-opens-way-in";
