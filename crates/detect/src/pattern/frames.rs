//! Ways in which a fragment of code can be given to a parser, and how each language writes what patterns leave open.

use banbury_evidence::Language;
use banbury_syntax::Grammar;

/// Text before a fragment and text behind it.
pub(super) type Frame = (&'static str, &'static str);

/// How a language writes what patterns leave open.
pub(super) struct Manner {
    /// In front of a metavariable's name: a PHP variable has a `$`.
    pub sigil: &'static str,
    /// Behind an ellipsis that stands as a statement.
    pub statement_end: &'static str,
    /// An ellipsis among the entries of a record; `{}` is its name.
    pub entry: &'static str,
    /// An ellipsis among parameters.
    pub parameter: &'static str,
    /// An ellipsis among the members of a class.
    pub member: &'static str,
    /// An ellipsis among named arguments of an annotation.
    pub annotation: &'static str,
    /// A metavariable as a parameter without a type.
    pub untyped: &'static str,
    /// The frames to try, in order.
    pub frames: &'static [Frame],
    /// Whether a `;` makes a statement of an expression.
    pub has_terminator: bool,
    /// Whether it is the manner for a pattern.
    pub suits: fn(&str) -> bool,
}

const FILE: Frame = ("", "\n");

const C_STATEMENTS: Frame = ("void BB_FRAME(void) {\n", "\n}");
const C_UNCLOSED: Frame = ("void BB_FRAME(void) {\n", "\n;}");
const C_EXPRESSION: Frame = ("void BB_FRAME(void) {\nBB_FRAME =\n", "\n;}");

const C: Manner = Manner {
    sigil: "",
    statement_end: ";",
    entry: "{}",
    parameter: "{}",
    member: "{}",
    annotation: "{}",
    untyped: "{}",
    frames: &[C_STATEMENTS, C_EXPRESSION, C_UNCLOSED, FILE],
    has_terminator: true,
    suits: |_| true,
};

const PLAIN: Manner = Manner {
    sigil: "",
    statement_end: "",
    entry: "{}",
    parameter: "{}",
    member: "{}",
    annotation: "{}",
    untyped: "{}",
    frames: &[FILE],
    has_terminator: false,
    suits: |_| true,
};

const JAVA: Manner = Manner {
    statement_end: ";",
    parameter: "{} {}",
    member: "{} {};",
    annotation: "{} = {}",
    untyped: "BB_ANY_TYPE {}",
    frames: &[
        ("class BB_FRAME { void BB_FRAME() {\n", "\n} }"),
        ("class BB_FRAME { Object BB_FRAME =\n", "\n; }"),
        ("class BB_FRAME {\n", "\n}"),
        FILE,
        ("class BB_FRAME { void BB_FRAME() {\n", "\n; } }"),
        ("", "\nclass BB_FRAME {}"),
    ],
    has_terminator: true,
    ..PLAIN
};

const GO: Manner = Manner {
    parameter: "{} {}",
    frames: &[FILE, ("var BB_FRAME = BB_FRAME{\n", ",\n}\n"), ("var BB_FRAME =\n", "\n")],
    ..PLAIN
};

const JAVASCRIPT_EXPRESSION: Frame = ("(\n", "\n)\n");
const JAVASCRIPT_ENTRY: Frame = ("({\n", "\n})\n");
const JAVASCRIPT_MEMBER: Frame = ("class BB_FRAME {\n", "\n}\n");
const JAVASCRIPT_CATCH: Frame = ("try {} ", "\n");

const JAVASCRIPT: Manner = Manner {
    statement_end: ";",
    member: "{};",
    frames: &[FILE, JAVASCRIPT_EXPRESSION, JAVASCRIPT_MEMBER, JAVASCRIPT_ENTRY, JAVASCRIPT_CATCH],
    ..PLAIN
};

/// An object, which as a statement would be a block.
const JAVASCRIPT_OBJECT: Manner =
    Manner { frames: &[JAVASCRIPT_EXPRESSION], suits: |pattern| pattern.starts_with('{'), ..JAVASCRIPT };

/// An entry of an object, which as a statement would be labelled.
const JAVASCRIPT_PAIR: Manner = Manner { frames: &[JAVASCRIPT_ENTRY], suits: opens_with_key, ..JAVASCRIPT };

fn opens_with_key(pattern: &str) -> bool {
    let is_word = |it: char| it.is_alphanumeric() || matches!(it, '_' | '$' | '"' | '\'' | '-');
    pattern.trim_start_matches(is_word).trim_start().starts_with(':')
}

const PHP: Manner = Manner {
    sigil: "$",
    statement_end: ";",
    parameter: "${}",
    member: "use {};",
    frames: &[("<?php\n", "\n"), ("<?php\n", "\n;"), ("<?php class BB_FRAME {\n", "\n}"), ("<?php [\n", "\n];")],
    has_terminator: true,
    ..PLAIN
};

const RUBY: Manner = Manner {
    entry: "**{}",
    // A parameter begins with a small letter.
    parameter: "bb_{}",
    untyped: "bb_{}",
    frames: &[FILE, RUBY_ENTRY],
    ..PLAIN
};

const RUBY_ENTRY: Frame = ("BB_FRAME = {", "}\n");

/// An entry of a hash, which as a statement would be a match.
const RUBY_PAIR: Manner = Manner { frames: &[RUBY_ENTRY], suits: |pattern| pattern.starts_with(':'), ..RUBY };

const PERL: Manner =
    Manner { sigil: "$", statement_end: ";", frames: &[FILE, ("", "\n;")], has_terminator: true, ..PLAIN };

const RUST: Manner = Manner {
    statement_end: ";",
    parameter: "{}: {}",
    member: "type {} = {};",
    untyped: "{}: BB_ANY_TYPE",
    frames: &[
        ("fn BB_FRAME() {\n", "\n}"),
        ("fn BB_FRAME() {\nBB_FRAME =\n", "\n;}"),
        ("fn BB_FRAME() {\n", "\n;}"),
        ("impl BB_FRAME {\n", "\n}"),
        FILE,
    ],
    has_terminator: true,
    ..PLAIN
};

/// The manner of a grammar; of several the first in which a pattern is free of syntax errors counts.
pub(super) fn manners(grammar: Grammar) -> Vec<Manner> {
    match grammar {
        Grammar::C | Grammar::Cpp => vec![C],
        Grammar::Go => vec![GO],
        Grammar::Java => vec![JAVA],
        Grammar::Javascript | Grammar::Typescript | Grammar::Tsx => {
            vec![JAVASCRIPT_OBJECT, JAVASCRIPT_PAIR, JAVASCRIPT]
        }
        Grammar::Php => vec![PHP],
        Grammar::Rust => vec![RUST],
        Grammar::Python => vec![Manner { entry: "**{}", frames: &[FILE, ("BB_FRAME = {", "}\n")], ..PLAIN }],
        Grammar::Lua => {
            vec![Manner { statement_end: "()", frames: &[("BB_FRAME =\n", "\n"), FILE], ..PLAIN }]
        }
        _ if grammar.language() == Language::Perl => vec![PERL],
        _ if grammar.language() == Language::Ruby => vec![RUBY_PAIR, RUBY],
        _ => vec![PLAIN],
    }
}
