use banbury_syntax::Grammar;

/// A set of node kinds that is asked for every node of every tree.
#[derive(Default)]
pub(crate) struct KindSet(Vec<bool>);

impl KindSet {
    pub fn contains(&self, kind: &u16) -> bool {
        self.0.get(*kind as usize).copied().unwrap_or(false)
    }

    pub fn iter(&self) -> impl Iterator<Item = u16> {
        (0u16..).zip(&self.0).filter(|(_, is_in)| **is_in).map(|(kind, _)| kind)
    }
}

impl FromIterator<u16> for KindSet {
    fn from_iter<I: IntoIterator<Item = u16>>(kinds: I) -> Self {
        let mut set = Self::default();
        for kind in kinds {
            let at = kind as usize;
            if set.0.len() <= at {
                set.0.resize(at + 1, false);
            }
            set.0[at] = true;
        }
        set
    }
}

/// What matching has to know of a grammar: which node kinds play which part.
pub(crate) struct Dialect {
    pub grammar: Grammar,
    /// String literals, compared by content.
    pub strings: KindSet,
    /// Several adjacent string literals that make one.
    pub joined_strings: KindSet,
    /// Nodes that hold a list of statements.
    pub blocks: KindSet,
    /// Nodes that are statements wherever they stand.
    pub statements: KindSet,
    /// Parentheses that only group.
    pub parentheses: KindSet,
    /// Parts of a declaration that a pattern need not mention.
    pub modifiers: KindSet,
    /// Punctuation whose presence the node kinds imply.
    pub punctuation: KindSet,
    /// Names, which may be of another kind in a pattern than in code.
    pub names: KindSet,
    /// Lua's `local x = 1` around the `x = 1` that a pattern may mean.
    pub local_declaration: u16,
    pub return_statement: u16,
    pub field_condition: u16,
    pub assignment: u16,
    pub initialized_declarator: u16,
    pub declaration: u16,
    pub expression_statement: u16,
    pub pointer_declarator: u16,
    pub function_declarator: u16,
    pub call: KindSet,
    pub field_alternative: u16,
    pub field_declarator: u16,
    pub field_value: u16,
    pub field_type: u16,
    pub field_function: u16,
    pub field_left: u16,
    pub field_right: u16,
    pub field_parameters: u16,
    pub field_arguments: u16,
    pub field_body: u16,
}

impl Dialect {
    pub fn of(grammar: Grammar) -> Self {
        let tables = grammar.tables();
        let id = |name: &str| tables.id_for_node_kind(name, true);
        let field = |name: &str| tables.field_id_for_name(name).map_or(0, |id| id.get());
        let ids = |names: &[&str]| names.iter().map(|name| id(name)).filter(|id| *id != 0).collect::<KindSet>();
        let marks = ["(", ")", "{", "}", "[", "]", ",", ";", ":", "\n", ";;", "`", "$(", "\""];
        let every_kind = || (0..tables.node_kind_count() as u16).filter(|id| tables.node_kind_is_visible(*id));
        Self {
            grammar,
            strings: ids(&["string_literal", "raw_string_literal", "string", "raw_string", "ansi_c_string"]),
            joined_strings: ids(&["concatenated_string"]),
            blocks: ids(&["compound_statement", "translation_unit", "block", "module", "chunk", "program", "do_group"]),
            statements: every_kind()
                .filter(|id| tables.node_kind_is_named(*id))
                .filter(|id| {
                    let name = tables.node_kind_for_id(*id).unwrap_or("");
                    name.ends_with("_statement") || matches!(name, "declaration" | "command" | "variable_declaration")
                })
                .collect(),
            parentheses: ids(&["parenthesized_expression"]),
            modifiers: ids(&[
                "storage_class_specifier",
                "type_qualifier",
                "attribute_specifier",
                "attribute_declaration",
                "ms_declspec_modifier",
                "ms_call_modifier",
            ]),
            punctuation: every_kind()
                .filter(|id| !tables.node_kind_is_named(*id))
                .filter(|id| marks.contains(&tables.node_kind_for_id(*id).unwrap_or("")))
                .collect(),
            names: ids(&[
                "identifier",
                "field_identifier",
                "type_identifier",
                "statement_identifier",
                "word",
                "variable_name",
            ]),
            assignment: if grammar == Grammar::Python { id("assignment") } else { id("assignment_expression") },
            local_declaration: if grammar == Grammar::Lua { id("variable_declaration") } else { 0 },
            return_statement: id("return_statement"),
            field_condition: field("condition"),
            initialized_declarator: id("init_declarator"),
            declaration: id("declaration"),
            expression_statement: id("expression_statement"),
            pointer_declarator: id("pointer_declarator"),
            function_declarator: id("function_declarator"),
            call: ids(&["call_expression", "call", "function_call", "command"]),
            field_alternative: field("alternative"),
            field_declarator: field("declarator"),
            field_value: field("value"),
            field_type: field("type"),
            field_function: match grammar {
                Grammar::Lua | Grammar::Bash => field("name"),
                _ => field("function"),
            },
            field_left: field("left"),
            field_right: field("right"),
            field_parameters: field("parameters"),
            field_arguments: field("arguments"),
            field_body: field("body"),
        }
    }
}

/// The content of a string literal's source text: without prefix and quotes.
pub(crate) fn string_content(text: &str) -> &str {
    let unprefixed = text.trim_start_matches(|first: char| first.is_ascii_alphanumeric() || first == '$');
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if let Some(inside) = unprefixed.strip_prefix(quote) {
            return inside.strip_suffix(quote).unwrap_or(inside);
        }
    }
    if let Some(inside) = unprefixed.strip_prefix('[') {
        let level = inside.bytes().take_while(|byte| *byte == b'=').count();
        let inside = inside.get(level + 1..).unwrap_or("");
        return inside.get(..inside.len().saturating_sub(level + 2)).unwrap_or("");
    }
    unprefixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_prefixes_are_not_content() {
        for text in ["\"ab\"", "L\"ab\"", "'ab'", "rb\"\"\"ab\"\"\"", "[[ab]]", "[==[ab]==]", "$'ab'"] {
            assert_eq!(string_content(text), "ab", "{text}");
        }
        assert_eq!(string_content("\""), "");
    }
}
