use std::collections::BTreeMap;

use banbury_evidence::DropPath;
use regex::Regex;

/// A rule's `paths`: the files that it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PathFilter {
    include: Vec<String>,
    exclude: Vec<String>,
}

impl PathFilter {
    /// From the lists of a rule; no `include` takes in everything.
    pub fn new(include: &[String], exclude: &[String]) -> Self {
        Self { include: include.to_vec(), exclude: exclude.to_vec() }
    }

    /// Whether it is for all files.
    pub fn is_for_all(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    pub fn compile(&self) -> CompiledPaths {
        let any_of = |globs: &[String]| {
            let globs: Vec<String> = globs.iter().map(|glob| expression(glob)).collect();
            Regex::new(&format!("^(?s:{})$", globs.join("|"))).ok().filter(|_| !globs.is_empty())
        };
        CompiledPaths { include: any_of(&self.include), exclude: any_of(&self.exclude) }
    }
}

/// The rules of a ruleset that are for some files only, by the filters that they share.
pub(crate) struct RulePaths(Vec<(CompiledPaths, Vec<u32>)>);

impl RulePaths {
    /// Of the rules with these filters, by number.
    pub fn new<'a>(filters: impl Iterator<Item = &'a PathFilter>) -> Self {
        let mut rules: BTreeMap<&PathFilter, Vec<u32>> = BTreeMap::new();
        for (number, filter) in (0..).zip(filters).filter(|(_, filter)| !filter.is_for_all()) {
            rules.entry(filter).or_default().push(number);
        }
        Self(rules.into_iter().map(|(filter, rules)| (filter.compile(), rules)).collect())
    }

    /// The rules that are not for a file, in order.
    pub fn not_for(&self, path: &DropPath) -> Vec<u32> {
        let others = self.0.iter().filter(|(filter, _)| !filter.allows(path));
        let mut rules: Vec<u32> = others.flat_map(|(_, rules)| rules).copied().collect();
        rules.sort_unstable();
        rules
    }

    /// Whether a rule is for a file.
    pub fn are_for(&self, rule: u32, path: &DropPath) -> bool {
        let filter = self.0.iter().find(|(_, rules)| rules.contains(&rule));
        filter.is_none_or(|(filter, _)| filter.allows(path))
    }
}

/// A filter ready for many paths. A list that is empty, or too long for a regular expression, leaves no file out.
pub(crate) struct CompiledPaths {
    include: Option<Regex>,
    exclude: Option<Regex>,
}

impl CompiledPaths {
    /// Whether the rule is for this file.
    pub fn allows(&self, path: &DropPath) -> bool {
        let bytes = path.to_bytes();
        // With a `/` behind them all names end alike.
        let path = format!("{}/", String::from_utf8_lossy(&bytes));
        self.include.as_ref().is_none_or(|listed| listed.is_match(&path))
            && !self.exclude.as_ref().is_some_and(|listed| listed.is_match(&path))
    }
}

/// A glob over the names of a path as a regular expression. It may begin at any name unless it begins with `/`, and end at
/// any: a folder's glob is for all in it.
fn expression(glob: &str) -> String {
    let glob = glob.strip_prefix("./").map_or_else(|| glob.to_owned(), |rest| format!("/{rest}"));
    let begins = if glob.starts_with('/') { "" } else { "(?:.*/)?" };
    let names: Vec<&str> = glob.split('/').filter(|name| !name.is_empty()).collect();
    let mut text = begins.to_owned();
    for name in &names {
        match *name {
            "**" => text.push_str("(?:[^/]*/)*"),
            name => text.push_str(&format!("{}/", name_expression(name))),
        }
    }
    if glob.ends_with('/') && !names.is_empty() {
        text.push_str("[^/]*/");
    }
    format!("(?:{text}.*)")
}

/// A glob over the characters of one name.
fn name_expression(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    while let Some(character) = characters.get(at) {
        at += 1;
        match character {
            '*' => text.push_str("[^/]*"),
            '?' => text.push_str("[^/]"),
            '\\' if at < characters.len() => {
                text.push_str(&regex::escape(&characters[at].to_string()));
                at += 1;
            }
            '[' => match class(&characters[at..]) {
                Some((class, length)) => {
                    text.push_str(&class);
                    at += length;
                }
                None => text.push_str(r"\["),
            },
            other => text.push_str(&regex::escape(&other.to_string())),
        }
    }
    text
}

