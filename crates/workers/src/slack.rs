/// Bytes that are taken in between two times that memory is given back.
const MOST: usize = 8 << 20;

/// Memory that the allocator keeps for later although nothing is in it: what is read here is worked on and freed piece by
/// piece, and what stays lies in between. Without being asked, the allocator gives back only what lies behind all else.
#[derive(Default)]
pub(crate) struct Slack {
    taken_in: usize,
}

impl Slack {
    /// Counts what was taken in, and gives memory back every so often.
    pub fn add(&mut self, bytes: usize) {
        self.taken_in += bytes;
        if self.taken_in > MOST {
            self.taken_in = 0;
            give_back_memory();
        }
    }
}

/// Gives all memory that is free back to the system, where the allocator is one that can.
pub fn give_back_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: malloc_trim(3) may be called from any thread at any time, takes a number and no pointer, and gives back only
    // pages in which nothing is allocated.
    unsafe {
        libc::malloc_trim(0);
    }
}
