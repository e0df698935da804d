//! Regular expressions as rules write them, in PCRE's syntax: parsed, and written again for the engines at hand.
//!
//! Semgrep gives its expressions to PCRE2 with Unicode text and ASCII classes. What that means for each construct is decided
//! here once, so that no engine's own reading of a pattern counts.

mod charset;
mod claims;
mod class;
mod literals;
mod parse;
mod reference;
mod write;

pub(crate) use claims::{Claim, claims_anywhere, claims_at_start};
pub(crate) use literals::required_literals;
pub(crate) use parse::{Expression, Flags, Greed, Kind, parse};
pub(crate) use write::{exact, look_behinds, relaxed};
