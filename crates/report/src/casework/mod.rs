//! What people decided about findings, and what the vendor is asked, in forms of their own.

mod question;
mod questions_csv;
mod questions_json;
mod questions_text;
mod triage_text;

pub use questions_csv::questions_csv;
pub use questions_json::questions_json;
pub use questions_text::questions_text;
pub use triage_text::{triage_counts, triage_text};
