use std::collections::BTreeMap;

use super::*;
use crate::Recipe;

fn case_file(files: &[(&str, &str)]) -> String {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let read = |path: &str, limit: usize| files.get(path).map(|bytes| bytes[..limit.min(bytes.len())].to_vec());
    propose(&ProposalSource::new(files.keys().cloned().collect(), read)).case_file("drop")
}

fn recipe(files: &[(&str, &str)]) -> Recipe {
    let text = case_file(files);
    let mut table: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    table.remove("rebuild").unwrap().try_into().unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn pairs(recipe: &Recipe) -> Vec<(&str, &str)> {
    recipe.artefacts.iter().map(|it| (it.shipped.as_str(), it.built.as_str())).collect()
}

const DSC: &str =
    "Source: foo\nBinary: foo\nVersion: 1:2.0-1\nBuild-Depends: debhelper\nFiles:\n 0f 12 foo_2.0.orig.tar.gz\n";

#[test]
fn a_debian_source_package_is_unpacked_and_built() {
    let files = [
        ("foo_2.0-1.dsc", DSC),
        ("foo_2.0-1_amd64.buildinfo", "Source: foo\nVersion: 1:2.0-1\nInstalled-Build-Depends:\n make (= 4.3)\n"),
        ("foo_2.0-1_amd64.deb", "!<arch>\n"),
        ("other_1_all.deb", "!<arch>\n"),
        ("foo-2.0/Makefile", "all:\n"),
    ];
    let recipe = recipe(&files);
    assert_eq!(recipe.steps, ["dpkg-source -x foo_2.0-1.dsc source", "cd source && dpkg-buildpackage -b -us -uc"]);
    assert_eq!(recipe.environment["SOURCE_DATE_EPOCH"], "");
    assert_eq!(recipe.environment["DEB_BUILD_OPTIONS"], "nocheck");
    assert_eq!(recipe.buildinfo.as_deref(), Some("foo_2.0-1_amd64.buildinfo"));
    assert_eq!(pairs(&recipe), [("foo_2.0-1_amd64.deb", "foo_2.0-1_amd64.deb")]);
    let text = case_file(&files);
    for said in [
        "# Note: the drop lacks these files of the source package: foo_2.0.orig.tar.gz.",
        "# Note: not of this source: other_1_all.deb.",
        "# Not taken: Makefile in foo-2.0 (foo-2.0/Makefile): further from the root.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn a_source_lies_where_the_record_says_if_it_can() {
    let steps = |path: &str| {
        let record = format!("Source: foo\nBuild-Path: {path}\nInstalled-Build-Depends: a (= 1)\n");
        let recipe = recipe(&[("foo_2.0-1.dsc", DSC), ("foo_2.0-1_amd64.buildinfo", &record)]);
        (recipe.folder, recipe.steps[1].clone())
    };
    let (folder, step) = steps("/build/reproducible-path/foo-2.0");
    assert_eq!(folder.as_deref(), Some("/build/reproducible-path"));
    assert_eq!(step, "cd foo-2.0 && dpkg-buildpackage -b -us -uc");
    for path in ["/build/foo", "/tmp/x/foo", "/build/../foo", "/build/x/foo_2.0-1.dsc"] {
        assert_eq!(steps(path), (None, "cd source && dpkg-buildpackage -b -us -uc".to_owned()), "{path}");
    }
}

#[test]
fn what_a_source_calls_its_products_leads_nowhere() {
    let files = [("CMakeLists.txt", "add_executable(.. a.c)"), ("bin/..-1", "\x7fELF")];
    assert_eq!(pairs(&recipe(&files)), [("bin/..-1", "..-1")]);
}

#[test]
fn an_unpacked_debian_source_brings_its_packages_into_the_drop() {
    let recipe = recipe(&[
        ("debian/rules", "#!/usr/bin/make -f\n"),
        ("debian/changelog", "foo (2.0-1) unstable; urgency=low\n"),
        ("debian/control", "Source: foo\n\nPackage: foo\n"),
        ("Makefile", "all:\n"),
        ("shipped/foo_2.0-1_all.deb", "!<arch>\n"),
    ]);
    assert_eq!(recipe.steps, ["dpkg-buildpackage -b -us -uc", "mv ../foo_2.0-1_all.deb ."]);
    assert_eq!(pairs(&recipe), [("shipped/foo_2.0-1_all.deb", "foo_2.0-1_all.deb")]);
}

#[test]
fn a_record_alone_says_which_source_is_missing() {
    let files = [("foo.buildinfo", "Source: foo\nBinary: foo\nVersion: 2.0-1\nInstalled-Build-Depends: a (= 1)\n")];
    assert!(case_file(&files).contains("the drop has no source: lay foo_2.0-1.dsc and the tarballs"));
    assert_eq!(recipe(&files).steps[0], "dpkg-source -x foo_2.0-1.dsc source");
}

#[test]
fn each_build_system_is_driven_in_its_own_words() {
    let elf = "\x7fELF";
    for (files, step, built) in [
        (
            &[("src/Makefile", "O=out\n$(O)/a.img: b\n"), ("shipped/a.img", "")][..],
            "make -C src out/a.img",
            "src/out/a.img",
        ),
        (
            &[("s/CMakeLists.txt", "add_executable(tool a.c)"), ("tool", elf)],
            "cmake -S s -B s/build -DCMAKE_BUILD_TYPE=Release",
            "s/build/tool",
        ),
        (
            &[("s/configure", ""), ("s/src/Makefile.am", "bin_PROGRAMS = tool\n"), ("bin/tool", elf)],
            "cd s && sh ./configure",
            "s/src/tool",
        ),
        (
            &[("meson.build", "executable('tool')"), ("bin/tool", elf)],
            "meson setup --buildtype=release --wrap-mode=nodownload build .",
            "build/tool",
        ),
        (
            &[("s/Cargo.toml", "[package]\nname = \"tool\"\n"), ("s/src/main.rs", ""), ("tool-1.0", elf)],
            "cd s && cargo build --release --locked --offline",
            "s/target/release/tool",
        ),
        (
            &[("go.mod", "module example.com/tool/v2\n"), ("main.go", "package main\n"), ("bin/tool", elf)],
            "go build -trimpath -o built/ ./...",
            "built/tool",
        ),
        (
            &[("package.json", r#"{"name": "@a/b", "version": "1.0"}"#), ("shipped/a-b-1.0.tgz", "")],
            "npm pack --offline",
            "a-b-1.0.tgz",
        ),
        (
            &[("s/pyproject.toml", "[project]\nname = \"x\"\n"), ("dist/x-1.whl", "PK\x03\x04")],
            "cd s && python3 -m build --wheel --no-isolation",
            "s/dist/x-1.whl",
        ),
        (
            &[("setup.py", ""), ("dist/x-1.whl", "PK\x03\x04")],
            "python3 -m pip wheel --no-build-isolation --no-deps --no-index -w dist .",
            "dist/x-1.whl",
        ),
    ] {
        let recipe = recipe(files);
        assert_eq!(recipe.steps[0], step);
        assert_eq!(recipe.artefacts[0].built, built, "{step}");
    }
}

#[test]
fn the_nearest_to_the_root_is_taken_and_parts_are_counted() {
    let text = case_file(&[
        ("CMakeLists.txt", ""),
        ("a/CMakeLists.txt", ""),
        ("a/b/CMakeLists.txt", ""),
        ("tools/Makefile", ""),
        ("Makefile", ""),
    ]);
    assert!(
        text.contains("# Recognised: CMake project in the root (CMakeLists.txt, with 2 more of them below it)."),
        "{text}"
    );
    assert!(
        text.contains("# Not taken: Makefile in the root (Makefile, with 1 more of them below it): in the same folder"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_guessed_is_asked() {
    let files = [("Makefile", "all:\n"), ("firmware.img", "hsqs"), ("lib/blob.so", "\x7fELF")];
    let text = case_file(&files);
    assert!(
        text.contains("# which file of the build is this?\n[[rebuild.artefact]]\nshipped = \"firmware.img\""),
        "{text}"
    );
    assert!(
        text.contains("# Note: binary files inside the source are not taken for shipped ones: lib/blob.so."),
        "{text}"
    );
    assert!(case_file(&[("README", "")]).contains("Nothing was recognised"));
    assert_eq!(recipe(&[("README", "")]).steps, Vec::<String>::new());
}

#[test]
fn hostile_names_stay_names() {
    let folder = "x'; touch pwned; '\n\"]\n[case]\n\u{202e}";
    let (makefile, image) = (format!("{folder}/Makefile"), format!("shipped/{folder}.img"));
    let recipe = recipe(&[(makefile.as_str(), "all:\n"), (image.as_str(), "")]);
    assert_eq!(recipe.steps, ["make -C 'x'\\''; touch pwned; '\\''\n\"]\n[case]\n\u{202e}'"]);
    assert_eq!(recipe.artefacts[0].shipped, image);
}

#[test]
fn what_no_recipe_may_hold_does_not_get_into_one() {
    let dsc = DSC.replace("Source: foo", "Source: f\0o").replace("2.0-1", "2.0\0-1");
    let files = [("foo_2.0-1.dsc", dsc.as_str()), ("foo_2.0-1_all.deb", ""), ("r.buildinfo", "Source: f\0o\n")];
    assert!(!case_file(&files).contains("\\U00000000"), "{}", case_file(&files));
    assert_eq!(recipe(&files).buildinfo, None);
}
