//! What may be set aside in an ELF file, and what only looks as if it might: each pair differs in one thing.

mod pairs;

use banbury_evidence::Verdict;
use pairs::elf::*;
use pairs::{differ, pair};

#[test]
fn a_build_id_is_set_aside_as_the_note_that_it_is() {
    let text = section(".text", 1, ALLOC | CODE, &[0xc3; 16]);
    let with = |segments: &[Segment], more: &[Section], first: fn(u8) -> Section| {
        let file = |id| elf(2, segments, &[&[first(id)], more].concat());
        pair(&file(1), &file(2))
    };
    let usual = with(&as_notes(), std::slice::from_ref(&text), build_id);
    assert_eq!(usual.verdict, Verdict::Equivalent, "{usual:?}");
    assert_eq!(pairs::masked(&usual)[0].0, "elf-build-id");

    let notes = as_notes();
    // With code in one segment, or in a page of the file that is mapped as code too.
    differ(&with(&[(1, 5, 0, ADDRESS, 0x1000), notes[1]], std::slice::from_ref(&text), build_id));
    differ(&with(&[(1, 4, 0, ADDRESS, 0x400), (1, 5, 0x400, ADDRESS + 0x1400, 0x100), notes[1]], &[], build_id));
    differ(&with(&notes, &[], |id| Section { flags: ALLOC | CODE, ..build_id(id) }));
    differ(&with(&notes, &[], |id| Section { flags: ALLOC | WRITE, ..build_id(id) }));
    differ(&with(&notes, &[], |id| Section { kind: 1, ..build_id(id) }));
    differ(&with(&notes, &[], |id| Section { flags: 0, ..build_id(id) }));
    differ(&with(&notes, &[], |id| Section { content: note(b"GNU\0", &[id; 65]), ..build_id(id) }));
    differ(&with(&notes, &[], |id| Section { content: note(b"Xen\0", &[id; 20]), ..build_id(id) }));
    differ(&with(&notes, &[], |id| Section { content: note(b"GNU\0", &[id; 20]).repeat(2), ..build_id(id) }));
    // Loaded a second time at an address of code; as the list of libraries; as code; as symbols.
    differ(&with(&[notes.clone(), vec![(1, 5, 0, 0x1_0000, 0x1000)]].concat(), &[], build_id));
    differ(&with(&[notes.clone(), vec![(2, 6, START, ADDRESS + START, 36)]].concat(), &[], build_id));
    differ(&with(&notes, &[Section { offset: Some(START + 16), ..text }], build_id));
    let symbols = section(".symtab", 2, 0, &[0; 24]);
    let names = section(".strtab", 3, 0, b"\0f\0");
    differ(&with(&notes, &[Section { offset: Some(START + 12), ..symbols.clone() }, names.clone()], build_id));
    let mut function = vec![0; 24];
    put(&mut function, &[(1, 4), (2, 1), (0, 1), (1, 2), (ADDRESS + START + 16, 8), (4, 8)]);
    differ(&with(&notes, &[Section { content: function, ..symbols }, names], build_id));
}

#[test]
fn what_stands_between_notes_is_told() {
    let file = |hidden: &[u8; 3]| {
        let mut odd = note(b"A", b"");
        odd[13..16].copy_from_slice(hidden);
        let notes = [note(b"GNU\0", &[hidden[0]; 20]), odd].concat();
        elf(2, &[(1, 4, 0, ADDRESS, 0x1000)], &[section(".note", NOTE, ALLOC, &notes)])
    };
    differ(&pair(&file(&[1, 0, 0]), &file(&[2, 0, 0])));
}

#[test]
fn links_to_debug_information_are_set_aside_where_nothing_loads_them() {
    type Made = fn(u8) -> Vec<u8>;
    let link: Made = |sum| [b"a.debug\0".as_slice(), &[sum; 4]].concat();
    let shared: Made = |sum| [b"a.debug\0".as_slice(), &[sum; 20]].concat();
    for (name, content) in [(".gnu_debuglink", link), (".gnu_debugaltlink", shared)] {
        let with = |flags, segments: &[Segment]| {
            let file = |sum| elf(2, segments, &[section(name, 1, flags, &content(sum))]);
            pair(&file(1), &file(2))
        };
        assert_eq!(with(0, &[]).verdict, Verdict::Equivalent, "{name}");
        differ(&with(ALLOC, &[]));
        differ(&with(CODE, &[]));
        differ(&with(0, &[(1, 5, 0, ADDRESS, 0x1000)]));
    }
}

/// A build identifier differs in all of these, so that something is set aside in any case.
#[test]
fn nothing_hides_behind_what_is_set_aside() {
    let file = |id, between: u8| {
        let code = [&[0xc3, 0x66, 0x0f, 0x1f, 0x84, 0, between, 0, 0, 0], [0xc3; 6].as_slice()].concat();
        let mut symbols = vec![0; 24];
        for at in [0, 10] {
            put(&mut symbols, &[(1, 4), (2, 1), (0, 1), (2, 2), (ADDRESS + START + 40 + at, 8), (1, 8)]);
        }
        let text = section(".text", 1, ALLOC | CODE, &code);
        let names = section(".strtab", 3, 0, b"\0f\0");
        elf(2, &as_notes(), &[build_id(id), text, section(".symtab", 2, 0, &symbols), names])
    };
    let plain = file(1, 0);
    assert_eq!(pair(&plain, &file(2, 0)).verdict, Verdict::Equivalent);
    let filler = pair(&plain, &file(2, 7));
    differ(&filler);
    assert!(pairs::lines(&filler)[0].contains("filler between functions"), "{filler:?}");
    // Every byte of the file header, of the program headers and of the section headers.
    let table = u64::from_le_bytes(plain[40..48].try_into().unwrap()) as usize;
    for at in (0..START as usize).chain(table..plain.len()) {
        let mut changed = file(2, 0);
        changed[at] ^= 0x10;
        let found = pair(&plain, &changed);
        assert_eq!(found.verdict, Verdict::DiffersUnexplained, "byte {at:#x}: {found:?}");
    }
}

