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
    pub fn of(&self, key: K) -> impl Iterator<Item = FunctionId> + Clone + '_ {
        let first = self.0.partition_point(|(other, _)| *other < key);
        let rest = self.0.get(first..).unwrap_or(&[]);
        rest.iter().take_while(move |(other, _)| *other == key).map(|(_, function)| *function)
    }

    pub fn has(&self, key: K) -> bool {
        self.of(key).next().is_some()
    }
}
