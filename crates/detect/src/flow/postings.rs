use std::ops::Range;

use super::index::FunctionId;

/// Functions by what they have to do with, in as little room as an index can take.
pub(super) struct Postings<K>(Vec<(K, FunctionId)>);

impl<K: Ord + Copy> Postings<K> {
    pub fn new(mut all: Vec<(K, FunctionId)>) -> Self {
        all.sort_unstable();
        all.dedup();
        all.shrink_to_fit();
        Self(all)
    }

    /// The functions of a key, in order.
    pub fn of(&self, key: K) -> impl Iterator<Item = FunctionId> + '_ {
        self.between(key, key)
    }

    /// The functions of a key that are among some, in order.
    pub fn among(&self, key: K, some: &Range<FunctionId>) -> impl Iterator<Item = FunctionId> + use<'_, K> {
        let end = some.end;
        self.from((key, some.start))
            .take_while(move |(other, function)| *other == key && *function < end)
            .map(|it| it.1)
    }

    /// The functions of all keys from one to another.
    pub fn between(&self, first: K, last: K) -> impl Iterator<Item = FunctionId> + '_ {
        self.from((first, 0)).take_while(move |(key, _)| *key <= last).map(|it| it.1)
    }

    fn from(&self, first: (K, FunctionId)) -> impl Iterator<Item = (K, FunctionId)> + use<'_, K> {
        let at = self.0.partition_point(|it| *it < first);
        self.0.get(at..).unwrap_or(&[]).iter().copied()
    }
}
