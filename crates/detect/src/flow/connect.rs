//! From the facts of all files to what flows from a source to a sink.

use std::collections::{BTreeSet, HashSet};

use banbury_evidence::{DropPath, RuleId};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::graph::Graph;
use super::index::Index;
use super::packed::FlowFacts;
use super::search::Search;
use super::tell::{Found, Told, tell};
use crate::findings::Hit;
use crate::rule::{Rule, Ruleset};

/// What flows over all files.
pub struct ConnectedFlows {
    /// Findings by file, with their traces.
    pub hits: Vec<(DropPath, Hit)>,
    /// Rules that gave up somewhere, and in which file.
    pub gave_up: BTreeSet<(RuleId, DropPath)>,
}

/// Finds what flows from sources to sinks, from the facts of each file, sorted by path.
pub fn connect_flows(files: Vec<(DropPath, Vec<FlowFacts>)>, ruleset: &Ruleset) -> ConnectedFlows {
    let mut connected = ConnectedFlows { hits: Vec::new(), gave_up: BTreeSet::new() };
    let searched = rules_with_source_and_sink(&files);
    if searched.is_empty() {
        return connected;
    }
    let index = Index::new(files);
    let searched: Vec<(u32, &Rule)> =
        searched.into_iter().filter_map(|number| Some((number, ruleset.rules.get(number as usize)?))).collect();
    for path in &index.unreadable {
        connected.gave_up.extend(searched.iter().map(|(_, rule)| (rule.info.id.clone(), path.clone())));
    }
    let each: Vec<ConnectedFlows> =
        searched.into_par_iter().map(|(number, rule)| search(&index, number, rule)).collect();
    for of_rule in each {
        connected.hits.extend(of_rule.hits);
        connected.gave_up.extend(of_rule.gave_up);
    }
    connected
}

/// Finds what flows under one rule.
fn search(index: &Index, number: u32, rule: &Rule) -> ConnectedFlows {
    let graph = Graph::new(index, number);
    let mut search = Search::new(&graph, rule.taint.values().next());
    let (mut seen, mut found, mut gave_up) = (HashSet::new(), Vec::new(), BTreeSet::new());
    for (function, sink) in index.sinks.get(&number).into_iter().flatten().copied() {
        let number = index.file(function);
        let file = &index.files[number];
        let Some(fact) = file.sinks.get(sink as usize) else { continue };
        if seen.contains(&(&file.path, fact.span)) {
            continue;
        }
        if let Some(arrival) = search.at(function, sink, fact) {
            seen.insert((&file.path, fact.span));
            found.push(Found { file: number, sink, arrival });
        }
        if search.has_given_up() {
            gave_up.insert(&file.path);
        }
    }
    let Told { hits, unreadable } = tell(index, found);
    let gave_up = gave_up.into_iter().chain(graph.unreadable()).chain(unreadable);
    ConnectedFlows { hits, gave_up: gave_up.map(|path| (rule.info.id.clone(), path.clone())).collect() }
}

/// The rules that have both somewhere in the drop: nothing can be found under others.
fn rules_with_source_and_sink(files: &[(DropPath, Vec<FlowFacts>)]) -> BTreeSet<u32> {
    let all = || files.iter().flat_map(|(_, readings)| readings);
    let sinks: BTreeSet<u32> = all().flat_map(|facts| &facts.sinks).map(|sink| sink.rule).collect();
    all().flat_map(|facts| &facts.rules_with_sources).copied().filter(|rule| sinks.contains(rule)).collect()
}
