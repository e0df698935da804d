//! `banbury rebuild` as an evaluator meets it: programs that were changed, builds that vary, and why.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Ended, banbury, copy_tree, json, sample, skipped};
use serde_json::Value;

/// A drop with a recipe, in a folder of its own.
struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new(recipe: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("drop/shipped")).unwrap();
        let case = format!(
            "schema = \"banbury.case/v1\"\ndrop = \"drop\"\n\n[case]\nid = \"T-1\"\nproduct = \"test\"\nvendor = \"nobody\"\nrelease = \"1\"\n\n[rebuild]\n{recipe}"
        );
        fs::write(folder.path().join("case.toml"), case).unwrap();
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, code: i32) -> Option<Value> {
        let mut command = banbury();
        command.arg("rebuild").arg(self.at("case.toml")).arg("-o").arg(self.at("out"));
        let ended = Ended::of(&mut command).with(code);
        let rebuild = json(&self.at("out"), "rebuild.json");
        if rebuild["artefacts"][0]["causes"][0]["kind"] == "sandbox-unavailable" {
            skipped("this machine cannot confine builds");
            return None;
        }
        assert!(!ended.stdout.is_empty());
        Some(rebuild)
    }
}

fn artefact<'a>(rebuild: &'a Value, path: &str) -> &'a Value {
    let artefacts = rebuild["artefacts"].as_array().unwrap();
    artefacts.iter().find(|it| it["path"] == path).unwrap_or_else(|| panic!("no {path} in {rebuild:#}"))
}

/// The places of all differences that do not follow from others.
fn places(artefact: &Value) -> Vec<&str> {
    let differs = artefact["differs"].as_array().unwrap().iter();
    differs.filter(|it| it["derived"] != true).map(|it| it["where"].as_str().unwrap()).collect()
}

/// The sample's programs in an image, as the vendor packs it.
const IMAGE: &str = "make -C source build/rrud build/fwverify\ntar -C source/build --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=0755 -cf image.tar rrud fwverify\ngzip -n image.tar";

#[test]
fn a_function_that_is_not_of_this_source_is_named() {
    let case = Case::new(&format!(
        "steps = [{IMAGE:?}]\n\n[[rebuild.artefact]]\nshipped = \"shipped/image.tar.gz\"\nbuilt = \"image.tar.gz\"\n"
    ));
    let drop = case.at("drop");
    copy_tree(&sample().join("release-2/source"), &drop.join("source"));
    // What the vendor ships was built from a source with one more condition in one function.
    let vendor = case.at("vendor");
    copy_tree(&drop, &vendor);
    let file = vendor.join("source/src/session.c");
    let text = fs::read_to_string(&file).unwrap();
    let (name, changed) = with_back_door(&text);
    fs::write(&file, changed).unwrap();
    let build = Command::new("/bin/sh").args(["-e", "-c", IMAGE]).current_dir(&vendor).output().unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    fs::copy(vendor.join("image.tar.gz"), drop.join("shipped/image.tar.gz")).unwrap();

    let Some(rebuild) = case.run(1) else { return };
    let image = artefact(&rebuild, "shipped/image.tar.gz");
    assert_eq!(image["verdict"], "differs-unexplained", "{image:#}");
    let functions: Vec<&str> = places(image).into_iter().filter(|place| place.contains("> function ")).collect();
    assert_eq!(functions, [format!("member rrud > section .text > function {name}")], "{image:#}");
    let difference = image["differs"].as_array().unwrap().iter().find(|it| it["where"] == functions[0]).unwrap();
    assert!(difference["shipped"].as_str().unwrap().contains("  * "), "{difference:#}");
    assert_eq!(rebuild["determinism"][0]["verdict"], "deterministic", "{rebuild:#}");
}

/// The function that checks a login gets a second way out; its name, and the new text.
fn with_back_door(text: &str) -> (&'static str, String) {
    let login = text.find("session_login(").expect("session.c has a login");
    let at = login + text[login..].find("return AUTH_REFUSED;").expect("a login can be refused");
    let changed =
        format!("{}return getenv(\"RRU_SERVICE\") ? AUTH_OK : AUTH_REFUSED;{}", &text[..at], &text[at + 20..]);
    ("session_login", format!("#include <stdlib.h>\n{changed}"))
}

