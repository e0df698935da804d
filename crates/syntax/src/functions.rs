use std::collections::BTreeMap;
use std::sync::LazyLock;

use banbury_evidence::{Language, Means, Parse};

use crate::words::{Word, word};
use crate::{Grammar, Node, NodeId, Reading, ReadingKind, Tree};

/// A function as a tree has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Text offsets of the whole definition.
    pub start: u32,
    /// Behind its last byte.
    pub end: u32,
    /// McCabe's cyclomatic complexity: decisions plus one.
    pub complexity: u32,
    /// How it was read.
    pub parse: Parse,
    /// What made it readable, sorted.
    pub means: Vec<Means>,
}

impl Grammar {
    /// Whether its language has functions, which are listed and measured.
    pub fn has_functions(self) -> bool {
        KINDS.contains_key(&self)
    }
}

/// The functions of all readings, each once, sorted by place. A reading that has it without an error wins, and the plain
/// one wins over the others. Macro bodies and raw bytes define no functions.
pub fn functions(grammar: Grammar, readings: &[Reading]) -> Vec<Function> {
    let Some(kinds) = KINDS.get(&grammar) else { return Vec::new() };
    let mut found: BTreeMap<(u32, String), Function> = BTreeMap::new();
    for reading in readings {
        let of_branch = match reading.kind {
            ReadingKind::Plain => None,
            ReadingKind::Branch(_) => Some(Means::Branch),
            ReadingKind::NeverCompiled | ReadingKind::MacroBodies | ReadingKind::RawBytes => continue,
        };
        // Functions nest: sums up to each node spare each of them a walk through all inside it.
        let decisions = sums(&reading.tree, |node| kinds.decisions.contains(&node.kind));
        let errors = sums(&reading.tree, |node| node.is_error() || node.is_missing());
        for (id, node) in (0..).zip(&reading.tree.nodes) {
            if !kinds.is_function(&reading.tree, id) {
                continue;
            }
            let inside = |sums: &[u32]| sums[node.next as usize] - sums[id as usize];
            let Some(name) = kinds.name(&reading.tree, id, &reading.text) else { continue };
            // What is called as a keyword is no function, whatever the tree of a damaged text has it for.
            if name.is_empty() || grammar.has_preprocessor() && word(name.as_bytes()) != Word::Name {
                continue;
            }
            let name = reading.head_at(node).unwrap_or(name);
            let mut means: Vec<Means> = reading.means_in(node.start, node.end).chain(of_branch).collect();
            means.sort_unstable();
            means.dedup();
            let parse = match (inside(&errors) > 0, means.is_empty()) {
                (true, _) => Parse::Damaged,
                (false, false) => Parse::Recovered,
                (false, true) => Parse::Clean,
            };
            let function = Function {
                name: name.clone(),
                start: node.start,
                end: node.end,
                complexity: 1 + inside(&decisions),
                parse,
                means,
            };
            let known = found.entry((node.start, name)).or_insert_with(|| function.clone());
            if parse < known.parse {
                *known = function;
            }
        }
    }
    found.into_values().collect()
}

impl Reading {
    /// What was done to read a stretch of it.
    fn means_in(&self, start: u32, end: u32) -> impl Iterator<Item = Means> {
        let first = self.means.partition_point(|(at, _)| *at < start);
        self.means[first..].iter().take_while(move |(at, _)| *at < end).map(|(_, means)| *means)
    }

