use std::cell::{Cell, OnceCell};
use std::ops::Range;

use banbury_syntax::{NodeId, Reading};

use super::comparison::Value;
use super::compile::{Condition, Formula, Leaf};
use super::regex::TextRegex;
use crate::pattern::{Binding, Bindings, Constraint, Dialect, Match, Matcher, STEPS_PER_MATCH, Types};

/// One reading, prepared for any number of rules.
pub(crate) struct Evaluation<'a> {
    reading: Option<&'a Reading>,
    dialect: Option<&'a Dialect>,
    text: &'a str,
    /// What regular expressions search: the text as it stands, without what a reading blanks.
    unblanked: &'a str,
    types: OnceCell<Types>,
    by_kind: Vec<Vec<NodeId>>,
    steps: Cell<u64>,
}

/// Steps of matching that each rule may take on a text, however short.
const BASE_STEPS: u64 = 2_000_000;
/// What it costs to compare two matches, in steps.
const STEPS_PER_CONTAINER: u64 = 4;
/// Further steps for each node of the tree.
const STEPS_PER_NODE: u64 = 400;

impl<'a> Evaluation<'a> {
    /// Over a tree.
    pub fn of_reading(reading: &'a Reading, unblanked: &'a str, dialect: &'a Dialect) -> Self {
        let mut by_kind: Vec<Vec<NodeId>> = Vec::new();
        for (id, node) in (0..).zip(&reading.tree.nodes) {
            let kind = node.kind as usize;
            // ERROR has the highest number there is.
            if node.kind == u16::MAX {
                continue;
            }
            if by_kind.len() <= kind {
                by_kind.resize_with(kind + 1, Vec::new);
            }
            by_kind[kind].push(id);
        }
        Self {
            reading: Some(reading),
            dialect: Some(dialect),
            text: &reading.text,
            unblanked,
            types: OnceCell::new(),
            by_kind,
            steps: Cell::new(0),
        }
    }

    /// Over text alone.
    pub fn of_text(text: &'a str) -> Self {
        Self {
            reading: None,
            dialect: None,
            text,
            unblanked: text,
            types: OnceCell::new(),
            by_kind: Vec::new(),
            steps: Cell::new(0),
        }
    }

    /// Every place where `formula` holds, and whether the search was complete.
    pub fn run(&self, formula: &Formula) -> (Vec<Match>, bool) {
        let nodes = self.reading.map_or(0, |reading| reading.tree.nodes.len()) as u64;
        self.steps.set(BASE_STEPS + STEPS_PER_NODE * nodes);
        let found = self.evaluate(formula, None, &[]);
        (found, self.steps.get() > 0)
    }

    /// Every place where `formula` holds inside `scope`, with metavariables that satisfy `constraints`.
    fn evaluate<'f>(
        &self,
        formula: &'f Formula,
        scope: Option<&Range<u32>>,
        constraints: &[Constraint<'f>],
    ) -> Vec<Match> {
        match formula {
            Formula::Leaf(Leaf::Pattern(pattern)) => {
                let (Some(reading), Some(dialect)) = (self.reading, self.dialect) else { return Vec::new() };
                let matcher = Matcher {
                    dialect,
                    tree: &reading.tree,
                    text: self.text,
                    types: &self.types,
                    by_kind: &self.by_kind,
                    constraints,
                    steps: Cell::new(self.steps.get()),
                };
                let found = matcher.find(pattern, scope);
                self.steps.set(if matcher.gave_up() { 0 } else { matcher.steps.get() });
                found
            }
            Formula::Leaf(Leaf::Regex(regex)) => self.regex(regex, scope),
            Formula::Or(alternatives) => {
                let mut found: Vec<Match> = alternatives
                    .iter()
                    .flat_map(|alternative| self.evaluate(alternative, scope, constraints))
                    .collect();
                found.sort_by_key(|it| (it.range.start, it.range.end));
                found
            }
            Formula::And { positives, insides, negatives, conditions, focus } => {
                let own = conditions.iter().filter_map(|condition| match condition {
                    Condition::Regex { metavariable, regex } => Some(Constraint { metavariable, regex }),
                    _ => None,
                });
                let all: Vec<Constraint<'f>> = constraints.iter().copied().chain(own).collect();
                let mut found: Option<Vec<Match>> = None;
                for positive in positives {
                    let others = self.evaluate(positive, scope, &all);
                    found = Some(match found {
                        None => others,
                        Some(found) => self.both(&found, &others),
                    });
                    if found.as_ref().is_some_and(Vec::is_empty) {
                        return Vec::new();
                    }
                }
                for inside in insides {
                    let others = self.evaluate(inside, scope, &all);
                    found = Some(match found {
                        None => others,
                        // Surroundings of surroundings: the narrower one counts.
                        Some(found) if positives.is_empty() => self.both(&found, &others),
                        Some(found) => {
                            let others = Containers::new(others);
                            found.iter().flat_map(|it| self.inside(it, &others)).collect()
                        }
                    });
                }
                let mut found = found.unwrap_or_default();
                dedup(&mut found);
                for negative in negatives {
                    if found.is_empty() {
                        return found;
                    }
                    let others = Containers::new(self.evaluate(negative, scope, &[]));
                    found.retain(|it| !self.is_inside(it, &others));
                }
                found.retain(|it| conditions.iter().all(|condition| self.holds(condition, &it.bindings)));
                for names in focus {
                    found = found
                        .iter()
                        .flat_map(|it| {
                            let ranges = names.iter().filter_map(|name| it.bindings.get(name));
                            ranges.map(|range| Match { range, bindings: it.bindings.clone() })
                        })
                        .collect();
                }
                dedup(&mut found);
                found
            }
        }
    }

