//! Signatures of shipped artefacts, made by the tools that vendors use and held against a key.

mod pairs;
mod signed;

use banbury_evidence::{SignatureCheck, SignatureKind};
use pairs::elf::{ALLOC, CODE, elf, section};
use pairs::pe::{self, program};
use signed::{Bench, Key, flipped};

/// What an evaluator reads.
fn words(check: &SignatureCheck) -> String {
    format!("{}: {}", if check.holds { "holds" } else { "does not hold" }, check.detail)
}

#[track_caller]
fn holds(check: &SignatureCheck, kind: SignatureKind, algorithm: &str) {
    assert_eq!((check.kind, check.algorithm.as_str(), check.holds), (kind, algorithm, true), "{}", words(check));
}

#[track_caller]
fn fails(check: &SignatureCheck, why: &str) {
    assert!(!check.holds && check.detail.contains(why), "expected {why:?}: {}", words(check));
}

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

const NOT_OF_KEY: &str = "no signature of that key over this content";

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
                fails(&bench.check(&key, &module(b"code", cut), None), "it has none that is known");
            }
        }
        fails(&bench.check(&key, &body, None), "it has none that is known");
    }
}

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

const RSA: (&str, &[&str]) = ("RSA", &["rsa_keygen_bits:2048"]);

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
        fails(&check(&plain), "it has none that is known");

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

/// The source of a FIT image: what images and configurations hold beside their data.
fn fit_source(images: &str, configurations: &str) -> String {
    format!(
        "/dts-v1/; / {{ description = \"firmware\"; #address-cells = <1>; images {{ {images} }}; \
         configurations {{ default = \"conf-1\"; {configurations} }}; }};"
    )
}

fn image(name: &str, data: &str, inside: &str) -> String {
    format!(
        "{name} {{ description = \"{name}\"; data = \"{data}\"; type = \"kernel\"; arch = \"arm\"; os = \"linux\"; \
         compression = \"none\"; load = <0x8000>; entry = <0x8000>; {inside} }};"
    )
}

const HASH: &str = "hash-1 { algo = \"sha256\"; };";

fn configuration(name: &str, images: &str, inside: &str) -> String {
    format!("{name} {{ description = \"{name}\"; {images} {inside} }};")
}

fn signature_node(padding: &str) -> String {
    format!("signature-1 {{ algo = \"sha256,rsa2048\"; key-name-hint = \"vendor\"; {padding} }};")
}

impl Bench {
    /// As U-Boot's mkimage signs with the key `vendor`.
    fn fit(&self, source: &str, options: &[&str]) -> Vec<u8> {
        std::fs::write(self.at("image.its"), source).unwrap();
        let mut arguments = vec!["-f", "image.its", "-k", "."];
        arguments.extend(options);
        arguments.push("image.itb");
        self.run("mkimage", &arguments);
        std::fs::read(self.at("image.itb")).unwrap()
    }

    fn vendor(&self) -> Key {
        let key = self.key("vendor", RSA.0, RSA.1);
        self.certificate(&key);
        key
    }
}

fn place_of(file: &[u8], what: &[u8]) -> usize {
    file.windows(what.len()).position(|window| window == what).unwrap()
}