#[test]
fn a_moment_in_an_artefact_is_confirmed_by_a_build_at_that_moment() {
    let case = Case::new(
        "steps = [\"echo made at $SOURCE_DATE_EPOCH > out\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n",
    );
    fs::write(case.at("drop/shipped/out"), "made at 1672531200\n").unwrap();
    let Some(rebuild) = case.run(1) else { return };
    let out = artefact(&rebuild, "shipped/out");
    assert_eq!(out["verdict"], "differs-explained", "{rebuild:#}");
    assert_eq!(out["causes"][0]["kind"], "timestamp");
    assert_eq!(out["causes"][0]["confirmed"], true);
    assert!(out["causes"][0]["detail"].as_str().unwrap().contains("SOURCE_DATE_EPOCH=1672531200"), "{out:#}");
}

#[test]
fn a_build_path_in_an_artefact_is_confirmed_by_a_build_there() {
    let case = Case::new(
        "steps = [\"pwd > out; echo main.c >> out; sed -i 'N;s,\\\\n,/,' out\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n",
    );
    fs::write(case.at("drop/shipped/out"), "/home/vendor/work/main.c\n").unwrap();
    let Some(rebuild) = case.run(1) else { return };
    let out = artefact(&rebuild, "shipped/out");
    assert_eq!(out["verdict"], "differs-explained", "{rebuild:#}");
    assert_eq!((&out["causes"][0]["kind"], &out["causes"][0]["confirmed"]), (&"build-path".into(), &true.into()));
    assert_eq!(rebuild["determinism"][0]["verdict"], "varies", "{rebuild:#}");
}

#[test]
fn a_difference_that_no_factor_explains_stays_unexplained() {
    let case = Case::new(
        "steps = [\"echo made at $SOURCE_DATE_EPOCH > out; echo good >> out\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n",
    );
    fs::write(case.at("drop/shipped/out"), "made at 1672531200\nevil\n").unwrap();
    let Some(rebuild) = case.run(1) else { return };
    assert_eq!(artefact(&rebuild, "shipped/out")["verdict"], "differs-unexplained", "{rebuild:#}");
}

#[test]
fn what_a_build_read_and_wrote_is_listed() {
    let case =
        Case::new("steps = [\"cat used > out\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n");
    for name in ["used", "unused", "shipped/out"] {
        fs::write(case.at("drop").join(name), "content\n").unwrap();
    }
    let Some(rebuild) = case.run(0) else { return };
    assert_eq!(rebuild["files"]["unread"], serde_json::json!(["unused"]));
    assert_eq!(rebuild["files"]["written"], serde_json::json!(["out"]));
    if Path::new("/usr/bin/strace").exists() {
        let outside = rebuild["files"]["outside"].as_array().expect("opened files are watched");
        assert!(outside.iter().any(|path| path.as_str().unwrap().ends_with("/cat")), "{outside:?}");
    }
}

#[test]
fn inputs_must_be_what_the_recipe_states() {
    let recipe = |digest: &str| {
        format!(
            "steps = [\"cat /build/inputs/sdk.txt > out\"]\n\n[[rebuild.input]]\nfile = \"sdk.txt\"\nsha256 = \"{digest}\"\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n"
        )
    };
    // SHA-256 of "sdk\n".
    let case = Case::new(&recipe("e6ddcebc3cc3f40dbe3c06c1ee9d9e5fee0c4ea1b2a7de71ed65ad44e4c3ca3f"));
    fs::write(case.at("sdk.txt"), "sdk\n").unwrap();
    fs::write(case.at("drop/shipped/out"), "sdk\n").unwrap();
    let mut command = banbury();
    command.arg("rebuild").arg(case.at("case.toml")).arg("-o").arg(case.at("out"));
    let ended = Ended::of(&mut command).with(2).saying("its SHA-256 is ");
    let found = ended.stderr.split("its SHA-256 is ").nth(1).unwrap().get(..64).unwrap().to_owned();

    let case = Case::new(&recipe(&found));
    fs::write(case.at("sdk.txt"), "sdk\n").unwrap();
    fs::write(case.at("drop/shipped/out"), "sdk\n").unwrap();
    let Some(rebuild) = case.run(0) else { return };
    assert_eq!(artefact(&rebuild, "shipped/out")["verdict"], "identical");
}

