use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::{Grammar, Node, NodeId, Tree};

/// A token of code: what a tree has at its leaves, without comments and imports. A literal is one token, and so is a list of
/// data, however long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeToken {
    /// The grammar's number for its kind.
    pub kind: u16,
    /// Of a name, a hash of it, equal for equal names; none for all else.
    pub name: Option<u32>,
    /// Text offset of its first byte.
    pub start: u32,
    /// Text offset behind its last byte.
    pub end: u32,
}

/// The tokens of a tree, in order.
pub fn code_tokens(grammar: Grammar, tree: &Tree, text: &str) -> Vec<CodeToken> {
    let Some(roles) = ROLES.get(&grammar) else { return Vec::new() };
    let is_body = |node: &Node| Some(node.field) == roles.body && roles.of(node.kind) != Role::Data;
    let bodies: Vec<NodeId> = (0..).zip(&tree.nodes).filter(|(_, node)| is_body(node)).map(|(id, _)| id).collect();
    let has_body = |from: NodeId, to: NodeId| {
        let first = bodies.partition_point(|body| *body <= from);
        bodies.get(first).is_some_and(|body| *body < to)
    };
    let mut tokens = Vec::with_capacity(tree.nodes.len() / 2);
    let mut id = 0;
    while let Some(node) = tree.nodes.get(id as usize) {
        let is_leaf = node.next == id + 1;
        let token = |name| CodeToken { kind: node.kind, name, start: node.start, end: node.end };
        id = match roles.of(node.kind) {
            _ if node.is_extra() && !node.is_error() => node.next,
            Role::LeftOut => node.next,
            Role::Literal => {
                tokens.push(token(None));
                node.next
            }
            // Data with code inside, such as a table of functions, is code.
            Role::Data if !has_body(id, node.next) => {
                tokens.push(token(None));
                node.next
            }
            _ => {
                if is_leaf && node.start < node.end {
                    tokens.push(token(node.is_named().then(|| hash(node.text(text).as_bytes()))));
                }
                id + 1
            }
        };
    }
    tokens
}

/// FNV-1a, in four bytes: two names of one file that share it would only be taken for one.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Lists of values, and of members that are only declared, in any grammar.
const DATA: &[&str] = &[
    "initializer_list",
    "enumerator_list",
    "array_initializer",
    "element_value_array_initializer",
    "literal_value",
    "array",
    "object",
    "dictionary",
    "list",
    "set",
    "tuple",
    "array_expression",
    "array_creation_expression",
    "array_ref",
    "hash_ref",
    "hash",
    "table_constructor",
    "word_list_qw",
    "enum_body",
    "enum_variant_list",
    "field_declaration_list",
    "interface_body",
    "object_type",
];

/// What brings in other files, or names the one it stands in, in any grammar.
const IMPORTS: &[&str] = &[
    "import_declaration",
    "import_statement",
    "import_from_statement",
    "future_import_statement",
    "package_clause",
    "package_declaration",
    "use_declaration",
    "using_declaration",
    "extern_crate_declaration",
    "namespace_use_declaration",
    "use_no_statement",
    "use_no_subs_statement",
    "require_statement",
    "package_statement",
];

/// Words for values, in any grammar; besides what is called a string or a literal.
const LITERALS: &[&str] = &[
    "number",
    "integer",
    "int",
    "float",
    "floating_point",
    "hexadecimal",
    "true",
    "false",
    "null",
    "nil",
    "none",
    "boolean",
    "character",
    "regex",
];

/// What a kind of node is to the tokens of a tree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    LeftOut,
    Literal,
    Data,
    Code,
}

impl Role {
    fn of(name: &str) -> Self {
        if IMPORTS.contains(&name) || name.starts_with("preproc_") || name.contains("comment") {
            Self::LeftOut
        } else if DATA.contains(&name) {
            Self::Data
        } else if LITERALS.contains(&name) || is_literal(name) {
            Self::Literal
        } else {
            Self::Code
        }
    }
}

/// Whether a kind is a literal by its name; there are some that only hold code or types.
fn is_literal(name: &str) -> bool {
    let holds_code = matches!(name, "composite_literal" | "func_literal" | "list_literal" | "class_literal");
    (name.ends_with("_literal") || name == "string" || name.ends_with("_string") || name.starts_with("string_"))
        && !holds_code
}

struct Roles {
    by_kind: Vec<Role>,
    body: Option<u16>,
}

impl Roles {
    fn of(&self, kind: u16) -> Role {
        self.by_kind.get(kind as usize).copied().unwrap_or(Role::Code)
    }
}

static ROLES: LazyLock<BTreeMap<Grammar, Roles>> = LazyLock::new(|| {
    let roles = |grammar: &Grammar| {
        let tables = grammar.tables();
        let role = |kind: u16| match tables.node_kind_is_named(kind) {
            true => Role::of(tables.node_kind_for_id(kind).unwrap_or("")),
            false => Role::Code,
        };
        let by_kind = (0..tables.node_kind_count() as u16).map(role).collect();
        (*grammar, Roles { by_kind, body: tables.field_id_for_name("body").map(|id| id.get()) })
    };
    Grammar::ALL.iter().filter(|grammar| grammar.has_functions()).map(roles).collect()
});

#[cfg(test)]
mod tests {
    use banbury_evidence::Language;

    use super::*;
    use crate::{MacroTable, Parser, decode, read};

    fn cut(language: Language, text: &str) -> Vec<String> {
        let grammar = Grammar::of(language).unwrap();
        let set = read(&mut Parser::default(), grammar, &decode(text.as_bytes()), &MacroTable::empty()).unwrap();
        let reading = &set.readings[0];
        let tokens = code_tokens(grammar, &reading.tree, &reading.text);
        tokens.iter().map(|token| text[token.start as usize..token.end as usize].to_owned()).collect()
    }

    #[test]
    fn literals_and_data_are_one_token_and_comments_and_imports_none() {
        let text = "#include <a.h>\n/* c */\nint t[] = { 1, 2 };\nvoid f(void) { g(\"a\\n\", 1); } // d\n";
        let f = ["void", "f", "(", "void", ")", "{", "g", "(", "\"a\\n\"", ",", "1", ")", ";", "}"];
        let expected = [&["int", "t", "[", "]", "=", "{ 1, 2 }", ";"][..], &f].concat();
        assert_eq!(cut(Language::C, text), expected);
        let members = "struct s { int a; union { int b; } u; };\n";
        assert_eq!(cut(Language::C, members), ["struct", "s", "{ int a; union { int b; } u; }", ";"]);
        assert_eq!(cut(Language::Python, "import a\nb = [1, 2]  # c\n"), ["b", "=", "[1, 2]"]);
    }

    #[test]
    fn data_with_code_inside_is_code() {
        let tokens = cut(Language::Javascript, "x = { a: function () { return [1]; }, b: [2] };\n");
        assert!(tokens.contains(&"return".to_owned()) && tokens.contains(&"[2]".to_owned()), "{tokens:?}");
    }
}
