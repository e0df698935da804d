use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use fancy_regex::RegexBuilder;

use crate::pcre::{self, Flags};

/// A rule's regular expression over a whole text.
///
/// Most run in linear time. Those with lookaround, back-references and the like need a backtracking engine; there a relaxed
/// form without these, which matches wherever the exact one does, tells first where looking closer is worth it.
///
/// Each engine is built when a text first asks for it: of hundreds of rules most meet no text that could match.
pub(crate) struct TextRegex {
    relaxed: Option<Lazy<regex::Regex>>,
    /// Where the relaxed form is not the same; anchored where it is tried if there is one.
    exact: Option<Lazy<fancy_regex::Regex>>,
    names: Vec<Option<String>>,
    literals: Option<Vec<String>>,
}

/// An expression, and its engine once that has been asked for: none if it turns out to be too large for one.
struct Lazy<R> {
    text: String,
    engine: OnceLock<Option<Box<R>>>,
    build: fn(&str) -> Result<R, String>,
}

impl<R> Lazy<R> {
    fn new(text: String, build: fn(&str) -> Result<R, String>) -> Self {
        Self { text, engine: OnceLock::new(), build }
    }

    /// Builds the engine now, and tells why it cannot be.
    fn force(&self) -> Result<(), String> {
        let _ = self.engine.set(Some(Box::new((self.build)(&self.text)?)));
        Ok(())
    }

    fn get(&self) -> Result<&R, GaveUp> {
        self.engine.get_or_init(|| (self.build)(&self.text).ok().map(Box::new)).as_deref().ok_or(GaveUp)
    }
}

fn linear(text: &str) -> Result<regex::Regex, String> {
    regex::RegexBuilder::new(text).size_limit(LARGEST).build().map_err(|why| why.to_string())
}

fn backtracking(text: &str) -> Result<fancy_regex::Regex, String> {
    RegexBuilder::new(text).backtrack_limit(BACKTRACKING).build().map_err(|why| why.to_string())
}

/// One match: the range of each group that took part, the whole match first.
pub(crate) type Groups = Vec<Option<Range<usize>>>;

/// Steps of a backtracking engine at one place.
const BACKTRACKING: usize = 1_000_000;
/// Bytes that may be looked at in vain: so many for each byte of text, and so many for any text.
const IN_VAIN_FOR_EACH_BYTE: usize = 64;
const IN_VAIN: usize = 1 << 20;
/// Bytes that a compiled expression may take.
const LARGEST: usize = 16 << 20;

impl TextRegex {
    /// Compiles `pattern`; `^` and `$` match at lines, as in Semgrep.
    pub fn new(pattern: &str) -> Result<Self, String> {
        Self::with(pattern, Flags { multi_line: true, ..Flags::default() }, "")
    }

    fn with(pattern: &str, flags: Flags, anchor: &str) -> Result<Self, String> {
        let refused = |why: &dyn fmt::Display| refused(pattern, why);
        let expression = pcre::parse(pattern, flags).map_err(|why| refused(&why))?;
        let (text, same) = pcre::relaxed(&expression);
        let relaxed = format!("{anchor}(?:{text})");
        let parsed = match regex_syntax::parse(&relaxed) {
            Err(why) if same => return Err(refused(&why)),
            parsed => parsed.ok(),
        };
        let literals = parsed.as_ref().and_then(pcre::required_literals);
        let relaxed = parsed.is_some().then_some(relaxed);
        let here = if relaxed.is_some() && anchor.is_empty() { r"\G" } else { anchor };
        let exact = (!same).then(|| format!("{here}(?:{})", pcre::exact(&expression)));
        if let Some(exact) = &exact {
            fancy_regex::Expr::parse_tree(exact).map_err(|why| refused(&why))?;
        }
        // Which look-behinds the engine can do, only building it tells: for each by itself that is cheap.
        let is_plain = |look_behind: &String| fancy_regex::Regex::new(look_behind).is_ok();
        let is_sure = pcre::look_behinds(&expression).iter().all(is_plain);
        let exact = exact.map(|text| Lazy::new(text, backtracking));
        if let Some(exact) = exact.as_ref().filter(|_| !is_sure) {
            exact.force().map_err(|why| refused(&why))?;
        }
        let relaxed = relaxed.map(|text| Lazy::new(text, linear));
        Ok(Self { relaxed, exact, names: expression.names, literals })
    }

    /// The names of groups, from group 1.
    pub fn names(&self) -> &[Option<String>] {
        &self.names
    }

    /// Literals in lower case, one of which every text with a match holds, the case of ASCII letters aside. None if it may
    /// match without any.
    pub fn required_literals(&self) -> Option<&[String]> {
        self.literals.as_deref()
    }

