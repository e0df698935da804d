use banbury_syntax::{Condition, Grammar, SourceText, conditions};

use crate::findings::Hit;

/// Conditions that are named for one place, innermost last, and characters of their text.
const MOST_NAMED: usize = 6;
const MOST_CHARACTERS: usize = 200;

/// Says of each hit inside a conditional's branch when that is compiled.
pub(crate) fn tell_configurations(grammar: Grammar, source: &SourceText<'_>, mut hits: Vec<&mut Hit>) {
    if hits.is_empty() {
        return;
    }
    hits.sort_by_key(|hit| hit.span);
    let all = conditions(grammar, source);
    let mut coming = all.iter().peekable();
    let mut open: Vec<&Condition> = Vec::new();
    for hit in hits {
        let at = source.offsets.to_text(hit.span.start);
        while let Some(next) = coming.next_if(|next| next.range.start <= at) {
            open.retain(|outer| outer.range.end > next.range.start);
            open.push(next);
        }
        open.retain(|outer| outer.range.end > at);
        if let Some(words) = words(&open) {
            hit.reading = Some(match hit.reading.take() {
                Some(reading) => format!("{reading}; {words}"),
                None => words,
            });
        }
    }
}

fn words(open: &[&Condition]) -> Option<String> {
    let innermost = open.last()?;
    let named = &open[open.len().saturating_sub(MOST_NAMED)..];
    let all = named.iter().map(|condition| condition.text.as_str()).collect::<Vec<_>>().join(" && ");
    let all = match all.char_indices().nth(MOST_CHARACTERS) {
        Some((cut, _)) => format!("{}…", &all[..cut]),
        None => all,
    };
    Some(format!("only if {all} (line {})", innermost.line))
}
