use std::collections::BTreeMap;
use std::sync::LazyLock;

use banbury_evidence::Language;

use crate::comments::comments;
use crate::{Grammar, Parser, Tree};

/// Comments that are code, as text offsets of their first byte and behind their last one, in order.
///
/// A comment counts if the lines of it look like code for the better part, if it parses as code without an error, and if
/// that is two statements at least, or one that calls, assigns or branches. One that explains, and shows a line of code, does
/// not parse; comments made for documentation are not asked.
pub fn commented_out(parser: &mut Parser, grammar: Grammar, text: &str, tree: &Tree) -> Vec<(u32, u32)> {
    let Some(style) = STYLES.get(&grammar.language()) else { return Vec::new() };
    let is_code = |start: u32, end: u32, parser: &mut Parser| {
        let comment = text.get(start as usize..end as usize)?;
        let inside = style.inside(comment)?;
        (style.looks_like_code(&inside) && style.parses(parser, grammar, &inside)).then_some((start, end))
    };
    comments(grammar, text, tree).iter().filter_map(|it| is_code(it.start, it.end, parser)).collect()
}

/// How a language marks comments and the ends of statements.
struct Style {
    /// What opens a comment to the end of the line, the longest first.
    line: &'static [&'static str],
    /// What opens documentation.
    documentation: &'static [&'static str],
    /// Whether statements end in `;` or a brace.
    has_semicolons: bool,
    /// What stands around statements, and around declarations, for the grammar to take them.
    frames: &'static [(&'static str, &'static str)],
}

/// Signs that every language with C's comments has.
const C_LIKE: Style =
    Style { line: &["//"], documentation: &["/**", "/*!", "///", "//!"], has_semicolons: true, frames: &[("", "")] };

static STYLES: LazyLock<BTreeMap<Language, Style>> = LazyLock::new(|| {
    let in_function = &[("void f(void) {\n", "\n}\n"), ("", "\n")];
    let hash =
        |has_semicolons| Style { line: &["#"], documentation: &["#!", "#:", "=begin"], has_semicolons, ..C_LIKE };
    BTreeMap::from([
        (Language::C, Style { frames: in_function, ..C_LIKE }),
        (Language::Cpp, Style { frames: in_function, ..C_LIKE }),
        (
            Language::Go,
            Style {
                has_semicolons: false,
                frames: &[("package p\nfunc f() {\n", "\n}\n"), ("package p\n", "\n")],
                ..C_LIKE
            },
        ),
        (
            Language::Java,
            Style { frames: &[("class A { void f() {\n", "\n} }\n"), ("class A {\n", "\n}\n")], ..C_LIKE },
        ),
        (Language::Javascript, C_LIKE),
        (Language::Lua, Style { line: &["--"], documentation: &["---"], has_semicolons: false, ..C_LIKE }),
        (Language::Perl, hash(true)),
        (
            Language::Php,
            Style { line: &["//", "#"], frames: &[("<?php\n", "\n"), ("<?php class A {\n", "\n}\n")], ..C_LIKE },
        ),
        (Language::Python, hash(false)),
        (Language::Ruby, hash(false)),
        (Language::Rust, Style { frames: &[("fn f() {\n", "\n}\n"), ("", "\n")], ..C_LIKE }),
        (Language::Shell, hash(false)),
        (Language::Typescript, C_LIKE),
    ])
});

/// Words that open or end a statement, in languages that have no `;`.
const WORDS: &[&str] = &[
    "return", "break", "continue", "else", "else:", "end", "fi", "done", "esac", "then", "do", "try:", "pass",
    "finally:", "exit", "local", "export", "raise",
];

