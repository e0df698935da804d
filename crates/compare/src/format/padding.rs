//! Zeros with which tools fill up their output: their number follows from what stands before them.

use crate::content::Content;
use crate::fault::Fault;

/// Whether from `start` on there is nothing but zeros up to the next multiple of `unit`, a small number.
pub(super) fn fills_up(content: &Content, start: u64, unit: u64) -> Result<bool, Fault> {
    let padding = content.from(start);
    let fills = padding.length() < unit && content.length().is_multiple_of(unit);
    Ok(fills && padding.to_vec()?.iter().all(|byte| *byte == 0))
}

/// The range from `start` to `end`, or to the end of all, where there are nothing but zeros in it. It is short.
pub(super) fn zeros(content: &Content, start: u64, end: u64) -> Result<Option<(u64, u64)>, Fault> {
    let end = end.min(content.length());
    let range = end.checked_sub(start).and_then(|length| content.part(start, length));
    let is_zero = match range {
        Some(range) => range.to_vec()?.iter().all(|byte| *byte == 0),
        None => false,
    };
    Ok(is_zero.then_some((start, end)))
}
