//! PE files, made by hand.

pub const HEADER: usize = 0x80;
pub const OPTIONAL: usize = HEADER + 24;
pub const CHECKSUM: usize = OPTIONAL + 64;
pub const DIRECTORIES: usize = OPTIONAL + 112;
pub const SECTIONS: usize = DIRECTORIES + 16 * 8;
pub const DATA: usize = 0x200;

pub fn put(file: &mut [u8], at: usize, value: u64, width: usize) {
    file[at..at + width].copy_from_slice(&value.to_le_bytes()[..width]);
}

/// A program of 64 bits with one section, and `behind` after it.
pub fn program(text: &[u8; 16], behind: &[u8]) -> Vec<u8> {
    let mut file = vec![0; DATA];
    file[..2].copy_from_slice(b"MZ");
    put(&mut file, 0x3c, HEADER as u64, 4);
    file[HEADER..HEADER + 4].copy_from_slice(b"PE\0\0");
    for (at, value, width) in [(4, 0x8664, 2), (6, 1, 2), (8, 1_600_000_000, 4), (20, 240, 2), (22, 0x22, 2)] {
        put(&mut file, HEADER + at, value, width);
    }
    put(&mut file, OPTIONAL, 0x20b, 2);
    put(&mut file, OPTIONAL + 16, 0x1000, 4);
    put(&mut file, OPTIONAL + 108, 16, 4);
    // The debug directory lies in the section, and so does its record.
    put(&mut file, DIRECTORIES + 6 * 8, 0x1010, 4);
    put(&mut file, DIRECTORIES + 6 * 8 + 4, 28, 4);
    file[SECTIONS..SECTIONS + 5].copy_from_slice(b".text");
    for (at, value) in [(8, 0x80), (12, 0x1000), (16, 0x80), (20, DATA as u64), (36, 0x6000_0020)] {
        put(&mut file, SECTIONS + at, value, 4);
    }
    file.extend_from_slice(text);
    file.resize(DATA + 0x80, 0);
    put(&mut file, DATA + 0x10 + 4, 1_600_000_001, 4);
    put(&mut file, DATA + 0x10 + 12, 2, 4);
    put(&mut file, DATA + 0x10 + 16, 30, 4);
    put(&mut file, DATA + 0x10 + 24, DATA as u64 + 0x40, 4);
    file[DATA + 0x40..DATA + 0x44].copy_from_slice(b"RSDS");
    file[DATA + 0x44..DATA + 0x54].fill(0xab);
    file[DATA + 0x58..DATA + 0x5d].copy_from_slice(b"a.pdb");
    file.extend_from_slice(behind);
    with_checksum(file)
}

pub fn with_checksum(mut file: Vec<u8>) -> Vec<u8> {
    put(&mut file, CHECKSUM, 0, 4);
    let word = |pair: &[u8]| u64::from(pair[0]) | u64::from(*pair.get(1).unwrap_or(&0)) << 8;
    let mut sum: u64 = file.chunks(2).map(word).sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    let checksum = sum + file.len() as u64;
    put(&mut file, CHECKSUM, checksum, 4);
    file
}

pub const TEXT: &[u8; 16] = b"0123456789abcdef";
