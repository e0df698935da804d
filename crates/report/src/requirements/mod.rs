//! What the checks of an inspection found out, for the requirements that they give evidence for. No requirement is ever said
//! to be met or not: the numbers are the checks', the judgement is the evaluator's.

mod tally;
mod view;

pub(crate) use tally::{CheckTallies, NotDone, Outcome};
pub(crate) use view::matrix;
