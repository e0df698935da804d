//! What a name promises, and of which words it is made.

use crate::ApiFamilies;

/// Whether a name promises a bound: it is one of the known safe functions, or says so of itself.
pub(crate) fn promises_bound(name: &str, families: &ApiFamilies) -> bool {
    let lower = name.to_ascii_lowercase();
    families.is_safe(name)
        || lower.ends_with("_s")
        || ["safe", "secure", "bounded", "checked"].iter().any(|word| lower.contains(word))
}

/// Whether a parameter's name says that it is the size of a buffer.
pub(crate) fn is_bound_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let whole = ["n", "sz", "cap", "max", "len", "size", "dmax", "room", "avail"];
    let part = ["size", "max", "len", "bound", "limit", "capacity", "destsz", "avail"];
    whole.contains(&lower.as_str()) || part.iter().any(|word| lower.contains(word))
}

/// The words of a name, in small letters: of `mgmtPort`, `mgmt_port` and `mgmt.port` the same two.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_small = false;
    for character in name.chars() {
        let begins = character.is_ascii_uppercase() && was_small;
        if (begins || !character.is_ascii_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        }
        was_small = character.is_ascii_lowercase() || character.is_ascii_digit();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
