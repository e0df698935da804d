use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{DropPath, Language, RuleId, Span};

/// What was looked at, and what was not.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// One record for each entry of the manifest that is not a directory, sorted by path.
    pub files: Vec<FileCoverage>,
    /// Rules that did not run at all, with the reason.
    pub rules_not_run: Vec<RuleNotRun>,
    /// The vendor's requests that tools keep silent, counted by form: `NOLINT`, `nosemgrep`, ... They hide nothing.
    pub suppressions: BTreeMap<String, u64>,
}

impl Coverage {
    /// Whether something could not be inspected although it should have been (exit code 3).
    pub fn has_uninspected(&self) -> bool {
        self.files.iter().any(FileCoverage::is_uninspected)
    }
}

/// What was done with one entry.
#[derive(Clone, Debug)]
pub struct FileCoverage {
    /// The entry.
    pub path: DropPath,
    /// How far inspection came.
    pub status: Status,
    /// Detected language.
    pub language: Option<Language>,
    /// Encoding that the text was read in, by its WHATWG name.
    pub encoding: Option<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// Byte ranges that no reading of the file could parse.
    pub unparsed: Vec<Span>,
    /// Why the status is not `parsed`.
    pub reason: Option<Reason>,
}

impl FileCoverage {
    /// Whether the bench was unable to look at it.
    pub fn is_uninspected(&self) -> bool {
        matches!(self.status, Status::Crashed | Status::TimedOut)
            || self.reason.as_ref().is_some_and(|reason| reason.uninspected)
    }
}

/// How far the inspection of one file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A tree without an error.
    Parsed,
    /// A tree with damaged stretches.
    Partial,
    /// Text without a tree: text rules only.
    Lexical,
    /// Not text.
    Binary,
    /// Not opened, or not read.
    Skipped,
    /// Given up after the work limit.
    TimedOut,
    /// The parser died on it.
    Crashed,
}

impl Status {
    /// Every status, in the order of the totals.
    pub const ALL: [Self; 7] =
        [Self::Parsed, Self::Partial, Self::Lexical, Self::Binary, Self::Skipped, Self::TimedOut, Self::Crashed];

    /// The name in coverage.json.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parsed => "parsed",
            Self::Partial => "partial",
            Self::Lexical => "lexical",
            Self::Binary => "binary",
            Self::Skipped => "skipped",
            Self::TimedOut => "timed-out",
            Self::Crashed => "crashed",
        }
    }
}

/// Why a file was not fully parsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// In words.
    pub text: String,
    /// Whether this means that the bench was unable to look (exit code 3), rather than that there was nothing to look at.
    pub uninspected: bool,
}

/// A rule that did not run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuleNotRun {
    /// Its id.
    pub id: RuleId,
    /// Why.
    pub reason: String,
}

/// One function of the drop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionRecord {
    /// The file; empty while the record is on its way out of a parse worker.
    pub file: DropPath,
    /// Line of the first character, from 1.
    pub line: u32,
    /// Its name.
    pub name: String,
    /// Number of lines it spans.
    pub lines: u32,
    /// McCabe's cyclomatic complexity: decisions plus one.
    pub complexity: u32,
    /// The deepest number of control structures that stand inside one another; `else if` goes no deeper.
    pub nesting: u32,
    /// Its parameters; of a shell function, the highest number of an argument that it names.
    pub parameters: u32,
    /// How it was read.
    pub parse: Parse,
    /// What made it readable, sorted; empty if it was read as it stands.
    pub means: Vec<Means>,
}

/// What made a function readable that the grammar cannot read as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// One branch of a conditional was chosen.
    Branch,
    /// An attribute, or a macro in an attribute's place, was left out.
    Attribute,
    /// A macro that heads a loop or a condition was read as one.
    LoopMacro,
    /// A macro that stands as a statement, a declaration or a list element got the `;` or `,` that it lacks.
    StatementMacro,
    /// A macro that heads a function, or a definition without a type, was read as a function's head.
    FunctionMacro,
    /// What no expression can be, a type or a statement, was allowed as a macro's argument.
    MacroArgument,
    /// A macro was read as the text that it is given.
    OptionalText,
    /// An extension of the language that the grammar lacks was read as something it has.
    Extension,
    /// The declaration was parsed by itself, out of reach of a damaged one.
    Isolation,
    /// A place that did not parse was changed until it did.
    Repair,
}

impl Means {
    /// The name in functions.csv.
    pub fn name(self) -> &'static str {
        match self {
            Self::Branch => "branch",
            Self::Attribute => "attribute",
            Self::LoopMacro => "loop-macro",
            Self::StatementMacro => "statement-macro",
            Self::FunctionMacro => "function-macro",
            Self::MacroArgument => "macro-argument",
            Self::OptionalText => "optional-text",
            Self::Extension => "extension",
            Self::Isolation => "isolation",
            Self::Repair => "repair",
        }
    }
}

/// How a function was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parse {
    /// Without a syntax error, from the plain text.
    Clean,
    /// Without a syntax error, by some [`Means`].
    Recovered,
    /// With a syntax error inside.
    Damaged,
}

impl Parse {
    /// The name in functions.csv.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Recovered => "recovered",
            Self::Damaged => "damaged",
        }
    }
}
