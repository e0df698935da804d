use std::ops::Range;

use banbury_syntax::NodeId;

use super::ids::IdMap;
use crate::code::{Code, Kind};
use crate::pattern::{Match, Propagation};
use crate::rule::{Evaluation, Formula, TaintSpec};

/// What a rule says of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Taint goes away here.
    Sanitizer { side_effect: bool },
    /// Taint comes to here by a propagation.
    To(u32),
    /// A source, by its number among the matches of the rule's sources.
    Source(u32),
    /// A sink, by its number among the matches of the rule's sinks.
    Sink(u32),
    /// Taint goes from here by a propagation.
    From(u32),
}

/// A match of one of a rule's sources, sinks or propagators, with the number of that in its list.
pub(super) struct Marked {
    pub spec: usize,
    pub found: Match,
}

/// What one rule says of the nodes of one text.
#[derive(Default)]
pub(super) struct Marks {
    pub sources: Vec<Marked>,
    pub sinks: Vec<Marked>,
    pub propagations: Vec<Marked>,
    of_nodes: IdMap<NodeId, Vec<Mark>>,
    /// The nodes with marks, in order.
    nodes: Vec<NodeId>,
    /// For each propagation the first node that is all of what it leads to.
    led_to: IdMap<u32, NodeId>,
    /// Whether all matches were found.
    pub is_complete: bool,
}

/// Sources or sinks, with whether they are the whole place alone.
type Ends<'s> = Vec<(&'s Formula, bool)>;

