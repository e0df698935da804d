//! Triage through the command line: two people take a finding off the list, vendors are asked, a signed bundle is left
//! alone, and every action stands in the custody log.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Ended, banbury, inspect, json, make_key, run, sign, verify, write, write_policy, write_small_drop};
use serde_json::Value;
use tempfile::TempDir;

/// A small drop and its bundle.
struct Bench(TempDir);

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        write_small_drop(&bench.at("drop"));
        inspect(&bench.at("drop"), &bench.at("bundle"), &["--by", "Ada Example"]).with(0);
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn on_bundle(&self, command: &str, arguments: &[&str]) -> Ended {
        Ended::of(banbury().arg(command).arg(self.at("bundle")).args(arguments))
    }

    fn decide(&self, finding: &str, verdict: &str, by: &str) -> Ended {
        self.on_bundle(
            "triage",
            &[finding, "--verdict", verdict, "--reason", "Seen in the laboratory.", "--by", by, "--on", "2026-11-30"],
        )
    }

    fn review(&self, finding: &str, answer: &str, by: &str) -> Ended {
        let arguments = [finding, "--review", answer, "--reason", "Seen it too.", "--by", by, "--on", "2026-12-01"];
        self.on_bundle("triage", &arguments)
    }

    /// In-place fingerprints of what a rule found.
    fn findings(&self, rule: &str) -> Vec<String> {
        results(&self.at("bundle"), rule).map(|it| fingerprint(&it)).collect()
    }

    fn standing(&self, finding: &str) -> Value {
        let sarif = json(&self.at("bundle"), "findings.sarif");
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        let result = results.iter().find(|result| fingerprint(result) == finding).unwrap();
        result["properties"]["triage"]["standing"].clone()
    }

    /// The actions that the custody log tells of.
    fn actions(&self) -> Vec<String> {
        let log = fs::read_to_string(self.at("bundle.custody.jsonl")).unwrap();
        let entries = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        entries
            .map(|entry| format!("{} by {}", entry["action"].as_str().unwrap(), entry["who"].as_str().unwrap()))
            .collect()
    }
}

fn results(bundle: &Path, rule: &str) -> impl Iterator<Item = Value> {
    let sarif = json(bundle, "findings.sarif");
    let all = sarif["runs"][0]["results"].as_array().unwrap().clone();
    all.into_iter().filter(move |result| result["ruleId"] == rule)
}

fn fingerprint(result: &Value) -> String {
    result["partialFingerprints"]["banbury/v1"].as_str().unwrap().to_owned()
}

const RULE: &str = "safe-macro-drops-bound";

#[test]
fn two_people_take_a_finding_off_the_list() {
    let bench = Bench::new();
    let finding = &bench.findings(RULE)[0];
    let listed = |bench: &Bench| bench.on_bundle("triage", &[]).with(0).stdout;
    assert!(listed(&bench).contains("open"));

    let said = bench.decide(&finding[..8], "false-positive", "Ada Example").with(0).stdout;
    assert_eq!(said, format!("{finding}: awaiting review\n"));
    assert_eq!(bench.standing(finding), "awaiting review");
    bench.review(finding, "approve", "ada example").with(2).saying("another person has to review it");
    bench.review(finding, "approve", "Grace Example").with(0);
    assert_eq!(bench.standing(finding), "decided");
    let listed = listed(&bench);
    assert!(listed.contains("approved by Grace Example on 2026-12-01: Seen it too."), "{listed}");
    assert!(listed.lines().last().unwrap().contains("1 off the list"), "{listed}");

    // The bundle is whole again.
    let mut sums = Command::new("sha256sum");
    Ended::of(sums.args(["--quiet", "-c", "SHA256SUMS"]).current_dir(bench.at("bundle"))).with(0);
    assert_eq!(
        bench.actions(),
        ["sealed by Ada Example", "inspected by Ada Example", "triaged by Ada Example", "triaged by Grace Example"]
    );
}

