//! Comparisons of zip archives.

mod pairs;

use std::io::Write;

use banbury_evidence::Verdict;
use flate2::{Compression, Crc};
use pairs::{lines, pair};

fn differing(shipped: &[u8], rebuilt: &[u8]) -> Vec<String> {
    let found = pair(shipped, rebuilt);
    assert_eq!(found.verdict, Verdict::DiffersUnexplained, "{found:?}");
    lines(&found)
}

/// 29 November 2026, 12:34:56, as MS-DOS has it.
const TIME: u32 = 0x5d7d_645c;

#[derive(Clone)]
struct File {
    name: &'static str,
    content: Vec<u8>,
    level: Option<u32>,
    mode: u32,
    time: u32,
    local_time: u32,
    extra: Vec<u8>,
    descriptor: bool,
    before: Vec<u8>,
    inside: Vec<u8>,
    checksum: u32,
}

fn file(name: &'static str, content: &[u8]) -> File {
    let mut crc = Crc::new();
    crc.update(content);
    File {
        name,
        content: content.to_vec(),
        level: None,
        mode: 0o10_0644,
        time: TIME,
        local_time: TIME,
        extra: Vec::new(),
        descriptor: false,
        before: Vec::new(),
        inside: Vec::new(),
        checksum: crc.sum(),
    }
}

fn number(into: &mut Vec<u8>, value: u64, width: usize) {
    into.extend_from_slice(&value.to_le_bytes()[..width]);
}

/// An archive; `block` stands before its directory, `behind` after its end.
fn zip_with(files: &[File], block: &[u8], comment: &str, behind: &[u8]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        archive.extend_from_slice(&file.before);
        let at = archive.len() as u64;
        let mut data = match file.level {
            Some(level) => {
                let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::new(level));
                encoder.write_all(&file.content).unwrap();
                encoder.finish().unwrap()
            }
            None => file.content.clone(),
        };
        data.extend_from_slice(&file.inside);
        let method = if file.level.is_some() { 8 } else { 0 };
        let flags = if file.descriptor { 8 } else { 0 };
        let sums = [(u64::from(file.checksum), 4), (data.len() as u64, 4), (file.content.len() as u64, 4)];
        let local_sums = if file.descriptor { [(0, 4); 3] } else { sums };
        archive.extend_from_slice(b"PK\x03\x04");
        for (value, width) in
            [(20, 2), (flags, 2), (method, 2), (file.local_time.into(), 4)].into_iter().chain(local_sums)
        {
            number(&mut archive, value, width);
        }
        number(&mut archive, file.name.len() as u64, 2);
        number(&mut archive, file.extra.len() as u64, 2);
        archive.extend_from_slice(file.name.as_bytes());
        archive.extend_from_slice(&file.extra);
        archive.extend_from_slice(&data);
        if file.descriptor {
            archive.extend_from_slice(b"PK\x07\x08");
            sums.iter().for_each(|(value, width)| number(&mut archive, *value, *width));
        }
        directory.extend_from_slice(b"PK\x01\x02");
        let fields = [(0x0314, 2), (20, 2), (flags, 2), (method, 2), (file.time.into(), 4)];
        let places =
            [(file.name.len() as u64, 2), (0, 2), (0, 2), (0, 2), (0, 2), (u64::from(file.mode) << 16, 4), (at, 4)];
        for (value, width) in fields.into_iter().chain(sums).chain(places) {
            number(&mut directory, value, width);
        }
        directory.extend_from_slice(file.name.as_bytes());
    }
    archive.extend_from_slice(block);
    let at = archive.len() as u64;
    archive.extend_from_slice(&directory);
    archive.extend_from_slice(b"PK\x05\x06");
    let count = files.len() as u64;
    for (value, width) in
        [(0, 2), (0, 2), (count, 2), (count, 2), (directory.len() as u64, 4), (at, 4), (comment.len() as u64, 2)]
    {
        number(&mut archive, value, width);
    }
    archive.extend_from_slice(comment.as_bytes());
    archive.extend_from_slice(behind);
    archive
}

fn zip(files: &[File]) -> Vec<u8> {
    zip_with(files, b"", "", b"")
}

