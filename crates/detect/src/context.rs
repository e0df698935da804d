use std::collections::BTreeMap;
use std::ops::Range;

use banbury_evidence::{Digest, Language, Span};
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

/// Languages in which indentation says nothing.
const FREELY_INDENTED: [Language; 15] = [
    Language::Assembly,
    Language::C,
    Language::Cmake,
    Language::Cpp,
    Language::Devicetree,
    Language::Go,
    Language::Java,
    Language::Javascript,
    Language::Json,
    Language::Lua,
    Language::Perl,
    Language::Php,
    Language::Ruby,
    Language::Rust,
    Language::Typescript,
];

/// Tells what code the hits of a file stand in: the declaration around, or so many lines where there is none.
pub(crate) struct Contexts<'a> {
    source: &'a SourceText<'a>,
    declarations: &'a Declarations<'a>,
    /// Whether indentation says nothing, as where braces or words end a block.
    is_indented_freely: bool,
    known: BTreeMap<(usize, usize), Digest>,
}

impl<'a> Contexts<'a> {
    pub(crate) fn new(
        source: &'a SourceText<'a>,
        declarations: &'a Declarations<'a>,
        language: Option<Language>,
    ) -> Self {
        let is_indented_freely = language.is_some_and(|language| FREELY_INDENTED.contains(&language));
        Self { source, declarations, is_indented_freely, known: BTreeMap::new() }
    }

    /// Digest of the code around these bytes of the file; how it is spaced out is no part of it.
    pub(crate) fn of(&mut self, span: Span) -> Digest {
        let range = self.source.offsets.to_text(span.start)..self.source.offsets.to_text(span.end);
        let stretch = self.declarations.stretch_around(&range).filter(|it| it.len() <= LONGEST);
        let stretch = stretch.unwrap_or_else(|| self.surroundings(&range));
        let text = self.source.text.get(stretch.clone()).unwrap_or("");
        *self.known.entry((stretch.start, stretch.end)).or_insert_with(|| spaced_alike([text], self.is_indented_freely))
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
    Digest::of(format!("{}\0{}", hit.context, spaced_alike(steps, true)).as_bytes())
}

/// Digest of texts, of which blank lines, and indentation where it says nothing, make no others. Where a line ends does: it ends
/// a comment too.
fn spaced_alike<'t>(texts: impl IntoIterator<Item = &'t str>, is_indented_freely: bool) -> Digest {
    let mut all = String::new();
    for line in texts.into_iter().flat_map(str::lines).filter(|line| !line.trim().is_empty()) {
        let code = line.trim_start();
        if !is_indented_freely {
            all.push_str(line.get(..line.len() - code.len()).unwrap_or(""));
        }
        all.push_str(code.trim_end());
        all.push('\n');
    }
    Digest::of(all.as_bytes())
}
