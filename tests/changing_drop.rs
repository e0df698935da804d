//! A drop that changes while it is inspected is refused: what was sealed is not what would be looked at.

mod common;

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use common::{inspect, write};

#[test]
fn a_file_that_is_replaced_all_the_time_is_named() {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    for number in 0..200 {
        write(&drop, &format!("still/{number}.c"), format!("int still_{number}(void) {{ return {number}; }}\n"));
    }
    write(&drop, "restless.c", "int before;\n");
    let out = temporary.path().join("out");
    let over = AtomicBool::new(false);
    let ended = std::thread::scope(|scope| {
        scope.spawn(|| {
            // Replaced as a whole, so that each content is one that could be sealed.
            let mut number = 0_u64;
            while !over.load(Ordering::Relaxed) {
                let next = temporary.path().join("next.c");
                fs::write(&next, format!("int at_{number};\n")).unwrap();
                fs::rename(next, drop.join("restless.c")).unwrap();
                number += 1;
            }
        });
        let ended = inspect(&drop, &out, &[]);
        over.store(true, Ordering::Relaxed);
        ended
    });
    ended.with(2).saying("the drop changed while it was inspected: restless.c");
    assert!(!out.exists());
}
