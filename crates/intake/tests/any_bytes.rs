//! Whatever an archive holds, intake neither panics nor runs away with it.

mod common;

use banbury_intake::Limits;
use common::*;
use proptest::prelude::*;

fn limits() -> Limits {
    Limits { expansion_bytes: 1 << 20, total_bytes: 1 << 20, members: 1000, ..Limits::default() }
}

fn samples() -> Vec<Vec<u8>> {
    let plain = tar(&[
        file("p/a", "content"),
        link(b'1', "p/b", "p/a"),
        link(b'2', "p/c", "a"),
        TarMember { name: b"p/x", kind: b'x', link: b"", content: b"22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n" },
        TarMember { name: b"p/s", kind: b'S', link: b"", content: b"" },
    ]);
    let zipped = zip(&[("a", b"aaaaaaaaaaaaaaaaaaaaaaaaaa"), ("b/c", b"")], zip::CompressionMethod::Deflated);
    vec![
        gzip(&plain),
        zstd::encode_all(&plain[..], 1).unwrap(),
        liblzma::encode_all(&plain[..], 1).unwrap(),
        plain,
        zipped,
        ar(&[("//", "4", b"abc\n"), ("/0", "3", b"abc"), ("#1/4", "6", b"bsd\0xy")]),
        cpio(&[("d", 0o040755, 1, 2, b""), ("z", 0o100644, 2, 2, b""), ("m", 0o100644, 2, 2, b"shared")]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_archives_are_survived(
        which in 0..7_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = samples().swap_remove(which);
        for (at, value) in edits {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        // The sum of a tar's headers is made good again, so that what is behind it gets read.
        if which == 3 {
            for block in bytes.chunks_exact_mut(512) {
                let header: &mut [u8; 512] = block.try_into().unwrap();
                let mut fixed = tar::Header::from_byte_slice(header).clone();
                if header[0] != 0 {
                    fixed.set_cksum();
                    *header = *fixed.as_bytes();
                }
            }
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let drop = Sealed::folder_with("x", &bytes, &limits());
        prop_assert!(drop.paths().contains(&"x"));
    }

    #[test]
    fn any_bytes_behind_any_magic_are_survived(
        magic in prop::sample::select(vec![
            &b"\x1f\x8b\x08\0"[..], b"BZh91AY&SY", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"!<arch>\n",
            b"070701", b"070707", b"",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..700),
        tail in prop::sample::select(vec![&b""[..], b"PK\x05\x06\0\0\0\0\0\0\x01\0\x10\0\0\0\x02\0\0\0\0\0"]),
    ) {
        let bytes = [magic, &rest, tail].concat();
        let drop = Sealed::folder_with("x", &bytes, &limits());
        prop_assert_eq!(drop.file("x").size, bytes.len() as u64);
    }
}