impl Style {
    /// The text of a comment without its marks, line by line. None if it is documentation.
    fn inside(&self, comment: &str) -> Option<String> {
        if self.documentation.iter().any(|mark| comment.starts_with(mark)) {
            return None;
        }
        if let Some(block) = comment.strip_prefix("/*") {
            let block = block.strip_suffix("*/").unwrap_or(block);
            let line = |line: &str| {
                line.trim_start().strip_prefix('*').filter(|it| !it.starts_with('=')).unwrap_or(line).to_owned()
            };
            // A star at the beginning of every line is decoration; else it may belong to the code.
            let decorated =
                block.lines().skip(1).all(|line| line.trim().is_empty() || line.trim_start().starts_with('*'));
            return Some(if decorated {
                block.lines().map(line).collect::<Vec<_>>().join("\n")
            } else {
                block.to_owned()
            });
        }
        let unmarked = |line: &str| {
            let line = line.trim_start();
            let mark = self.line.iter().find(|mark| line.starts_with(**mark))?;
            Some(line[mark.len()..].to_owned())
        };
        // Python reads the space in front of a line: that between the mark and the code is not the code's.
        let lines: Vec<String> = comment.lines().filter_map(unmarked).collect();
        let indent = |line: &&String| line.len() - line.trim_start_matches(' ').len();
        let least = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(&line)).min().unwrap_or(0);
        Some(lines.iter().map(|line| line.get(least..).unwrap_or("")).collect::<Vec<_>>().join("\n"))
    }

    /// Whether at least half of the lines have the signs of code.
    fn looks_like_code(&self, text: &str) -> bool {
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let with_signs = lines().filter(|line| self.has_signs(line)).count();
        with_signs > 0 && 2 * with_signs >= lines().count()
    }

    fn has_signs(&self, line: &str) -> bool {
        if self.has_semicolons {
            return line.ends_with([';', '{', '}']);
        }
        line.ends_with(['{', '}'])
            || assigns(line)
            || calls(line)
            || WORDS.contains(&line.split_whitespace().next().unwrap_or(""))
            || line.ends_with([':']) && calls(line.trim_end_matches(':'))
    }

    /// Whether it is code in one of the frames.
    fn parses(&self, parser: &mut Parser, grammar: Grammar, text: &str) -> bool {
        let has_effect = text.lines().any(|line| {
            let line = line.trim();
            assigns(line)
                || calls(line.trim_end_matches([';', '{', ' ']))
                || WORDS.contains(&line.split_whitespace().next().unwrap_or(""))
        });
        has_effect
            // What has no body stands inside one.
            && self.frames.iter().take(if text.contains('{') { self.frames.len() } else { 1 }).any(|(before, behind)| {
                let framed = [before, text, behind].concat();
                let inside = before.len() as u32..(before.len() + text.len()) as u32;
                parser.parse(grammar, &framed).is_ok_and(|tree| !tree.has_error(0) && is_code(&tree, &framed, &inside))
            })
    }
}

/// Whether what stands in `inside` is more than a word or two.
fn is_code(tree: &Tree, text: &str, inside: &std::ops::Range<u32>) -> bool {
    let is_in = |start: u32, end: u32| inside.start <= start && end <= inside.end;
    let outermost = tree.nodes.iter().filter(|node| {
        let parent = tree.node(node.parent);
        let is_outermost = !is_in(parent.start, parent.end) || node.parent == 0;
        node.is_named() && !node.is_extra() && node.start < node.end && is_in(node.start, node.end) && is_outermost
    });
    let statements: Vec<&str> = outermost.map(|node| node.text(text)).filter(|it| it.len() > 1).collect();
    match statements.as_slice() {
        [] => false,
        [one] => is_telling(one),
        _ => true,
    }
}

/// Heads of statements with a condition.
const CONDITIONS: &[&str] = &["if", "for", "while", "switch"];

/// Whether a statement alone is surely one: it assigns, or begins with the name that is called, or has a body. `see f(x);`
/// would be a declaration.
fn is_telling(statement: &str) -> bool {
    let is_name = |it: char| it.is_alphanumeric() || "_.->[]$:".contains(it);
    let (head, rest) = statement.split_at(statement.find(|it| !is_name(it)).unwrap_or(statement.len()));
    assigns(statement)
        || !head.is_empty() && rest.starts_with('(')
        || CONDITIONS.contains(&head) && rest.trim_start().starts_with('(')
        || statement.contains('\n') && statement.ends_with('}')
}

/// Words that may stand in front of a name that is assigned to.
const DECLARING: &[&str] = &["const", "declare", "export", "let", "local", "my", "our", "readonly", "val", "var"];

