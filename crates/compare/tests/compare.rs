//! Comparisons of files and trees on disk.

mod pairs;

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use banbury_compare::{CompareError, InThisProcess, Look, Looker, PublicKey, artefact, compare};
use banbury_evidence::{SignatureCheck, Verdict};
use flate2::Compression;
use flate2::write::GzEncoder;
use pairs::{lines, pair};

#[test]
fn files_are_compared_by_bytes() {
    let artefact = pair(b"same", b"same");
    assert_eq!((artefact.verdict, artefact.path.as_str()), (Verdict::Identical, "a"));
    assert!(artefact.differs.is_empty());
    let artefact = pair(b"\0one byte here", b"\0one bite here, and more");
    assert_eq!(artefact.verdict, Verdict::DiffersUnexplained);
    assert_eq!(lines(&artefact), ["size: 14 bytes shipped, 24 rebuilt", "bytes 0x6..0x7: 1 byte differs"]);
    assert_eq!(
        artefact.differs[1].shipped,
        "00000000  00 6f 6e 65 20 62 79 74 65 20 68 65 72 65        .one byte here\n"
    );
    let put_in = pair(b"\0start and end", b"\0start, middle and end");
    assert_eq!(
        lines(&put_in),
        [
            "size: 14 bytes shipped, 22 rebuilt; the same up to offset 0x6, and in their last 8 bytes",
            "bytes 0x6..0x6: 0 bytes shipped stand against 8 rebuilt",
        ]
    );
}

#[test]
fn texts_are_compared_by_lines() {
    let found = pair(b"one\ntwo\nthree\n", b"one\n2\nthree\nfour\n");
    assert_eq!(lines(&found), ["line 2: 1 line shipped, 1 line rebuilt", "line 4: 1 line only in the rebuilt one"]);
    assert_eq!((found.differs[0].shipped.as_str(), found.differs[0].rebuilt.as_str()), ("two\n", "2\n"));
    assert_eq!(lines(&pair(b"a\nb\n", b"a\r\nb\n")), ["line 1: the line ends differ"]);
}

/// A 64-bit ELF file of two sections and a table of names, followed by `behind`.
fn elf(text: &[u8; 16], data: &[u8], behind: &[u8]) -> Vec<u8> {
    let names = b"\0.text\0.data\0.shstrtab\0";
    let (text_at, data_at) = (64, 80);
    let names_at = data_at + data.len();
    let table_at = (names_at + names.len()).next_multiple_of(8);
    let mut file = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, 0];
    file.resize(16, 0);
    for (value, width) in [
        (1u64, 2),
        (62, 2),
        (1, 4),
        (0, 8),
        (0, 8),
        (table_at as u64, 8),
        (0, 4),
        (64, 2),
        (0, 2),
        (0, 2),
        (64, 2),
        (4, 2),
        (3, 2),
    ] {
        file.extend_from_slice(&value.to_le_bytes()[..width]);
    }
    file.extend_from_slice(text);
    file.extend_from_slice(data);
    file.extend_from_slice(names);
    file.resize(table_at, 0);
    for (name, kind, offset, size) in
        [(0u32, 0u32, 0, 0), (1, 1, text_at, 16), (7, 1, data_at, data.len()), (13, 3, names_at, names.len())]
    {
        file.extend_from_slice(&name.to_le_bytes());
        file.extend_from_slice(&kind.to_le_bytes());
        file.extend_from_slice(&[0; 16]);
        file.extend_from_slice(&(offset as u64).to_le_bytes());
        file.extend_from_slice(&(size as u64).to_le_bytes());
        file.extend_from_slice(&[0; 24]);
    }
    file.extend_from_slice(behind);
    file
}

