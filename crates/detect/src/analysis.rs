use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use banbury_evidence::{DropPath, FunctionRecord, Language, Reason, RuleId, Span, Status};
use banbury_syntax::{
    Function, Grammar, MacroTable, ParseFailure, Parser, ReadingKind, ReadingSet, SourceText, decode, functions,
    is_text, read,
};
use serde::{Deserialize, Serialize};

use crate::ApiFamilies;
use crate::calls::{CallFact, calls};
use crate::detectors::{self, MacroFact};
use crate::excerpt::place;
use crate::findings::{Hit, anchor};
use crate::pattern::{Bindings, Match};
use crate::prefilter::Prefilter;
use crate::rule::{Evaluation, Formula, Rule, Ruleset};
use crate::suppression::suppressions;

/// Texts longer than this, in bytes, are not parsed: a tree takes some twenty times the memory of its text.
pub const LONGEST_PARSED: u64 = 16 << 20;

/// One file to look at.
#[derive(Debug)]
pub struct FileRequest<'a> {
    /// Its language.
    pub language: Option<Language>,
    /// Whether to keep to what needs no parser, because parsing it has cost a worker.
    pub lexical: bool,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What was found in one file.
#[derive(Debug, Serialize, Deserialize)]
pub struct FileAnalysis {
    /// How far it came.
    pub status: Status,
    /// Why no further.
    pub reason: Option<Reason>,
    /// The encoding of text.
    pub encoding: Option<String>,
    /// Bytes that no reading could place.
    pub unparsed: Vec<Span>,
    /// Functions; the path is filled in outside.
    pub functions: Vec<FunctionRecord>,
    /// Where rules and detectors matched.
    pub hits: Vec<Hit>,
    /// Macros of C and C++.
    pub macros: Vec<MacroFact>,
    /// Calls of C and C++.
    pub calls: Vec<CallFact>,
    /// Rules whose search was given up before its end.
    pub gave_up: Vec<RuleId>,
}

/// Looks at files, one at a time.
pub struct Analyser<'rules> {
    ruleset: &'rules Ruleset,
    families: ApiFamilies,
    macros: MacroTable,
    parser: Parser,
    /// For each grammar, and for plain text, the rules with their formulas and the filter over these.
    by_grammar: BTreeMap<Grammar, RuleGroup<'rules>>,
    on_text: RuleGroup<'rules>,
}

struct RuleGroup<'rules> {
    rules: Vec<(&'rules Rule, &'rules Formula)>,
    prefilter: Prefilter,
}

impl<'rules> RuleGroup<'rules> {
    fn new(rules: Vec<(&'rules Rule, &'rules Formula)>) -> Self {
        let prefilter = Prefilter::new(rules.iter().map(|(_, formula)| *formula));
        Self { rules, prefilter }
    }
}

impl<'rules> Analyser<'rules> {
    /// An analyser for the rules of `ruleset` and all built-in detectors, in a drop with these `macros`. Of calls and
    /// macros it tells what bears on `families`.
    pub fn new(ruleset: &'rules Ruleset, families: ApiFamilies, macros: MacroTable) -> Self {
        let of = |grammar: Grammar| {
            ruleset.rules.iter().filter_map(|rule| Some((rule, rule.by_grammar.get(&grammar)?))).collect()
        };
        let on_text = ruleset.rules.iter().filter_map(|rule| Some((rule, rule.on_any_text.as_ref()?))).collect();
        Self {
            ruleset,
            families,
            macros,
            parser: Parser::default(),
            by_grammar: Grammar::ALL.map(|grammar| (grammar, RuleGroup::new(of(grammar)))).into(),
            on_text: RuleGroup::new(on_text),
        }
    }

    /// Looks at one file.
    pub fn analyse(&mut self, request: &FileRequest<'_>) -> FileAnalysis {
        if !is_text(request.bytes) {
            return FileAnalysis::without_text(Status::Binary);
        }
        let source = decode(request.bytes);
        let mut analysis =
            FileAnalysis { encoding: Some(source.encoding.to_owned()), ..FileAnalysis::without_text(Status::Binary) };
        let mut findings = Collector { source: &source, seen: BTreeSet::new(), hits: Vec::new() };
        let grammar = request.language.and_then(Grammar::of);
        let parsed = self.parse(grammar, &source, request, &mut analysis);
        if let (Some(grammar), Some(set)) = (grammar, &parsed) {
            self.look_at_readings(grammar, set, &mut findings, &mut analysis);
        }
        let declarations = Declarations::of(&[], &[]);
        self.look_at_text(&source, &declarations, &mut findings, &mut analysis);
        let mut hits = innermost(findings.hits);
        hits.extend(detectors::text_hits(&source, request.language));
        hits.extend(detectors::encoding_hits(&source, request.language));
        hits.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        analysis.hits = hits;
        analysis.gave_up.sort();
        analysis.gave_up.dedup();
        analysis
    }

