//! What one file says about how values flow.

use std::collections::BTreeMap;
use std::ops::Range;

use banbury_evidence::{DropPath, Language, Location, Position, Snippet, Span, TraceStep};
use banbury_syntax::SourceText;
use serde::{Deserialize, Serialize};

use super::compact::{self, CompactPlace, Difference};
use crate::findings::Hit;

/// A name, by its number among those of its file.
pub(crate) type NameId = u32;

/// What one file says about how values flow.
#[derive(Default)]
pub(super) struct FileFacts {
    pub names: Vec<String>,
    pub functions: Vec<FunctionFacts>,
    pub sources: Vec<(SourceFact, SourceDetails)>,
    pub sinks: Vec<(SinkFact, SinkDetails)>,
    /// Functions that are kept in fields, tables and variables.
    pub slots: Vec<SlotFact>,
    pub records: Vec<RecordFact>,
    /// The rules that have a source in the file, whether or not anything flows from it.
    pub rules_with_sources: Vec<u32>,
    /// The language that stands for all whose code this calls by name.
    pub family: Option<Language>,
}

/// How values flow through one function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FunctionFacts {
    /// None for the code outside all functions.
    pub name: Option<NameId>,
    /// The class that it is a method of.
    pub class: Option<NameId>,
    /// Whether no other file can call it.
    pub is_local: bool,
    pub at: FactPlace,
    pub parameters: Vec<Option<NameId>>,
    /// Whether the first parameter is the object that it is called on.
    pub takes_receiver: bool,
    pub calls: Vec<CallSite>,
    /// Calls that may write to a variable through an argument.
    pub written: Vec<Written>,
    /// What flows whatever the rule, or under the one that is looked at.
    #[serde(with = "compact::edges")]
    pub edges: Vec<Edge>,
    /// What flows under the rules, by number, that have a source, sink, sanitizer or propagator here.
    pub under_rules: Vec<Difference>,
    /// Whether following was given up at a limit.
    pub is_incomplete: bool,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "CompactPlace", into = "CompactPlace")]
pub(crate) struct FactPlace {
    pub span: Span,
    pub start: Position,
    pub end: Position,
}

impl FactPlace {
    /// The place of a hit.
    pub fn of_hit(hit: &Hit) -> Self {
        Self { span: hit.span, start: hit.start, end: hit.end }
    }

    /// This place in a file as a step of a trace.
    pub fn step(&self, path: DropPath, note: String, snippet: Snippet) -> TraceStep {
        let location = Location { path, span: self.span, start: self.start, end: self.end };
        TraceStep { location, note, snippet }
    }

    /// The place of a range of the decoded text.
    pub fn of(source: &SourceText<'_>, range: &Range<usize>) -> Self {
        let position = |at| source.lines.position(&source.text, at);
        let span = Span { start: source.offsets.to_byte(range.start), end: source.offsets.to_byte(range.end) };
        Self { span, start: position(range.start), end: position(range.end) }
    }
}

/// A call of something that may be in the drop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CallSite {
    pub callee: Callee,
    pub at: FactPlace,
    /// Arguments that are given by name.
    pub keywords: Vec<(u16, NameId)>,
}

/// What a call calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Callee {
    /// `f()`
    Name(NameId),
    /// `object.f()`, with the type of the object if it is known.
    Member { name: NameId, of: Option<NameId>, on_itself: bool },
    /// `scope::f()`: of a class or a namespace.
    Scoped { scope: NameId, name: NameId },
    /// The result of an expression.
    Unknown,
}

impl Callee {
    pub fn name(self) -> Option<NameId> {
        match self {
            Self::Name(name) | Self::Member { name, .. } | Self::Scoped { name, .. } => Some(name),
            Self::Unknown => None,
        }
    }
}

/// The argument that is the object of a method call.
pub(crate) const RECEIVER: u16 = u16::MAX;

/// A variable that was handed to a call in a way that lets it write to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Written {
    pub variable: NameId,
    pub call: u32,
    pub argument: u16,
}

/// Where a value in a function comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Origin {
    /// A source, by its number in the file.
    Source(u32),
    Parameter(u16, Option<NameId>),
    /// The result of a call.
    Result(u32),
    /// What calls wrote to a variable that they got as an argument, or to a field of it.
    Written(NameId, Option<NameId>),
    /// What calls wrote to the whole of what they got from a field, as into an array; not to fields of that, which are asked for
    /// by their types.
    Filled(NameId),
    Global(NameId),
    /// A field of something of a known type, or of a global variable.
    Field(NameId, NameId),
}

/// Where a value in a function goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum End {
    /// A sink, by its number in the file.
    Sink(u32),
    /// An argument of a call, or a field of it.
    Argument(u32, u16, Option<NameId>),
    Return,
    /// What a parameter points to.
    Parameter(u16, Option<NameId>),
    Global(NameId),
    Field(NameId, NameId),
}

/// A value goes from one place of a function to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Edge {
    pub to: End,
    pub from: Origin,
    /// The label that it has from here on, if that is not its own.
    pub label: Option<u8>,
}

/// A place where a rule says that taint comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceFact {
    pub label: u8,
    /// What metavariables stand for, as far as the rule's message may want them or the sink must agree.
    pub bound: BTreeMap<String, String>,
}

/// What a finding tells of its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceDetails {
    pub at: FactPlace,
    pub snippet: Snippet,
    /// The code there, shortened.
    pub text: String,
}

/// A place where a rule says that taint must not arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SinkFact {
    pub rule: u32,
    /// The number of the sink in its rule.
    pub sink: u32,
    pub span: Span,
    pub bound: BTreeMap<String, String>,
}