#[test]
fn the_toolchain_is_judged_before_the_build() {
    let case = Case::new(
        "steps = [\"false\"]\nbuildinfo = \"x.buildinfo\"\ntoolchain = { no-such-compiler-9 = \"9.1\" }\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n",
    );
    fs::write(case.at("drop/shipped/out"), "x").unwrap();
    fs::write(
        case.at("drop/x.buildinfo"),
        "Format: 1.0\nInstalled-Build-Depends:\n gcc-9 (= 9.3.0-1),\n dash (= 0.0.1)\n",
    )
    .unwrap();
    let Some(rebuild) = case.run(1) else { return };
    let tools = rebuild["toolchain"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["dash", "gcc-9", "no-such-compiler-9"]);
    assert!(tools[1]["prediction"].as_str().unwrap().contains("End of life"), "{tools:#?}");
    assert_eq!(artefact(&rebuild, "shipped/out")["verdict"], "not-built");
}

#[test]
fn a_build_without_a_sandbox_is_made_only_where_it_is_asked_for_and_told() {
    let case =
        Case::new("steps = [\"cp source/a out\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/a\"\nbuilt = \"out\"\n");
    for folder in ["source", "shipped"] {
        fs::create_dir_all(case.at("drop").join(folder)).unwrap();
        fs::write(case.at("drop").join(folder).join("a"), "same\n").unwrap();
    }
    let mut command = banbury();
    command.arg("rebuild").arg(case.at("case.toml")).arg("--unconfined").arg("-o").arg(case.at("out"));
    let ended = Ended::of(&mut command).with(0);
    assert!(ended.stdout.starts_with("THE BUILD RAN WITHOUT A SANDBOX"), "{}", ended.stdout);
    let rebuild = json(&case.at("out"), "rebuild.json");
    assert_eq!(rebuild["unconfined"], true);
    assert_eq!(artefact(&rebuild, "shipped/a")["verdict"], "identical");
}

/// A build of one step, against what the same step gives under `circumstances`, a shell command.
#[track_caller]
fn explained_by(step: &str, circumstances: &str, kind: &str, words: &str) {
    let case =
        Case::new(&format!("steps = [{step:?}]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n"));
    let vendor = case.at("vendor");
    fs::create_dir(&vendor).unwrap();
    let build = Command::new("/bin/sh")
        .args(["-e", "-c", &format!("{circumstances}\n{step}")])
        .env("LC_ALL", "C.UTF-8")
        .current_dir(&vendor)
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    fs::copy(vendor.join("out"), case.at("drop/shipped/out")).unwrap();
    let Some(rebuild) = case.run(1) else { return };
    let out = artefact(&rebuild, "shipped/out");
    assert_eq!(out["verdict"], "differs-explained", "{rebuild:#}");
    let causes = out["causes"].as_array().unwrap();
    let cause = causes.iter().find(|cause| cause["kind"] == kind).unwrap_or_else(|| panic!("{rebuild:#}"));
    assert_eq!(cause["confirmed"], true, "{rebuild:#}");
    assert!(cause["detail"].as_str().unwrap().contains(words), "{rebuild:#}");
}

#[test]
fn further_causes_are_confirmed_by_further_builds() {
    let tar = "tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf out";
    explained_by(
        &format!("touch f; mkdir d; touch d/program; chmod +x d/program; {tar} f d"),
        "umask 0002",
        "archive-metadata",
        "the umask 0002",
    );
    explained_by(
        "echo \"built by ${BUILT_BY:-$USER@$(hostname)}\" > out",
        "BUILT_BY=jenkins@build3",
        "builder",
        "the user jenkins on the machine build3",
    );
    explained_by("seq 20000 > f; gzip -n f; mv f.gz out", "export GZIP=-9", "compression", "the highest level");
}

#[test]
fn another_compiler_and_another_locale_are_tried_where_they_are_installed() {
    if Path::new("/usr/bin/clang-14").exists() && Path::new("/usr/bin/gcc").exists() {
        let step = "echo 'int f(void) { return 1; }' > f.c; ${CC:-gcc} -c f.c -o out";
        explained_by(step, "export CC=clang-14", "compiler", "CC=clang-14");
    } else {
        skipped("there are no two compilers");
    }
    if Path::new("/usr/lib/locale/en_US.utf8").exists() {
        let step = "touch a B; tar --mtime=@0 --owner=0 --group=0 --numeric-owner -cf out $(ls | grep -i '^[ab]$')";
        explained_by(step, "export LC_ALL=en_US.UTF-8", "order", "LC_ALL=en_US.UTF-8");
    } else {
        skipped("the locale en_US.UTF-8 is not installed");
    }
}

