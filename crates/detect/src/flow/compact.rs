//! How edges and places are written in few bytes.

use banbury_evidence::{Position, Span};
use serde::{Deserialize, Serialize};

use super::facts::{Edge, FactPlace};

/// A place with its end counted from its start.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct CompactPlace {
    start: u64,
    length: u64,
    line: u32,
    column: u32,
    further_lines: u32,
    end_column: u32,
}

impl From<FactPlace> for CompactPlace {
    fn from(place: FactPlace) -> Self {
        Self {
            start: place.span.start,
            length: place.span.end.saturating_sub(place.span.start),
            line: place.start.line,
            column: place.start.column,
            further_lines: place.end.line.saturating_sub(place.start.line),
            end_column: place.end.column,
        }
    }
}

impl From<CompactPlace> for FactPlace {
    fn from(place: CompactPlace) -> Self {
        let end = place.start.saturating_add(place.length);
        let last_line = place.line.saturating_add(place.further_lines);
        Self {
            span: Span { start: place.start, end },
            start: Position { line: place.line, column: place.column },
            end: Position { line: last_line, column: place.end_column },
        }
    }
}

/// What flows through a function under a rule, beside what flows whatever the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Difference {
    pub rule: u32,
    /// Edges that there are not, by their places among those that there are whatever the rule.
    without: Vec<u32>,
    #[serde(with = "edges")]
    pub with: Vec<Edge>,
}

impl Difference {
    /// Both lists are sorted.
    pub fn of(rule: u32, under: &[Edge], always: &[Edge]) -> Self {
        let is_gone = |edge: &Edge| under.binary_search(edge).is_err();
        let without = (0..).zip(always).filter(|(_, edge)| is_gone(edge)).map(|(number, _)| number).collect();
        let with = under.iter().filter(|edge| always.binary_search(edge).is_err()).copied().collect();
        Self { rule, without, with }
    }

    /// What flows under the rule, in no order.
    pub fn applied_to(self, always: &[Edge]) -> Vec<Edge> {
        let is_there = |number: u32| self.without.binary_search(&number).is_err();
        let kept = (0..).zip(always).filter(|(number, _)| is_there(*number)).map(|(_, edge)| *edge);
        kept.chain(self.with.iter().copied()).collect()
    }
}

/// Edges as ends with numbers of sets of origins: what arrives at one end often arrives at others too.
pub(super) mod edges {
    use std::collections::HashMap;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::flow::facts::{Edge, End, Origin};

    type Arrived = Vec<(Origin, Option<u8>)>;

    pub fn serialize<S: Serializer>(edges: &[Edge], serializer: S) -> Result<S::Ok, S::Error> {
        let mut sets: Vec<Arrived> = Vec::new();
        let mut numbers: HashMap<Arrived, u32> = HashMap::new();
        let mut ends: Vec<(End, u32)> = Vec::new();
        for of_end in edges.chunk_by(|a, b| a.to == b.to) {
            let arrived: Arrived = of_end.iter().map(|edge| (edge.from, edge.label)).collect();
            let number = *numbers.entry(arrived).or_insert_with_key(|arrived| {
                sets.push(arrived.clone());
                (sets.len() - 1) as u32
            });
            ends.extend(of_end.first().map(|edge| (edge.to, number)));
        }
        (sets, ends).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Edge>, D::Error> {
        let (sets, ends) = <(Vec<Arrived>, Vec<(End, u32)>)>::deserialize(deserializer)?;
        let mut edges = Vec::new();
        for (to, number) in ends {
            let arrived = sets.get(number as usize).ok_or_else(|| D::Error::custom("no such set of origins"))?;
            edges.extend(arrived.iter().map(|(from, label)| Edge { to, from: *from, label: *label }));
        }
        Ok(edges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::facts::{Edge, End, Origin};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Edges(#[serde(with = "edges")] Vec<Edge>);

    #[test]
    fn what_is_written_is_read_again() {
        let edge = |to, from| Edge { to, from, label: None };
        let arguments = (0..4).map(|argument| End::Argument(7, argument, None));
        let mut all: Vec<Edge> = arguments
            .flat_map(|to| [edge(to, Origin::Parameter(0, None)), edge(to, Origin::Global(9))])
            .chain([Edge { label: Some(1), ..edge(End::Return, Origin::Result(7)) }])
            .collect();
        all.sort_unstable();
        let edges = Edges(all);
        let bytes = postcard::to_allocvec(&edges).unwrap();
        assert!(bytes.len() < postcard::to_allocvec(&edges.0).unwrap().len());
        assert_eq!(postcard::from_bytes::<Edges>(&bytes).unwrap(), edges);

        let mut under = edges.0.clone();
        under.remove(2);
        under.insert(0, edge(End::Sink(0), Origin::Source(3)));
        let difference = Difference::of(5, &under, &edges.0);
        assert_eq!((difference.without.len(), difference.with.len()), (1, 1));
        let mut applied = difference.applied_to(&edges.0);
        applied.sort_unstable();
        assert_eq!(applied, under);

        let place = FactPlace {
            span: Span { start: 70_000, end: 70_150 },
            start: Position { line: 2_000, column: 9 },
            end: Position { line: 2_003, column: 2 },
        };
        assert_eq!(FactPlace::from(CompactPlace::from(place)), place);
    }
}
