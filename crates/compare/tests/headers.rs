//! Headers of archives: no field is passed over. Something may be set aside in all of these archives, so that what is not
//! told would come out as equivalent.

mod pairs;

use banbury_evidence::Verdict;
use pairs::elf::{as_notes, build_id, elf};
use pairs::{differ, pair};

/// A tar archive in which something may be set aside in any case: what is `header` is that of its second member.
fn archive(id: u8, header: &[u8; 512], body: &[u8]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let content = elf(2, &as_notes(), &[build_id(id)]);
    let mut first = tar::Header::new_ustar();
    first.set_size(content.len() as u64);
    builder.append_data(&mut first, "a", content.as_slice()).unwrap();
    let mut archive = builder.into_inner().unwrap();
    let end = archive.split_off(archive.len() - 1024);
    let mut header = *header;
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut body = body.to_vec();
    body.resize(body.len().next_multiple_of(512), 0);
    [&archive[..], &header, &body, &end].concat()
}

#[test]
fn no_field_of_a_tar_header_is_passed_over() {
    for (magic, kind) in
        [(b"ustar\x0000", b'0'), (b"ustar  \0", b'0'), (b"ustar  \0", b'5'), (b"\0\0\0\0\0\0\0\0", b'0')]
    {
        let mut plain = tar::Header::new_ustar();
        plain.set_path("b").unwrap();
        let mut plain = *plain.as_bytes();
        for (at, text) in [(100, "0000644\0"), (108, "0000000\0"), (116, "0000000\0"), (124, "00000000000\0")] {
            plain[at..at + text.len()].copy_from_slice(text.as_bytes());
        }
        plain[136..148].copy_from_slice(b"00000000001\0");
        plain[156] = kind;
        plain[257..265].copy_from_slice(magic);
        let shipped = archive(1, &plain, b"");
        assert_eq!(pair(&shipped, &archive(2, &plain, b"")).verdict, Verdict::Equivalent);
        for at in (0..512).filter(|at| !(148..156).contains(at)) {
            // A digit, a letter, and what marks a number of another base.
            for byte in [b'5', b'x', 0x80] {
                let mut changed = plain;
                changed[at] = if plain[at] == byte { b'6' } else { byte };
                let found = pair(&shipped, &archive(2, &changed, b""));
                assert_eq!(found.verdict, Verdict::DiffersUnexplained, "byte {at}, {byte:#x}: {found:?}");
            }
        }
        for (one, other) in [
            (b"\x80\0\0\0\0\0\x09\xed", b"\x80\0\0\0\0\0\x01\xa4"),
            (b"000644x\0", b"004755x\0"),
            (b"000644\x005", b"000644\x006"),
        ] {
            let with = |id, mode: &[u8; 8]| {
                let mut header = plain;
                header[100..108].copy_from_slice(mode);
                archive(id, &header, b"")
            };
            differ(&pair(&with(1, one), &with(2, other)));
        }
    }
}

#[test]
fn what_stands_before_a_tar_header_is_told() {
    let with = |id, kind: u8, own: &[u8], time: u8, name: &[u8]| {
        let mut long = tar::Header::new_gnu();
        long.set_path("././@LongLink").unwrap();
        long.set_size(own.len() as u64);
        long.set_mtime(time.into());
        long.set_entry_type(tar::EntryType::new(kind));
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name);
        header.set_size(0);
        header.set_cksum();
        let mut body = own.to_vec();
        body.resize(512, 0);
        archive(id, long.as_bytes(), &[body.as_slice(), header.as_bytes()].concat())
    };
    for (kind, own, hidden) in [
        (b'L', b"a long name\0".as_slice(), b"a long name\0hidden".as_slice()),
        (b'x', b"20 path=a long name\n", b"020 path=a long name\n"),
    ] {
        let plain = with(1, kind, own, 1, b"short");
        assert_eq!(pair(&plain, &with(2, kind, own, 1, b"short")).verdict, Verdict::Equivalent);
        differ(&pair(&plain, &with(2, kind, hidden, 1, b"short")));
        differ(&pair(&plain, &with(2, kind, own, 2, b"short")));
        differ(&pair(&plain, &with(2, kind, own, 1, b"other")));
    }
}

#[test]
fn no_field_of_an_ar_header_is_passed_over() {
    let with = |id, header: &[u8; 60]| {
        let mut archive = b"!<arch>\n".to_vec();
        let content = elf(2, &as_notes(), &[build_id(id)]);
        archive.extend(format!("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "a/", 1, 0, 0, "100644", content.len()).bytes());
        archive.extend(content);
        archive.resize(archive.len().next_multiple_of(2), b'\n');
        [archive.as_slice(), header].concat()
    };
    let plain: &[u8; 60] = b"b/              1           0     0     100644  0         `\n";
    let shipped = with(1, plain);
    assert_eq!(pair(&shipped, &with(2, plain)).verdict, Verdict::Equivalent);
    for at in 0..60 {
        for byte in [b'5', b'x', b'\n', 0x80, 0xff].into_iter().filter(|byte| *byte != plain[at]) {
            let mut changed = *plain;
            changed[at] = byte;
            differ(&pair(&shipped, &with(2, &changed)));
        }
    }
    // What no tool reads as a number.
    let [one, other] = ["10x644", "10x755"].map(|mode| {
        let mut header = *plain;
        header[40..46].copy_from_slice(mode.as_bytes());
        header
    });
    differ(&pair(&with(1, &one), &with(2, &other)));
}

#[test]
fn where_offsets_of_a_zip_archive_count_from_is_told() {
    let with = |id, base: u32| {
        let content = elf(2, &as_notes(), &[build_id(id)]);
        let mut crc = flate2::Crc::new();
        crc.update(&content);
        let numbers = [[crc.sum(), content.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat()].concat();
        let (versions, time) = ([20, 0, 0, 0, 0, 0], [0, 0, 0x21, 0]);
        let mut file = b"junk".to_vec();
        file.extend([b"PK\x03\x04".as_slice(), &versions, &time, &numbers, &[1, 0, 0, 0], b"a", &content].concat());
        let start = file.len() as u32;
        file.extend([b"PK\x01\x02\x14\0".as_slice(), &versions, &time, &numbers, &[1, 0], &[0; 12]].concat());
        file.extend([(4 - base).to_le_bytes().as_slice(), b"a"].concat());
        let size = file.len() as u32 - start;
        file.extend([b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(), &size.to_le_bytes()].concat());
        file.extend([(start - base).to_le_bytes().as_slice(), &[0, 0]].concat());
        file
    };
    assert_eq!(pair(&with(1, 4), &with(2, 4)).verdict, Verdict::Equivalent);
    differ(&pair(&with(1, 4), &with(2, 0)));
}
