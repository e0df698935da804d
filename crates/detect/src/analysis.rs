use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use banbury_evidence::{DropPath, FunctionRecord, Language, Reason, RuleId, Span, Status};
use banbury_syntax::{
    Function, Grammar, MacroTable, ParseFailure, Parser, ReadingKind, ReadingSet, SourceText, decode,
    embedded_languages, functions, is_text, read_embedded, read_language,
};
use serde::{Deserialize, Serialize};

use crate::binary::{is_elf, look_at_binary};
use crate::calls::{CallCount, CallFact};
use crate::code::{Known, lowering};
use crate::collector::{Collector, innermost};
use crate::configuration::tell_configurations;
use crate::context::Contexts;
use crate::declarations::Declarations;
use crate::detectors::{self, MacroFact, PastingFact};
use crate::excerpt::place;
use crate::findings::Hit;
use crate::flow::{FactPlace, FlowFacts, Telling, follow};
use crate::handlers::{self, HANDLER_RULE, HandlerFacts};
use crate::packed::Packed;
use crate::pattern::{Names, Unit};
use crate::rule::{Evaluation, Presence, Ruleset};
use crate::search::Search;
use crate::signs::{self, SIGNS_RULE, SignGroup};
use crate::suppression::Requests;
use crate::surface::{Surface, SurfaceFact, facts_of_lines, is_program};
use crate::{ApiFamilies, FileMetrics};

/// Texts longer than this, in bytes, are not parsed: a tree takes some twenty times the memory of its text.
pub const LONGEST_PARSED: u64 = 16 << 20;

/// One file to look at.
#[derive(Debug)]
pub struct FileRequest<'a> {
    /// Its language.
    pub language: Option<Language>,
    /// Whether to keep to what needs no parser, because parsing it has cost a worker.
    pub lexical: bool,
    /// The rules that its path leaves out, as [`Ruleset::not_for`] gives them; what follows values is looked at all the same,
    /// since it may lead to another file.
    pub left_out: &'a [u32],
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
    pub functions: Packed<Vec<FunctionRecord>>,
    /// Its measures, if it was parsed and its language has functions.
    pub metrics: Option<FileMetrics>,
    /// Where rules and detectors matched.
    pub hits: Packed<Vec<Hit>>,
    /// Macros of C and C++.
    pub macros: Packed<Vec<MacroFact>>,
    /// Uses of macros of C and C++ that glue names together.
    pub pastings: Packed<Vec<PastingFact>>,
    /// Calls of C and C++.
    pub calls: Vec<CallFact>,
    /// How values flow through its functions, for each reading; empty if no rule follows values.
    pub flow: Vec<FlowFacts>,
    /// What its vendor is to declare.
    pub surface: Vec<SurfaceFact>,
    /// What its functions do and call, and what its comparisons guard, for each reading.
    pub handlers: Vec<HandlerFacts>,
    /// Weak signs in its functions that may add up.
    pub signs: Packed<Vec<SignGroup>>,
    /// Rules whose search was given up before its end.
    pub gave_up: Vec<RuleId>,
    /// How many requests for silence there are, by form.
    pub suppressions: BTreeMap<String, u64>,
}

/// Looks at files, one at a time.
pub struct Analyser<'rules> {
    ruleset: &'rules Ruleset,
    families: ApiFamilies,
    macros: MacroTable,
    parser: Parser,
    /// What is looked for in each grammar, and in plain text.
    by_grammar: BTreeMap<Grammar, OnceCell<Search<'rules>>>,
    on_text: Search<'rules>,
}

impl<'rules> Analyser<'rules> {
    /// An analyser for the rules of `ruleset` and all built-in detectors, in a drop with these `macros`. Of calls and
    /// macros it tells what bears on `families`.
    pub fn new(ruleset: &'rules Ruleset, families: ApiFamilies, macros: MacroTable) -> Self {
        let by_grammar = Grammar::ALL.iter().map(|grammar| (*grammar, OnceCell::new())).collect();
        Self { ruleset, families, macros, parser: Parser::default(), by_grammar, on_text: Search::in_text(ruleset) }
    }

