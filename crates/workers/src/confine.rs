use landlock::{ABI, Access, AccessFs, CompatLevel, Compatible, Ruleset, RulesetAttr};
use rustix::process::{Resource, Rlimit, Signal, getrlimit, set_parent_process_death_signal, setrlimit};

/// What a confined process may have beside memory.
pub(crate) enum Files {
    /// Standard input, output and error are open; nothing else can be.
    Standard,
    /// What is open, below this descriptor, and written to as its owner likes.
    Below(u64),
}

/// Takes from this process what it has no need of: further files, core dumps, memory past `memory` bytes, and life
/// without its parent. Each is a further fence around code that may be taken over, so that one which the kernel does not
/// know is left out.
pub(crate) fn confine(memory: u64, files: Files) {
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    let at_most = |resource, limit| {
        let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) });
    };
    at_most(Resource::Core, 0);
    at_most(Resource::As, memory);
    match files {
        Files::Standard => {
            at_most(Resource::Nofile, 3);
            at_most(Resource::Fsize, 0);
        }
        Files::Below(first) => at_most(Resource::Nofile, first),
    }
    // Not held against root, who has Landlock and the missing descriptors in the way.
    at_most(Resource::Nproc, 0);
    let _ = deny_files();
}

/// Denies every access to the file system that the running kernel can deny.
fn deny_files() -> Result<(), landlock::RulesetError> {
    Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V5))?
        .create()?
        .restrict_self()?;
    Ok(())
}

/// Lets this process use `seconds` more of processor time; past that the kernel ends it with SIGXCPU.
pub(crate) fn grant_processor_time(seconds: u64) {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime).tv_sec.max(0) as u64;
    let maximum = getrlimit(Resource::Cpu).maximum;
    let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(used + 1 + seconds), maximum });
}
