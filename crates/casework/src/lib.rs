//! What people decide about findings and do with a case, written down so that nothing of it changes unnoticed: the triage
//! log of a bundle and the custody log of a case, both append-only and hash-chained.
//!
//! This crate takes bytes, dates and names, and gives bytes and values. It must not know the file system, the network, the
//! environment, the clock, rules or rendering. A log that it reads is hostile; so are a vendor's answers.

mod ascii;
mod book;
mod carry;
mod chain;
mod custody;
mod entry;
mod error;
mod moment;
mod person;
mod question;
mod resolve;
mod triage_log;

pub use carry::{Earlier, carry_over};
pub use custody::{Action, CustodyEntry, CustodyLog};
pub use error::LogError;
pub use moment::{BadMoment, Moment};
pub use person::check_name;
pub use resolve::resolve;
pub use triage_log::TriageLog;
