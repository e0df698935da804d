//! Signatures of FIT images, made by U-Boot's mkimage and held against a key.

mod signed;

use banbury_evidence::SignatureKind;
use signed::{Bench, Key, NOT_OF_KEY, RSA, fails, flipped, holds, words};

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
        // Where the data stand behind the tree, no signature covers their offset, and hashes cover what stands there.
        for place in (56..signature).filter(|_| options.is_empty()) {
            let check = bench.check(&key, &flipped(&signed, place), None);
            let may_hold = is_default(place) || is_padding(place);
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

#[test]
#[ignore = "needs mkimage and dtc (Debian: u-boot-tools, device-tree-compiler)"]
fn fit_images_are_signed_by_ecdsa_too() {
    let bench = Bench::new();
    let key = bench.key("vendor", "EC", &["ec_paramgen_curve:P-256"]);
    bench.run("openssl", &["ec", "-in", "vendor.key", "-out", "vendor.pem"]);
    let sign = signature_node("").replace("rsa2048", "ecdsa256");
    let conf = configuration("conf-1", "kernel = \"kernel-1\";", &sign);
    let signed = bench.fit(&fit_source(&image("kernel-1", "the kernel", HASH), &conf), &[]);
    holds(&bench.check(&key, &signed, None), SignatureKind::Fit, "ECDSA P-256, SHA-256");
    let changed = flipped(&signed, place_of(&signed, b"linux"));
    fails(&bench.check(&key, &changed, None), NOT_OF_KEY);
    fails(&bench.check(&bench.vendor(), &signed, None), "it is made by ECDSA, and the key is RSA 2048");
}
