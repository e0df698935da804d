use std::collections::BTreeMap;
use std::ops::Range;

use crate::tokens::{DirectiveAt, Token, Tokens};
use crate::words::Word;
use crate::{Grammar, SourceText};

/// A branch of a conditional, and when it is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Text offsets of what stands in the branch.
    pub range: Range<usize>,
    /// When it is compiled, for example `defined(CONFIG_FOO)` or `!(A) && B`.
    pub text: String,
    /// Line of the directive that opens the branch, from 1.
    pub line: u32,
}

/// Which branch a pass over the text follows where it cannot keep all.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Choice<'a> {
    /// The first one, as far as that agrees with itself.
    First,
    /// One with a token that no pass has looked at, where there is one.
    Unseen(&'a [bool]),
    /// One that is never compiled, where there is one.
    Never,
}

/// One `#if` to its `#endif`.
#[derive(Debug)]
pub(crate) struct Group {
    pub branches: Vec<Branch>,
    /// Whether it is the guard against including a file twice.
    is_guard: bool,
}

/// One branch of a group.
#[derive(Debug)]
pub(crate) struct Branch {
    /// The tokens in it.
    pub tokens: Range<usize>,
    /// Text offsets of all in it.
    text: Range<usize>,
    /// Text offset of its directive.
    directive: usize,
    /// When it is compiled, apart from the branches before it.
    condition: String,
    /// Whether it is never compiled in this language.
    pub never: bool,
}

/// The conditions of a C or C++ text, sorted by place: those around a place are the ones under which it is compiled.
/// Guards against including a file twice are left out.
pub fn conditions(grammar: Grammar, source: &SourceText<'_>) -> Vec<Condition> {
    if !grammar.has_preprocessor() || memchr::memchr(b'#', source.text.as_bytes()).is_none() {
        return Vec::new();
    }
    let tokens = crate::tokens::tokens(&source.text, &crate::MacroTable::empty(), false);
    let mut found = Vec::new();
    for group in groups(grammar, &source.text, &tokens).iter().filter(|group| !group.is_guard) {
        let mut before: Vec<&str> = Vec::new();
        for branch in &group.branches {
            let mut parts: Vec<String> = before.iter().map(|condition| negation(condition)).collect();
            if branch.condition != "1" || parts.is_empty() {
                parts.push(branch.condition.clone());
            }
            found.push(Condition {
                range: branch.text.clone(),
                text: parts.join(" && "),
                line: source.lines.line(branch.directive),
            });
            before.push(&branch.condition);
        }
    }
    found.sort_by_key(|condition| (condition.range.start, std::cmp::Reverse(condition.range.end)));
    found
}

/// The groups of a text, inner ones first. One that is never closed ends with the text; a stray `#else` is passed over.
pub(crate) fn groups(grammar: Grammar, text: &str, tokens: &Tokens) -> Vec<Group> {
    let mut open: Vec<Group> = Vec::new();
    let mut closed = Vec::new();
    let all = tokens.tokens.len();
    let branch = |directive: &DirectiveAt, condition: String, never| Branch {
        tokens: directive.token as usize..all,
        text: directive.end as usize..text.len(),
        directive: directive.start as usize,
        never,
        condition,
    };
    let close = |group: &mut Group, directive: &DirectiveAt| {
        if let Some(last) = group.branches.last_mut() {
            last.tokens.end = directive.token as usize;
            last.text.end = directive.start as usize;
        }
    };
    for (index, directive) in tokens.directives.iter().enumerate() {
        let argument = || squeezed(text.get(directive.name_end as usize..directive.end as usize).unwrap_or(""));
        let condition = match directive.name(text) {
            "if" | "elif" => normal(argument()),
            "ifdef" | "elifdef" => format!("defined({})", first_word(&argument())),
            "ifndef" | "elifndef" => format!("!defined({})", first_word(&argument())),
            "else" => "1".to_owned(),
            "endif" => {
                if let Some(mut group) = open.pop() {
                    close(&mut group, directive);
                    let whole = group.branches.first().is_some_and(|branch| branch.tokens.start == 0)
                        && directive.token as usize == all
                        && group.branches.len() == 1;
                    group.is_guard &= whole && tokens.directives.len() == index + 1;
                    closed.push(group);
                }
                continue;
            }
            _ => continue,
        };
        if directive.name(text).starts_with("if") {
            let never = truth(grammar, &condition) == Some(false);
            let guarded = condition.strip_prefix("!defined(").and_then(|rest| rest.strip_suffix(')'));
            let is_guard = tokens.directives.get(index + 1).is_some_and(|next| {
                let argument = text.get(next.name_end as usize..next.end as usize).unwrap_or("");
                index == 0 && next.name(text) == "define" && guarded == Some(first_word(argument.trim()))
            });
            open.push(Group { branches: vec![branch(directive, condition, never)], is_guard });
        } else if let Some(group) = open.last_mut() {
            close(group, directive);
            let settled = group.branches.iter().any(|branch| truth(grammar, &branch.condition) == Some(true));
            let never = settled || truth(grammar, &condition) == Some(false);
            group.branches.push(branch(directive, condition, never));
        }
    }
    closed.extend(open.into_iter().rev());
    closed
}

