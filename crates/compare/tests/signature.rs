//! Signatures behind a declared offset, made by OpenSSL and held against a key; and what is a key.

mod signed;

use banbury_evidence::SignatureKind;
use signed::{Bench, NOT_OF_KEY, fails, flipped, holds, words};

/// More than one block of any reader, and no multiple of one.
fn firmware() -> Vec<u8> {
    (0..300_001_u32).flat_map(|number| number.to_le_bytes()).collect()
}

const NO_SIGNATURE: &str = "bytes that stand there are no signature of that key";

#[test]
fn bare_signatures_behind_a_content_hold_under_their_key_only() {
    let bench = Bench::new();
    for (kind, options, algorithm) in [
        ("RSA", &["rsa_keygen_bits:2048"][..], "RSA 2048, PKCS #1 v1.5, SHA-256"),
        ("EC", &["ec_paramgen_curve:P-256"], "ECDSA P-256, SHA-256"),
        ("EC", &["ec_paramgen_curve:P-384"], "ECDSA P-384, SHA-256"),
        ("EC", &["ec_paramgen_curve:P-521"], "ECDSA P-521, SHA-256"),
        ("ED25519", &[], "Ed25519"),
    ] {
        let key = bench.key("vendor", kind, options);
        let other = bench.key("other", kind, options);
        let body = firmware();
        let signature = bench.sign(&key, &body, &[]);
        let at = body.len() as u64;
        let check = |bytes: &[u8], at: u64| bench.check(&key, bytes, Some(at));
        let signed = [body.clone(), signature.clone()].concat();
        holds(&check(&signed, at), SignatureKind::Declared, algorithm);
        holds(&bench.check_with(&bench.certificate(&key), &signed, Some(at)), SignatureKind::Declared, algorithm);

        fails(&bench.check(&other, &signed, Some(at)), NO_SIGNATURE);
        for place in [0, 70_000, body.len() - 1, body.len() + 9, signed.len() - 1] {
            fails(&check(&flipped(&signed, place), at), NO_SIGNATURE);
        }
        let of_another = bench.sign(&key, b"another file", &[]);
        fails(&check(&[body.clone(), of_another].concat(), at), NO_SIGNATURE);
        fails(&check(&signed[..signed.len() - 1], at), NO_SIGNATURE);
        fails(&check(&[signed.clone(), vec![0]].concat(), at), NO_SIGNATURE);
        fails(&check(&signed, at - 1), NO_SIGNATURE);
        fails(&check(&body, at), "the file ends before it is declared to begin");
        fails(&check(&signed, at + 10_000), "the file ends before it is declared to begin");
        fails(&check(&[body, vec![7; 300 << 10]].concat(), at), "more than a signature");
    }
}

