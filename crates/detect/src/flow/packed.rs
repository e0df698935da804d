//! Facts as they are kept for every file of a drop until all are read: in bytes, so that they take little room.

use std::collections::BTreeSet;

use banbury_evidence::Language;
use serde::{Deserialize, Serialize};

use super::compact::Difference;
use super::facts::{
    End, FileFacts, FunctionFacts, NameId, Origin, RecordFact, SinkDetails, SinkFact, SlotFact, SourceDetails,
    SourceFact,
};
use crate::bytes::Bytes;
use crate::findings::Hit;
use crate::packed::Packed;

/// What one file says about how values flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowFacts {
    pub(super) sources: Vec<SourceFact>,
    pub(super) source_details: Packed<Vec<SourceDetails>>,
    pub(super) sinks: Vec<SinkFact>,
    pub(super) sink_details: Packed<Vec<SinkDetails>>,
    pub(super) rules_with_sources: Vec<u32>,
    pub(super) family: Option<Language>,
    outline: Packed<Outline>,
    /// The facts of each function, one after another.
    pub(super) functions: Bytes,
}

/// What is read of every file to find its functions by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Outline {
    pub names: Vec<String>,
    pub functions: Vec<FunctionOutline>,
    pub slots: Vec<SlotFact>,
    pub records: Vec<RecordFact>,
}

/// What a function is found by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FunctionOutline {
    pub name: Option<NameId>,
    pub class: Option<NameId>,
    pub is_local: bool,
    pub is_incomplete: bool,
    /// The names of what it calls.
    pub called: Vec<NameId>,
    /// The globals and fields that it puts something into.
    pub written: Vec<End>,
    /// Those that it takes something from.
    pub read: Vec<End>,
    /// The rules that have a source in it.
    pub rules_with_sources: Vec<u32>,
    /// Its sinks, with their rules.
    pub sinks: Vec<(u32, u32)>,
    /// The length of its facts in bytes; 0 if nothing flows through it.
    pub length: u32,
}

impl FlowFacts {
    pub(super) fn pack(facts: FileFacts) -> Self {
        let FileFacts { names, functions, sources, sinks, slots, records, rules_with_sources, family } = facts;
        let mut packed: Vec<u8> = Vec::new();
        let mut outlines = Vec::with_capacity(functions.len());
        for function in &functions {
            let bytes = if function.edge_lists().all(Vec::is_empty) { Vec::new() } else { encoded(function) };
            outlines.push(FunctionOutline::of(function, bytes.len() as u32));
            packed.extend(bytes);
        }
        let outline = Outline { names, functions: outlines, slots, records };
        let (sources, source_details) = sources.into_iter().unzip();
        let (sinks, sink_details) = sinks.into_iter().unzip();
        Self {
            sources,
            source_details: Packed::new(source_details),
            sinks,
            sink_details: Packed::new(sink_details),
            rules_with_sources,
            family,
            outline: Packed::new(outline),
            functions: Bytes(packed.into()),
        }
    }

    /// What is found at sinks if taint arrives there.
    pub(crate) fn hits_mut(&mut self) -> impl Iterator<Item = &mut Hit> {
        self.sink_details.open_mut().into_iter().flatten().map(|sink| &mut sink.hit)
    }

    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.outline.is_empty() && self.rules_with_sources.is_empty()
    }

    pub(super) fn outline(&self) -> Outline {
        self.outline.get().into_owned()
    }
}

/// Facts are numbers and lists, which can always be written.
fn encoded(facts: &FunctionFacts) -> Vec<u8> {
    postcard::to_allocvec(facts).unwrap_or_default()
}

impl FunctionOutline {
    fn of(facts: &FunctionFacts, length: u32) -> Self {
        let called: BTreeSet<NameId> = facts.calls.iter().filter_map(|call| call.callee.name()).collect();
        let ends = facts.edge_lists().flatten().map(|edge| edge.to);
        let written: BTreeSet<End> = ends.filter(|end| matches!(end, End::Global(_) | End::Field(..))).collect();
        let read = facts.edge_lists().flatten().filter_map(|edge| match edge.from {
            Origin::Global(name) => Some(End::Global(name)),
            Origin::Field(of, name) => Some(End::Field(of, name)),
            _ => None,
        });
        let read: BTreeSet<End> = read.collect();
        let has_source = |it: &&Difference| it.with.iter().any(|edge| matches!(edge.from, Origin::Source(_)));
        let rules_with_sources = facts.under_rules.iter().filter(has_source).map(|it| it.rule).collect();
        let of_rules = facts.under_rules.iter().flat_map(|it| it.with.iter().map(|edge| (it.rule, edge.to)));
        let sinks: BTreeSet<(u32, u32)> = of_rules
            .filter_map(|(rule, end)| match end {
                End::Sink(sink) => Some((rule, sink)),
                _ => None,
            })
            .collect();
        Self {
            name: facts.name,
            class: facts.class,
            is_local: facts.is_local,
            is_incomplete: facts.is_incomplete,
            called: called.into_iter().collect(),
            written: written.into_iter().collect(),
            read: read.into_iter().collect(),
            rules_with_sources,
            sinks: sinks.into_iter().collect(),
            length,
        }
    }

    /// Visits every number of a name.
    pub fn each_name(&mut self, visit: &mut dyn FnMut(&mut NameId)) {
        self.name.iter_mut().for_each(&mut *visit);
        self.class.iter_mut().for_each(&mut *visit);
        self.called.iter_mut().for_each(&mut *visit);
        self.written.iter_mut().chain(&mut self.read).for_each(|end| end.each_name(visit));
    }
}
