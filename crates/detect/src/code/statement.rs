/// The word that a statement begins with.
pub(crate) fn first_word(statement: &str) -> &str {
    statement.split(|it: char| !(it.is_ascii_alphanumeric() || it == '_')).next().unwrap_or("")
}

/// Whether a statement that begins with this word goes elsewhere than to the next one.
pub(crate) fn is_jump(word: &str) -> bool {
    matches!(word, "break" | "co_return" | "continue" | "goto" | "return" | "throw")
}