#[test]
fn what_is_not_a_decision_is_refused_and_changes_nothing() {
    let bench = Bench::new();
    let before = common::contents(&bench.at("bundle"));
    let finding = &bench.findings(RULE)[0];
    bench.decide("abc", "confirmed", "Ada Example").with(2).saying("8 or more hexadecimal digits");
    bench.decide("0123456789", "confirmed", "Ada Example").with(2).saying("no finding of the bundle");
    bench.decide(finding, "confirmed", " ").with(2).saying("a person's name is expected");
    bench.decide(finding, "nonsense", "Ada Example").with(2);
    bench.on_bundle("triage", &[finding, "--verdict", "confirmed", "--by", "Ada Example"]).with(2).saying("--reason");
    let blank = ["--verdict", "confirmed", "--by", "Ada Example", "--reason", "  "];
    bench.on_bundle("triage", &[&[finding.as_str()], &blank[..]].concat()).with(2).saying("the reason is blank");
    assert_eq!(common::contents(&bench.at("bundle")), before);
}

#[test]
fn a_signed_bundle_is_left_alone_until_it_is_reopened() {
    let bench = Bench::new();
    let finding = &bench.findings(RULE)[0];
    bench.decide(finding, "confirmed", "Ada Example").with(0);
    let key = make_key(&bench.at("ada"));
    write_policy(&bench.at("policy.toml"), 1, &[("Ada Example", "evaluator", &key)]);
    sign(&bench.at("bundle"), &bench.at("ada"), "evaluator");
    let said = verify(&bench.at("bundle"), &bench.at("policy.toml"), None).with(0).stdout;
    assert!(said.contains("holds  triage.jsonl: 1 entries"), "{said}");
    assert!(said.contains("its line 3 of 4 is where the log ended that was signed"), "{said}");

    bench.decide(finding, "accepted", "Ada Example").with(2).saying("banbury reopen");
    let before = fs::read(bench.at("bundle/triage.jsonl")).unwrap();
    bench.on_bundle("reopen", &["--by", "Ada Example"]).with(0);
    assert!(!bench.at("bundle/sig").exists() && !bench.at("bundle/report.dsse.json").exists());
    assert_eq!(fs::read(bench.at("bundle/triage.jsonl")).unwrap(), before);
    bench.on_bundle("reopen", &[]).with(2).saying("it is not signed");
    bench.decide(finding, "accepted", "Ada Example").with(0);
    sign(&bench.at("bundle"), &bench.at("ada"), "evaluator");
    let said = verify(&bench.at("bundle"), &bench.at("policy.toml"), None).with(0).stdout;
    assert!(said.contains("its line 6 of 7 is where the log ended that was signed"), "{said}");
    let did: Vec<String> = bench.actions().iter().map(|it| it.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(did, ["sealed", "inspected", "triaged", "signed", "reopened", "triaged", "signed"]);
}

#[test]
fn a_broken_chain_is_named() {
    let bench = Bench::new();
    let finding = &bench.findings(RULE)[0];
    for verdict in ["confirmed", "needs-vendor", "confirmed"] {
        bench.decide(finding, verdict, "Ada Example").with(0);
    }
    let key = make_key(&bench.at("ada"));
    write_policy(&bench.at("policy.toml"), 1, &[("Ada Example", "evaluator", &key)]);
    sign(&bench.at("bundle"), &bench.at("ada"), "evaluator");

    let log = bench.at("bundle.custody.jsonl");
    let whole = fs::read_to_string(&log).unwrap();
    fs::write(&log, whole.replacen("Ada Example", "Eve Example", 1)).unwrap();
    let said = verify(&bench.at("bundle"), &bench.at("policy.toml"), None).with(1).stdout;
    assert!(said.contains("FAILS") && said.contains("line 2 does not follow line 1"), "{said}");
    bench.on_bundle("reopen", &[]).with(2).saying("is not as it was written");

    // Another log that is in order.
    let first = whole.lines().next().unwrap().replace("Ada Example", "Eve Example") + "\n";
    fs::write(&log, first).unwrap();
    let said = verify(&bench.at("bundle"), &bench.at("policy.toml"), None).with(1).stdout;
    assert!(said.contains("which is no line of it"), "{said}");
    fs::write(&log, &whole).unwrap();

    let inside = bench.at("bundle/triage.jsonl");
    let text = fs::read_to_string(&inside).unwrap();
    let cut: String =
        text.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line.to_owned() + "\n").collect();
    fs::write(&inside, cut).unwrap();
    let said = verify(&bench.at("bundle"), &bench.at("policy.toml"), None).with(1).stdout;
    assert!(said.contains("FAILS  triage.jsonl: line 2 does not follow line 1"), "{said}");
}

