//! Root does not build: the thread that starts the sandbox first becomes a user that nobody else is.
//!
//! The kernel exempts root from limits on processes, and would let it, as the owner of the host's files, change
//! whatever a slip in the sandbox's mounts laid open. Credentials belong to threads, so the rest of the program
//! keeps its own.

use std::io;

use rustix::io::Errno;
use rustix::process::{DumpableBehavior, Gid, Uid, geteuid, set_dumpable_behavior};
use rustix::thread::{set_thread_groups, set_thread_res_gid, set_thread_res_uid};

/// Unused by any distribution and by systemd's transient users (systemd's UIDS-GIDS table: 65520 to 65533).
const NOBODY_ELSE: u32 = 65_530;

/// Gives up root's powers in the calling thread, which should end when the build does. An ordinary user stays as is.
pub(super) fn leave_root() -> io::Result<()> {
    if !geteuid().is_root() {
        return Ok(());
    }
    let (user, group) = (Uid::from_raw(NOBODY_ELSE), Gid::from_raw(NOBODY_ELSE));
    match set_thread_res_gid(group, group, group) {
        Ok(()) => {}
        // A container's user namespace without that id: its root is an ordinary user outside.
        Err(Errno::INVAL) => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    set_thread_groups(&[])?;
    set_thread_res_uid(user, user, user)?;
    // The change makes /proc/self root's, where the sandbox has to write its user mapping; this is the state before.
    set_dumpable_behavior(DumpableBehavior::Dumpable)?;
    Ok(())
}
