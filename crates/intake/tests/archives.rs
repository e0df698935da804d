//! Archives that are honest, and archives that are not.

mod common;

use banbury_evidence::{AnomalyKind, ArchiveFormat, EntryKind};
use banbury_intake::Limits;
use common::*;
use zip::CompressionMethod;

fn sealed(name: &str, content: &[u8]) -> Sealed {
    Sealed::folder_with(name, content, &Limits::default())
}

#[test]
fn archives_are_entries_and_containers_at_every_depth() {
    let inner = zip(&[("deep/x.c", b"int x;")], CompressionMethod::Deflated);
    let outer = tar(&[
        link(b'5', "./src/", ""),
        file("./src/a.c", "int a;"),
        TarMember { name: b"lib.jar", kind: b'0', link: b"", content: &inner },
    ]);
    let drop = sealed("outer.tgz", &gzip(&outer));
    let expected =
        ["outer.tgz", "outer.tgz!/lib.jar", "outer.tgz!/lib.jar!/deep/x.c", "outer.tgz!/src", "outer.tgz!/src/a.c"];
    assert_eq!(drop.paths(), expected);
    assert_eq!(drop.file("outer.tgz").archive, Some(ArchiveFormat::TarGzip));
    assert_eq!(drop.file("outer.tgz!/lib.jar").archive, Some(ArchiveFormat::Zip));
    assert_eq!(drop.shown["outer.tgz!/lib.jar!/deep/x.c"], b"int x;");
    assert_eq!(drop.entry("outer.tgz!/src/a.c").mode, Some(0o4755));
    assert_eq!(drop.anomalies(), []);
    assert_eq!(drop.shown.len(), 4, "each file is shown once: {:?}", drop.shown.keys());
}

#[test]
fn every_compression_is_read_around_a_tar_and_around_a_file() {
    let plain = tar(&[file("a", "content")]);
    let packed: [(&str, Vec<u8>, Vec<u8>); 4] = [
        ("gz", gzip(&plain), gzip(b"content")),
        ("bz2", bzip2(&plain), bzip2(b"content")),
        ("xz", xz(&plain), xz(b"content")),
        ("zst", zstd::encode_all(&plain[..], 1).unwrap(), zstd::encode_all(&b"content"[..], 1).unwrap()),
    ];
    for (suffix, of_tar, of_file) in packed {
        let drop = sealed(&format!("x.tar.{suffix}"), &of_tar);
        assert_eq!(drop.shown[&format!("x.tar.{suffix}!/a")], b"content");
        let drop = sealed(&format!("x.c.{suffix}"), &of_file);
        assert_eq!(drop.shown[&format!("x.c.{suffix}!/x.c")], b"content");
        assert_eq!(drop.anomalies(), []);
        // What is cut off is told, with what could be read kept.
        let drop = sealed("cut", &of_tar[..of_tar.len() - 5]);
        assert!(drop.has(AnomalyKind::DamagedArchive, "cut"), "{suffix}: {:?}", drop.anomalies());
        // So is what follows.
        let drop = sealed("long", &[&of_tar[..], b"\0\0\0hidden"].concat());
        assert_eq!(drop.anomalies(), [(AnomalyKind::DamagedArchive, "long", "9 bytes follow the end of the archive")]);
        // Streams in a row are one content, as the compressors' own programs have it.
        let drop = sealed("twice", &[&of_file[..], &of_file[..]].concat());
        assert_eq!(drop.shown["twice!/content"], b"contentcontent");
    }
}

fn bzip2(content: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut packed = Vec::new();
    bzip2::read::BzEncoder::new(content, bzip2::Compression::best()).read_to_end(&mut packed).unwrap();
    packed
}

fn xz(content: &[u8]) -> Vec<u8> {
    liblzma::encode_all(content, 1).unwrap()
}

#[test]
fn a_bomb_is_given_up_and_told() {
    let zeros = gzip(&vec![0; 100 << 20]);
    let drop = sealed("bomb.gz", &gzip(&tar(&[TarMember { name: b"in.gz", kind: b'0', link: b"", content: &zeros }])));
    assert!(drop.has(AnomalyKind::ArchiveLimitReached, "bomb.gz!/in.gz"), "{:?}", drop.anomalies());
    assert!(matches!(drop.entry("bomb.gz!/in.gz!/in").kind, EntryKind::OverLimit { .. }));
}

