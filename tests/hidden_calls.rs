//! Macros that hide a call, spread over the files of a drop.

mod common;

use common::findings::places;
use common::{inspect, write};

#[test]
fn calls_that_macros_hide_are_found_across_files() {
    let folder = tempfile::tempdir().unwrap();
    let drop = folder.path().join("drop");
    write(&drop, "inc/glue.h", "#define JOIN(a, b) a##b\n#define DO_SYSTEM(x) system(x)\n#define P(x) DO_SYSTEM(x)\n");
    write(&drop, "inc/log.h", "#define GLUE(a, b) JOIN(a, b)\n#define LOG(x) DO_SYSTEM(x)\n");
    write(
        &drop,
        "src/a.c",
        "int f(const char *x)\n{\n    LOG(x);\n    return GLUE(sys, tem)(x) + GLUE(my, name)(x);\n}\n",
    );
    // What a file defines itself is no other file's macro.
    write(&drop, "src/b.c", "#define P(x) ((x) + 1)\n#define NEXT(x) P(x)\nint g(int x) { return NEXT(x); }\n");
    let bundle = folder.path().join("bundle");
    inspect(&drop, &bundle, &[]);
    let mut found = places(&bundle);
    found.retain(|(.., rule)| rule.ends_with("-hides-call"));
    let place = |path: &str, line, rule: &str| (path.to_owned(), line, rule.to_owned());
    assert_eq!(
        found,
        [
            place("inc/glue.h", 3, "innocent-macro-hides-call"),
            place("inc/log.h", 2, "innocent-macro-hides-call"),
            place("src/a.c", 4, "pasted-name-hides-call"),
        ]
    );
}
