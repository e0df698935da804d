//! Packages of Debian bookworm, rebuilt from their sources and compared with what the archive has. Each is pinned by version and
//! digest; where the archive no longer has one, the test says so and skips.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Ended, banbury, json, skipped};
use serde_json::Value;

/// A source package and the binary package that it is to give.
struct Package {
    source: &'static str,
    version: &'static str,
    dsc_sha256: &'static str,
    binary: &'static str,
    binary_sha256: &'static str,
}

/// A working folder with a drop in it; none where the archive does not have it.
fn drop_of(package: &Package, folder: &Path) -> Option<PathBuf> {
    let drop = folder.join("drop");
    fs::create_dir_all(drop.join("shipped")).unwrap();
    let fetch = |program: &str, arguments: &[&str], at: &Path| {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(at).env("DEBIAN_FRONTEND", "noninteractive");
        command.output().is_ok_and(|output| output.status.success())
    };
    let (source, version) = (package.source, package.version);
    if !fetch("apt-get", &["source", "-q", "--download-only", "--only-source", &format!("{source}={version}")], &drop)
        || !fetch("apt-get", &["download", "-q", &format!("{}={version}", package.binary)], &drop.join("shipped"))
    {
        skipped(&format!("{source} {version} cannot be had from Debian's archive (deb-src must be enabled)"));
        return None;
    }
    let file = |extension: &str, at: &Path| {
        let files = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path());
        files.into_iter().find(|path| path.to_string_lossy().ends_with(extension)).unwrap()
    };
    assert_eq!(sha256(&file(".dsc", &drop)), package.dsc_sha256);
    assert_eq!(sha256(&file(".deb", &drop.join("shipped"))), package.binary_sha256);
    let unpacked = folder.join("unpacked");
    let dsc = file(".dsc", &drop);
    let can_build = fetch("dpkg-source", &["-x", dsc.to_str().unwrap(), unpacked.to_str().unwrap()], folder)
        && fetch("dpkg-checkbuilddeps", &[], &unpacked);
    if !can_build {
        skipped(&format!("what {source} needs for a build is not installed (apt-get build-dep {source})"));
        return None;
    }
    Some(drop)
}

fn sha256(path: &Path) -> String {
    let ended = Ended::of(Command::new("sha256sum").arg(path)).with(0);
    ended.stdout.split(' ').next().unwrap().to_owned()
}

/// Rebuilds a package; its artefact, and all of rebuild.json.
fn rebuilt(package: &Package, more: &str, code: i32) -> Option<(Value, Value)> {
    let folder = tempfile::tempdir().unwrap();
    let drop = drop_of(package, folder.path())?;
    let deb = fs::read_dir(drop.join("shipped")).unwrap().next().unwrap().unwrap().file_name();
    let deb = deb.to_str().unwrap();
    let version = package.version.split_once(':').map_or(package.version, |(_, version)| version);
    let dsc = format!("{}_{version}.dsc", package.source);
    let case = format!(
        "schema = \"banbury.case/v1\"\ndrop = \"drop\"\n\n[case]\nid = \"D-1\"\nproduct = \"{}\"\nvendor = \"Debian\"\nrelease = \"{version}\"\n\n\
         [rebuild]\nsteps = [\"dpkg-source -x {dsc} source\", \"cd source && dpkg-buildpackage -b -us -uc\"]\n\
         environment = {{ SOURCE_DATE_EPOCH = \"\", DEB_BUILD_OPTIONS = \"nocheck\" }}\n{more}\n\
         [rebuild.limits]\nseconds = 1800\n\n[[rebuild.artefact]]\nshipped = \"shipped/{deb}\"\nbuilt = \"{deb}\"\n",
        package.source
    );
    fs::write(folder.path().join("case.toml"), case).unwrap();
    let mut command = banbury();
    command.arg("rebuild").arg(folder.path().join("case.toml")).arg("-o").arg(folder.path().join("out"));
    let ended = Ended::of(&mut command);
    let rebuild = json(&folder.path().join("out"), "rebuild.json");
    let artefact = rebuild["artefacts"][0].clone();
    if artefact["causes"][0]["kind"] == "sandbox-unavailable" {
        skipped("this machine cannot confine builds");
        return None;
    }
    ended.with(code);
    Some((artefact, rebuild))
}

fn rules(artefact: &Value) -> Vec<&str> {
    let mut rules: Vec<&str> =
        artefact["masked"].as_array().unwrap().iter().map(|range| range["rule"].as_str().unwrap()).collect();
    rules.dedup();
    rules
}

#[test]
#[ignore = "needs Debian's archive and debhelper; CI installs it"]
fn distro_info_data_is_identical() {
    let package = Package {
        source: "distro-info-data",
        version: "0.58+deb12u7",
        dsc_sha256: "3a6d340e9d188fda3203b4af1de1c46a1ed8562cdc80519ec5ffe9a8fada3f71",
        binary: "distro-info-data",
        binary_sha256: "f015ac6966bea87484ef4f98a15077e46b410c0b3985ba55b428235cdb46663f",
    };
    let Some((artefact, rebuild)) = rebuilt(&package, "", 0) else { return };
    assert_eq!(artefact["verdict"], "identical", "{artefact:#}");
    assert_eq!(rebuild["determinism"][0]["verdict"], "deterministic", "{rebuild:#}");
}

