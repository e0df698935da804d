//! What the terminal shows. Every string comes from a [`Shown`](crate::visible::Shown) inspection, or passes the choke
//! point here.

mod fit;
mod summary;
mod text;
mod trend;

pub use summary::summary;
pub use text::text_findings;
pub use trend::trend_text;
