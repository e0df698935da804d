//! Flattened device trees and FIT images.

mod pairs;

use banbury_evidence::Verdict;
use pairs::{crc32, lines, masked, pair, tells_of_every_byte};
use sha2::{Digest, Sha256};

/// Writes a device tree as `dtc` does.
#[derive(Default)]
struct Tree {
    structure: Vec<u8>,
    names: Vec<u8>,
}

impl Tree {
    fn begin(mut self, name: &str) -> Self {
        self.structure.extend(1_u32.to_be_bytes());
        self.structure.extend(name.as_bytes());
        self.structure.push(0);
        self.align()
    }

    fn end(mut self) -> Self {
        self.structure.extend(2_u32.to_be_bytes());
        self
    }

    fn property(mut self, name: &str, value: &[u8]) -> Self {
        let name = [name.as_bytes(), &[0]].concat();
        let place = self.names.windows(name.len()).position(|other| other == name).unwrap_or_else(|| {
            self.names.extend(&name);
            self.names.len() - name.len()
        });
        for number in [3, value.len() as u32, place as u32] {
            self.structure.extend(number.to_be_bytes());
        }
        self.structure.extend(value);
        self.align()
    }

    fn empty_token(mut self) -> Self {
        self.structure.extend(4_u32.to_be_bytes());
        self
    }

    fn align(mut self) -> Self {
        self.structure.resize(self.structure.len().next_multiple_of(4), 0);
        self
    }

    fn bytes(mut self) -> Vec<u8> {
        self.structure.extend(9_u32.to_be_bytes());
        let names_at = 40 + 16 + self.structure.len() as u32;
        let total = names_at + self.names.len() as u32;
        let mut file = vec![];
        for number in
            [0xd00d_feed, total, 56, names_at, 40, 17, 16, 0, self.names.len() as u32, self.structure.len() as u32]
        {
            file.extend(number.to_be_bytes());
        }
        file.resize(56, 0);
        [file, self.structure, self.names].concat()
    }
}

fn board(status: &str, empty_before: bool) -> Vec<u8> {
    let tree = Tree::default().begin("").property("model", b"board\0").begin("uart@1000");
    let tree = if empty_before { tree.empty_token() } else { tree };
    let tree = tree.property("status", status.as_bytes());
    let tree = if empty_before { tree } else { tree.empty_token() };
    tree.property("reg", &[0, 0, 16, 0]).end().begin("empty").end().end().bytes()
}

#[test]
fn properties_are_compared_one_by_one() {
    let found = pair(&board("okay\0", true), &board("fail\0", true));
    assert_eq!(found.differs.len(), 1, "{found:?}");
    assert!(found.differs[0].place.starts_with("element /uart@1000/status"), "{found:?}");
    let moved = pair(&board("okay\0", true), &board("okay\0", false));
    assert!(moved.differs[0].detail.starts_with("empty tokens: "), "{moved:?}");
}

#[test]
fn nodes_and_names_that_are_not_used_are_told() {
    let tree = |more: bool| {
        let tree = Tree::default().begin("").property("a", b"1");
        if more { tree.begin("x").end().end().bytes() } else { tree.end().bytes() }
    };
    let found = pair(&tree(false), &tree(true));
    assert_eq!(lines(&found), ["element /x: only in the rebuilt one"]);

    let mut hidden = Tree::default().begin("").property("a", b"1").end();
    hidden.names.extend(b"hidden\0");
    let found = pair(&tree(false), &hidden.bytes());
    assert_eq!(found.differs.len(), 1, "{found:?}");
    assert_eq!(found.differs[0].place, "outside of elements");
}

#[test]
fn no_byte_of_a_device_tree_is_passed_over() {
    tells_of_every_byte(&board("okay\0", true), |_| false);
}

struct Fit<'a> {
    kernel: &'a [u8],
    time: u32,
    load: u32,
    signature: &'a [u8],
    /// The kernel stands behind the tree.
    external: bool,
}

const FIT: Fit = Fit { kernel: b"kernel!", time: 1_700_000_000, load: 0x8_0000, signature: &[7; 8], external: false };