    /// Matches of one set that lie in one of the other, or the other way round: the smaller range counts.
    fn both(&self, left: &[Match], right: &[Match]) -> Vec<Match> {
        let (left_in, right_in) = (Containers::new(left.to_vec()), Containers::new(right.to_vec()));
        let mut found: Vec<Match> = left.iter().flat_map(|it| self.inside(it, &right_in)).collect();
        found.extend(right.iter().flat_map(|it| self.inside(it, &left_in)));
        dedup(&mut found);
        found
    }

    /// `it` with the metavariables of each container that it lies in and agrees with.
    fn inside(&self, it: &Match, containers: &Containers) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for container in containers.around(&it.range) {
            // Hostile text nests without end: places in places count as steps, and ones to keep as many.
            if !self.charge(STEPS_PER_CONTAINER + found.len() as u64) {
                break;
            }
            if let Some(bindings) = it.bindings.merged(&container.bindings, self.text) {
                let merged = Match { range: it.range.clone(), bindings };
                if !found.iter().any(|known| known.bindings == merged.bindings) && self.charge(STEPS_PER_MATCH) {
                    found.push(merged);
                }
            }
        }
        found
    }

    /// Whether `it` lies in a container and agrees with it.
    fn is_inside(&self, it: &Match, containers: &Containers) -> bool {
        containers
            .around(&it.range)
            .take_while(|_| self.charge(STEPS_PER_CONTAINER))
            .any(|container| it.bindings.agrees(&container.bindings, self.text))
    }

    /// Spends steps; false once there are none left.
    fn charge(&self, steps: u64) -> bool {
        self.steps.set(self.steps.get().saturating_sub(steps));
        self.steps.get() > 0
    }

    fn text_of(&self, bindings: &Bindings, name: &str) -> Option<&'a str> {
        let range = bindings.get(name)?;
        self.text.get(range.start as usize..range.end as usize)
    }

    fn holds(&self, condition: &Condition, bindings: &Bindings) -> bool {
        match condition {
            Condition::Regex { metavariable, regex } => self
                .text_of(bindings, metavariable)
                .is_some_and(|text| self.charge(text.len() as u64 / 4) && regex.is_match(text).unwrap_or(false)),
            Condition::Pattern { metavariable, formula } => bindings.get(metavariable).is_some_and(|range| {
                let found = self.evaluate(formula, Some(&range), &[]);
                found.iter().any(|it| it.bindings.agrees(bindings, self.text))
            }),
            Condition::Comparison { metavariable, comparison } => {
                metavariable.as_ref().is_none_or(|name| bindings.get(name).is_some())
                    && comparison.holds(&|name| self.text_of(bindings, name).map(Value::of_source))
            }
        }
    }

    fn regex(&self, regex: &TextRegex, scope: Option<&Range<u32>>) -> Vec<Match> {
        let base = scope.map_or(0, |scope| scope.start);
        let text = match scope {
            Some(scope) => self.unblanked.get(scope.start as usize..scope.end as usize).unwrap_or(""),
            None => self.unblanked,
        };
        let mut found = Vec::new();
        let complete = regex.each_match(text, |groups| {
            let shifted = |part: &Range<usize>| base + part.start as u32..base + part.end as u32;
            let Some(whole) = groups.first().and_then(Option::as_ref) else { return };
            let parts = groups.iter().enumerate().skip(1).filter_map(|(group, part)| Some((group, part.as_ref()?)));
            let mut bindings: Vec<Binding> =
                parts.clone().map(|(group, part)| Binding { name: group.to_string(), range: shifted(part) }).collect();
            bindings.extend(parts.filter_map(|(group, part)| {
                let name = regex.names().get(group - 1)?.clone()?;
                Some(Binding { name, range: shifted(part) })
            }));
            found.push(Match { range: shifted(whole), bindings: Bindings(bindings) });
        });
        if !complete {
            self.steps.set(0);
        }
        found
    }
}

fn dedup(found: &mut Vec<Match>) {
    found.sort_by_key(|it| (it.range.start, it.range.end));
    found.dedup_by(|a, b| a.range == b.range && a.bindings == b.bindings);
}

/// Matches by which others are asked whether they lie inside.
struct Containers {
    /// Sorted by start.
    matches: Vec<Match>,
    /// The furthest end of each match and all before it.
    furthest: Vec<u32>,
}

impl Containers {
    fn new(mut matches: Vec<Match>) -> Self {
        matches.sort_by_key(|it| (it.range.start, it.range.end));
        let mut furthest = Vec::with_capacity(matches.len());
        let mut last = 0;
        for it in &matches {
            last = last.max(it.range.end);
            furthest.push(last);
        }
        Self { matches, furthest }
    }

    /// Those that hold `range`.
    fn around(&self, range: &Range<u32>) -> impl Iterator<Item = &Match> {
        let behind = self.matches.partition_point(|it| it.range.start <= range.start);
        let reach = range.end;
        (0..behind)
            .rev()
            .take_while(move |at| self.furthest.get(*at).is_some_and(|end| *end >= reach))
            .filter_map(|at| self.matches.get(at))
            .filter(move |it| it.range.end >= reach)
    }
}