#[test]
fn zip_archives_are_compared_by_member() {
    let su = || file("bin/su", b"su");
    let text = || File { level: Some(6), ..file("text", b"some text\n") };
    let plain = zip(&[su(), text()]);
    let text_changed = zip(&[su(), File { level: Some(6), ..file("text", b"some test\n") }]);
    assert_eq!(differing(&plain, &text_changed), ["member text > line 1: 1 line shipped, 1 line rebuilt"]);
    assert_eq!(
        differing(&plain, &zip(&[File { mode: 0o10_4755, ..su() }, text()])),
        ["member bin/su: mode: 0644 shipped, 4755 rebuilt"]
    );
    let link = zip(&[File { mode: 0o12_0644, ..su() }, text()]);
    assert_eq!(differing(&plain, &link), ["member bin/su: type: file shipped, symbolic link rebuilt"]);
    let later = pair(&plain, &zip(&[File { time: TIME + 1, local_time: TIME + 1, ..su() }, text()]));
    assert_eq!(lines(&later), ["member bin/su: time: 1795955696 shipped, 1795955698 rebuilt"]);
    assert_eq!(later.causes[0].detail, "1 of 1 differences: 1795955696 shipped, 1795955698 rebuilt");
    assert_eq!(differing(&plain, &zip(&[su(), text(), file("more", b"")])), ["member more: only in the rebuilt one"]);
    assert_eq!(differing(&plain, &zip(&[text(), su()])), ["file: the members that both have stand in another order"]);
    assert_eq!(
        differing(&plain, &zip_with(&[su(), text()], b"", "hello", b"")),
        ["file: comment:  shipped, hello rebuilt"]
    );
}

#[test]
fn members_packed_otherwise_are_the_same_unpacked() {
    let content = b"abcabcabcabcabcabd".repeat(50);
    let at = |level| zip(&[File { level, ..file("a", &content) }]);
    let otherwise = differing(&at(Some(1)), &at(Some(9)));
    assert_eq!(otherwise, ["member a: packed otherwise, by the same method (deflate); unpacked, it is the same"]);
    assert_eq!(differing(&at(None), &at(Some(9)))[0], "member a: method: stored shipped, deflate rebuilt");
}

#[test]
fn what_hides_in_a_zip_archive_is_seen() {
    let one = || File { level: Some(6), ..file("a", b"aaaaaaaaaaaaaaaa") };
    let two = || file("b", b"bb");
    let plain = zip(&[one(), two()]);
    let outside = "outside of members: what stands before, between and behind the members: ";
    let hidden = |archive: &[u8], expected: &str| {
        let found = differing(&plain, archive);
        assert!(found.iter().any(|line| line.starts_with(expected)), "{expected}: {found:?}");
    };
    hidden(&zip_with(&[one(), two()], b"", "", b"payload"), outside);
    hidden(&zip_with(&[one(), two()], b"payload", "", b""), outside);
    hidden(&zip(&[File { before: b"#!/bin/sh\n".to_vec(), ..one() }, two()]), outside);
    hidden(
        &zip(&[one(), File { before: b"gap".to_vec(), ..two() }]),
        "member b: bytes before its header: not stated shipped, 3",
    );
    hidden(
        &zip(&[File { inside: b"payload".to_vec(), ..one() }, two()]),
        "member a: it is stored otherwise, and cannot",
    );
    hidden(
        &zip(&[one(), File { checksum: 1, ..two() }]),
        "member b: checksum that does not fit: not stated shipped, CRC-32 00000001",
    );
    hidden(
        &zip(&[one(), File { local_time: TIME + 1, ..two() }]),
        "member b: the local header contradicts: not stated shipped, time",
    );
    hidden(
        &zip(&[one(), File { extra: b"\x99\x99\x04\0evil".to_vec(), ..two() }]),
        "member b: extra field: not stated shipped, 0x9999 6576696c",
    );
    hidden(
        &zip(&[File { descriptor: true, ..one() }, two()]),
        "member a: data descriptor: not stated shipped, 16 bytes",
    );
    let extended = [b"UT\x05\0\x01".as_slice(), &1_795_955_696u32.to_le_bytes()].concat();
    hidden(
        &zip(&[one(), File { extra: extended, ..two() }]),
        "member b: extended time: not stated shipped, 1795955696",
    );
    let mut locked = plain.clone();
    locked[6] = 1;
    let central = locked.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    locked[central + 8] = 1;
    hidden(&locked, "member a: it is stored otherwise, and cannot be unpacked: it is encrypted");
}