/// A class behind its `[`, and how many characters it takes.
fn class(characters: &[char]) -> Option<(String, usize)> {
    let is_negated = matches!(characters.first(), Some('!' | '^'));
    let start = usize::from(is_negated);
    // A `]` in front is text.
    let end = start + 1 + characters.get(start + 1..)?.iter().position(|character| *character == ']')?;
    let (mut members, mut rest) = (String::new(), &characters[start..end]);
    let escaped = |character: &char| format!(r"\u{{{:x}}}", u32::from(*character));
    loop {
        match rest {
            // A range that runs backwards holds nothing.
            [low, '-', high, tail @ ..] => {
                if low <= high {
                    members.push_str(&format!("{}-{}", escaped(low), escaped(high)));
                }
                rest = tail;
            }
            [one, tail @ ..] => {
                members.push_str(&escaped(one));
                rest = tail;
            }
            [] => break,
        }
    }
    let class = match (is_negated, members.is_empty()) {
        (false, true) => r"[^\s\S]".to_owned(),
        (false, false) => format!("[{members}&&[^/]]"),
        (true, _) => format!("[^/{members}]"),
    };
    Some((class, end + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn included(glob: &str, path: &str) -> bool {
        PathFilter::new(&[glob.to_owned()], &[]).compile().allows(&DropPath::from_escaped(path))
    }

    #[test]
    fn a_glob_begins_and_ends_at_any_name() {
        for (glob, path) in [
            ("*.c", "a/b.c"),
            ("*.c", "foo.c/inner.h"),
            ("foo/bar", "foo/bar/x.c"),
            ("b/c", "a/b/c/d.c"),
            ("sources/", "q/sources/z.c"),
            ("/foo", "foo/x.c"),
            ("./foo", "foo/x.c"),
            ("foo/**", "bar/foo/y.c"),
            ("**/x.c", "x.c"),
            ("a?c", "aXc"),
            ("[ab].c", "b.c"),
            ("wp/**/*.php", "x/wp/p.php"),
            ("wp/**/*.php", "wp/a/b/p.php"),
            ("[!a]*.c", "b.c"),
            (r"\[ab\].c", "[ab].c"),
            ("", "x"),
            ("d{a,b}.c", "d{a,b}.c"),
            ("**x.c", "foo/x.c"),
            ("*/openssl/*.h", "src/openssl/e.h"),
            ("*test*", "tests/t.c"),
            ("[]-]", "-"),
            ("[a", "[a"),
            ("/", "x"),
        ] {
            assert!(included(glob, path), "{glob} {path}");
        }
        for (glob, path) in [
            ("/foo", "bar/foo/y.c"),
            ("/x.c", "foo/x.c"),
            ("*.c", "A.C"),
            ("a/*/d.c", "a/b/c/d.c"),
            ("test", "tests/t.c"),
            ("z.c/", "q/z.c"),
            ("*/openssl/*.h", "openssl/e.h"),
            ("[ab].c", "[ab].c"),
            ("!x.c", "y.c"),
            ("a?c", "a/c"),
        ] {
            assert!(!included(glob, path), "{glob} {path}");
        }
    }

    #[test]
    fn what_is_excluded_is_out_though_included() {
        let filter = PathFilter::new(&["src".to_owned()], &["*_test.c".to_owned()]).compile();
        assert!(
            filter.allows(&DropPath::from_escaped("src/a.c"))
                && !filter.allows(&DropPath::from_escaped("src/a_test.c"))
        );
        assert!(PathFilter::default().compile().allows(&DropPath::from_escaped("a.tar!/b.c")));
    }

    proptest! {
        #[test]
        fn any_glob_meets_any_path(glob in r"[ab/*?\[\]!^.\\-]{0,12}", path in "[ab./-]{1,20}") {
            included(&glob, &path);
        }

        #[test]
        fn a_path_includes_itself(path in "[abc]{1,4}(/[abc.]{1,4}){0,3}") {
            prop_assert!(included(&path, &path));
        }
    }
}
