/// What a node of [`Code`](super::Code) is: a kind that all languages share, or one of the grammar's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Kind(u16);

/// Number of the first kind that is a grammar's own.
const OWN: u16 = 64;

#[allow(missing_docs, reason = "the names say it")]
impl Kind {
    /// Text that the grammar could not place.
    pub const ERROR: Self = Self(0);
    /// A keyword or an operator.
    pub const TOKEN: Self = Self(1);
    pub const NAME: Self = Self(2);
    pub const NUMBER: Self = Self(3);
    /// A string literal; its children are the code in it.
    pub const STRING: Self = Self(4);
    /// Adjacent string literals that make one.
    pub const STRINGS: Self = Self(5);
    pub const CALL: Self = Self(6);
    pub const NEW: Self = Self(7);
    pub const ARGUMENTS: Self = Self(8);
    /// `name=value` among arguments.
    pub const KEYWORD_ARGUMENT: Self = Self(9);
    /// `object.property`
    pub const MEMBER: Self = Self(10);
    /// `object[index]`
    pub const INDEX: Self = Self(11);
    /// Left, operator, right.
    pub const BINARY: Self = Self(12);
    /// `left = right`
    pub const ASSIGNMENT: Self = Self(13);
    /// `left += right`
    pub const UPDATE: Self = Self(14);
    /// One declared variable: modifiers, type, name on the left, initial value on the right.
    pub const VARIABLE: Self = Self(15);
    /// A named function with its body: modifiers, type, name, parameters, body.
    pub const FUNCTION: Self = Self(16);
    /// A function without a body.
    pub const PROTOTYPE: Self = Self(17);
    pub const LAMBDA: Self = Self(18);
    pub const CLASS: Self = Self(19);
    pub const PARAMETERS: Self = Self(20);
    pub const PARAMETER: Self = Self(21);
    /// A type with the pointers that C writes at the name.
    pub const TYPE: Self = Self(22);
    /// Statements that follow one another.
    pub const BLOCK: Self = Self(23);
    pub const EXPRESSION_STATEMENT: Self = Self(24);
    pub const RETURN: Self = Self(25);
    /// Condition, then, else.
    pub const IF: Self = Self(26);
    /// Keyed entries in any order: a dictionary, an object.
    pub const RECORD: Self = Self(27);
    pub const PAIR: Self = Self(28);
    /// Something before a declaration that a pattern need not mention: `static`, a decorator, an annotation.
    pub const MODIFIER: Self = Self(29);
    /// The bounds of an array at its declared name.
    pub const BOUNDS: Self = Self(30);
    /// The members of a class, in any order.
    pub const MEMBERS: Self = Self(31);
    /// A statement that brings names of other modules into this one.
    pub const IMPORT: Self = Self(32);
    /// A value that is always the same and no number or string: `true`, `None`, `nil`.
    pub const CONSTANT: Self = Self(33);
    /// `(type) value`
    pub const CAST: Self = Self(34);
    /// The cases of a switch.
    pub const CASES: Self = Self(35);
    /// Labels, and the statements up to the next case as a block.
    pub const CASE: Self = Self(36);
    /// `condition ? left : right`
    pub const CONDITIONAL: Self = Self(37);
    /// A type with its arguments: `List<String>`. A pattern need not write these.
    pub const GENERIC: Self = Self(38);

    /// A regular expression literal.
    pub const REGEX: Self = Self(44);

    /// One of the grammar's own kinds.
    pub const fn own(id: u16) -> Self {
        Self(OWN.saturating_add(id))
    }

    /// Whether all languages share it.
    pub fn is_shared(self) -> bool {
        self.0 < OWN
    }

    /// Its number, small enough to index a table.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Role(u8);

/// Number of the first role that is a grammar's own.
const OWN_ROLE: u8 = 32;

#[allow(missing_docs, reason = "the names say it")]
impl Role {
    pub const NONE: Self = Self(0);
    pub const CALLEE: Self = Self(1);
    pub const ARGUMENTS: Self = Self(2);
    pub const OBJECT: Self = Self(3);
    pub const PROPERTY: Self = Self(4);
    pub const LEFT: Self = Self(5);
    pub const RIGHT: Self = Self(6);
    pub const NAME: Self = Self(7);
    pub const PARAMETERS: Self = Self(8);
    pub const TYPE: Self = Self(9);
    pub const BODY: Self = Self(10);
    pub const CONDITION: Self = Self(11);
    pub const THEN: Self = Self(12);
    pub const ELSE: Self = Self(13);
    pub const KEY: Self = Self(14);
    pub const VALUE: Self = Self(15);
    pub const INDEX: Self = Self(16);
    pub const OPERATOR: Self = Self(17);
    pub const BASES: Self = Self(18);
    pub const MODULE: Self = Self(19);

    /// A field of the grammar that has no role of its own. Two fields in some two hundred may share a number.
    pub const fn own(field: u16) -> Self {
        Self(OWN_ROLE + (field % (u8::MAX - OWN_ROLE) as u16) as u8)
    }
}
