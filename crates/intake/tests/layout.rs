//! Laying a drop out never leaves the target folder.

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use banbury_evidence::DropPath;
use banbury_intake::{IntakeError, Limits, Locator, lay_out};
use common::{TarMember, file, link, tar};

fn lay_out_tar(members: &[TarMember], leave_out: &dyn Fn(&DropPath) -> bool) -> (tempfile::TempDir, Vec<String>) {
    let place = tempfile::tempdir().unwrap();
    let archive = place.path().join("x.tar");
    fs::write(&archive, tar(members)).unwrap();
    fs::create_dir(place.path().join("outside")).unwrap();
    let target = place.path().join("target");
    fs::create_dir(&target).unwrap();
    let locator = Locator::recognise(archive.as_os_str()).unwrap();
    lay_out(&locator, &Limits::default(), &target, leave_out).unwrap();
    let names = listing(&target);
    assert_eq!(listing(&place.path().join("outside")), [""; 0]);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 3);
    (place, names)
}

fn listing(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name();
    walk.into_iter().map(|entry| entry.unwrap().path().strip_prefix(folder).unwrap().display().to_string()).collect()
}

#[test]
fn links_and_names_do_not_lead_out() {
    let (place, names) = lay_out_tar(
        &[
            link(b'2', "a", "../outside"),
            file("a/evil", "1"),
            link(b'2', "b", "../outside/made"),
            file("b", "2"),
            link(b'2', "c", "../outside"),
            link(b'2', "c/deeper", "x"),
            link(b'1', "c/hard", "b"),
            link(b'1', "stolen", "../x.tar"),
            link(b'1', "through", "c/../x.tar"),
            file("../evil", "3"),
            file("d/../../evil", "4"),
            file("/evil", "5"),
            link(b'5', "../outside/dir", ""),
            link(b'6', "pipe", ""),
            file("ok/file", "6"),
        ],
        &|_| false,
    );
    // Where files came to stand first, the links of their names are not made.
    assert_eq!(names, ["a", "a/evil", "b", "c", "c/deeper", "c/hard", "ok", "ok/file"]);
    for (name, is_folder) in [("a", true), ("b", false), ("c", true)] {
        let kind = fs::symlink_metadata(place.path().join("target").join(name)).unwrap().file_type();
        assert_eq!((kind.is_symlink(), kind.is_dir()), (false, is_folder), "{name}");
    }
}

#[test]
fn later_members_replace_earlier_ones_and_modes_are_tamed() {
    let (place, _) =
        lay_out_tar(&[file("p/a", "old and longer"), file("p/a", "new"), link(b'1', "p/l", "p/a")], &|_| false);
    let target = place.path().join("target");
    assert_eq!(fs::read(target.join("a")).unwrap(), b"new");
    assert_eq!(fs::read(target.join("l")).unwrap(), b"new");
    // The member says 4755.
    assert_eq!(fs::metadata(target.join("a")).unwrap().permissions().mode() & 0o7777, 0o755);
}

#[test]
fn what_is_left_out_is_left_out_with_all_that_is_in_it() {
    let (_, names) = lay_out_tar(&[file("p/bin/fw.img", "1"), file("p/src/a.c", "2"), file("q", "3")], &|path| {
        path.as_str() == "p/bin"
    });
    assert_eq!(names, ["p", "p/src", "p/src/a.c", "q"]);
}

#[test]
fn a_target_that_holds_something_is_refused() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("x"), "").unwrap();
    let locator = Locator::Folder(place.path().to_owned());
    let outcome = lay_out(&locator, &Limits::default(), place.path(), &|_| false);
    assert!(matches!(outcome, Err(IntakeError::TargetNotEmpty(_))));
}

#[test]
fn a_folder_comes_out_as_it_was() {
    let place = tempfile::tempdir().unwrap();
    let (from, to) = (place.path().join("from"), place.path().join("to"));
    fs::create_dir_all(from.join("dir")).unwrap();
    fs::create_dir(&to).unwrap();
    fs::write(from.join("dir/run.sh"), "x").unwrap();
    fs::set_permissions(from.join("dir/run.sh"), fs::Permissions::from_mode(0o6711)).unwrap();
    std::os::unix::fs::symlink("run.sh", from.join("dir/link")).unwrap();
    fs::set_permissions(from.join("dir"), fs::Permissions::from_mode(0o555)).unwrap();
    lay_out(&Locator::Folder(from), &Limits::default(), &to, &|_| false).unwrap();
    let mode = |name: &str| fs::metadata(to.join(name)).unwrap().permissions().mode() & 0o7777;
    assert_eq!((mode("dir"), mode("dir/run.sh")), (0o755, 0o711));
    assert_eq!(fs::read_link(to.join("dir/link")).unwrap(), Path::new("run.sh"));
}
