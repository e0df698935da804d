use banbury_evidence::DropPath;

/// A rule's `paths`: the files that it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PathFilter {
    include: Vec<PathGlob>,
    exclude: Vec<PathGlob>,
}

impl PathFilter {
    /// From the lists of a rule; no `include` takes in everything.
    pub fn new(include: &[String], exclude: &[String]) -> Self {
        let globs = |list: &[String]| list.iter().map(|glob| PathGlob::new(glob)).collect();
        Self { include: globs(include), exclude: globs(exclude) }
    }

    /// Whether the rule is for this file.
    pub fn allows(&self, path: &DropPath) -> bool {
        let bytes = path.to_bytes();
        let path = String::from_utf8_lossy(&bytes);
        let names: Vec<&str> = path.split('/').collect();
        let listed = |globs: &[PathGlob]| globs.iter().any(|glob| glob.matches(&names));
        (self.include.is_empty() || listed(&self.include)) && !listed(&self.exclude)
    }
}

/// A glob over the names of a path. It may begin at any name unless it begins with `/`, and end at any: a folder's glob is
/// for all in it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PathGlob(Vec<Part<NameGlob>>);

/// A glob over the characters of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NameGlob(Vec<Part<Single>>);

/// A part of a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part<Item> {
    One(Item),
    /// `*`, and among names `**`.
    AnyNumber,
}

/// What one character may be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Single {
    Any,
    Character(char),
    Class { negated: bool, ranges: Vec<(char, char)> },
}

impl PathGlob {
    fn new(glob: &str) -> Self {
        let glob = glob.strip_prefix("./").map_or_else(|| glob.to_owned(), |rest| format!("/{rest}"));
        let mut parts = Vec::new();
        if !glob.starts_with('/') {
            parts.push(Part::AnyNumber);
        }
        let names = glob.split('/').filter(|name| !name.is_empty());
        parts.extend(names.map(|name| if name == "**" { Part::AnyNumber } else { Part::One(NameGlob::new(name)) }));
        if glob.ends_with('/') {
            parts.push(Part::One(NameGlob(vec![Part::AnyNumber])));
        }
        parts.push(Part::AnyNumber);
        Self(parts)
    }

    fn matches(&self, names: &[&str]) -> bool {
        matches(&self.0, names, |glob, name| glob.matches(name))
    }
}

impl NameGlob {
    fn new(glob: &str) -> Self {
        let characters: Vec<char> = glob.chars().collect();
        let (mut parts, mut at) = (Vec::new(), 0);
        while let Some(character) = characters.get(at) {
            at += 1;
            parts.push(match character {
                '*' => Part::AnyNumber,
                '?' => Part::One(Single::Any),
                '\\' if at < characters.len() => {
                    at += 1;
                    Part::One(Single::Character(characters[at - 1]))
                }
                '[' => match class(&characters[at..]) {
                    Some((class, length)) => {
                        at += length;
                        Part::One(class)
                    }
                    None => Part::One(Single::Character('[')),
                },
                other => Part::One(Single::Character(*other)),
            });
        }
        Self(parts)
    }

    fn matches(&self, name: &str) -> bool {
        let characters: Vec<char> = name.chars().collect();
        matches(&self.0, &characters, |single, character| match single {
            Single::Any => true,
            Single::Character(wanted) => wanted == character,
            Single::Class { negated, ranges } => {
                ranges.iter().any(|(low, high)| (low..=high).contains(&character)) != *negated
            }
        })
    }
}

/// A class behind its `[`, and how many characters it takes.
fn class(characters: &[char]) -> Option<(Single, usize)> {
    let negated = matches!(characters.first(), Some('!' | '^'));
    let start = usize::from(negated);
    // A `]` in front is text.
    let end = start + 1 + characters.get(start + 1..)?.iter().position(|character| *character == ']')?;
    let (mut ranges, mut rest) = (Vec::new(), &characters[start..end]);
    loop {
        match rest {
            [low, '-', high, tail @ ..] => {
                ranges.push((*low, *high));
                rest = tail;
            }
            [one, tail @ ..] => {
                ranges.push((*one, *one));
                rest = tail;
            }
            [] => return Some((Single::Class { negated, ranges }, end + 1)),
        }
    }
}

/// Whether parts match all items. If one fails, only the last `AnyNumber` need take more, so that work is bounded by the
/// product of both lengths.
fn matches<Item, Subject>(parts: &[Part<Item>], subjects: &[Subject], one: impl Fn(&Item, &Subject) -> bool) -> bool {
    let (mut part, mut subject) = (0, 0);
    let mut retry = None;
    loop {
        match (parts.get(part), subjects.get(subject)) {
            (Some(Part::AnyNumber), _) => {
                part += 1;
                retry = Some((part, subject));
            }
            (Some(Part::One(item)), Some(it)) if one(item, it) => {
                part += 1;
                subject += 1;
            }
            (None, None) => return true,
            _ => match retry {
                Some((behind, taken)) if taken < subjects.len() => {
                    part = behind;
                    subject = taken + 1;
                    retry = Some((behind, subject));
                }
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn included(glob: &str, path: &str) -> bool {
        PathFilter::new(&[glob.to_owned()], &[]).allows(&DropPath::from_escaped(path))
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
        let filter = PathFilter::new(&["src".to_owned()], &["*_test.c".to_owned()]);
        assert!(
            filter.allows(&DropPath::from_escaped("src/a.c"))
                && !filter.allows(&DropPath::from_escaped("src/a_test.c"))
        );
        assert!(PathFilter::default().allows(&DropPath::from_escaped("a.tar!/b.c")));
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
