//! The system calls that a build has no need of: those that reach outside of the sandbox's namespaces, get around
//! its limits, or open wide stretches of the kernel. They answer "function not implemented".

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, TargetArch,
};

/// The same call under the x32 numbering of x86-64 kernels.
const X32_BIT: i64 = 0x4000_0000;

/// Calls that exist under other numbers in the x32 numbering only: ptrace, process_vm_readv, process_vm_writev, and
/// kexec_load.
const X32_ONLY: [i64; 4] = [521, 539, 540, 528];

const DENIED: &[libc::c_long] = &[
    // New namespaces and mounts: what keeps the read-only folders read-only.
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    // Its flags stand in memory, where a filter cannot see them; callers fall back to clone.
    libc::SYS_clone3,
    // Other processes' memory and files.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
    // Memory that the watch over the build cannot count.
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
    libc::SYS_shmget,
    // Not divided by namespace.
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_syslog,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_reboot,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_fanotify_init,
    libc::SYS_lookup_dcookie,
    // Large and often broken parts of the kernel; io_uring also does what the other lines forbid.
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_vmsplice,
    libc::SYS_nfsservctl,
];

/// What a tracer needs.
const TRACING: &[libc::c_long] =
    &[libc::SYS_ptrace, libc::SYS_process_vm_readv, libc::SYS_process_vm_writev, libc::SYS_kcmp];

/// Flags of clone(2) that make a namespace. (CLONE_NEWTIME is one of clone3 and unshare only.)
const NAMESPACE_FLAGS: [libc::c_int; 7] = [
    libc::CLONE_NEWNS,
    libc::CLONE_NEWCGROUP,
    libc::CLONE_NEWUTS,
    libc::CLONE_NEWIPC,
    libc::CLONE_NEWUSER,
    libc::CLONE_NEWPID,
    libc::CLONE_NEWNET,
];

/// Families of sockets that the network namespace confines. VSOCK, for one, is not: it reaches the hypervisor.
const FAMILIES: [libc::c_int; 4] = [libc::AF_UNIX, libc::AF_INET, libc::AF_INET6, libc::AF_NETLINK];

/// Typing into, and other tricks with, a terminal.
const TERMINAL_REQUESTS: [u64; 2] = [0x5412 /* TIOCSTI */, 0x541c /* TIOCLINUX */];

/// The filter in the kernel's form; an error if there is none for this processor. A build that is `traced` may trace its
/// own processes: there are no others in its namespace.
pub(super) fn program(traced: bool) -> Result<BpfProgram, seccompiler::BackendError> {
    let architecture = TargetArch::try_from(std::env::consts::ARCH)?;
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = DENIED.iter().map(|&call| (call, Vec::new())).collect();
    if traced {
        for call in TRACING {
            rules.remove(call);
        }
    }
    rules.insert(libc::SYS_clone, namespace_rules()?);
    rules.insert(libc::SYS_socket, vec![family_rule()?]);
    rules.insert(libc::SYS_ioctl, terminal_rules()?);
    if architecture == TargetArch::x86_64 {
        let twins: Vec<_> = rules.iter().map(|(call, rule)| (call | X32_BIT, rule.clone())).collect();
        rules.extend(twins);
        rules.extend(X32_ONLY.map(|call| (call | X32_BIT, Vec::new())));
    }
    let denial = SeccompAction::Errno(libc::ENOSYS as u32);
    SeccompFilter::new(rules, SeccompAction::Allow, denial, architecture)?.try_into()
}

/// Each rule is an alternative: any namespace flag will do.
fn namespace_rules() -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
    NAMESPACE_FLAGS
        .iter()
        .map(|&flag| {
            let flag = u64::from(flag as u32);
            SeccompRule::new(vec![SeccompCondition::new(
                0,
                SeccompCmpArgLen::Qword,
                SeccompCmpOp::MaskedEq(flag),
                flag,
            )?])
        })
        .collect()
}

/// The conditions of one rule must all hold: the family is none of those.
fn family_rule() -> Result<SeccompRule, seccompiler::BackendError> {
    let none_of = FAMILIES
        .iter()
        .map(|&family| SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, family as u64))
        .collect::<Result<_, _>>()?;
    SeccompRule::new(none_of)
}

fn terminal_rules() -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
    TERMINAL_REQUESTS
        .iter()
        .map(|&request| {
            let asks_for_it = SeccompCondition::new(1, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, request)?;
            SeccompRule::new(vec![asks_for_it])
        })
        .collect()
}
