use banbury_report::document::{
    Block, Cell, Chart, Column, ColumnKind, Document, Excerpt, Fill, FindingBlock, Inline, Level, Lexeme, Manner,
    MarkingKind, Row, Side, Table, Text, Tone,
};
use typst::foundations::{Array, Bytes, Dict, Str, Value};

use crate::Attachment;
use crate::glyphs::settable;

/// What the template sets, in values of Typst's own: a string stays a string, whatever stands in it.
pub(crate) fn document_value(document: &Document, attachments: &[Attachment<'_>]) -> Dict {
    let chapter = |chapter: &banbury_report::document::Chapter| {
        dict([
            ("anchor", words(chapter.anchor)),
            ("title", words(chapter.title)),
            ("blocks", blocks(&chapter.blocks, &mut Headings::below_chapter())),
        ])
    };
    let marking = |marking: &banbury_report::document::Marking| {
        let kind = match marking.kind {
            MarkingKind::Classification => "classification",
            MarkingKind::Demonstration => "demonstration",
            MarkingKind::Draft => "draft",
            MarkingKind::Redacted => "redacted",
        };
        dict([("kind", words(kind)), ("word", words(marking.word)), ("text", words(&marking.text))])
    };
    let attachment = |attachment: &Attachment<'_>| {
        dict([
            ("name", words(attachment.name)),
            ("media-type", words(attachment.media_type)),
            ("bytes", Value::Bytes(Bytes::new(attachment.bytes.to_vec()))),
        ])
    };
    let label = |english, german| words(document.word(english, german));
    Dict::from_iter([
        ("language".into(), words(document.language_tag())),
        ("kind".into(), words(document.kind)),
        ("product".into(), words(&document.title.product)),
        ("release".into(), words(&document.title.release)),
        ("vendor".into(), words(&document.title.vendor)),
        ("markings".into(), array(document.markings.iter().map(marking))),
        ("classification".into(), words(&document.classification)),
        ("drop".into(), words(&document.drop)),
        ("date".into(), date(document.date.as_deref())),
        ("chapters".into(), array(document.chapters.iter().map(chapter))),
        ("attachments".into(), array(attachments.iter().map(attachment))),
        ("contents-label".into(), label("Contents", "Inhalt")),
        ("drop-label".into(), label("Drop", "Lieferung")),
        ("page-label".into(), label("Page", "Seite")),
        ("of-label".into(), label("of", "von")),
        ("not-given".into(), label("Not given.", "Keine Angabe.")),
        ("attached-label".into(), label("Attached to this PDF:", "Dieser PDF-Datei beigefügt:")),
    ])
}

/// Year, month and day. PDF/A wants a date, and the clock has no say: a report without one bears the first of the epoch.
fn date(date: Option<&str>) -> Value {
    let numbers: Vec<i64> = date.unwrap_or("1970-01-01").split('-').filter_map(|number| number.parse().ok()).collect();
    array(numbers.into_iter().map(Value::Int))
}

/// Which level a heading has: PDF/UA allows none to be passed over.
struct Headings {
    deepest: i64,
}

impl Headings {
    fn below_chapter() -> Self {
        Self { deepest: 1 }
    }

    fn next(&mut self, level: i64) -> Value {
        self.deepest = level.min(self.deepest + 1);
        Value::Int(self.deepest)
    }
}

fn blocks(blocks: &[Block], headings: &mut Headings) -> Value {
    array(blocks.iter().map(|it| block(it, headings)))
}

fn block(block: &Block, headings: &mut Headings) -> Value {
    match block {
        Block::Heading(level, title) => {
            let level = match level {
                Level::Section => 2,
                Level::Part => 3,
            };
            kind("heading", [("level", headings.next(level)), ("text", text(title))])
        }
        Block::Paragraph(manner, words_) => {
            let manner = match manner {
                Manner::Plain => "plain",
                Manner::Lead => "lead",
                Manner::Note => "note",
                Manner::Alarm => "alarm",
                Manner::Quiet => "quiet",
            };
            kind("paragraph", [("manner", words(manner)), ("text", text(words_))])
        }
        Block::Words(paragraphs) => kind("words", [("paragraphs", array(paragraphs.iter().map(|it| words(it))))]),
        Block::Facts(facts) => {
            let facts = facts.iter().map(|(term, meaning)| array([text(term), text(meaning)]));
            kind("facts", [("facts", array(facts))])
        }
        Block::List { ordered, items } => {
            let items: Vec<Value> =
                items.iter().map(|(item, below)| array([text(item), blocks(below, headings)])).collect();
            kind("list", [("ordered", Value::Bool(*ordered)), ("items", array(items))])
        }
        Block::Table(it) => table(it, headings),
        Block::Commands(lines) => kind("commands", [("lines", words(lines))]),
        Block::Excerpt(it) => excerpt(it),
        Block::Tiles(tiles) => {
            let tiles = tiles.iter().map(|(value, what)| array([words(value), words(what)]));
            kind("tiles", [("tiles", array(tiles))])
        }
        Block::Chart(it) => chart(it),
        // On paper nothing is folded.
        Block::Fold { summary, open: _, blocks: inside } => {
            kind("fold", [("summary", text(summary)), ("blocks", blocks(inside, headings))])
        }
        Block::Finding(it) => finding(it, headings),
        Block::Sides(both) => kind("sides", [("sides", array(both.iter().map(side)))]),
    }
}

