//! Bad input: a message that says what is wrong and what to do, the right exit code, nothing half-written.

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Ended, banbury, contents, copy_tree, inspect, json, run, sample, skipped, write, write_small_drop};
use tempfile::TempDir;

/// A temporary folder with a small drop in `drop`.
struct Bench(TempDir);

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_small_drop(&folder.path().join("drop"));
        Self(folder)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Inspects the drop into `bundle`.
    fn inspect(&self, further: &[&str]) -> Ended {
        inspect(&self.at("drop"), &self.at("bundle"), further)
    }

    /// Inspects the drop with one rule file of this text.
    fn inspect_with_rule(&self, text: &str) -> Ended {
        write(self.0.path(), "rules/rule.yaml", text);
        self.inspect(&["--rules", self.at("rules").to_str().unwrap()])
    }

    /// Runs a case file of this text.
    fn run_case(&self, text: &str) -> Ended {
        write(self.0.path(), "case.toml", text);
        run([Path::new("run"), &self.at("case.toml"), Path::new("-o"), &self.at("bundle")])
    }

    /// Fails unless what is here is what was here at first, and `further`.
    #[track_caller]
    fn assert_holds_only(&self, further: &[&str]) {
        let mut names: Vec<_> = fs::read_dir(self.0.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
        names.retain(|name| name != "drop" && !further.iter().any(|it| name == it));
        assert!(names.is_empty(), "left behind: {names:?}");
    }
}

#[test]
fn a_drop_that_is_not_there_is_named() {
    let bench = Bench::new();
    inspect(&bench.at("nowhere"), &bench.at("bundle"), &[]).with(2).saying("nowhere").saying("name a folder");
    Ended::of(banbury().arg("intake").arg(bench.at("nowhere"))).with(2).saying("nowhere");
    bench.assert_holds_only(&[]);
}

#[test]
fn a_drop_that_cannot_be_read_is_named() {
    let bench = Bench::new();
    let drop = bench.at("drop");
    fs::set_permissions(&drop, fs::Permissions::from_mode(0o000)).unwrap();
    let readable = fs::read_dir(&drop).is_ok();
    let ended = (!readable).then(|| bench.inspect(&[]));
    // The folder could not be removed otherwise.
    fs::set_permissions(&drop, fs::Permissions::from_mode(0o755)).unwrap();
    match ended {
        Some(ended) => drop_is_named(ended),
        None => skipped("this user may read everything (root): no drop is unreadable"),
    }
    bench.assert_holds_only(&[]);
}

fn drop_is_named(ended: Ended) {
    ended.with(2).saying("drop");
}

const CASE: &str = "\
schema = \"banbury.case/v1\"
drop = \"drop\"

[case]
id = \"1\"
product = \"p\"
vendor = \"v\"
release = \"1\"
";

#[test]
fn an_unknown_key_in_a_case_file_is_named_with_its_place() {
    let bench = Bench::new();
    bench.run_case(CASE).with(0);
    fs::remove_dir_all(bench.at("bundle")).unwrap();
    fs::remove_file(bench.at("bundle.custody.jsonl")).unwrap();
    bench.run_case(&format!("{CASE}colour = \"red\"\n")).with(2).saying("case.toml:9:1: ").saying("colour");
    bench.assert_holds_only(&["case.toml"]);
}

#[test]
fn what_is_wrong_in_a_case_file_is_told_with_line_and_column() {
    let bench = Bench::new();
    let bad = [
        (CASE.replace("id = \"1\"", "id = 1"), "case.toml:5:6: ", "string"),
        (CASE.replace("release = ", "release "), "case.toml:8:", "release"),
        (CASE.replace("vendor = \"v\"\n", ""), "case.toml:4:1: ", "vendor"),
        (CASE.replace("drop = \"drop\"\n", ""), "case.toml:1:1: ", "drop"),
        (CASE.replace("case/v1", "case/v9"), "case.toml: ", "banbury.case/v1"),
        (CASE.replace("drop = \"drop\"", "drop = \"nowhere\""), "nowhere", "name a folder"),
    ];
    for (text, place, word) in bad {
        bench.run_case(&text).with(2).saying(place).saying(word);
        bench.assert_holds_only(&["case.toml"]);
    }
    run(["run", "no-such-case.toml", "-o", bench.at("bundle").to_str().unwrap()]).with(2).saying("no-such-case.toml");
}

const RULE: &str = "\
rules:
  - id: call-gets
    languages: [c]
    severity: HIGH
    message: A call of gets.
    pattern: gets(...)
