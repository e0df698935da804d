//! What the terminal shows. Every string comes from a [`Shown`](crate::visible::Shown) inspection, or passes the choke
//! point here.

mod comparison;
mod fit;
mod summary;
mod text;
mod trend;

use crate::visible::Visible;

pub use comparison::comparison_text;
pub use summary::summary;
pub use text::text_findings;
pub use trend::trend_text;

/// Hostile text on several lines, fit for a terminal.
pub fn visible_text(text: &str) -> String {
    Visible::block(text.lines()).into_string()
}