#[test]
fn a_signature_is_set_aside_from_where_the_recipe_declares_it() {
    let with = |signature_at: u64, shipped: &str, built: &str, code: i32| {
        let case = Case::new(&format!(
            "steps = [\"printf {built} > out\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\nsignature_at = {signature_at}\n"
        ));
        fs::write(case.at("drop/shipped/out"), shipped).unwrap();
        case.run(code).map(|rebuild| artefact(&rebuild, "shipped/out").clone())
    };
    let Some(signed) = with(8, "firmwareSIGNATURE", "firmware", 0) else { return };
    assert_eq!(signed["verdict"], "equivalent");
    assert_eq!(signed["masked"], serde_json::json!([{ "rule": "declared-signature", "offset": 8, "length": 9 }]));
    for (signature_at, shipped, built, verdict) in [
        (8, "firmwarFSIGNATURE", "firmware", "differs-unexplained"),
        (9, "firmware!SIGNATURE", "firmware", "differs-unexplained"),
        (8, "firmware", "firmware", "identical"),
        (80, "firmwareSIGNATURE", "firmware", "inconclusive"),
        (8, "firmwareSIGNATURE", "firmware.........", "equivalent"),
        (8, "firmwareSIGNATURE", "firmware........", "differs-unexplained"),
        (8, "firmwareSIGNATURE", "firmwareMALICIOUS", "differs-unexplained"),
    ] {
        let code = i32::from(!["identical", "equivalent"].contains(&verdict));
        assert_eq!(
            with(signature_at, shipped, built, code).unwrap()["verdict"],
            verdict,
            "{signature_at} {shipped} {built}"
        );
    }
}

#[test]
fn what_a_build_used_up_is_kept_where_the_recipe_asks_for_it() {
    let resources = |asked: &str| {
        let case = Case::new(&format!(
            "steps = [\"printf x > out; sleep 0.3\"]\n{asked}\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n"
        ));
        fs::write(case.at("drop/shipped/out"), "x").unwrap();
        case.run(0)?;
        let told = fs::read(case.at("out/resources.json")).ok()?;
        Some(serde_json::from_slice::<serde_json::Value>(&told).unwrap())
    };
    assert_eq!(resources(""), None);
    let Some(told) = resources("resources = true") else { return };
    assert_eq!(told["schema"], "banbury.resources/v1");
    assert!(told["milliseconds"].as_u64().unwrap() >= 300, "{told}");
    assert!(told["peak_processes"].as_u64().unwrap() >= 2 && told["peak_memory_kib"].as_u64().unwrap() > 0, "{told}");
}

#[test]
fn the_owners_of_every_machine_have_names_and_files_that_are_touched_the_time_of_now() {
    if !Path::new("/usr/bin/fakeroot").exists() || !Path::new("/usr/bin/perl").exists() {
        return skipped("fakeroot or perl is not installed");
    }
    let steps = [
        "touch f; perl -e 'utime(undef, undef, \"f\") or die'; test $(stat -c %Y f) -gt 1700000000",
        "fakeroot sh -c 'chmod 644 f; chown 0:0 f; tar --mtime=@0 -cf out f'",
    ];
    let case =
        Case::new(&format!("steps = {steps:?}\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n"));
    fs::write(case.at("f"), "").unwrap();
    let mut vendor = Command::new("tar");
    vendor.args(["--mtime=@0", "--owner=root:0", "--group=root:0", "--mode=0644", "-cf"]);
    let made = vendor.arg(case.at("drop/shipped/out")).arg("-C").arg(case.at("")).arg("f").status().unwrap();
    assert!(made.success());
    let Some(rebuild) = case.run(0) else { return };
    assert_eq!(artefact(&rebuild, "shipped/out")["verdict"], "identical", "{rebuild:#}");
    assert_eq!(rebuild["determinism"][0]["verdict"], "deterministic", "{rebuild:#}");
}

