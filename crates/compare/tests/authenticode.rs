//! Signatures of PE files, made by osslsigncode and held against a key.

mod pairs;
mod signed;

use banbury_evidence::SignatureKind;
use pairs::pe::{self, program};
use signed::{Bench, Key, NOT_OF_KEY, RSA, fails, flipped, holds, words};

impl Bench {
    /// As osslsigncode signs PE files.
    fn authenticode(&self, key: &Key, file: &[u8], options: &[&str]) -> Vec<u8> {
        self.certificate(key);
        let name = &key.name;
        std::fs::write(self.at("program"), file).unwrap();
        let _ = std::fs::remove_file(self.at("signed"));
        let (key, certificate) = (format!("{name}.key"), format!("{name}.crt"));
        let mut arguments = vec!["sign", "-certs", &certificate, "-key", &key];
        arguments.extend(options);
        arguments.extend(["-in", "program", "-out", "signed"]);
        self.run("osslsigncode", &arguments);
        std::fs::read(self.at("signed")).unwrap()
    }
}

#[test]
#[ignore = "needs osslsigncode (Debian: osslsigncode)"]
fn signatures_of_pe_files_cover_all_but_what_signing_changes() {
    let bench = Bench::new();
    let (key, other) = (bench.key("vendor", RSA.0, RSA.1), bench.key("other", RSA.0, RSA.1));
    for behind in [b"".as_slice(), b"overlay"] {
        let plain = program(pe::TEXT, behind);
        let signed = bench.authenticode(&key, &plain, &["-h", "sha256"]);
        let check = |bytes: &[u8]| bench.check(&key, bytes, None);
        holds(&check(&signed), SignatureKind::Authenticode, "RSA 2048, PKCS #1 v1.5, SHA-256");
        fails(&bench.check(&other, &signed, None), NOT_OF_KEY);
        fails(&check(&plain), "it has none of a kind that is verified");

        let table = plain.len().next_multiple_of(8);
        let may_change = |place: usize| {
            let checksum = pe::CHECKSUM..pe::CHECKSUM + 4;
            checksum.contains(&place) || place >= table + 8
        };
        for place in 0..signed.len() {
            let changed = check(&flipped(&signed, place));
            assert!(!changed.holds || may_change(place), "{place:#x}: {}", words(&changed));
        }
        fails(&check(&flipped(&signed, pe::DATA + 0x70)), "the SHA-256 of another file");
        let another = bench.authenticode(&key, &program(b"0123456789abcdeF", behind), &["-h", "sha256"]);
        fails(&check(&[&signed[..table], &another[table..]].concat()), "the SHA-256 of another file");
        fails(&check(&[signed.clone(), b"payload!".to_vec()].concat()), "8 bytes stand behind its table");

        // Payloads in the table, with an entry that says so and with one that does not.
        let with = |table_size: usize, entry_size: usize, more: &[u8]| {
            let mut file = [signed.clone(), more.to_vec()].concat();
            pe::put(&mut file, pe::DIRECTORIES + 4 * 8 + 4, table_size as u64, 4);
            pe::put(&mut file, table, entry_size as u64, 4);
            file
        };
        let size = signed.len() - table;
        fails(&check(&with(size + 8, size + 8, b"payload!")), "behind a signature");
        fails(&check(&with(size + 8, size, b"payload!")), "which no signature covers");
        fails(&check(&with(size + 800, size, b"")), "no place for them");
        fails(&check(&with(size, 0, b"")), "something else");
        fails(&check(&with(size, 0xffff_fff8, b"")), "something else");
        fails(&check(&with(size - 8, size, b"")), "8 bytes stand behind its table");
        let mut inside = signed.clone();
        pe::put(&mut inside, pe::SECTIONS + 16, (signed.len() - pe::DATA) as u64, 4);
        fails(&check(&inside), "no place for them");
        for end in [1, 9, 200] {
            assert!(!check(&signed[..signed.len() - end]).holds);
        }
    }
}

#[test]
#[ignore = "needs osslsigncode (Debian: osslsigncode)"]
fn of_several_signatures_of_a_pe_file_each_is_told() {
    let bench = Bench::new();
    let (key, other) = (bench.key("vendor", RSA.0, RSA.1), bench.key("other", RSA.0, RSA.1));
    let plain = program(pe::TEXT, b"");
    let first = bench.authenticode(&other, &plain, &["-h", "sha1"]);
    let check = bench.check(&other, &first, None);
    holds(&check, SignatureKind::Authenticode, "RSA 2048, PKCS #1 v1.5, SHA-1");
    assert!(check.detail.contains("over SHA-1, which is broken"), "{}", check.detail);
    let both = bench.authenticode(&key, &first, &["-h", "sha256", "-nest"]);
    let check = bench.check(&key, &both, None);
    holds(&check, SignatureKind::Authenticode, "RSA 2048, PKCS #1 v1.5, SHA-256");
    for part in [
        "signature 1: it is no signature of that key",
        "nested signature 1 in signature 1: it holds",
        "nested signatures (",
    ] {
        assert!(check.detail.contains(part), "{part}: {}", check.detail);
    }
    fails(
        &bench.check(&bench.key("third", RSA.0, RSA.1), &both, None),
        "nested signature 1 in signature 1: it is no signature",
    );
    // An attribute of another kind, as long as the one of nested signatures.
    let nested = [0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x04, 0x01];
    let place = both.windows(nested.len()).rposition(|window| window == nested).unwrap();
    fails(&bench.check(&key, &flipped(&both, place + 9), None), "an unsigned attribute of an unknown kind");
}
