use crate::DropPath;

/// Direct invocations of safe and unsafe functions, per family, and what the drop's macros make of their names.
#[derive(Clone, Debug, Default)]
pub struct Census {
    /// Sorted by family.
    pub families: Vec<ApiFamily>,
    /// Sorted by path and line.
    pub redefinitions: Vec<Redefinition>,
}

/// Functions that do the same job, some safely.
#[derive(Clone, Debug)]
pub struct ApiFamily {
    /// `memcpy`, `strcpy`, ...
    pub family: String,
    /// Over the safe ones.
    pub safe: CallCount,
    /// Over the unsafe ones.
    pub unsafe_: CallCount,
    /// One by one, sorted by name.
    pub names: Vec<ApiName>,
}

/// Distinct functions and their direct invocations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallCount {
    /// Distinct functions that are called.
    pub functions: u64,
    /// Direct invocations outside macro bodies.
    pub calls: u64,
}

/// One function of a family.
#[derive(Clone, Debug)]
pub struct ApiName {
    /// The name as it is called.
    pub name: String,
    /// Whether it counts as safe.
    pub safe: bool,
    /// Direct invocations outside macro bodies.
    pub calls: u64,
    /// Invocations in macro bodies, counted once at the definition.
    pub in_macro_bodies: u64,
}

/// A macro that gives a safe name another meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redefinition {
    /// Where the macro is defined.
    pub path: DropPath,
    /// Line, from 1.
    pub line: u32,
    /// The name that is redefined.
    pub name: String,
    /// The function that is called in the end.
    pub ends_in: String,
    /// The macros on the way, in order.
    pub via: Vec<String>,
    /// Whether the bound that the name promises is dropped on the way.
    pub drops_bound: bool,
}
