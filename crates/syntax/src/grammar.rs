use banbury_evidence::Language;

/// Declares the grammars, one a line: its name, the cargo feature without which it is left out, the language that it reads,
/// and tree-sitter's tables.
macro_rules! grammars {
    ($($name:ident $(if $feature:tt)?: $language:ident = $tables:expr,)*) => {
        /// A grammar that this build has a parser for. Which there are depends on cargo features.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the names say it")]
        #[non_exhaustive]
        pub enum Grammar {
            $($(#[cfg(feature = $feature)])? $name,)*
        }

        /// The languages of all grammars, of those that are left out too.
        const LANGUAGES: &[Language] = &[$(Language::$language,)*];

        impl Grammar {
            /// Every grammar of this build.
            pub const ALL: &[Self] = &[$($(#[cfg(feature = $feature)])? Self::$name,)*];

            /// The language that it reads.
            pub fn language(self) -> Language {
                match self {
                    $($(#[cfg(feature = $feature)])? Self::$name => Language::$language,)*
                }
            }

            /// tree-sitter's tables.
            pub fn tables(self) -> tree_sitter::Language {
                match self {
                    $($(#[cfg(feature = $feature)])? Self::$name => $tables.into(),)*
                }
            }
        }
    };
}

// Of several for one language the first is the usual one.
grammars! {
    Assembly if "assembly": Assembly = tree_sitter_asm::LANGUAGE,
    Bash: Shell = tree_sitter_bash::LANGUAGE,
    C: C = tree_sitter_c::LANGUAGE,
    Cmake if "cmake": Cmake = tree_sitter_cmake::LANGUAGE,
    Cpp: Cpp = tree_sitter_cpp::LANGUAGE,
    Devicetree if "devicetree": Devicetree = tree_sitter_devicetree::LANGUAGE,
    Go: Go = tree_sitter_go::LANGUAGE,
    Html if "html": Html = tree_sitter_html::LANGUAGE,
    Java: Java = tree_sitter_java::LANGUAGE,
    Javascript: Javascript = tree_sitter_javascript::LANGUAGE,
    Json: Json = tree_sitter_json::LANGUAGE,
    Kconfig if "kconfig": Kconfig = tree_sitter_kconfig::LANGUAGE,
    Lua: Lua = tree_sitter_lua::LANGUAGE,
    Make if "make": Make = tree_sitter_make::LANGUAGE,
    Perl if "perl": Perl = tree_sitter_perl::LANGUAGE,
    Php: Php = tree_sitter_php::LANGUAGE_PHP,
    Python: Python = tree_sitter_python::LANGUAGE,
    Ruby if "ruby": Ruby = tree_sitter_ruby::LANGUAGE,
    Rust: Rust = tree_sitter_rust::LANGUAGE,
    Typescript: Typescript = tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
    Tsx: Typescript = tree_sitter_typescript::LANGUAGE_TSX,
    Yaml if "yaml": Yaml = tree_sitter_yaml::LANGUAGE,
}

impl Grammar {
    /// The usual grammar for a language, if there is one.
    pub fn of(language: Language) -> Option<Self> {
        Self::all_of(language).next()
    }

    /// The grammars for a language, the usual one first: TypeScript has another for files with JSX.
    pub fn all_of(language: Language) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |grammar| grammar.language() == language)
    }

    /// Why a language has no grammar; none if it has one.
    pub fn absence(language: Language) -> Option<String> {
        if Self::of(language).is_some() {
            None
        } else if LANGUAGES.contains(&language) {
            Some(format!("the parser for {language} is not part of this build"))
        } else {
            Some(format!("no parser for {language}"))
        }
    }

    /// Whether the C preprocessor runs over it.
    pub fn has_preprocessor(self) -> bool {
        matches!(self, Self::C | Self::Cpp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grammar_fits_the_library() {
        for grammar in Grammar::ALL {
            assert!(tree_sitter::Parser::new().set_language(&grammar.tables()).is_ok(), "{grammar:?}");
        }
    }

    #[test]
    fn what_has_no_grammar_is_told() {
        assert_eq!(Grammar::of(Language::Typescript), Some(Grammar::Typescript));
        assert_eq!(Grammar::absence(Language::C), None);
        assert_eq!(Grammar::absence(Language::Sql).as_deref(), Some("no parser for sql"));
        let left_out = Grammar::absence(Language::Perl);
        assert_eq!(left_out.is_some(), !cfg!(feature = "perl"));
        assert!(left_out.is_none_or(|reason| reason == "the parser for perl is not part of this build"));
    }
}