    /// Calls `found` for each match in order. False if the search was given up at its limit of steps.
    pub fn each_match(&self, text: &str, mut found: impl FnMut(Groups)) -> bool {
        let mut in_vain = text.len().saturating_mul(IN_VAIN_FOR_EACH_BYTE).saturating_add(IN_VAIN);
        let mut at = 0;
        while at <= text.len() {
            let groups = match self.next(text, at, &mut in_vain) {
                Ok(Some(groups)) => groups,
                Ok(None) => return true,
                Err(GaveUp) => return false,
            };
            let Some(whole) = groups.first().cloned().flatten() else { return true };
            // An empty match must not be found again.
            at = if whole.end > at.max(whole.start) { whole.end } else { next_character(text, whole.end.max(at)) };
            // PCRE has no line start behind the line feed that ends a text.
            let behind_last_line = whole.is_empty() && whole.start == text.len() && text.ends_with('\n');
            if !behind_last_line {
                found(groups);
            }
        }
        true
    }

    /// Whether it matches. None if that was given up.
    fn is_match(&self, text: &str) -> Option<bool> {
        if let Some(relaxed) = &self.relaxed
            && !relaxed.get().ok()?.is_match(text)
        {
            return Some(false);
        }
        if self.exact.is_none() {
            return Some(true);
        }
        let mut in_vain = text.len().saturating_mul(IN_VAIN_FOR_EACH_BYTE).saturating_add(IN_VAIN);
        self.next(text, 0, &mut in_vain).ok().map(|found| found.is_some())
    }

    /// The first match from `at` on.
    fn next(&self, text: &str, mut at: usize, in_vain: &mut usize) -> Result<Option<Groups>, GaveUp> {
        let Some(relaxed) = &self.relaxed else {
            let Some(exact) = &self.exact else { return Ok(None) };
            let captures = exact.get()?.captures_from_pos(text, at).map_err(|_| GaveUp)?;
            return Ok(captures.map(|captures| captures.iter().map(|group| group.map(|group| group.range())).collect()));
        };
        let relaxed = relaxed.get()?;
        let Some(exact) = &self.exact else {
            let captures = relaxed.captures_at(text, at);
            return Ok(captures.map(|captures| captures.iter().map(|group| group.map(|group| group.range())).collect()));
        };
        while let Some(candidate) = relaxed.find_at(text, at) {
            let captures = exact.get()?.captures_from_pos(text, candidate.start()).map_err(|_| GaveUp)?;
            if let Some(captures) = captures {
                return Ok(Some(captures.iter().map(|group| group.map(|group| group.range())).collect()));
            }
            // An exact match begins where a relaxed one does: at this candidate, or at a later one.
            let spent = candidate.end() - at + 1;
            *in_vain = in_vain.checked_sub(spent).ok_or(GaveUp)?;
            at = next_character(text, candidate.start());
            if at > text.len() {
                break;
            }
        }
        Ok(None)
    }
}

struct GaveUp;

fn refused(pattern: &str, why: &dyn fmt::Display) -> String {
    format!("the regular expression `{pattern}` cannot be used: {why}")
}