    /// Looks at one file.
    pub fn analyse(&mut self, request: &FileRequest<'_>) -> FileAnalysis {
        if !is_text(request.bytes) {
            return match is_elf(request.bytes) {
                true => look_at_binary(request.bytes, &self.families),
                false => FileAnalysis::without_text(Status::Binary),
            };
        }
        let source = decode(request.bytes);
        let mut analysis =
            FileAnalysis { encoding: Some(source.encoding.to_owned()), ..FileAnalysis::without_text(Status::Binary) };
        let mut findings = Collector::new(&source, &self.ruleset.variables);
        let parsed = self.parse(&source, request, &mut analysis);
        let functions = parsed.as_ref().map(|(grammar, set)| functions(*grammar, &set.readings)).unwrap_or_default();
        let declarations = parsed.as_ref().map(|(_, set)| Declarations::of(&functions, set)).unwrap_or_default();
        analysis.functions = Packed::new(functions.iter().map(|function| record(&source, function)).collect());
        let presence = match &parsed {
            Some((grammar, set)) => {
                self.look_at_readings(*grammar, set, &declarations, request.left_out, &mut findings, &mut analysis)
            }
            None => self.on_text.prefilter.presence(&[&source.text]),
        };
        self.look_at_scripts(&source, request, &mut findings, &mut analysis);
        self.look_at_text(&source, &presence, request.left_out, &mut findings, &mut analysis);
        let mut surface = Surface::new(&source);
        facts_of_lines(&mut surface, request.language);
        analysis.surface.extend(surface.facts);
        let mut hits = innermost(findings.hits);
        hits.extend(detectors::text_hits(&source, request.language));
        hits.extend(detectors::encoding_hits(&source, request.language));
        hits.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        if let Some((grammar, set)) = &parsed {
            let plain = set.readings.first();
            analysis.metrics = plain.and_then(|plain| FileMetrics::of(&mut self.parser, *grammar, &source, plain));
            let of_flow = analysis.flow.iter_mut().flat_map(FlowFacts::hits_mut);
            tell_configurations(*grammar, &source, hits.iter_mut().chain(of_flow).collect());
        }
        let requests = Requests::of(&source);
        let mut contexts = Contexts::new(&source, &declarations, request.language);
        let of_macros = analysis.macros.open_mut().into_iter().flatten().filter_map(MacroFact::hit_mut);
        let of_pastings = analysis.pastings.open_mut().into_iter().flatten().map(PastingFact::hit_mut);
        let of_flow = analysis.flow.iter_mut().flat_map(FlowFacts::hits_mut);
        let of_handlers = analysis.handlers.iter_mut().flat_map(HandlerFacts::hits_mut);
        let of_surface = analysis.surface.iter_mut().map(SurfaceFact::hit_mut);
        let of_macros = of_macros.chain(of_pastings);
        let of_signs = analysis.signs.open_mut().into_iter().flatten().map(SignGroup::hit_mut);
        let of_handlers = of_handlers.chain(of_signs);
        for hit in hits.iter_mut().chain(of_macros).chain(of_flow).chain(of_surface).chain(of_handlers) {
            hit.suppressions = requests.about(hit.start.line, hit.end.line);
            hit.context = contexts.of(hit.span);
        }
        analysis.hits = Packed::new(hits);
        analysis.suppressions = requests.counts();
        analysis.gave_up.sort();
        analysis.gave_up.dedup();
        analysis
    }

