//! Functions of C's libraries, of interpreters and of kernels that do what a reader must not miss.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What such a function does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    StartsProcess,
    ChangesIdentity,
    LoadsCode,
    EvaluatesText,
    ChangesMemory,
}

const FUNCTIONS: [(Effect, &[&str]); 5] = [
    (
        Effect::StartsProcess,
        &[
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
            "forkpty",
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
    ),
    (
        Effect::ChangesIdentity,
        &[
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
    ),
    (
        Effect::LoadsCode,
        &[
            "dlopen",
            "dlmopen",
            "LoadLibraryA",
            "LoadLibraryW",
            "LoadLibraryExA",
            "LoadLibraryExW",
            "init_module",
            "finit_module",
        ],
    ),
    (
        Effect::EvaluatesText,
        &[
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
    ),
    (Effect::ChangesMemory, &["mprotect", "pkey_mprotect", "VirtualProtect", "set_memory_x", "set_memory_rw"]),
];

impl Effect {
    /// Of a function, by its name. Every call of every file asks.
    pub fn of(function: &str) -> Option<Self> {
        static BY_NAME: LazyLock<HashMap<&str, Effect>> = LazyLock::new(|| {
            FUNCTIONS.iter().flat_map(|(effect, names)| names.iter().map(move |name| (*name, *effect))).collect()
        });
        BY_NAME.get(function).copied()
    }

    /// The functions that have it.
    pub fn functions(self) -> impl Iterator<Item = &'static str> {
        FUNCTIONS.iter().filter(move |(effect, _)| *effect == self).flat_map(|(_, functions)| *functions).copied()
    }

    /// All functions that have any.
    pub fn all_functions() -> impl Iterator<Item = &'static str> {
        FUNCTIONS.iter().flat_map(|(_, functions)| *functions).copied()
    }
}
