//! cpio archives of all their formats, made by hand.

mod pairs;

use banbury_evidence::Verdict;
use pairs::{lines, pair, tells_of_damage};

#[derive(Clone)]
struct Entry {
    name: &'static str,
    mode: u32,
    owner: u32,
    time: u32,
    inode: u32,
    links: u32,
    device: u32,
    content: &'static [u8],
}

fn entry(name: &'static str, mode: u32, content: &'static [u8]) -> Entry {
    Entry { name, mode, owner: 0, time: 1000, inode: 7, links: 1, device: 0, content }
}

/// `magic` is the format's; the numbers of the new ones are in upper case, as GNU cpio has them.
fn cpio(magic: &str, entries: &[Entry]) -> Vec<u8> {
    let mut file = Vec::new();
    for Entry { name, mode, owner, time, inode, links, device, content } in
        entries.iter().chain([&entry("TRAILER!!!", 0, b"")])
    {
        let (length, size) = (name.len() + 1, content.len());
        let has_sum = magic == "070702" && mode >> 12 == 8;
        let sum: u32 = if has_sum { content.iter().map(|byte| u32::from(*byte)).sum() } else { 0 };
        let header = match magic {
            "070707" => format!(
                "{magic}{:06o}{inode:06o}{mode:06o}{owner:06o}{:06o}{links:06o}{device:06o}{time:011o}{length:06o}{size:011o}",
                1, 0
            ),
            _ => format!(
                "{magic}{inode:08X}{mode:08X}{owner:08X}{:08X}{links:08X}{time:08X}{size:08X}{:08X}{:08X}{:08X}{device:08X}{length:08X}{sum:08X}",
                0, 8, 1, 0
            ),
        };
        let unit = if magic == "070707" { 1 } else { 4 };
        file.extend(header.bytes().chain(name.bytes()).chain([0]));
        file.resize(file.len().next_multiple_of(unit), 0);
        file.extend(*content);
        file.resize(file.len().next_multiple_of(unit), 0);
    }
    file
}

fn sample() -> Vec<Entry> {
    let twin = |name, content| Entry { links: 2, inode: 9, ..entry(name, 0o100_644, content) };
    vec![
        entry("etc", 0o040_755, b""),
        entry("etc/rc", 0o100_644, b"start\n"),
        entry("etc/link", 0o120_777, b"rc"),
        Entry { device: 3, ..entry("null", 0o020_666, b"") },
        twin("one", b""),
        twin("two", b"twin\n"),
    ]
}

const FORMATS: [&str; 3] = ["070701", "070702", "070707"];

#[test]
fn archives_are_compared_by_member() {
    for magic in FORMATS {
        let plain = cpio(magic, &sample());
        let changed = |change: fn(&mut Vec<Entry>)| {
            let mut entries = sample();
            change(&mut entries);
            lines(&pair(&plain, &cpio(magic, &entries)))
        };
        assert_eq!(changed(|_| {}), [""; 0]);
        assert_eq!(
            changed(|entries| {
                entries[0].owner = 5;
                entries[1].mode = 0o104_755;
                entries[1].content = b"stop!\n";
                entries[1].time = 2000;
                entries[2].content = b"no";
                entries[3].device = 5;
            }),
            [
                "member etc: owner: 0 shipped, 5 rebuilt",
                "member etc/link: link target: rc shipped, no rebuilt",
                "member etc/rc: mode: 0644 shipped, 4755 rebuilt",
                "member etc/rc: time: 1000 shipped, 2000 rebuilt",
                "member etc/rc > line 1: 1 line shipped, 1 line rebuilt",
                "member null: device: 0:3 shipped, 0:5 rebuilt",
            ]
        );
        let found = changed(|entries| entries[5].inode = 10);
        assert!(found[0].starts_with("file: inode numbers: "), "{found:?}");
        assert_eq!(found[1..], ["member two: hard link to: one shipped, not stated rebuilt"]);
        assert_eq!(changed(|entries| entries.swap(1, 2)), ["file: the members that both have stand in another order"]);
        assert_eq!(changed(|entries| entries[1].links = 2), ["member etc/rc: links: 1 shipped, 2 rebuilt"]);
    }
}

#[test]
fn what_hides_in_an_archive_is_told() {
    let plain = cpio("070701", &sample());
    let outside = |changed: &[u8]| {
        let found = pair(&plain, changed);
        assert_eq!(found.differs.len(), 1, "{found:?}");
        assert_eq!(found.differs[0].place, "outside of members");
    };
    let at = plain.windows(7).position(|window| window == b"start\n\0").unwrap();
    for hidden in [at + 6, at + 7, plain.len() - 1, plain.len() - 60] {
        let mut changed = plain.clone();
        changed[hidden] = b'7';
        outside(&changed);
    }
    let mut long_tail = plain.clone();
    long_tail.resize(plain.len() + 2000, 0);
    outside(&long_tail);
    let mut filled = plain.clone();
    filled.resize(plain.len().next_multiple_of(512), 0);
    assert_eq!(pair(&plain, &filled).verdict, Verdict::DiffersUnexplained);

    let lower = String::from_utf8(plain.clone()).unwrap().replacen("000003E8", "000003e8", 1);
    assert!(
        lines(&pair(&plain, lower.as_bytes()))[0].starts_with("file: spelling of numbers: upper case shipped, of both")
    );
    let sum = cpio("070702", &sample());
    let name_at = sum.windows(7).position(|window| window == b"etc/rc\0").unwrap();
    let mut wrong = sum.clone();
    wrong[name_at - 8] = b'1';
    assert_eq!(
        lines(&pair(&sum, &wrong)),
        ["member etc/rc: checksum: not stated shipped, 0x10000238, which is wrong rebuilt"]
    );
}

#[test]
fn archives_behind_each_other_are_opened_too() {
    let early = cpio("070701", &[entry("microcode", 0o100_644, b"code")]);
    let joined = |content: &'static [u8]| {
        let mut file = early.clone();
        file.resize(file.len().next_multiple_of(512), 0);
        file.extend(cpio("070701", &[entry("init", 0o100_755, content)]));
        file
    };
    assert_eq!(
        lines(&pair(&joined(b"run\n"), &joined(b"ran\n"))),
        ["member (behind the trailer) > member init > line 1: 1 line shipped, 1 line rebuilt"]
    );
}

#[test]
fn damaged_archives_are_never_identical() {
    for magic in FORMATS {
        let plain = cpio(magic, &sample());
        tells_of_damage(&plain, 0..plain.len(), 0..plain.len());
    }
}