fn table(table: &Table, headings: &mut Headings) -> Value {
    let column = |column: &Column| {
        let kind = match column.kind {
            ColumnKind::Text => "text",
            ColumnKind::Word => "word",
            ColumnKind::Number => "number",
        };
        array([words(kind), text(&column.title)])
    };
    let mut row = |row: &Row| {
        let cells: Vec<Value> = row.cells.iter().map(|it| cell(it, headings)).collect();
        array(cells)
    };
    let rows: Vec<Value> = table.rows.iter().map(&mut row).collect();
    let total = table.total.as_ref().map_or(Value::None, &mut row);
    kind(
        "table",
        [
            ("caption", table.caption.as_ref().map_or(Value::None, text)),
            ("columns", array(table.columns.iter().map(column))),
            ("rows", array(rows)),
            ("total", total),
            ("headed", Value::Bool(table.headed)),
        ],
    )
}

fn cell(cell: &Cell, headings: &mut Headings) -> Value {
    array([text(&cell.text), blocks(&cell.below, headings)])
}

fn excerpt(excerpt: &Excerpt) -> Value {
    let piece = |(kind, piece): &(Lexeme, String)| {
        let kind = match kind {
            Lexeme::Plain => "plain",
            Lexeme::Comment => "comment",
            Lexeme::Literal | Lexeme::Number => "literal",
            Lexeme::Keyword => "keyword",
            Lexeme::Mark => "mark",
        };
        array([words(kind), words(piece)])
    };
    let line = |line: &banbury_report::document::ExcerptLine| {
        dict([
            ("number", Value::Int(line.number.into())),
            ("hit", Value::Bool(line.hit)),
            ("pieces", array(line.pieces.iter().map(piece))),
        ])
    };
    kind("excerpt", [("lines", array(excerpt.lines.iter().map(line)))])
}

fn chart(chart: &Chart) -> Value {
    let series = chart.series.iter().map(|(fill, name)| array([self::fill(*fill), words(name)]));
    // Typst adds up and multiplies: what no drop has stays within what it can.
    let count = |value: &u64| Value::Int(i64::try_from((*value).min(1 << 48)).unwrap_or_default());
    let bars = chart.bars.iter().map(|(label, values)| array([words(label), array(values.iter().map(count))]));
    let in_words = chart.bars.iter().map(|(label, values)| {
        let named = chart.series.iter().zip(values).map(|((_, name), value)| format!("{name} {value}"));
        format!("{label}: {}", named.collect::<Vec<_>>().join(", "))
    });
    let alternative = format!("{}. {}", chart.caption, in_words.collect::<Vec<_>>().join("; "));
    kind(
        "chart",
        [
            ("caption", words(&chart.caption)),
            ("alternative", words(&alternative)),
            ("series", array(series)),
            ("bars", array(bars)),
            ("shares", Value::Bool(chart.shares)),
        ],
    )
}

fn fill(fill: Fill) -> Value {
    match fill {
        Fill::Tone(tone) => words(tone_name(tone)),
        Fill::Number(number) => words(&format!("n{number}")),
    }
}

fn finding(finding: &FindingBlock, headings: &mut Headings) -> Value {
    let level = headings.next(2);
    kind(
        "finding",
        [
            ("anchor", words(&finding.anchor)),
            ("level", level),
            ("title", text(&finding.title)),
            ("blocks", blocks(&finding.blocks, headings)),
        ],
    )
}

fn side(side: &Side) -> Value {
    let line = |(differs, line): &(bool, String)| array([Value::Bool(*differs), words(line)]);
    dict([("name", words(side.name)), ("absent", words(side.absent)), ("lines", array(side.lines.iter().map(line)))])
}

fn text(text: &Text) -> Value {
    array(text.0.iter().map(inline))
}

fn inline(inline: &Inline) -> Value {
    let styled = |style: &str, it: &str| array([words(style), words(it)]);
    match inline {
        Inline::Plain(it) => styled("plain", it),
        Inline::Code(it) => styled("code", it),
        Inline::Digest(it) => styled("digest", it),
        Inline::Strong(it) => styled("strong", it),
        Inline::Emphasis(it) => styled("emphasis", it),
        Inline::Absent(it) => styled("absent", it),
        Inline::Badge(tone, it) => array([words("badge"), words(it), words(tone_name(*tone))]),
        Inline::Link(anchor, it) => array([words("link"), words(it), words(anchor)]),
        Inline::Break => styled("break", ""),
    }
}

fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Of(severity) => severity.name(),
        Tone::Pass => "pass",
        Tone::Fail => "fail",
        Tone::Neutral => "state",
    }
}

fn words(words: &str) -> Value {
    Value::Str(Str::from(settable(words).as_ref()))
}

fn array(values: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(values.into_iter().collect::<Array>())
}

fn dict<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Dict(fields.into_iter().map(|(name, value)| (name.into(), value)).collect::<Dict>())
}

fn kind<const N: usize>(kind: &str, fields: [(&str, Value); N]) -> Value {
    let mut dict: Dict = fields.into_iter().map(|(name, value)| (name.into(), value)).collect();
    dict.insert("kind".into(), words(kind));
    Value::Dict(dict)
}
