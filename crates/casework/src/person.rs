use banbury_evidence::person_key;

/// The longest name, in characters.
const LONGEST: usize = 200;

/// Whether `name` can stand in a log: a person's name without white space around it, single spaces within it, and no
/// character that acts or hides.
///
/// # Errors
/// With what is expected.
pub fn check_name(name: &str) -> Result<(), String> {
    let normal = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if person_key(name).is_empty() {
        return Err("a person's name is expected, and none is given".to_owned());
    }
    if normal != name || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(format!(
            "a person's name of at most {LONGEST} characters is expected, without white space around it and with single spaces within it"
        ));
    }
    Ok(())
}

/// Whether two names are one person's.
pub(crate) fn is_same_person(one: &str, other: &str) -> bool {
    person_key(one) == person_key(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_in_two_spellings_is_one_person() {
        for other in ["ada example", "ADA  EXAMPLE", "Ada\u{200b} Example", "Ada-Example.", "Ada\u{a0}Example"] {
            assert!(is_same_person("Ada Example", other), "{other:?}");
        }
        assert!(!is_same_person("Ada Example", "Grace Example"));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for bad in ["", " ", "--", "\u{200b}", " Ada", "Ada ", "Ada  Example", "Ada\tExample", "Ada\u{1b}[2J"] {
            assert!(check_name(bad).is_err(), "{bad:?}");
        }
        assert!(check_name(&"a".repeat(LONGEST + 1)).is_err());
        for good in ["Ada Example", "Zoë O'Neill-Müller", "王 小明"] {
            assert!(check_name(good).is_ok(), "{good}");
        }
    }
}