#[test]
fn other_hashes_and_paddings_are_found_out() {
    let bench = Bench::new();
    let key = bench.key("vendor", "RSA", &["rsa_keygen_bits:3072"]);
    let body = firmware();
    for (options, algorithm) in [
        (&["-sha512"][..], "RSA 3072, PKCS #1 v1.5, SHA-512"),
        (&["-sigopt", "rsa_padding_mode:pss"], "RSA 3072, PSS, SHA-256"),
        (&["-sha384", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:20"], "RSA 3072, PSS, SHA-384"),
    ] {
        let signed = [body.clone(), bench.sign(&key, &body, options)].concat();
        holds(&bench.check(&key, &signed, Some(body.len() as u64)), SignatureKind::Declared, algorithm);
        fails(&bench.check(&key, &flipped(&signed, 5), Some(body.len() as u64)), NO_SIGNATURE);
    }
    let weak = [body.clone(), bench.sign(&key, &body, &["-sha1"])].concat();
    fails(&bench.check(&key, &weak, Some(body.len() as u64)), NO_SIGNATURE);
}

#[test]
fn signed_data_behind_a_content_hold_with_attributes_and_without() {
    let bench = Bench::new();
    for (kind, options, extra, algorithm) in [
        ("RSA", &["rsa_keygen_bits:2048"][..], &["-md", "sha256"][..], "RSA 2048, PKCS #1 v1.5, SHA-256"),
        (
            "RSA",
            &["rsa_keygen_bits:2048"],
            &["-md", "sha512", "-keyopt", "rsa_padding_mode:pss"],
            "RSA 2048, PSS, SHA-512",
        ),
        ("EC", &["ec_paramgen_curve:P-384"], &["-md", "sha384"], "ECDSA P-384, SHA-384"),
    ] {
        let key = bench.key("vendor", kind, options);
        let other = bench.key("other", kind, options);
        let body = firmware();
        let at = Some(body.len() as u64);
        for attributes in [&["-noattr"][..], &[]] {
            let signature = bench.cms(&[&key], &body, &[extra, attributes].concat());
            let signed = [body.clone(), signature.clone()].concat();
            let check = bench.check(&key, &signed, at);
            holds(&check, SignatureKind::Declared, algorithm);
            assert!(check.detail.contains("certificates that stand in it were not looked at"), "{}", check.detail);
            fails(&bench.check(&other, &signed, at), NOT_OF_KEY);
            let by_attributes = if attributes.is_empty() { "digest of another content" } else { NOT_OF_KEY };
            fails(&bench.check(&key, &flipped(&signed, 0), at), by_attributes);
            let of_another = bench.cms(&[&key], b"another file", &[extra, attributes].concat());
            fails(&bench.check(&key, &[body.clone(), of_another].concat(), at), by_attributes);
            let two = bench.cms(&[&key, &other], &body, &[extra, attributes].concat());
            fails(&bench.check(&key, &[body.clone(), two].concat(), at), "more than one signer");
            for end in [1, 20, 300] {
                let cut = &signed[..signed.len() - end];
                fails(&bench.check(&key, cut, at), NO_SIGNATURE);
            }
            fails(&bench.check(&key, &[signed.clone(), vec![0; 4]].concat(), at), "damaged");
        }
        let own = bench.cms(&[&key], &body, &[extra, &["-nodetach"]].concat());
        fails(&bench.check(&key, &[body.clone(), own].concat(), at), "more than a signature");
        let own = bench.cms(&[&key], b"short", &[extra, &["-nodetach"]].concat());
        fails(&bench.check(&key, &[b"short".to_vec(), own].concat(), Some(5)), "over a content of its own");
    }
}

#[test]
fn every_byte_of_signed_data_counts_but_those_that_nothing_covers() {
    let bench = Bench::new();
    let body = b"firmware".to_vec();
    for (kind, option) in [("RSA", "rsa_keygen_bits:2048"), ("EC", "ec_paramgen_curve:P-256")] {
        let key = bench.key("vendor", kind, &[option]);
        for attributes in [&["-md", "sha256", "-noattr"][..], &["-md", "sha256"]] {
            let signature = bench.cms(&[&key], &body, attributes);
            let signed = [body.clone(), signature.clone()].concat();
            for place in 0..signed.len() {
                let check = bench.check(&key, &flipped(&signed, place), Some(body.len() as u64));
                let may_hold = place.checked_sub(body.len()).is_some_and(|place| is_untrusted(&signature, place));
                assert!(!check.holds || may_hold, "byte {place}: {}", words(&check));
            }
        }
    }
}

/// What nothing covers: version, list of hash functions, certificates, and who the signer says to be. All of it stands before
/// the hash function of the signer.
fn is_untrusted(signature: &[u8], place: usize) -> bool {
    let hash = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];
    let last = signature.windows(hash.len()).rposition(|window| window == hash).unwrap();
    place < last || is_parameter(signature, place)
}

/// NULL behind an identifier says nothing.
fn is_parameter(signature: &[u8], place: usize) -> bool {
    (place.saturating_sub(1)..=place).any(|at| signature.get(at..at + 2) == Some(&[5, 0]))
}

#[test]
fn attributes_of_another_signature_are_no_content() {
    let bench = Bench::new();
    let key = bench.key("vendor", "RSA", &["rsa_keygen_bits:2048"]);
    let body = firmware();
    let signature = bench.cms(&[&key], &body, &["-md", "sha256", "-nocerts"]);
    let (attributes, signature) = signed::without_attributes(&signature);
    let swapped = [attributes.clone(), signature].concat();
    fails(&bench.check(&key, &swapped, Some(attributes.len() as u64)), "attributes of another signature");
}

#[test]
fn a_key_of_another_kind_is_told() {
    let bench = Bench::new();
    let rsa = bench.key("vendor", "RSA", &["rsa_keygen_bits:2048"]);
    let elliptic = bench.key("other", "EC", &["ec_paramgen_curve:P-256"]);
    let body = firmware();
    let signed = [body.clone(), bench.cms(&[&rsa], &body, &["-md", "sha256"])].concat();
    fails(&bench.check(&elliptic, &signed, Some(body.len() as u64)), "it is made by RSA, and the key is ECDSA P-256");
}

#[test]
fn what_is_no_public_key_is_refused() {
    let bench = Bench::new();
    let key = bench.key("vendor", "RSA", &["rsa_keygen_bits:2048"]);
    let cut = key.public.replacen("MIIB", "MIIC", 1);
    for (pem, why) in [
        (bench.private(&key).as_str(), "no `PUBLIC KEY` and no `CERTIFICATE`"),
        ("", "no `PUBLIC KEY`"),
        (&cut, "its key cannot be read"),
        (&bench.key("short", "RSA", &["rsa_keygen_bits:512"]).public, "its RSA key is not used"),
        (&bench.key("x", "X25519", &[]).public, "neither RSA, ECDSA"),
        (&bench.key("k", "EC", &["ec_paramgen_curve:secp256k1"]).public, "neither RSA, ECDSA"),
    ] {
        let error = banbury_compare::PublicKey::from_pem(pem.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    assert!(banbury_compare::PublicKey::from_pem(&[0xff; 10]).is_err());
}