#[test]
fn each_limit_is_told_and_counts_for_the_archives_around_it() {
    let limits = Limits { depth: 2, members: 4, inspect_bytes: 1 << 10, ..Limits::default() };
    let three = tar(&[file("1", ""), file("2", ""), file("3", "")]);
    let nested = tar(&[
        TarMember { name: b"a.tar", kind: b'0', link: b"", content: &three },
        TarMember { name: b"b.tar", kind: b'0', link: b"", content: &three },
    ]);
    let drop = Sealed::folder_with("n.tar", &nested, &limits);
    let found = drop.anomalies();
    assert!(found.contains(&(AnomalyKind::ArchiveLimitReached, "n.tar", "it holds more than 4 members")), "{found:?}");
    assert!(matches!(drop.entry("n.tar!/b.tar").kind, EntryKind::OverLimit { .. }));
    assert!(drop.paths().contains(&"n.tar!/a.tar!/3"));

    let deep = gzip(&gzip(&gzip(b"x")));
    let drop = Sealed::folder_with("deep", &deep, &limits);
    assert_eq!(drop.paths(), ["deep", "deep!/content", "deep!/content!/content"]);
    assert_eq!(drop.file("deep!/content!/content").archive, None);
    assert!(drop.has(AnomalyKind::ArchiveLimitReached, "deep!/content!/content"));
}

#[test]
fn large_members_are_hashed_in_pieces_and_opened_as_streams() {
    let limits = Limits { inspect_bytes: 2000, ..Limits::default() };
    let long = "x".repeat(5000);
    let inner = tar(&[file("small", "s"), file("long", &long), link(b'1', "other", "small")]);
    let outer = tar(&[TarMember { name: b"in.tar", kind: b'0', link: b"", content: &inner }]);
    let drop = Sealed::folder_with("o.tar.gz", &gzip(&outer), &limits);
    assert_eq!(drop.file("o.tar.gz!/in.tar").sha256, banbury_evidence::Digest::of(&inner));
    assert!(drop.file("o.tar.gz!/in.tar").withheld.is_some());
    let found = drop.file("o.tar.gz!/in.tar!/long");
    assert_eq!((found.size, found.sha256), (5000, banbury_evidence::Digest::of(long.as_bytes())));
    assert!(found.withheld.is_some());
    assert_eq!(drop.shown.keys().collect::<Vec<_>>(), ["o.tar.gz", "o.tar.gz!/in.tar!/small"]);
    // A stream cannot be read once more for its hard links: that is said.
    assert!(matches!(drop.entry("o.tar.gz!/in.tar!/other").kind, EntryKind::Unreadable { .. }));

    let drop = Sealed::folder_with("long.gz", &gzip(long.as_bytes()), &limits);
    assert_eq!(drop.file("long.gz!/long").sha256, banbury_evidence::Digest::of(long.as_bytes()));
}

#[test]
fn names_that_lead_out_are_kept_as_written_and_told() {
    let drop = sealed(
        "x.tar",
        &tar(&[
            file("../../evil", "1"),
            file("/etc/passwd", "2"),
            link(b'2', "out", "../secret"),
            link(b'2', "dir/in", "../fine"),
            link(b'6', "pipe", ""),
            TarMember { name: b"caf\xe9", kind: b'0', link: b"", content: b"3" },
        ]),
    );
    for (kind, path) in [
        (AnomalyKind::TraversalMemberName, "x.tar!/../../evil"),
        (AnomalyKind::AbsoluteMemberName, "x.tar!//etc/passwd"),
        (AnomalyKind::LinkPointsOut, "x.tar!/out"),
        (AnomalyKind::SpecialFile, "x.tar!/pipe"),
        (AnomalyKind::NameNotUtf8, "x.tar!/caf\\xe9"),
    ] {
        assert!(drop.has(kind, path), "{path}: {:?}", drop.anomalies());
    }
    assert_eq!(drop.anomalies().len(), 5);
}

