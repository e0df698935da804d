//! The first process of an enclosure: a shell that runs the steps and reports.

use rustix::process::Resource;

use super::enclosure::{Plan, allowed};
use crate::setting::{SETARCH, STRACE};

/// Its arguments are the umask, the address space of each process in KiB, the source's folder, a command that each step
/// is given to (none if empty), and the steps. It reports over the socket that it finds as standard input and that no
/// step gets to see.
const SCRIPT: &str = r#"
exec 3<&0 </dev/null
umask "$1"
ulimit -v "$2" || exit 1
folder=$3
through=$4
shift 4
echo ready >&3
read -r go <&3 || exit 1
cd "$folder" || exit 1
unset OLDPWD
for step do
    $through /bin/sh -e -c "$step" 3<&-
    code=$?
    echo $code >&3
    [ $code -eq 0 ] || exit 0
done
"#;

/// Where a traced build writes down what it opens, in the folder that holds everything writable.
pub(super) const TRACE: &str = "trace";

/// What opens a file or starts a program. Not every machine has all of these.
const CALLS: &str = "?open,openat,?openat2,execve,?execveat";

/// Program and arguments.
pub(super) fn command_line(plan: &Plan<'_>) -> (&'static str, Vec<String>) {
    let (setting, recipe) = (plan.setting, plan.recipe);
    // Set by the shell, as the bench's own address space, which a forked child has until then, may be larger.
    let address_space = allowed(Resource::As, recipe.limits.memory_mib.saturating_mul(1 << 20)) >> 10;
    let (program, before): (_, &[&str]) = match setting.old_kernel {
        true => (SETARCH, &["--uname-2.6", "/bin/sh", "-c"]),
        false => ("/bin/sh", &["-c"]),
    };
    let through = if setting.traced { tracer(&plan.top) } else { String::new() };
    let arguments = before.iter().map(|word| (*word).to_owned()).chain([
        SCRIPT.to_owned(),
        "sh".to_owned(),
        format!("{:04o}", setting.umask),
        address_space.to_string(),
        setting.folder.clone(),
        through,
    ]);
    (program, arguments.chain(recipe.steps.clone()).collect())
}

/// Writes down opened files and started programs, of all processes. Only those calls are stopped at (`--seccomp-bpf`).
/// It is no parent of the step (`-D`), which so ends when its shell does, whatever goes on in the background.
fn tracer(top: &str) -> String {
    format!("{STRACE} -D -f --seccomp-bpf -qq -s 0 -y -z -e trace={CALLS} -e signal=none -A -o {top}/{TRACE}")
}