#[test]
fn elf_files_are_compared_by_section() {
    let plain = elf(b"0123456789abcdef", b"data", b"");
    let patched = pair(&plain, &elf(b"0123456789abcDef", b"data", b""));
    assert_eq!(lines(&patched), ["section .text > line 1: 1 line shipped, 1 line rebuilt"]);

    let behind = pair(&plain, &elf(b"0123456789abcdef", b"data", b"payload"));
    assert_eq!(behind.differs.len(), 1);
    assert_eq!(behind.differs[0].place, "outside of sections");
    assert!(behind.differs[0].detail.contains("5 bytes shipped, 12 rebuilt"), "{behind:?}");

    let longer = pair(&plain, &elf(b"0123456789abcdef", b"data\0ata", b""));
    assert_eq!(lines(&longer)[0], "section .data > size: 4 bytes shipped, 8 rebuilt");
    assert!(!longer.differs[0].derived && longer.differs.iter().skip(2).all(|difference| difference.derived));
}

#[test]
fn lying_elf_files_are_compared_by_bytes() {
    let plain = elf(b"0123456789abcdef", b"data", b"");
    let table_at = plain.len() - 4 * 64;
    // The offset of .text, its size, the number of sections, and where their table lies.
    for (at, width) in [(table_at + 64 + 24, 8), (table_at + 64 + 32, 8), (60, 2), (40, 8)] {
        let mut lying = plain.clone();
        lying[at..at + width].fill(0xee);
        let found = pair(&plain, &lying);
        assert_eq!(found.verdict, Verdict::DiffersUnexplained);
        assert!(found.differs[0].detail.starts_with("ELF file, compared by its bytes (damaged: "), "{found:?}");
    }
    for length in 0..plain.len() {
        assert_eq!(pair(&plain[..length], &plain).verdict, Verdict::DiffersUnexplained);
    }
}

#[test]
fn no_byte_of_an_elf_file_can_change_unseen() {
    let plain = elf(b"0123456789abcdef", b"data", b"behind");
    for at in 0..plain.len() {
        let mut other = plain.clone();
        other[at] ^= 0x81;
        assert_eq!(pair(&plain, &other).verdict, Verdict::DiffersUnexplained, "byte {at:#x}");
    }
}

fn ar(members: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut file = b"!<arch>\n".to_vec();
    for (name, mode, content) in members {
        writeln!(file, "{:<16}{:<12}{:<6}{:<6}{mode:<8}{:<10}`", format!("{name}/"), 0, 0, 0, content.len()).unwrap();
        file.extend_from_slice(content);
        file.resize(file.len().next_multiple_of(2), b'\n');
    }
    file
}

#[test]
fn ar_archives_are_compared_by_member() {
    let plain = ar(&[("a.o", "100644", b"aaaa"), ("b.o", "100644", b"bb\0b")]);
    let found = pair(&plain, &ar(&[("a.o", "100755", b"aaaa"), ("b.o", "100644", b"bx\0b"), ("c.o", "100644", b"")]));
    assert_eq!(
        lines(&found)[..3],
        [
            "member a.o: mode: 100644 shipped, 100755 rebuilt",
            "member b.o > bytes 0x1..0x2: 1 byte differs",
            "member c.o: only in the rebuilt one",
        ]
    );
    let swapped = pair(&plain, &ar(&[("b.o", "100644", b"bb\0b"), ("a.o", "100644", b"aaaa")]));
    assert_eq!(lines(&swapped)[0], "file: the members that both have stand in another order");
}