";

#[test]
fn what_is_wrong_in_a_rule_file_is_told_with_line_and_column() {
    let bench = Bench::new();
    let bad = [
        (RULE.replace("[c]", "[c"), "rule.yaml:"),
        (RULE.replace("    pattern: gets(...)", "   pattern: gets(...)"), "rule.yaml:"),
        (RULE.replace("    message: A call of gets.\n", ""), "message"),
        (RULE.replace("    severity: HIGH\n", ""), "severity"),
        (RULE.replace("HIGH", "DREADFUL"), "DREADFUL"),
        (RULE.replace("  - id: call-gets\n    languages", "  - languages"), "id"),
    ];
    for (text, word) in bad {
        let ended = bench.inspect_with_rule(&text).with(2).saying(word);
        assert!(has_place(&ended.stderr, "rule.yaml"), "file:line:column is expected:\n{}", ended.stderr);
        bench.assert_holds_only(&["rules"]);
    }
}

/// Whether a message holds `file:LINE:COLUMN:`.
fn has_place(message: &str, file: &str) -> bool {
    message.split(&format!("{file}:")).skip(1).any(|rest| {
        let mut numbers = rest.splitn(3, ':');
        let mut number = || numbers.next().is_some_and(|text| text.parse::<u32>().is_ok_and(|number| number > 0));
        number() && number()
    })
}

#[test]
fn a_rule_whose_pattern_is_no_code_is_booked_as_not_run_and_the_rest_goes_on() {
    let bench = Bench::new();
    let broken = "  - id: no-code\n    languages: [c]\n    severity: LOW\n    message: m\n    pattern: 'if ( {'\n";
    bench.inspect_with_rule(&format!("{RULE}{broken}")).with(0);
    let coverage = json(&bench.at("bundle"), "coverage.json");
    let not_run = coverage["rules_not_run"].as_array().unwrap().iter();
    // Those that compare with a case file have none here.
    let not_run: Vec<_> = not_run.filter(|rule| !rule["id"].as_str().unwrap().starts_with("undeclared-")).collect();
    assert_eq!(not_run.len(), 1, "{not_run:?}");
    assert_eq!(not_run[0]["id"], "no-code");
    assert!(not_run[0]["reason"].as_str().unwrap().contains("if ( {"), "{not_run:?}");
    let places = common::findings::places(&bench.at("bundle"));
    assert!(places.contains(&("src/copy.c".to_owned(), 4, "call-gets".to_owned())), "{places:?}");
}

#[test]
fn two_rules_with_one_id_are_refused() {
    let bench = Bench::new();
    let again = RULE.strip_prefix("rules:\n").unwrap();
    bench.inspect_with_rule(&format!("{RULE}{again}")).with(2).saying("rule.yaml").saying("`call-gets`");
    bench.assert_holds_only(&["rules"]);
}

#[test]
fn rules_that_are_not_there_are_named() {
    let bench = Bench::new();
    bench.inspect(&["--rules", "no-such-rules"]).with(2).saying("no-such-rules");
    fs::create_dir(bench.at("empty")).unwrap();
    bench.inspect(&["--rules", bench.at("empty").to_str().unwrap()]).with(2).saying("no rule files");
    bench.assert_holds_only(&["empty"]);
}

#[test]
fn an_existing_bundle_is_replaced_with_force_alone() {
    let bench = Bench::new();
    bench.inspect(&[]).with(0);
    let first = contents(&bench.at("bundle"));
    write(&bench.at("drop"), "new.c", "int n;\n");
    bench.inspect(&[]).with(2).saying("bundle").saying("--force");
    assert_eq!(contents(&bench.at("bundle")), first, "a refusal changes nothing");
    bench.inspect(&["--force"]).with(0);
    assert_ne!(contents(&bench.at("bundle"))["manifest.json"], first["manifest.json"]);
    bench.assert_holds_only(&["bundle", "bundle.custody.jsonl"]);
}

#[test]
fn force_replaces_nothing_but_a_bundle() {
    let strangers: [&[&str]; 3] = [
        &["thesis.txt"],
        // Many download folders have sums.
        &["SHA256SUMS", "image.iso"],
        &["statement.json"],
    ];
    for names in strangers {
        let bench = Bench::new();
        for name in names {
            write(&bench.at("bundle"), name, format!("{}  image.iso\n", "0".repeat(64)));
        }
        let before = contents(&bench.at("bundle"));
        bench.inspect(&["--force"]).with(2).saying("--force");
        assert_eq!(contents(&bench.at("bundle")), before);
        bench.assert_holds_only(&["bundle"]);
    }
    let bench = Bench::new();
    write(bench.0.path(), "bundle", "a file");
    bench.inspect(&["--force"]).with(2).saying("--force");
    assert_eq!(fs::read_to_string(bench.at("bundle")).unwrap(), "a file");
}