/// Which tokens a pass follows.
pub(crate) struct Selection {
    /// For each token, whether it is left out.
    pub hidden: Vec<bool>,
    /// Ranges of tokens of which one branch was chosen, and which other passes have to look at.
    pub chosen: Vec<Range<usize>>,
}

/// Follows all branches of a group if each is whole in itself, and one of them otherwise.
pub(crate) fn select(tokens: &[Token], groups: &[Group], choice: Choice<'_>) -> Selection {
    let mut selection = Selection { hidden: vec![false; tokens.len()], chosen: Vec::new() };
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for group in groups {
        let follows_never = matches!(choice, Choice::Never) && group.branches.iter().any(|branch| branch.never);
        let live = |branch: &&Branch| branch.never == follows_never;
        let whole = keeps_all(tokens, &selection.hidden, group, follows_never);
        let taken = if whole { None } else { taken(group, choice, follows_never, &known) };
        for (index, branch) in group.branches.iter().enumerate() {
            let follows = if whole { live(&branch) } else { Some(index) == taken };
            if !follows {
                selection.hidden[branch.tokens.clone()].fill(true);
            }
        }
        if whole {
            continue;
        }
        let others = group.branches.iter().filter(live).count();
        if let (Some(first), Some(last)) = (group.branches.first(), group.branches.last())
            && others > 1
        {
            selection.chosen.push(first.tokens.start..last.tokens.end);
        }
        for (index, branch) in group.branches.iter().enumerate() {
            if matches!(choice, Choice::First) && taken.is_none_or(|taken| index <= taken) && branch.condition != "1" {
                let (name, negated) = atom(&branch.condition);
                known.entry(name).or_insert((Some(index) == taken) != negated);
            }
        }
    }
    selection
}

/// The branch to follow; none if the group has only one, and that is not compiled.
fn taken(group: &Group, choice: Choice<'_>, follows_never: bool, known: &BTreeMap<&str, bool>) -> Option<usize> {
    let live: Vec<usize> = (0..group.branches.len()).filter(|at| group.branches[*at].never == follows_never).collect();
    if let Choice::Unseen(seen) = choice {
        let is_new = |at: &&usize| group.branches[**at].tokens.clone().any(|token| !seen[token]);
        return live.iter().find(is_new).or(live.first()).copied();
    }
    // What was assumed once holds in the rest of the text.
    for at in &live {
        let condition = group.branches[*at].condition.as_str();
        let (name, negated) = atom(condition);
        if known.get(name).is_none_or(|truth| *truth != negated) {
            return Some(*at);
        }
    }
    None
}

