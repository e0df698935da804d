use std::collections::BTreeSet;
use std::ops::Range;

use banbury_evidence::RuleId;
use banbury_syntax::SourceText;

use crate::declarations::Declarations;
use crate::excerpt::place;
use crate::findings::{Hit, NOT_YET, anchor};
use crate::pattern::{Bindings, Match, Variables};
use crate::rule::Rule;

/// Gathers hits, each place once for each rule whatever the number of readings.
pub(crate) struct Collector<'source, 'bytes> {
    pub source: &'source SourceText<'bytes>,
    variables: &'source Variables,
    seen: BTreeSet<(RuleId, u64, u64)>,
    pub hits: Vec<Hit>,
}

impl<'source, 'bytes> Collector<'source, 'bytes> {
    pub fn new(source: &'source SourceText<'bytes>, variables: &'source Variables) -> Self {
        Self { source, variables, seen: BTreeSet::new(), hits: Vec::new() }
    }

    pub fn add_hit(&mut self, hit: Hit) {
        if self.seen.insert((hit.rule.clone(), hit.span.start, hit.span.end)) {
            self.hits.push(hit);
        }
    }

    pub fn add(
        &mut self,
        rule: &Rule,
        found: &Match,
        text: &str,
        range: Range<usize>,
        declarations: &Declarations<'_>,
        reading: Option<&str>,
    ) {
        self.add_hit(self.hit(rule, found, text, range, declarations, reading));
    }

    pub fn hit(
        &self,
        rule: &Rule,
        found: &Match,
        text: &str,
        range: Range<usize>,
        declarations: &Declarations<'_>,
        reading: Option<&str>,
    ) -> Hit {
        let place = place(self.source, &range);
        let function = declarations.around(&range).map(str::to_owned);
        let matched = text.get(found.range.start as usize..found.range.end as usize).unwrap_or("");
        Hit {
            rule: rule.info.id.clone(),
            message: filled_in(&rule.info.message, &found.bindings, self.variables, text),
            span: place.span,
            start: place.start,
            end: place.end,
            anchor: anchor(function.as_deref(), matched),
            context: NOT_YET,
            function,
            snippet: place.snippet,
            reading: reading.map(str::to_owned),
            suppressions: Vec::new(),
            trace: Vec::new(),
        }
    }
}

/// Of the hits of one rule that begin at one place, the shortest: patterns with ellipses match there in several lengths.
pub(crate) fn innermost(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|a, b| (&a.rule, a.span).cmp(&(&b.rule, b.span)));
    hits.dedup_by(|later, kept| later.rule == kept.rule && later.span.start == kept.span.start);
    hits
}

/// Longest text of a metavariable in a message, in characters.
const MOST_IN_MESSAGE: usize = 80;

/// A message with `$X` replaced by what it stands for.
fn filled_in(message: &str, bindings: &Bindings, variables: &Variables, text: &str) -> String {
    let mut filled = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('$') {
        filled.push_str(before);
        let dots = if after.starts_with("...") { 3 } else { 0 };
        let length = after[dots..]
            .find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
            .map_or(after.len(), |length| dots + length);
        let range = variables.get(&after[..length]).and_then(|variable| bindings.get(variable));
        let bound = range.and_then(|range| text.get(range.start as usize..range.end as usize));
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