#[test]
fn force_does_not_take_what_somebody_put_into_a_bundle() {
    let bench = Bench::new();
    bench.inspect(&[]).with(0);
    write(&bench.at("bundle"), "notes.txt", "a week's work\n");
    bench.inspect(&["--force"]).with(2).saying("notes.txt");
    assert!(bench.at("bundle/notes.txt").exists());
}

#[test]
fn a_failed_run_with_force_leaves_the_old_bundle_as_it_was() {
    let bench = Bench::new();
    bench.inspect(&[]).with(0);
    let first = contents(&bench.at("bundle"));
    inspect(&bench.at("nowhere"), &bench.at("bundle"), &["--force"]).with(2);
    assert_eq!(contents(&bench.at("bundle")), first);
}

#[test]
fn a_bundle_needs_a_folder_to_stand_in() {
    let bench = Bench::new();
    inspect(&bench.at("drop"), &bench.at("no/such/bundle"), &[]).with(2).saying("no/such").saying("does not exist");
    bench.assert_holds_only(&[]);
}

/// Runs the program with a file system of 48 KiB mounted on `small`, lists what is left there, and ends as it did.
const ON_A_SMALL_DISK: &str = r#"
mount -t tmpfs -o size=48k,nr_inodes=64 none small || exit 99
"$0" inspect drop -o small/bundle
code=$?
ls -A small
exit $code
"#;

#[test]
fn a_full_disk_leaves_no_bundle_behind() {
    let bench = Bench::new();
    fs::create_dir(bench.at("small")).unwrap();
    // In namespaces of its own, so that the mount goes with the shell.
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", ON_A_SMALL_DISK]);
    command.arg(env!("CARGO_BIN_EXE_banbury")).current_dir(bench.0.path());
    let Ok(output) = command.output() else { return skipped("the program `unshare` is not there: no disk is full") };
    let ended = Ended::from(output);
    if ended.code == Some(99) || ended.stderr.contains("unshare") {
        return skipped(&format!("this machine lets nobody mount a small disk: {}", ended.stderr.trim()));
    }
    let ended = ended.with(2).saying("cannot be written").saying("No space left");
    assert_eq!(ended.stdout, "", "left behind");
}

/// Some thirty megabytes of C: more than any machine looks through before the signal comes.
fn write_large_drop(folder: &Path) {
    let function = "int f(int a, char *b)\n{\n    if (a > 1) { a = g(a, b, \"text\"); }\n    return a;\n}\n";
    let file = function.repeat(8_000);
    for number in 0..48 {
        write(folder, &format!("large/{number}.c"), &file);
    }
}

#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    let bench = Bench::new();
    write_large_drop(&bench.at("drop"));
    fs::create_dir(bench.at("temporary")).unwrap();
    let mut command = banbury();
    command.arg("inspect").arg(bench.at("drop")).arg("-o").arg(bench.at("bundle")).env("TMPDIR", bench.at("temporary"));
    interrupt(&mut command).with(2).saying("interrupted");
    bench.assert_holds_only(&["temporary"]);
    assert_eq!(fs::read_dir(bench.at("temporary")).unwrap().count(), 0);
}

