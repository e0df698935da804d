//! Why a rule does not match at a line: the rule is taken apart, and its parts are run by the evaluator that runs rules,
//! so that what is told is what happened.

use std::fmt;

use banbury_evidence::{Language, RuleId};
use banbury_syntax::MacroTable;

use super::language_for;
use crate::rule::{ConditionKind, ConditionYaml, FormulaYaml, OperatorYaml, Place, RuleYaml, SearchYaml, TaintYaml};
use crate::{Analyser, ApiFamilies, FileRequest, RuleFile, Ruleset};

/// The parts of a rule in the order in which they narrow its match, up to the first that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The last one is where it fails; all before hold.
    pub steps: Vec<Step>,
}

/// One part of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The key and the first line of its value, such as `pattern: f($X)`.
    pub part: String,
    /// Its line in the rule file, from 1.
    pub line: u64,
    /// What it does to the match.
    pub effect: Effect,
}

/// What a part of a rule does to the match at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The match is still there.
    Holds,
    /// Nothing matches there; the line of the nearest place that does, if there is one.
    NoMatch(Option<u32>),
    /// It matches there by itself, but not with what the parts before have bound their metavariables to.
    Disagrees,
    /// It takes the match away.
    Removes,
    /// It moves the match to another line.
    Moves(u32),
    /// Sources on these lines, and no flow from them.
    NoFlow(Vec<u32>),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` (line {} of the rule) ", self.part, self.line)?;
        match &self.effect {
            Effect::Holds => f.write_str("holds"),
            Effect::NoMatch(None) => f.write_str("matches nowhere in the fixture"),
            Effect::NoMatch(Some(line)) => write!(f, "does not match there; the nearest match is on line {line}"),
            Effect::Disagrees => f.write_str("matches there, but not with the same metavariables as the parts before"),
            Effect::Removes => f.write_str("takes the match away"),
            Effect::Moves(line) => write!(f, "moves the match to line {line}"),
            Effect::NoFlow(lines) => {
                let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
                write!(f, "matches on line {}, and nothing flows from there to the sink", lines.join(", "))
            }
        }
    }
}

/// Why the rule `id` of `file` does not match on `line` of a fixture. None if it cannot be told, or if it does.
pub fn explain(
    file: &RuleFile,
    id: &RuleId,
    language: Option<Language>,
    fixture: &[u8],
    line: u32,
) -> Option<Explanation> {
    let rule = file.rules().into_iter().find(|rule| rule.id.value == id.0)?;
    let language = Ruleset::of_rules(file, vec![rule.clone()]).rules.first().map(|it| language_for(it, language))?;
    let bench = Bench { file, rule: &rule, language, fixture };
    let steps = match &rule.search {
        SearchYaml::Formula(formula) => bench.formula(formula, line),
        SearchYaml::Taint(taint) => bench.taint(taint, line),
        SearchYaml::NotSupported(_) => Vec::new(),
    };
    // All that went before holds; only the last may fail.
    steps.last().is_some_and(|step| step.effect != Effect::Holds).then_some(Explanation { steps })
}

/// Where parts of a rule are tried.
struct Bench<'a> {
    file: &'a RuleFile,
    rule: &'a RuleYaml,
    language: Option<Language>,
    fixture: &'a [u8],
}

/// First and last lines of matches.
type Matches = Vec<(u32, u32)>;

/// A rule as far as one of its parts, and that part.
struct Stage {
    so_far: FormulaYaml,
    part: String,
    at: Place,
    kind: StageKind,
}

enum StageKind {
    Part(FormulaYaml),
    Condition,
    Focus,
}

impl Bench<'_> {
    /// The matches of each of `searches`, as rules of their own.
    fn matches(&self, searches: Vec<SearchYaml>) -> Vec<Matches> {
        let name = |index: usize| format!("part-{index}");
        let count = searches.len();
        let rules = searches.into_iter().enumerate().map(|(index, search)| {
            let mut rule = self.rule.clone();
            rule.id.value = name(index);
            rule.search = search;
            rule
        });
        let ruleset = Ruleset::of_rules(self.file, rules.collect());
        let request = FileRequest { language: self.language, lexical: false, left_out: &[], bytes: self.fixture };
        let hits =
            Analyser::new(&ruleset, ApiFamilies::default(), MacroTable::empty()).analyse(&request).hits.into_value();
        let of = |index| {
            let own = hits.iter().filter(|hit| hit.rule.0 == name(index));
            own.map(|hit| (hit.start.line, hit.end.line)).collect()
        };
        (0..count).map(of).collect()
    }

    fn of_formulas(&self, formulas: impl IntoIterator<Item = FormulaYaml>) -> Vec<Matches> {
        self.matches(formulas.into_iter().map(SearchYaml::Formula).collect())
    }

    fn formula(&self, formula: &FormulaYaml, line: u32) -> Vec<Step> {
        let stages = stages(formula);
        let matches = self.of_formulas(stages.iter().map(|stage| stage.so_far.clone()));
        let mut steps = Vec::new();
        for (index, (stage, matches)) in stages.iter().zip(&matches).enumerate() {
            let holds = match stage.kind {
                StageKind::Focus => matches.iter().any(|(start, _)| *start == line),
                _ => matches.iter().any(|(start, end)| (*start..=*end).contains(&line)),
            };
            let step = |effect| Step { part: stage.part.clone(), line: stage.at.line, effect };
            if holds {
                steps.push(step(Effect::Holds));
                continue;
            }
            match &stage.kind {
                StageKind::Focus => steps.push(step(match nearest(matches, line) {
                    Some(other) => Effect::Moves(other),
                    None => Effect::Removes,
                })),
                StageKind::Condition => steps.push(step(Effect::Removes)),
                StageKind::Part(part) => {
                    let before = index.checked_sub(1).and_then(|before| stages.get(before));
                    steps.extend(self.failing_part(part, before.map(|stage| &stage.so_far), line));
                }
            }
            break;
        }
        steps
    }

    /// Why a part of `patterns` fails that follows on what holds `before`.
    fn failing_part(&self, part: &FormulaYaml, before: Option<&FormulaYaml>, line: u32) -> Vec<Step> {
        let step = |part: &FormulaYaml, effect| Step { part: described(part), line: part.at.line, effect };
        if let OperatorYaml::Not(inner) = &part.operator {
            let Some(before) = before else { return Vec::new() };
            // Of several alternatives, the one that does it.
            let alternatives = alternatives(inner);
            let tries = alternatives.iter().map(|alternative| {
                let mut not = part.clone();
                not.operator = OperatorYaml::Not(Box::new(alternative.clone()));
                with(before, not)
            });
            let outcomes = self.of_formulas(tries);
            let removes = |matches: &Matches| !matches.iter().any(|(start, end)| (*start..=*end).contains(&line));
            let culprit = alternatives.iter().zip(&outcomes).find(|(_, matches)| removes(matches));
            return match culprit {
                Some((alternative, _)) if alternatives.len() > 1 => {
                    vec![step(part, Effect::Holds), step(alternative, Effect::Removes)]
                }
                _ => vec![step(part, Effect::Removes)],
            };
        }
        let alone = match &part.operator {
            OperatorYaml::Inside(inner) => inner.as_ref().clone(),
            _ => part.clone(),
        };
        let matches = self.of_formulas([alone.clone()]).pop().unwrap_or_default();
        if matches.iter().any(|(start, end)| (*start..=*end).contains(&line)) {
            return vec![step(part, Effect::Disagrees)];
        }
        match &alone.operator {
            OperatorYaml::All(_) => self.formula(&alone, line),
            // The alternative that comes furthest says most.
            OperatorYaml::Any(alternatives) => {
                let tried = alternatives.iter().map(|alternative| match &alternative.operator {
                    OperatorYaml::All(_) | OperatorYaml::Any(_) => self.formula(alternative, line),
                    _ => self.failing_part(alternative, None, line),
                });
                // Of equals the first.
                let furthest = tried.reduce(|best, other| if other.len() > best.len() { other } else { best });
                furthest.unwrap_or_else(|| vec![step(part, Effect::NoMatch(nearest(&matches, line)))])
            }
            _ => vec![step(part, Effect::NoMatch(nearest(&matches, line)))],
        }
    }

    fn taint(&self, taint: &TaintYaml, line: u32) -> Vec<Step> {
        let any = |formulas: Vec<FormulaYaml>| FormulaYaml {
            operator: OperatorYaml::Any(formulas),
            ..blank(taint.at, "pattern-either")
        };
        let sinks: Vec<FormulaYaml> = taint.sinks.iter().map(|sink| sink.formula.clone()).collect();
        let sources: Vec<FormulaYaml> = taint.sources.iter().map(|source| source.formula.clone()).collect();
        let at = |formulas: &[FormulaYaml]| formulas.first().map_or(taint.at, |formula| formula.at).line;
        let mut found = self.of_formulas([any(sinks.clone()), any(sources.clone())]).into_iter();
        let (at_sinks, at_sources) = (found.next().unwrap_or_default(), found.next().unwrap_or_default());
        let step = |part: &str, line, effect| Step { part: part.to_owned(), line, effect };
        if !at_sinks.iter().any(|(start, end)| (*start..=*end).contains(&line)) {
            return vec![step("pattern-sinks", at(&sinks), Effect::NoMatch(nearest(&at_sinks, line)))];
        }
        let mut steps = vec![step("pattern-sinks", at(&sinks), Effect::Holds)];
        if at_sources.is_empty() {
            steps.push(step("pattern-sources", at(&sources), Effect::NoMatch(None)));
            return steps;
        }
        let none = TaintYaml { sanitizers: Vec::new(), ..taint.clone() };
        let with_each =
            taint.sanitizers.iter().map(|sanitizer| TaintYaml { sanitizers: vec![sanitizer.clone()], ..none.clone() });
        let tries = std::iter::once(none.clone()).chain(with_each).map(SearchYaml::Taint).collect();
        let outcomes = self.matches(tries);
        let flows: Vec<bool> = outcomes.iter().map(|matches| matches.iter().any(|(start, _)| *start == line)).collect();
        if flows.first() != Some(&true) {
            let mut lines: Vec<u32> = at_sources.iter().map(|(start, _)| *start).collect();
            lines.sort_unstable();
            lines.dedup();
            steps.push(step("pattern-sources", at(&sources), Effect::NoFlow(lines)));
        } else if let Some((sanitizer, _)) =
            taint.sanitizers.iter().zip(flows.iter().skip(1)).find(|(_, flows)| !**flows)
        {
            steps.push(step("pattern-sources", at(&sources), Effect::Holds));
            steps.push(step(&described(&sanitizer.formula), sanitizer.formula.at.line, Effect::Removes));
        }
        steps
    }
}

/// What a formula asks for, part by part.
fn stages(formula: &FormulaYaml) -> Vec<Stage> {
    let mut so_far = FormulaYaml { operator: OperatorYaml::All(Vec::new()), ..blank(formula.at, "patterns") };
    let mut stages = Vec::new();
    let mut parts: Vec<&FormulaYaml> = match &formula.operator {
        OperatorYaml::All(parts) => parts.iter().collect(),
        _ => Vec::new(),
    };
    let plain = FormulaYaml { conditions: Vec::new(), focus: Vec::new(), bound_as: None, ..formula.clone() };
    if !matches!(formula.operator, OperatorYaml::All(_)) {
        parts.push(&plain);
    }
    // What matches comes first, then what it must lie in, then what it must not be.
    parts.sort_by_key(|part| match &part.operator {
        OperatorYaml::Not(_) => 2,
        OperatorYaml::Inside(_) | OperatorYaml::Anywhere(_) => 1,
        _ => 0,
    });
    for part in parts {
        so_far = with(&so_far, part.clone());
        let kind = StageKind::Part(part.clone());
        stages.push(Stage { so_far: so_far.clone(), part: described(part), at: part.at, kind });
    }
    for condition in &formula.conditions {
        so_far.conditions.push(condition.clone());
        let part = described_condition(condition);
        stages.push(Stage { so_far: so_far.clone(), part, at: condition.at, kind: StageKind::Condition });
    }
    for names in &formula.focus {
        so_far.focus.push(names.clone());
        let part = format!(
            "focus-metavariable: {}",
            names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ")
        );
        let at = names.first().map_or(formula.at, |name| name.at);
        stages.push(Stage { so_far: so_far.clone(), part, at, kind: StageKind::Focus });
    }
    stages
}

/// A conjunction with one part more.
fn with(all: &FormulaYaml, part: FormulaYaml) -> FormulaYaml {
    let mut all = all.clone();
    if let OperatorYaml::All(parts) = &mut all.operator {
        parts.push(part);
    }
    all
}

fn blank(at: Place, key: &'static str) -> FormulaYaml {
    FormulaYaml {
        at,
        key,
        operator: OperatorYaml::All(Vec::new()),
        conditions: Vec::new(),
        focus: Vec::new(),
        bound_as: None,
    }
}

/// What can match in place of a formula: the parts of `pattern-either`, also inside of `pattern-inside`.
fn alternatives(formula: &FormulaYaml) -> Vec<FormulaYaml> {
    match &formula.operator {
        OperatorYaml::Any(alternatives) if formula.conditions.is_empty() && formula.focus.is_empty() => {
            alternatives.clone()
        }
        OperatorYaml::Inside(inner) => {
            let within = |alternative: FormulaYaml| FormulaYaml {
                at: alternative.at,
                operator: OperatorYaml::Inside(Box::new(alternative)),
                ..formula.clone()
            };
            alternatives(inner).into_iter().map(within).collect()
        }
        _ => vec![formula.clone()],
    }
}

/// The nearest first line of a match.
fn nearest(matches: &Matches, line: u32) -> Option<u32> {
    matches.iter().map(|(start, _)| *start).min_by_key(|start| (start.abs_diff(line), *start))
}

/// The key and the first line of its value.
fn described(formula: &FormulaYaml) -> String {
    match innermost_text(formula) {
        Some(text) => format!("{}: {}", formula.key, first_line(text)),
        None => formula.key.to_owned(),
    }
}

fn innermost_text(formula: &FormulaYaml) -> Option<&str> {
    match &formula.operator {
        OperatorYaml::Pattern(text) | OperatorYaml::Regex(text) => Some(&text.value),
        OperatorYaml::Not(inner) | OperatorYaml::Inside(inner) | OperatorYaml::Anywhere(inner) => innermost_text(inner),
        OperatorYaml::All(_) | OperatorYaml::Any(_) => None,
    }
}

fn described_condition(condition: &ConditionYaml) -> String {
    let value = match &condition.kind {
        ConditionKind::Regex { metavariable, regex, .. } | ConditionKind::Calls { metavariable, regex } => {
            format!("{} {}", metavariable.value, first_line(&regex.value))
        }
        ConditionKind::Comparison { comparison, .. } => first_line(&comparison.value),
        ConditionKind::Pattern { metavariable, formula, .. } => {
            format!("{} {}", metavariable.value, described(formula))
        }
        ConditionKind::Analysis { metavariable, .. } => metavariable.value.clone(),
        ConditionKind::Type { metavariable, types, .. } => {
            let types: Vec<&str> = types.iter().map(|name| name.value.as_str()).collect();
            format!("{} {}", metavariable.value, types.join(", "))
        }
    };
    format!("{}: {value}", condition.key)
}

/// More of a pattern than this is not shown.
const LONGEST: usize = 60;

fn first_line(text: &str) -> String {
    let mut lines = text.trim().lines();
    let first = lines.next().unwrap_or_default().trim_end();
    match first.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &first[..cut]),
        None if lines.next().is_some() => format!("{first} …"),
        None => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps for line 2 of a function with `code` there.
    fn told(formula: &str, code: &str) -> Vec<String> {
        let text = format!("rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [c]\n{formula}");
        let file = RuleFile { name: "r.yaml".to_owned(), text };
        let fixture = format!("void f(char *a) {{\n  {code}\n  other(a);\n}}\n");
        let told = explain(&file, &RuleId("r".to_owned()), Some(Language::C), fixture.as_bytes(), 2);
        told.map(|it| it.steps.iter().map(Step::to_string).collect()).unwrap_or_default()
    }

    #[test]
    fn a_pattern_that_does_not_match_is_named_with_the_nearest_that_does() {
        assert_eq!(
            told("  pattern: other($X)\n", "f(a);"),
            ["`pattern: other($X)` (line 6 of the rule) does not match there; the nearest match is on line 3"]
        );
        assert_eq!(
            told("  pattern: none($X)\n", "f(a);"),
            ["`pattern: none($X)` (line 6 of the rule) matches nowhere in the fixture"]
        );
        assert!(told("  pattern: f($X)\n", "f(a);").is_empty());
    }

    #[test]
    fn the_first_part_that_fails_ends_the_list() {
        let rule = "  patterns:\n  - pattern: f($X)\n  - pattern-not: f(1)\n  - pattern-inside: while ($C) { ... }\n";
        assert_eq!(
            told(rule, "f(1);"),
            [
                "`pattern: f($X)` (line 7 of the rule) holds",
                "`pattern-inside: while ($C) { ... }` (line 9 of the rule) matches nowhere in the fixture",
            ]
        );
        let rule = rule.replace("  - pattern-inside: while ($C) { ... }\n", "");
        assert_eq!(
            told(&rule, "f(1);").last().map(String::as_str),
            Some("`pattern-not: f(1)` (line 8 of the rule) takes the match away")
        );
    }

    #[test]
    fn conditions_focus_and_alternatives_are_told() {
        let rule = "  patterns:\n  - pattern: f($X)\n  - metavariable-regex: {metavariable: $X, regex: b}\n";
        assert_eq!(
            told(rule, "f(a);").last().map(String::as_str),
            Some("`metavariable-regex: $X b` (line 8 of the rule) takes the match away")
        );
        let rule = "  patterns:\n  - pattern: f($X)\n  - pattern-not:\n      pattern-either:\n      - pattern: f(1)\n      - pattern: f(2)\n";
        assert_eq!(
            told(rule, "f(2);").last().map(String::as_str),
            Some("`pattern: f(2)` (line 11 of the rule) takes the match away")
        );
        let rule =
            "  pattern-either:\n  - pattern: g($X)\n  - patterns:\n    - pattern: f($X)\n    - pattern-not: f(2)\n";
        assert_eq!(
            told(rule, "f(2);").last().map(String::as_str),
            Some("`pattern-not: f(2)` (line 10 of the rule) takes the match away")
        );
        let rule = "  patterns:\n  - pattern: f($X)\n  - pattern-inside: |\n      void $G(int $X) { ... }\n";
        assert!(told(rule, "f(a);").last().unwrap().contains("`pattern-inside: void $G(int $X) { ... }`"));
        let rule = "  patterns:\n  - pattern: |\n      f($A);\n      other($B);\n  - focus-metavariable: $B\n";
        assert_eq!(
            told(rule, "f(a);").last().map(String::as_str),
            Some("`focus-metavariable: $B` (line 10 of the rule) moves the match to line 3")
        );
    }
}
