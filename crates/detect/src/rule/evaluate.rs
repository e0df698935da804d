use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

use banbury_syntax::{Grammar, Parser};

use super::comparison::Value;
use super::formula::{Condition, Conjunction, Formula, Leaf, Negation, Operator};
use super::regex::{ConditionRegex, TextRegex};
use super::words::Presence;
use crate::code::lowering;
use crate::generic::{CommentStyle, GenericPattern, GenericText};
use crate::pattern::{
    Binding, Bindings, Constraint, Match, Matcher, Names, Near, Propagation, STEPS_PER_MATCH, Types, Unit, Variable,
    Variables, same_text, string_content,
};

/// One text, prepared for any number of rules.
pub(crate) struct Evaluation<'a> {
    unit: Option<&'a Unit<'a>>,
    variables: &'a Variables,
    /// The words that the text holds, if they were looked for.
    presence: Option<&'a Presence>,
    text: &'a str,
    /// What regular expressions search: the text as it stands, without what a reading blanks.
    unblanked: &'a str,
    generic: OnceCell<GenericText<'a>>,
    steps: Cell<u64>,
    /// What the rule asks to be known of names.
    propagation: Cell<Propagation>,
}

/// Where a formula is looked for.
#[derive(Clone, Copy)]
struct Within<'s, 'f> {
    /// The only stretch of text where it counts.
    scope: Option<&'s Range<u32>>,
    /// Places where it must lie to count: others may be missing.
    near: Option<&'s Near>,
    /// What metavariables must look like.
    constraints: &'s [Constraint<'f>],
}

impl Within<'_, '_> {
    const EVERYWHERE: Self = Self { scope: None, near: None, constraints: &[] };
}

/// Steps of matching that each rule may take on a text, however short.
const BASE_STEPS: u64 = 2_000_000;
/// What it costs to compare two matches, in steps.
const STEPS_PER_CONTAINER: u64 = 4;
/// Further steps for each node of the tree.
const STEPS_PER_NODE: u64 = 400;

impl<'a> Evaluation<'a> {
    /// Over code.
    pub fn of_unit(unit: &'a Unit<'a>, unblanked: &'a str, variables: &'a Variables) -> Self {
        Self { unit: Some(unit), text: unit.text, ..Self::of_text(unblanked, variables) }
    }

    /// Over text alone.
    pub fn of_text(text: &'a str, variables: &'a Variables) -> Self {
        let (generic, propagation) = (OnceCell::new(), Cell::new(Propagation::default()));
        let (presence, steps) = (None, Cell::new(0));
        Self { unit: None, variables, presence, text, unblanked: text, generic, steps, propagation }
    }

    /// Over a text that holds these words of the ruleset.
    pub fn with(self, presence: &'a Presence) -> Self {
        Self { presence: Some(presence), ..self }
    }

    /// Every place where `formula` holds, and whether the search was complete.
    pub fn run(&self, formula: &Formula, propagation: Propagation) -> (Vec<Match>, bool) {
        self.propagation.set(propagation);
        let nodes = self.unit.map_or(0, |unit| unit.code.nodes.len()) as u64;
        self.steps.set(BASE_STEPS + STEPS_PER_NODE * nodes);
        let found = self.evaluate(formula, Within::EVERYWHERE);
        let is_unsure = propagation.constants && self.unit.is_some_and(Unit::gave_up_on_constants);
        (found, self.steps.get() > 0 && !is_unsure)
    }

