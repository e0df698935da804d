//! Runs work on hostile bytes in processes of our own that may die: a crash, a hang or a memory blow-up in one
//! request costs that request alone.
//!
//! The parent keeps a [`Pool`]; the child, the same program started again, calls [`serve`]. Requests and answers
//! are opaque bytes.
//!
//! This crate must not know what the work is: no drop, no syntax, no rules.

mod confine;
mod frame;
mod pool;
mod serve;
mod slack;
mod worker;

pub use pool::{Outcome, Pool, Request, WorkerLimits};
pub use serve::serve;
pub use slack::give_back_memory;
