//! What the names of a text stand for: each language has its own way to bring in what others define.

mod go;
mod java;
mod javascript;
mod php;
mod python;
mod rust;
mod statement;

use banbury_evidence::Language;
use banbury_syntax::{Grammar, MacroDefinition, MacroTable};

use super::names::Names;
use crate::code::{Code, Kind};

impl Names {
    /// The names that a text's imports bring into it.
    pub fn imported(grammar: Grammar, code: &Code, text: &str) -> Self {
        let mut names = Self::default();
        match grammar.language() {
            Language::Go => go::imports(code, text, &mut names),
            Language::Java => java::imports(code, text, &mut names),
            Language::Javascript | Language::Typescript => javascript::imports(code, text, &mut names),
            Language::Php => php::imports(code, text, &mut names),
            Language::Rust => rust::imports(code, text, &mut names),
            Language::Python => python::imports(code, text, &mut names),
            _ => {}
        }
        names
    }

    /// The names that macros of the text and of the whole drop give to others: `#define POPEN popen`.
    pub fn renamed<'a>(
        macros: impl IntoIterator<Item = &'a MacroDefinition>,
        drop_wide: &MacroTable,
        code: &Code,
        text: &str,
    ) -> Self {
        let mut names = Self::default();
        for definition in macros {
            let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let body = definition.body.as_str();
            if definition.parameters.is_none() {
                names.add_macro(&definition.name, body.trim());
            }
            if definition.parameters.is_none()
                && is_name(body)
                && body.starts_with(|first: char| !first.is_ascii_digit())
            {
                names.add(&definition.name, body);
            }
        }
        for id in (0..).zip(&code.nodes).filter(|(_, node)| node.kind == Kind::NAME).map(|(id, _)| id) {
            let name = code.text(id, text);
            if let Some(full) = drop_wide.alias(name) {
                names.add(name, full);
            }
        }
        names
    }
}