    /// The macro that heads a function, with its arguments: what the function is called is for the macro to say.
    fn head_at(&self, function: &Node) -> Option<String> {
        let at = self.heads.partition_point(|(start, _)| *start < function.start);
        let (start, end) = *self.heads.get(at)?;
        let head = self.text.get(start as usize..end as usize).filter(|_| end <= function.end)?;
        // Only what stands before the body.
        (!self.text.get(function.start as usize..start as usize)?.contains('{'))
            .then(|| head.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// For each node, and for the end, how many before it are `wanted`.
fn sums(tree: &Tree, wanted: impl Fn(&Node) -> bool) -> Vec<u32> {
    let mut sum = 0;
    let counted = tree.nodes.iter().map(|node| {
        sum += u32::from(wanted(node));
        sum
    });
    std::iter::once(0).chain(counted).collect()
}

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
static KINDS: LazyLock<BTreeMap<Grammar, Kinds>> =
    LazyLock::new(|| Grammar::ALL.iter().map(|grammar| (*grammar, Kinds::of(*grammar))).collect());

/// Node kinds that matter here, by the grammar's numbers.
struct Kinds {
    functions: Vec<u16>,
    decisions: Vec<u16>,
    identifiers: Vec<u16>,
    /// Kinds on the way from a declarator to its name, past which parameters lie.
    parameters: Vec<u16>,
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
            parameters: named(&["parameter_list", "parameters", "attribute_specifier"]),
            openings: named(&["function_command", "macro_command"]),
            name: field("name"),
            declarator: field("declarator"),
            body: field("body"),
            targets: fields(&["name", "left", "key", "property"]),
            values: fields(&["value", "right"]),
            announces: matches!(grammar.language(), Language::Go | Language::Java | Language::Perl | Language::Php),
        }
    }

    fn is_function(&self, tree: &Tree, id: NodeId) -> bool {
        self.functions.contains(&tree.node(id).kind) && (!self.announces || tree.field(id, self.body).is_some())
    }

    fn name(&self, tree: &Tree, function: NodeId, text: &str) -> Option<String> {
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
            at = if self.parameters.contains(&node.kind) { node.next } else { at + 1 };
        }
        None
    }

    /// What a function that is a value is given to: `name = function () {}`, `{ name: () => 1 }`.
    fn target(&self, tree: &Tree, function: NodeId) -> Option<NodeId> {
        let holder = tree.parent(function).filter(|_| self.values.contains(&tree.node(function).field))?;
        self.targets.iter().find_map(|field| tree.field(holder, *field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MacroTable, Parser, decode, read};

    /// Names and complexities.
    fn found(language: Language, text: &str) -> Vec<(String, u32)> {
        let Some(grammar) = Grammar::of(language) else { return Vec::new() };
        let set = read(&mut Parser::default(), grammar, &decode(text.as_bytes()), &MacroTable::empty()).unwrap();
        let functions = functions(grammar, &set.readings);
        assert!(functions.iter().all(|function| function.parse == Parse::Clean), "{functions:?}");
        functions.into_iter().map(|function| (function.name, function.complexity)).collect()
    }

    #[test]
    fn each_language_has_its_functions_and_decisions() {
        let one_decision = [
            (Language::Cmake, "function(f x)\n  if(x)\n    g()\n  endif()\nendfunction()\n"),
            (Language::Cpp, "int f(int x) { return x && g(); }\n"),
            (Language::Go, "package p\nfunc f(x int) {\n\tfor x > 0 {\n\t}\n}\nfunc h()\n"),
            (Language::Java, "class A { void f() { for (int x : y) {} } abstract void h(); }\n"),
            (Language::Javascript, "const f = (x) => x ? 1 : 2;\n"),
            (Language::Javascript, "function f() { switch (x) { case 1: } }\n"),
            (Language::Lua, "function f() if x then g() end end\n"),
            (Language::Perl, "sub h;\nsub f {\n  unless ($x) { g(); }\n}\n"),
            (Language::Php, "<?php\nfunction f($x) { foreach ($x as $y) {} }\n"),
            (Language::Python, "def f(x):\n    if x:\n        pass\n"),
            (Language::Ruby, "def f(x)\n  g if x\nend\n"),
            (Language::Rust, "fn f() { while x() {} }\ntrait T { fn h(); }\n"),
            (Language::Shell, "f() {\n  while read x; do g; done\n}\n"),
            (Language::Typescript, "declare function h(): void;\nclass A { f(x: number): void { if (x) {} } }\n"),
        ];
        for (language, text) in one_decision {
            if Grammar::of(language).is_some() {
                assert_eq!(found(language, text), [("f".to_owned(), 2)], "{text}");
            }
        }
    }

    #[test]
    fn a_function_that_is_a_value_is_called_what_it_is_given_to() {
        let text = "a.b = function () {};\nx = { c: () => 1, d() {} };\ng(function () {});\nclass E { f = () => 1 }\n";
        let names: Vec<_> = found(Language::Javascript, text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a.b", "c", "d", "f"]);
    }
}