/// Whether all branches can stand one behind the other: each is whole statements, declarations or list elements.
fn keeps_all(tokens: &[Token], hidden: &[bool], group: &Group, follows_never: bool) -> bool {
    let live: Vec<&Branch> = group.branches.iter().filter(|branch| branch.never == follows_never).collect();
    let seen = |range: Range<usize>| range.filter(|at| !hidden[*at]);
    let Some(start) = group.branches.first().map(|branch| branch.tokens.start) else { return true };
    if live.iter().all(|branch| seen(branch.tokens.clone()).next().is_none()) {
        return true;
    }
    let before = (0..start).rev().find(|at| !hidden[*at]).map(|at| tokens[at]);
    let in_list = before.is_some_and(|token| token.is(b',') || token.is(b'(') || token.is(b'{'));
    if in_list && !before.is_some_and(|token| token.is(b'{')) && !stands_in_braces(tokens, hidden, start) {
        return false;
    }
    let at_boundary =
        before.is_none_or(|token| matches!(token.code, b';' | b'{' | b'}' | b',' | b':') || token.word == Word::Else);
    if !at_boundary {
        return live.len() == 1 && is_balanced(tokens, seen(live[0].tokens.clone()));
    }
    for (index, branch) in live.iter().enumerate() {
        let Some(last) = seen(branch.tokens.clone()).next_back() else { continue };
        let first = seen(branch.tokens.clone()).next().map_or(Word::None, |at| tokens[at].word);
        let ends = match tokens[last].code {
            b';' | b'}' | b':' => true,
            b',' => in_list,
            // The last element of a list needs no comma.
            _ => {
                live.len() == 1
                    || in_list
                        && index + 1 == live.len()
                        && tokens.get(branch.tokens.end).is_some_and(|token| token.is(b'}'))
            }
        };
        let second_else = first == Word::Else && live.len() > 1;
        if !ends || second_else || !is_balanced(tokens, seen(branch.tokens.clone())) {
            return false;
        }
    }
    true
}

/// Most tokens that are looked at to find the bracket around a place.
const FARTHEST_BRACKET: usize = 4_000;

fn stands_in_braces(tokens: &[Token], hidden: &[bool], before: usize) -> bool {
    let mut depth = 0;
    for at in (0..before).rev().take(FARTHEST_BRACKET).filter(|at| !hidden[*at]) {
        match tokens[at].code {
            b')' | b']' | b'}' => depth += 1,
            b'(' | b'[' | b'{' if depth > 0 => depth -= 1,
            b'{' => return true,
            b'(' | b'[' => return false,
            _ => {}
        }
    }
    false
}

fn is_balanced(tokens: &[Token], range: impl Iterator<Item = usize>) -> bool {
    let mut depth = [0_i32; 3];
    for at in range {
        let (which, step) = match tokens[at].code {
            b'(' => (0, 1),
            b')' => (0, -1),
            b'[' => (1, 1),
            b']' => (1, -1),
            b'{' => (2, 1),
            b'}' => (2, -1),
            _ => continue,
        };
        depth[which] += step;
        if depth[which] < 0 {
            return false;
        }
    }
    depth == [0; 3]
}

/// What is known of a condition without a compiler's settings.
fn truth(grammar: Grammar, condition: &str) -> Option<bool> {
    let (plain, negated) = match condition.strip_prefix('!') {
        Some(plain) => (plain, true),
        None => (condition, false),
    };
    let head = plain.split(" &&").next().unwrap_or(plain);
    let is_head = head.len() < plain.len();
    let value = match head {
        "0" => false,
        "1" => true,
        "defined(__cplusplus)" => grammar == Grammar::Cpp,
        "defined(__ASSEMBLY__)" | "defined(__ASSEMBLER__)" | "defined(__ASSEMBLY)" => false,
        _ => return None,
    };
    // Of a conjunction one part tells something only if it is false.
    if is_head { (value == negated).then_some(false) } else { Some(value != negated) }
}

