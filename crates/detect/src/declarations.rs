use std::cmp::Reverse;
use std::ops::Range;

use banbury_syntax::{Function, ReadingSet};

/// Named stretches of a text: functions and macros.
#[derive(Default)]
pub(crate) struct Declarations<'a>(Vec<(Range<usize>, &'a str)>);

impl<'a> Declarations<'a> {
    pub(crate) fn of(functions: &'a [Function], set: &'a ReadingSet) -> Self {
        let functions = functions.iter().map(|it| (it.start as usize..it.end as usize, it.name.as_str()));
        let macros = set.macros.iter().map(|it| (it.start..it.end, it.name.as_str()));
        let mut all: Vec<_> = functions.chain(macros).collect();
        all.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        Self(all)
    }

    /// The name of the innermost one around a range.
    pub(crate) fn around(&self, range: &Range<usize>) -> Option<&'a str> {
        self.innermost(range).map(|(_, name)| *name)
    }

    /// The stretch of the innermost one around a range.
    pub(crate) fn stretch_around(&self, range: &Range<usize>) -> Option<Range<usize>> {
        self.innermost(range).map(|(stretch, _)| stretch.clone())
    }

    fn innermost(&self, range: &Range<usize>) -> Option<&(Range<usize>, &'a str)> {
        let before = self.0.partition_point(|(it, _)| it.start <= range.start);
        // Declarations nest little: the nearest few before the place decide.
        self.0[..before].iter().rev().take(64).find(|(it, _)| it.end >= range.end)
    }
}
