use std::collections::BTreeMap;
use std::sync::OnceLock;

use banbury_evidence::{Means, Parse};

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

/// The functions of all readings, each once, sorted by place. A reading that has it without an error wins, and the plain
/// one wins over the others. Macro bodies and raw bytes define no functions.
pub fn functions(grammar: Grammar, readings: &[Reading]) -> Vec<Function> {
    let kinds = Kinds::known(grammar);
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
            if !kinds.functions.contains(&node.kind) {
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

/// Node kinds that matter here, by the grammar's numbers.
struct Kinds {
    functions: Vec<u16>,
    decisions: Vec<u16>,
    identifiers: Vec<u16>,
    /// Kinds on the way from a declarator to its name, past which parameters lie.
    parameters: Vec<u16>,
    name: u16,
    declarator: u16,
}

impl Kinds {
    /// The kinds of a grammar, looked up once.
    fn known(grammar: Grammar) -> &'static Self {
        static KNOWN: [OnceLock<Kinds>; Grammar::ALL.len()] = [const { OnceLock::new() }; Grammar::ALL.len()];
        KNOWN[grammar as usize].get_or_init(|| Self::of(grammar))
    }

    fn of(grammar: Grammar) -> Self {
        let tables = grammar.tables();
        let kind = |name: &&str| Some(tables.id_for_node_kind(name, true)).filter(|id| *id != 0);
        let token = |name: &&str| Some(tables.id_for_node_kind(name, false)).filter(|id| *id != 0);
        let field = |name: &str| tables.field_id_for_name(name).map_or(0, |id| id.get());
        let named = |names: &[&str]| names.iter().filter_map(kind).collect::<Vec<_>>();
        let decisions = [
            "if_statement",
            "elif_clause",
            "elseif_statement",
            "for_statement",
            "for_range_loop",
            "for_in_clause",
            "c_style_for_statement",
            "while_statement",
            "repeat_statement",
            "do_statement",
            "case_statement",
            "case_item",
            "conditional_expression",
            "ternary_expression",
            "catch_clause",
            "except_clause",
            "if_clause",
        ];
        let operators = ["&&", "||", "and", "or"];
        Self {
            functions: named(&["function_definition", "function_declaration"]),
            decisions: decisions.iter().filter_map(kind).chain(operators.iter().filter_map(token)).collect(),
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
            ]),
            parameters: named(&["parameter_list", "parameters", "attribute_specifier"]),
            name: field("name"),
            declarator: field("declarator"),
        }
    }

    fn name(&self, tree: &Tree, function: NodeId, text: &str) -> Option<String> {
        if let Some(name) = tree.field(function, self.name) {
            return Some(tree.node(name).text(text).to_owned());
        }
        // C: through pointer and function declarators, the first identifier that is not in a parameter list.
        let mut at = tree.field(function, self.declarator)?;
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
}
