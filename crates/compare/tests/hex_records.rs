//! Intel HEX and Motorola S-records.

mod pairs;

use banbury_evidence::Verdict;
use pairs::{lines, pair, tells_of_every_byte};

fn intel(kind: u8, address: u16, data: &[u8]) -> String {
    let [high, low] = address.to_be_bytes();
    let mut record = vec![data.len() as u8, high, low, kind];
    record.extend(data);
    let sum = record.iter().fold(0_u8, |sum, byte| sum.wrapping_sub(*byte));
    record.push(sum);
    format!(":{}\n", record.iter().map(|byte| format!("{byte:02X}")).collect::<String>())
}

fn motorola(kind: u8, width: usize, address: u32, data: &[u8]) -> String {
    let mut record = vec![(width + data.len() + 1) as u8];
    record.extend(&address.to_be_bytes()[4 - width..]);
    record.extend(data);
    let sum = record.iter().fold(0xff_u8, |sum, byte| sum.wrapping_sub(*byte));
    record.push(sum);
    format!("S{kind}{}\n", record.iter().map(|byte| format!("{byte:02X}")).collect::<String>())
}

/// Code at 0x0800fff8, across the end of a segment, and data elsewhere.
fn firmware(code: &[u8; 16], start: u8) -> String {
    [
        intel(4, 0, &[0x08, 0x00]),
        intel(0, 0xfff8, &code[..8]),
        intel(4, 0, &[0x08, 0x01]),
        intel(0, 0, &code[8..]),
        intel(0, 0x100, b"\x01data"),
        intel(5, 0, &[8, 0, 0, start]),
        intel(1, 0, &[]),
    ]
    .concat()
}

const CODE: &[u8; 16] = b"\x010123456789abcde";

#[test]
fn ranges_of_intel_hex_are_compared() {
    let plain = firmware(CODE, 1);
    let found = pair(plain.as_bytes(), firmware(b"\x0101234567X9abcde", 3).as_bytes());
    assert_eq!(
        lines(&found),
        [
            "file: start: 0x0508000001 shipped, 0x0508000003 rebuilt",
            "range 0x0800fff8 > bytes 0x9..0xa: 1 byte differs"
        ]
    );
    let found = pair(plain.as_bytes(), [&plain, "hidden"].concat().as_bytes());
    assert_eq!(found.differs[0].place, "outside of ranges");
    tells_of_every_byte(plain.as_bytes(), |_| false);
}

#[test]
fn records_that_are_laid_out_otherwise_are_told() {
    let plain = firmware(CODE, 1);
    let windows = lines(&pair(plain.as_bytes(), plain.replace('\n', "\r\n").as_bytes()));
    assert_eq!(windows[0], "file: line end: 0x0a shipped, 0x0d0a rebuilt");
    let small = lines(&pair(plain.as_bytes(), plain.to_ascii_lowercase().as_bytes()));
    assert_eq!(small[0], "file: letters: capital shipped, small rebuilt");
    let unused = [&intel(4, 0, &[7, 7]), &plain].map(|text| text.as_str()).concat();
    let other = [&intel(4, 0, &[7, 8]), &plain].map(|text| text.as_str()).concat();
    assert!(lines(&pair(unused.as_bytes(), other.as_bytes()))[0].starts_with("file: records laid out otherwise: 1, "));

    let empty = |address| [intel(0, address, b""), plain.clone()].concat();
    let found = lines(&pair(empty(5).as_bytes(), empty(6).as_bytes()));
    assert!(found[0].starts_with("file: records laid out otherwise: 1, "), "{found:?}");

    let one = [intel(0, 0, b"\x0112345"), intel(0, 6, b"67"), intel(1, 0, b"")].concat();
    let two = [intel(0, 0, b"\x0112"), intel(0, 3, b"345"), intel(0, 6, b"67"), intel(1, 0, b"")].concat();
    let found = lines(&pair(one.as_bytes(), two.as_bytes()));
    assert_eq!(found[0], "file: record length: 6 shipped, 3 rebuilt");
    assert_eq!(
        found[1],
        "range 0x00000000: packed otherwise, by the same method (hexadecimal digits); unpacked, it is the same"
    );
    // The same range of addresses, by another type of record.
    let segment = [intel(2, 0, &[0x10, 0]), intel(0, 0, b"\x01x"), intel(1, 0, b"")].concat();
    let linear = [intel(4, 0, &[0, 1]), intel(0, 0, b"\x01x"), intel(1, 0, b"")].concat();
    let found = lines(&pair(segment.as_bytes(), linear.as_bytes()));
    assert_eq!(found[0], "file: address records: of type 2 shipped, of type 4 rebuilt");
}

#[test]
fn ranges_of_s_records_are_compared() {
    let file = |name: &str, data: &[u8]| {
        [
            motorola(0, 2, 0, name.as_bytes()),
            motorola(2, 3, 0x01_0000, data),
            motorola(2, 3, 0x01_0000 + data.len() as u32, b"end"),
            motorola(5, 2, 2, b""),
            motorola(8, 3, 0x01_0000, b""),
        ]
        .concat()
    };
    let plain = file("one", b"\x01data");
    let found = pair(plain.as_bytes(), file("two", b"\x01dato").as_bytes());
    assert_eq!(found.verdict, Verdict::DiffersUnexplained);
    assert_eq!(
        lines(&found),
        ["file: header: \"one\" shipped, \"two\" rebuilt", "range 0x00010000 > bytes 0x4..0x5: 1 byte differs"]
    );
    tells_of_every_byte(plain.as_bytes(), |_| false);
}