    /// Every place where `formula` holds.
    fn evaluate<'f>(&self, formula: &'f Formula, within: Within<'_, 'f>) -> Vec<Match> {
        if self.presence.is_some_and(|presence| !presence.allows(&formula.needs)) {
            return Vec::new();
        }
        match &formula.operator {
            Operator::Leaf(leaf) => match &**leaf {
                Leaf::Pattern(pattern) => {
                    let Some(unit) = self.unit else { return Vec::new() };
                    let Within { scope, near, constraints } = within;
                    Matcher { unit, constraints, near, propagation: self.propagation.get(), steps: &self.steps }
                        .find(pattern, scope)
                }
                Leaf::Regex(regex) => self.regex(regex, within.scope),
                Leaf::Generic(pattern, style) => self.generic(pattern, *style, within.scope),
            },
            Operator::Or(alternatives) => {
                let mut found: Vec<Match> =
                    alternatives.iter().flat_map(|alternative| self.evaluate(alternative, within)).collect();
                found.sort_by_key(|it| (it.range.start, it.range.end));
                found
            }
            Operator::And(all) => self.all(all, within),
        }
    }

    /// Every place where all parts of a conjunction hold.
    fn all<'f>(&self, all: &'f Conjunction, within: Within<'_, 'f>) -> Vec<Match> {
        let Conjunction { positives, insides, negatives, conditions, focus, bound_as } = all;
        let constraints = with_own(within.constraints, all);
        let mut found: Option<Vec<Match>> = match within.scope {
            // Of a metavariable itself something is asked.
            Some(scope) if positives.is_empty() && insides.is_empty() => {
                Some(vec![Match { range: scope.clone(), bindings: Bindings::default() }])
            }
            _ => None,
        };
        // The others need not be looked for where the rarest part is not found: what counts lies in all of them.
        let mut parts: Vec<(usize, &Formula)> = positives.iter().chain(insides).enumerate().collect();
        if parts.len() > 1 {
            parts.sort_by_cached_key(|(_, part)| self.places_under(part, &constraints));
        }
        let mut found_of_parts: Vec<Vec<Match>> = vec![Vec::new(); parts.len()];
        let mut rarest: Option<usize> = None;
        for (at, part) in parts {
            let nearer = rarest.map(|rarest| {
                let rarest = &found_of_parts[rarest];
                match part.only_variable() {
                    Some(variable) => Near::of(rarest).standing_for(variable, rarest, self.text),
                    None => Near::of(rarest),
                }
            });
            let found = self
                .evaluate(part, Within { near: nearer.as_ref().or(within.near), constraints: &constraints, ..within });
            if found.is_empty() {
                return found;
            }
            rarest.get_or_insert(at);
            found_of_parts[at] = found;
        }
        let of_insides = found_of_parts.split_off(positives.len());
        for others in found_of_parts {
            found = Some(match found {
                None => others,
                Some(found) => self.both(&found, &others),
            });
            if found.as_ref().is_some_and(Vec::is_empty) {
                return Vec::new();
            }
        }
        for others in of_insides {
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
        for (negation, negative) in negatives {
            if found.is_empty() {
                return found;
            }
            let near = Near::of(&found);
            let others = self.evaluate(negative, Within { near: Some(&near), constraints: &[], ..within });
            match negation {
                Negation::Same => self.remove_same(&mut found, others),
                Negation::Inside => self.remove_inside(&mut found, others),
                Negation::Nested => {
                    found.retain(|it| !self.is_around(it, &others));
                    self.remove_inside(&mut found, others);
                }
            }
        }
        found.retain(|it| conditions.iter().all(|condition| self.holds(condition, &it.bindings)));
        for names in focus {
            found = found
                .iter()
                .flat_map(|it| {
                    let ranges = names.iter().filter_map(|variable| it.bindings.get(*variable));
                    // What a surrounding pattern bound elsewhere is no part of the match.
                    let inside = ranges.filter(|range| it.range.start <= range.start && range.end <= it.range.end);
                    inside.map(|range| Match { range, bindings: it.bindings.clone() })
                })
                .collect();
        }
        if let Some(variable) = bound_as {
            for it in &mut found {
                it.bindings.0.push(Binding { variable: *variable, range: it.range.clone(), of_value: false });
            }
        }
        dedup(&mut found);
        found
    }

    /// About how many places a formula may hold at.
    pub fn places(&self, formula: &Formula) -> usize {
        self.places_under(formula, &[])
    }

    fn places_under<'f>(&self, formula: &'f Formula, constraints: &[Constraint<'f>]) -> usize {
        if self.presence.is_some_and(|presence| !presence.allows(&formula.needs)) {
            return 0;
        }
        match &formula.operator {
            Operator::Leaf(leaf) => match &**leaf {
                Leaf::Pattern(pattern) => self.unit.map_or(0, |unit| {
                    let (propagation, steps) = (self.propagation.get(), &self.steps);
                    Matcher { unit, constraints, near: None, propagation, steps }.places(pattern)
                }),
                // What is searched for in text is looked for in all of it, and last.
                Leaf::Regex(_) | Leaf::Generic(..) => self.text.len().saturating_mul(STEPS_PER_NODE as usize),
            },
            Operator::Or(alternatives) => {
                alternatives.iter().map(|it| self.places_under(it, constraints)).fold(0, usize::saturating_add)
            }
            Operator::And(all) => {
                let constraints = with_own(constraints, all);
                let parts = all.positives.iter().chain(&all.insides);
                parts.map(|it| self.places_under(it, &constraints)).min().unwrap_or(0)
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
            if let Some(bindings) = it.bindings.merged(&container.bindings, &|left, right| self.same_code(left, right))
            {
                let merged = Match { range: it.range.clone(), bindings };
                if !found.iter().any(|known| known.bindings == merged.bindings) && self.charge(STEPS_PER_MATCH) {
                    found.push(merged);
                }
            }
        }
        found
    }

    fn remove_same(&self, found: &mut Vec<Match>, mut others: Vec<Match>) {
        let key = |it: &Match| (it.range.start, it.range.end);
        others.sort_by_key(key);
        found.retain(|it| {
            let first = others.partition_point(|other| key(other) < key(it));
            let same = others[first..].iter().take_while(|other| other.range == it.range);
            !same
                .take_while(|_| self.charge(STEPS_PER_CONTAINER))
                .any(|other| self.agree(&it.bindings, &other.bindings))
        });
    }

    fn remove_inside(&self, found: &mut Vec<Match>, others: Vec<Match>) {
        let others = Containers::new(others);
        found.retain(|it| !self.is_inside(it, &others));
    }

    /// Whether one of `others`, in the order of the text, lies in `it`.
    fn is_around(&self, it: &Match, others: &[Match]) -> bool {
        let first = others.partition_point(|other| other.range.start < it.range.start);
        others[first..]
            .iter()
            .take_while(|other| other.range.start < it.range.end && self.charge(STEPS_PER_CONTAINER))
            .any(|other| other.range.end <= it.range.end)
    }

    /// Whether `it` lies in a container and agrees with it.
    fn is_inside(&self, it: &Match, containers: &Containers) -> bool {
        containers
            .around(&it.range)
            .take_while(|_| self.charge(STEPS_PER_CONTAINER))
            .any(|container| self.agree(&it.bindings, &container.bindings))
    }

    /// Whether two stretches hold the same code.
    fn same_code(&self, left: &Range<u32>, right: &Range<u32>) -> bool {
        self.unit.map_or_else(|| same_text(self.text, left, right), |unit| unit.same_code(left, right))
    }

    fn agree(&self, left: &Bindings, right: &Bindings) -> bool {
        left.agrees(right, &|left, right| self.same_code(left, right))
    }

    /// Spends steps; false once there are none left.
    fn charge(&self, steps: u64) -> bool {
        self.steps.set(self.steps.get().saturating_sub(steps));
        self.steps.get() > 0
    }

    fn text_of<'s>(&'s self, bindings: &Bindings, variable: Variable) -> Option<Cow<'s, str>> {
        let range = bindings.get(variable)?;
        if let Some(unit) = self.unit.filter(|_| bindings.is_of_value(variable))
            && let Some(content) = unit.constants().at(&range).and_then(|value| value.content(self.text))
        {
            return Some(content);
        }
        self.text.get(range.start as usize..range.end as usize).map(Cow::Borrowed)
    }

    /// The text of what a metavariable's value is known to be; its own text otherwise.
    fn value_of(&self, bindings: &Bindings, variable: Variable) -> Option<String> {
        let unit = self.unit.filter(|_| self.propagation.get().constants);
        let range = bindings.get(variable)?;
        let known = unit.and_then(|unit| unit.constants().at(&range)?.written(self.text));
        known.or_else(|| self.text_of(bindings, variable).map(Cow::into_owned))
    }

    /// Whether a text is what a condition asks for. If that cannot be found out, the search has given up.
    fn satisfies(&self, regex: &ConditionRegex, text: &str) -> bool {
        self.charge(text.len() as u64 / 4)
            && regex.is_match(text).unwrap_or_else(|| {
                self.steps.set(0);
                false
            })
    }

    fn holds(&self, condition: &Condition, bindings: &Bindings) -> bool {
        match condition {
            Condition::Regex { variable, regex, of_value: true } => {
                self.value_of(bindings, *variable).is_some_and(|text| self.satisfies(regex, &text))
            }
            Condition::Regex { variable, regex, of_value: false } => {
                self.text_of(bindings, *variable).is_some_and(|text| self.satisfies(regex, &text))
            }
            Condition::Pattern { variable, formula } => bindings.get(*variable).is_some_and(|range| {
                let found = self.evaluate(formula, Within { scope: Some(&range), ..Within::EVERYWHERE });
                found.iter().any(|it| self.agree(&it.bindings, bindings))
            }),
            Condition::Foreign { variable, readings } => bindings.get(*variable).is_some_and(|range| {
                let found = self.read_as(readings, &range);
                found.iter().any(|it| self.agree(&it.bindings, bindings))
            }),
            Condition::Calls { variable, regex } => {
                let Some((unit, name)) = self.unit.zip(self.text_of(bindings, *variable)) else { return false };
                unit.calls_in_the_end(&name, regex, &|| self.charge(1), &|name| self.satisfies(regex, name))
            }
            Condition::Analysis { variable, analyzer } => self
                .text_of(bindings, *variable)
                .is_some_and(|text| self.charge(text.len() as u64) && analyzer.holds(&text)),
            Condition::Type { variable, types } => {
                let Some((unit, range)) = self.unit.zip(bindings.get(*variable)) else { return false };
                let expression = unit.expression_at(&range);
                let found = expression.and_then(|id| unit.types().of_expression(unit.code, unit.text, id));
                found.is_some_and(|found| types.iter().any(|wanted| Types::same(wanted, &found.canonical, unit.names)))
            }
            Condition::Comparison { variable, comparison } => {
                variable.is_none_or(|variable| bindings.get(variable).is_some())
                    && comparison.holds(&|name| {
                        // In generic text `$...X` is the same as `$X`.
                        let names = [name, name.trim_start_matches('.')];
                        let text = names.iter().find_map(|it| self.value_of(bindings, self.variables.get(it)?))?;
                        Some(if self.unit.is_some() { Value::of_source(&text) } else { Value::of_text(&text) })
                    })
            }
        }
    }

    /// What is found in a stretch of the text that is read as another language. What is around it is blank, so that offsets stay.
    fn read_as(&self, readings: &[(Option<Grammar>, Formula)], range: &Range<u32>) -> Vec<Match> {
        let written = self.text.get(range.start as usize..range.end as usize).unwrap_or("");
        let content = if written.starts_with(['"', '\'', '`']) { string_content(written) } else { written };
        let start = range.start + (content.as_ptr() as usize - written.as_ptr() as usize) as u32;
        let scope = start..start + content.len() as u32;
        self.charge(u64::from(scope.end));
        let text = " ".repeat(start as usize) + content;
        let mut found = Vec::new();
        for (grammar, formula) in readings {
            let inside = |evaluation: Evaluation<'_>| {
                evaluation.steps.set(self.steps.get());
                evaluation.propagation.set(self.propagation.get());
                let found = evaluation.evaluate(formula, Within { scope: Some(&scope), ..Within::EVERYWHERE });
                self.steps.set(evaluation.steps.get());
                found
            };
            let Some(grammar) = grammar else {
                found.extend(inside(Evaluation::of_text(&text, self.variables)));
                continue;
            };
            let Ok(tree) = Parser::default().parse(*grammar, &text) else { continue };
            let lowering = lowering(*grammar);
            let code = lowering.lower(&tree, &text);
            let names = Names::imported(*grammar, &code, &text);
            let unit = Unit::new(lowering, &code, &text, &names);
            found.extend(inside(Evaluation::of_unit(&unit, &text, self.variables)));
        }
        found
    }

    fn generic(&self, pattern: &GenericPattern, style: Option<CommentStyle>, scope: Option<&Range<u32>>) -> Vec<Match> {
        let blanked;
        let styled;
        let text = match style {
            None => self.generic.get_or_init(|| GenericText::new(self.text)),
            Some(style) => {
                blanked = style.blanked(self.text);
                styled = GenericText::new(&blanked);
                &styled
            }
        };
        let found = pattern.find(text, scope.cloned(), &self.steps).into_iter();
        found
            .map(|(range, bindings)| {
                let bindings = bindings.into_iter();
                let bindings = bindings
                    .filter_map(|(name, range)| {
                        let variable = self.variables.get(name.trim_start_matches('.'))?;
                        Some(Binding { variable, range, of_value: false })
                    })
                    .collect();
                Match { range, bindings: Bindings(bindings) }
            })
            .collect()
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
            let numbered = parts.clone().map(|(group, part)| (self.variables.get(&group.to_string()), part));
            let named = parts.map(|(group, part)| {
                let name = regex.names().get(group - 1).and_then(Option::as_ref);
                (name.and_then(|name| self.variables.get(name)), part)
            });
            let bindings = numbered
                .chain(named)
                .filter_map(|(variable, part)| {
                    Some(Binding { variable: variable?, range: shifted(part), of_value: false })
                })
                .collect();
            found.push(Match { range: shifted(whole), bindings: Bindings(bindings) });
        });
        if !complete {
            self.steps.set(0);
        }
        found
    }
}

/// What is asked of metavariables around a conjunction and in it.
fn with_own<'f>(constraints: &[Constraint<'f>], all: &'f Conjunction) -> Vec<Constraint<'f>> {
    let own = all.conditions.iter().filter_map(|condition| match condition {
        Condition::Regex { variable, regex, of_value: false } => Some(Constraint { variable: *variable, regex }),
        _ => None,
    });
    constraints.iter().copied().chain(own).collect()
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
