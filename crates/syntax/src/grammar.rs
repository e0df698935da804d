use banbury_evidence::Language;

/// A language that has a parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Grammar {
    Bash,
    C,
    Cpp,
    Lua,
    Python,
}

impl Grammar {
    /// Every grammar.
    pub const ALL: [Self; 5] = [Self::Bash, Self::C, Self::Cpp, Self::Lua, Self::Python];

    /// The grammar for a language, if there is one.
    pub fn of(language: Language) -> Option<Self> {
        match language {
            Language::C => Some(Self::C),
            Language::Cpp => Some(Self::Cpp),
            Language::Lua => Some(Self::Lua),
            Language::Python => Some(Self::Python),
            Language::Shell => Some(Self::Bash),
            _ => None,
        }
    }

    /// The language that it reads.
    pub fn language(self) -> Language {
        match self {
            Self::Bash => Language::Shell,
            Self::C => Language::C,
            Self::Cpp => Language::Cpp,
            Self::Lua => Language::Lua,
            Self::Python => Language::Python,
        }
    }

    /// tree-sitter's tables.
    pub fn tables(self) -> tree_sitter::Language {
        match self {
            Self::Bash => tree_sitter_bash::LANGUAGE.into(),
            Self::C => tree_sitter_c::LANGUAGE.into(),
            Self::Cpp => tree_sitter_cpp::LANGUAGE.into(),
            Self::Lua => tree_sitter_lua::LANGUAGE.into(),
            Self::Python => tree_sitter_python::LANGUAGE.into(),
        }
    }

    /// Whether the C preprocessor runs over it.
    pub fn has_preprocessor(self) -> bool {
        matches!(self, Self::C | Self::Cpp)
    }
}