    /// Looks at the scripts in a page as at a file of their language.
    fn look_at_scripts(
        &mut self,
        source: &SourceText<'_>,
        request: &FileRequest<'_>,
        findings: &mut Collector<'_, '_>,
        analysis: &mut FileAnalysis,
    ) {
        let may_hold = |language: &Language| !embedded_languages(*language).is_empty() && !request.lexical;
        let Some(language) = request.language.filter(may_hold) else { return };
        if request.bytes.len() as u64 > LONGEST_PARSED {
            return analysis.leave_scripts("longer than the limit for parsing");
        }
        let (grammar, set) = match read_embedded(&mut self.parser, language, source) {
            None => return,
            Some(Ok(read)) => read,
            Some(Err(ParseFailure::WorkLimit)) => {
                return analysis.leave_scripts("the parser reached its work limit");
            }
            Some(Err(ParseFailure::Unusable)) => return analysis.leave_scripts("too long for the parser"),
        };
        let functions = functions(grammar, &set.readings);
        let declarations = Declarations::of(&functions, &set);
        if let Some(all) = analysis.functions.open_mut() {
            all.extend(functions.iter().map(|function| record(source, function)));
        }
        let to_byte = |at: u32| source.offsets.to_byte(at as usize);
        let unparsed = set.unparsed.iter().map(|(start, end)| Span { start: to_byte(*start), end: to_byte(*end) });
        analysis.unparsed.extend(unparsed);
        analysis.unparsed.sort_unstable();
        analysis.tell_unparsed();
        if let (Status::Lexical, Some(reason)) = (analysis.status, &mut analysis.reason) {
            reason.text.push_str(", and its scripts");
        }
        self.look_at_readings(grammar, &set, &declarations, request.left_out, findings, analysis);
    }

    /// The readings of a file, if it can be parsed; sets the status.
    fn parse(
        &mut self,
        source: &SourceText<'_>,
        request: &FileRequest<'_>,
        analysis: &mut FileAnalysis,
    ) -> Option<(Grammar, ReadingSet)> {
        let mut lexical = |status, text: &str, uninspected| {
            analysis.status = status;
            analysis.reason = Some(Reason { text: text.to_owned(), uninspected });
            None
        };
        let Some(language) = request.language else {
            return lexical(Status::Lexical, "not in a programming language that is known: text rules only", false);
        };
        if let Some(absence) = Grammar::absence(language) {
            return lexical(Status::Lexical, &format!("{absence}: text rules only"), false);
        }
        // Look-alike names, which have other than ASCII characters, are looked for in any language.
        let is_looked_at =
            |grammar: Grammar| grammar.has_functions() || self.ruleset.rules.iter().any(|rule| rule.is_for(grammar));
        if source.text.is_ascii() && !Grammar::all_of(language).any(is_looked_at) {
            return lexical(
                Status::Lexical,
                "no rule and no detector looks at the syntax of its language: text rules only",
                false,
            );
        }
        if request.lexical {
            return lexical(Status::Lexical, "text rules only", false);
        }
        if request.bytes.len() as u64 > LONGEST_PARSED {
            return lexical(Status::Lexical, "longer than the limit for parsing: text rules only", true);
        }
        match read_language(&mut self.parser, language, source, &self.macros)? {
            Ok((grammar, set)) => {
                let to_byte = |at: u32| source.offsets.to_byte(at as usize);
                analysis.unparsed = set
                    .unparsed
                    .iter()
                    .map(|(start, end)| Span { start: to_byte(*start), end: to_byte(*end) })
                    .collect();
                analysis.status = Status::Parsed;
                analysis.tell_unparsed();
                Some((grammar, set))
            }
            Err(ParseFailure::WorkLimit) => {
                lexical(Status::TimedOut, "the parser reached its work limit: text rules only", true)
            }
            Err(ParseFailure::Unusable) => lexical(Status::Lexical, "too long for the parser: text rules only", true),
        }
    }