#[test]
fn an_interrupted_build_leaves_nothing_of_the_drop_behind() {
    let bench = Bench::new();
    let recipe =
        "[rebuild]\nsteps = [\"sleep 60\"]\n\n[[rebuild.artefact]]\nshipped = \"README\"\nbuilt = \"README\"\n";
    write(bench.0.path(), "case.toml", format!("{CASE}\n{recipe}"));
    fs::create_dir(bench.at("temporary")).unwrap();
    // What root starts builds as somebody else, who would use a place outside this test if this one were closed.
    fs::set_permissions(bench.0.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(bench.at("temporary"), fs::Permissions::from_mode(0o1777)).unwrap();
    let mut command = banbury();
    command.arg("rebuild").arg(bench.at("case.toml")).arg("-o").arg(bench.at("rebuilt"));
    let ended = interrupt(command.env("TMPDIR", bench.at("temporary")));
    if ended.stdout.contains("not-built") || bench.at("rebuilt").exists() {
        return skipped("this machine cannot confine builds: there was nothing to interrupt");
    }
    ended.with(2).saying("interrupted");
    bench.assert_holds_only(&["case.toml", "temporary"]);
    // The sandbox's folder of mount points, which are empty, may still be there.
    let left = contents(&bench.at("temporary"));
    assert!(!left.keys().any(|name| name.ends_with("README") || name.ends_with("copy.c")), "{:?}", left.keys());
}

/// Interrupts a command as Ctrl-C does, once it is under way.
fn interrupt(command: &mut Command) -> Ended {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for_children(child.id());
    Ended::of(Command::new("sh").arg("-c").arg(format!("kill -INT {}", child.id())));
    Ended::from(child.wait_with_output().unwrap())
}

/// Waits until a process has started others, workers or a build, or has ended.
fn wait_for_children(process: u32) {
    for _ in 0..6000 {
        let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
        let children = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
        let status = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        if status.contains(") Z ") || children.into_iter().any(|children| !children.trim().is_empty()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("no process was started");
}

#[test]
fn fail_on_turns_findings_of_that_severity_or_worse_into_a_no() {
    let bench = Bench::new();
    bench.inspect_with_rule(RULE).with(0);
    for (severity, code) in [("low", 1), ("high", 1), ("critical", 0)] {
        bench.inspect(&["--force", "--rules", bench.at("rules").to_str().unwrap(), "--fail-on", severity]).with(code);
        assert!(bench.at("bundle/report.html").is_file(), "a no is an answer, and the bundle is there");
    }
}

#[test]
fn a_policy_that_is_not_there_and_one_that_is_unsealed_are_told_apart() {
    let bench = Bench::new();
    bench.inspect(&[]).with(0);
    common::verify(&bench.at("bundle"), &bench.at("policy.toml"), None).with(2).saying("policy.toml");
    write(bench.0.path(), "policy.toml", "schema = \"banbury.policy/v1\"\nthreshold = 1\n");
    let ended = common::verify(&bench.at("bundle"), &bench.at("policy.toml"), None).with(1);
    assert!(ended.stdout.contains("policy seal"), "{}", ended.stdout);
}

#[test]
fn what_went_wrong_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let ended = Ended::of(banbury().arg("compare").arg(&missing).arg(&missing)).with(2);
    assert_eq!(ended.stderr, format!("banbury: {}: No such file or directory (os error 2)\n", missing.display()));
}

#[test]
fn arguments_that_nobody_knows_are_refused() {
    let bad: [&[&str]; 7] = [
        &["inspect", "drop", "-o", "out", "--hum"],
        &["hum"],
        &["inspect", "drop"],
        &["inspect", "drop", "-o", "out", "--jobs", "0"],
        &["inspect", "drop", "-o", "out", "--fail-on", "dreadful"],
        &["run", "case.toml", "-o", "out", "--key", "k", "--throwaway-key"],
        &[],
    ];
    for arguments in bad {
        run(arguments).with(2).saying("--help");
    }
}

/// The names below `Commands:` of a help page.
fn subcommands(page: &str) -> Vec<String> {
    let listed = page.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_help_with_an_example() {
    let mut todo = vec![Vec::new()];
    let mut commands = 0;
    while let Some(command) = todo.pop() {
        let page = Ended::of(banbury().args(&command).arg("--help")).with(0).stdout;
        for name in subcommands(&page) {
            todo.push([&command[..], &[name]].concat());
        }
        if !command.is_empty() {
            let example = page.split_once("Example:\n").map(|(_, example)| example.trim_start());
            let start = format!("banbury {}", command.join(" "));
            assert!(example.is_some_and(|example| example.starts_with(&start)), "{command:?}:\n{page}");
            commands += 1;
        }
    }
    assert!(commands >= 16, "{commands}");
}

#[test]
fn a_recipe_that_fails_is_an_answer_and_the_run_is_done() {
    let bench = Bench::new();
    copy_tree(&sample(), &bench.at("sample"));
    let case = fs::read_to_string(bench.at("sample/case.toml")).unwrap();
    let case = case.replace("make -C source images", "make -C source no-such-target");
    write(&bench.at("sample"), "case.toml", case);
    let arguments = [Path::new("rebuild"), &bench.at("sample/case.toml"), Path::new("-o"), &bench.at("rebuilt")];
    run(arguments).with(1);
    let rebuild = json(&bench.at("rebuilt"), "rebuild.json");
    assert_eq!(rebuild["score"]["not-built"], 2, "{rebuild}");
}
