//! Android's boot images, sparse images and vbmeta.

mod pairs;

use banbury_evidence::Verdict;
use pairs::{lines, masked, pair, tells_of_every_byte};
use sha1::Sha1;
use sha2::{Digest, Sha256};

const PAGE: usize = 512;

fn pages(parts: &[&[u8]]) -> Vec<u8> {
    let mut file = vec![];
    for part in parts {
        file.extend(*part);
        file.resize(file.len().next_multiple_of(PAGE), 0);
    }
    file
}

/// Version 2, without a second stage and a recovery's device tree.
fn boot(kernel: &[u8], ramdisk: &[u8], device_tree: &[u8], command_line: &str) -> Vec<u8> {
    let mut id = Sha1::new();
    for part in [kernel, ramdisk, b"", b"", device_tree] {
        id.update(part);
        id.update((part.len() as u32).to_le_bytes());
    }
    let mut header = b"ANDROID!".to_vec();
    for number in [kernel.len() as u32, 0x8000, ramdisk.len() as u32, 0x100_0000, 0, 0, 0x100, PAGE as u32, 2, 0] {
        header.extend(number.to_le_bytes());
    }
    header.resize(64, 0);
    header.extend(command_line.as_bytes());
    header.resize(576, 0);
    header.extend(id.finalize());
    header.resize(1644, 0);
    header.extend(1660_u32.to_le_bytes());
    header.extend((device_tree.len() as u32).to_le_bytes());
    header.extend(0x1f0_0000_u64.to_le_bytes());
    pages(&[&header, kernel, ramdisk, device_tree])
}

#[test]
fn boot_images_are_compared_by_part() {
    let plain = boot(b"kernel", b"ramdisk", b"tree", "quiet");
    let found = pair(&plain, &boot(b"kernel", b"romdisk", b"tree", "quiet root"));
    let lines = lines(&found);
    assert_eq!(lines[0], "file: command line: quiet shipped, quiet root rebuilt");
    assert!(lines[1].starts_with("part ramdisk > line 1"), "{lines:?}");
    assert_eq!(lines.len(), 2);
    assert_eq!(masked(&found), [("android-boot-id".to_owned(), String::new(), 576, 32)]);
    tells_of_every_byte(&plain, |_| false);
}

fn boot_4(kernel: &[u8], signature: &[u8]) -> Vec<u8> {
    let mut header = b"ANDROID!".to_vec();
    for number in [kernel.len() as u32, 0, 0, 1584, 0, 0, 0, 0, 4] {
        header.extend(number.to_le_bytes());
    }
    header.resize(1580, 0);
    header.extend((signature.len() as u32).to_le_bytes());
    header.resize(4096, 0);
    header.extend(kernel);
    header.resize(8192, 0);
    header.extend(signature);
    header
}

#[test]
fn boot_images_without_addresses_are_compared_by_part() {
    let plain = boot_4(b"kernel", b"signed");
    assert!(lines(&pair(&plain, &boot_4(b"kernal", b"signed")))[0].starts_with("part kernel > "));
    let found = pair(&plain, &boot_4(b"kernel", b""));
    assert_eq!(lines(&found), ["part signature: only in the shipped one"]);
    let hidden = [&plain[..5000], b"payload", &plain[5007..]].concat();
    assert_eq!(pair(&plain, &hidden).differs[0].place, "outside of parts");
}

fn vendor_boot(ramdisks: &[(&str, &[u8])], configuration: &[u8]) -> Vec<u8> {
    let joined: Vec<u8> = ramdisks.iter().flat_map(|(_, ramdisk)| ramdisk.to_vec()).collect();
    let mut table = vec![];
    let mut offset = 0;
    for (name, ramdisk) in ramdisks {
        for number in [ramdisk.len() as u32, offset, 1] {
            table.extend(number.to_le_bytes());
        }
        table.extend(name.as_bytes());
        table.resize(table.len().next_multiple_of(108), 0);
        offset += ramdisk.len() as u32;
    }
    let mut header = b"VNDRBOOT".to_vec();
    for number in [4, PAGE as u32, 0x8000, 0x9000, joined.len() as u32] {
        header.extend(number.to_le_bytes());
    }
    header.resize(2096, 0);
    for number in [2128, 4, 0, 0, table.len() as u32, ramdisks.len() as u32, 108, configuration.len() as u32] {
        header.extend(number.to_le_bytes());
    }
    pages(&[&header, &joined, b"tree", &table, configuration])
}

#[test]
fn ramdisks_of_a_vendor_boot_image_are_compared_one_by_one() {
    let plain = vendor_boot(&[("", b"first"), ("dlkm", b"second")], b"a=b");
    let found = pair(&plain, &vendor_boot(&[("", b"first"), ("dlkm", b"sicond")], b"a=c"));
    let lines = lines(&found);
    assert!(lines[0].starts_with("part boot configuration > "), "{lines:?}");
    assert!(lines[1].starts_with("part ramdisk 2 > "), "{lines:?}");
    assert_eq!(lines.len(), 2);
    tells_of_every_byte(&plain, |_| false);
}

/// Blocks of 8 bytes.
fn sparse(chunks: &[(u16, u32, &[u8])]) -> Vec<u8> {
    let mut file = vec![0x3a, 0xff, 0x26, 0xed, 1, 0, 0, 0, 28, 0, 12, 0];
    let blocks: u32 = chunks.iter().map(|(_, blocks, _)| blocks).sum();
    for number in [8, blocks, chunks.len() as u32, 0] {
        file.extend(number.to_le_bytes());
    }
    for (kind, blocks, body) in chunks {
        file.extend(kind.to_le_bytes());
        file.extend([0, 0]);
        file.extend(blocks.to_le_bytes());
        file.extend((12 + body.len() as u32).to_le_bytes());
        file.extend(*body);
    }
    file
}

