//! Archives that no honest program writes.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

/// A tar member: name, type flag, link target, content.
pub struct Member<'a>(pub &'a [u8], pub u8, pub &'a [u8], pub &'a [u8]);

/// A tar archive of members with any names.
pub fn tar(members: &[Member<'_>]) -> Vec<u8> {
    let mut archive = Vec::new();
    for Member(name, kind, target, content) in members {
        let mut header = [0; 512];
        header[..name.len()].copy_from_slice(name);
        header[100..108].copy_from_slice(b"0000644\0");
        header[108..124].copy_from_slice(b"0000000\x000000000\0");
        header[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
        header[136..148].copy_from_slice(b"00000000000\0");
        header[148..156].fill(b' ');
        header[156] = *kind;
        header[157..157 + target.len()].copy_from_slice(target);
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        archive.extend_from_slice(&header);
        archive.extend_from_slice(content);
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.resize(archive.len() + 1024, 0);
    archive
}

/// gzip of `length` zeros.
pub fn gzip_of_zeros(length: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    write_zeros(&mut encoder, length);
    encoder.finish().unwrap()
}

/// A zip archive with one member of `length` zeros.
pub fn zip_of_zeros(length: usize) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    write_zeros(&mut encoder, length);
    let packed = encoder.finish().unwrap();
    let mut crc = flate2::Crc::new();
    for _ in 0..length / ZEROS.len() {
        crc.update(&ZEROS);
    }
    let name = b"zeros.bin";
    // Version, flags, method 8 (deflate), time, date, CRC, sizes, lengths of name and extra field.
    let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
    common.extend_from_slice(&crc.sum().to_le_bytes());
    common.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    common.extend_from_slice(&(length as u32).to_le_bytes());
    common.extend_from_slice(&[name.len() as u8, 0, 0, 0]);
    let local = [b"PK\x03\x04", &common[..], name, &packed[..]].concat();
    let central = [b"PK\x01\x02\x14\0", &common[..], &[0; 14], name].concat();
    let mut end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec();
    end.extend_from_slice(&(central.len() as u32).to_le_bytes());
    end.extend_from_slice(&(local.len() as u32).to_le_bytes());
    end.extend_from_slice(&[0, 0]);
    [local, central, end].concat()
}

static ZEROS: [u8; 1 << 16] = [0; 1 << 16];

fn write_zeros(to: &mut impl Write, length: usize) {
    assert_eq!(length % ZEROS.len(), 0);
    for _ in 0..length / ZEROS.len() {
        to.write_all(&ZEROS).unwrap();
    }
}