/// As [`nothing_hides_behind_what_is_set_aside`].
#[test]
fn sections_that_say_to_be_compressed_are_compared_whole() {
    const COMPRESSED: u64 = 0x800;
    let packed = |header: u8, behind: u8| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, b"debug information").unwrap();
        [&[header; 24], encoder.finish().unwrap().as_slice(), &[behind; 8]].concat()
    };
    for flags in [COMPRESSED, COMPRESSED | ALLOC, COMPRESSED | ALLOC | CODE] {
        let file = |id, header, behind| {
            let section = section(".debug_str", 1, flags, &packed(header, behind));
            elf(2, &as_notes(), &[build_id(id), section])
        };
        assert_eq!(pair(&file(1, 3, 4), &file(2, 3, 4)).verdict, Verdict::Equivalent);
        differ(&pair(&file(1, 3, 4), &file(2, 5, 4)));
        differ(&pair(&file(1, 3, 4), &file(2, 3, 5)));
    }
}

/// Data that only look like something whose signature may be set aside.
#[test]
fn what_a_program_loads_is_compared_whole() {
    let (one, other) = (signed(b"code".to_vec(), &signed_data(b"one")), signed(b"code".to_vec(), &signed_data(b"two")));
    let module = |code: Vec<u8>| [module(b"code", None), code].concat();
    let file = |data: &[u8]| elf(2, &as_notes(), &[section(".data", 1, ALLOC | WRITE, data)]);
    let (one, other) = (module(one[4..].to_vec()), module(other[4..].to_vec()));
    assert_eq!(pair(&one, &other).verdict, Verdict::Equivalent);
    differ(&pair(&file(&one), &file(&other)));
}

#[test]
fn zeros_at_the_end_of_an_archive_are_told() {
    let file = |id, zeros: usize| {
        let mut builder = tar::Builder::new(Vec::new());
        let content = elf(2, &as_notes(), &[build_id(id)]);
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        builder.append_data(&mut header, "a", content.as_slice()).unwrap();
        let mut archive = builder.into_inner().unwrap();
        archive.resize(archive.len() + zeros, 0);
        archive
    };
    assert_eq!(pair(&file(1, 0), &file(2, 0)).verdict, Verdict::Equivalent);
    differ(&pair(&file(1, 0), &file(2, 512)));
}

/// PKCS #7 signed data with `value` in it.
fn signed_data(value: &[u8]) -> Vec<u8> {
    let inner = [b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02".as_slice(), value].concat();
    [&[0x30, inner.len() as u8], inner.as_slice()].concat()
}

fn signed(mut file: Vec<u8>, signature: &[u8]) -> Vec<u8> {
    file.extend_from_slice(signature);
    file.extend_from_slice(&[0, 0, 2, 0, 0, 0, 0, 0]);
    file.extend_from_slice(&(signature.len() as u32).to_be_bytes());
    file.extend_from_slice(b"~Module signature appended~\n");
    file
}

fn module(code: &[u8], code_at: Option<u64>) -> Vec<u8> {
    elf(1, &[], &[Section { offset: code_at, ..section(".text", 1, ALLOC | CODE, code) }])
}

#[test]
fn signatures_of_modules_are_set_aside() {
    let (one, other) = (signed_data(b"one"), signed_data(b"two"));
    let plain = module(b"code", None);
    let shipped = signed(plain.clone(), &one);
    for rebuilt in [plain.clone(), signed(plain.clone(), &other)] {
        let found = pair(&shipped, &rebuilt);
        assert_eq!(found.verdict, Verdict::Equivalent, "{found:?}");
        let range = ("module-signature".to_owned(), String::new(), plain.len() as u64, one.len() as u64 + 40);
        assert_eq!(pairs::masked(&found), [range]);
    }
    assert_eq!(pair(&plain, &shipped).verdict, Verdict::Equivalent);
    differ(&pair(&shipped, &module(b"c0de", None)));
    for hiding in [[one.clone(), b"payload".to_vec()].concat(), b"payload".to_vec()] {
        differ(&pair(&signed(plain.clone(), &hiding), &plain));
    }
    // A kernel that checks no signatures loads code from there.
    let reaches_in = module(b"code", Some(plain.len() as u64 + 13));
    differ(&pair(&signed(reaches_in.clone(), &one), &signed(reaches_in, &other)));
    // Only the last one is checked.
    differ(&pair(&signed(shipped, &one), &signed(signed(plain.clone(), &other), &one)));
    let many = (0..10_000).fold(plain.clone(), |file, _| signed(file, &one));
    differ(&pair(&many, &plain));
}

#[test]
fn a_second_table_of_symbols_is_compared_by_its_bytes() {
    let file = |byte: u8| {
        let (table, names) = (section(".symtab", 2, 0, &[0; 24]), section(".strtab", 3, 0, b"\0"));
        let second = section(".symtab", 2, 0, &[&[0; 24][..], &[byte; 24]].concat());
        elf(2, &[], &[table, names.clone(), second, names])
    };
    let found = pair(&file(1), &file(2));
    assert_eq!(pairs::lines(&found), ["section .symtab (number 2 of that name) > bytes 0x18..0x30: 24 bytes differ"]);
}
