//! A cache changes the time that an inspection takes, and nothing else.

mod common;

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{Ended, banbury, contents, copy_tree, sample, write};

/// A rule that is quick to compile.
const RULE: &str =
    "rules:\n  - id: own-rule\n    languages: [c]\n    severity: ERROR\n    message: m\n    pattern: system(...)\n";

/// A drop of its own, with rules and a cache beside it.
struct Bench {
    temporary: tempfile::TempDir,
    runs: usize,
}

impl Bench {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        copy_tree(&sample().join("release-2"), &temporary.path().join("drop"));
        write(&temporary.path().join("rules"), "own.yaml", RULE);
        Self { temporary, runs: 0 }
    }

    fn drop(&self) -> PathBuf {
        self.temporary.path().join("drop")
    }

    fn cache(&self) -> PathBuf {
        self.temporary.path().join("cache")
    }

    /// The files of the cache.
    fn packs(&self) -> BTreeMap<String, Vec<u8>> {
        contents(&self.cache())
    }

    /// The cache's only file.
    fn pack(&self) -> PathBuf {
        let packs = self.packs();
        assert_eq!(packs.len(), 1, "{:?}", packs.keys());
        self.cache().join(packs.keys().next().unwrap())
    }

    fn command(&self, out: &Path) -> Command {
        let mut command = banbury();
        command.args(["inspect", "--no-pdf"]).arg(self.drop()).arg("-o").arg(out);
        command.arg("--rules").arg(self.temporary.path().join("rules"));
        command
    }

    /// Inspects the drop; what comes of it, and what was said on standard error.
    fn inspect(&mut self, further: &[&str]) -> (BTreeMap<String, Vec<u8>>, String) {
        self.runs += 1;
        let out = self.temporary.path().join(format!("out-{}", self.runs));
        let ended = Ended::of(self.command(&out).args(further)).with(0);
        (contents(&out), ended.stderr)
    }

    fn without_cache(&mut self) -> BTreeMap<String, Vec<u8>> {
        self.inspect(&[]).0
    }

    fn with_cache(&mut self) -> (BTreeMap<String, Vec<u8>>, String) {
        let cache = self.cache();
        self.inspect(&["--cache", cache.to_str().unwrap()])
    }
}

#[test]
fn an_inspection_with_a_cache_gives_the_same_bytes() {
    let mut bench = Bench::new();
    let plain = bench.without_cache();
    let (first, said) = bench.with_cache();
    assert_eq!((first == plain, said.as_str()), (true, ""));
    let packs = bench.packs();
    let (second, said) = bench.with_cache();
    assert_eq!((second == plain, said.as_str()), (true, ""));
    assert!(bench.packs() == packs, "nothing new was learnt");
    write(&bench.drop(), "new.c", "int f(char *s) { return system(s); }\n");
    let changed = bench.without_cache();
    assert!(changed != plain);
    let (third, said) = bench.with_cache();
    assert_eq!((third == changed, said.as_str()), (true, ""));
    assert!(bench.packs().len() > packs.len(), "the new file was learnt");
}

#[test]
fn a_changed_macro_touches_the_files_that_use_it() {
    let mut bench = Bench::new();
    write(&bench.drop(), "uses.c", "int hot(char *s)\n{\n    RADIO_HOT\n    return system(s);\n}\n");
    write(&bench.drop(), "is_free.c", "int cold(char *s)\n{\n    return system(s);\n}\n");
    let functions = |bundle: &BTreeMap<String, Vec<u8>>| String::from_utf8(bundle["functions.csv"].clone()).unwrap();
    let mut seen = Vec::new();
    for header in ["#define RADIO_HOT\n", "#define RADIO_HOT if (0)\n", "int nothing;\n", "#define RADIO_HOT\n"] {
        write(&bench.drop(), "hot.h", header);
        let plain = bench.without_cache();
        let (cached, said) = bench.with_cache();
        assert_eq!((cached == plain, said.as_str()), (true, ""), "{header}");
        seen.push(functions(&plain).lines().find(|line| line.starts_with("uses.c")).map(str::to_owned));
    }
    assert_ne!(seen[0], seen[1], "the macro must matter for this test to tell anything");
    assert_eq!(seen[0], seen[3]);
}

#[test]
fn damage_is_told_once_and_repaired() {
    let mut bench = Bench::new();
    let plain = bench.without_cache();
    bench.with_cache();
    let whole = fs::read(bench.pack()).unwrap();
    let spoilt = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        bytes
    };
    let damages = [spoilt(3), spoilt(40), spoilt(60), spoilt(whole.len() / 2), spoilt(whole.len() - 1)];
    let cut_off = [Vec::new(), whole[..whole.len() / 2].to_vec(), whole[..whole.len() - 1].to_vec()];
    for damage in damages.into_iter().chain(cut_off) {
        fs::write(bench.pack(), damage).unwrap();
        let (mended, said) = bench.with_cache();
        assert!(mended == plain);
        assert!(said.contains("was damaged"), "{said}");
        let (again, said) = bench.with_cache();
        assert_eq!((again == plain, said.as_str()), (true, ""));
        assert!(fs::read(bench.pack()).unwrap().len() == whole.len());
    }
}

#[test]
fn answers_under_other_rules_are_not_taken() {
    let mut bench = Bench::new();
    let plain = bench.without_cache();
    bench.with_cache();
    let first = bench.pack();
    write(&bench.temporary.path().join("rules"), "own.yaml", RULE.replace("system", "strcpy"));
    let under_other = bench.without_cache();
    assert!(under_other != plain);
    let (cached, said) = bench.with_cache();
    assert_eq!((cached == under_other, said.as_str()), (true, ""));
    // Not even under another name.
    let packs = bench.packs();
    let second = packs.keys().map(|name| bench.cache().join(name)).find(|path| *path != first).unwrap();
    fs::copy(&first, &second).unwrap();
    let (mended, said) = bench.with_cache();
    assert!(mended == under_other);
    assert!(said.contains("was damaged (1 of its files"), "{said}");
}

#[test]
fn inspections_at_the_same_time_share_a_cache() {
    let mut bench = Bench::new();
    let plain = bench.without_cache();
    let start = |number: usize| {
        let out = bench.temporary.path().join(format!("together-{number}"));
        let mut command = bench.command(&out);
        (out, command.arg("--cache").arg(bench.cache()).stdout(Stdio::null()).spawn().unwrap())
    };
    fs::create_dir(bench.cache()).unwrap();
    fs::set_permissions(bench.cache(), Permissions::from_mode(0o700)).unwrap();
    for (out, mut process) in (0..3).map(start).collect::<Vec<_>>() {
        assert_eq!(process.wait().unwrap().code(), Some(0));
        assert!(contents(&out) == plain);
    }
    let (after, said) = bench.with_cache();
    assert_eq!((after == plain, said.as_str()), (true, ""));
}

#[test]
fn a_folder_that_others_can_write_is_refused() {
    let mut bench = Bench::new();
    bench.with_cache();
    for mode in [0o777, 0o775, 0o702] {
        fs::set_permissions(bench.cache(), Permissions::from_mode(mode)).unwrap();
        let out = bench.temporary.path().join("refused");
        refused(&bench, &out, &bench.cache()).saying("can be written by others");
        assert!(!out.exists());
    }
    let file = bench.temporary.path().join("file");
    fs::write(&file, "").unwrap();
    let out = bench.temporary.path().join("refused");
    refused(&bench, &out, &file).saying("is no folder");
}

fn refused(bench: &Bench, out: &Path, cache: &Path) -> Ended {
    Ended::of(bench.command(out).arg("--cache").arg(cache)).with(2)
}