/// The end of a zip64 archive, which programs also write where the numbers would fit the old one.
#[test]
fn zip64_archives_are_opened() {
    let wide = |content: &[u8], stated: u64, at_limit: bool| {
        let mut archive = zip(&[file("a", content)]);
        let mut end = archive.split_off(archive.len() - 22);
        let size = u64::from(u32::from_le_bytes(end[12..16].try_into().unwrap()));
        let record_at = archive.len() as u64;
        archive.extend_from_slice(b"PK\x06\x06");
        for (value, width) in
            [(44, 8), (45, 2), (45, 2), (0, 4), (0, 4), (stated, 8), (stated, 8), (size, 8), (record_at - size, 8)]
        {
            number(&mut archive, value, width);
        }
        archive.extend_from_slice(b"PK\x06\x07");
        [(0, 4), (record_at, 8), (1, 4)].into_iter().for_each(|(value, width)| number(&mut archive, value, width));
        if at_limit {
            end[8..20].fill(0xff);
        }
        archive.extend_from_slice(&end);
        archive
    };
    for at_limit in [false, true] {
        let plain = wide(b"text", 1, at_limit);
        assert_eq!(
            differing(&plain, &wide(b"test", 1, at_limit)),
            ["member a > line 1: 1 line shipped, 1 line rebuilt"]
        );
        let lying = differing(&plain, &wide(b"text", 2, at_limit));
        assert!(
            lying.iter().any(|line| line.starts_with("file: members stated: not stated shipped, 2 stated, 1 there")),
            "{lying:?}"
        );
        for at in 0..plain.len() {
            let mut changed = plain.clone();
            changed[at] ^= 0x55;
            assert_eq!(pair(&plain, &changed).verdict, Verdict::DiffersUnexplained, "{at:#x}");
        }
    }
}

/// A prefix moves all offsets, whether the directory has been told or not.
#[test]
fn archives_behind_something_else_are_found() {
    let stub = b"#!/bin/sh\nexec unzip \"$0\"\n".to_vec();
    let told = |content: &[u8]| zip(&[File { before: stub.clone(), ..file("a", content) }]);
    let untold = |content: &[u8]| [stub.clone(), zip(&[file("a", content)])].concat();
    for made in [&told as &dyn Fn(&[u8]) -> Vec<u8>, &untold] {
        assert_eq!(differing(&made(b"text"), &made(b"test")), ["member a > line 1: 1 line shipped, 1 line rebuilt"]);
    }
}

