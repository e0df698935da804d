use banbury_evidence::Language;

use crate::code::{ARGUMENT_LISTS, Kind, Lowering};

/// What following values must know of a language beyond the kinds and roles that all share.
pub(crate) struct Dialect {
    /// The language that stands for all whose code calls each other's by name.
    pub family: Language,
    /// Whether arguments may be pointers through which a call writes.
    pub has_pointers: bool,
    /// Whether the first assignment to a name declares it.
    pub assigning_declares: bool,
    /// Whether `var` declares for the block and not for the function.
    pub var_is_of_block: bool,
    pub breaks: Vec<Kind>,
    pub continues: Vec<Kind>,
    /// Statements behind which control does not go on.
    pub leaves: Vec<Kind>,
    pub switches: Vec<Kind>,
    /// `value as name`
    pub namings: Vec<Kind>,
    /// Expressions that give a function's arguments to variables, which are its parameters.
    pub argument_lists: &'static [&'static str],
    /// `scope::name`
    pub scoped_names: Vec<Kind>,
    /// Whether methods name the fields of their object without it.
    pub has_bare_fields: bool,
}

impl Dialect {
    pub fn new(lowering: &Lowering) -> Self {
        let kinds = |names: &[&str]| names.iter().filter_map(|name| lowering.own_kind(name)).collect();
        let language = lowering.grammar.language();
        let family = family(language);
        Self {
            family,
            has_pointers: family == Language::C,
            assigning_declares: !matches!(
                language,
                Language::C
                    | Language::Cpp
                    | Language::Java
                    | Language::Go
                    | Language::Rust
                    | Language::Javascript
                    | Language::Typescript
            ),
            var_is_of_block: !matches!(language, Language::Javascript | Language::Typescript),
            breaks: kinds(&["break_statement", "break"]),
            continues: kinds(&["continue_statement", "continue"]),
            leaves: kinds(&["throw_statement", "raise_statement"]),
            namings: kinds(&["as_pattern"]),
            argument_lists: if language == Language::Perl { &ARGUMENT_LISTS } else { &[] },
            scoped_names: kinds(&["qualified_identifier"]),
            has_bare_fields: language == Language::Java,
            switches: kinds(&[
                "switch_statement",
                "switch_expression",
                "expression_switch_statement",
                "type_switch_statement",
                "match_statement",
            ]),
        }
    }
}

/// The language that stands for all whose code calls each other's by name.
pub(super) fn family(language: Language) -> Language {
    match language {
        Language::Cpp => Language::C,
        Language::Typescript => Language::Javascript,
        other => other,
    }
}
