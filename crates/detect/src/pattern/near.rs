use std::collections::BTreeSet;
use std::ops::Range;

use super::binding::{Match, Variable};

/// Where other parts of a rule match: what touches none of these places cannot count together with them, and need not be found.
#[derive(Debug, Default)]
pub(crate) struct Near {
    /// In order, none touching the next.
    stretches: Vec<Range<u32>>,
    /// The first and last bytes of what the metavariable that is looked for stands for there; none if it may be anything.
    ends: Option<BTreeSet<(u8, u8)>>,
}

impl Near {
    pub fn of(found: &[Match]) -> Self {
        let mut ranges: Vec<Range<u32>> = found.iter().map(|it| it.range.clone()).collect();
        ranges.sort_unstable_by_key(|it| it.start);
        let mut stretches: Vec<Range<u32>> = Vec::new();
        for range in ranges {
            match stretches.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => stretches.push(range),
            }
        }
        Self { stretches, ends: None }
    }

    /// The same for a part that is nothing but `variable`, which must stand for the same code in the other parts.
    pub fn standing_for(self, variable: Variable, found: &[Match], text: &str) -> Self {
        let ends = found.iter().map(|it| ends(text, it.bindings.get(variable)?)).collect();
        Self { ends, ..self }
    }

    /// Whether a stretch of text shares a place with one of these, be it only an end.
    pub fn touches(&self, start: u32, end: u32) -> bool {
        let first = self.stretches.partition_point(|it| it.end < start);
        self.stretches.get(first).is_some_and(|it| it.start <= end)
    }

    /// Whether a stretch of text may be what the metavariable stands for.
    pub fn may_stand_for(&self, text: &str, range: Range<u32>) -> bool {
        self.ends.as_ref().is_none_or(|known| ends(text, range).is_some_and(|ends| known.contains(&ends)))
    }
}

/// The first and last byte of a stretch that neither begins nor ends with white space; none of any other.
fn ends(text: &str, range: Range<u32>) -> Option<(u8, u8)> {
    let bytes = text.as_bytes().get(range.start as usize..range.end as usize)?;
    let (first, last) = (*bytes.first()?, *bytes.last()?);
    (!first.is_ascii_whitespace() && !last.is_ascii_whitespace()).then_some((first, last))
}
