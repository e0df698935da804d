//! The functions of a file, and their measures.

mod kinds;
mod nesting;
mod parameters;

use std::collections::BTreeMap;

use banbury_evidence::{Means, Parse};

use crate::words::{Word, word};
use crate::{Grammar, Node, Reading, ReadingKind, Tree};
use kinds::KINDS;

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
    /// The deepest number of control structures that stand inside one another. `else if` goes no deeper.
    pub nesting: u32,
    /// Its parameters: each that is declared, `self` and one for any further arguments included. Of a shell function, the
    /// highest number of an argument that it names.
    pub parameters: u32,
    /// How it was read.
    pub parse: Parse,
    /// What made it readable, sorted.
    pub means: Vec<Means>,
}

impl Grammar {
    /// Whether its language has functions, which are listed and measured.
    pub fn has_functions(self) -> bool {
        KINDS.get(&self).is_some_and(|kinds| kinds.has_functions())
    }
}

/// The functions of all readings, each once, sorted by place. A reading that has it without an error wins, and the plain
/// one wins over the others. Macro bodies and raw bytes define no functions.
pub fn functions(grammar: Grammar, readings: &[Reading]) -> Vec<Function> {
    let Some(kinds) = KINDS.get(&grammar) else { return Vec::new() };
    let mut found: BTreeMap<(u32, String), Function> = BTreeMap::new();
    for reading in readings {
        let of_branch = match reading.kind {
            ReadingKind::Plain | ReadingKind::Embedded => None,
            ReadingKind::Branch(_) => Some(Means::Branch),
            ReadingKind::NeverCompiled | ReadingKind::MacroBodies | ReadingKind::RawBytes => continue,
        };
        // Functions nest: sums up to each node spare each of them a walk through all inside it.
        let decisions = sums(&reading.tree, |node| kinds.decisions.contains(&node.kind));
        let depths = kinds.nesting.depths(&reading.tree);
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
                nesting: depths.inside(id),
                parameters: kinds.parameters.count(&reading.tree, id, &reading.text),
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

#[cfg(test)]
mod tests {
    use banbury_evidence::Language;

    use super::*;
    use crate::{MacroTable, Parser, decode, read};

    fn all(language: Language, text: &str) -> Vec<Function> {
        let Some(grammar) = Grammar::of(language) else { return Vec::new() };
        let set = read(&mut Parser::default(), grammar, &decode(text.as_bytes()), &MacroTable::empty()).unwrap();
        functions(grammar, &set.readings)
    }

    /// The function `f` of a text.
    pub(super) fn only(language: Language, text: &str) -> Function {
        let found = all(language, text);
        found.iter().find(|function| function.name.ends_with('f')).or(found.first()).expect(text).clone()
    }

    /// Names and complexities.
    fn found(language: Language, text: &str) -> Vec<(String, u32)> {
        let functions = all(language, text);
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
