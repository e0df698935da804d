//! Programs among the files of a drop.

mod common;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use common::findings::places;
use common::{contents, inspect, json, write};

/// A program for x86-64 with one segment, which is writable and executable, and an address with a password in it.
fn program() -> Vec<u8> {
    let secret = b"\0ftp://up:gr4nite@files.vendor-cloud.com/\0";
    let mut bytes = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0, 1, 0, 0, 0];
    for word in [0, 64_u64, 0] {
        bytes.extend(word.to_le_bytes());
    }
    for (value, length) in [(0_u32, 4), (64, 2), (56, 2), (1, 2), (0, 2), (0, 2), (0, 2)] {
        bytes.extend(&value.to_le_bytes()[..length]);
    }
    bytes.extend([1_u32, 7].map(u32::to_le_bytes).concat());
    let size = 120 + secret.len() as u64;
    bytes.extend([0, 0x40_0000, 0x40_0000, size, size, 0x1000].map(u64::to_le_bytes).concat());
    [bytes, secret.to_vec()].concat()
}

#[test]
fn a_program_is_looked_at_and_its_secrets_are_masked_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "drop/bin/daemon", program());
    write(folder.path(), "drop/bin/half", &program()[..100]);
    write(folder.path(), "drop/logo.png", b"\x89PNG\0\0\0");
    fs::set_permissions(folder.path().join("drop/bin/daemon"), Permissions::from_mode(0o4755)).unwrap();
    let bundle = folder.path().join("bundle");
    inspect(&folder.path().join("drop"), &bundle, &[]).with(3);

    let rules: Vec<String> = places(&bundle).into_iter().filter(|it| it.0 == "bin/daemon").map(|it| it.2).collect();
    let expected = [
        "binary-holds-credential",
        "binary-memory-writable-and-executable",
        "binary-mitigations-missing",
        "file-runs-as-owner",
    ];
    assert_eq!(rules, expected);
    for (name, content) in contents(&bundle) {
        assert!(!content.windows(7).any(|window| window == b"gr4nite"), "{name} shows the password");
    }
    let coverage = json(&bundle, "coverage.json");
    let told: Vec<(&str, bool)> = coverage["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            assert_eq!(file["status"], "binary");
            (file["reason"].as_str().unwrap_or(""), file["uninspected"] == true)
        })
        .collect();
    let [(whole, false), (half, true), ("", false)] = told.as_slice() else { panic!("{coverage}") };
    assert!(whole.starts_with("an ELF program at fixed addresses, 64-bit little-endian, x86-64"), "{whole}");
    assert!(half.contains("only its strings were looked at"), "{half}");
}