#[test]
fn a_regulator_checks_a_chain_with_the_shell() {
    let bench = Bench::new();
    let finding = &bench.findings(RULE)[0];
    for verdict in ["confirmed", "needs-vendor", "accepted"] {
        bench.decide(finding, verdict, "Ada Example").with(0);
    }
    let documents = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/triage.md")).unwrap();
    let line = documents.lines().find_map(|line| line.strip_prefix("    ").filter(|it| it.starts_with("(p="))).unwrap();
    let check = |log: &Path| {
        let line = line.replace("triage.jsonl", log.to_str().unwrap());
        Ended::of(Command::new("sh").args(["-c", &line]))
    };
    let log = bench.at("bundle/triage.jsonl");
    let head = check(&log).with(0).stdout;
    let text = fs::read_to_string(&log).unwrap();
    let last = text.lines().last().unwrap();
    let sum = bench.at("last");
    write(bench.0.path(), "last", last);
    let expected = Ended::of(Command::new("sha256sum").arg(&sum)).with(0).stdout;
    assert_eq!(head.trim(), &expected[..64]);
    let changed = bench.at("changed.jsonl");
    write(bench.0.path(), "changed.jsonl", text.replacen("confirmed", "Confirmed", 1));
    let said = check(&changed).with(1).stdout;
    assert!(said.contains("broken"), "{said}");
}

#[test]
fn the_vendor_is_asked_and_answers_and_nothing_of_it_acts() {
    let bench = Bench::new();
    let all: Vec<String> = results(&bench.at("bundle"), RULE)
        .chain(results(&bench.at("bundle"), "gets-is-unbounded"))
        .map(|it| fingerprint(&it))
        .collect();
    let finding = &all[0];
    bench.decide(finding, "needs-vendor", "Ada Example").with(0);
    let hostile = "=HYPERLINK(\"http://x\")\u{1b}]0;x\u{7}\n<script>alert(1)</script>\u{202e}";
    write(bench.0.path(), "answer.txt", hostile);
    let answer = bench.at("answer.txt");
    let by = ["--by", "Ada Example", "--on", "2026-12-02"];
    let arguments = [&["--answer", "OR-1", "--text-file", answer.to_str().unwrap()], &by[..]].concat();
    assert_eq!(bench.on_bundle("questions", &arguments).with(0).stdout, "OR-1: answered\n");
    bench
        .on_bundle("questions", &[&["--answer", "OR-7", "--text", "Yes."], &by[..]].concat())
        .with(2)
        .saying("there is no OR-7");

    let text = bench.on_bundle("questions", &[]).with(0).stdout;
    assert!(text.contains("OR-1  answered, asked by Ada Example on 2026-11-30"), "{text}");
    let csv = bench.on_bundle("questions", &["--csv"]).with(0).stdout;
    let exported = bench.on_bundle("questions", &["--json"]).with(0).stdout;
    let log = fs::read_to_string(bench.at("bundle/triage.jsonl")).unwrap();
    for (name, shown) in [("text", &text), ("csv", &csv), ("json", &exported), ("log", &log)] {
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{name}: {shown}");
    }
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
    assert!(!exported.contains('<'), "{exported}");
    let exported: Value = serde_json::from_str(&exported).unwrap();
    assert_eq!(exported["reports"][0]["answers"][0]["text"], hostile);

    let ask = ["--ask", finding, "--text", "Who calls this?", "--by", "Ada Example", "--on", "2026-12-03"];
    assert_eq!(bench.on_bundle("questions", &ask).with(0).stdout, "OR-2: asked\n");
}

/// A case file beside the drops `one` and `two`.
fn write_case(bench: &Bench, drop: &str, date: &str, previous: &str) -> PathBuf {
    let text = format!(
        "schema = \"banbury.case/v1\"\ndrop = \"{drop}\"\n\n[case]\nid = \"X\"\nproduct = \"p\"\nvendor = \"v\"\nrelease = \"{drop}\"\ndate = \"{date}\"\nevaluator = \"Ada Example\"\n{previous}"
    );
    write(bench.0.path(), &format!("{drop}.toml"), text);
    bench.at(&format!("{drop}.toml"))
}

