//! Signatures behind Linux kernel modules, held against a key.

mod pairs;
mod signed;

use banbury_evidence::SignatureKind;
use pairs::elf::{ALLOC, CODE, elf, section};
use signed::{Bench, NOT_OF_KEY, fails, flipped, holds};

/// As the kernel's `scripts/sign-file` does.
fn module(code: &[u8], signature: &[u8]) -> Vec<u8> {
    let mut file = elf(1, &[], &[section(".text", 1, ALLOC | CODE, code)]);
    file.extend_from_slice(signature);
    file.extend_from_slice(&[0, 0, 2, 0, 0, 0, 0, 0]);
    file.extend_from_slice(&(signature.len() as u32).to_be_bytes());
    file.extend_from_slice(b"~Module signature appended~\n");
    file
}

#[test]
fn signatures_of_modules_hold_under_the_key_of_their_one_signer() {
    let bench = Bench::new();
    for (kind, option, md, algorithm) in [
        ("RSA", "rsa_keygen_bits:4096", "sha512", "RSA 4096, PKCS #1 v1.5, SHA-512"),
        ("EC", "ec_paramgen_curve:P-384", "sha384", "ECDSA P-384, SHA-384"),
        ("RSA", "rsa_keygen_bits:2048", "sha1", "RSA 2048, PKCS #1 v1.5, SHA-1"),
    ] {
        let (key, other) = (bench.key("vendor", kind, &[option]), bench.key("other", kind, &[option]));
        let body = elf(1, &[], &[section(".text", 1, ALLOC | CODE, b"code")]);
        for attributes in [&["-md", md, "-noattr", "-nocerts"][..], &["-md", md, "-nocerts"]] {
            let signature = bench.cms(&[&key], &body, attributes);
            let signed = module(b"code", &signature);
            let check = bench.check(&key, &signed, None);
            holds(&check, SignatureKind::Module, algorithm);
            assert_eq!(check.detail.contains("over SHA-1, which is broken"), md == "sha1", "{}", check.detail);
            fails(&bench.check(&other, &signed, None), NOT_OF_KEY);
            for place in (0..body.len()).step_by(7) {
                assert!(!bench.check(&key, &flipped(&signed, place), None).holds, "byte {place}");
            }
            assert!(!bench.check(&key, &module(b"c0de", &signature), None).holds);
            let two = bench.cms(&[&key, &other], &body, attributes);
            fails(&bench.check(&key, &module(b"code", &two), None), "more than one signer");
            // Only the last of two is looked at, as a kernel does.
            let twice = [signed.clone(), module(b"code", &signature)[body.len()..].to_vec()].concat();
            assert!(!bench.check(&key, &twice, None).holds);
            for cut in [&signature[..signature.len() - 1], &[&signature[..], b"payload"].concat()] {
                fails(&bench.check(&key, &module(b"code", cut), None), "it has none of a kind that is verified");
            }
        }
        fails(&bench.check(&key, &body, None), "it has none of a kind that is verified");
    }
}
