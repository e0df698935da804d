use super::document::Value;
use super::nearest::nearest;
use super::{Fault, Field, Fields, Placed};
use crate::generic::CommentStyle;

macro_rules! options {
    ($($(#[$doc:meta])* $name:ident: $default:literal,)+) => {
        /// `options` of a rule, with Semgrep's defaults.
        #[derive(Clone, Debug)]
        pub(crate) struct OptionsYaml {
            $($(#[$doc])* pub $name: bool,)+
            pub generic_engine: GenericEngine,
            /// Lines that an ellipsis in generic text may span.
            pub generic_ellipsis_max_span: u32,
            pub generic_comment_style: Option<CommentStyle>,
            /// Further brackets of generic text.
            pub generic_extra_braces: Vec<(String, String)>,
            /// Brackets in place of the usual ones.
            pub generic_braces: Option<Vec<(String, String)>>,
            /// Letters beyond the usual ones that words of generic text are made of.
            pub generic_extra_word_characters: Vec<String>,
            pub cpp_parsing_pref: CppPreference,
            /// Options that this version does not know. The rule runs without them, and this is said.
            pub unknown: Vec<Placed<String>>,
        }

        impl Default for OptionsYaml {
            fn default() -> Self {
                Self {
                    $($name: $default,)+
                    generic_engine: GenericEngine::default(),
                    generic_ellipsis_max_span: 10,
                    generic_comment_style: None,
                    generic_extra_braces: Vec::new(),
                    generic_braces: None,
                    generic_extra_word_characters: Vec::new(),
                    cpp_parsing_pref: CppPreference::default(),
                    unknown: Vec::new(),
                }
            }
        }

        impl OptionsYaml {
            fn read_flags(&mut self, fields: &mut Fields<'_>) -> Result<(), Fault> {
                $(if let Some(field) = fields.take(stringify!($name)) {
                    self.$name = field.bool()?;
                })+
                Ok(())
            }
        }
    };
}

options! {
    /// A name stands for the constant that was assigned to it.
    constant_propagation: true,
    /// A name stands for the expression that was assigned to it.
    symbolic_propagation: false,
    taint_unify_mvars: false,
    taint_assume_safe_functions: false,
    taint_assume_safe_indexes: false,
    taint_assume_safe_comparisons: false,
    taint_assume_safe_booleans: false,
    taint_assume_safe_numbers: false,
    taint_only_propagate_through_assignments: false,
    taint_intrafile: false,
    taint_focus_on: false,
    /// `a + b + c` matches in any order and grouping, for operators that allow it.
    ac_matching: true,
    commutative_boolop: false,
    commutative_compop: false,
    symmetric_eq: false,
    /// `$X = $Y` also matches a declaration with a value.
    vardef_assign: true,
    flddef_assign: false,
    attr_expr: true,
    arrow_is_function: true,
    let_is_var: true,
    go_deeper_expr: true,
    go_deeper_stmt: true,
    implicit_deep_exprstmt: true,
    implicit_ellipsis: true,
    unify_ids_strictly: true,
    xml_singleton_loose_matching: true,
    xml_attrs_implicit_ellipsis: true,
    xml_children_ordered: true,
    decorators_order_matters: false,
    /// Whether `...` in generic text may go past the end of a line.
    generic_multiline: true,
    generic_caseless: false,
    interfile: false,
}

/// How patterns for generic text are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum GenericEngine {
    #[default]
    Spacegrep,
    Aliengrep,
}

/// What `T x(y);` is in C++.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CppPreference {
    #[default]
    Function,
    Variable,
}

impl OptionsYaml {
    pub(super) fn read(field: Field<'_>) -> Result<Self, Fault> {
        let mut options = Self::default();
        if field.node.value == Value::Null {
            return Ok(options);
        }
        let mut fields = Fields::of(field.node, "`options`")?;
        options.read_flags(&mut fields)?;
        if let Some(field) = fields.take("generic_engine") {
            let engines = [("spacegrep", GenericEngine::Spacegrep), ("aliengrep", GenericEngine::Aliengrep)];
            options.generic_engine = field.one_of(&engines)?;
        }
        if let Some(field) = fields.take("generic_ellipsis_max_span") {
            options.generic_ellipsis_max_span = field.count()?;
        }
        if let Some(field) = fields.take("generic_comment_style") {
            let styles = [("c", CommentStyle::C), ("cpp", CommentStyle::Cpp), ("shell", CommentStyle::Shell)];
            options.generic_comment_style = Some(field.one_of(&styles)?);
        }
        if let Some(field) = fields.take("generic_extra_braces") {
            options.generic_extra_braces = pairs(field)?;
        }
        options.generic_braces = fields.take("generic_braces").map(pairs).transpose()?;
        if let Some(field) = fields.take("generic_extra_word_characters") {
            options.generic_extra_word_characters = field.texts()?.into_iter().map(|word| word.value).collect();
        }
        if let Some(field) = fields.take("cpp_parsing_pref") {
            let readings = [("as_fundef", CppPreference::Function), ("as_vardef_with_ctor", CppPreference::Variable)];
            options.cpp_parsing_pref = field.one_of(&readings)?;
        }
        // Limits of Semgrep's own: ours are counted otherwise.
        for limit in ["timeout", "max_memory", "max_match_per_file"] {
            fields.take(limit);
        }
        for field in fields.left() {
            if let Some(meant) = nearest(&field.key.value, fields.asked().iter().copied()) {
                return Err(super::fields::unknown(field.key, Some(meant)));
            }
            options.unknown.push(field.key.clone());
        }
        Ok(options)
    }
}

/// A list of pairs of brackets.
fn pairs(field: Field<'_>) -> Result<Vec<(String, String)>, Fault> {
    let pair = |node| {
        let item = Field { key: field.key, node };
        match <[_; 2]>::try_from(item.texts()?) {
            Ok([open, close]) => Ok((open.value, close.value)),
            Err(_) => Err(item.must_be("a list of pairs, such as `[\"<\", \">\"]`")),
        }
    };
    field.list()?.iter().map(pair).collect()
}
