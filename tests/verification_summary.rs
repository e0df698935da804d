//! `[pass]` in a case file: a verification summary is signed when the case's own criteria hold, and only then.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Ended, json, make_key, run, sign, verify, write, write_policy, write_small_drop};

/// A case of a drop in which nothing is found, with a policy that asks for two people.
struct Lab {
    folder: tempfile::TempDir,
}

impl Lab {
    fn new() -> Self {
        let lab = Self { folder: tempfile::tempdir().unwrap() };
        write(&lab.at("drop"), "add.c", "int add(int a, int b)\n{\n    return a + b;\n}\n");
        let evaluator = make_key(&lab.at("evaluator"));
        let reviewer = make_key(&lab.at("reviewer"));
        let signers = [("Ada Example", "evaluator", &*evaluator), ("Bob Example", "reviewer", &*reviewer)];
        write_policy(&lab.at("policy.toml"), 2, &signers);
        lab
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the case file with other demands or words than usual.
    fn case(&self, demand: &str, conclusions: &str) -> PathBuf {
        let text = format!(
            "schema = \"banbury.case/v1\"\ndrop = \"drop\"\npolicy = \"policy.toml\"\n\
             [case]\nid = \"1\"\nproduct = \"Adder\"\nvendor = \"Vendor\"\nrelease = \"1.0\"\n\
             [words]\nassurance = \"Given.\"\nscope = \"All.\"\nconclusions = \"{conclusions}\"\n\
             [pass]\nverifier = \"https://lab.example/bench\"\nresource = \"pkg:generic/adder@1.0\"\n\
             policy = \"https://lab.example/criteria/2026\"\nlevels = [\"LAB_INSPECTED\"]\n[pass.demand]\n{demand}\n"
        );
        write(self.folder.path(), "case.toml", text);
        self.at("case.toml")
    }

    fn run(&self, case: &Path, key: &str) -> Ended {
        let arguments = ["run", case.to_str().unwrap(), "--force", "-o"];
        let mut arguments: Vec<_> = arguments.map(PathBuf::from).into();
        arguments.push(self.at("out"));
        match key {
            "" => arguments.push("--throwaway-key".into()),
            key => arguments.extend([PathBuf::from("--key"), self.at(key)]),
        }
        run(arguments)
    }

    fn has_summary(&self) -> bool {
        self.at("out/vsa.dsse.json").exists()
    }
}

const ALL: &str =
    "worst_open_suspicion = \"none\"\nworst_open_hygiene = \"low\"\nall_inspected = true\nno_open_question = true";

#[test]
fn what_meets_the_criteria_gets_a_summary_that_all_signers_sign() {
    let lab = Lab::new();
    let ended = lab.run(&lab.case(ALL, "None."), "evaluator").with(0);
    assert!(ended.stdout.contains("Criteria   met, 4 of 4"), "{}", ended.stdout);
    assert!(ended.stdout.contains("there is still missing:"), "{}", ended.stdout);
    assert!(ended.stdout.contains("signed by 1 different people, of 2"), "{}", ended.stdout);
    verify(&lab.at("out"), &lab.at("policy.toml"), None).with(1);
    sign(&lab.at("out"), &lab.at("reviewer"), "reviewer");
    let verified = verify(&lab.at("out"), &lab.at("policy.toml"), Some(&lab.at("drop"))).with(0);
    let words = "pkg:generic/adder@1.0 PASSED by https://lab.example/criteria/2026 (LAB_INSPECTED), say ";
    let line =
        verified.stdout.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{}", verified.stdout));
    assert!(line.contains("Ada Example") && line.contains("Bob Example"), "{line}");
    assert_eq!(json(&lab.at("out"), "vsa.dsse.json")["signatures"].as_array().unwrap().len(), 2);
    let page = fs::read_to_string(lab.at("out/report.html")).unwrap();
    assert!(page.contains("Pass criteria of the case") && page.contains("They are met."));
}

#[test]
fn what_misses_one_gets_none_whoever_signs() {
    let lab = Lab::new();
    let missed = |demand: &str, conclusions: &str, said: &str| {
        let ended = lab.run(&lab.case(demand, conclusions), "evaluator");
        assert!(ended.stdout.contains(said), "{demand}: {}", ended.stdout);
        sign(&lab.at("out"), &lab.at("reviewer"), "reviewer");
        assert!(!lab.has_summary(), "{demand}");
    };
    missed(ALL, "", "Criteria   NOT met: the report is a draft");
    missed("equivalent = true", "None.", "Criteria   NOT met: 1 of 1");
    // What the vendor declares was compared with nothing.
    missed("all_rules_ran = true", "None.", "Criteria   NOT met: 1 of 1");
    write_small_drop(&lab.at("drop"));
    missed("worst_open_suspicion = \"none\"\nall_inspected = true", "None.", "Criteria   NOT met: 1 of 2");
    fs::write(lab.at("drop/broken.tar.gz"), b"\x1f\x8b\x08\x00 no archive").unwrap();
    missed("all_inspected = true", "None.", "Criteria   NOT met: 1 of 1");
    let page = fs::read_to_string(lab.at("out/report.html")).unwrap();
    assert!(page.contains("NOT met"));
}

#[test]
fn a_demonstration_vouches_for_nothing() {
    let lab = Lab::new();
    let case = lab.case(ALL, "None.");
    fs::write(&case, fs::read_to_string(&case).unwrap().replace("policy = \"policy.toml\"\n", "")).unwrap();
    lab.run(&case, "").with(0);
    assert!(!lab.has_summary());
}

#[test]
fn criteria_that_ask_for_nothing_are_refused() {
    let lab = Lab::new();
    lab.run(&lab.case("", "None."), "evaluator").with(2).saying("asks for nothing");
    lab.run(&lab.case("equivalnt = true", "None."), "evaluator").with(2).saying("equivalnt");
    let case = lab.case(ALL, "None.");
    fs::write(&case, fs::read_to_string(&case).unwrap().replace("https://lab.example/bench", "the lab")).unwrap();
    lab.run(&case, "evaluator").with(2).saying("`the lab`: a URI is expected");
}

#[test]
fn a_key_that_would_not_count_is_refused_before_anything_is_done() {
    let lab = Lab::new();
    let case = lab.case(ALL, "None.");
    lab.run(&case, "reviewer").with(2).saying("whose role in the policy");
    lab.run(&case, "").with(2).saying("does not know the key");
    assert!(!lab.at("out").exists() && !lab.at("out.policy.toml").exists());
}