/// PKCS #7 signed data with nothing of use in it.
fn signed_data(value: &[u8]) -> Vec<u8> {
    let inner = [b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02".as_slice(), value].concat();
    [&[0x30, inner.len() as u8], inner.as_slice()].concat()
}

#[test]
fn signatures_of_jars_are_set_aside() {
    let jar = |manifest: bool, block: Vec<u8>, code: &[u8]| {
        let mut files = vec![file("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\n"), file("Code", code)];
        if !manifest {
            files.remove(0);
        }
        if !block.is_empty() {
            files.push(file("META-INF/KEY.SF", b"Signature-Version: 1.0\n"));
            files.push(File { level: Some(6), ..file("META-INF/KEY.RSA", &block) });
        }
        zip(&files)
    };
    let signed = jar(true, signed_data(b"one"), b"code");
    let otherwise = pair(&signed, &jar(true, signed_data(b"other"), b"code"));
    assert_eq!(otherwise.verdict, Verdict::Equivalent, "{otherwise:?}");
    assert_eq!(otherwise.masked.len(), 1);
    assert_eq!(
        (otherwise.masked[0].rule.as_str(), otherwise.masked[0].within.as_str(), otherwise.masked[0].length),
        ("jar-signature", "member META-INF/KEY.RSA", 16)
    );
    let unsigned = pair(&signed, &jar(true, Vec::new(), b"code"));
    assert_eq!((unsigned.verdict, unsigned.masked.len()), (Verdict::Equivalent, 2), "{unsigned:?}");
    assert_eq!(
        differing(&signed, &jar(true, signed_data(b"one"), b"cod3")),
        ["member Code > line 1: 1 line shipped, 1 line rebuilt"]
    );
    // Neither a payload behind the signature, nor something that is none, nor a zip that is no jar.
    for (manifest, block) in [
        (true, [signed_data(b"one"), b"payload".to_vec()].concat()),
        (true, b"payload".to_vec()),
        (false, signed_data(b"new")),
    ] {
        differing(&jar(manifest, signed_data(b"one"), b"code"), &jar(manifest, block, b"code"));
    }
}

#[test]
fn signing_blocks_of_android_packages_are_set_aside() {
    let block = |pairs: &[(u32, &[u8])]| {
        let mut body = Vec::new();
        for (kind, value) in pairs {
            number(&mut body, value.len() as u64 + 4, 8);
            number(&mut body, (*kind).into(), 4);
            body.extend_from_slice(value);
        }
        let size = (body.len() as u64 + 24).to_le_bytes();
        [size.as_slice(), &body, &size, b"APK Sig Block 42"].concat()
    };
    let signers = |signer: &[u8]| {
        let mut value = (signer.len() as u32 + 4).to_le_bytes().to_vec();
        number(&mut value, signer.len() as u64, 4);
        value.extend_from_slice(signer);
        value
    };
    let apk = |block: &[u8]| zip_with(&[file("classes.dex", b"code")], block, "", b"");
    let signed = apk(&block(&[(0x7109_871a, &signers(b"signature")), (0x4272_6577, &[0; 9])]));
    let unsigned = pair(&signed, &apk(b""));
    assert_eq!(unsigned.verdict, Verdict::Equivalent, "{unsigned:?}");
    let rules: Vec<&str> = unsigned.masked.iter().map(|range| range.rule.as_str()).collect();
    assert_eq!(rules, ["apk-signing-block", "apk-signing-block", "apk-signature-v2", "apk-signing-block-padding"]);
    let otherwise = pair(&signed, &apk(&block(&[(0x7109_871a, &signers(b"otherwise"))])));
    assert_eq!(otherwise.verdict, Verdict::Equivalent, "{otherwise:?}");
    for pairs in [
        [(0x7109_871a, signers(b"signature")), (0x4272_6577, b"payload".to_vec())],
        [(0x7109_871a, [signers(b"signature"), b"payload".to_vec()].concat()), (0x4272_6577, vec![0; 9])],
        [(0x7109_871a, signers(b"signature")), (0x1234, b"payload".to_vec())],
    ] {
        let [(a, b), (c, d)] = pairs;
        differing(&signed, &apk(&block(&[(a, &b), (c, &d)])));
    }
}

#[test]
fn no_byte_of_a_zip_archive_is_passed_over() {
    let files = [
        File { level: Some(6), descriptor: true, ..file("a", b"aaaaaaaaaaaaaaaa") },
        File { extra: b"\x99\x99\x04\0evil".to_vec(), before: b"gap".to_vec(), ..file("b", b"bb") },
    ];
    let plain = zip_with(&files, b"", "comment", b"behind");
    for at in 0..plain.len() {
        assert_ne!(pair(&plain, &plain[..at]).verdict, Verdict::Identical);
        for change in [0x01, 0x80, 0xff] {
            let mut changed = plain.clone();
            changed[at] ^= change;
            let found = pair(&plain, &changed);
            assert_eq!(found.verdict, Verdict::DiffersUnexplained, "{at:#x} {change:#x}: {found:?}");
        }
    }
}

#[test]
fn members_that_overlap_are_refused() {
    let mut archive = zip(&[file("a", b"aa"), file("b", b"bb")]);
    let last = archive.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    archive[last + 42..last + 46].fill(0);
    let found = differing(&zip(&[file("a", b"aa"), file("b", b"bb")]), &archive);
    assert!(found[0].contains("damaged: the rebuilt one: its members overlap"), "{found:?}");
}