/// A condition without the `!` that stands before all of it, and whether one did.
fn atom(condition: &str) -> (&str, bool) {
    match condition.strip_prefix('!') {
        Some(name) if !name.contains(' ') => (name, true),
        _ => (condition, false),
    }
}

fn negation(condition: &str) -> String {
    match atom(condition) {
        (name, true) => name.to_owned(),
        _ => format!("!({condition})"),
    }
}

/// A condition in the form that equal ones share.
fn normal(condition: String) -> String {
    let (plain, mark) = match condition.strip_prefix('!') {
        Some(plain) => (plain.trim_start(), "!"),
        None => (condition.as_str(), ""),
    };
    if let Some(name) = plain.strip_prefix("defined ")
        && !name.contains([' ', '('])
    {
        return format!("{mark}defined({name})");
    }
    let tidy = plain.replace("defined (", "defined(").replace("( ", "(").replace(" )", ")");
    format!("{mark}{tidy}")
}

/// A directive's rest without comments and continuations.
fn squeezed(line: &str) -> String {
    crate::macros::plain(line)
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MacroTable, decode};

    fn followed(text: &str, choice: Choice<'_>) -> String {
        let tokens = crate::tokens::tokens(text, &MacroTable::empty(), false);
        let groups = groups(Grammar::C, text, &tokens);
        let selection = select(&tokens.tokens, &groups, choice);
        let seen = tokens.tokens.iter().zip(selection.hidden).filter(|(_, hidden)| !hidden);
        seen.map(|(token, _)| token.text(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn branches_that_are_whole_are_all_kept() {
        let text = "f() {\n#ifdef A\n a();\n#else\n b();\n#endif\n}\n";
        assert_eq!(followed(text, Choice::First), "f ( ) { a ( ) ; b ( ) ; }");
        let list = "int x[] = {\n#ifdef A\n 1,\n#else\n 2\n#endif\n};\n";
        assert_eq!(followed(list, Choice::First), "int x [ ] = { 1 , 2 } ;");
    }

    #[test]
    fn a_split_statement_follows_one_branch() {
        let text = "#ifdef A\nif (a) {\n#else\nif (b) {\n# if C\n c();\n# endif\n#endif\n d(); }\n";
        assert_eq!(followed(text, Choice::First), "if ( a ) { d ( ) ; }");
        let mut seen = [false; 20];
        seen[..5].fill(true);
        assert_eq!(followed(text, Choice::Unseen(&seen)), "if ( b ) { c ( ) ; d ( ) ; }");
        let again = "#ifdef A\nif (a) {\n#else\nif (b) {\n#endif\n#ifndef A\nx(\n#else\ny(\n#endif\n1); }\n";
        assert_eq!(followed(again, Choice::First), "if ( a ) { y ( 1 ) ; }");
    }

    #[test]
    fn what_is_never_compiled_is_followed_apart() {
        let text = "#if 0\nold();\n#else\nnew();\n#endif\n#if 0\nnever();\n#endif\n";
        assert_eq!(followed(text, Choice::First), "new ( ) ;");
        assert_eq!(followed(text, Choice::Never), "old ( ) ; never ( ) ;");
    }

    #[test]
    fn stray_and_open_conditionals_are_borne() {
        assert_eq!(followed("#else\na;\n#endif\n#if A\nb;\n", Choice::First), "a ; b ;");
    }

    #[test]
    fn conditions_are_told_with_their_lines() {
        let text = "#ifndef H\n#define H\n#if defined A\na;\n#elif B > 1\nb;\n#else\nc;\n#endif\n#endif\n";
        let found = conditions(Grammar::C, &decode(text.as_bytes()));
        let shown: Vec<_> = found.iter().map(|it| (it.text.as_str(), it.line)).collect();
        assert_eq!(shown, [("defined(A)", 3), ("!(defined(A)) && B > 1", 5), ("!(defined(A)) && !(B > 1)", 7)]);
        assert_eq!(&text[found[1].range.clone()], "\nb;\n");
    }
}
