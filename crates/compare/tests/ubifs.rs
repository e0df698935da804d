//! UBIFS images.

mod pairs;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use pairs::{crc32, lines, pair, tells_of_every_byte};
use std::io::Write;

const BLOCK: usize = 2048;
const PAGE: usize = 512;

#[derive(Default)]
struct Image {
    file: Vec<u8>,
    sequence: u64,
}

impl Image {
    fn node(&mut self, kind: u8, body: &[u8]) {
        self.sequence += 1;
        let length = 24 + body.len();
        let mut checked = self.sequence.to_le_bytes().to_vec();
        checked.extend((length as u32).to_le_bytes());
        checked.extend([kind, 0, 0, 0]);
        checked.extend(body);
        self.file.extend([0x31, 0x18, 0x10, 0x06]);
        self.file.extend((!crc32(&checked)).to_le_bytes());
        self.file.extend(checked);
        self.file.resize(self.file.len().next_multiple_of(8), 0);
    }

    fn inode(&mut self, number: u32, mode: u32, time: u64, size: usize, data: &[u8]) {
        let mut body = vec![0; 136];
        body[..4].copy_from_slice(&number.to_le_bytes());
        body[24..32].copy_from_slice(&(size as u64).to_le_bytes());
        body[48..56].copy_from_slice(&time.to_le_bytes());
        body[80..84].copy_from_slice(&mode.to_le_bytes());
        body[88..92].copy_from_slice(&(data.len() as u32).to_le_bytes());
        body.extend(data);
        self.node(0, &body);
    }

    fn name(&mut self, kind: u8, folder: u32, name: &str, inode: u64) {
        let mut body = vec![0; 32];
        body[..4].copy_from_slice(&folder.to_le_bytes());
        body[16..24].copy_from_slice(&inode.to_le_bytes());
        body[26..28].copy_from_slice(&(name.len() as u16).to_le_bytes());
        body.extend(name.as_bytes());
        body.push(0);
        self.node(kind, &body);
    }

    fn data(&mut self, inode: u32, block: u32, length: usize, method: u8, data: &[u8]) {
        let mut body = vec![0; 24];
        body[..4].copy_from_slice(&inode.to_le_bytes());
        body[4..8].copy_from_slice(&(1 << 29 | block).to_le_bytes());
        body[16..20].copy_from_slice(&(length as u32).to_le_bytes());
        body[20] = method;
        body.extend(data);
        self.node(1, &body);
    }

    fn end_of_block(&mut self) {
        self.file.resize(self.file.len().next_multiple_of(BLOCK), 0xff);
    }
}

struct Content<'a> {
    text: &'a [u8],
    mode: u32,
    time: u64,
    attribute: &'a [u8],
    packed: bool,
    sequence: u64,
}

const CONTENT: Content =
    Content { text: b"\x01text", mode: 0o100_644, time: 7, attribute: b"value", packed: false, sequence: 0 };

fn image(content: &Content) -> Vec<u8> {
    let mut image = Image { sequence: content.sequence, ..Image::default() };
    let mut body = vec![0; 200];
    body[8..12].copy_from_slice(&(PAGE as u32).to_le_bytes());
    body[12..16].copy_from_slice(&(BLOCK as u32).to_le_bytes());
    image.node(6, &body);
    image.end_of_block();
    image.inode(1, 0o040_755, 0, 160, b"");
    image.inode(64, 0o040_755, 0, 160, b"");
    image.name(2, 1, "etc", 64);
    image.inode(65, content.mode, content.time, content.text.len(), b"");
    if content.packed {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content.text).unwrap();
        image.data(65, 0, content.text.len(), 2, &encoder.finish().unwrap());
    } else {
        image.data(65, 0, content.text.len(), 0, content.text);
    }
    image.name(2, 64, "motd", 65);
    image.inode(66, 0o100_600, 0, content.attribute.len(), content.attribute);
    image.name(3, 65, "user.x", 66);
    image.inode(67, 0o120_777, 0, 4, b"motd");
    image.name(2, 64, "link", 67);
    image.end_of_block();
    image.file
}

#[test]
fn files_are_compared() {
    let plain = image(&CONTENT);
    let found = pair(&plain, &image(&Content { text: b"\x01test", ..CONTENT }));
    assert_eq!(lines(&found), ["file etc/motd > bytes 0x3..0x4: 1 byte differs"]);
    let found = pair(&plain, &image(&Content { mode: 0o104_755, time: 8, attribute: b"valve", ..CONTENT }));
    let lines = lines(&found);
    for expected in [
        "file etc/motd: mode: 0644 shipped, 4755 rebuilt",
        "file etc/motd: time: 7.000000000 shipped, 8.000000000 rebuilt",
        "file etc/motd: attributes: user.x=76616c7565 shipped, user.x=76616c7665 rebuilt",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected}: {lines:#?}");
    }
}

#[test]
fn the_numbers_of_nodes_are_told() {
    let found = lines(&pair(&image(&CONTENT), &image(&Content { sequence: 9, ..CONTENT })));
    assert!(
        found.iter().any(|line| line.starts_with("file: where the nodes stand, and their numbers: ")),
        "{found:#?}"
    );
}

#[test]
fn files_are_unpacked() {
    let text = [b"\x01text".as_slice(), &[b'a'; 100]].concat();
    let other = [b"\x01test".as_slice(), &[b'a'; 100]].concat();
    let plain = image(&Content { text: &text, packed: true, ..CONTENT });
    let found = lines(&pair(&plain, &image(&Content { text: &other, packed: true, ..CONTENT })));
    assert!(found.contains(&"file etc/motd > bytes 0x3..0x4: 1 byte differs".to_owned()), "{found:#?}");
    let found = lines(&pair(&plain, &image(&Content { text: &text, packed: false, ..CONTENT })));
    let packing = "file etc/motd: packed by deflate shipped, stored rebuilt; unpacked, it is the same";
    assert!(found.contains(&packing.to_owned()), "{found:#?}");
    let found = lines(&pair(&plain, &image(&Content { text: &other, packed: false, ..CONTENT })));
    let packing = "file etc/motd: packed by deflate shipped, stored rebuilt";
    assert!(found.contains(&packing.to_owned()), "{found:#?}");
}

#[test]
fn no_byte_is_passed_over() {
    tells_of_every_byte(&image(&CONTENT), |_| false);
}
