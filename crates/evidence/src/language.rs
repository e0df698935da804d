use std::fmt;

use serde::{Deserialize, Serialize};

/// A language that the bench tells apart; not each of them has a parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Language {
    Assembly,
    C,
    Cmake,
    Cpp,
    Css,
    Devicetree,
    Go,
    Html,
    Java,
    Javascript,
    Json,
    Kconfig,
    Linker,
    Lua,
    M4,
    Make,
    Markdown,
    Perl,
    Php,
    Python,
    Ruby,
    Rust,
    Shell,
    Sql,
    Toml,
    Typescript,
    Xml,
    Yaml,
}

impl Language {
    /// The name used in manifests, rules and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assembly => "assembly",
            Self::C => "c",
            Self::Cmake => "cmake",
            Self::Cpp => "cpp",
            Self::Css => "css",
            Self::Devicetree => "devicetree",
            Self::Go => "go",
            Self::Html => "html",
            Self::Java => "java",
            Self::Javascript => "javascript",
            Self::Json => "json",
            Self::Kconfig => "kconfig",
            Self::Linker => "linker",
            Self::Lua => "lua",
            Self::M4 => "m4",
            Self::Make => "make",
            Self::Markdown => "markdown",
            Self::Perl => "perl",
            Self::Php => "php",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Rust => "rust",
            Self::Shell => "shell",
            Self::Sql => "sql",
            Self::Toml => "toml",
            Self::Typescript => "typescript",
            Self::Xml => "xml",
            Self::Yaml => "yaml",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
