//! Functions of C's library: what they write through their arguments, and whether what they return is data.

/// What a library function does with its arguments, counted from 0.
pub(crate) struct LibraryFunction {
    name: &'static str,
    /// Arguments that are written to.
    pub into: &'static [u16],
    /// From this argument on, all are written to.
    pub into_rest: Option<u16>,
    /// Arguments that are read from and flow into what is written.
    pub from: &'static [u16],
    /// From this argument on, all are read from.
    pub from_rest: Option<u16>,
    /// Whether what was in the destination stays.
    pub appends: bool,
    /// Whether what is returned is what was written, not how much of it there is.
    pub returns_data: bool,
}

const fn function(
    name: &'static str,
    into: &'static [u16],
    into_rest: Option<u16>,
    from: &'static [u16],
    from_rest: Option<u16>,
    appends: bool,
) -> LibraryFunction {
    LibraryFunction { name, into, into_rest, from, from_rest, appends, returns_data: true }
}

impl LibraryFunction {
    const fn counting(self) -> Self {
        Self { returns_data: false, ..self }
    }
}

/// Sorted by name.
const FUNCTIONS: &[LibraryFunction] = &[
    function("asprintf", &[0], None, &[], Some(1), false).counting(),
    function("bcopy", &[1], None, &[0], None, false).counting(),
    function("fgets", &[0], None, &[2], None, false),
    function("fread", &[0], None, &[3], None, false).counting(),
    function("fscanf", &[], Some(2), &[0], None, false).counting(),
    function("getdelim", &[0], None, &[3], None, false).counting(),
    function("getline", &[0], None, &[2], None, false).counting(),
    function("gets", &[0], None, &[], None, false),
    function("memccpy", &[0], None, &[1], None, false),
    function("memcpy", &[0], None, &[1], None, false),
    function("memmove", &[0], None, &[1], None, false),
    function("mempcpy", &[0], None, &[1], None, false),
    function("memset", &[0], None, &[1], None, false),
    function("pread", &[0], None, &[1], None, false).counting(),
    function("read", &[1], None, &[0], None, false).counting(),
    function("recv", &[1], None, &[0], None, false).counting(),
    function("recvfrom", &[1], None, &[0], None, false).counting(),
    function("recvmsg", &[1], None, &[0], None, false).counting(),
    function("scanf", &[], Some(1), &[], None, false).counting(),
    function("snprintf", &[0], None, &[], Some(2), false).counting(),
    function("sprintf", &[0], None, &[], Some(1), false).counting(),
    function("sscanf", &[], Some(2), &[0], None, false).counting(),
    function("stpcpy", &[0], None, &[1], None, false),
    function("stpncpy", &[0], None, &[1], None, false),
    function("strcat", &[0], None, &[1], None, true),
    function("strcpy", &[0], None, &[1], None, false),
    function("strlcat", &[0], None, &[1], None, true).counting(),
    function("strlcpy", &[0], None, &[1], None, false).counting(),
    function("strncat", &[0], None, &[1], None, true),
    function("strncpy", &[0], None, &[1], None, false),
    function("strscpy", &[0], None, &[1], None, false).counting(),
    function("swprintf", &[0], None, &[], Some(2), false).counting(),
    function("vasprintf", &[0], None, &[], Some(1), false).counting(),
    function("vsnprintf", &[0], None, &[], Some(2), false).counting(),
    function("vsprintf", &[0], None, &[], Some(1), false).counting(),
    function("wcscat", &[0], None, &[1], None, true),
    function("wcscpy", &[0], None, &[1], None, false),
    function("wcsncpy", &[0], None, &[1], None, false),
    function("wmemcpy", &[0], None, &[1], None, false),
];

/// Functions that return a count or whether they succeeded, and nothing of what they are given. Descriptors stand for what
/// they are opened on, and what a comparison says is about what is compared. Sorted.
const WITHOUT_DATA: [&str; 67] = [
    "access",
    "bind",
    "chdir",
    "chmod",
    "chown",
    "close",
    "closedir",
    "connect",
    "epoll_wait",
    "execl",
    "execle",
    "execlp",
    "execv",
    "execve",
    "execvp",
    "fclose",
    "fcntl",
    "feof",
    "ferror",
    "fflush",
    "fprintf",
    "fputc",
    "fputs",
    "fseek",
    "fstat",
    "ftell",
    "fwrite",
    "ioctl",
    "isalnum",
    "isalpha",
    "isdigit",
    "isspace",
    "isxdigit",
    "kill",
    "link",
    "listen",
    "lseek",
    "lstat",
    "mkdir",
    "munmap",
    "poll",
    "printf",
    "puts",
    "pwrite",
    "rename",
    "rmdir",
    "select",
    "send",
    "sendmsg",
    "sendto",
    "setenv",
    "setsockopt",
    "shutdown",
    "sleep",
    "stat",
    "symlink",
    "syslog",
    "system",
    "truncate",
    "unlink",
    "unlinkat",
    "usleep",
    "vfprintf",
    "vprintf",
    "vsyslog",
    "waitpid",
    "write",
];

/// Whether what a function of C's library returns is nothing of what it is given.
pub(crate) fn returns_no_data(name: &str) -> bool {
    WITHOUT_DATA.binary_search(&name).is_ok()
}

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
    fn the_tables_are_sorted() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
        assert!(WITHOUT_DATA.is_sorted());
    }
}
