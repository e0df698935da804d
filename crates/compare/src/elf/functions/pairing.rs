//! Which function of the shipped section stands against which of the rebuilt one.

use std::collections::{BTreeMap, VecDeque};

use banbury_evidence::Digest;
use imara_diff::InternedInput;

use super::Side;
use super::bounds::Function;
use crate::budget::Budget;
use crate::fault::Fault;
use crate::lines;

pub(super) type Pair<'a> = (Option<&'a Function>, Option<&'a Function>);

/// By name, and by order among those of one name; what is left over, in order.
pub(super) fn by_name<'a>(theirs: &'a Side<'_>, ours: &'a Side<'_>) -> Vec<Pair<'a>> {
    let mut waiting: BTreeMap<&[u8], VecDeque<&Function>> = BTreeMap::new();
    for function in &ours.functions {
        waiting.entry(&function.name).or_default().push_back(function);
    }
    let mut pairs: Vec<Pair<'a>> = theirs
        .functions
        .iter()
        .map(|function| (Some(function), waiting.get_mut(function.name.as_slice()).and_then(VecDeque::pop_front)))
        .collect();
    let mut rest: Vec<&Function> = waiting.into_values().flatten().collect();
    rest.sort_by_key(|function| function.address);
    pairs.extend(rest.into_iter().map(|function| (None, Some(function))));
    pairs
}

/// By name where there is one, else by the code itself, and in order: what stands at one place between functions that
/// are the same belongs together.
pub(super) fn by_code<'a>(
    theirs: &'a Side<'_>,
    ours: &'a Side<'_>,
    budget: &mut Budget,
) -> Result<Option<Vec<Pair<'a>>>, Fault> {
    // Digests, as the code of all functions written out would take too much memory.
    let texts = |side: &Side<'_>| -> Result<Vec<String>, Fault> {
        let text = |function: &Function| match function.name.is_empty() {
            true => Ok(Digest::of(side.lines(function)?.join("\n").as_bytes()).to_string()),
            false => Ok(Digest::of(&function.name).to_string()),
        };
        side.functions.iter().map(text).collect()
    };
    let (their_texts, our_texts) = (texts(theirs)?, texts(ours)?);
    let mut input = InternedInput::default();
    input.update_before(their_texts.into_iter());
    input.update_after(our_texts.into_iter());
    let Some(diff) = lines::diff(&input, budget) else { return Ok(None) };
    let (mut their_at, mut our_at) = (0, 0);
    let mut pairs = Vec::new();
    let end = (theirs.functions.len() as u32, ours.functions.len() as u32);
    let last = imara_diff::Hunk { before: end.0..end.0, after: end.1..end.1 };
    for hunk in diff.hunks().chain([last]) {
        while their_at < hunk.before.start && our_at < hunk.after.start {
            pairs.push((theirs.functions.get(their_at as usize), ours.functions.get(our_at as usize)));
            (their_at, our_at) = (their_at + 1, our_at + 1);
        }
        while their_at < hunk.before.end || our_at < hunk.after.end {
            let of = |side: &'a Side<'_>, at: u32, end: u32| side.functions.get(at as usize).filter(|_| at < end);
            pairs.push((of(theirs, their_at, hunk.before.end), of(ours, our_at, hunk.after.end)));
            their_at = (their_at + 1).min(hunk.before.end);
            our_at = (our_at + 1).min(hunk.after.end);
        }
    }
    Ok(Some(pairs))
}
