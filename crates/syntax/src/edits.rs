/// What becomes of a token on its way to the parser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edit {
    pub action: Action,
    /// What is put before it: an index into the table behind [`inserted`]; 0 for nothing.
    pub before: u8,
    /// What is put behind it.
    pub after: u8,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Action {
    #[default]
    Keep,
    /// It is left out.
    Drop,
    /// It is read as a name, together with the covered tokens behind it.
    Name,
    /// It is part of the name before it.
    Covered,
    /// It is read as something else.
    Become(&'static str),
}

/// What can be put between tokens. None of it has a place in the source.
pub(crate) mod insert {
    pub const SEMICOLON: u8 = 1;
    pub const INT: u8 = 2;
    pub const OPEN: u8 = 3;
    pub const CLOSE: u8 = 4;
    pub const COMMA: u8 = 5;
    pub const OPEN_BRACE: u8 = 6;
    pub const CLOSE_BRACE: u8 = 7;
    pub const NAME: u8 = 8;
    /// The head of a compound literal.
    pub const LITERAL: u8 = 9;
    pub const CONDITION: u8 = 10;
    /// `;` and `}`
    pub const END: u8 = 11;
}

/// The text of an insertion.
pub(crate) fn inserted(which: u8) -> &'static str {
    const TEXTS: [&str; 12] = ["", ";", "int", "(", ")", ",", "{", "}", "_", "(_)", "(1)", ";}"];
    TEXTS.get(which as usize).copied().unwrap_or("")
}
