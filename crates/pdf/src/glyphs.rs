use std::borrow::Cow;
use std::sync::LazyLock;

use typst::text::{Coverage, Font};

use crate::world::fonts;

/// The two faces that the template sets text in.
const TEXT: &str = "Libertinus Serif";
const CODE: &str = "DejaVu Sans Mono";

/// What both faces have a glyph for.
static COVERED: LazyLock<[Option<Coverage>; 2]> = LazyLock::new(|| {
    [TEXT, CODE].map(|family| {
        let regular = |font: &&Font| font.info().family == family && font.info().variant == Default::default();
        fonts().iter().find(regular).map(|font| font.info().coverage.clone())
    })
});

/// Text in which every character can be set. Others, for which the PDF would hold an empty box (and not conform), are
/// marked as invisible ones are: `⟨U+6F22⟩`.
pub(crate) fn settable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Cow::Borrowed(text);
    }
    let mut set = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\n' | '\t') || has_glyphs(character) {
            set.push(character);
        } else {
            set.push_str(&format!("⟨U+{:04X}⟩", character as u32));
        }
    }
    Cow::Owned(set)
}

fn has_glyphs(character: char) -> bool {
    COVERED.iter().all(|face| face.as_ref().is_some_and(|coverage| coverage.contains(character as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_glyph_is_marked() {
        assert_eq!(settable("plain"), "plain");
        assert_eq!(settable("Prüfer – “quoted” ’s …"), "Prüfer – “quoted” ’s …");
        assert_eq!(settable("漢 😀"), "⟨U+6F22⟩ ⟨U+1F600⟩");
    }
}