#[test]
fn decisions_are_carried_over_to_the_next_release_and_lapse_where_code_or_time_has_gone_on() {
    let bench = Bench::new();
    let source = |guard: &str, unused: &str| {
        format!(
            "void run(char *d)\n{{\n    {guard}\n    gets(d);\n}}\nvoid other(char *d)\n{{\n    {unused}gets(d);\n}}\n"
        )
    };
    write(bench.0.path(), "one/a.c", source("check(d);", ""));
    write(bench.0.path(), "one/b.c", "void third(char *d)\n{\n    gets(d);\n}\n");
    // One function with other white space, one with other code; a file that has moved, and a copy of it.
    write(bench.0.path(), "two/a.c", "\n\n".to_owned() + &source("check(d);  ", "d++; "));
    for name in ["moved/b.c", "copy/b.c"] {
        write(bench.0.path(), &format!("two/{name}"), "void third(char *d)\n{\n    gets(d);\n}\n");
    }
    let run =
        |case: &Path, out: &str| run(["run".as_ref(), case.as_os_str(), "-o".as_ref(), bench.at(out).as_os_str()]);
    run(&write_case(&bench, "one", "2026-12-31", ""), "out-one").with(0);
    let all: Vec<Value> =
        json(&bench.at("out-one"), "findings.sarif")["runs"][0]["results"].as_array().unwrap().clone();
    let uri =
        |it: &Value| it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned();
    let on =
        |bundle: &str, arguments: &[&str]| Ended::of(banbury().arg("triage").arg(bench.at(bundle)).args(arguments));
    for result in &all {
        let expires = if uri(result) == "b.c" { "2027-01-30" } else { "2027-12-31" };
        let arguments = [
            "--verdict",
            "accepted",
            "--reason",
            "Known.",
            "--by",
            "Ada Example",
            "--on",
            "2026-11-30",
            "--expires",
            expires,
        ];
        on("out-one", &[&[fingerprint(result).as_str()], &arguments[..]].concat()).with(0);
        let review = ["--review", "approve", "--reason", "Known.", "--by", "Grace Example", "--on", "2026-12-01"];
        on("out-one", &[&[fingerprint(result).as_str()], &review[..]].concat()).with(0);
    }
    let case = write_case(&bench, "two", "2027-01-31", "\n[previous]\nbundle = \"out-one\"\n");
    let failing = run(&case, "out-two").with(0);
    assert!(failing.stdout.contains("Triage"), "{}", failing.stdout);
    run(&case, "out-again").with(0);
    assert_eq!(common::contents(&bench.at("out-two")), common::contents(&bench.at("out-again")), "no clock in it");

    let results: Vec<Value> =
        json(&bench.at("out-two"), "findings.sarif")["runs"][0]["results"].as_array().unwrap().clone();
    let mut told: Vec<String> = results
        .iter()
        .filter(|it| it["baselineState"] != "absent")
        .map(|it| {
            let function = it["locations"][0]["logicalLocations"][0]["name"].as_str().unwrap_or("");
            let standing = it["properties"]["triage"]["standing"].as_str().unwrap_or("open");
            format!("{} {function}: {standing}", uri(it))
        })
        .collect();
    told.sort();
    told.dedup();
    assert!(told.contains(&"a.c run: decided".to_owned()), "{told:?}");
    assert!(told.contains(&"a.c other: lapsed: code changed".to_owned()), "{told:?}");
    let thirds: Vec<&String> = told.iter().filter(|it| it.contains(" third: ")).collect();
    assert!(thirds.iter().any(|it| it.ends_with("lapsed: expired")), "{told:?}");
    assert!(thirds.iter().any(|it| it.ends_with("open")), "a copy is another instance: {told:?}");
    let decided = results.iter().find(|it| it["properties"]["triage"]["standing"] == "decided").unwrap();
    assert_eq!(decided["properties"]["triage"]["carriedFrom"], "one");
    assert_eq!(decided["properties"]["triage"]["reviewedBy"], "Grace Example");
}