fn fit(fit: &Fit) -> Vec<u8> {
    let tree = Tree::default()
        .begin("")
        .property("timestamp", &fit.time.to_be_bytes())
        .property("description", b"test\0")
        .begin("images")
        .begin("kernel-1");
    let tree = match fit.external {
        false => tree.property("data", fit.kernel),
        true => tree.property("data-size", &(fit.kernel.len() as u32).to_be_bytes()).property("data-offset", &[0; 4]),
    };
    let mut file = tree
        .property("type", b"kernel\0")
        .property("compression", b"none\0")
        .property("load", &fit.load.to_be_bytes())
        .begin("hash-1")
        .property("algo", b"crc32\0")
        .property("value", &crc32(fit.kernel).to_be_bytes())
        .end()
        .begin("hash-2")
        .property("algo", b"sha256\0")
        .property("value", &Sha256::digest(fit.kernel))
        .end()
        .end()
        .end()
        .begin("configurations")
        .begin("conf")
        .begin("signature")
        .property("algo", b"sha256,rsa2048\0")
        .property("value", fit.signature)
        .end()
        .end()
        .end()
        .end()
        .bytes();
    if fit.external {
        file.resize(file.len().next_multiple_of(4), 0);
        file.extend(fit.kernel);
    }
    file
}

#[test]
fn images_of_a_fit_are_compared() {
    for external in [false, true] {
        let plain = fit(&Fit { external, ..FIT });
        let found = pair(&plain, &fit(&Fit { external, kernel: b"kernel?", time: 1_700_000_001, load: 4096, ..FIT }));
        let lines = lines(&found);
        assert_eq!(lines.len(), 3, "{lines:#?}");
        assert_eq!(lines[0], "element /: time: 1700000000 shipped, 1700000001 rebuilt");
        assert_eq!(lines[1], "element /images/kernel-1: load address: 0x00080000 shipped, 0x00001000 rebuilt");
        assert!(lines[2].starts_with("element /images/kernel-1 > "), "{lines:?}");
        let rules: Vec<_> = masked(&found).into_iter().map(|(rule, ..)| rule).collect();
        assert_eq!(rules, ["fit-hash", "fit-hash"]);
    }
}

#[test]
fn signatures_are_set_aside() {
    let plain = fit(&FIT);
    let found = pair(&plain, &fit(&Fit { signature: &[8; 8], ..FIT }));
    assert_eq!(found.verdict, Verdict::Equivalent, "{found:?}");
    let at = plain.windows(8).position(|bytes| bytes == [7; 8]).unwrap() as u64;
    assert_eq!(masked(&found), [("fit-signature".to_owned(), String::new(), at, 8)]);
    // A signature of another length may stand there, but what else differs is told.
    assert_eq!(pair(&plain, &fit(&Fit { signature: &[8; 12], ..FIT })).verdict, Verdict::Equivalent);
    assert_eq!(pair(&plain, &fit(&Fit { signature: &[8; 8], load: 0, ..FIT })).verdict, Verdict::DiffersUnexplained);
}

#[test]
fn a_property_that_signs_nothing_is_no_signature() {
    let tree = |value: &[u8]| {
        let images = Tree::default().begin("").property("description", b"test\0").begin("images").begin("device");
        let device = images.begin("signature").property("algo", b"x\0").property("value", value);
        device.end().end().end().end().bytes()
    };
    let found = pair(&tree(&[7; 8]), &tree(&[8; 8]));
    assert_eq!(found.verdict, Verdict::DiffersUnexplained, "{found:?}");
}

#[test]
fn a_wrong_checksum_is_not_set_aside() {
    let plain = fit(&FIT);
    let mut wrong = plain.clone();
    let crc = crc32(FIT.kernel).to_be_bytes();
    let at = plain.windows(4).position(|bytes| bytes == crc).unwrap();
    wrong[at] ^= 1;
    let found = pair(&plain, &wrong);
    assert_eq!(lines(&found), ["element /images/kernel-1/hash-1/value: only in the rebuilt one"]);
    assert_eq!(found.verdict, Verdict::DiffersUnexplained);
}

#[test]
fn no_byte_of_a_fit_is_passed_over() {
    for external in [false, true] {
        let sample = fit(&Fit { external, ..FIT });
        let at = sample.windows(8).position(|bytes| bytes == [7; 8]).unwrap();
        tells_of_every_byte(&sample, |byte| (at..at + 8).contains(&byte));
    }
}