#[test]
#[ignore = "needs Debian's archive and debhelper; CI installs it"]
fn tree_differs_in_its_build_identifier_only() {
    let package = Package {
        source: "tree",
        version: "2.1.0-1",
        dsc_sha256: "57da9be8a9c455077bae9e4909fab01cc62b25dbdea64042b4afbc403d599410",
        binary: "tree",
        binary_sha256: "4c0dc6088e801285717bae2a98a7672f1e4d2eed4e918355987bc6617a8f490b",
    };
    let Some((artefact, _)) = rebuilt(&package, "", 0) else { return };
    assert_eq!(artefact["verdict"], "equivalent", "{artefact:#}");
    assert_eq!(rules(&artefact), ["elf-debuglink", "elf-build-id", "checksum-of-changed-member"]);
}

#[test]
#[ignore = "needs Debian's archive, debhelper, texinfo and libfaketime; CI installs them"]
fn hello_differs_in_the_year_and_a_build_in_that_year_confirms_it() {
    let package = Package {
        source: "hello",
        version: "2.10-3",
        dsc_sha256: "75296f5ef618ae2f1849e22b142a2b5ab52c452ebefa4e7b0564c44617db3790",
        binary: "hello",
        binary_sha256: "2e6e2f1a0007dc43bc91c273fd36e91e40a4f1c2765a03eca68b70a42103878a",
    };
    let has_clock =
        fs::read_dir("/usr/lib").unwrap().any(|it| it.unwrap().path().join("faketime/libfaketime.so.1").exists());
    if !has_clock {
        skipped("libfaketime is not installed");
        return;
    }
    let Some((artefact, rebuild)) = rebuilt(&package, "", 1) else { return };
    assert_eq!(artefact["verdict"], "differs-explained", "{rebuild:#}");
    assert_eq!(
        (&artefact["causes"][0]["kind"], &artefact["causes"][0]["confirmed"]),
        (&"timestamp".into(), &true.into())
    );
    let differs = artefact["differs"].as_array().unwrap();
    assert_eq!(differs.len(), 1, "{differs:#?}");
    assert!(
        differs[0]["where"].as_str().unwrap().contains("./usr/bin/hello > section .text > function "),
        "{differs:#?}"
    );
    assert!(differs[0]["shipped"].as_str().unwrap().contains("0x7e6"), "{differs:#?}");
    assert_eq!(rebuild["determinism"][0]["verdict"], "varies");
}

#[test]
#[ignore = "needs Debian's archive and the build dependencies of seabios; CI installs them"]
fn seabios_differs_by_its_compiler_as_the_toolchain_foretells() {
    let package = Package {
        source: "seabios",
        version: "1.16.2-1",
        dsc_sha256: "32bcfddb7c78fab3d983ab3c557398a4013a11e55dcd8a9c3de273e74a56b9c3",
        binary: "seabios",
        binary_sha256: "08e5b3f761379f17a6051731cafa03e97686049e2cc1b8bdccc5a910646e2d8e",
    };
    let more = "toolchain = { gcc-12 = \"12.2.0-14\" }\ndeterminism = false\nexplain = 0";
    let Some((artefact, rebuild)) = rebuilt(&package, more, 1) else { return };
    let tool = &rebuild["toolchain"][0];
    if tool["installed"] == "12.2.0-14" {
        skipped("this machine has the very compiler that Debian built with");
        return;
    }
    assert!(tool["prediction"].as_str().unwrap().contains("its version string will differ"), "{tool:#}");
    assert_eq!(artefact["verdict"], "differs-unexplained");
    let compiler = artefact["causes"].as_array().unwrap().iter().find(|cause| cause["kind"] == "compiler");
    assert!(compiler.unwrap()["detail"].as_str().unwrap().contains("12.2.0-14"), "{artefact:#}");
}

