//! Functions that must not be hidden, and the words by which a name tells of them.

/// What a group of functions does, and how a name says so.
pub(super) struct Sink {
    pub does: &'static str,
    pub functions: &'static [&'static str],
    /// Words for it, in lower case.
    pub words: &'static [&'static str],
}

const SINKS: [Sink; 5] = [
    Sink {
        does: "starts a process",
        functions: &[
            "system",
            "popen",
            "_popen",
            "_wpopen",
            "_wsystem",
            "execl",
            "execle",
            "execlp",
            "execv",
            "execve",
            "execveat",
            "execvp",
            "execvpe",
            "fexecve",
            "posix_spawn",
            "posix_spawnp",
            "call_usermodehelper",
            "call_usermodehelper_exec",
            "call_usermodehelper_setup",
            "kernel_execve",
            "WinExec",
            "CreateProcessA",
            "CreateProcessW",
            "ShellExecuteA",
            "ShellExecuteW",
            "ShellExecuteExA",
            "ShellExecuteExW",
        ],
        words: &[
            "system", "exec", "execute", "spawn", "popen", "shell", "launch", "start", "process", "proc", "command",
            "program", "helper", "script", "invoke", "fork", "pipe", "run", "cmd", "sh", "prog", "exe", "usermode",
        ],
    },
    Sink {
        does: "changes the identity",
        functions: &[
            "setuid",
            "setgid",
            "seteuid",
            "setegid",
            "setreuid",
            "setregid",
            "setresuid",
            "setresgid",
            "setfsuid",
            "setfsgid",
            "setgroups",
            "initgroups",
            "commit_creds",
            "override_creds",
            "prepare_kernel_cred",
        ],
        words: &[
            "uid",
            "gid",
            "ids",
            "setuid",
            "setgid",
            "user",
            "group",
            "groups",
            "root",
            "priv",
            "privs",
            "privilege",
            "privileges",
            "cred",
            "creds",
            "credential",
            "credentials",
            "identity",
            "login",
            "su",
            "sudo",
        ],
    },
    Sink {
        does: "loads code",
        functions: &[
            "dlopen",
            "dlmopen",
            "LoadLibraryA",
            "LoadLibraryW",
            "LoadLibraryExA",
            "LoadLibraryExW",
            "init_module",
            "finit_module",
        ],
        words: &[
            "dl",
            "dlopen",
            "dlsym",
            "load",
            "loader",
            "loadlibrary",
            "lib",
            "library",
            "libraries",
            "sym",
            "symbol",
            "symbols",
            "module",
            "modules",
            "plugin",
            "plugins",
            "import",
            "resolve",
            "dso",
            "proc",
            "bind",
        ],
    },
    Sink {
        does: "evaluates text as code",
        functions: &[
            "luaL_dostring",
            "luaL_dofile",
            "luaL_loadstring",
            "luaL_loadbuffer",
            "lua_load",
            "zend_eval_string",
            "zend_eval_string_ex",
            "zend_eval_stringl",
            "PyRun_SimpleString",
            "PyRun_String",
            "Tcl_Eval",
            "Tcl_EvalEx",
            "Tcl_GlobalEval",
            "eval_pv",
            "eval_sv",
            "JS_Eval",
            "duk_eval_string",
            "rb_eval_string",
        ],
        words: &[
            "eval",
            "evaluate",
            "exec",
            "execute",
            "script",
            "interpret",
            "run",
            "load",
            "dostring",
            "dofile",
            "lua",
            "zend",
            "php",
            "python",
            "tcl",
            "perl",
            "js",
            "ruby",
            "call",
            "code",
        ],
    },
    Sink {
        does: "changes what memory may be used for",
        functions: &["mprotect", "pkey_mprotect", "VirtualProtect", "set_memory_x", "set_memory_rw"],
        words: &[
            "mprotect",
            "protect",
            "unprotect",
            "protection",
            "prot",
            "mem",
            "memory",
            "page",
            "pages",
            "guard",
            "exec",
            "executable",
            "writable",
            "readonly",
            "rw",
            "rx",
            "wx",
            "jit",
            "lock",
            "unlock",
            "map",
        ],
    },
];

/// The group of a function.
pub(super) fn sink(function: &str) -> Option<&'static Sink> {
    SINKS.iter().find(|sink| sink.functions.contains(&function))
}

/// All functions, in order of their groups.
pub(super) fn functions<'a>() -> impl Iterator<Item = &'a str> {
    SINKS.iter().flat_map(|sink| sink.functions).copied()
}

impl Sink {
    /// Whether a reader of the name `name` knows: it has the name of such a function in it, or one of its words is, begins
    /// or ends with one of these.
    pub fn is_told_by(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        self.functions.iter().any(|function| lower.contains(&function.to_ascii_lowercase()))
            || words(name).iter().any(|word| self.words.iter().any(|telling| tells(word, telling)))
    }
}

/// Letters that may stand beside a word of three, as in `RUNCMD` and `xrun`, but not in `runtime`.
const BESIDE_SHORT: usize = 3;

fn tells(word: &str, telling: &str) -> bool {
    let beside = word.len().saturating_sub(telling.len());
    let is_part = word.starts_with(telling) || word.ends_with(telling);
    match telling.len() {
        ..=2 => word == telling,
        3 => is_part && beside <= BESIDE_SHORT,
        _ => is_part,
    }
}

/// The words of a name in snake_case or CamelCase, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last = '_';
    for letter in name.chars() {
        let begins = letter.is_uppercase() && last.is_lowercase();
        if (begins || !letter.is_alphabetic()) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if letter.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        last = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_by_their_words() {
        let starts = sink("system").unwrap();
        for name in ["RUN_CMD", "RUNCMD", "xexec", "BB_EXECVP", "DoSpawn", "sh", "my_system", "run2", "StartIt"] {
            assert!(starts.is_told_by(name), "{name}");
        }
        for name in ["LOG_FLUSH", "refresh_cache", "RUNTIME_LOG", "prune", "PUSH", "trunc", "DEBUG3_LOG", "shift"] {
            assert!(!starts.is_told_by(name), "{name}");
        }
        let identity = sink("setuid").unwrap();
        assert!(identity.is_told_by("xseteuid") && identity.is_told_by("DROP_PRIVS"));
        assert!(!identity.is_told_by("ui_idle"));
    }
}