#[test]
#[ignore = "needs mkimage and dtc (Debian: u-boot-tools, device-tree-compiler)"]
fn signatures_of_configurations_cover_what_u_boot_acts_on() {
    let bench = Bench::new();
    let key = bench.vendor();
    for (padding, options, algorithm) in [
        ("", &[][..], "RSA 2048, PKCS #1 v1.5, SHA-256"),
        ("padding = \"pss\";", &[], "RSA 2048, PSS, SHA-256"),
        ("", &["-E"], "RSA 2048, PKCS #1 v1.5, SHA-256"),
    ] {
        let images = image("kernel-1", "the kernel", HASH) + &image("fdt-1", "the tree", HASH);
        let conf = configuration("conf-1", "kernel = \"kernel-1\"; fdt = \"fdt-1\";", &signature_node(padding));
        let signed = bench.fit(&fit_source(&images, &conf), options);
        holds(&bench.check(&key, &signed, None), SignatureKind::Fit, algorithm);
        let other = bench.key("other", RSA.0, RSA.1);
        fails(&bench.check(&other, &signed, None), NOT_OF_KEY);
        // Nothing but padding behind data, and which configuration is the default.
        let signature = place_of(&signed, b"signature-1");
        let default = place_of(&signed, b"conf-1\0");
        let is_default = |place: usize| (default - 12..default + 8).contains(&place);
        let is_padding = |place: usize| {
            let before = &signed[..place];
            let text = before.iter().rposition(|byte| *byte != 0).map_or(before, |last| &before[..=last]);
            signed[place] == 0 && (text.ends_with(b"the kernel") || text.ends_with(b"the tree"))
        };
        let of_data =
            ["data-offset", "data-size"].map(|name| signed.windows(name.len()).any(|it| it == name.as_bytes()));
        for place in 56..signature {
            let check = bench.check(&key, &flipped(&signed, place), None);
            let may_hold = is_default(place) || is_padding(place) || of_data == [true, true];
            assert!(!check.holds || may_hold, "{place:#x}: {}", words(&check));
        }
        let data = place_of(&signed, b"the kernel");
        fails(
            &bench.check(&key, &flipped(&signed, data), None),
            "/images/kernel-1/hash-1 is not the hash of its image",
        );
        let mut rehashed = flipped(&signed, data);
        let hash = sha256(b"the kernel\0");
        let at = place_of(&rehashed, &hash);
        rehashed[at..at + 32].copy_from_slice(&sha256(b"uhe kernel\0"));
        fails(&bench.check(&key, &rehashed, None), NOT_OF_KEY);
        let at = place_of(&signed, b"kernel-1");
        let mut renamed = signed.clone();
        renamed[at + 6] = b'@';
        fails(&bench.check(&key, &renamed, None), "has a name with an `@`");
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

#[test]
#[ignore = "needs mkimage and dtc (Debian: u-boot-tools, device-tree-compiler)"]
fn what_no_signature_of_a_fit_image_covers_is_told() {
    let bench = Bench::new();
    let key = bench.vendor();
    let (sign, uses) = (signature_node(""), "kernel = \"kernel-1\";");
    let kernel = image("kernel-1", "the kernel", HASH);
    let signed = configuration("conf-1", uses, &sign);
    let check = |images: &str, configurations: &str| {
        bench.check(&key, &bench.fit(&fit_source(images, configurations), &[]), None)
    };
    let found = check(&kernel, &signed);
    holds(&found, SignatureKind::Fit, "RSA 2048, PKCS #1 v1.5, SHA-256");
    assert!(found.detail.contains("no signature covers which configuration is the default"), "{}", found.detail);

    fails(&check(&kernel, &configuration("conf-1", uses, "")), "no configuration and no image of it is signed");
    let second = signed.clone() + &configuration("conf-2", uses, "");
    fails(&check(&kernel, &second), "no signature covers /configurations/conf-2");
    let extra = |inside: &str| kernel.clone() + &image("extra", "data", inside);
    fails(&check(&extra(HASH), &signed), "no signature covers /images/extra");
    assert!(check(&extra(&sign), &signed).holds);
    fails(&check(&image("kernel-1", "the kernel", "hash-1 { algo = \"crc32\"; };"), &signed), "no hash that counts");
    let weak = check(&image("kernel-1", "the kernel", "hash-1 { algo = \"sha1\"; };"), &signed);
    assert!(weak.holds && weak.detail.contains("SHA-1, which is broken"), "{}", words(&weak));

    let images = image("kernel-1", "the kernel", &sign);
    let alone = check(&images, &configuration("conf-1", uses, ""));
    holds(&alone, SignatureKind::Fit, "RSA 2048, PKCS #1 v1.5, SHA-256");
    assert!(alone.detail.contains("no configuration is signed"), "{}", alone.detail);
    let file = bench.fit(&fit_source(&images, &configuration("conf-1", uses, "")), &[]);
    let data = place_of(&file, b"the kernel");
    fails(&bench.check(&key, &flipped(&file, data), None), "/images/kernel-1/signature-1: it is no signature");
}

#[test]
#[ignore = "needs mkimage and dtc (Debian: u-boot-tools, device-tree-compiler)"]
fn a_signature_of_another_fit_image_does_not_hold() {
    let bench = Bench::new();
    let key = bench.vendor();
    let make = |data: &str| {
        let conf = configuration("conf-1", "kernel = \"kernel-1\";", &signature_node(""));
        bench.fit(&fit_source(&image("kernel-1", data, HASH), &conf), &[])
    };
    let (one, other) = (make("the kernel"), make("the kernal"));
    let at = place_of(&one, b"mkimage\0") + 8;
    assert!(bench.check(&key, &one, None).holds && bench.check(&key, &other, None).holds);
    fails(&bench.check(&key, &[&one[..at], &other[at..]].concat(), None), NOT_OF_KEY);
}
