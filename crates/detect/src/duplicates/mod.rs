//! Code that stands in a drop more than once. Workers give fingerprints of files; what they have in common is found outside.
//!
//! Clones of types 1 and 2 are found (Bellon et al., Comparison and Evaluation of Clone Detection Tools, 2007): layout,
//! comments, literals, and names may differ, these only as if they had been replaced throughout. Were names free, any two
//! runs of similar statements would do.

mod fingerprints;
mod groups;
mod marks;
mod matches;

pub(crate) use fingerprints::fingerprints;
pub(crate) use groups::duplicates;

/// Tokens of a window, whose hash is one fingerprint.
const WINDOW: usize = 60;

/// Of so many windows in a row, one at least leaves its fingerprint (Schleimer et al., Winnowing, 2003). Code that two places
/// share shows by one if it has 99 tokens, and up to 39 at each of its ends are not seen.
const WINNOWED: usize = 40;

/// Least tokens of a duplicate, and least lines: what SonarQube has as well.
const LEAST_TOKENS: u32 = 100;
const LEAST_LINES: u32 = 10;
