use banbury_evidence::Language;

use crate::{Grammar, NodeId, Tree};

/// What stands in a list of parameters and is none: separators, attributes, and what Java calls a receiver.
const NO_PARAMETERS: &[&str] = &[
    "keyword_separator",
    "positional_separator",
    "attribute_item",
    "attribute_specifier",
    "attribute_declaration",
    "receiver_parameter",
];

/// Where a grammar has the parameters of a function, by its numbers.
pub(super) struct Parameters {
    language: Language,
    /// The field of the list, in a function or in its declarator, and that of a parameter without a list: `x => 1`.
    list: Option<u16>,
    single: Option<u16>,
    declarator: Option<u16>,
    name: Option<u16>,
    body: Option<u16>,
    signature: Option<u16>,
    left_out: Vec<u16>,
    functions: Vec<u16>,
    this: Option<u16>,
    argument_name: Option<u16>,
}

impl Parameters {
    pub fn of(grammar: Grammar) -> Self {
        let tables = grammar.tables();
        let kind = |name: &str| Some(tables.id_for_node_kind(name, true)).filter(|id| *id != 0);
        let kinds = |names: &[&str]| names.iter().filter_map(|name| kind(name)).collect();
        let field = |name: &str| tables.field_id_for_name(name).map(|id| id.get());
        Self {
            language: grammar.language(),
            list: field("parameters"),
            single: field("parameter"),
            declarator: field("declarator"),
            name: field("name"),
            body: field("body"),
            signature: kind("function_signature"),
            left_out: kinds(NO_PARAMETERS),
            functions: kinds(&["function_definition"]),
            this: kind("this"),
            argument_name: kind("variable_name"),
        }
    }

    /// How many a function has.
    pub fn count(&self, tree: &Tree, function: NodeId, text: &str) -> u32 {
        match self.language {
            Language::Shell => return self.highest_argument(tree, function, text),
            Language::Cmake => return in_command(tree, function),
            Language::Perl => return self.of_perl(tree, function, text),
            _ => {}
        }
        let field = |field: Option<u16>| field.and_then(|field| tree.field(function, field));
        match field(self.list).or_else(|| self.in_declarator(tree, function)) {
            Some(list) => self.in_list(tree, list, text),
            None => u32::from(field(self.single).is_some()),
        }
    }

    /// The list of C: that of the innermost declarator, which is the one with the name.
    fn in_declarator(&self, tree: &Tree, function: NodeId) -> Option<NodeId> {
        let mut at = tree.field(function, self.declarator?)?;
        let mut list = None;
        loop {
            list = self.list.and_then(|field| tree.field(at, field)).or(list);
            // A declarator in parentheses fills no field.
            let inner = self.declarator.and_then(|field| tree.field(at, field));
            let Some(inner) = inner.or_else(|| tree.children(at).find(|child| tree.node(*child).is_named())) else {
                return list;
            };
            if Some(tree.node(inner).field) == self.list {
                return list;
            }
            at = inner;
        }
    }

    fn in_list(&self, tree: &Tree, list: NodeId, text: &str) -> u32 {
        let is_parameter = |id: &NodeId| {
            let node = tree.node(*id);
            node.is_named() && !node.is_extra() && !self.left_out.contains(&node.kind) && !self.is_this(tree, *id)
        };
        let mut parameters = tree.children(list).filter(is_parameter);
        let (first, second) = (parameters.next(), parameters.next());
        if second.is_none() && first.is_some_and(|first| tree.node(first).text(text).trim() == "void") {
            return 0;
        }
        // Go: several names with one type.
        let names = |id: NodeId| tree.children(id).filter(|child| Some(tree.node(*child).field) == self.name).count();
        first.into_iter().chain(second).chain(parameters).map(|id| names(id).max(1) as u32).sum()
    }

    /// TypeScript's `this: T` says what a function is called on.
    fn is_this(&self, tree: &Tree, parameter: NodeId) -> bool {
        self.this.is_some() && tree.children(parameter).next().is_some_and(|it| Some(tree.node(it).kind) == self.this)
    }

    /// The variables of Perl's signature; without one, what the body takes from `@_`.
    fn of_perl(&self, tree: &Tree, function: NodeId, text: &str) -> u32 {
        let sigils = |id: NodeId| tree.node(id).text(text).matches(['$', '@', '%']).count() as u32;
        let signature = tree.children(function).find(|child| Some(tree.node(*child).kind) == self.signature);
        let body = self.body.and_then(|body| tree.field(function, body));
        signature.map(sigils).or(body.map(|body| unpacked(tree, body, text))).unwrap_or(0)
    }

