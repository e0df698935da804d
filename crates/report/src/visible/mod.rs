//! The choke point: hostile text becomes text that can only be read.
//!
//! Whatever could act on a terminal, reorder a line, hide, or pile up over its neighbours is replaced by a mark such
//! as `⟨U+202E⟩`. Markup is no matter of this module: the HTML templates escape it, and no other view interprets any.

mod character;
mod json;
mod provenance;
mod shown;
mod triage;

use serde::{Serialize, Serializer};

use character::{Kind, kind};

pub(crate) use json::escape_json;
pub(crate) use shown::Shown;

/// More of one field is not shown; the mark in its place says how much is missing.
const LONGEST: usize = 4_000;

/// How many combining marks may follow each other: honest text needs two, and a hundred paint over the lines above.
const COMBINING_IN_A_ROW: usize = 2;

/// Text that has passed the choke point: no control, bidirectional, invisible or private-use character.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Visible(String);

impl Visible {
    /// One line: line ends and tabs are marked like every other control character.
    pub(crate) fn line(text: &str) -> Self {
        Self(mark(text, false, LONGEST))
    }

    /// A line of source: tabs stay.
    pub(crate) fn source(text: &str) -> Self {
        Self(mark(text, true, LONGEST))
    }

    /// A sentence or more, in which line ends mean no more than a space: each run of white space becomes one space.
    pub(crate) fn prose(text: &str) -> Self {
        let words: Vec<&str> = text.split(is_layout).filter(|word| !word.is_empty()).collect();
        Self(mark(&words.join(" "), false, LONGEST))
    }

    /// The evaluator's own words: they keep their paragraphs, and none is cut short.
    pub(crate) fn paragraphs(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(|line| mark(line, false, usize::MAX)).collect();
        Self(lines.join("\n").trim().to_owned())
    }

    /// Several lines of source, joined by line ends.
    pub(crate) fn block<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let lines: Vec<String> = lines.into_iter().map(|line| mark(line, true, LONGEST)).collect();
        Self(lines.join("\n"))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl Serialize for Visible {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

fn is_layout(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\r' | '\t')
}

fn mark(text: &str, tabs_stay: bool, longest: usize) -> String {
    if text.len() <= longest && text.bytes().all(|byte| matches!(byte, b' '..=b'~') || (tabs_stay && byte == b'\t')) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    // At the start there is nothing to combine with, except what the view has put in front.
    let mut combining = COMBINING_IN_A_ROW;
    for (count, (offset, character)) in text.char_indices().enumerate() {
        if count == longest {
            let rest = text.get(offset..).unwrap_or_default().chars().count();
            shown.push_str(&format!("… [{rest} more characters]"));
            break;
        }
        let as_it_is = match kind(character) {
            Kind::Plain => {
                combining = 0;
                true
            }
            Kind::Combining => {
                combining += 1;
                combining <= COMBINING_IN_A_ROW
            }
            Kind::Marked => {
                combining = 0;
                character == '\t' && tabs_stay
            }
        };
        if as_it_is {
            shown.push(character);
        } else {
            shown.push_str(&format!("⟨U+{:04X}⟩", character as u32));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_hides_is_marked() {
        for (raw, shown) in [
            ("plain = \"text\"; // ü 漢字", "plain = \"text\"; // ü 漢字"),
            ("\u{1b}[2J", "⟨U+001B⟩[2J"),
            ("a\u{202e}b\u{2066}", "a⟨U+202E⟩b⟨U+2066⟩"),
            ("x\u{200b}\u{feff}\u{e0041}\u{fe0f}", "x⟨U+200B⟩⟨U+FEFF⟩⟨U+E0041⟩⟨U+FE0F⟩"),
            ("one\ntwo\tthree", "one⟨U+000A⟩two⟨U+0009⟩three"),
            ("\u{9b}31m\u{7f}", "⟨U+009B⟩31m⟨U+007F⟩"),
            ("\u{a0}\u{3164}\u{ad}\u{f0000}", "⟨U+00A0⟩⟨U+3164⟩⟨U+00AD⟩⟨U+F0000⟩"),
        ] {
            assert_eq!(Visible::line(raw).as_str(), shown);
        }
    }

    #[test]
    fn combining_marks_cannot_pile_up_or_attach_to_the_view() {
        assert_eq!(Visible::line("\u{338}a").as_str(), "⟨U+0338⟩a");
        assert_eq!(Visible::line("e\u{301}\u{323}\u{301}").as_str(), "e\u{301}\u{323}⟨U+0301⟩");
    }

    #[test]
    fn prose_and_source_keep_their_white_space_sober() {
        assert_eq!(Visible::prose(" a\n  b\r\nc ").as_str(), "a b c");
        assert_eq!(Visible::source("\tx\r").as_str(), "\tx⟨U+000D⟩");
        assert_eq!(Visible::block(["a", "b\nc"]).as_str(), "a\nb⟨U+000A⟩c");
    }

    #[test]
    fn a_long_field_says_how_much_is_missing() {
        let shown = Visible::line(&"é".repeat(LONGEST + 7)).into_string();
        assert!(shown.ends_with("é… [7 more characters]"), "{shown}");
        assert_eq!(Visible::line(&"x".repeat(LONGEST)).as_str().len(), LONGEST);
    }

    proptest::proptest! {
        #[test]
        fn nothing_to_mark_is_left(text in "\\PC{0,20}|[\\x00-\\u{10ffff}]{0,40}") {
            let once = Visible::line(&text).into_string();
            proptest::prop_assert!(once.chars().all(|character| kind(character) != Kind::Marked), "{:?}", once);
            proptest::prop_assert_eq!(Visible::line(&once).into_string(), once);
        }
    }
}
