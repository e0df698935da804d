use std::collections::BTreeMap;
use std::ops::Range;

use banbury_evidence::{Digest, Span};
use banbury_syntax::SourceText;

use crate::declarations::Declarations;
use crate::findings::Hit;

/// Lines before and behind a place that are its surroundings where no declaration is around it.
const LINES: u32 = 5;
/// The longest stretch that counts as a whole, in bytes: declarations nest, and each must not cost all inside it. What is
/// longer hardly ever stays as it is anyway.
const LONGEST: usize = 1 << 14;
/// Of lines that are longer, so many bytes before and behind a place count.
const NEAR: usize = 1 << 10;

/// Tells what code the hits of a file stand in: the declaration around, or so many lines where there is none.
pub(crate) struct Contexts<'a> {
    source: &'a SourceText<'a>,
    declarations: &'a Declarations<'a>,
    known: BTreeMap<(usize, usize), Digest>,
}

impl<'a> Contexts<'a> {
    pub(crate) fn new(source: &'a SourceText<'a>, declarations: &'a Declarations<'a>) -> Self {
        Self { source, declarations, known: BTreeMap::new() }
    }

    /// Digest of the code around these bytes of the file, without white space.
    pub(crate) fn of(&mut self, span: Span) -> Digest {
        let range = self.source.offsets.to_text(span.start)..self.source.offsets.to_text(span.end);
        let stretch = self.declarations.stretch_around(&range).filter(|it| it.len() <= LONGEST);
        let stretch = stretch.unwrap_or_else(|| self.surroundings(&range));
        let text = self.source.text.get(stretch.clone()).unwrap_or("");
        *self.known.entry((stretch.start, stretch.end)).or_insert_with(|| without_white_space([text]))
    }

    /// The lines around a range, as far as they count.
    fn surroundings(&self, range: &Range<usize>) -> Range<usize> {
        let lines = &self.source.lines;
        let text = &self.source.text;
        let first = lines.line(range.start).saturating_sub(LINES).max(1);
        let behind = lines.line(range.end.max(range.start)) + LINES + 1;
        let end = if behind <= lines.count() { lines.start(behind) } else { text.len() };
        let start = text.ceil_char_boundary(lines.start(first).max(range.start.saturating_sub(NEAR)));
        start..text.floor_char_boundary(end.min(range.start + NEAR)).max(start)
    }
}

/// What a decision about a hit is about: the code that it stands in, and the code at each step that leads there.
pub(crate) fn with_trace(hit: &Hit) -> Digest {
    if hit.trace.is_empty() {
        return hit.context;
    }
    let steps = hit.trace.iter().flat_map(|step| &step.snippet.lines).map(String::as_str);
    Digest::of(format!("{}\0{}", hit.context, without_white_space(steps)).as_bytes())
}

/// Digest of texts, of which line ends and indentation make no others.
fn without_white_space<'t>(texts: impl IntoIterator<Item = &'t str>) -> Digest {
    let characters = texts.into_iter().flat_map(str::chars).filter(|character| !character.is_whitespace());
    Digest::of(characters.collect::<String>().as_bytes())
}
