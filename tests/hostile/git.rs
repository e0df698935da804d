//! A git repository whose configuration would have git run programs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use git2::{IndexEntry, IndexTime, Oid, Repository, Signature};

/// Makes a repository in the empty folder `at`; every program that it names makes the file `canary`.
pub fn make_hostile(at: &Path, canary: &Path) {
    let repository = Repository::init(at).unwrap();
    fs::write(at.join("main.c"), "int main(void) { return 0; }\n").unwrap();
    fs::write(at.join(".gitattributes"), "*.c filter=evil diff=evil merge=evil\n").unwrap();
    fs::write(at.join(".gitmodules"), "[submodule \"--upload-pack=touch\"]\n\tpath = vendored\n\turl = ext::touch\n")
        .unwrap();
    let mut index = repository.index().unwrap();
    for name in ["main.c", ".gitattributes", ".gitmodules"] {
        index.add_path(Path::new(name)).unwrap();
    }
    index.add(&submodule("vendored")).unwrap();
    index.write().unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let author = Signature::new("A", "a@example.org", &git2::Time::new(0, 0)).unwrap();
    repository.commit(Some("HEAD"), &author, &author, "All", &tree, &[]).unwrap();
    fs::write(at.join("main.c"), "int main(void) { return 1; }\n").unwrap();

    let program = at.join(".git/program");
    let script = format!("#!/bin/sh\ntouch '{}'\ncat\n", canary.display());
    write_executable(&program, &script);
    let hooks = at.join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    for hook in ["post-checkout", "post-index-change", "pre-commit", "reference-transaction", "fsmonitor-watchman"] {
        write_executable(&hooks.join(hook), &script);
    }
    let mut config = repository.config().unwrap();
    let program = program.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "gpg.program",
        "uploadpack.packObjectsHook",
        "credential.helper",
    ] {
        config.set_str(key, program).unwrap();
    }
    config.set_str("core.hooksPath", hooks.to_str().unwrap()).unwrap();
    config.set_bool("filter.evil.required", true).unwrap();
}

fn write_executable(path: &Path, script: &str) {
    fs::write(path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn submodule(path: &str) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o160_000,
        uid: 0,
        gid: 0,
        file_size: 0,
        id: Oid::from_str("1234567890123456789012345678901234567890").unwrap(),
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}
