use unicode_security::confusable_detection::skeleton;

/// Letters that nobody sees (Unicode, Default_Ignorable_Code_Point).
const FILLERS: [char; 4] = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];

/// What is left of a person's name when all is gone by which one person might seem to be two: case, marks, spaces, punctuation, the
/// order of the words, what cannot be seen, and letters that look like others (UTS 39, section 4). Empty for what is no name.
pub fn person_key(name: &str) -> String {
    let alike: String = skeleton(&name.to_lowercase()).collect();
    let alike = alike.to_lowercase();
    let is_gap = |character: char| character.is_whitespace() || character.is_ascii_punctuation();
    let letters = |word: &str| word.chars().filter(|it| it.is_alphanumeric() && !FILLERS.contains(it)).collect();
    let mut words: Vec<String> = alike.split(is_gap).map(letters).filter(|word: &String| !word.is_empty()).collect();
    words.sort_unstable();
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_key_however_the_name_is_written() {
        let key = person_key("Ada Example");
        for other in [
            "ada example",
            "ADA  EXAMPLE",
            "Example, Ada",
            "Ada-Example.",
            "Ada\u{a0}Example",
            "Ada\u{200b} Exa\u{200b}mple",
            "Ada Example\u{3164}",
            "\u{410}da Example",
            "Ad\u{430} Ex\u{430}mple",
        ] {
            assert_eq!(person_key(other), key, "{other:?}");
        }
        assert_eq!(person_key("Zoë Müller"), person_key("Zoe\u{308} Mu\u{308}ller"));
        for another in ["Grace Example", "Ada Exampl", "王 小明"] {
            assert_ne!(person_key(another), key, "{another}");
        }
    }

    #[test]
    fn what_nobody_sees_is_no_name() {
        for nothing in ["", " ", "--", "\u{200b}", "\u{3164}\u{1160}"] {
            assert_eq!(person_key(nothing), "", "{nothing:?}");
        }
    }
}