#[test]
#[ignore = "needs Debian's archive"]
fn a_signed_program_is_equivalent_to_the_unsigned_one() {
    let folder = tempfile::tempdir().unwrap();
    let fetched = |name: &str, version: &str, sha256_wanted: &str| -> Option<PathBuf> {
        let at = folder.path().join(name);
        fs::create_dir(&at).unwrap();
        let mut command = Command::new("apt-get");
        command.args(["download", "-q", &format!("{name}={version}")]).current_dir(&at);
        if !command.output().is_ok_and(|output| output.status.success()) {
            skipped(&format!("{name} {version} cannot be had from Debian's archive"));
            return None;
        }
        let deb = fs::read_dir(&at).unwrap().next().unwrap().unwrap().path();
        assert_eq!(sha256(&deb), sha256_wanted);
        Ended::of(Command::new("dpkg-deb").arg("-x").arg(&deb).arg(at.join("root"))).with(0);
        Some(at.join("root/usr/libexec/fwupd/efi"))
    };
    let signed =
        fetched("fwupd-amd64-signed", "1:1.4+1", "a661e04ac81e7e67c81adbe77a63bddb351b658c6e6c50ec88d79e92e140c109");
    let unsigned =
        fetched("fwupd-unsigned", "1:1.4-1", "d4dadad03ab434338dff69ba85275035acc08d371633023866886daeade8a989");
    let (Some(signed), Some(unsigned)) = (signed, unsigned) else { return };
    let (signed, unsigned) = (signed.join("fwupdx64.efi.signed"), unsigned.join("fwupdx64.efi"));
    let compare = |a: &Path, b: &Path, code: i32| {
        let out = folder.path().join("rebuild.json");
        Ended::of(banbury().arg("compare").arg(a).arg(b).arg("-o").arg(&out)).with(code);
        json(folder.path(), "rebuild.json")["artefacts"][0].clone()
    };
    let artefact = compare(&signed, &unsigned, 0);
    assert_eq!(artefact["verdict"], "equivalent", "{artefact:#}");
    assert!(rules(&artefact).contains(&"authenticode-signature"), "{artefact:#}");
    // One changed byte of code, and the signature no longer helps.
    let mut bytes = fs::read(&unsigned).unwrap();
    bytes[0x2000] ^= 1;
    fs::write(&unsigned, bytes).unwrap();
    assert_eq!(compare(&signed, &unsigned, 1)["verdict"], "differs-unexplained");
}

#[test]
#[ignore = "needs the packages idna and flit_core from a package registry; CI has pip"]
fn idna_differs_in_the_times_of_its_members_which_are_local_ones() {
    const FLIT: &str = "flit_core-3.9.0-py3-none-any.whl";
    let folder = tempfile::tempdir().unwrap();
    let drop = folder.path().join("drop");
    fs::create_dir_all(drop.join("shipped")).unwrap();
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let fetch = |what: &str, source: bool, at: &Path| {
        let mut command = Command::new(&python);
        command.args(["-m", "pip", "download", "-q", "--no-deps", "-d"]).arg(at).arg(what);
        if source {
            command.args(["--no-binary", ":all:", "--no-build-isolation"]).env("PYTHONPATH", folder.path().join(FLIT));
        }
        command.output().is_ok_and(|output| output.status.success())
    };
    if !fetch("flit_core==3.9.0", false, folder.path())
        || !fetch("idna==3.7", false, &drop.join("shipped"))
        || !fetch("idna==3.7", true, &drop)
    {
        skipped("idna 3.7 and flit_core 3.9.0 cannot be had from the package registry");
        return;
    }
    for (path, digest) in [
        (drop.join("idna-3.7.tar.gz"), "028ff3aadf0609c1fd278d8ea3089299412a7a8b9bd005dd08b9f8285bcb5cfc"),
        (
            drop.join("shipped/idna-3.7-py3-none-any.whl"),
            "82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0",
        ),
    ] {
        assert_eq!(sha256(&path), digest);
    }
    let case = format!(
        "schema = \"banbury.case/v1\"\ndrop = \"drop\"\n\n[case]\nid = \"P-1\"\nproduct = \"idna\"\nvendor = \"its authors\"\nrelease = \"3.7\"\n\n\
         [rebuild]\nsteps = [\"tar -xzf idna-3.7.tar.gz\", \"cd idna-3.7 && python3 -c 'import flit_core.buildapi as b; b.build_wheel(\\\"..\\\")'\"]\n\
         environment = {{ PYTHONPATH = \"/build/inputs/{FLIT}\" }}\n\n\
         [[rebuild.input]]\nfile = \"{FLIT}\"\nsha256 = \"7aada352fb0c7f5538c4fafeddf314d3a6a92ee8e2b1de70482329e42de70301\"\n\n\
         [[rebuild.artefact]]\nshipped = \"shipped/idna-3.7-py3-none-any.whl\"\nbuilt = \"idna-3.7-py3-none-any.whl\"\n"
    );
    fs::write(folder.path().join("case.toml"), case).unwrap();
    let mut command = banbury();
    command.arg("rebuild").arg(folder.path().join("case.toml")).arg("-o").arg(folder.path().join("out"));
    let ended = Ended::of(&mut command);
    let rebuild = json(&folder.path().join("out"), "rebuild.json");
    let artefact = &rebuild["artefacts"][0];
    if artefact["verdict"] == "not-built" {
        skipped("this machine cannot confine builds, or has no Python in /usr");
        return;
    }
    ended.with(1);
    assert_eq!(artefact["verdict"], "differs-explained", "{rebuild:#}");
    for difference in artefact["differs"].as_array().unwrap() {
        assert!(difference["detail"].as_str().unwrap().starts_with("time: "), "{difference:#}");
    }
    assert!(artefact["causes"][0]["detail"].as_str().unwrap().contains("TZ=America/Los_Angeles"), "{artefact:#}");
}
