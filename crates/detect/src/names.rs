//! What a function's or parameter's name promises.

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
