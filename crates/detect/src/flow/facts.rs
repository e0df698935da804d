//! What one file says about how values flow: small enough to be kept for every file of a drop until all are read.

use std::collections::BTreeMap;
use std::ops::Range;

use banbury_evidence::{Position, Snippet, Span};
use banbury_syntax::SourceText;
use serde::{Deserialize, Serialize};

use crate::findings::Hit;

/// A name, by its number among those of its file.
pub(crate) type NameId = u32;

/// What one file says about how values flow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowFacts {
    pub(crate) names: Vec<String>,
    pub(crate) functions: Vec<FunctionFacts>,
    pub(crate) sources: Vec<SourceFact>,
    pub(crate) sinks: Vec<SinkFact>,
    /// Functions that are kept in fields, tables and variables.
    pub(crate) slots: Vec<SlotFact>,
    pub(crate) records: Vec<RecordFact>,
    /// Whether calls may write through pointers, and are found by name alone.
    pub(crate) has_pointers: bool,
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
    /// What flows whatever the rule.
    pub edges: Vec<Edge>,
    /// What flows under the rules, by number, that have a source, sink, sanitizer or propagator here.
    pub under_rules: Vec<(u32, Vec<Edge>)>,
    /// Whether following was given up at a limit.
    pub is_incomplete: bool,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FactPlace {
    pub span: Span,
    pub start: Position,
    pub end: Position,
}

impl FactPlace {
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
    /// The result of an expression.
    Unknown,
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
    /// What calls wrote to a variable that they got as an argument.
    Written(NameId),
    Global(NameId),
    /// A field of something of a known type.
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
    pub rule: u32,
    pub label: u8,
    pub at: FactPlace,
    pub snippet: Snippet,
    /// The code there, shortened.
    pub text: String,
    /// What metavariables stand for, as far as the rule's message may want them or the sink must agree.
    pub bound: BTreeMap<String, String>,
}

/// A place where a rule says that taint must not arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SinkFact {
    pub rule: u32,
    /// The number of the sink in its rule.
    pub sink: u32,
    /// What is found if taint arrives.
    pub hit: Hit,
    pub text: String,
    pub bound: BTreeMap<String, String>,
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

impl FlowFacts {
    /// What is found at sinks if taint arrives there.
    pub(crate) fn hits_mut(&mut self) -> impl Iterator<Item = &mut Hit> {
        self.sinks.iter_mut().map(|sink| &mut sink.hit)
    }

    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.functions.is_empty() && self.slots.is_empty() && self.records.is_empty()
    }

    /// Visits every number of a name.
    pub(crate) fn each_name(&mut self, visit: &mut dyn FnMut(&mut NameId)) {
        for function in &mut self.functions {
            function.name.iter_mut().for_each(&mut *visit);
            function.class.iter_mut().for_each(&mut *visit);
            function.parameters.iter_mut().flatten().for_each(&mut *visit);
            for call in &mut function.calls {
                match &mut call.callee {
                    Callee::Name(name) => visit(name),
                    Callee::Member { name, of, .. } => {
                        visit(name);
                        of.iter_mut().for_each(&mut *visit);
                    }
                    Callee::Unknown => {}
                }
                call.keywords.iter_mut().for_each(|(_, name)| visit(name));
            }
            function.written.iter_mut().for_each(|it| visit(&mut it.variable));
            for edges in std::iter::once(&mut function.edges).chain(function.under_rules.iter_mut().map(|it| &mut it.1))
            {
                for edge in edges {
                    match &mut edge.from {
                        Origin::Source(_) | Origin::Result(_) => {}
                        Origin::Parameter(_, field) => field.iter_mut().for_each(&mut *visit),
                        Origin::Written(name) | Origin::Global(name) => visit(name),
                        Origin::Field(of, name) => [of, name].into_iter().for_each(&mut *visit),
                    }
                    match &mut edge.to {
                        End::Sink(_) | End::Return => {}
                        End::Argument(_, _, field) | End::Parameter(_, field) => {
                            field.iter_mut().for_each(&mut *visit);
                        }
                        End::Global(name) => visit(name),
                        End::Field(of, name) => [of, name].into_iter().for_each(&mut *visit),
                    }
                }
            }
        }
        for slot in &mut self.slots {
            visit(&mut slot.function);
            match &mut slot.kept_in {
                Slot::Variable(name) => visit(name),
                Slot::Field(of, name) => {
                    of.iter_mut().for_each(&mut *visit);
                    visit(name);
                }
                Slot::Position(of, _) => visit(of),
            }
        }
        for record in &mut self.records {
            visit(&mut record.name);
            record.fields.iter_mut().for_each(&mut *visit);
        }
    }

    /// Leaves out the names that nothing speaks of.
    pub(super) fn keep_used_names(&mut self) {
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