    /// The highest N of `$N` in a shell function, but for those of functions inside it.
    fn highest_argument(&self, tree: &Tree, function: NodeId, text: &str) -> u32 {
        let mut highest = 0;
        let range = tree.subtree(function);
        let mut at = range.start + 1;
        while at < range.end {
            let node = tree.node(at);
            if Some(node.kind) == self.argument_name {
                highest = highest.max(node.text(text).parse().unwrap_or(0));
            }
            at = if self.functions.contains(&node.kind) { node.next } else { at + 1 };
        }
        highest
    }
}

/// Of CMake's `function(name a b)`, those behind the name.
fn in_command(tree: &Tree, function: NodeId) -> u32 {
    let named = |parent: NodeId| tree.children(parent).filter(|child| tree.node(*child).is_named());
    let list = named(function).next().and_then(|command| named(command).last());
    list.map_or(0, |list| named(list).filter(|it| !tree.node(*it).is_extra()).count().saturating_sub(1) as u32)
}

/// What a body of Perl takes from `@_` by a list or by `shift`, in statements of its own.
fn unpacked(tree: &Tree, body: NodeId, text: &str) -> u32 {
    let taken = tree.children(body).filter(|child| tree.node(*child).is_named()).map(|statement| {
        let statement = tree.node(statement).text(text).trim_end_matches([';', ' ', '\n']);
        let Some((taken, from)) = statement.strip_prefix("my").and_then(|rest| rest.split_once('=')) else { return 0 };
        match from.trim() {
            "@_" => taken.matches(['$', '@', '%']).count() as u32,
            "shift" | "shift()" | "shift @_" | "shift(@_)" => 1,
            _ => 0,
        }
    });
    taken.sum()
}

#[cfg(test)]
mod tests {
    use super::super::tests::only;
    use super::*;

    #[test]
    fn parameters_are_counted_as_a_reader_would() {
        let counted = [
            (Language::C, 0, "int f(void) { return 0; }\n"),
            (Language::C, 0, "int f() { return 0; }\n"),
            (Language::C, 1, "int f(void *x) { return 0; }\n"),
            (Language::C, 3, "int *f(const char *a, int (*b)(int, int), ...) { return 0; }\n"),
            (Language::C, 2, "int f(a, b) int a; char *b; { return 0; }\n"),
            (Language::C, 2, "void (*f(int a, void (*b)(int)))(int) { return b; }\n"),
            (Language::Cpp, 2, "int A::f(int a, int b = g(1, 2)) const { return 0; }\n"),
            (Language::Cpp, 1, "struct A { int operator()(int a) { return a; } };\n"),
            (Language::Go, 3, "package p\nfunc (t *T) f(a, b int, c ...string) (int, error) {\n}\n"),
            (Language::Go, 2, "package p\nfunc f(int, string) {\n}\n"),
            (Language::Java, 2, "class A { void f(final int a, String... b) {} }\n"),
            (Language::Javascript, 4, "function f(a, b = 1, { c, d }, ...e) {}\n"),
            (Language::Javascript, 1, "const f = x => 1;\n"),
            (Language::Lua, 2, "function f(a, ...) end\n"),
            (Language::Perl, 3, "sub f {\n  my ($a, %b) = @_;\n  my $c = shift;\n}\n"),
            (Language::Perl, 2, "sub f($a, $b) {\n  g();\n}\n"),
            (Language::Php, 2, "<?php\nfunction f($a, ...$b) {}\n"),
            (Language::Python, 5, "def f(self, a: int, *, b=1, c: int = 2, **d):\n    pass\n"),
            (Language::Ruby, 4, "def f(a, b = 1, *c, &d)\nend\n"),
            (Language::Ruby, 0, "def f\nend\n"),
            (Language::Rust, 2, "impl A { fn f(&self, (a, b): (u8, u8)) {} }\n"),
            (Language::Shell, 3, "f() {\n  echo $1 \"${3:-x}\" $#\n  g() { echo $7; }\n}\n"),
            (Language::Typescript, 2, "function f(this: A, a: number, b?: string): void {}\n"),
            (Language::Cmake, 2, "function(f a b)\nendfunction()\n"),
        ];
        for (language, parameters, text) in counted {
            if Grammar::of(language).is_some() {
                assert_eq!(only(language, text).parameters, parameters, "{text}");
            }
        }
    }
}