/// Whether something is assigned to names; in front of these there may be a type, where statements end in `;`.
fn assigns(line: &str) -> bool {
    let Some((target, value)) = line.split_once('=') else { return false };
    let target = target.trim_end_matches([':', '+', '-', '|', '&', ' ']);
    let may_be_assigned = |it: char| it.is_alphanumeric() || "_.->[]$@*, ".contains(it);
    let names =
        || target.split(',').map(|name| name.split_whitespace().filter(|word| !DECLARING.contains(word)).count());
    let is_short = names().all(|words| words == 1) || line.ends_with(';') && names().all(|words| words <= 4);
    !value.starts_with('=') && is_short && target.chars().all(may_be_assigned)
}

/// Whether it ends in a call: `name(...)`.
fn calls(line: &str) -> bool {
    let before = line.split_once('(').map_or("", |(before, _)| before);
    line.ends_with(')') && before.ends_with(|it: char| it.is_alphanumeric() || it == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MacroTable, decode, read};

    fn found(language: Language, text: &str) -> Vec<String> {
        let Some(grammar) = Grammar::of(language) else { return Vec::new() };
        let mut parser = Parser::default();
        let set = read(&mut parser, grammar, &decode(text.as_bytes()), &MacroTable::empty()).unwrap();
        let reading = &set.readings[0];
        let ranges = commented_out(&mut parser, grammar, text, &reading.tree);
        ranges.into_iter().map(|(start, end)| text[start as usize..end as usize].to_owned()).collect()
    }

    #[test]
    fn code_in_comments_is_found() {
        let whole = [
            (Language::C, "/* f(x); */"),
            (Language::C, "// x = f(1);"),
            (Language::C, "// if (x) {\n//     f(x);\n// }"),
            (Language::C, "/*\n * int y = 1;\n * f(y);\n */"),
            (Language::C, "/*\nstatic int g(void)\n{\n  return f(1);\n}\n*/"),
            (Language::Java, "// System.out.println(x);\n// x++;"),
            (Language::Go, "// x := f(1)\n// return x"),
            (Language::Javascript, "// console.log(x);"),
            (Language::Lua, "-- local x = f(1)\n-- g(x)"),
            (Language::Php, "# $x = f(1);"),
            (Language::Python, "# x = f(1)\n# if x:\n#     g(x)"),
            (Language::Ruby, "# x = f(1)\n# g(x)"),
            (Language::Rust, "// let x = f(1);"),
            (Language::Shell, "# X=1\n# export X"),
        ];
        for (language, comment) in whole {
            let text = match language {
                Language::Php => format!("<?php\n{comment}\n"),
                Language::Go => format!("package p\n\n{comment}\n"),
                _ => format!("{comment}\n"),
            };
            if Grammar::of(language).is_some() {
                assert_eq!(found(language, &text), [comment], "{text}");
            }
        }
    }

    #[test]
    fn words_are_no_code() {
        let none = [
            (Language::C, "/* Copyright (c) 2001 A. Author; all rights reserved. */\n"),
            (Language::C, "/* Returns the length; */\n// fall through;\n// nothing\n"),
            (Language::C, "/** f(x); */\n/*! f(x); */\n/// f(x);\n"),
            (Language::C, "/* Clears it. Example:\n *   f(x);\n *   g(x);\n */\n"),
            (Language::C, "/* see f(x); */\n/* {{{ */\n/* } */\n/* ---- ; */\n// -*- c -*- ;\n"),
            (Language::C, "char *s = \"/* f(x); */\";\n"),
            (Language::Python, "# todo\n# See the manual (chapter 3)\n# x == y\n# -*- coding: utf-8 -*-\n"),
            (Language::Ruby, "# frozen_string_literal: true\n# A note about it\n"),
            (Language::Shell, "#!/bin/sh\n# start the daemon if it is there\n# do it\n# shellcheck disable=SC2162\n"),
        ];
        for (language, text) in none {
            assert!(found(language, text).is_empty(), "{text}: {:?}", found(language, text));
        }
    }
}
