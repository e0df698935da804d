//! Weak signs that add up. An odd constant, encoded text, a hiding place, silence, a question about time or place are each
//! common, and so is starting a program; in one function, or in functions that only it calls, they make a finding that lists them.
//!
//! A worker notes them of each file ([`SignGroup`]); outside, the findings in the same functions are weighed with them.

mod gather;
mod kinds;
mod text;
mod weigh;

pub use gather::SignGroup;
pub(crate) use gather::{Telling, sign_groups};
pub use weigh::weigh;

/// The rule that [`weigh`] finds by.
pub const SIGNS_RULE: &str = "weak-signs-add-up";
