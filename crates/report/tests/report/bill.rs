//! The bill of files.

use banbury_evidence::{ArchiveFormat, Digest, DropPath, Entry, EntryKind, FileFacts, GitBlobId, Inspection};
use serde_json::Value;

use crate::{demo, render};

fn file(path: DropPath, archive: Option<ArchiveFormat>) -> Entry {
    let facts = FileFacts {
        size: 12,
        sha256: Digest::of(path.as_str().as_bytes()),
        git_blob: GitBlobId([7; 20]),
        language: None,
        archive,
        hard_link_of: None,
        withheld: None,
        shadowed: false,
    };
    Entry { path, mode: Some(0o644), kind: EntryKind::File(facts) }
}

fn with(entries: Vec<Entry>) -> Inspection {
    let mut inspection = demo::honest();
    inspection.manifest.entries = entries;
    inspection
}

fn bill(inspection: &Inspection) -> Value {
    serde_json::from_slice(&render(inspection).unwrap()["bom.cdx.json"]).unwrap()
}

fn names(components: &Value) -> Vec<&str> {
    components.as_array().unwrap().iter().map(|component| component["name"].as_str().unwrap()).collect()
}

#[test]
fn members_stand_in_their_archive_at_every_depth() {
    let path = |name: &str| DropPath::from_bytes(name.as_bytes());
    let outer = path("a.tar");
    let inner = outer.member(&path("b.tar"));
    // A blank sorts before the `!` of a member, so that these are not side by side.
    let bill = bill(&with(vec![
        file(outer.clone(), Some(ArchiveFormat::Tar)),
        file(path("a.tar b"), None),
        file(inner.clone(), Some(ArchiveFormat::Tar)),
        file(inner.member(&path("c.c")), None),
        file(outer.member(&path("d.c")), None),
        Entry { path: path("run"), mode: None, kind: EntryKind::Symlink { target: path("../run") } },
    ]));
    assert_eq!(names(&bill["components"]), ["a.tar", "a.tar b", "run"]);
    let inside = &bill["components"][0]["components"];
    assert_eq!(names(inside), ["a.tar!/b.tar", "a.tar!/d.c"]);
    assert_eq!(names(&inside[0]["components"]), ["a.tar!/b.tar!/c.c"]);
    let digest = Digest::of(b"a.tar!/d.c").to_string();
    assert_eq!(inside[1]["hashes"], serde_json::json!([{ "alg": "SHA-256", "content": digest }]));
    let link = &bill["components"][2];
    assert!(link.get("hashes").is_none());
    let target = serde_json::json!({ "name": "banbury:target", "value": "../run" });
    assert!(link["properties"].as_array().unwrap().contains(&target), "{link}");
}

#[test]
fn two_entries_of_one_name_are_two_components() {
    let twice = || file(DropPath::from_bytes(b"a.c"), None);
    let bill = bill(&with(vec![twice(), twice()]));
    let references: Vec<&Value> = bill["components"].as_array().unwrap().iter().map(|it| &it["bom-ref"]).collect();
    assert_eq!(references, ["entry-1", "entry-2"]);
}

#[test]
fn its_serial_number_is_the_drops_and_no_moment_is_told() {
    let one = |name: &[u8]| bill(&with(vec![file(DropPath::from_bytes(name), None)]));
    let serial = |bill: &Value| bill["serialNumber"].as_str().unwrap().to_owned();
    assert_eq!(serial(&one(b"a.c")), serial(&one(b"a.c")));
    assert_ne!(serial(&one(b"a.c")), serial(&one(b"b.c")));
    let parts: Vec<String> = serial(&one(b"a.c")).split('-').map(str::to_owned).collect();
    assert!(parts[0].starts_with("urn:uuid:") && parts[2].starts_with('8'), "{parts:?}");
    assert!(parts[3].starts_with(['8', '9', 'a', 'b']), "{parts:?}");
    assert!(one(b"a.c")["metadata"].get("timestamp").is_none());
}

#[test]
fn it_grows_with_the_number_of_files_and_no_faster() {
    let size = |count: usize| {
        let entries = (0..count).map(|at| file(DropPath::from_bytes(format!("src/{at:06}.c").as_bytes()), None));
        render(&with(entries.collect())).unwrap()["bom.cdx.json"].len()
    };
    let (hundred, thousand) = (size(100), size(1000));
    let each = (thousand - hundred) / 900;
    assert!((300..1000).contains(&each), "{each} bytes for each file");
    assert!(hundred.abs_diff(thousand - 900 * each) < 2000);
}