impl Marks {
    pub fn of_rule(
        spec: &TaintSpec,
        propagation: Propagation,
        evaluation: &Evaluation<'_>,
        code: &Code,
        index: &NodesByStart,
    ) -> Self {
        let mut marks = Self { is_complete: true, ..Self::default() };
        let sources: Ends<'_> = spec.sources.iter().map(|source| (&source.formula, source.exact)).collect();
        let sinks: Ends<'_> = spec.sinks.iter().map(|sink| (&sink.formula, sink.exact)).collect();
        let places = |ends: &Ends<'_>| ends.iter().map(|(it, _)| evaluation.places(it)).fold(0, usize::saturating_add);
        let sinks_are_rarer = places(&sinks) < places(&sources);
        let mut mark = |ends: Ends<'_>, mark: fn(u32) -> Mark| {
            let mut marked: Vec<Marked> = Vec::new();
            for (spec, (formula, exact)) in ends.into_iter().enumerate() {
                for found in marks.matches(evaluation, formula, propagation) {
                    marks.add(code, index, &found.range, exact, mark(marked.len() as u32));
                    marked.push(Marked { spec, found });
                }
            }
            marked
        };
        // What stays in its file needs both ends in it, so that the rarer one is looked for first.
        let is_needed = |others: &[Marked]| !spec.options.intrafile || !others.is_empty();
        let (sources, sinks) = if sinks_are_rarer {
            let sinks = mark(sinks, Mark::Sink);
            (if is_needed(&sinks) { mark(sources, Mark::Source) } else { Vec::new() }, sinks)
        } else {
            let sources = mark(sources, Mark::Source);
            let sinks = if is_needed(&sources) { mark(sinks, Mark::Sink) } else { Vec::new() };
            (sources, sinks)
        };
        if spec.options.intrafile && (sources.is_empty() || sinks.is_empty()) {
            return Self { is_complete: marks.is_complete, ..Self::default() };
        }
        (marks.sources, marks.sinks) = (sources, sinks);
        for (number, propagator) in spec.propagators.iter().enumerate() {
            for found in marks.matches(evaluation, &propagator.formula, propagation) {
                let ends = found.bindings.get(propagator.from).zip(found.bindings.get(propagator.to));
                if let Some((from, to)) = ends {
                    let instance = marks.propagations.len() as u32;
                    marks.add(code, index, &from, true, Mark::From(instance));
                    marks.add(code, index, &to, true, Mark::To(instance));
                    marks.propagations.push(Marked { spec: number, found });
                }
            }
        }
        for sanitizer in &spec.sanitizers {
            for found in marks.matches(evaluation, &sanitizer.formula, propagation) {
                let other = [&marks.sources, &marks.sinks, &marks.propagations];
                let conflicts = || other.iter().any(|list| list.iter().any(|it| it.found.range == found.range));
                if !(sanitizer.not_conflicting && conflicts()) {
                    let mark = Mark::Sanitizer { side_effect: sanitizer.side_effect };
                    marks.add(code, index, &found.range, sanitizer.exact, mark);
                }
            }
        }
        for of_node in marks.of_nodes.values_mut() {
            of_node.sort_unstable();
            of_node.dedup();
        }
        marks.nodes = marks.of_nodes.keys().copied().collect();
        marks.nodes.sort_unstable();
        for id in &marks.nodes {
            for mark in marks.of_nodes.get(id).into_iter().flatten() {
                let Mark::To(propagation) = *mark else { continue };
                let Some(Marked { spec: number, found }) = marks.propagations.get(propagation as usize) else {
                    continue;
                };
                let to = spec.propagators.get(*number).and_then(|propagator| found.bindings.get(propagator.to));
                if to == Some(code.range(*id)) {
                    marks.led_to.entry(propagation).or_insert(*id);
                }
            }
        }
        marks
    }

    fn matches(&mut self, evaluation: &Evaluation<'_>, formula: &Formula, propagation: Propagation) -> Vec<Match> {
        let (found, is_complete) = evaluation.run(formula, propagation);
        self.is_complete &= is_complete;
        found
    }

    /// Marks the nodes that fill a range, or all inside it.
    fn add(&mut self, code: &Code, index: &NodesByStart, range: &Range<u32>, exact: bool, mark: Mark) {
        // Statements that follow one another are no node: all in them counts.
        let exact = exact && index.inside(code, range).any(|id| code.range(id) == *range);
        for id in index.inside(code, range) {
            let whole = code.range(id) == *range;
            if whole || !exact {
                self.of_nodes.entry(id).or_default().push(mark);
            }
            // The statement is the expression and a semicolon.
            if whole
                && code.node(id).kind == Kind::EXPRESSION_STATEMENT
                && let Some(inner) = code.children(id).next()
            {
                self.of_nodes.entry(inner).or_default().push(mark);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether it says anything of nodes in a range.
    pub fn touches(&self, nodes: &Range<NodeId>) -> bool {
        let at = self.nodes.partition_point(|id| *id < nodes.start);
        self.nodes.get(at).is_some_and(|id| *id < nodes.end)
    }

    pub fn of(&self, id: NodeId) -> &[Mark] {
        if self.of_nodes.is_empty() {
            return &[];
        }
        self.of_nodes.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether a sink is the very stretch that one of its metavariables stands for.
    pub fn stands_for_metavariable(&self, sink: u32, range: &Range<u32>) -> bool {
        let found = self.sinks.get(sink as usize).map(|sink| &sink.found);
        found.is_some_and(|found| found.range == *range && found.bindings.0.iter().any(|it| it.range == *range))
    }

    /// The first node that is all of what a propagation leads to.
    pub fn led_to(&self, propagation: u32) -> Option<NodeId> {
        self.led_to.get(&propagation).copied()
    }
}

/// The nodes of a text by where they start.
pub(super) struct NodesByStart(Vec<NodeId>);

impl NodesByStart {
    pub fn new(code: &Code) -> Self {
        let mut nodes: Vec<NodeId> = (0..code.nodes.len() as NodeId).collect();
        nodes.sort_by_key(|id| code.node(*id).start);
        Self(nodes)
    }

    /// The nodes that lie in a range.
    fn inside<'s>(&'s self, code: &'s Code, range: &Range<u32>) -> impl Iterator<Item = NodeId> {
        let range = range.clone();
        let first = self.0.partition_point(|id| code.node(*id).start < range.start);
        self.0[first..]
            .iter()
            .copied()
            .take_while(move |id| code.node(*id).start < range.end)
            .filter(move |id| code.node(*id).end <= range.end)
    }
}
