//! Semgrep's generic mode: patterns over any text, which is taken as words, punctuation and nesting by indentation.

mod aliengrep;
mod comments;
mod matching;
mod pattern;
mod text;

pub(crate) use comments::CommentStyle;
pub(crate) use pattern::{Engine, GenericOptions, GenericPattern};
pub(crate) use text::GenericText;
