use unicode_width::UnicodeWidthChar;

/// What is to become of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Shown as it is.
    Plain,
    /// Drawn onto its neighbour: shown, within bounds.
    Combining,
    /// Replaced by a mark.
    Marked,
}

/// Sorts a character (Unicode 16: general categories Cc, Cf, Co, Zl, Zp, spaces other than the two that are plain to
/// see, noncharacters, and the property `Default_Ignorable_Code_Point`).
pub(super) fn kind(character: char) -> Kind {
    match character {
        ' '..='~' => Kind::Plain,
        // The ideographic space is as wide as a letter, and usual in Chinese and Japanese comments.
        '\u{3000}' => Kind::Plain,
        _ if is_deceptive(character) => Kind::Marked,
        _ => match character.width() {
            None => Kind::Marked,
            Some(0) => Kind::Combining,
            Some(_) => Kind::Plain,
        },
    }
}

fn is_deceptive(character: char) -> bool {
    let nonprinting = character.is_control() || character.is_whitespace();
    let noncharacter = matches!(character, '\u{fdd0}'..='\u{fdef}') || (character as u32) & 0xfffe == 0xfffe;
    let private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    let bidirectional = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    let ignorable = matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    );
    // Format characters that stand with what follows them: Arabic and Kaithi number signs, hieroglyph joiners.
    let format = matches!(
        character,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}'
    );
    nonprinting || noncharacter || private || bidirectional || ignorable || format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_script_stay() {
        for character in "aéßжשع漢カ한ไ‐–“€→😀".chars().filter(|character| character.width() != Some(0))
        {
            assert_eq!(kind(character), Kind::Plain, "{character}");
        }
        assert_eq!(kind('\u{301}'), Kind::Combining);
    }
}