    /// The readings of a file, if it can be parsed; sets the status.
    fn parse(
        &mut self,
        grammar: Option<Grammar>,
        source: &SourceText<'_>,
        request: &FileRequest<'_>,
        analysis: &mut FileAnalysis,
    ) -> Option<ReadingSet> {
        let mut lexical = |status, text: &str, uninspected| {
            analysis.status = status;
            analysis.reason = Some(Reason { text: text.to_owned(), uninspected });
            None
        };
        let Some(grammar) = grammar else {
            return match request.language {
                Some(language) => {
                    lexical(Status::Lexical, &format!("no parser for {language}: text rules only"), false)
                }
                None => lexical(Status::Lexical, "not in a programming language that is known: text rules only", false),
            };
        };
        if request.lexical {
            return lexical(Status::Lexical, "text rules only", false);
        }
        if request.bytes.len() as u64 > LONGEST_PARSED {
            return lexical(Status::Lexical, "longer than the limit for parsing: text rules only", true);
        }
        match read(&mut self.parser, grammar, source, &self.macros) {
            Ok(set) => {
                let to_byte = |at: u32| source.offsets.to_byte(at as usize);
                analysis.unparsed = set
                    .unparsed
                    .iter()
                    .map(|(start, end)| Span { start: to_byte(*start), end: to_byte(*end) })
                    .collect();
                if analysis.unparsed.is_empty() {
                    analysis.status = Status::Parsed;
                } else {
                    analysis.status = Status::Partial;
                    let text = "the grammar could not place some of the text: see the byte ranges".to_owned();
                    analysis.reason = Some(Reason { text, uninspected: false });
                }
                Some(set)
            }
            Err(ParseFailure::WorkLimit) => {
                lexical(Status::TimedOut, "the parser reached its work limit: text rules only", true)
            }
            Err(ParseFailure::Unusable) => lexical(Status::Lexical, "too long for the parser: text rules only", true),
        }
    }

    fn look_at_readings(
        &self,
        grammar: Grammar,
        set: &ReadingSet,
        findings: &mut Collector<'_, '_>,
        analysis: &mut FileAnalysis,
    ) {
        let (Some(dialect), Some(group)) = (self.ruleset.dialects.get(&grammar), self.by_grammar.get(&grammar)) else {
            return;
        };
        let source = findings.source;
        let functions = functions(grammar, &set.readings);
        analysis.functions = functions.iter().map(|function| record(source, function)).collect();
        let macros: Vec<(Range<usize>, &str)> =
            set.macros.iter().map(|it| (it.start..it.end, it.name.as_str())).collect();
        let declarations = Declarations::of(&functions, &macros);
        let texts: Vec<&str> = set.readings.iter().map(|reading| reading.text.as_str()).collect();
        let candidates = group.prefilter.candidates(&texts);
        for reading in &set.readings {
            // Raw bytes have offsets of their own: their places are translated to those of the decoded text.
            let to_text = |at: u32| match reading.kind {
                ReadingKind::RawBytes => source.offsets.to_text(u64::from(at)),
                _ => at as usize,
            };
            // Readings other than the raw one have the length of the text, so that offsets agree.
            let unblanked = match reading.kind {
                ReadingKind::RawBytes => reading.text.as_str(),
                _ => &source.text,
            };
            let evaluation = Evaluation::of_reading(reading, unblanked, dialect);
            for ((rule, formula), _) in group.rules.iter().zip(&candidates).filter(|(_, candidate)| **candidate) {
                let (matches, complete) = evaluation.run(formula);
                if !complete {
                    analysis.gave_up.push(rule.info.id.clone());
                }
                for found in matches {
                    let range = to_text(found.range.start)..to_text(found.range.end);
                    findings.add(rule, &found, &reading.text, range, &declarations, reading.kind.label());
                }
            }
            if reading.kind == ReadingKind::Plain {
                findings.hits.extend(detectors::identifier_hits(source, dialect, reading));
            }
            if grammar.has_preprocessor() && matches!(reading.kind, ReadingKind::Plain | ReadingKind::Branch(_)) {
                for hit in detectors::wrapper_hits(source, dialect, reading) {
                    findings.add_hit(hit);
                }
            }
        }
        if grammar.has_preprocessor() {
            analysis.calls = calls(dialect, &set.readings);
            analysis.calls.retain(|call| self.families.counts(&call.name));
            analysis.macros = detectors::macro_facts(source, &set.macros, &self.families);
        }
    }

    fn look_at_text(
        &self,
        source: &SourceText<'_>,
        declarations: &Declarations<'_>,
        findings: &mut Collector<'_, '_>,
        analysis: &mut FileAnalysis,
    ) {
        let candidates = self.on_text.prefilter.candidates(&[&source.text]);
        let evaluation = Evaluation::of_text(&source.text);
        for ((rule, formula), _) in self.on_text.rules.iter().zip(candidates).filter(|(_, candidate)| *candidate) {
            let (matches, complete) = evaluation.run(formula);
            if !complete {
                analysis.gave_up.push(rule.info.id.clone());
            }
            for found in matches {
                let range = found.range.start as usize..found.range.end as usize;
                findings.add(rule, &found, &source.text, range, declarations, None);
            }
        }
    }
}