/// What is found at a sink if taint arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SinkDetails {
    pub hit: Hit,
    /// The code there, shortened.
    pub text: String,
}

/// A function that is kept where a call may find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct SlotFact {
    pub kept_in: Slot,
    pub function: NameId,
}

/// Where a function is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Slot {
    Variable(NameId),
    /// A field, and the type that has it if this is known.
    Field(Option<NameId>, NameId),
    /// A field by its position in a type.
    Position(NameId, u16),
}

/// The fields of a type, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RecordFact {
    pub name: NameId,
    pub fields: Vec<NameId>,
}

impl FunctionFacts {
    /// The function as it is under one rule.
    pub fn under(mut self, rule: u32) -> Self {
        let differences = std::mem::take(&mut self.under_rules);
        if let Some(difference) = differences.into_iter().find(|difference| difference.rule == rule) {
            self.edges = difference.applied_to(&self.edges);
        }
        self
    }

    /// What flows to ends from `first` to `last`, if the edges are in order.
    pub fn edges_between(&self, first: End, last: End) -> &[Edge] {
        let from = self.edges.partition_point(|edge| edge.to < first);
        let rest = self.edges.get(from..).unwrap_or(&[]);
        let count = rest.iter().take_while(|edge| edge.to <= last).count();
        rest.get(..count).unwrap_or(rest)
    }

    /// The room that it takes in memory, in bytes, roughly.
    pub fn size(&self) -> usize {
        size_of::<Self>()
            + self.edges.len() * size_of::<Edge>()
            + self.calls.len() * size_of::<CallSite>()
            + self.written.len() * size_of::<Written>()
    }

    /// The lists of edges: whatever the rule, and what comes to these under each rule.
    pub fn edge_lists(&self) -> impl Iterator<Item = &Vec<Edge>> {
        std::iter::once(&self.edges).chain(self.under_rules.iter().map(|it| &it.with))
    }

    pub fn edge_lists_mut(&mut self) -> impl Iterator<Item = &mut Vec<Edge>> {
        std::iter::once(&mut self.edges).chain(self.under_rules.iter_mut().map(|it| &mut it.with))
    }

    /// Visits every number of a name.
    pub fn each_name(&mut self, visit: &mut dyn FnMut(&mut NameId)) {
        self.name.iter_mut().for_each(&mut *visit);
        self.class.iter_mut().for_each(&mut *visit);
        self.parameters.iter_mut().flatten().for_each(&mut *visit);
        for call in &mut self.calls {
            match &mut call.callee {
                Callee::Name(name) => visit(name),
                Callee::Member { name, of, .. } => {
                    visit(name);
                    of.iter_mut().for_each(&mut *visit);
                }
                Callee::Scoped { scope, name } => [scope, name].into_iter().for_each(&mut *visit),
                Callee::Unknown => {}
            }
            call.keywords.iter_mut().for_each(|(_, name)| visit(name));
        }
        self.written.iter_mut().for_each(|it| visit(&mut it.variable));
        for edge in self.edge_lists_mut().flatten() {
            match &mut edge.from {
                Origin::Source(_) | Origin::Result(_) => {}
                Origin::Parameter(_, field) => field.iter_mut().for_each(&mut *visit),
                Origin::Written(name, field) => {
                    visit(name);
                    field.iter_mut().for_each(&mut *visit);
                }
                Origin::Filled(name) | Origin::Global(name) => visit(name),
                Origin::Field(of, name) => [of, name].into_iter().for_each(&mut *visit),
            }
            edge.to.each_name(visit);
        }
    }
}

impl End {
    /// Visits every number of a name.
    pub fn each_name(&mut self, visit: &mut dyn FnMut(&mut NameId)) {
        match self {
            Self::Sink(_) | Self::Return => {}
            Self::Argument(_, _, field) | Self::Parameter(_, field) => field.iter_mut().for_each(visit),
            Self::Global(name) => visit(name),
            Self::Field(of, name) => [of, name].into_iter().for_each(visit),
        }
    }
}

impl SlotFact {
    /// Visits every number of a name.
    pub fn each_name(&mut self, visit: &mut dyn FnMut(&mut NameId)) {
        visit(&mut self.function);
        match &mut self.kept_in {
            Slot::Variable(name) => visit(name),
            Slot::Field(of, name) => {
                of.iter_mut().for_each(&mut *visit);
                visit(name);
            }
            Slot::Position(of, _) => visit(of),
        }
    }
}

impl RecordFact {
    /// Visits every number of a name.
    pub fn each_name(&mut self, visit: &mut dyn FnMut(&mut NameId)) {
        visit(&mut self.name);
        self.fields.iter_mut().for_each(visit);
    }
}

impl FileFacts {
    /// Visits every number of a name.
    fn each_name(&mut self, visit: &mut dyn FnMut(&mut NameId)) {
        self.functions.iter_mut().for_each(|function| function.each_name(visit));
        self.slots.iter_mut().for_each(|slot| slot.each_name(visit));
        self.records.iter_mut().for_each(|record| record.each_name(visit));
    }

    /// Leaves out the names that nothing speaks of.
    pub fn keep_used_names(&mut self) {
        let all = std::mem::take(&mut self.names);
        let mut numbers: Vec<Option<NameId>> = vec![None; all.len()];
        let mut kept = Vec::new();
        self.each_name(&mut |name| {
            if let Some(number) = numbers.get_mut(*name as usize) {
                *name = *number.get_or_insert_with(|| {
                    kept.push(all.get(*name as usize).cloned().unwrap_or_default());
                    (kept.len() - 1) as NameId
                });
            }
        });
        self.names = kept;
    }
}
