use banbury_evidence::Language;

use crate::{Grammar, NodeId, Tree};

/// Kinds of nodes that are conditions, in any grammar.
const CONDITIONS: &[&str] = &["if_statement", "if_expression", "if", "if_condition", "unless_statement", "unless"];

/// Kinds of nodes that are other control structures, in any grammar. What follows a statement in one line (`f() if x`) is none.
const STRUCTURES: &[&str] = &[
    "for_statement",
    "for_statement_1",
    "for_statement_2",
    "for_expression",
    "for_range_loop",
    "for_in_statement",
    "enhanced_for_statement",
    "foreach_statement",
    "foreach_loop",
    "c_style_for_statement",
    "for",
    "while_statement",
    "while_expression",
    "while_loop",
    "while",
    "until_statement",
    "until",
    "repeat_statement",
    "do_statement",
    "loop_expression",
    "switch_statement",
    "switch_expression",
    "expression_switch_statement",
    "type_switch_statement",
    "select_statement",
    "match_statement",
    "match_expression",
    "case",
    "case_match",
    "try_statement",
    "try_with_resources_statement",
    "seh_try_statement",
    "begin",
];

/// How control structures nest, by a grammar's numbers.
pub(super) struct Nesting {
    conditions: Vec<u16>,
    structures: Vec<u16>,
    /// What holds an `else` and the condition behind it.
    else_clause: Option<u16>,
    /// The field of a condition behind an `else`.
    alternative: Option<u16>,
}

/// The control structures around each node of a tree, itself included, and around the deepest node inside it.
pub(super) struct Depths {
    around: Vec<u32>,
    deepest: Vec<u32>,
}

impl Nesting {
    pub fn of(grammar: Grammar) -> Self {
        let tables = grammar.tables();
        let kind = |name: &&str| Some(tables.id_for_node_kind(name, true)).filter(|id| *id != 0);
        // A shell's `case`; in C this is one of its branches. A shell's `else if` has a `fi` of its own, and nests.
        let is_shell = grammar.language() == Language::Shell;
        Self {
            conditions: CONDITIONS.iter().filter_map(kind).collect(),
            structures: STRUCTURES.iter().chain(is_shell.then_some(&"case_statement")).filter_map(kind).collect(),
            else_clause: kind(&"else_clause").filter(|_| !is_shell),
            alternative: tables.field_id_for_name("alternative").map(|id| id.get()),
        }
    }

    pub fn depths(&self, tree: &Tree) -> Depths {
        let mut around: Vec<u32> = Vec::with_capacity(tree.nodes.len());
        for (id, node) in tree.nodes.iter().enumerate() {
            let outside = if id == 0 { 0 } else { around.get(node.parent as usize).copied().unwrap_or(0) };
            around.push(outside + u32::from(self.goes_deeper(tree, id as NodeId)));
        }
        let mut deepest = around.clone();
        // Children stand behind their parents.
        for (id, node) in tree.nodes.iter().enumerate().skip(1).rev() {
            deepest[node.parent as usize] = deepest[node.parent as usize].max(deepest[id]);
        }
        Depths { around, deepest }
    }

    fn goes_deeper(&self, tree: &Tree, id: NodeId) -> bool {
        let node = tree.node(id);
        if self.structures.contains(&node.kind) {
            return true;
        }
        let parent = tree.node(node.parent).kind;
        let behind_else = Some(node.field) == self.alternative && self.conditions.contains(&parent)
            || Some(parent) == self.else_clause;
        self.conditions.contains(&node.kind) && !behind_else
    }
}

impl Depths {
    /// The deepest nesting inside a node.
    pub fn inside(&self, id: NodeId) -> u32 {
        let at = |depths: &[u32]| depths.get(id as usize).copied().unwrap_or(0);
        at(&self.deepest) - at(&self.around)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::only;
    use super::*;

    #[test]
    fn control_structures_nest_and_else_if_does_not() {
        let twice = [
            (
                Language::C,
                "void f(int x)\n{\n if (x) ; else if (x) ; else if (x) { while (x) ; }\n switch (x) { case 1: break; case 2: { break; } }\n}\n",
            ),
            (Language::C, "void f(int x) { if (x) ; else { if (x) ; } }\n"),
            (Language::Cpp, "void f() { for (auto x : y) { try { g(); } catch (...) { } } }\n"),
            (Language::Go, "package p\nfunc f(x int) {\n\tif x > 0 {\n\t} else if x < 3 {\n\t\tfor {\n\t\t}\n\t}\n}\n"),
            (Language::Java, "class A { void f() { if (x) { } else if (y) { switch (z) { case 1: g(); } } } }\n"),
            (Language::Javascript, "function f() { if (x) {} else if (y) { for (const a of b) {} } }\n"),
            (Language::Lua, "function f() if x then g() elseif y then while z do g() end end end\n"),
            (Language::Perl, "sub f {\n  if ($x) { g(); } elsif ($y) { foreach my $z (@a) { h() if $z; } }\n}\n"),
            (Language::Php, "<?php\nfunction f($x) { if ($x) {} else if ($y) { while (1) {} } }\n"),
            (
                Language::Python,
                "def f(x):\n    if x:\n        pass\n    elif y:\n        try:\n            g()\n        except E:\n            pass\n",
            ),
            (Language::Ruby, "def f(x)\n  if x\n    g\n  elsif y\n    while z\n      h if a\n    end\n  end\nend\n"),
            (Language::Rust, "fn f() { if a {} else if b { loop {} } }\n"),
            (Language::Shell, "f() {\n  if a; then b; elif c; then case $x in y) d;; esac; fi\n}\n"),
            (Language::Shell, "f() {\n  if a; then b; else if c; then d; fi; fi\n}\n"),
            (Language::Typescript, "function f(x: number): void { if (x) {} else if (y) { do {} while (x); } }\n"),
        ];
        for (language, text) in twice {
            if Grammar::of(language).is_some() {
                assert_eq!(only(language, text).nesting, 2, "{text}");
            }
        }
        assert_eq!(only(Language::C, "void f(void) { g(); }\n").nesting, 0);
    }

    #[test]
    fn deep_trees_are_measured_without_recursion() {
        let depth = 3000;
        let text = format!("void f(int x) {{ {} ; {} }}\n", "if (x) {".repeat(depth), "}".repeat(depth));
        assert_eq!(only(Language::C, &text).nesting, depth as u32);
    }
}
