//! The machine's own compiler works in the sandbox, if it has one.

use std::fs;
use std::process::Command;

use banbury_compare::InThisProcess;
use banbury_evidence::Verdict;
use banbury_rebuild::{BuildLimits, Recipe, RecipeArtefact, rebuild};

#[test]
fn a_c_program_is_compiled_and_run() {
    let folder = tempfile::tempdir().unwrap();
    let (source, shipped) = (folder.path().join("source"), folder.path().join("shipped"));
    fs::create_dir(&source).unwrap();
    fs::create_dir(&shipped).unwrap();
    fs::write(source.join("main.c"), "#include <stdio.h>\nint main(void) { puts(__FILE__); return 0; }\n").unwrap();
    fs::write(shipped.join("printed"), "main.c\n").unwrap();
    let recipe = Recipe {
        steps: vec!["cc -o program main.c".to_owned(), "./program > printed".to_owned()],
        limits: BuildLimits::default(),
        artefacts: vec![RecipeArtefact {
            shipped: "printed".to_owned(),
            built: "printed".to_owned(),
            ..RecipeArtefact::default()
        }],
        ..Recipe::default()
    };
    let rebuilt = rebuild(&recipe, None, &source, &shipped, &InThisProcess).unwrap();
    let sandbox_is_missing = rebuilt.artefacts[0].causes.iter().any(|cause| cause.kind == "sandbox-unavailable");
    let possible = !sandbox_is_missing && Command::new("/usr/bin/cc").arg("--version").output().is_ok();
    let verdict = if possible { Verdict::Identical } else { Verdict::NotBuilt };
    assert_eq!(rebuilt.artefacts[0].verdict, verdict, "{rebuilt:?}");
}