fn tar(members: &[(&str, u32, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, mode, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(*mode);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

fn gzip(content: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn tar_archives_are_compared_by_member_packed_or_not() {
    let long = "long/".repeat(30) + "name";
    let plain = tar(&[("bin/su", 0o755, b"su"), (&long, 0o644, b"text"), ("gone", 0o644, b"")]);
    let other = tar(&[("bin/su", 0o4755, b"su"), (&long, 0o644, b"test"), ("new\n", 0o644, b"")]);
    let expected = [
        "member bin/su: mode: 0755 shipped, 4755 rebuilt".to_owned(),
        "member gone: only in the shipped one".to_owned(),
        format!("member {long} > line 1: 1 line shipped, 1 line rebuilt"),
        "member new\\x0a: only in the rebuilt one".to_owned(),
    ];
    assert_eq!(lines(&pair(&plain, &other)), expected);
    assert_eq!(lines(&pair(&gzip(&plain, 6), &gzip(&other, 6))), expected);

    let hidden = [plain.clone(), b"payload".to_vec()].concat();
    let hidden = pair(&plain, &hidden);
    assert!(hidden.differs.iter().any(|difference| difference.place == "outside of members"), "{hidden:?}");
    let packed_otherwise = pair(&gzip(&plain, 1), &gzip(&plain, 9));
    assert_eq!(packed_otherwise.verdict, Verdict::DiffersUnexplained);
    assert_eq!(lines(&packed_otherwise), ["file: level: 4 shipped, 2 rebuilt"]);
    assert_eq!(packed_otherwise.causes[0].kind, "compression");
    let same_level = pair(&gzip(&plain, 3), &gzip(&plain, 6));
    assert!(same_level.differs[0].detail.contains("no part of it differs, and yet its bytes do"), "{same_level:?}");
}

#[test]
fn other_gzip_files_are_compared_unpacked() {
    let found = pair(&gzip(b"some text", 6), &gzip(b"some test", 6));
    assert_eq!(lines(&found), ["line 1: 1 line shipped, 1 line rebuilt"]);
}

#[test]
fn streams_that_follow_each_other_are_read_as_one() {
    let (one, two) = (gzip(b"first\nsecond\n", 6), [gzip(b"first\n", 6), gzip(b"second\n", 6)].concat());
    assert_eq!(lines(&pair(&one, &two)), ["file: streams: 1 shipped, 2 rebuilt"]);
    let other = [gzip(b"first\n", 6), gzip(b"third\n", 6)].concat();
    assert_eq!(lines(&pair(&two, &other)), ["line 2: 1 line shipped, 1 line rebuilt"]);
    let mut later = two.clone();
    later[gzip(b"first\n", 6).len() + 4] = 9;
    assert_eq!(lines(&pair(&two, &later)), ["file: time: not stated shipped, 9 in stream 2 rebuilt"]);
    let behind = [two.clone(), b"payload".to_vec()].concat();
    assert_eq!(pair(&two, &behind).differs[0].place, "outside of streams");
    // Where the second one begins, a reader's buffer ends.
    let stored = gzip(&[b'\n'; 8168], 0);
    assert_eq!(stored.len(), 8191);
    let at_an_end = |last: &[u8]| [stored.clone(), gzip(last, 6)].concat();
    let found = pair(&at_an_end(b"second\n"), &at_an_end(b"third\n"));
    assert_eq!(lines(&found), ["line 8169: 1 line shipped, 1 line rebuilt"]);
    let many = gzip(b"", 6).repeat(70_000);
    assert_eq!(pair(&many, &two).verdict, Verdict::Inconclusive);
}

#[test]
fn damaged_archives_are_compared_by_bytes() {
    let plain = gzip(&tar(&[("a", 0o644, &[7; 4096])]), 6);
    for length in [3, 20, plain.len() - 5] {
        let found = pair(&plain, &plain[..length]);
        assert_eq!(found.differs[0].place, "size", "{found:?}");
        assert!(found.differs[0].detail.contains("damaged") || length < 10, "{found:?}");
    }
}

#[test]
fn long_lists_are_capped_and_say_so() {
    let names: Vec<String> = (0..1036).map(|number| format!("m{number:04}")).collect();
    let members: Vec<(&str, u32, &[u8])> = names.iter().map(|name| (name.as_str(), 0o644, &b""[..])).collect();
    let found = pair(&tar(&members), &tar(&[("other", 0o644, b"")]));
    assert_eq!(found.differs.len(), 1001);
    assert_eq!(lines(&found)[1000], "more: 37 further places differ; they are not listed");
}

fn write(root: &Path, name: &str, content: &str, mode: u32) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn trees_are_compared_entry_by_entry() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    for root in [&a, &b] {
        write(root, "same/file", "x", 0o644);
        write(root, "su", "x", 0o755);
        symlink("same/file", root.join("link")).unwrap();
        symlink(root.file_name().unwrap(), root.join("moved")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, root.join("fifo"), rustix::fs::Mode::RUSR).unwrap();
        fs::set_permissions(root, Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(b.join("su"), Permissions::from_mode(0o4755)).unwrap();
    fs::set_permissions(&b, Permissions::from_mode(0o1777)).unwrap();
    write(&a, "kind", "x", 0o644);
    symlink("/etc/passwd", b.join("kind")).unwrap();
    write(&a, "old", "x", 0o644);
    write(&b, "odd\nname", "x", 0o644);

    let found = compare(&a, &b, &InThisProcess).unwrap();
    let summary: Vec<(&str, &str, Vec<String>)> =
        found.artefacts.iter().map(|entry| (entry.path.as_str(), entry.verdict.name(), lines(entry))).collect();
    let none = Vec::<String>::new;
    assert_eq!(
        summary,
        [
            (".", "differs-unexplained", vec!["mode: 0755 shipped, 1777 rebuilt".to_owned()]),
            ("fifo", "identical", none()),
            ("kind", "differs-unexplained", vec!["type: file shipped, symbolic link rebuilt".to_owned()]),
            ("link", "identical", none()),
            ("moved", "differs-unexplained", vec!["link target: a shipped, b rebuilt".to_owned()]),
            ("odd\\x0aname", "only-in-rebuilt", none()),
            ("old", "only-in-shipped", none()),
            ("same/file", "identical", none()),
            ("su", "differs-unexplained", vec!["mode: 0755 shipped, 4755 rebuilt".to_owned()]),
        ]
    );
    assert!(!found.holds());
}

#[test]
fn sides_of_different_kinds_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    File::create(&file).unwrap();
    let error = compare(&file, folder.path(), &InThisProcess).unwrap_err();
    assert!(matches!(error, CompareError::DifferentKinds { .. }), "{error}");
    let error = compare(&file, &folder.path().join("none"), &InThisProcess).unwrap_err();
    assert!(matches!(error, CompareError::Unreadable { .. }), "{error}");
}

#[test]
fn what_differs_in_many_places_alike_is_told_once_with_all_of_them() {
    let archive = |time: u64, last: &[u8]| {
        let mut builder = tar::Builder::new(Vec::new());
        for number in 0..1500 {
            let mut header = tar::Header::new_ustar();
            header.set_mtime(time);
            let content = if number == 1499 { last } else { b"same" };
            header.set_size(content.len() as u64);
            builder.append_data(&mut header, format!("f{number:04}"), content).unwrap();
        }
        builder.into_inner().unwrap()
    };
    let found = pair(&archive(1, b"one"), &archive(2, b"two"));
    assert_eq!(
        lines(&found),
        ["member f0000: time: 1 shipped, 2 rebuilt", "member f1499 > line 1: 1 line shipped, 1 line rebuilt"]
    );
    assert_eq!((found.differs[0].also.len(), found.differs[0].also[1498].as_str()), (1499, "member f1499"));
    assert_eq!(found.causes[0].detail, "1500 of 1501 differences: 1 shipped, 2 rebuilt");
}

#[test]
fn whoever_looks_into_files_is_not_believed_that_they_are_the_same() {
    struct Told(Result<Verdict, &'static str>);
    impl Looker for Told {
        fn look(&self, _: File, _: File, _: Option<u64>) -> Result<Look, String> {
            let verdict = self.0.map_err(str::to_owned)?;
            Ok(Look { artefact: artefact("of his own", verdict, Vec::new()), clues: Vec::new() })
        }

        fn check_signature(&self, _: File, _: &PublicKey, _: Option<u64>) -> Result<SignatureCheck, String> {
            Err("nobody asks for it".to_owned())
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    fs::write(&a, "one").unwrap();
    fs::write(&b, "two").unwrap();
    let found = |told| compare(&a, &b, &Told(told)).unwrap().artefacts.remove(0);
    let believed = found(Ok(Verdict::DiffersUnexplained));
    assert_eq!((believed.path.as_str(), believed.verdict), ("a", Verdict::DiffersUnexplained));
    for (told, reason) in [
        (Ok(Verdict::Identical), "they are said to be the same, and are not"),
        (Err("it was killed by SIGSEGV"), "it was killed by SIGSEGV"),
    ] {
        let found = found(told);
        assert_eq!(found.verdict, Verdict::Inconclusive);
        assert!(found.causes[0].detail.contains(reason), "{found:?}");
        assert_eq!(lines(&found), ["file: 3 bytes differ, the first at offset 0x0; both 3 bytes long"]);
    }
}
