//! Functions of C's library that write through their arguments: what goes where.

/// What a library function does with its arguments, counted from 0.
pub(crate) struct LibraryFunction {
    name: &'static str,
    /// Arguments that are written to.
    pub into: &'static [u16],
    /// From this argument on, all are written to.
    pub into_rest: Option<u16>,
    /// Arguments that are read from and flow into what is written and what is returned.
    pub from: &'static [u16],
    /// From this argument on, all are read from.
    pub from_rest: Option<u16>,
    /// Whether what was in the destination stays.
    pub appends: bool,
}

const fn function(
    name: &'static str,
    into: &'static [u16],
    into_rest: Option<u16>,
    from: &'static [u16],
    from_rest: Option<u16>,
    appends: bool,
) -> LibraryFunction {
    LibraryFunction { name, into, into_rest, from, from_rest, appends }
}

/// Sorted by name.
const FUNCTIONS: &[LibraryFunction] = &[
    function("asprintf", &[0], None, &[], Some(1), false),
    function("bcopy", &[1], None, &[0], None, false),
    function("fgets", &[0], None, &[2], None, false),
    function("fread", &[0], None, &[3], None, false),
    function("fscanf", &[], Some(2), &[0], None, false),
    function("getdelim", &[0], None, &[3], None, false),
    function("getline", &[0], None, &[2], None, false),
    function("gets", &[0], None, &[], None, false),
    function("memccpy", &[0], None, &[1], None, false),
    function("memcpy", &[0], None, &[1], None, false),
    function("memmove", &[0], None, &[1], None, false),
    function("mempcpy", &[0], None, &[1], None, false),
    function("memset", &[0], None, &[1], None, false),
    function("pread", &[0], None, &[1], None, false),
    function("read", &[1], None, &[0], None, false),
    function("recv", &[1], None, &[0], None, false),
    function("recvfrom", &[1], None, &[0], None, false),
    function("recvmsg", &[1], None, &[0], None, false),
    function("scanf", &[], Some(1), &[], None, false),
    function("snprintf", &[0], None, &[], Some(2), false),
    function("sprintf", &[0], None, &[], Some(1), false),
    function("sscanf", &[], Some(2), &[0], None, false),
    function("stpcpy", &[0], None, &[1], None, false),
    function("stpncpy", &[0], None, &[1], None, false),
    function("strcat", &[0], None, &[1], None, true),
    function("strcpy", &[0], None, &[1], None, false),
    function("strlcat", &[0], None, &[1], None, true),
    function("strlcpy", &[0], None, &[1], None, false),
    function("strncat", &[0], None, &[1], None, true),
    function("strncpy", &[0], None, &[1], None, false),
    function("strscpy", &[0], None, &[1], None, false),
    function("swprintf", &[0], None, &[], Some(2), false),
    function("vasprintf", &[0], None, &[], Some(1), false),
    function("vsnprintf", &[0], None, &[], Some(2), false),
    function("vsprintf", &[0], None, &[], Some(1), false),
    function("wcscat", &[0], None, &[1], None, true),
    function("wcscpy", &[0], None, &[1], None, false),
    function("wcsncpy", &[0], None, &[1], None, false),
    function("wmemcpy", &[0], None, &[1], None, false),
];

impl LibraryFunction {
    /// The function of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        let at = FUNCTIONS.binary_search_by(|function| function.name.cmp(name)).ok()?;
        FUNCTIONS.get(at)
    }

    pub fn writes(&self, argument: u16) -> bool {
        self.into.contains(&argument) || self.into_rest.is_some_and(|first| argument >= first)
    }

    pub fn reads(&self, argument: u16) -> bool {
        self.from.contains(&argument) || self.from_rest.is_some_and(|first| argument >= first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
    }
}