    /// What is looked for in a grammar, prepared when a file first asks.
    fn search(&self, grammar: Grammar) -> &Search<'rules> {
        let prepare = || Search::in_grammar(self.ruleset, grammar, &self.macros);
        self.by_grammar.get(&grammar).map_or(&self.on_text, |search| search.get_or_init(prepare))
    }

    /// Searches all readings, and tells which words of the ruleset the text holds.
    fn look_at_readings(
        &self,
        grammar: Grammar,
        set: &ReadingSet,
        declarations: &Declarations<'_>,
        left_out: &[u32],
        findings: &mut Collector<'_, '_>,
        analysis: &mut FileAnalysis,
    ) -> Presence {
        let search = self.search(grammar);
        let lowering = lowering(grammar);
        let source = findings.source;
        let raw = set.readings.iter().filter(|reading| reading.kind == ReadingKind::RawBytes);
        let texts: Vec<&str> = std::iter::once(&*source.text).chain(raw.map(|reading| reading.text.as_str())).collect();
        let presence = search.prefilter.presence(&texts);
        let followed = search.flow.as_ref().map(|flow| flow.candidates(&presence)).unwrap_or_default();
        let mut known = Known::default();
        let mut signs = Vec::new();
        let mut surface = Surface::new(source);
        let mut calls = CallCount::default();
        for reading in &set.readings {
            // Raw bytes have offsets of their own: their places are translated to those of the decoded text.
            let to_text = |at: u32| match reading.kind {
                ReadingKind::RawBytes => source.offsets.to_text(u64::from(at)),
                _ => at as usize,
            };
            // Readings other than the raw one have the length of the source text, so that offsets agree; what they blank is
            // there for regular expressions, messages and fingerprints.
            let unblanked: &str = match reading.kind {
                ReadingKind::RawBytes => &reading.text,
                _ => &source.text,
            };
            let code = lowering.lower(&reading.tree, &reading.text);
            let names = match grammar.has_preprocessor() {
                true => Names::renamed(&set.macros, &self.macros, &code, &reading.text),
                false => Names::imported(grammar, &code, &reading.text),
            };
            let unit = Unit::new(lowering, &code, &reading.text, &names);
            let evaluation = Evaluation::of_unit(&unit, unblanked, &self.ruleset.variables).with(&presence);
            for (rule, formula) in search.candidates(&presence, left_out) {
                let (matches, complete) = evaluation.run(formula, rule.propagation);
                if !complete {
                    analysis.gave_up.push(rule.info.id.clone());
                }
                for found in matches {
                    let range = to_text(found.range.start)..to_text(found.range.end);
                    findings.add(rule, &found, unblanked, range, declarations, reading.kind.label());
                }
            }
            let range = |range: &Range<u32>| range.start as usize..range.end as usize;
            // What is looked at function by function: each once, however many readings have it.
            let is_whole = matches!(reading.kind, ReadingKind::Plain | ReadingKind::Embedded | ReadingKind::Branch(_));
            let is_program = is_program(grammar.language());
            let functions = match is_whole && (is_program || search.flow.is_some()) {
                true => known.new_functions(&code, &reading.text),
                false => Vec::new(),
            };
            if let Some(flow) = search.flow.as_ref().filter(|_| is_whole) {
                let telling = Telling {
                    place: &|at| FactPlace::of(source, &range(at)),
                    snippet: &|at| place(source, &range(at)).snippet,
                    hit: &|rule, found| {
                        let at = range(&found.range);
                        findings.hit(rule, found, unblanked, at, declarations, reading.kind.label())
                    },
                    variables: &self.ruleset.variables,
                };
                let (facts, gave_up) = follow(&unit, &flow.dialect, &evaluation, &followed, &telling, &functions);
                analysis.flow.extend((!facts.is_empty()).then_some(facts));
                let ids = gave_up.into_iter().filter_map(|number| self.ruleset.rules.get(number as usize));
                analysis.gave_up.extend(ids.map(|rule| rule.info.id.clone()));
            }
            if is_program && reading.kind != ReadingKind::RawBytes {
                surface.add_code(&unit, &|range| declarations.around(range));
            }
            if reading.kind == ReadingKind::Plain {
                findings.hits.extend(detectors::identifier_hits(source, &unit));
                findings.hits.extend(detectors::pieces_hits(source, &unit));
            }
            if is_whole {
                let of_layout = detectors::indentation_hits(source, &unit);
                for hit in of_layout.into_iter().chain(detectors::fallthrough_hits(source, &unit)) {
                    findings.add_hit(hit);
                }
            }
            if is_program && is_whole {
                let telling = signs::Telling {
                    place: &|at| (FactPlace::of(source, &range(at)), place(source, &range(at)).snippet),
                    hit: &|at| {
                        let at = range(at);
                        let function = declarations.around(&at).map(str::to_owned);
                        detectors::hit(source, SIGNS_RULE, &at, function, String::new())
                    },
                };
                signs.extend(signs::sign_groups(&unit, &functions, &telling));
            }
            if grammar.has_preprocessor() && is_whole {
                for hit in detectors::wrapper_hits(source, &unit) {
                    findings.add_hit(hit);
                }
                let telling = handlers::Telling {
                    place: &|at| FactPlace::of(source, &range(at)),
                    hit: &|at| {
                        let at = range(at);
                        let function = declarations.around(&at).map(str::to_owned);
                        detectors::hit(source, HANDLER_RULE, &at, function, String::new())
                    },
                };
                let (facts, is_complete) = handlers::handler_facts(&unit, &functions, &telling);
                analysis.handlers.extend(facts);
                if !is_complete {
                    analysis.gave_up.push(RuleId(HANDLER_RULE.to_owned()));
                }
            }
            if grammar.has_preprocessor() && reading.kind != ReadingKind::RawBytes {
                calls.add(&unit, reading.kind == ReadingKind::MacroBodies);
            }
        }
        analysis.surface.extend(surface.facts);
        if let Some(all) = analysis.signs.open_mut().filter(|_| !signs.is_empty()) {
            all.extend(signs);
        }
        if grammar.has_preprocessor() {
            analysis.calls = calls.facts();
            analysis.calls.retain(|call| self.families.counts(&call.name));
            analysis.macros = Packed::new(detectors::macro_facts(source, &set.macros, &self.families));
            let around = |range: &Range<usize>| declarations.around(range).map(str::to_owned);
            analysis.pastings = Packed::new(detectors::pasting_facts(source, &self.macros, &around));
        }
        presence
    }

    fn look_at_text(
        &self,
        source: &SourceText<'_>,
        presence: &Presence,
        left_out: &[u32],
        findings: &mut Collector<'_, '_>,
        analysis: &mut FileAnalysis,
    ) {
        let declarations = Declarations::default();
        let evaluation = Evaluation::of_text(&source.text, &self.ruleset.variables).with(presence);
        for (rule, formula) in self.on_text.candidates(presence, left_out) {
            let (matches, complete) = evaluation.run(formula, rule.propagation);
            if !complete {
                analysis.gave_up.push(rule.info.id.clone());
            }
            for found in matches {
                let range = found.range.start as usize..found.range.end as usize;
                findings.add(rule, &found, &source.text, range, &declarations, None);
            }
        }
    }
}

