/// What a word is to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Not a word at all.
    None,
    /// A name.
    Name,
    /// `int`, `unsigned`, `size_t`: a type, or part of one.
    Type,
    /// `struct`, `union`, `enum`, `class`.
    Tag,
    /// `const`, `volatile`.
    Qualifier,
    /// `static`, `extern`, `inline`, `register`.
    Storage,
    Typedef,
    /// `typeof` in its spellings.
    Typeof,
    /// `__attribute__`, `__declspec`: left out with what stands in parentheses behind it.
    AttributeCall,
    /// `__cdecl`, `__restrict`: left out.
    Attribute,
    /// `asm` in its spellings.
    Asm,
    /// `if`, `while`, `for`, `switch`.
    If,
    While,
    For,
    Switch,
    Else,
    Do,
    Case,
    Default,
    Goto,
    /// `return`, `break`, `continue`.
    Jump,
    /// `sizeof`, and `alignof` in its spellings.
    Sizeof,
    Offsetof,
    /// `TRUE`, `false`, `NULL`: the grammar has words for them that no declarator may have.
    Constant,
    /// `namespace`.
    Namespace,
    /// Any other word that is no name.
    Other,
}

impl Word {
    /// Whether it begins a statement, and nothing else.
    pub fn begins_statement(self) -> bool {
        matches!(
            self,
            Self::If
                | Self::While
                | Self::For
                | Self::Switch
                | Self::Do
                | Self::Case
                | Self::Default
                | Self::Goto
                | Self::Jump
        )
    }

    /// Whether it can stand in a declaration before a declarator.
    pub fn is_specifier(self) -> bool {
        matches!(self, Self::Type | Self::Tag | Self::Qualifier | Self::Storage | Self::Typedef)
    }
}

/// The class of a word of C; words that only C++ has are names here.
pub(crate) fn word(text: &[u8]) -> Word {
    // All are short, and most names are longer, or have capitals in front.
    if text.len() > 18 || text.len() < 2 {
        return Word::Name;
    }
    match text[0] {
        b'_' => underscored(text),
        b'a'..=b'z' => plain(text),
        b'T' if text == b"TRUE" => Word::Constant,
        b'F' if text == b"FALSE" => Word::Constant,
        b'N' if text == b"NULL" => Word::Constant,
        _ => Word::Name,
    }
}

/// The class of a word of C++.
pub(crate) fn cpp_word(text: &[u8]) -> Word {
    match text {
        b"class" => Word::Tag,
        b"template" | b"public" | b"private" | b"protected" | b"virtual" | b"operator" | b"new" | b"delete"
        | b"using" | b"typename" | b"friend" | b"explicit" | b"throw" | b"try" | b"catch" | b"final" | b"override"
        | b"mutable" | b"decltype" | b"noexcept" | b"this" | b"static_cast" | b"const_cast" | b"dynamic_cast"
        | b"reinterpret_cast" | b"co_await" | b"co_return" | b"co_yield" | b"concept" | b"requires"
        | b"static_assert" | b"typeid" | b"and" | b"or" | b"not" | b"export" => Word::Other,
        b"wchar_t" => Word::Type,
        b"restrict" => Word::Name,
        _ => word(text),
    }
}

fn plain(text: &[u8]) -> Word {
    match text {
        b"if" => Word::If,
        b"while" => Word::While,
        b"for" => Word::For,
        b"switch" => Word::Switch,
        b"else" => Word::Else,
        b"do" => Word::Do,
        b"case" => Word::Case,
        b"default" => Word::Default,
        b"goto" => Word::Goto,
        b"return" | b"break" | b"continue" => Word::Jump,
        b"int" | b"char" | b"void" | b"long" | b"short" | b"unsigned" | b"signed" | b"float" | b"double" | b"bool"
        | b"size_t" | b"ssize_t" | b"ptrdiff_t" | b"intptr_t" | b"uintptr_t" | b"charptr_t" | b"nullptr_t"
        | b"max_align_t" | b"int8_t" | b"int16_t" | b"int32_t" | b"int64_t" | b"uint8_t" | b"uint16_t"
        | b"uint32_t" | b"uint64_t" | b"char8_t" | b"char16_t" | b"char32_t" | b"char64_t" => Word::Type,
        b"struct" | b"union" | b"enum" => Word::Tag,
        b"const" | b"volatile" | b"restrict" | b"constexpr" | b"noreturn" => Word::Qualifier,
        b"static" | b"extern" | b"inline" | b"register" | b"auto" | b"thread_local" => Word::Storage,
        b"typedef" => Word::Typedef,
        b"typeof" | b"typeof_unqual" => Word::Typeof,
        b"asm" => Word::Asm,
        b"sizeof" | b"alignof" => Word::Sizeof,
        b"alignas" => Word::AttributeCall,
        b"offsetof" => Word::Offsetof,
        b"true" | b"false" | b"nullptr" => Word::Constant,
        b"namespace" => Word::Namespace,
        _ => Word::Name,
    }
}

fn underscored(text: &[u8]) -> Word {
    match text {
        b"__attribute__" | b"__attribute" | b"__declspec" | b"_Alignas" | b"__based" | b"__pragma" | b"_Pragma" => {
            Word::AttributeCall
        }
        b"__extension__" | b"_Noreturn" | b"__restrict" | b"__restrict__" | b"_Nonnull" | b"_Nullable" | b"__cdecl"
        | b"__stdcall" | b"__fastcall" | b"__thiscall" | b"__vectorcall" | b"__clrcall" | b"__unaligned"
        | b"__ptr32" | b"__ptr64" | b"__const" | b"__const__" | b"__signed" | b"__signed__" | b"_Complex"
        | b"__complex__" => Word::Attribute,
        b"_Generic" | b"__try" | b"__except" | b"__finally" | b"__leave" => Word::Other,
        b"_Atomic" => Word::Qualifier,
        b"__volatile__" | b"__volatile" => Word::Qualifier,
        b"__inline" | b"__inline__" | b"__forceinline" | b"__thread" | b"_Thread_local" => Word::Storage,
        b"__typeof__" | b"__typeof" | b"__typeof_unqual__" => Word::Typeof,
        b"__asm__" | b"__asm" | b"_asm" => Word::Asm,
        b"__alignof__" | b"__alignof" | b"_Alignof" | b"_alignof" => Word::Sizeof,
        _ => Word::Name,
    }
}