/// Keys of a vendor and of somebody else, and what the vendor signs.
fn openssl(case: &Case, arguments: &[&str]) {
    let output = Command::new("openssl").args(arguments).current_dir(case.folder.path()).output().unwrap();
    assert!(output.status.success(), "openssl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn with_keys(recipe: &str) -> Case {
    let case = Case::new(recipe);
    for name in ["vendor", "other"] {
        let (key, public) = (format!("{name}.key"), format!("{name}.pem"));
        openssl(&case, &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", &key]);
        openssl(&case, &["pkey", "-in", &key, "-pubout", "-out", &public]);
    }
    case
}

#[test]
fn a_signature_must_hold_under_the_key_that_the_recipe_gives() {
    for (by, what, verdict) in [
        ("vendor", "firmware", "equivalent"),
        ("other", "firmware", "differs-unexplained"),
        ("vendor", "another", "differs-unexplained"),
    ] {
        let case = with_keys(
            "steps = [\"printf firmware > out\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\nsignature_at = 8\npublic_key = \"vendor.pem\"\n",
        );
        fs::write(case.at("signed"), what).unwrap();
        let key = format!("{by}.key");
        openssl(&case, &["dgst", "-sha256", "-sign", &key, "-out", "signature", "signed"]);
        let shipped = [b"firmware".to_vec(), fs::read(case.at("signature")).unwrap()].concat();
        fs::write(case.at("drop/shipped/out"), shipped).unwrap();
        let holds = verdict == "equivalent";
        let Some(rebuild) = case.run(i32::from(!holds)) else { return };
        let out = artefact(&rebuild, "shipped/out");
        assert_eq!((&out["verdict"], &out["signature"]["holds"]), (&verdict.into(), &holds.into()), "{out:#}");
        assert_eq!(out["signature"]["kind"], "declared");
        assert_eq!(out["masked"][0]["rule"], "declared-signature");
        openssl(&case, &["pkey", "-pubin", "-in", "vendor.pem", "-outform", "DER", "-out", "vendor.der"]);
        openssl(&case, &["dgst", "-sha256", "-r", "-out", "digest", "vendor.der"]);
        let digest = fs::read_to_string(case.at("digest")).unwrap();
        assert!(digest.starts_with(out["signature"]["key"].as_str().unwrap()), "{digest}: {out:#}");
        if holds {
            assert_eq!(out["signature"]["algorithm"], "RSA 2048, PKCS #1 v1.5, SHA-256");
        } else {
            assert_eq!(places(out), ["signature"], "{out:#}");
        }
    }
}

#[test]
fn what_has_no_signature_does_not_pass_though_it_is_identical() {
    let case = with_keys(
        "steps = [\"printf firmware > out\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\npublic_key = \"vendor.pem\"\n",
    );
    fs::write(case.at("drop/shipped/out"), "firmware").unwrap();
    let Some(rebuild) = case.run(1) else { return };
    let out = artefact(&rebuild, "shipped/out");
    assert_eq!(
        (&out["verdict"], &out["signature"]["kind"]),
        (&"differs-unexplained".into(), &"absent".into()),
        "{out:#}"
    );
    assert_eq!(places(out), ["signature"], "{out:#}");
}

#[test]
fn a_key_that_cannot_be_read_is_an_error_of_the_case() {
    for (content, words) in [
        (None, &["vendor.pem: No such file"][..]),
        (Some("no key"), &["vendor.pem is no public key", "name a PEM file with the vendor's `PUBLIC KEY`"]),
    ] {
        let case = Case::new(
            "steps = [\"true\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\npublic_key = \"vendor.pem\"\n",
        );
        fs::write(case.at("drop/shipped/out"), "firmware").unwrap();
        if let Some(content) = content {
            fs::write(case.at("vendor.pem"), content).unwrap();
        }
        let mut command = banbury();
        command.arg("rebuild").arg(case.at("case.toml")).arg("-o").arg(case.at("out"));
        let ended = Ended::of(&mut command);
        for word in words {
            assert!(ended.stderr.contains(word), "{}", ended.stderr);
        }
        assert!(!case.at("out").exists());
    }
}

#[test]
fn what_two_builds_of_one_source_differ_in_is_said_of_what_was_shipped() {
    let random = "head -c 600 /dev/urandom > out";
    let case = Case::new(&format!(
        "steps = [{random:?}]\n\n[[rebuild.artefact]]\nshipped = \"shipped/out\"\nbuilt = \"out\"\n"
    ));
    fs::write(case.at("drop/shipped/out"), [0xff; 600]).unwrap();
    let Some(rebuild) = case.run(1) else { return };
    let out = artefact(&rebuild, "shipped/out");
    assert_eq!(
        (&out["verdict"], &out["causes"][0]["kind"]),
        (&"differs-unexplained".into(), &"chance".into()),
        "{out:#}"
    );
    assert_eq!(out["causes"][0]["confirmed"], false);
    assert_eq!(rebuild["determinism"][0]["verdict"], "varies");
}
