//! Bytes in, decoded text and trees out.
//!
//! A [`SourceText`] is the decoded text with a map back to byte offsets. A [`Reading`] is one way to read it: as it
//! stands, along one branch of its conditionals, its macro bodies alone, or as a tool that ignores the encoding would.
//! Each reading has the length of what it overlays, so that offsets stay, and a [`Tree`] that is a plain array.
//!
//! This crate must not know the file system, the network, the environment or the clock, nor any rule: it takes bytes.

mod array_delete;
mod astral;
mod choice;
mod code_tokens;
mod commented_out;
mod comments;
mod compact;
mod conditionals;
mod decode;
mod edits;
mod embedded;
mod functions;
mod grammar;
mod isolate;
mod lexis;
mod line_ends;
mod lines;
mod macro_table;
mod macros;
mod name_map;
mod offsets;
mod parse;
mod pasting;
mod raw;
mod reading;
mod repair;
mod rewrite;
mod split_equals;
mod structure;
mod table_change;
mod tokens;
mod tree;
mod words;

pub use choice::read_language;
pub use code_tokens::{CodeToken, code_tokens};
pub use commented_out::commented_out;
pub use conditionals::{Condition, conditions};
pub use decode::{SourceText, decode, is_text};
pub use embedded::{embedded_languages, read_embedded};
pub use functions::{Function, functions};
pub use grammar::Grammar;
pub use lines::LineIndex;
pub use macro_table::{MacroScan, MacroTable};
pub use macros::{MacroDefinition, macro_definitions};
pub use offsets::OffsetMap;
pub use parse::{ParseFailure, Parser};
pub use pasting::{PastingUse, pasting_uses};
pub use raw::{Disagreement, reading_disagreements};
pub use reading::{Reading, ReadingKind, ReadingSet, read};
pub use table_change::TableChange;
pub use tree::{Node, NodeId, Tree};
