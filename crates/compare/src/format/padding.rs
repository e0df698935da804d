//! Zeros with which tools fill up their output: their number follows from what stands before them.

use crate::container::rest_of;
use crate::content::Content;
use crate::fault::Fault;

/// Whether from `start` on there is nothing but zeros up to the next multiple of `unit`, a small number.
pub(super) fn fills_up(content: &Content, start: u64, unit: u64) -> Result<bool, Fault> {
    let padding = content.from(start);
    let fills = padding.length() < unit && content.length().is_multiple_of(unit);
    Ok(fills && padding.to_vec()?.iter().all(|byte| *byte == 0))
}

/// The stretches that no range covers, but for those of zeros that are shorter than `unit`.
pub(super) fn rest_without(content: &Content, covered: Vec<(u64, u64)>, unit: u64) -> Result<Vec<Content>, Fault> {
    let mut rest = Vec::new();
    for part in rest_of(content, covered) {
        if part.length() >= unit || part.to_vec()?.iter().any(|byte| *byte != 0) {
            rest.push(part);
        }
    }
    Ok(rest)
}