#[test]
fn of_two_members_of_one_name_the_later_counts() {
    let members = [file("p/a", "first"), file("p/./a", "second")];
    let drop = Sealed::archive("x.tar", &tar(&members), &Limits::default());
    assert!(drop.has(AnomalyKind::DuplicateMember, "a"), "{:?}", drop.anomalies());
    let facts: Vec<_> = drop
        .manifest
        .entries
        .iter()
        .map(|entry| match &entry.kind {
            EntryKind::File(facts) => (entry.path.as_str(), facts.size, facts.shadowed),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(facts, [("a", 5, true), ("a", 6, false)]);
    assert_eq!(drop.manifest.inventory().iter().filter(|byte| **byte == b'\n').count(), 1);
}

#[test]
fn the_zip_directory_is_read_whole() {
    let mut bytes = zip(&[("a", b"first"), ("b", b"second")], CompressionMethod::Stored);
    // Both headers of `b` are renamed, so that two members are called `a`.
    for at in 0..bytes.len() - 46 {
        if bytes[at..].starts_with(b"PK\x01\x02") && bytes[at + 46] == b'b' {
            bytes[at + 46] = b'a';
        }
    }
    let drop = sealed("x.zip", &bytes);
    let sizes: Vec<_> = drop.manifest.entries.iter().filter(|entry| entry.path.as_str() == "x.zip!/a").collect();
    assert_eq!(sizes.len(), 2);
    assert!(drop.has(AnomalyKind::DuplicateMember, "x.zip!/a"));
    bytes.extend_from_slice(b"more");
    let drop = sealed("x.zip", &bytes);
    assert!(drop.anomalies().contains(&(
        AnomalyKind::DamagedArchive,
        "x.zip",
        "4 bytes follow the end of the archive"
    )));
}

#[test]
fn zip_members_that_cannot_be_unpacked_say_why() {
    for method in [CompressionMethod::Bzip2, CompressionMethod::Zstd, CompressionMethod::Xz] {
        let drop = sealed("x.whl", &zip(&[("a", b"content")], method));
        assert_eq!(drop.shown["x.whl!/a"], b"content", "{method}");
        assert_eq!(drop.entry("x.whl!/a").mode, Some(0o640));
    }
    let with = |offset: usize, value: u8| {
        let mut bytes = zip(&[("a", b"content"), ("b", b"other")], CompressionMethod::Stored);
        let directory = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        bytes[directory + offset] = value;
        let drop = sealed("x.zip", &bytes);
        // The other member is read all the same.
        assert_eq!(drop.shown["x.zip!/b"], b"other");
        match &drop.entry("x.zip!/a").kind {
            EntryKind::Unreadable { error } => error.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert!(with(8, 1).contains("encrypted"));
    assert!(with(10, 9).contains("method 9"));
    assert!(with(16, 0xee).contains("checksum"));
    assert!(with(24, 200).contains("size"));
    assert!(with(42, 3).contains("not where"));
}

#[test]
fn sizes_that_lie_are_damage() {
    let mut huge = tar_header(&file("a", ""), 8 << 30).to_vec();
    huge.extend_from_slice(b"short");
    let drop = sealed("x.tar", &huge);
    assert!(drop.has(AnomalyKind::DamagedArchive, "x.tar"));
    for kind in [b'V', b'0', b'L', b'S', b'g'] {
        let member = TarMember { name: b"a", kind, link: b"", content: b"" };
        let drop = sealed("x.tar", &tar_header(&member, u64::MAX));
        assert!(drop.has(AnomalyKind::DamagedArchive, "x.tar"));
    }
    for size in ["999999999", "-1", "", "1e3"] {
        let drop = sealed("x.a", &ar(&[("good/", "1", b"g"), ("bad/", size, b"xx")]));
        assert_eq!(drop.shown["x.a!/good"], b"g");
        assert!(drop.has(AnomalyKind::DamagedArchive, "x.a"), "{size}");
    }
    let drop = sealed("x.cpio", &cpio(&[("a", 0o100644, 1, 1, b"abc")])[..200]);
    assert!(drop.has(AnomalyKind::DamagedArchive, "x.cpio"));
}

#[test]
fn ar_knows_the_long_names_of_gnu_and_bsd() {
    let names = b"a_name_that_is_too_long.o/\n";
    let drop = sealed(
        "lib.a",
        &ar(&[
            ("/", "2", b"ix"),
            ("//", "27", names),
            ("/0", "3", b"abc"),
            ("#1/4", "6", b"bsd\0xy"),
            ("s.o/", "1", b"s"),
        ]),
    );
    assert_eq!(drop.paths(), ["lib.a", "lib.a!/a_name_that_is_too_long.o", "lib.a!/bsd", "lib.a!/s.o"]);
    assert_eq!(drop.shown["lib.a!/bsd"], b"xy");
    assert_eq!(drop.anomalies(), []);
}

#[test]
fn cpio_names_of_one_inode_share_their_content() {
    let drop = sealed(
        "initrd",
        &cpio(&[
            ("dir", 0o040755, 1, 2, b""),
            ("z", 0o100644, 2, 2, b""),
            ("m", 0o100644, 2, 2, b"shared"),
            ("link", 0o120777, 3, 1, b"/etc"),
            ("null", 0o020666, 4, 1, b""),
        ]),
    );
    assert_eq!(drop.shown["initrd!/z"], b"shared");
    assert_eq!(drop.file("initrd!/z").hard_link_of.as_ref().map(|path| path.as_str()), Some("initrd!/m"));
    assert!(matches!(drop.entry("initrd!/null").kind, EntryKind::CharDevice { .. }));
    assert!(drop.has(AnomalyKind::LinkPointsOut, "initrd!/link"));
}

#[test]
fn hard_links_of_a_tar_are_shown_under_each_name() {
    let drop = Sealed::archive(
        "x.tar",
        &tar(&[
            file("p/m", "shared"),
            link(b'1', "p/a", "p/m"),
            link(b'1', "p/z", "p/a"),
            link(b'1', "p/lost", "p/none"),
            link(b'1', "p/ring", "p/ring"),
        ]),
        &Limits::default(),
    );
    for name in ["a", "m", "z"] {
        assert_eq!(drop.shown[name], b"shared");
    }
    let first = |name| drop.file(name).hard_link_of.as_ref().map(|path| path.to_string());
    assert_eq!((first("a"), first("m"), first("z")), (None, Some("a".to_owned()), Some("a".to_owned())));
    assert!(matches!(drop.entry("lost").kind, EntryKind::Unreadable { .. }));
    assert!(matches!(drop.entry("ring").kind, EntryKind::Unreadable { .. }));
}

#[test]
fn long_names_and_sparse_files_of_tar_are_understood() {
    let long = "n".repeat(300);
    let pax = format!("{} path=pax/{}\n", 10 + 4 + 200, "p".repeat(200));
    assert_eq!(pax.len(), 214);
    let sparse =
        "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n25 GNU.sparse.name=holes\n28 GNU.sparse.realsize=1000\n";
    let mut map = b"1\n500\n4\n".to_vec();
    map.resize(512, 0);
    map.extend_from_slice(b"data");
    let drop = sealed(
        "x.tar",
        &tar(&[
            TarMember { name: b"././@LongLink", kind: b'L', link: b"", content: long.as_bytes() },
            file("cut", "1"),
            TarMember { name: b"pax", kind: b'x', link: b"", content: pax.as_bytes() },
            file("cut", "2"),
            TarMember { name: b"pax", kind: b'x', link: b"", content: sparse.as_bytes() },
            TarMember { name: b"GNUSparseFile.0/holes", kind: b'0', link: b"", content: &map },
        ]),
    );
    assert_eq!(drop.anomalies(), []);
    assert_eq!(drop.shown[&format!("x.tar!/{long}")], b"1");
    assert_eq!(drop.shown[&format!("x.tar!/pax/{}", "p".repeat(200))], b"2");
    let mut expected = vec![0; 1000];
    expected[500..504].copy_from_slice(b"data");
    assert_eq!(drop.shown["x.tar!/holes"], expected);
}

#[test]
fn a_sparse_bomb_is_given_up() {
    let member = TarMember { name: b"huge", kind: b'S', link: b"", content: b"" };
    let mut header = tar::Header::from_byte_slice(&tar_header(&member, 0)).clone();
    let gnu = header.as_gnu_mut().unwrap();
    gnu.realsize.copy_from_slice(b"77777777777\0");
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.resize(2048, 0);
    let drop = sealed("x.tar", &bytes);
    assert!(drop.has(AnomalyKind::ArchiveLimitReached, "x.tar"));
    assert!(matches!(drop.entry("x.tar!/huge").kind, EntryKind::OverLimit { .. }));
}

#[test]
fn the_one_top_folder_of_the_drop_is_its_root() {
    let limits = Limits::default();
    let root = |members: &[TarMember]| match Sealed::archive("x.tar", &tar(members), &limits).manifest.source {
        banbury_evidence::DropSource::Archive(container) => container.root,
        other => panic!("{other:?}"),
    };
    assert_eq!(root(&[link(b'5', "./p/", ""), file("p/a", "")]), "p");
    assert_eq!(root(&[file("p/a", ""), file("q/a", "")]), "");
    assert_eq!(root(&[file("p/a", ""), file("b", "")]), "");
    assert_eq!(root(&[file("../a", "")]), "");
    assert_eq!(root(&[file("/p/a", "")]), "");
    assert_eq!(root(&[link(b'5', "p", "")]), "");
    let inner = tar(&[file("p/x", "")]);
    let nested = [TarMember { name: b"p/in.tar", kind: b'0', link: b"", content: &inner }];
    assert_eq!(Sealed::archive("x.tar", &tar(&nested), &limits).paths(), ["in.tar", "in.tar!/p/x"]);
}

#[test]
fn threads_do_not_show_in_the_manifest() {
    let names: Vec<String> = (0..500).map(|number| format!("p/{number}.c")).collect();
    let members: Vec<TarMember> = names.iter().map(|name| file(name, name)).collect();
    let bytes = gzip(&tar(&members));
    let with_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let drop = pool.install(|| Sealed::archive("x.tgz", &bytes, &Limits::default()));
        format!("{:?}", drop.manifest)
    };
    let alone = with_threads(1);
    assert_eq!(alone, with_threads(7));
}
