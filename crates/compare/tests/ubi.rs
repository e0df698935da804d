//! UBI images.

mod pairs;

use pairs::{crc32, lines, pair, tells_of_every_byte};

const BLOCK: usize = 1024;
const DATA_AT: usize = 256;

fn header(fields: &[(usize, &[u8])]) -> Vec<u8> {
    let mut header = vec![0; 60];
    for (at, bytes) in fields {
        header[*at..at + bytes.len()].copy_from_slice(bytes);
    }
    let crc = (!crc32(&header)).to_be_bytes();
    [header, crc.to_vec()].concat()
}

/// A block of a static volume if `blocks` is how many it has, else of a dynamic one.
fn block(counter: u8, volume: u32, leb: u32, data: &[u8], blocks: Option<u32>) -> Vec<u8> {
    let mut block = header(&[(0, b"UBI#\x01"), (15, &[counter]), (19, &[64]), (22, &[1, 0]), (24, b"seq!")]);
    let kind = if blocks.is_some() { 2 } else { 1 };
    let (size, crc) = if blocks.is_some() { (data.len() as u32, !crc32(data)) } else { (0, 0) };
    block.extend(header(&[
        (0, b"UBI!\x01"),
        (5, &[kind]),
        (8, &volume.to_be_bytes()),
        (12, &leb.to_be_bytes()),
        (20, &size.to_be_bytes()),
        (24, &blocks.unwrap_or_default().to_be_bytes()),
        (32, &crc.to_be_bytes()),
    ]));
    block.resize(DATA_AT, 0xff);
    block.extend(data);
    block.resize(BLOCK, 0xff);
    block
}

fn table() -> Vec<u8> {
    let entry = |name: &str| {
        let mut entry = vec![0; 14];
        entry.extend((name.len() as u16).to_be_bytes());
        entry.extend(name.as_bytes());
        entry.resize(172, 0);
        entry
    };
    block(0, 0x7fff_efff, 0, &[entry("rootfs"), entry("kernel")].concat(), None)
}

fn image(counter: u8, root: &[u8], kernel: &[u8]) -> Vec<u8> {
    let (first, second) = kernel.split_at(BLOCK - DATA_AT);
    [
        table(),
        block(counter, 0, 0, root, None),
        block(0, 1, 0, first, Some(2)),
        block(0, 1, 1, second, Some(2)),
        vec![0xff; BLOCK],
    ]
    .concat()
}

#[test]
fn volumes_are_compared_by_name() {
    let kernel = [b"\x01kernel".as_slice(), &[0; BLOCK]].concat();
    let mut other = kernel.clone();
    other[900] = 1;
    let plain = image(0, b"root", &kernel);
    let found = pair(&plain, &image(0, b"root", &other));
    assert_eq!(lines(&found), ["volume kernel > bytes 0x384..0x385: 1 byte differs"]);
    let found = pair(&plain, &image(3, b"root", &kernel));
    assert!(lines(&found)[0].starts_with("file: erase counters: 0 shipped, various, "), "{found:?}");
    assert_eq!(found.differs.len(), 1);
    let mut hidden = plain.clone();
    hidden[BLOCK + 200] = 0;
    let found = pair(&plain, &hidden);
    assert!(lines(&found)[0].starts_with("file: blocks that are not as usual: none shipped, 1, "), "{found:?}");
    assert!(lines(&found)[1].starts_with("outside of volumes: "), "{found:?}");
    // The same blocks, in another order.
    let moved = [&plain[..2 * BLOCK], &plain[3 * BLOCK..4 * BLOCK], &plain[2 * BLOCK..3 * BLOCK], &plain[4 * BLOCK..]];
    let found = pair(&plain, &moved.concat());
    assert!(lines(&found)[0].starts_with("file: blocks that are not as usual: none shipped, 2, "), "{found:?}");
}

#[test]
fn no_byte_of_a_ubi_image_is_passed_over() {
    let plain = image(0, b"root", &[1; BLOCK]);
    tells_of_every_byte(&plain[..2 * BLOCK], |_| false);
    tells_of_every_byte(&[&plain[..BLOCK], &plain[2 * BLOCK..4 * BLOCK]].concat(), |_| false);
}