fn next_character(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// A regular expression that a metavariable's text is asked for.
pub(crate) struct ConditionRegex {
    check: Check,
    literals: Option<Vec<String>>,
}

enum Check {
    /// Claims that all must hold, with whether they are to match.
    Linear(Vec<(Lazy<regex::Regex>, bool)>),
    Backtracking(TextRegex),
}

impl ConditionRegex {
    /// For `metavariable-regex` and `re.match`: the match begins where the text does, and `^` and `$` know no lines.
    pub fn at_start(pattern: &str) -> Result<Self, String> {
        Self::with(pattern, r"\A", pcre::claims_at_start)
    }

    /// For `re.search`: the match may be anywhere.
    pub fn anywhere(pattern: &str) -> Result<Self, String> {
        Self::with(pattern, "", pcre::claims_anywhere)
    }

    fn with(
        pattern: &str,
        anchor: &str,
        claims: fn(&pcre::Expression) -> Option<Vec<pcre::Claim>>,
    ) -> Result<Self, String> {
        let expression = pcre::parse(pattern, Flags::default()).map_err(|why| refused(pattern, &why))?;
        if let Some(linear) = claims(&expression).and_then(|claims| Self::linear(claims, anchor)) {
            return Ok(linear);
        }
        let regex = TextRegex::with(pattern, Flags::default(), anchor)?;
        let literals = regex.literals.clone();
        Ok(Self { check: Check::Backtracking(regex), literals })
    }

    /// None if the linear engine does not take all claims.
    fn linear(claims: Vec<pcre::Claim>, anchor: &str) -> Option<Self> {
        let (mut literals, mut checked) = (None, Vec::new());
        for claim in claims {
            let text = format!("{anchor}(?:{})", claim.expression);
            let parsed = regex_syntax::parse(&text).ok()?;
            if claim.expected {
                literals = literals.or_else(|| pcre::required_literals(&parsed));
            }
            checked.push((Lazy::new(text, linear), claim.expected));
        }
        Some(Self { check: Check::Linear(checked), literals })
    }

    /// As of [`TextRegex`].
    pub fn required_literals(&self) -> Option<&[String]> {
        self.literals.as_deref()
    }

    /// Whether it matches. None if that was given up.
    pub fn is_match(&self, text: &str) -> Option<bool> {
        match &self.check {
            Check::Linear(claims) => {
                for (regex, expected) in claims {
                    if regex.get().ok()?.is_match(text) != *expected {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Check::Backtracking(regex) => regex.is_match(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matches(pattern: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let regex = TextRegex::new(pattern).unwrap();
        assert!(regex.each_match(text, |groups| found.push(text[groups[0].clone().unwrap()].to_owned())));
        found
    }

    fn begins(pattern: &str, text: &str) -> bool {
        ConditionRegex::at_start(pattern).unwrap().is_match(text).unwrap()
    }

    #[test]
    fn lookaround_is_kept_in_the_exact_form() {
        assert_eq!(matches(r"(?<!un)safe(?!r)\w*", "unsafe safety safer safe"), ["safety", "safe"]);
        assert_eq!(matches(r"(a|bb)-\1", "a-bb bb-bb a-a"), ["bb-bb", "a-a"]);
        assert_eq!(matches(r"(?<q>['\x22])x\k<q>", "'x\" \"x\" 'x'"), ["\"x\"", "'x'"]);
        assert_eq!(matches(r"(?m)^( *)if\n\1( +)x\n\1\2y", " if\n  x\n  y\nif\n x\ny"), [" if\n  x\n  y"]);
        assert_eq!(matches(r"(?<a>[ab])(?i)\k<a>", "aA"), ["aA"]);
        assert_eq!(matches(r"(a)?(?(1)b|c)", "ab c b"), ["ab", "c"]);
        assert_eq!(matches(r"x\K1", "x1"), ["1"]);
        assert_eq!(matches(r"(?=a){2}(?!b)?\w+", "bab"), ["ab"]);
    }

    #[test]
    fn lines_are_those_of_pcre() {
        assert_eq!(matches("^b", "ab\nb\n"), ["b"]);
        assert_eq!(matches("^$", "a\n\nb\n"), [""]);
        assert_eq!(matches("b$", "b\r\nb\nb"), ["b", "b"]);
        assert_eq!(matches("x*", "axx"), ["", "xx", ""]);
        assert_eq!(matches(r"(?-m)a$|\Ab", "a\nba\n"), ["a"]);
        assert_eq!(matches("a.b", "a\nb a\rb"), ["a\rb"]);
    }

    #[test]
    fn classes_are_ascii_and_case_is_unicode() {
        assert_eq!(matches(r"\w+|\d", "aé ٣1"), ["a", "1"]);
        assert_eq!(matches(r"(?i)k", "K k K"), ["K", "k", "K"]);
        assert_eq!(matches(r"\bx", "éx x1"), ["x", "x"]);
        assert_eq!(matches(r"\Bx", "éx yx"), ["x"]);
        assert_eq!(matches(r"[[:alpha:]\d]+|[[:^alpha:]]", "a1é"), ["a1", "é"]);
        assert_eq!(matches(r"[^\W\d]", "a1_é"), ["a", "_"]);
        assert_eq!(matches(r"\p{Lu}|\pN", "aÉ٣"), ["É", "٣"]);
    }

    #[test]
    fn what_other_engines_write_differently_is_understood() {
        for (pattern, text) in [
            (r"[]x]+", "]x"),
            (r"[^]x]", "a"),
            ("a{", "a{"),
            ("a{,2}", "a{,2}"),
            (r"\/\-\_\#", "/-_#"),
            (r"\Q(a.\E+", "(a.."),
            ("(?x) a b # c", "ab"),
            (r"\101\x41\x{41}\o{101}\cA", "AAAA\u{1}"),
            (r"\h\R\v\N", "\t\r\n\u{b}x"),
            ("a++(?>b)", "aab"),
            ("(?i:A)b", "ab"),
            ("(?P<n>a)(?P=n)", "aa"),
            (r"a(?#x)b", "ab"),
            (r"[\w-z]+", "a-z"),
            (r"[a\-z]+", "a-z"),
            ("[[a]+", "[a"),
            ("[a-]+", "a-"),
            (r"(*UTF8)é", "é"),
            (r"(?s)a.b", "a\nb"),
            ("(?U)a+", "a"),
            (r"\e\a\f\t\0", "\u{1b}\u{7}\u{c}\t\0"),
            (r"[\b\n&&~~-]+", "\u{8}\n&~-"),
            ("a(?i)B(?-i)c", "abc"),
            ("(a(?i)b|c)", "C"),
            ("x{2}{", "xx{"),
            ("}]", "}]"),
            (r"[\]\[]+", "[]"),
            (r"a\Z", "a"),
        ] {
            assert_eq!(matches(pattern, text), [text], "{pattern}");
        }
    }

    #[test]
    fn a_condition_begins_where_the_text_does() {
        assert!(begins("ab?", "abc") && !begins("b", "abc") && begins(".*c$", "abc\n") && !begins("^b", "a\nb"));
        assert!(begins("(?!.*x)a", "ab") && !begins("(?!.*x)a", "abx"));
        assert!(ConditionRegex::anywhere("b").unwrap().is_match("abc").unwrap());
    }

    #[test]
    fn a_condition_that_looks_ahead_at_its_start_needs_no_backtracking() {
        for (pattern, text, expected) in [
            ("^(?!(a|b)$)[ab]+$", "ab\n", true),
            ("^(?!(a|b)$)[ab]+$", "a\n", false),
            ("(?i)(?=.*X)(?!.*y)\\w+", "ax", true),
            ("(?i)(?=.*X)(?!.*y)\\w+", "axY", false),
            ("(?=(?!b).x)a?", "ax", true),
            ("(?=(?!b).x)a?", "bx", false),
        ] {
            let condition = ConditionRegex::at_start(pattern).unwrap();
            assert!(matches!(condition.check, Check::Linear(_)), "{pattern}");
            assert_eq!(condition.is_match(text), Some(expected), "{pattern} {text}");
        }
    }

    #[test]
    fn what_would_take_forever_is_given_up() {
        let regex = TextRegex::new(r"(?=(?:a+(?!x))+c)a").unwrap();
        assert!(!regex.each_match(&"a".repeat(5_000), |_| {}));
    }

    proptest! {
        #[test]
        fn literals_are_in_every_match(pattern in r"([abAB.|]|\(\?:|\(|\)|[ab]\+|b\?|\(\?i\)|\\w|\[ab\]){1,10}", text in "[abAB ]{0,20}") {
            if let Ok(regex) = TextRegex::new(&pattern) {
                let mut matched = false;
                regex.each_match(&text, |_| matched = true);
                if let Some(literals) = regex.required_literals() && matched {
                    prop_assert!(literals.iter().any(|literal| text.to_ascii_lowercase().contains(literal)));
                }
            }
        }

        #[test]
        fn claims_say_what_backtracking_says(pattern in r"([ab.^$|]|\(\?:|\(\?!|\(\?=|\(|\)|[ab][+*?]|\\[bBwWZ]|\[a\]|\(\?i\)){1,10}", text in "[abA \n]{0,20}") {
            for (condition, anchor) in [(ConditionRegex::at_start(&pattern), r"\A"), (ConditionRegex::anywhere(&pattern), "")] {
                if let Ok(condition) = condition {
                    let exact = TextRegex::with(&pattern, Flags::default(), anchor).unwrap();
                    prop_assert_eq!(condition.is_match(&text), exact.is_match(&text));
                }
            }
        }

        #[test]
        fn both_engines_agree(pattern in r"([ab.^$|]|\(\?:|\(|\)|[ab][+*?]|\\[bBwWs]|\[a\]|\(\?i\)){1,10}", text in "[abA \n]{0,20}") {
            let flags = Flags { multi_line: true, ..Flags::default() };
            if let Ok(expression) = pcre::parse(&pattern, flags) {
                let (relaxed, same) = pcre::relaxed(&expression);
                let (Ok(relaxed), Ok(exact)) = (regex::Regex::new(&relaxed), fancy_regex::Regex::new(&pcre::exact(&expression)))
                else { return Err(TestCaseError::fail("one engine refuses")) };
                let exactly = exact.find(&text).unwrap().map(|found| found.range());
                let relaxedly = relaxed.find(&text).map(|found| found.range());
                if same {
                    prop_assert_eq!(&exactly, &relaxedly);
                } else if let Some(exactly) = exactly {
                    prop_assert!(relaxedly.is_some_and(|relaxedly| relaxedly.start <= exactly.start));
                }
            }
        }
    }
}
