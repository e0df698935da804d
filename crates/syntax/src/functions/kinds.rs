use std::collections::BTreeMap;
use std::sync::LazyLock;

use banbury_evidence::Language;

use super::nesting::Nesting;
use super::parameters::Parameters;
use crate::{Grammar, NodeId, Tree};

/// Kinds of nodes that are functions, in any grammar.
const FUNCTIONS: &[&str] = &[
    "function_definition",
    "function_definition_without_sub",
    "function_declaration",
    "generator_function_declaration",
    "function_expression",
    "generator_function",
    "arrow_function",
    "anonymous_function",
    "function_item",
    "function_def",
    "macro_def",
    "method_definition",
    "method_declaration",
    "constructor_declaration",
    "compact_constructor_declaration",
    "method",
    "singleton_method",
];

/// Kinds of nodes at which control flow divides, in any grammar.
const DECISIONS: &[&str] = &[
    "if_statement",
    "if_simple_statement",
    "if_expression",
    "if_modifier",
    "if_clause",
    "if",
    "elif_clause",
    "elseif_statement",
    "elsif_clause",
    "else_if_clause",
    "elsif",
    "elseif",
    "unless_statement",
    "unless_simple_statement",
    "unless_modifier",
    "unless",
    "for_statement",
    "for_statement_1",
    "for_statement_2",
    "for_simple_statement",
    "for_expression",
    "for_range_loop",
    "for_in_clause",
    "for_in_statement",
    "enhanced_for_statement",
    "foreach_statement",
    "c_style_for_statement",
    "for",
    "foreach",
    "while_statement",
    "while_simple_statement",
    "while_expression",
    "while_modifier",
    "while",
    "until_statement",
    "until_simple_statement",
    "until_modifier",
    "until",
    "repeat_statement",
    "do_statement",
    "case_statement",
    "case_item",
    "case_clause",
    "switch_case",
    "switch_label",
    "expression_case",
    "type_case",
    "communication_case",
    "match_conditional_expression",
    "match_arm",
    "when",
    "in_clause",
    "conditional_expression",
    "conditional",
    "ternary_expression",
    "catch_clause",
    "except_clause",
    "rescue",
    "rescue_modifier",
];

/// Operators that skip their right side.
const SHORT_CIRCUITS: &[&str] = &["&&", "||", "and", "or"];

/// Looked up once: names are many, and files too.
pub(super) static KINDS: LazyLock<BTreeMap<Grammar, Kinds>> =
    LazyLock::new(|| Grammar::ALL.iter().map(|grammar| (*grammar, Kinds::of(*grammar))).collect());

/// Node kinds that matter here, by the grammar's numbers.
pub(super) struct Kinds {
    functions: Vec<u16>,
    pub decisions: Vec<u16>,
    identifiers: Vec<u16>,
    /// Kinds on the way from a declarator to its name, past which parameters lie.
    past: Vec<u16>,
    /// CMake's command that opens a function, with its name as the first argument.
    openings: Vec<u16>,
    name: u16,
    declarator: u16,
    body: u16,
    /// Fields of what a nameless function is given to, and the field that it fills there.
    targets: Vec<u16>,
    values: Vec<u16>,
    /// Whether a function without a body is only announced.
    announces: bool,
    pub nesting: Nesting,
    pub parameters: Parameters,
}

impl Kinds {
    fn of(grammar: Grammar) -> Self {
        let tables = grammar.tables();
        let kind = |name: &&str| Some(tables.id_for_node_kind(name, true)).filter(|id| *id != 0);
        let token = |name: &&str| Some(tables.id_for_node_kind(name, false)).filter(|id| *id != 0);
        let field = |name: &str| tables.field_id_for_name(name).map_or(0, |id| id.get());
        let named = |names: &[&str]| names.iter().filter_map(kind).collect::<Vec<_>>();
        let fields = |names: &[&str]| names.iter().map(|name| field(name)).filter(|id| *id != 0).collect();
        Self {
            functions: named(FUNCTIONS),
            decisions: DECISIONS.iter().filter_map(kind).chain(SHORT_CIRCUITS.iter().filter_map(token)).collect(),
            identifiers: named(&[
                "identifier",
                "field_identifier",
                "word",
                "qualified_identifier",
                "destructor_name",
                "operator_name",
                "dot_index_expression",
                "method_index_expression",
                "operator_cast",
                "type_identifier",
                "argument",
            ]),
            past: named(&["parameter_list", "parameters", "attribute_specifier"]),
            openings: named(&["function_command", "macro_command"]),
            name: field("name"),
            declarator: field("declarator"),
            body: field("body"),
            targets: fields(&["name", "left", "key", "property"]),
            values: fields(&["value", "right"]),
            announces: matches!(grammar.language(), Language::Go | Language::Java | Language::Perl | Language::Php),
            nesting: Nesting::of(grammar),
            parameters: Parameters::of(grammar),
        }
    }

    pub fn has_functions(&self) -> bool {
        !self.functions.is_empty()
    }

    pub fn is_function(&self, tree: &Tree, id: NodeId) -> bool {
        self.functions.contains(&tree.node(id).kind) && (!self.announces || tree.field(id, self.body).is_some())
    }

    pub fn name(&self, tree: &Tree, function: NodeId, text: &str) -> Option<String> {
        if let Some(name) = tree.field(function, self.name).or_else(|| self.target(tree, function)) {
            return Some(tree.node(name).text(text).to_owned());
        }
        // C: through pointer and function declarators, the first identifier that is not in a parameter list.
        let opening = || tree.children(function).find(|child| self.openings.contains(&tree.node(*child).kind));
        let mut at = tree.field(function, self.declarator).or_else(opening)?;
        let end = tree.node(at).next;
        while at < end {
            let node = tree.node(at);
            if self.identifiers.contains(&node.kind) {
                return Some(node.text(text).to_owned());
            }
            at = if self.past.contains(&node.kind) { node.next } else { at + 1 };
        }
        None
    }

    /// What a function that is a value is given to: `name = function () {}`, `{ name: () => 1 }`.
    fn target(&self, tree: &Tree, function: NodeId) -> Option<NodeId> {
        let holder = tree.parent(function).filter(|_| self.values.contains(&tree.node(function).field))?;
        self.targets.iter().find_map(|field| tree.field(holder, *field))
    }
}
