//! RPM packages, made by hand.

mod pairs;

use std::io::Write;

use banbury_evidence::Verdict;
use flate2::Compression;
use flate2::write::GzEncoder;
use pairs::{lines, pair};
use sha2::{Digest, Sha256};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A header with a region, of tags with number, type, count and value.
fn header(region: u32, tags: &[(u32, u32, u32, Vec<u8>)]) -> Vec<u8> {
    let (mut index, mut store) = (Vec::new(), Vec::new());
    for (number, kind, count, value) in tags {
        let width = match kind {
            3 => 2,
            4 => 4,
            5 => 8,
            _ => 1,
        };
        store.resize(store.len().next_multiple_of(width), 0);
        index.extend([*number, *kind, store.len() as u32, *count].map(u32::to_be_bytes).concat());
        store.extend(value);
    }
    let entries = tags.len() as u32 + 1;
    index.splice(0..0, [region, 7, store.len() as u32, 16].map(u32::to_be_bytes).concat());
    store.extend([region, 7, (16 * entries).wrapping_neg(), 16].map(u32::to_be_bytes).concat());
    let mut header = vec![0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0];
    header.extend([entries, store.len() as u32].map(u32::to_be_bytes).concat());
    [header, index, store].concat()
}

fn cpio(content: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    for (name, content) in [("./usr/bin/tool", content), ("TRAILER!!!", b"")] {
        let (size, length) = (content.len(), name.len() + 1);
        write!(file, "070701{:08x}{:08x}{:08x}{:08x}{:08x}{:08x}{size:08x}", 1, 0o100_755, 0, 0, 1, 1000).unwrap();
        write!(file, "{:08x}{:08x}{:08x}{:08x}{length:08x}{:08x}{name}\0", 0, 0, 0, 0, 0).unwrap();
        file.resize(file.len().next_multiple_of(4), 0);
        file.extend(content);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

struct Package {
    made: u32,
    script: &'static str,
    content: &'static [u8],
    signature: Option<&'static [u8]>,
    wrong_sum: bool,
}

impl Package {
    const PLAIN: Self =
        Self { made: 1000, script: "echo hello\n", content: b"tool\n", signature: None, wrong_sum: false };

    fn bytes(&self) -> Vec<u8> {
        let text = |text: &str| [text.as_bytes(), b"\0"].concat();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
        encoder.write_all(&cpio(self.content)).unwrap();
        let payload = encoder.finish().unwrap();
        let main = header(
            63,
            &[
                (1000, 6, 1, text("tool")),
                (1006, 4, 1, self.made.to_be_bytes().to_vec()),
                (1024, 6, 1, text(self.script)),
                (1035, 8, 1, text(&hex(&Sha256::digest(self.content)))),
                (1117, 8, 2, [text("a"), text("b")].concat()),
                (5092, 8, 1, text(&hex(&Sha256::digest(&payload)))),
            ],
        );
        let mut sum = hex(&Sha256::digest(&main));
        if self.wrong_sum {
            sum.replace_range(0..1, "x");
        }
        let size = (main.len() + payload.len()) as u32;
        let mut tags = vec![(273, 6, 1, text(&sum)), (1000, 4, 1, size.to_be_bytes().to_vec())];
        match self.signature {
            Some(signature) => tags.insert(0, (268, 7, signature.len() as u32, signature.to_vec())),
            None => tags.push((1008, 7, 40, vec![0; 40])),
        }
        let mut lead = vec![0xed, 0xab, 0xee, 0xdb, 3, 0, 0, 0, 0, 1];
        lead.resize(96, 0);
        let mut file = [lead, header(62, &tags)].concat();
        file.resize(file.len().next_multiple_of(8), 0);
        [file, main, payload].concat()
    }
}

#[test]
fn packages_are_compared_by_tag_and_by_what_they_install() {
    let plain = Package::PLAIN.bytes();
    assert_eq!(pair(&plain, &Package::PLAIN.bytes()).verdict, Verdict::Identical);
    let made = pair(&plain, &Package { made: 2000, ..Package::PLAIN }.bytes());
    assert_eq!(lines(&made), ["file: made: 1000 shipped, 2000 rebuilt"]);
    assert_eq!(made.masked.iter().map(|range| range.rule.as_str()).collect::<Vec<_>>(), ["rpm-checksum"]);

    let script = pair(&plain, &Package { script: "echo hacked\n", ..Package::PLAIN }.bytes());
    assert_eq!(lines(&script), ["member tag 1024 (POSTIN) > line 1: 1 line shipped, 1 line rebuilt"]);

    let content = pair(&plain, &Package { content: b"evil\n", ..Package::PLAIN }.bytes());
    assert_eq!(lines(&content), ["member payload > member ./usr/bin/tool > line 1: 1 line shipped, 1 line rebuilt"],);
    let rules: Vec<&str> = content.masked.iter().map(|range| range.rule.as_str()).collect();
    assert_eq!(rules, ["rpm-checksum", "rpm-checksum", "checksum-of-changed-member", "checksum-of-changed-member"]);
}

#[test]
fn signatures_are_set_aside_and_wrong_checksums_are_not() {
    let plain = Package::PLAIN.bytes();
    let signed = Package { signature: Some(b"signature"), ..Package::PLAIN }.bytes();
    let found = pair(&signed, &plain);
    assert_eq!(found.verdict, Verdict::Equivalent, "{found:?}");
    assert_eq!((found.masked[0].rule.as_str(), found.masked[0].length), ("rpm-signature", 9));
    let masked = found.masked[0].offset as usize;
    assert_eq!(&signed[masked..masked + 9], b"signature");
    let other = Package { signature: Some(b"another one"), ..Package::PLAIN }.bytes();
    assert_eq!(pair(&signed, &other).verdict, Verdict::Equivalent);

    let wrong = Package { wrong_sum: true, ..Package::PLAIN }.bytes();
    let found = pair(&plain, &wrong);
    assert_eq!(found.verdict, Verdict::DiffersUnexplained);
    assert_eq!(lines(&found)[0], "member signature tag 273: only in the rebuilt one");
}

#[test]
fn damaged_packages_are_never_identical() {
    for package in [Package::PLAIN, Package { signature: Some(b"signature"), ..Package::PLAIN }] {
        let plain = package.bytes();
        for length in 0..plain.len() {
            assert_eq!(pair(&plain, &plain[..length]).verdict, Verdict::DiffersUnexplained, "{length}");
        }
        let signature = plain.windows(9).position(|window| window == b"signature").unwrap_or(plain.len());
        for at in (0..plain.len()).filter(|at| !(signature..signature + 9).contains(at)) {
            for mask in [0xff, 0x01] {
                let mut flipped = plain.clone();
                flipped[at] ^= mask;
                let found = pair(&plain, &flipped);
                assert_ne!(found.verdict, Verdict::Identical, "{at}");
                assert!(
                    !found.differs.iter().any(|it| it.detail.starts_with("RPM package: no part")),
                    "{at} {found:?}"
                );
            }
        }
    }
}
