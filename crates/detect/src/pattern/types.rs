use std::collections::BTreeMap;
use std::ops::Range;

use banbury_syntax::{NodeId, Tree};

use super::dialect::Dialect;
use super::matching::Matcher;

/// Declared types of the variables of one C or C++ text.
#[derive(Default)]
pub(crate) struct Types {
    /// By name: the scope in which a declaration holds, and its type; outer scopes before those inside them.
    declared: BTreeMap<String, Vec<(Range<u32>, Type)>>,
}

/// A type as declared.
#[derive(Clone, Debug)]
pub(crate) struct Type {
    /// Where its specifier stands.
    pub range: Range<u32>,
    /// Without qualifiers and white space; arrays end in `[]`.
    pub canonical: String,
}

/// Longest text of a type that has a name to ask for; a longer one is a structure written out, in front of any number of variables.
const LONGEST_TYPE: usize = 512;

/// How far up from a declaration its scope is looked for: hostile trees are deeper than any program.
const DEEPEST: usize = 256;

impl Types {
    /// Collects the declarations of a tree.
    pub fn collect(dialect: &Dialect, tree: &Tree, text: &str) -> Self {
        let mut types = Self::default();
        if !dialect.grammar.has_preprocessor() {
            return types;
        }
        let tables = dialect.grammar.tables();
        let kind = |name: &str| tables.id_for_node_kind(name, true);
        let (parameter, array, function, definition) = (
            kind("parameter_declaration"),
            kind("array_declarator"),
            kind("function_declarator"),
            kind("function_definition"),
        );
        for (id, node) in (0..).zip(&tree.nodes) {
            if node.kind != dialect.declaration && node.kind != parameter {
                continue;
            }
            let Some(specifier) = tree.field(id, dialect.field_type) else { continue };
            let holder = |ancestor: &NodeId| {
                let kind = tree.node(*ancestor).kind;
                dialect.blocks.contains(&kind) || kind == definition
            };
            let scope =
                std::iter::successors(tree.parent(id), |at| tree.parent(*at)).take(DEEPEST).find(holder).unwrap_or(0);
            let scope = tree.node(scope);
            let specifier = tree.node(specifier);
            let written = Some(specifier.text(text)).filter(|written| written.len() <= LONGEST_TYPE);
            let stem = canonical(written.unwrap_or(""));
            for part in tree.children(id).filter(|part| tree.node(*part).field == dialect.field_declarator) {
                let mut canonical = stem.clone();
                for inner in tree.subtree(part) {
                    let inner_node = tree.node(inner);
                    // As a parameter an array is a pointer (C11 6.7.6.3 p7).
                    if inner_node.kind == dialect.pointer_declarator
                        || (inner_node.kind == array && node.kind == parameter)
                    {
                        canonical.push('*');
                    } else if inner_node.kind == array {
                        canonical.push_str("[]");
                    } else if inner_node.kind == function {
                        break;
                    } else if dialect.names.contains(&inner_node.kind) {
                        let found = Type { range: specifier.start..specifier.end, canonical };
                        types
                            .declared
                            .entry(inner_node.text(text).to_owned())
                            .or_default()
                            .push((scope.start..scope.end, found));
                        break;
                    }
                }
            }
        }
        for declared in types.declared.values_mut() {
            // Of two in the same scope the first one counts: it must come last.
            declared.reverse();
            declared.sort_by_key(|(scope, _)| (scope.start, std::cmp::Reverse(scope.end)));
        }
        types
    }

    /// The type of an expression, where it is a declared variable or a string literal.
    pub fn of(&self, matcher: &Matcher<'_>, id: NodeId) -> Option<Type> {
        let node = matcher.tree.node(id);
        if matcher.dialect.strings.contains(&node.kind) {
            return Some(Type { range: node.start..node.end, canonical: "char*".to_owned() });
        }
        let declared = self.declared.get(node.text(matcher.text))?;
        // Scopes nest, so that the last one to begin is the innermost.
        let begun = declared.partition_point(|(scope, _)| scope.start <= node.start);
        let around = declared[..begun].iter().rev().position(|(scope, _)| node.end <= scope.end);
        matcher.charge(around.unwrap_or(begun) as u64 / 4);
        declared.get(begun - 1 - around?).map(|(_, type_)| type_.clone())
    }

    /// A type as a pattern writes it, without the `*` at its end, and these.
    pub fn split_pointers(wanted: &str) -> (&str, String) {
        let stem = wanted.trim_end_matches(['*', ' ']);
        (stem, "*".repeat(wanted[stem.len()..].matches('*').count()))
    }

    /// Whether a type as a pattern writes it is the same as a declared one.
    pub fn same(wanted: &str, declared: &str) -> bool {
        canonical(wanted) == declared
    }
}

fn canonical(type_: &str) -> String {
    let words = type_.replace('*', " * ");
    words
        .split_whitespace()
        .filter(|word| !matches!(*word, "const" | "volatile" | "static" | "register" | "restrict"))
        .collect()
}
