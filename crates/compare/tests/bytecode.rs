//! Comparisons of Java classes and of compiled Python.

mod pairs;

use std::fs;
use std::path::Path;
use std::process::Command;

use banbury_evidence::Verdict;
use pairs::{lines, pair};

/// A class with these strings behind the constants that it needs, and methods of these names and codes.
fn class(strings: &[&str], methods: &[(u16, &[u8])]) -> Vec<u8> {
    let mut class = vec![0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61];
    let texts = [&["C", "Code", "()V", "first", "second"], strings].concat();
    class.extend_from_slice(&(texts.len() as u16 + 2).to_be_bytes());
    for text in texts {
        class.push(1);
        class.extend_from_slice(&(text.len() as u16).to_be_bytes());
        class.extend_from_slice(text.as_bytes());
    }
    class.extend_from_slice(&[7, 0, 1]);
    let this = strings.len() as u16 + 6;
    for number in [0x21, this, 0, 0, 0, methods.len() as u16] {
        class.extend_from_slice(&number.to_be_bytes());
    }
    for (name, code) in methods {
        for number in [1, *name, 3, 1, 2, 0, code.len() as u16 + 12, 1, 1, 0, code.len() as u16] {
            class.extend_from_slice(&number.to_be_bytes());
        }
        class.extend_from_slice(code);
        class.extend_from_slice(&[0; 4]);
    }
    class.extend_from_slice(&[0, 0]);
    class
}

/// `ldc` of the class itself, and `return`: the number of the class moves with each string before it.
fn loads_class(number: u8) -> [u8; 3] {
    [0x12, number, 0xb1]
}

#[test]
fn methods_that_differ_are_named() {
    let plain = class(&[], &[(4, &loads_class(6)), (5, &[0xb1])]);
    let other = class(&["new"], &[(4, &loads_class(7)), (5, &[0x03, 0x57, 0xb1])]);
    let found = pair(&plain, &other);
    assert_eq!(
        lines(&found),
        [
            "part constants > line 6: 1 line only in the rebuilt one",
            "part method second:()V > line 3: 2 lines only in the rebuilt one",
        ]
    );
    assert_eq!(found.differs[1].rebuilt, "iconst_0\npop\n");
    let behind = pair(&plain, &[plain.clone(), b"payload".to_vec()].concat());
    assert_eq!(behind.differs[0].place, "outside of parts");
}

#[test]
fn no_byte_of_a_class_is_passed_over() {
    let plain =
        class(&["x"], &[(4, &loads_class(7)), (5, &[0xaa, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 0xb1])]);
    for at in 0..plain.len() {
        assert_ne!(pair(&plain, &plain[..at]).verdict, Verdict::Identical);
        for change in [0x01, 0x80, 0xff] {
            let mut changed = plain.clone();
            changed[at] ^= change;
            assert_eq!(pair(&plain, &changed).verdict, Verdict::DiffersUnexplained, "{at:#x}");
        }
    }
}

#[test]
#[ignore = "needs javac (Debian: default-jdk-headless)"]
fn a_back_door_in_java_is_found_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let compiled = |name: &str, check: &str| {
        let folder = folder.path().join(name);
        fs::create_dir(&folder).unwrap();
        let source = format!(
            "@Deprecated(since = \"2\") class B {{ @Deprecated(since = \"x\") String s = \"x\"; boolean login(String u) {{ {check} for (int i = 0; i < 3; i++) \
             if (u.equals(\"secret\" + i)) return true; return false; }}
             int after(int x) {{ switch (x) {{ case 1: return 2; case 1000: return s.hashCode(); default: return 0; }} }} }}"
        );
        fs::write(folder.join("B.java"), source).unwrap();
        assert!(Command::new("javac").arg("B.java").current_dir(&folder).status().unwrap().success());
        fs::read(Path::new(&folder).join("B.class")).unwrap()
    };
    let found = pair(&compiled("a", ""), &compiled("b", "if (u.equals(\"maint\")) return true;"));
    let mut parts: Vec<&str> = found.differs.iter().filter_map(|it| it.place.split(" > ").next()).collect();
    parts.dedup();
    assert_eq!(parts, ["part constants", "part method login:(Ljava/lang/String;)Z"], "{found:?}");
}

fn pyc(magic: u16, fields: &[u32], code: &[u8]) -> Vec<u8> {
    let mut file = magic.to_le_bytes().to_vec();
    file.extend_from_slice(b"\r\n");
    fields.iter().for_each(|field| file.extend_from_slice(&field.to_le_bytes()));
    file.extend_from_slice(code);
    file
}

#[test]
fn compiled_python_says_from_which_source() {
    let plain = pyc(3495, &[0, 1_600_000_000, 120], b"\xe3code");
    let later = pair(&plain, &pyc(3495, &[0, 1_700_000_000, 120], b"\xe3code"));
    assert_eq!(lines(&later), ["file: time: 1600000000 shipped, 1700000000 rebuilt"]);
    assert_eq!(later.causes[0].kind, "timestamp");
    let patched = pair(&plain, &pyc(3495, &[0, 1_600_000_000, 120], b"\xe3\0ode"));
    assert_eq!(lines(&patched), ["part code > bytes 0x1..0x2: 1 byte differs"]);
    let newer = pair(&plain, &pyc(3531, &[1, 7, 0], b"\xe3code"));
    assert_eq!(
        lines(&newer),
        [
            "file: magic number: 3495 (Python 3.11) shipped, 3531 (Python 3.12) rebuilt",
            "file: flags: 0x0 shipped, 0x1 rebuilt",
            "file: time: 1600000000 shipped, not stated rebuilt",
            "file: size of the source: 120 shipped, not stated rebuilt",
            "file: hash of the source: not stated shipped, 0000000000000007 rebuilt",
        ]
    );
    let old = pair(&pyc(62211, &[1], b"ccode"), &pyc(62211, &[2], b"ccode"));
    assert_eq!(lines(&old), ["file: time: 1 shipped, 2 rebuilt"]);
    for at in 0..plain.len() {
        let mut changed = plain.clone();
        changed[at] ^= 1;
        assert_eq!(pair(&plain, &changed).verdict, Verdict::DiffersUnexplained);
        assert_ne!(pair(&plain, &plain[..at]).verdict, Verdict::Identical);
    }
}
