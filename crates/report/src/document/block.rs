use super::{Lexeme, Text, Tone};

/// A part of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below that of the chapter.
    Heading(Level, Text),
    /// A paragraph.
    Paragraph(Manner, Text),
    /// The evaluator's own words, paragraph by paragraph; none if they are not given.
    Words(Vec<String>),
    /// Terms and what is said of each.
    Facts(Vec<(Text, Text)>),
    /// Items one below the other.
    List {
        /// Whether they are numbered.
        ordered: bool,
        /// Each with what belongs to it.
        items: Vec<(Text, Vec<Block>)>,
    },
    /// A table.
    Table(Table),
    /// Commands for a shell.
    Commands(String),
    /// Lines of source.
    Excerpt(Excerpt),
    /// Numbers that say most, each with what it counts.
    Tiles(Vec<(String, String)>),
    /// Bars beside each other.
    Chart(Chart),
    /// What is read on demand; on paper it stands there open.
    Fold {
        /// What it holds.
        summary: Text,
        /// Whether it is open from the start.
        open: bool,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// One finding with all that is said of it.
    Finding(FindingBlock),
    /// The same place on two sides, line by line.
    Sides([Side; 2]),
}

/// Levels of headings below a chapter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A section.
    Section,
    /// A part of one.
    Part,
}

/// How a paragraph is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As it is.
    Plain,
    /// As the first to be read.
    Lead,
    /// As what a reader should know when he reads on.
    Note,
    /// As what changes everything else.
    Alarm,
    /// As an aside.
    Quiet,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: Option<Text>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Row>,
    /// Sums, a cell for each column; none if there are none.
    pub total: Option<Row>,
    /// Whether the first cell of a row names it.
    pub headed: bool,
    /// Whether it is no wider than it needs to be.
    pub compact: bool,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its title.
    pub title: Text,
    /// What is in it.
    pub kind: ColumnKind,
}

/// What is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Running text, which takes what room there is.
    Text,
    /// One word, which does not break.
    Word,
    /// Numbers, set to the right.
    Number,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// What to filter it by, if it stands for a finding.
    pub traits: Option<Traits>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub text: Text,
    /// And below that.
    pub below: Vec<Block>,
}

/// What a finding is filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// `suspicion` or `hygiene`.
    pub tier: &'static str,
    /// The severity's name.
    pub severity: &'static str,
    /// The confidence's name.
    pub confidence: &'static str,
    /// Numbers of the catalogue's classes.
    pub classes: Vec<u8>,
    /// The component of the drop, `.` for files in no folder; empty in a redacted edition.
    pub component: String,
    /// How it stands against the previous release, empty if that is not known.
    pub state: &'static str,
    /// What was decided about it.
    pub standing: &'static str,
}

/// A finding with all that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingBlock {
    /// The target of links to it.
    pub anchor: String,
    /// Its number, the rule and the like.
    pub title: Text,
    /// What to filter it by.
    pub traits: Traits,
    /// What is said of it.
    pub blocks: Vec<Block>,
}

/// Lines of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The lines.
    pub lines: Vec<ExcerptLine>,
}

/// A line of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcerptLine {
    /// From 1.
    pub number: u32,
    /// Without line end, in pieces of one look each.
    pub pieces: Vec<(Lexeme, String)>,
    /// Whether the finding stands here.
    pub hit: bool,
}

/// What stands on one of two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Whose side it is.
    pub name: &'static str,
    /// What is said where it has no lines.
    pub absent: &'static str,
    /// Its lines, and whether each differs from the other side.
    pub lines: Vec<(bool, String)>,
}

/// Bars beside each other, each in parts; a table or text beside it says the same in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows; also what is read to those who do not see it.
    pub caption: String,
    /// What the parts stand for.
    pub series: Vec<(Fill, String)>,
    /// The bars: a label and a value for each of the series.
    pub bars: Vec<(String, Vec<u64>)>,
    /// Whether all bars are as long, showing shares, or as long as their sums.
    pub shares: bool,
}

/// What fills a part of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The colour of a tone.
    Tone(Tone),
    /// One of six neutral colours, by number.
    Number(u8),
}

impl Block {
    pub(crate) fn plain(text: impl Into<Text>) -> Self {
        Self::Paragraph(Manner::Plain, text.into())
    }

    pub(crate) fn note(text: impl Into<Text>) -> Self {
        Self::Paragraph(Manner::Note, text.into())
    }

    pub(crate) fn quiet(text: impl Into<Text>) -> Self {
        Self::Paragraph(Manner::Quiet, text.into())
    }

    pub(crate) fn section(text: impl Into<Text>) -> Self {
        Self::Heading(Level::Section, text.into())
    }

    pub(crate) fn part(text: impl Into<Text>) -> Self {
        Self::Heading(Level::Part, text.into())
    }

    pub(crate) fn fold(summary: impl Into<Text>, blocks: Vec<Block>) -> Self {
        Self::Fold { summary: summary.into(), open: false, blocks }
    }

    pub(crate) fn bullets(items: impl IntoIterator<Item = Text>) -> Self {
        Self::List { ordered: false, items: items.into_iter().map(|item| (item, Vec::new())).collect() }
    }
}

impl Table {
    pub(crate) fn of(columns: Vec<Column>) -> Self {
        Self { columns, ..Self::default() }
    }

    pub(crate) fn caption(mut self, caption: impl Into<Text>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    pub(crate) fn headed(mut self) -> Self {
        self.headed = true;
        self
    }

    pub(crate) fn compact(mut self) -> Self {
        self.compact = true;
        self
    }

    pub(crate) fn rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows.extend(rows.into_iter().map(|cells| Row { cells, traits: None }));
        self
    }

    pub(crate) fn total(mut self, cells: Vec<Cell>) -> Self {
        self.total = Some(Row { cells, traits: None });
        self
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

/// A column of running text.
pub(crate) fn text(title: impl Into<Text>) -> Column {
    Column { title: title.into(), kind: ColumnKind::Text }
}

/// A column of single words.
pub(crate) fn word(title: impl Into<Text>) -> Column {
    Column { title: title.into(), kind: ColumnKind::Word }
}

/// A column of numbers.
pub(crate) fn number(title: impl Into<Text>) -> Column {
    Column { title: title.into(), kind: ColumnKind::Number }
}

/// A cell with a text.
pub(crate) fn cell(text: impl Into<Text>) -> Cell {
    Cell { text: text.into(), below: Vec::new() }
}