#[test]
fn sparse_images_are_compared_as_they_are_written_to_the_device() {
    let plain = sparse(&[(0xcac1, 1, b"\x01abcdefg"), (0xcac3, 2, b""), (0xcac2, 1, b"WXYZ"), (0xcac4, 0, b"crc!")]);
    let other = sparse(&[(0xcac1, 1, b"\x01abcdefg"), (0xcac3, 2, b""), (0xcac2, 1, b"WXYz"), (0xcac4, 0, b"crc!")]);
    let found = lines(&pair(&plain, &other));
    assert_eq!(found, ["bytes 0x1b..0x20: 2 bytes differ"]);
    let raw = sparse(&[(0xcac1, 1, b"\x01abcdefg"), (0xcac3, 2, b""), (0xcac1, 1, b"WXYZWXYZ"), (0xcac4, 0, b"crc!")]);
    let found = pair(&plain, &raw);
    assert!(found.differs[0].detail.starts_with("division into chunks: 4 chunks, "), "{found:?}");
    assert!(found.differs[1].detail.starts_with("packed otherwise"), "{found:?}");
    tells_of_every_byte(&plain, |_| false);
}

/// Signed by RSA with a key of 2048 bits; the key is not a real one.
fn vbmeta(descriptor: &[u8], rollback: u64, signature: &[u8; 256]) -> Vec<u8> {
    let mut auxiliary = vec![];
    auxiliary.extend(0_u64.to_be_bytes());
    auxiliary.extend((descriptor.len() as u64).to_be_bytes());
    auxiliary.extend(descriptor);
    let key_at = auxiliary.len() as u64;
    auxiliary.extend(b"\x01key");
    let descriptors = key_at;
    auxiliary.resize(64, 0);
    let mut header = b"AVB0\0\0\0\x01\0\0\0\0".to_vec();
    header.extend(320_u64.to_be_bytes());
    header.extend(64_u64.to_be_bytes());
    header.extend(1_u32.to_be_bytes());
    for number in [0, 32, 32, 256, key_at, 4, key_at + 4, 0, 0, descriptors, rollback] {
        header.extend(number.to_be_bytes());
    }
    header.resize(128, 0);
    header.extend(b"avbtool 1.3.0");
    header.resize(256, 0);
    let hash = Sha256::new().chain_update(&header).chain_update(&auxiliary).finalize();
    [&header, hash.as_slice(), signature, &[0; 32], &auxiliary].concat()
}

#[test]
fn signatures_of_vbmeta_are_set_aside() {
    let plain = vbmeta(b"\x01property", 1, &[7; 256]);
    let found = pair(&plain, &vbmeta(b"\x01property", 1, &[8; 256]));
    assert_eq!(found.verdict, Verdict::Equivalent);
    assert_eq!(masked(&found), [("avb-signature".to_owned(), String::new(), 288, 256)]);
    let found = pair(&plain, &vbmeta(b"\x01propertx", 2, &[7; 256]));
    assert_eq!(
        lines(&found),
        ["file: rollback index: 1 shipped, 2 rebuilt", "part descriptor 1 > bytes 0x8..0x9: 1 byte differs"]
    );
    assert_eq!(masked(&found), [("avb-hash".to_owned(), String::new(), 256, 32)]);
    tells_of_every_byte(&plain, |byte| (288..544).contains(&byte));
}

#[test]
fn where_a_block_of_vbmeta_ends_is_told() {
    let plain = vbmeta(b"\x01property", 1, &[7; 256]);
    // A block that is longer, with the right digest.
    let mut longer = [plain.clone(), vec![0; 64]].concat();
    longer[27] = 128;
    let hash = Sha256::new().chain_update(&longer[..256]).chain_update(&longer[576..]).finalize();
    longer[256..288].copy_from_slice(&hash);
    let found = pair(&[plain, vec![0; 64]].concat(), &longer);
    assert!(found.differs[0].detail.starts_with("auxiliary block: "), "{found:?}");
    assert_eq!(masked(&found)[0].0, "avb-hash");
}

#[test]
fn an_image_and_its_vbmeta_are_found_by_the_footer() {
    let image = |content: &[u8], signature: u8| {
        let vbmeta = vbmeta(b"\x01property", 1, &[signature; 256]);
        let mut file = [content, b"hash tree", &vbmeta].concat();
        let length = file.len();
        file.resize(length + 100, 0);
        file.extend(b"AVBf\0\0\0\x01\0\0\0\0");
        for number in [content.len(), content.len() + 9, vbmeta.len()] {
            file.extend((number as u64).to_be_bytes());
        }
        file.extend([0; 28]);
        file
    };
    let plain = image(b"\x01content", 7);
    let found = pair(&plain, &image(b"\x01content", 8));
    assert_eq!(found.verdict, Verdict::Equivalent);
    assert_eq!(masked(&found)[0].1, "part vbmeta");
    let found = pair(&plain, &image(b"\x01contend", 7));
    assert_eq!(lines(&found), ["bytes 0x7..0x8: 1 byte differs"]);
    let at = plain.windows(256).position(|bytes| bytes == [7; 256]).unwrap();
    tells_of_every_byte(&plain, |byte| (at..at + 256).contains(&byte));
}
