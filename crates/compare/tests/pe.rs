//! Comparisons of PE files, and of their signatures.

mod pairs;

use banbury_evidence::Verdict;
use pairs::pe::{CHECKSUM, DATA, DIRECTORIES, HEADER, OPTIONAL, SECTIONS, TEXT, program, put, with_checksum};
use pairs::{lines, pair};

/// PKCS #7 signed data with nothing of use in it.
fn signed_data(value: &[u8]) -> Vec<u8> {
    let inner = [b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02".as_slice(), value].concat();
    [&[0x30, inner.len() as u8], inner.as_slice()].concat()
}

/// Signs as `sbsign` does.
fn signed(mut file: Vec<u8>, signature: &[u8]) -> Vec<u8> {
    file.resize(file.len().next_multiple_of(8), 0);
    let at = file.len();
    let length = (8 + signature.len()).next_multiple_of(8);
    file.extend_from_slice(&(length as u32).to_le_bytes());
    file.extend_from_slice(&[0, 2, 2, 0]);
    file.extend_from_slice(signature);
    file.resize(at + length, 0);
    put(&mut file, DIRECTORIES + 4 * 8, at as u64, 4);
    put(&mut file, DIRECTORIES + 4 * 8 + 4, length as u64, 4);
    with_checksum(file)
}

#[test]
fn pe_files_are_compared_by_section() {
    let plain = program(TEXT, b"");
    let found = pair(&plain, &program(b"0123456789abcdeF", b""));
    assert_eq!(lines(&found), ["part .text > bytes 0xf..0x10: 1 byte differs"]);
    assert_eq!(found.verdict, Verdict::DiffersUnexplained);

    let mut later = plain.clone();
    put(&mut later, HEADER + 8, 1_700_000_000, 4);
    put(&mut later, DATA + 0x10 + 4, 1_700_000_000, 4);
    later[DATA + 0x44] = 1;
    let found = pair(&plain, &with_checksum(later));
    let expected = [
        "file: time: 1600000000 shipped, 1700000000 rebuilt",
        "part .text > bytes 0x14..0x18: 4 bytes differ",
        "part .text > bytes 0x44..0x45: 1 byte differs",
        "part debug entry 0: time: 1600000001 shipped, 1700000000 rebuilt",
        "part debug entry 0: build id: ababababababababababababababababab",
    ];
    for line in expected {
        assert!(lines(&found).iter().any(|it| it.starts_with(line.trim_end_matches("ab"))), "{line}: {found:?}");
    }
    let overlay = pair(&plain, &program(TEXT, b"installer"));
    assert_eq!(lines(&overlay), ["part data behind the sections: only in the rebuilt one"]);
}

#[test]
fn signed_and_unsigned_pe_files_are_equivalent() {
    for behind in [b"".as_slice(), b"overlay", b"end\0", b"0123456789\0\0\0\0\0\0\0\0\0\0\0", b"\0"] {
        let plain = program(TEXT, behind);
        let one = signed(plain.clone(), &signed_data(b"one"));
        for (a, b) in [(&one, &plain), (&plain, &one), (&one, &signed(plain.clone(), &signed_data(b"another")))] {
            let found = pair(a, b);
            assert_eq!(found.verdict, Verdict::Equivalent, "{behind:?}: {found:?}");
            assert!(found.masked.iter().any(|range| range.rule == "pe-checksum"), "{found:?}");
            assert!(found.masked.iter().any(|range| range.rule == "authenticode-signature"), "{found:?}");
        }
        let found = pair(&one, &program(b"0123456789abcdeF", behind));
        assert_eq!(found.verdict, Verdict::DiffersUnexplained);
        assert_eq!(lines(&found), ["part .text > bytes 0xf..0x10: 1 byte differs"]);
    }
}

#[test]
fn what_hides_in_a_signature_is_seen() {
    let plain = program(TEXT, b"");
    let signature = signed_data(b"one");
    let hidden = |file: Vec<u8>, expected: &str| {
        let found = pair(&file, &plain);
        assert_eq!(found.verdict, Verdict::DiffersUnexplained, "{expected}: {found:?}");
        assert!(lines(&found).iter().any(|line| line.starts_with(expected)), "{expected}: {found:?}");
    };
    let slack = [signature.clone(), b"payload!".to_vec()].concat();
    hidden(signed(plain.clone(), &slack), "file: data behind a signature: 8 bytes shipped");
    let other_slack = [signature.clone(), b"Payload!".to_vec()].concat();
    let found = pair(&signed(plain.clone(), &slack), &signed(plain.clone(), &other_slack));
    assert_eq!(found.verdict, Verdict::DiffersUnexplained, "{found:?}");
    hidden(signed(plain.clone(), b"payload"), "file: certificate of an unknown type: number 0");
    let behind = [signed(plain.clone(), &signature), b"payload".to_vec()].concat();
    hidden(with_checksum(behind), "part data behind the certificates: only in the shipped one");
    hidden(signed(program(TEXT, b"\0\0\0x"), &signature), "part data behind the sections: only in the shipped one");
    let mut odd = signed(plain.clone(), &signature);
    odd[CHECKSUM] ^= 1;
    hidden(odd, "file: the checksum at offset 0xd8 of the shipped one does not fit");
    // GNU objcopy leaves such checksums behind, and signing puts them right.
    let mut odd = plain.clone();
    odd[CHECKSUM] ^= 1;
    assert_eq!(pair(&signed(plain.clone(), &signature), &odd).verdict, Verdict::Equivalent);
    let mut odd = signed(plain.clone(), &signature);
    put(&mut odd, DIRECTORIES + 4 * 8, 0x10, 4);
    hidden(with_checksum(odd), "file: certificates: ");
}

#[test]
fn no_byte_of_a_pe_file_is_passed_over() {
    let plain = program(TEXT, b"overlay");
    for file in [plain.clone(), signed(plain, &signed_data(b"one"))] {
        for at in 0..file.len() {
            assert_ne!(pair(&file, &file[..at]).verdict, Verdict::Identical);
            for change in [0x01, 0x80] {
                let mut changed = file.clone();
                changed[at] ^= change;
                let found = pair(&file, &changed);
                if (CHECKSUM + 4..DATA + 0x88).contains(&at) {
                    let found = pair(&with_checksum(changed.clone()), &file);
                    assert_eq!(found.verdict, Verdict::DiffersUnexplained, "{at:#x}: {found:?}");
                }
                // A signature's content is its own, and a checksum that fits may differ in the rebuilt one.
                let inside = file.len() > DATA + 0x88 && at >= DATA + 0x88 + 8 + 13;
                if !inside && !(CHECKSUM..CHECKSUM + 4).contains(&at) {
                    assert_eq!(found.verdict, Verdict::DiffersUnexplained, "{at:#x}: {found:?}");
                }
                assert_ne!(found.verdict, Verdict::Identical);
            }
        }
    }
}

#[test]
fn a_signature_that_is_loaded_is_no_signature() {
    let (one, other) = (signed_data(b"one"), signed_data(b"two"));
    let loads_it = |change: fn(&mut [u8])| {
        let file = |signature: &[u8]| {
            let mut file = signed(program(TEXT, b""), signature);
            change(&mut file);
            with_checksum(file)
        };
        pair(&file(&one), &file(&other))
    };
    assert_eq!(loads_it(|_| {}).verdict, Verdict::Equivalent);
    let as_headers = loads_it(|file| put(file, OPTIONAL + 60, 0x1000, 4));
    assert_eq!(as_headers.verdict, Verdict::DiffersUnexplained, "{as_headers:?}");
    let as_section = loads_it(|file| {
        put(file, OPTIONAL + 36, 0x200, 4);
        put(file, SECTIONS + 8, 0x200, 4);
    });
    assert_eq!(as_section.verdict, Verdict::DiffersUnexplained, "{as_section:?}");
}

#[test]
fn sections_upon_each_other_are_not_read_over_and_over() {
    let file = |byte: u8| {
        let count = 20_000;
        let mut file = program(TEXT, b"");
        put(&mut file, HEADER + 6, count, 2);
        file.truncate(SECTIONS + 40);
        let mut header = file[SECTIONS..].to_vec();
        put(&mut header, 16, 1 << 20, 4);
        file.truncate(SECTIONS);
        (0..count).for_each(|_| file.extend_from_slice(&header));
        file.resize(2 << 20, 0);
        file.push(byte);
        file
    };
    let found = pair(&file(1), &file(2));
    assert_eq!((found.verdict, found.causes[0].kind.as_str()), (Verdict::Inconclusive, "limit-reached"), "{found:?}");
}