impl FileAnalysis {
    /// Of a parsed file, that some of it could not be placed.
    fn tell_unparsed(&mut self) {
        if self.status == Status::Parsed && !self.unparsed.is_empty() {
            self.status = Status::Partial;
            let text = "the grammar could not place some of the text: see the byte ranges".to_owned();
            self.reason = Some(Reason { text, uninspected: false });
        }
    }

    /// Of a page, that its scripts were not looked at.
    fn leave_scripts(&mut self, why: &str) {
        if self.status == Status::Parsed {
            self.status = Status::Partial;
        }
        let text = format!("the scripts in it were not looked at as code: {why}");
        self.reason = Some(Reason { text, uninspected: true });
    }

    /// Of a file that is not looked at.
    pub fn without_text(status: Status) -> Self {
        Self {
            status,
            reason: None,
            encoding: None,
            unparsed: Vec::new(),
            functions: Packed::default(),
            metrics: None,
            hits: Packed::default(),
            macros: Packed::default(),
            pastings: Packed::default(),
            calls: Vec::new(),
            flow: Vec::new(),
            surface: Vec::new(),
            handlers: Vec::new(),
            signs: Packed::default(),
            gave_up: Vec::new(),
            suppressions: BTreeMap::new(),
        }
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
        nesting: function.nesting,
        parameters: function.parameters,
        parse: function.parse,
        means: function.means.clone(),
    }
}
