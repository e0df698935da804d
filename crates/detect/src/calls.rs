use std::collections::{BTreeMap, BTreeSet};

use banbury_syntax::{Reading, ReadingKind};
use serde::{Deserialize, Serialize};

use crate::pattern::Dialect;

/// Direct invocations of one function in one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallFact {
    /// The name that is called.
    pub name: String,
    /// Invocations outside macro bodies, each counted once whatever the number of readings.
    pub calls: u64,
    /// Invocations in macro bodies, counted at the definition.
    pub in_macro_bodies: u64,
}

/// Counts the calls by name of a C or C++ file.
pub(crate) fn calls(dialect: &Dialect, readings: &[Reading]) -> Vec<CallFact> {
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for reading in readings.iter().filter(|reading| reading.kind != ReadingKind::RawBytes) {
        let in_macro = reading.kind == ReadingKind::MacroBodies;
        for (id, node) in (0..).zip(&reading.tree.nodes) {
            if !dialect.call.contains(&node.kind) || !seen.insert(node.start) {
                continue;
            }
            let Some(function) = reading.tree.field(id, dialect.field_function) else { continue };
            let function = reading.tree.node(function);
            if !dialect.names.contains(&function.kind) {
                continue;
            }
            let count = counts.entry(function.text(&reading.text)).or_default();
            if in_macro { count.1 += 1 } else { count.0 += 1 }
        }
    }
    let fact = |(name, (calls, in_macro_bodies)): (&str, (u64, u64))| CallFact {
        name: name.to_owned(),
        calls,
        in_macro_bodies,
    };
    counts.into_iter().map(fact).collect()
}
