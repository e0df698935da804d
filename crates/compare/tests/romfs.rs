//! romfs images, made by hand.

mod pairs;

use banbury_evidence::Verdict;
use pairs::{lines, pair, tells_of_damage};

fn put(image: &mut [u8], at: usize, value: u32) {
    image[at..at + 4].copy_from_slice(&value.to_be_bytes());
}

fn sum(image: &[u8]) -> u32 {
    image.chunks_exact(4).fold(0, |sum: u32, word| sum.wrapping_add(u32::from_be_bytes(word.try_into().unwrap())))
}

/// A header with what it is of, at the end of the image. `next` is filled in later.
fn entry(image: &mut Vec<u8>, kind: u32, info: u32, name: &str, content: &[u8]) -> usize {
    let at = image.len();
    image.extend([kind, info, content.len() as u32, 0].map(u32::to_be_bytes).concat());
    image.extend(name.bytes().chain([0]));
    image.resize(image.len().next_multiple_of(16), 0);
    image.extend(content);
    image.resize(image.len().next_multiple_of(16), 0);
    at
}

/// Writes where the next header is, and the checksum.
fn link(image: &mut [u8], at: usize, next: usize) {
    let kind = image[at + 3] as u32 & 15;
    put(image, at, next as u32 | kind);
    put(image, at + 12, 0);
    let end = at + 16 + (image[at + 16..].iter().position(|byte| *byte == 0).unwrap() + 1).next_multiple_of(16);
    let wrong = sum(&image[at..end]);
    put(image, at + 12, wrong.wrapping_neg());
}

fn image(content: &[u8], kind: u32, target: &[u8]) -> Vec<u8> {
    let mut image = b"-rom1fs-\0\0\0\0\0\0\0\0rom".to_vec();
    image.resize(32, 0);
    let root = entry(&mut image, 9, 32, ".", b"");
    let above = entry(&mut image, 0, 32, "..", b"");
    let etc = entry(&mut image, 9, 0, "etc", b"");
    let inner = image.len();
    put(&mut image, etc + 4, inner as u32);
    let own = entry(&mut image, 0, etc as u32, ".", b"");
    let rc = entry(&mut image, kind, 0, "rc", content);
    let symbolic = entry(&mut image, 3, 0, "link", target);
    let null = entry(&mut image, 5, 0x0001_0003, "null", b"");
    for (at, next) in [(root, above), (above, etc), (etc, null), (own, rc), (rc, symbolic), (symbolic, 0), (null, 0)] {
        link(&mut image, at, next);
    }
    let size = image.len() as u32;
    put(&mut image, 8, size);
    let wrong = sum(&image[..512.min(image.len())]);
    put(&mut image, 12, wrong.wrapping_neg());
    image.resize(image.len().next_multiple_of(1024), 0);
    image
}

#[test]
fn images_are_compared_file_by_file() {
    let plain = image(b"start\n", 2, b"rc");
    assert_eq!(
        lines(&pair(&plain, &image(b"stop!\n", 10, b"no"))),
        [
            "member etc/link: link target: rc shipped, no rebuilt",
            "member etc/rc: executable: false shipped, true rebuilt",
            "member etc/rc > line 1: 1 line shipped, 1 line rebuilt",
        ]
    );
    let found = lines(&pair(&plain, &image(b"a longer one than before\n", 2, b"rc")));
    assert_eq!(
        found,
        ["file: size: 288 shipped, 304 rebuilt", "member etc/rc > line 1: 1 line shipped, 1 line rebuilt"]
    );
}

#[test]
fn damaged_images_are_never_identical() {
    let plain = image(b"start\n", 2, b"rc");
    let unpadded = u32::from_be_bytes(plain[8..12].try_into().unwrap()) as usize;
    // All that is missing there is padding, which no part tells of.
    let lengths = (0..plain.len()).filter(|length| *length != unpadded);
    tells_of_damage(&plain, lengths, 0..plain.len());
    assert_eq!(pair(&plain, &plain[..unpadded]).verdict, Verdict::DiffersUnexplained);
}
