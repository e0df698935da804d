//! Runs work on hostile bytes in processes of our own that may die: a crash, a hang or a memory blow-up in one
//! request costs that request alone.
//!
//! The parent keeps a [`Pool`]; the child, the same program started again, calls [`serve`]. Requests and answers
//! are opaque bytes. Where two open files are what a question is about, and no answer may depend on an earlier one,
//! [`ask_about_two`] starts a process for it alone, which calls [`tell_of_two`].
//!
//! This crate must not know what the work is: no drop, no syntax, no rules.

mod confine;
mod frame;
mod outcome;
mod pair;
mod pool;
mod serve;
mod slack;
mod worker;

pub use outcome::Outcome;
pub use pair::{ask_about_two, tell_of_two};
pub use pool::{Pool, Request, WorkerLimits};
pub use serve::serve;
pub use slack::give_back_memory;
