//! Which files a build had to do with.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use banbury_evidence::{BuildFiles, DropPath};
use walkdir::WalkDir;

use crate::sandbox::{Finished, Survey};

/// Paths of one list that are kept.
const MOST: usize = 20_000;

/// Longest line of a trace, in bytes.
const LINE: usize = 16 << 10;

/// Folders of the sandbox that are no input: they are empty when a build begins, or tell of itself alone.
const OWN: [&str; 3] = ["/proc/", "/dev/", "/tmp/"];

/// What the build read and wrote. `given` is the time that the source's files had at its beginning.
pub(crate) fn of(finished: &Finished, survey: &Survey, given: i64) -> BuildFiles {
    BuildFiles {
        unread: survey.unread(finished.source.as_fd(), given).map(capped),
        outside: None,
        written: written(finished, survey, given),
    }
}

fn written(finished: &Finished, survey: &Survey, given: i64) -> Vec<String> {
    let root = format!("/proc/self/fd/{}/", finished.source.as_raw_fd());
    let mut written = Vec::new();
    for found in WalkDir::new(&root).min_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let path = found.path().strip_prefix(&root).unwrap_or(found.path());
        let is_changed = !survey.has(path) || found.metadata().is_ok_and(|metadata| metadata.mtime() != given);
        if !found.file_type().is_dir() && is_changed {
            written.push(DropPath::from_bytes(path.as_os_str().as_bytes()).to_string());
        }
    }
    capped(written)
}

/// Files outside of `own` that a traced build opened or started, sorted. None if nothing was written down.
pub(crate) fn outside(trace: &File, own: &str) -> Option<Vec<String>> {
    let mut reader = BufReader::new(trace);
    let mut paths = BTreeSet::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        if std::io::Read::take(&mut reader, LINE as u64).read_until(b'\n', &mut line).ok()? == 0 {
            break;
        }
        let Some(path) = opened(&line) else { continue };
        let is_own = path.starts_with(own) || OWN.iter().any(|folder| path.starts_with(folder));
        if !is_own {
            paths.insert(path);
        }
    }
    (!paths.is_empty()).then(|| capped(paths.into_iter().collect()))
}

/// The path of a file that was opened: strace shows it behind the descriptor, `= 3</usr/include/stdio.h>`; or of a
/// program that was started: `execve("/usr/bin/gcc", ...) = 0`, or from a descriptor, `execveat(3</usr/bin/gcc>, "", ...)`.
fn opened(line: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(line);
    let path = match (text.split_once("execve(\""), text.split_once("execveat(")) {
        (Some((_, rest)), _) => rest.split('"').next()?,
        (_, Some((_, rest))) => {
            let (folder, name) = (rest.split_once('<')?.1.split_once('>')?.0, rest.split('"').nth(1)?);
            let folder = Path::new(folder);
            return Some(shown(&if name.is_empty() { folder.to_owned() } else { folder.join(name) }));
        }
        (None, None) => {
            let (call, result) = text.rsplit_once(" = ")?;
            if call.contains("O_DIRECTORY") {
                return None;
            }
            result.split_once('<')?.1.trim_end().strip_suffix('>')?
        }
    };
    let path = Path::new(path);
    path.is_absolute().then(|| shown(path))
}

fn shown(path: &Path) -> String {
    DropPath::from_bytes(path.as_os_str().as_bytes()).to_string()
}

fn capped(mut paths: Vec<String>) -> Vec<String> {
    paths.sort();
    if let Some(more @ 1..) = paths.len().checked_sub(MOST) {
        paths.truncate(MOST);
        paths.push(format!("and {more} more, which are not listed"));
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_from_a_trace() {
        let line = |text: &str| opened(text.as_bytes());
        assert_eq!(
            line(
                "12 openat(AT_FDCWD</build/source>, \"/usr/include/stdio.h\", O_RDONLY|O_NOCTTY) = 4</usr/include/stdio.h>\n"
            ),
            Some("/usr/include/stdio.h".to_owned())
        );
        assert_eq!(
            line("12 execve(\"/usr/bin/gcc\", [\"gcc\"], 0x7ffc /* 9 vars */) = 0\n"),
            Some("/usr/bin/gcc".to_owned())
        );
        assert_eq!(
            line("12 openat2(AT_FDCWD</x>, \"/etc/a\", {flags=O_RDONLY, resolve=0}, 24) = 3</etc/a>\n"),
            Some("/etc/a".to_owned())
        );
        for program in
            ["12 execveat(3</usr/bin>, \"gcc\", 0x1, 0x2, 0) = 0\n", "12 execveat(3</usr/bin/gcc>, \"\", 0x1"]
        {
            assert_eq!(line(program).as_deref(), Some("/usr/bin/gcc"));
        }
        assert_eq!(line("12 openat(AT_FDCWD</x>, \"/usr\", O_RDONLY|O_DIRECTORY) = 4</usr>\n"), None);
        assert_eq!(line("12 +++ exited with 0 +++\n"), None);
        assert_eq!(line("12 openat(AT_FDCWD</x>, \"y\", O_RDONLY) = 4<pipe:[7]>\n"), None);
    }
}
