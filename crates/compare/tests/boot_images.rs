//! uImage and TRX.

mod pairs;

use banbury_evidence::Verdict;
use pairs::{crc32, lines, masked, pair, tells_of_every_byte};

fn uimage(kind: u8, time: u32, name: &str, data: &[u8]) -> Vec<u8> {
    let mut header = vec![];
    for number in [0x2705_1956, 0, time, data.len() as u32, 0x8000, 0x8040, crc32(data)] {
        header.extend(number.to_be_bytes());
    }
    header.extend([5, 2, kind, 0]);
    header.extend(name.as_bytes());
    header.resize(64, 0);
    let crc = crc32(&header).to_be_bytes();
    header[4..8].copy_from_slice(&crc);
    [&header, data].concat()
}

/// The data of an image that holds several files.
fn several(files: &[&[u8]]) -> Vec<u8> {
    let mut data: Vec<u8> = files.iter().flat_map(|file| (file.len() as u32).to_be_bytes()).collect();
    data.extend([0; 4]);
    for file in files {
        data.extend(*file);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    data
}

#[test]
fn uimages_are_compared_by_fields_and_data() {
    let plain = uimage(2, 1_700_000_000, "Linux", b"kernel");
    let found = pair(&plain, &uimage(2, 1_700_000_001, "Linux", b"kernel"));
    assert_eq!(lines(&found), ["file: time: 1700000000 shipped, 1700000001 rebuilt"]);
    assert_eq!(masked(&found), [("uimage-header-checksum".to_owned(), String::new(), 4, 4)]);

    let found = pair(&plain, &uimage(2, 1_700_000_000, "Linux\0x", b"kernal"));
    assert_eq!(lines(&found)[0], "file: name: Linux shipped, Linux\\x00x rebuilt");
    assert_eq!(found.differs[1].place, "line 1");
    assert_eq!(masked(&found)[1].0, "uimage-data-checksum");
    assert_eq!(found.verdict, Verdict::DiffersUnexplained);
}

#[test]
fn the_files_of_a_uimage_are_compared_one_by_one() {
    let plain = uimage(4, 0, "", &several(&[b"kernel", b"ramdisk"]));
    let found = pair(&plain, &uimage(4, 0, "", &several(&[b"kernel", b"romdisk", b"more"])));
    let lines = lines(&found);
    assert!(lines[0].starts_with("image 2 > line 1: "), "{lines:?}");
    assert_eq!(lines[1], "image 3: only in the rebuilt one");
}

#[test]
fn where_the_data_of_a_uimage_ends_is_told() {
    let data = several(&[b"kernel", b"ramdisk!"]);
    let longer = uimage(4, 0, "", &[data.as_slice(), &[0; 8]].concat());
    let found = pair(&[uimage(4, 0, "", &data), vec![0; 8]].concat(), &longer);
    assert_eq!(
        lines(&found),
        ["file: data ends: at a multiple of 4 bytes shipped, 8 bytes behind the last image rebuilt"]
    );
}

#[test]
fn no_byte_of_a_uimage_is_passed_over() {
    tells_of_every_byte(&uimage(2, 7, "Linux", b"kernel"), |_| false);
    tells_of_every_byte(&uimage(4, 7, "Linux", &several(&[b"kernel", b"rd"])), |_| false);
}

fn trx(partitions: &[&[u8]]) -> Vec<u8> {
    let mut checked = vec![0, 0, 1, 0];
    let mut at = 28;
    for slot in 0..3 {
        let start: u32 = if slot < partitions.len() { at } else { 0 };
        checked.extend(start.to_le_bytes());
        at += partitions.get(slot).map_or(0, |partition| partition.len() as u32);
    }
    checked.extend(partitions.concat());
    let length = (12 + checked.len() as u32).to_le_bytes();
    [b"HDR0", length.as_slice(), &(!crc32(&checked)).to_le_bytes(), &checked].concat()
}

#[test]
fn trx_images_are_compared_by_partition() {
    let plain = trx(&[b"loader", b"kernel"]);
    let found = pair(&plain, &trx(&[b"loader", b"kernal", b"root"]));
    let lines = lines(&found);
    assert!(lines[0].starts_with("partition 2 > line 1: "), "{lines:?}");
    assert_eq!(lines[1..], ["partition 3: only in the rebuilt one"]);
    assert_eq!(masked(&found), [("trx-checksum".to_owned(), String::new(), 8, 4)]);
    tells_of_every_byte(&plain, |_| false);
}
