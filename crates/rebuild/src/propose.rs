//! From a drop to a case file that somebody can correct: how the source is probably built, and which file of the build
//! is probably which shipped one. Nothing is run, and everything that is a guess is said to be one.

mod candidate;
mod cargo;
mod case_file;
mod cmake;
mod configure;
mod debian;
mod go;
mod kind;
mod magic;
mod make;
mod meson;
mod npm;
mod plan;
mod python;
mod shipped;
mod source;
mod words;

use plan::Plan;
pub use source::ProposalSource;

/// Other ways to build that are named one by one.
const NAMED_OTHERS: usize = 32;

/// A guess at how a drop is built, with what speaks for it.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    plan: Plan,
    /// What was recognised, in words; none if nothing was.
    recognised: Option<String>,
    /// Other ways to build it, in words.
    others: Vec<String>,
    /// Entries of the drop that no case file can name, escaped.
    unnameable: Vec<String>,
}

/// Guesses how `source` is built. The nearest to the root is taken, and of several in one folder the one that drives
/// the others.
pub fn propose(source: &ProposalSource<'_>) -> Proposal {
    let candidates = candidate::all(source);
    let mut candidates = candidates.iter();
    let Some(best) = candidates.next() else {
        let found = shipped::beside(source, "", &[]);
        let plan = Plan { remarks: found.remarks, ..Plan::default() }.with_unknown(&found.paths, "");
        return Proposal { plan, unnameable: source.unnameable.clone(), ..Proposal::default() };
    };
    let mut others: Vec<String> = candidates.by_ref().take(NAMED_OTHERS).map(|other| other.against(best)).collect();
    if let more @ 1.. = candidates.count() {
        others.push(format!("{more} further, deeper in the drop"));
    }
    Proposal { plan: best.plan(source), recognised: Some(best.words()), others, unnameable: source.unnameable.clone() }
}

impl Proposal {
    /// The case file, for the drop as the evaluator named it.
    pub fn case_file(&self, drop: &str) -> String {
        case_file::write(self, drop)
    }
}

#[cfg(test)]
mod tests;