impl FileAnalysis {
    /// Of a file that is not looked at.
    pub fn without_text(status: Status) -> Self {
        Self {
            status,
            reason: None,
            encoding: None,
            unparsed: Vec::new(),
            functions: Vec::new(),
            hits: Vec::new(),
            macros: Vec::new(),
            calls: Vec::new(),
            gave_up: Vec::new(),
        }
    }
}

/// Gathers hits, each place once for each rule whatever the number of readings.
struct Collector<'source, 'bytes> {
    source: &'source SourceText<'bytes>,
    seen: BTreeSet<(RuleId, u64, u64)>,
    hits: Vec<Hit>,
}

impl Collector<'_, '_> {
    fn add_hit(&mut self, hit: Hit) {
        if self.seen.insert((hit.rule.clone(), hit.span.start, hit.span.end)) {
            self.hits.push(hit);
        }
    }

    fn add(
        &mut self,
        rule: &Rule,
        found: &Match,
        text: &str,
        range: Range<usize>,
        declarations: &Declarations<'_>,
        reading: Option<&str>,
    ) {
        let place = place(self.source, &range);
        let function = declarations.around(&range).map(str::to_owned);
        let matched = text.get(found.range.start as usize..found.range.end as usize).unwrap_or("");
        self.add_hit(Hit {
            rule: rule.info.id.clone(),
            message: filled_in(&rule.info.message, &found.bindings, text),
            span: place.span,
            start: place.start,
            end: place.end,
            anchor: anchor(function.as_deref(), matched),
            function,
            snippet: place.snippet,
            reading: reading.map(str::to_owned),
            suppressions: suppressions(self.source, place.start.line, place.end.line),
        });
    }
}

/// Of the hits of one rule that begin at one place, the shortest: patterns with ellipses match there in several lengths.
fn innermost(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|a, b| (&a.rule, a.span).cmp(&(&b.rule, b.span)));
    hits.dedup_by(|later, kept| later.rule == kept.rule && later.span.start == kept.span.start);
    hits
}

/// Named stretches of a text: functions and macros.
struct Declarations<'a>(Vec<(Range<usize>, &'a str)>);

impl<'a> Declarations<'a> {
    fn of(functions: &'a [Function], macros: &[(Range<usize>, &'a str)]) -> Self {
        let functions = functions.iter().map(|it| (it.start as usize..it.end as usize, it.name.as_str()));
        let mut all: Vec<_> = functions.chain(macros.iter().cloned()).collect();
        all.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        Self(all)
    }

    /// The innermost one around a range.
    fn around(&self, range: &Range<usize>) -> Option<&'a str> {
        let before = self.0.partition_point(|(it, _)| it.start <= range.start);
        // Declarations nest little: the nearest few before the place decide.
        self.0[..before].iter().rev().take(64).find(|(it, _)| it.end >= range.end).map(|(_, name)| *name)
    }
}

fn record(source: &SourceText<'_>, function: &Function) -> FunctionRecord {
    let line = source.lines.line(function.start as usize);
    let last = source.lines.line((function.end as usize).saturating_sub(1).max(function.start as usize));
    FunctionRecord {
        file: DropPath::from_escaped(""),
        line,
        name: function.name.clone(),
        lines: last - line + 1,
        complexity: function.complexity,
        parse: function.parse,
        means: function.means.clone(),
    }
}

/// Longest text of a metavariable in a message, in characters.
const MOST_IN_MESSAGE: usize = 80;

/// A message with `$X` replaced by what it stands for.
fn filled_in(message: &str, bindings: &Bindings, text: &str) -> String {
    let mut filled = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('$') {
        filled.push_str(before);
        let length = after
            .find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
            .unwrap_or(after.len());
        let bound = bindings.get(&after[..length]).and_then(|range| text.get(range.start as usize..range.end as usize));
        match bound {
            Some(bound) => {
                let shown = &bound[..bound.floor_char_boundary(8 * MOST_IN_MESSAGE)];
                let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
                match line.char_indices().nth(MOST_IN_MESSAGE) {
                    Some((cut, _)) => filled.push_str(&format!("{}…", &line[..cut])),
                    None if shown.len() < bound.len() => filled.push_str(&format!("{line}…")),
                    None => filled.push_str(&line),
                }
            }
            None => {
                filled.push('$');
                filled.push_str(&after[..length]);
            }
        }
        rest = &after[length..];
    }
    filled.push_str(rest);
    filled.split_whitespace().collect::<Vec<_>>().join(" ")
}
