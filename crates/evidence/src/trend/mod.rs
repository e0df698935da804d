//! What became of findings from one inspection to the next.

mod compare;
mod component;
mod ledger;
mod point_fix;
mod table;

use crate::{EarlierRelease, OldFinding};

pub use compare::compare_with_earlier;
pub use component::Components;
pub use point_fix::{PointFix, point_fixes};
pub use table::{TrendCounts, by_class, by_component, by_severity, in_all};

/// The outcome of a comparison with earlier inspections.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    /// What it was compared with, from the oldest to the newest.
    pub earlier: Vec<EarlierRelease>,
    /// Findings that were never there before.
    pub new: u64,
    /// Those of them whose rule is new or another one than in the newest of them: they tell of our rules, not of the vendor's changes.
    pub of_new_rules: u64,
    /// Findings that were there, were gone, and are there again.
    pub returned: u64,
    /// Findings that were there before, moved ones included.
    pub persisting: u64,
    /// Findings that are gone although rule and file took part.
    pub fixed: Vec<OldFinding>,
    /// Findings that may be gone or not: the rule did not run or has changed, or the file was not inspected; with the reason.
    pub not_comparable: Vec<(OldFinding, String)>,
}
